"""The draft in the making."""

import yaml

from depaudit import load
from depaudit.importers.builder import Builder, name_of
from depaudit.importers.draft import Source
from depaudit.importers.write import write_draft


def test_ids_are_given_once() -> None:
    built = Builder("x")
    assert built.free("a") == "a"
    built.add("a", Source({}))
    assert built.free("a") == "a/2"
    assert built.free("gateway") == "gateway/2"


def test_names_fit_into_ids() -> None:
    assert [name_of(value) for value in ("a", "b" * 121, 7)] == ["a", "", ""]


def test_a_chain_may_miss_one_way_in_which_a_withdrawal_shows() -> None:
    built = Builder("x")
    built.silent("a", ("not_found",), "why", Source({}))
    built.silent("b", ("not_found", "forbidden"), "why", Source({}))
    assert [(one.code, one.subject) for one in built.remarks] == [("silent-fallback", "a")]
    assert "403" in built.remarks[0].text


def test_an_import_without_services_is_valid() -> None:
    text = write_draft(Builder("form").draft({"uses": "litellm"}, Source({})), "f.yaml", ())
    assert load(yaml.safe_load(text)).services == ()
