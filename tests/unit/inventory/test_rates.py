"""Rates files: what they mean, and every problem with its position."""

from math import exp
from pathlib import Path

import jsonschema
import pytest
import yaml

from depaudit.errors import ConfigError
from depaudit.inventory.rates import load_rates, rates_schema
from depaudit.model.rates import Struck

GOOD = """\
depaudit-rates: 1
jurisdictions: {US: 0.02, uk: {export-control: 0.03, sanctions: 0.01}}
vendors: {openai: 0.05}
components: {rack-a: 0.1}
x-note: ours
common:
  - {name: joint sanctions, rate: 0.5, jurisdictions: [US, GB, US], vendors: [openai]}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "rates.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_entry_is_a_cause_of_its_own(tmp_path: Path) -> None:
    causes = load_rates(write(tmp_path, GOOD)).causes
    assert [(cause.name, cause.rate) for cause in causes] == [
        ("US", 0.02),
        ("GB: export-control", 0.03),
        ("GB: sanctions", 0.01),
        ("openai", 0.05),
        ("rack-a", 0.1),
        ("joint sanctions", 0.5),
    ]
    assert causes[-1].strikes == (
        Struck("jurisdiction", "US"),
        Struck("jurisdiction", "GB"),
        Struck("vendor", "openai"),
    )
    assert causes[-1].chance == pytest.approx(1 - exp(-0.5))
    assert causes[-1].position.line == 7


def test_the_schema_takes_what_the_reader_takes() -> None:
    schema = rates_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    good = yaml.safe_load(GOOD)
    del good["x-note"]
    jsonschema.validate(good, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"depaudit-rates": 1, "vendors": {"openai": -1}}, schema)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("[1]", 0, "a rates file is a mapping"),
        ("vendors: {}", 1, "no rates file of format 1"),
        ("depaudit-rates: true", 1, "no rates file of format 1"),
        ("depaudit-rates: 1\nvendor: {}", 2, "unknown key 'vendor'"),
        ("depaudit-rates: 1\nvendors: [a]", 2, "vendors is a mapping"),
        ("depaudit-rates: 1\nvendors:\n  a: -0.1", 3, "a: -0.1 is no yearly rate"),
        ("depaudit-rates: 1\nvendors:\n  a: often", 3, "a: this is no yearly rate"),
        ("depaudit-rates: 1\nvendors:\n  a: true", 3, "no yearly rate"),
        ("depaudit-rates: 1\ncommon: [{name: a, rate: 1,\n  vendors: [3, b]}]", 3, "the name of a vendor is a text"),
        ("depaudit-rates: 1\njurisdictions:\n  XQ: 1", 3, "'XQ' is not a jurisdiction"),
        ("depaudit-rates: 1\njurisdictions: {GB: 1,\n  UK: 1}", 3, "two causes are called 'GB'"),
        ("depaudit-rates: 1\ncommon:\n  - 3", 3, "a common cause is a mapping"),
        ("depaudit-rates: 1\ncommon: 3", 2, "common is a list"),
        ("depaudit-rates: 1\ncommon:\n  - {rate: 1, vendors: [a]}", 3, "needs a name"),
        ("depaudit-rates: 1\ncommon:\n  - {name: a, rate: 1}", 3, "strikes nothing"),
        ("depaudit-rates: 1\ncommon:\n  - {name: a, vendors: [b]}", 3, "no yearly rate"),
        ("depaudit-rates: 1\ncommon:\n  - {name: a, rate: 1, vendors: [b], of: []}", 3, "unknown key 'of'"),
        ("depaudit-rates: {", 2, "not valid YAML"),
    ],
)
def test_problems_have_positions(tmp_path: Path, text: str, line: int, says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_rates(write(tmp_path, text))
    assert any(says in problem.message for problem in caught.value.problems)
    assert (caught.value.line or 0) == line


def test_all_problems_come_together(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_rates(write(tmp_path, "depaudit-rates: 1\nvendors: {a: -1, b: x}\ncommon: [{name: c}]\n"))
    assert len(caught.value.problems) == 3
