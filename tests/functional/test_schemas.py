"""`depaudit schema`: what each schema describes is what the other commands read and write."""

import json
from typing import Any

import jsonschema
import pytest

from depaudit.cli.group import run
from depaudit.inventory.events import read_text
from functional.test_command_line import EXAMPLES

QUICK = EXAMPLES / "quickstart.yaml"
RATES = """\
depaudit-rates: 1
jurisdictions: {US: 0.02}
common:
  - {name: joint sanctions, rate: 0.01, jurisdictions: [US, GB]}
"""
SCENARIO = """\
depaudit-scenario: 1
id: own
title: a vendor leaves
takes:
  - select: {vendor: openai}
"""


def schema(what: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert run(["schema", what]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(found)
    return found


@pytest.mark.parametrize(
    ("what", "text"),
    [("inventory", QUICK.read_text(encoding="utf-8")), ("rates", RATES), ("scenario", SCENARIO)],
)
def test_a_schema_takes_what_is_right_and_refuses_a_key_that_nobody_knows(
    what: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    validator = jsonschema.Draft202012Validator(schema(what, capsys))
    right = read_text(text, "sample.yaml").value
    validator.validate(right)
    assert list(validator.iter_errors({**right, "nonsense": 1}))


def test_the_schema_of_reports_is_that_of_what_scan_prints(capsys: pytest.CaptureFixture[str]) -> None:
    validator = jsonschema.Draft202012Validator(schema("report", capsys))
    assert run(["scan", str(QUICK), "-f", "json", "--as-of", "2026-11-24"]) == 1
    validator.validate(json.loads(capsys.readouterr().out))
