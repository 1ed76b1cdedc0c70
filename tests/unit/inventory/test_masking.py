"""No secret of a source text is left in its masked form, whatever it spans, and nothing else is lost."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from depaudit.inventory.masking import masked, shown_lines

SECRET = "hunter2-hunter2"
LEAKS = {
    "one line": f"api_key: {SECRET}\n",
    "block scalar": f"api_key: |\n  {SECRET}\n  second-half-{SECRET}\nafter: kept\n",
    "block scalar with a blank line": f"api_key: |+\n  first\n\n  {SECRET}\n\nafter: kept\n",
    "folded scalar": f"a:\n  password: >-\n    one\n    {SECRET}\nafter: kept\n",
    "flow mapping over lines": f"x: {{\n  token: {{\n    value:\n      {SECRET} }},\n  after: kept }}\n",
    "flow list over lines": f"api_keys: [\n  {SECRET},\n  x{SECRET} ]\nafter: kept\n",
    "block list": f"secrets:\n- {SECRET}\n- {{a: {SECRET}}}\nafter: kept\n",
    "a list of tokens": f"api_tokens:\n- {SECRET}\nafter: kept\n",
    "JSON": f'{{\n "api_key":\n   "{SECRET}",\n "after": "kept"\n}}\n',
    "JSON on one line": f'{{"api_key": "{SECRET}", "after": "kept"}}',
    "double quotes over lines": f'secret: "begins\n  {SECRET}\n  ends"\nafter: kept\n',
    "single quotes over lines": f"secret: 'begins\n  {SECRET}'\nafter: kept\n",
    "plain over lines": f"secret: begins\n  {SECRET}\nafter: kept\n",
    "value on the next line": f"secret:\n  {SECRET}\nafter: kept\n",
    "explicit key": f"? api_key\n: {SECRET}\nafter: kept\n",
    "quoted key": f"'api_key': |\n  {SECRET}\nafter: kept\n",
    "anchor": f"plain: &k {SECRET}\napi_key: *k\nafter: kept\n",
    "anchored": f"api_key: &k {SECRET}\nplain: *k\nafter: kept\n",
    "anchored mapping": f"plain: &k\n  x: {SECRET}\ncredentials: *k\nafter: kept\n",
    "tag": f"api_key: !!str {SECRET}\nafter: kept\n",
    "name and value": f"env:\n- name: OPENAI_API_KEY\n  value: {SECRET}\nafter: kept\n",
    "value and name": f"env:\n- value: |\n    {SECRET}\n  name: OPENAI_API_KEY\nafter: kept\n",
    "value and name of a header": f"headers:\n- value: {SECRET}\n  name: X-Api-Key\nafter: kept # {SECRET}\n",
    "short value and name of a header": "headers: [{value: hunter2, name: X-Api-Key}]\nafter: kept\n",
    "nothing but a key": f"sk-{SECRET}",
    "comment": f"after: kept # api_key: {SECRET}\n",
    "commented block": f"# api_key: |\n#   {SECRET}\nafter: kept\n",
    "commented key": f"#api_key:\n#  {SECRET}\nafter: kept\n",
    "comment in a flow": f"x: [a, # token={SECRET}\n  b]\nafter: kept\n",
    "script in a block": f"run: |\n  export API_KEY=\\\n  {SECRET}\nafter: kept\n",
    "argument": f'run: "serve --api-key={SECRET}"\nafter: kept\n',
    "inventory in a string": f"text: |\n  api_key: |\n    {SECRET}\nafter: kept\n",
    "private key": f"pem: |\n  -----BEGIN RSA PRIVATE KEY-----\n  {SECRET}\nafter: kept\n",
    "address": f"url: postgres://me:{SECRET}@host/db\nafter: kept\n",
    "login": f"url: https://{SECRET}@host/db\nafter: kept\n",
    "login without password": f"url: https://{SECRET}:@host/db\nafter: kept\n",
    "address with a key": f"url: https://host/db?a=1&access_key={SECRET}&b=2\nafter: kept\n",
    "address with a signature": f"url: 'https://host/db?sig={SECRET}'\nafter: kept\n",
    "variables": f"env:\n  PLAIN: {SECRET}\nafter: kept\n",
    "variables in JSON": f'{{"env": {{"K": "{SECRET}", "n": {{"m": ["{SECRET}"]}}}}, "after": "kept"}}',
    "variables of a file": f"environment_variables: {{PLAIN: {SECRET}}}\nafter: kept\n",
    "said again": f"api_key: {SECRET}\nurl: https://host/?k={SECRET}\nafter: kept # {SECRET}\n",
    "master key": f"general_settings:\n  master_key: {SECRET}\nafter: kept\n",
    "second document": f"a: b\n---\napi_key: |\n  {SECRET}\n",
    "carriage returns": f"api_key: |\r\n  {SECRET}\r\n  x{SECRET}\r\nafter: kept\r\n",
    "odd breaks": f"api_key: |\u2028  {SECRET}\u2028after: kept\u2028",
    "wide letters": f"ключ: ü€😀\napi_key: |\n  😀 {SECRET}\nafter: kept\n",
}


@pytest.mark.parametrize("text", LEAKS.values(), ids=LEAKS)
def test_the_secret_is_gone_and_the_rest_is_kept(text: str) -> None:
    shown = masked(text)
    assert shown is not None
    assert "hunter2" not in shown
    assert "***" in shown
    assert ("kept" in text) == ("kept" in shown)
    assert len(shown.splitlines()) == len(text.splitlines())


@pytest.mark.parametrize("text", ["api_key: 'x\n", "a: {api_key: hunter2\n", "a: b: c\n", "\tx: y\n"])
def test_what_cannot_be_parsed_is_not_shown(text: str) -> None:
    assert masked(text) is None


def test_amounts_and_other_words_stay() -> None:
    text = "usage: {tokens_per_month: 50M, max_tokens: 100}\ninput_cost_per_token: 0.01\nid: password-store # fine\n"
    assert masked(text) == text


def test_a_secret_without_value_changes_nothing() -> None:
    assert masked("api_key:\nafter: kept\n") == "api_key:\nafter: kept\n"


def test_a_text_without_secrets_is_shown_even_if_it_cannot_be_parsed() -> None:
    assert shown_lines("a: 'x\n") == ["a: 'x"]
    assert shown_lines("token: 'x\n") is None
    assert shown_lines(f"token: |\n  {SECRET}\n") == ['token: "***"', ""]


class WithoutAliases(yaml.SafeDumper):
    """Writes equal parts out."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        return True


words = st.text("abcdefgh", min_size=1, max_size=6)
secret_free = st.recursive(words | st.integers() | st.booleans(), lambda part: st.lists(part, max_size=3)
                           | st.dictionaries(words, part, max_size=3), max_leaves=8)  # fmt: skip
leaf = st.just(SECRET) | st.just(f"one\n {SECRET}\n\nthree") | st.just(f"{SECRET} " * 12)
secrets = leaf | st.lists(leaf, min_size=1, max_size=3) | st.dictionaries(words, leaf, min_size=1, max_size=3)


@given(secret_free, secrets, st.sampled_from([True, False, None]), st.sampled_from([None, "|", ">", '"', "'"]))
def test_however_it_is_written(other: object, secret: object, flow: bool | None, style: str | None) -> None:
    value = {"head": other, "list": [{"api_key": secret, "tail": other}], "after": "kept"}
    text = yaml.dump(value, Dumper=WithoutAliases, default_flow_style=flow, default_style=style, width=30)
    shown = masked(text)
    assert shown is not None
    assert "hunter2" not in shown
    assert "kept" in shown
    assert yaml.safe_load(shown) == {"head": other, "list": [{"api_key": "***", "tail": other}], "after": "kept"}
