"""Hostile and broken input: one clear problem with its place, or a right answer; never a traceback."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import InventoryError, SelectorError, load, simulate
from depaudit.cli.group import run

HEAD = "depaudit: 1\n"
SERVICE = HEAD + "services: [{id: s, requires: [a]}]\ncomponents: [{id: a, provider: {name: x, jurisdiction: CA}}]\n"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [*{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}, *{old}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def wrong(tmp_path: Path, text: str | bytes) -> InventoryError:
    path = tmp_path / "inventory.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InventoryError) as error:
        load(path)
    assert error.value.path == str(path)
    return error.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("# nothing\n", "empty"),
        (b"\x00\x01\x02", "NUL"),
        (b"\xff\xfe\xfa", "UTF-8"),
        ("- a\n- b\n", "mapping"),
        ("just words", "mapping"),
        ("depaudit: 99\n", "version"),
        ("services: []\n", "lacks 'depaudit'"),
        ("depaudit: 1\ndepaudit: 1\n", "twice"),
        ("depaudit: 1\n---\ndepaudit: 1\n", "second document"),
        ("depaudit: [1\n", "not valid YAML"),
        (
            "image: x\nreplicas: 2\n",
            "neither an inventory nor a gateway's configuration that is read (its keys: image",
        ),
        ('{"strategy": "fallback", "targets": []}', "neither an inventory"),
        ("depaudit: *gone\n", "alias"),
        ("depaudit: 1\nx-a: !!python/object/apply:os.system [ls]\n", "tag"),
        ("depaudit: 1\nx-a: !!python/name:os.system\n", "tag"),
        ("depaudit: 1\nx-a: {<<: {b: 1}}\n", "merge"),
        ("depaudit: 1\nx-a: {[1, 2]: 3}\n", "key"),
        ("depaudit: 1\nx-a: .nan\n", "number"),
        ("depaudit: 1\nx-a: " + "9" * 5_000 + "\n", "digits"),
        ("depaudit: 1\nx-a: 1e999\n", "large"),
        ("depaudit: 1\nx-a: " + "[" * 150 + "\n", "nested deeper"),
        ("depaudit: 1\nx-a: " + "[" * 20_000 + "\n", "nesting"),
        (BOMB, "aliases expand"),
    ],
)
def test_what_is_not_plain_yaml_is_refused_at_its_place(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert said in str(wrong(tmp_path, text))


@pytest.mark.parametrize(
    ("part", "said", "hint"),
    [
        ("services: [{id: s, critcality: high}]", "unknown key 'critcality'", "criticality"),
        ("services: [{id: s, criticality: urgent}]", "criticality", "critical"),
        ("services: [{id: s, rto: 4}]", "rto has no unit", "4h"),
        ("services: [{id: s, rto: '4'}]", "duration", ""),
        ("services: [{id: s, rto: -4h}]", "duration", ""),
        ("services: [{id: s, rto: 101y}]", "100 years", ""),
        ("services: [{id: s, weight: -1}]", "weight", ""),
        ("services: [{id: s, weight: 1.0e+19}]", "weight: input should be less than or equal to 10000", ""),
        ("services: [{requires: [a]}]", "lacks 'id'", "id"),
        (f"services: [{{id: {'s' * 201}}}]", "id is longer than 200 characters", "shorten"),
        (f"services: [{{id: s, tags: {['t'] * 1_001}}}]", "tags: list should have at most 1000 items", ""),
        ("services: {id: s}", "services", "list"),
        ("services: [{id: s, requires: [gone]}]", "no component or service has the id 'gone'", "declare"),
        ("services: [{id: s, requires: [s]}]", "requires itself", ""),
        ("services: [{id: s}, {id: s}]", "there twice", "id space"),
        ("organisation: {jurisdiction: Canada}", "not a jurisdiction", "CA"),
        ("organisation: {jurisdiction: XX}", "not a jurisdiction", ""),
        ("components: [{id: a, kind: inferense-api}]", "no kind", "inference-api"),
        ("components: [{id: a, any_of: []}]", "any_of", ""),
        ("components: [{id: a, any_of: [{id: b, lasts: 5d}]}, {id: b}]", "first option cannot end", ""),
        ("components: [{id: a, any_of: [{id: b, for: run}]}, {id: b}]", "unknown key 'for'", ""),
        ("components: [{id: a, k_of_n: {k: 3, of: [b]}}, {id: b}]", "can never hold", ""),
        ("components: [{id: a, k_of_n: {k: 1, of: [b, b]}}, {id: b}]", "twice", ""),
        ("components: [{id: a, switch: {mode: automatic}}]", "switch without any_of", ""),
        ("components: [{id: a, any_of: [b], k_of_n: {k: 1, of: [b]}}, {id: b}]", "one gate", ""),
        ("components: [{id: a, requires: [{for: run}]}]", "an id or a gate", ""),
        ("components: [{id: a, usage: {spend_per_month: lots}}]", "not an amount", "EUR"),
        ("components: [{id: a, retires_on: soon}]", "not a date", "YYYY"),
        ("components: [{id: a, copy: mirrord}]", "copy", "mirrored"),
        ("components: [{id: a, copy: {at: gone}}]", "no component", ""),
        ("waivers: [{rule: DA001, subject: s}]", "lacks 'reason'", "reason"),
        ("objectives: [{services: critcal, survive: [US]}]", "no service", "critical"),
        ("objectives: [{services: critical, survive: [any-modl]}]", "not a cut", "any-model"),
        ("include: ../secret.yaml", "outside", "below"),
        ("include: /etc/passwd", "outside", "below"),
        ("include: gone.yaml", "no such file", ""),
    ],
)
def test_what_the_format_does_not_allow_is_named_with_a_hint(tmp_path: Path, part: str, said: str, hint: str) -> None:
    error = wrong(tmp_path, HEAD + part + "\n")
    assert said in str(error)
    assert hint in error.hint
    assert error.line


def test_all_problems_come_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    error = wrong(tmp_path, HEAD + "services:\n  - {id: s, rto: 1}\n  - {id: t, citicality: x}\n")
    assert [problem.position.line for problem in error.problems if problem.position] == [3, 4]


def test_norway_is_norway_and_dates_are_words() -> None:
    inventory = load(
        {"depaudit": 1, "organisation": {"jurisdiction": "NO"}, "components": [{"id": "a", "region": "NO"}]}
    )
    assert inventory.organisation.home == ("NO",)
    assert inventory.components[0].region == ("NO",)


def test_norway_unquoted(tmp_path: Path) -> None:
    path = tmp_path / "i.yaml"
    path.write_text(HEAD + "organisation: {jurisdiction: NO}\n", encoding="utf-8")
    assert load(path).organisation.jurisdiction == "NO"


def test_included_files_join(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text(HEAD + "components: [{id: a}]\ninclude: main.yaml\n", encoding="utf-8")
    main = tmp_path / "main.yaml"
    main.write_text(HEAD + "include: [more.yaml]\nservices: [{id: s, requires: [a]}]\n", encoding="utf-8")
    inventory = load(main)
    assert [component.id for component in inventory.components] == ["a"]
    assert inventory.components[0].position.path.endswith("more.yaml")


def test_secrets_under_free_keys_are_dropped() -> None:
    component: dict[str, Any] = {"id": "a", "x-note": {"api_key": "hidden", "owner": "platform"}}
    inventory = load({"depaudit": 1, "components": [component]})
    assert inventory.components[0].extensions == (("x-note", {"owner": "platform"}),)


def test_thousands_of_distinct_durations_are_read_and_simulated() -> None:
    from depaudit import simulate

    items = [{"id": f"c{number}", "survives": f"{number + 1}m"} for number in range(3_000)]
    parts = [
        {"id": f"c{number}", "provider": {"name": "Nobody Ltd", "jurisdiction": "US"}} for number in range(3_000)
    ]
    inventory = load({"depaudit": 1, "services": [{"id": "s", "requires": items}], "components": parts})
    assert simulate(inventory, ["US"])["s"].first_down == 60


def test_a_file_of_an_unknown_kind_is_one_problem(tmp_path: Path) -> None:
    error = wrong(tmp_path, "image: x\nreplicas: 2\nports: [80]\n")
    assert len(error.problems) == 1
    assert "depaudit import --help" in error.problems[0].hint


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no device without an end")
def test_a_file_without_an_end_is_not_read_to_its_end() -> None:
    with pytest.raises(InventoryError, match="larger than 64 MiB"):
        load("/dev/zero")


def test_links_that_lead_in_a_circle_are_no_crash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.yaml").symlink_to(tmp_path / "two.yaml")
    (tmp_path / "two.yaml").symlink_to(tmp_path / "one.yaml")
    (tmp_path / "with.yaml").write_text(SERVICE + "include: [one.yaml]\n", encoding="utf-8")
    for name in ("one.yaml", "with.yaml"):
        assert run(["scan", str(tmp_path / name)]) == 2
        assert "error: " in capsys.readouterr().err


def test_a_deep_file_is_no_crash_where_a_report_is_looked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deep, good = tmp_path / "deep.json", tmp_path / "good.yaml"
    deep.write_text("[" * 20_000, encoding="utf-8")
    good.write_text(SERVICE, encoding="utf-8")
    assert run(["diff", str(deep), str(good)]) == 2
    assert "nesting" in capsys.readouterr().err


def test_a_model_that_nobody_knows_is_a_slip_and_not_survived() -> None:
    inventory = load({"depaudit": 1, "services": [{"id": "s", "requires": ["a"]}],
                      "components": [{"id": "a", "uses": "openai-api/gpt-5"}]})  # fmt: skip
    with pytest.raises(SelectorError, match="no model 'gpt5' in this inventory"):
        simulate(inventory, cut=["model:gpt5"])
    assert simulate(inventory, cut=["model:gpt-5"])["s"].state == "down"


@pytest.mark.parametrize("key", ["criticality", "critcality"])
def test_a_large_file_is_checked_like_a_small_one(tmp_path: Path, key: str) -> None:
    path = tmp_path / "inventory.yaml"
    parts = "".join(f"  - {{id: c{number}, description: {'words ' * 10}}}\n" for number in range(1_000))
    path.write_text(f"{HEAD}components:\n{parts}services: [{{id: s, requires: [c999], {key}: high}}]\n")
    if key == "criticality":
        inventory = load(path)
        assert (len(inventory.components), inventory.services[0].criticality) == (1_000, "high")
    else:
        error = wrong(tmp_path, path.read_text())
        assert ("unknown key 'critcality'" in str(error), error.line) == (True, 1_003)
