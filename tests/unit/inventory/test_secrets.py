"""Values under key-like names are not kept, and masked where a line is shown."""

import pytest

from depaudit.inventory.secrets import mask, without_secrets


def test_plain_data_loses_them_at_every_depth() -> None:
    raw = {"api_key": "x", "list": [{"password": "x", "model": "m"}, "text"], "max_tokens": 5}
    assert without_secrets(raw) == {"list": [{"model": "m"}, "text"], "max_tokens": 5}


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("api_key: abc", "api_key: ***"),
        ("  'client_secret' = abc def", "  'client_secret' = ***"),
        ("tokens_per_month: 3e9", "tokens_per_month: 3e9"),
        ("url: https://x/?k=sk-abcdefghijklmnop", "url: https://x/?k=***"),
        ("name: a service", "name: a service"),
    ],
)
def test_lines_are_masked(line: str, shown: str) -> None:
    assert mask(line) == shown
