"""The further rules: each fires on its fixture, names what matters, and spares its twin."""

from typing import Any

import pytest

from depaudit import load, scan
from depaudit.audit.options import ScanOptions
from depaudit.audit.registry import load_rules
from depaudit.catalog import Catalog
from depaudit.model.finding import Finding

AUTOMATIC = {"mode": "automatic", "time": "1m", "tested": "2026-09-01"}


def inventory(*components: dict[str, Any], requires: Any = ("a",), home: str = "CA") -> dict[str, Any]:
    return {
        "depaudit": 1,
        "organisation": {"jurisdiction": home},
        "services": [{"id": "s", "criticality": "critical", "rto": "4h", "requires": list(requires)}],
        "components": list(components),
    }


def made(name: str, state: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "provider": {"name": f"Vendor {name} Zero", "jurisdiction": state}, **more}


def gate(*members: str) -> dict[str, Any]:
    return {"id": "a", "any_of": list(members), "switch": AUTOMATIC}


def replicas(*members: str) -> dict[str, Any]:
    return {"id": "a", "k_of_n": {"k": 1, "of": list(members)}}


def pulled(**copy: Any) -> dict[str, Any]:
    return {"id": "a", "uses": "llama-3.3-70b-instruct", "deployment": "self-hosted", "region": "CA", **copy}


def contracted(**terms: Any) -> dict[str, Any]:
    return made("a", "US", contract=terms)


SOFTWARE = [made(name, "US", kind="framework") for name in "abc"]
CASES: dict[str, tuple[dict[str, Any], str, dict[str, Any]]] = {
    "DA009": (
        inventory({"id": "a", "uses": "deepl-api", "region": "DE"}, home="DE"),
        "Amazon Web Services",
        inventory({"id": "a", "uses": "scaleway-genapi/mistral-small-3.2-24b", "region": "FR"}, home="FR"),
    ),
    "DA010": (inventory(made("a", "US", region="CA")), "US can order", inventory(made("a", "CA", region="CA"))),
    "DA012": (
        inventory(made("a", "US", kind="registry", deployment="hosted"), requires=[{"id": "a", "for": "deploy"}]),
        "only place to deploy from",
        inventory(
            {"id": "g", "any_of": ["a", "b"], "switch": AUTOMATIC},
            made("a", "US", kind="registry", deployment="hosted"),
            {"id": "b", "provider": {"own": True}, "kind": "registry", "region": "CA"},
            requires=[{"id": "g", "for": "deploy"}],
        ),
    ),
    "DA013": (inventory(pulled(copy="none")), "pulled at each start", inventory(pulled(copy="mirrored"))),
    "DA014": (
        inventory(replicas("b", "c"), made("b", "US"), made("c", "US")),
        "fewer than 1 of 2",
        inventory(replicas("b", "c"), made("b", "US"), made("c", "DE")),
    ),
    "DA015": (
        inventory(gate("b", "c", "d"), made("b", "US"), made("c", "US"), made("d", "US")),
        "3 options and none",
        inventory(gate("b", "c", "d"), made("b", "US"), made("c", "US"), made("d", "DE")),
    ),
    "DA016": (
        inventory(made("a", "US", retires_on="2027-01-01")),
        "in 38 days",
        inventory(made("a", "US", retires_on="2029-01-01")),
    ),
    "DA017": (
        inventory(gate("b", "c"), made("b", "US", retires_on="2028-01-01"), made("c", "DE", retires_on="2028-01-20")),
        "all 2 options",
        inventory(gate("b", "c"), made("b", "US", retires_on="2028-01-01"), made("c", "DE", retires_on="2028-03-20")),
    ),
    "DA018": (
        inventory({"id": "a", "uses": "mistral-api/mistral-large-latest"}),
        "latest",
        inventory({"id": "a", "uses": "mistral-api/mistral-large-2512"}),
    ),
    "DA019": (
        inventory(contracted(notice="30d")),
        "30 d notice",
        inventory(contracted(notice="365d", renewal="2029-01-01")),
    ),
    "DA020": (
        inventory(contracted(exit_plan=True)),
        "never tested",
        inventory(contracted(exit_plan=True, exit_tested="2026-10-01")),
    ),
    "DA021": (
        inventory(gate("b", "c"), made("b", "US", data=["personal"]), made("c", "DE", data=["public"])),
        "not cleared for personal",
        inventory(gate("b", "c"), made("b", "US", data=["personal"]), made("c", "DE", data=["personal"])),
    ),
    "DA022": (
        inventory(made("a", "CA", kind="model", base_model="llama-3.3-70b-instruct")),
        "comes from US",
        inventory(made("a", "CA", kind="model")),
    ),
    "DA023": (
        inventory(made("a", "US", kind="hardware"), made("b", "US", kind="hardware"), requires=("a", "b")),
        "all 2 pieces",
        inventory(made("a", "US", kind="hardware"), made("b", "CA", kind="hardware"), requires=("a", "b")),
    ),
    "DA024": (
        inventory({"id": "a", "uses": "openai-api/text-embedding-3-large"}),
        "cannot be read without it",
        inventory({"id": "a", "uses": "granite-embedding-278m-multilingual", "deployment": "self-hosted"}),
    ),
    "DA025": (
        inventory(pulled(copy="mirrored")),
        "never verified",
        inventory(pulled(copy={"state": "mirrored", "verified": "2026-10-01"})),
    ),
    "DA026": (
        inventory(*SOFTWARE, requires=("a", "b", "c")),
        "3 of 3",
        inventory(*SOFTWARE[:2], made("c", "DE", kind="framework"), requires=("a", "b", "c")),
    ),
    "DA027": (
        inventory({"id": "a", "uses": "openrouter-api/claude-opus-4-5"}),
        "through OpenRouter",
        inventory({"id": "a", "uses": "anthropic-api/claude-opus-4-5"}),
    ),
    "DA028": (
        inventory({"id": "a", "uses": "litelm"}),
        "near: litellm",
        inventory({"id": "a", "uses": "litellm"}),
    ),
}


SILENT_SWITCH = {"mode": "automatic", "time": "1m", "fires_on": ["rate_limit"], "tested": "2026-09-01"}
CASES["DA060"] = (
    inventory({**gate("b", "c"), "switch": SILENT_SWITCH}, made("b", "US"), made("c", "CA")),
    "does not step in for b",
    inventory(gate("b", "c"), made("b", "US"), made("c", "CA")),
)
CASES["DA061"] = (
    inventory({"id": "a", "uses": "deepseek-v3", "deployment": "self-hosted", "copy": "mirrored", "region": "CA"}),
    "made at home",
    inventory({"id": "a", "provider": {"own": True}, "region": "CA"}),
)


def findings(rule: str, plain: dict[str, Any]) -> tuple[Finding, ...]:
    report = scan(load(plain), config=ScanOptions(as_of="2026-11-24", select=(rule,)))
    assert not report.failures
    return report.findings


@pytest.mark.parametrize("rule", CASES)
def test_it_fires_once_and_says_what_matters(rule: str) -> None:
    fires, said, _ = CASES[rule]
    found = findings(rule, fires)
    assert len(found) == 1
    assert said in found[0].message
    assert found[0].remedy is not None


@pytest.mark.parametrize("rule", CASES)
def test_it_stays_silent_on_the_twin(rule: str) -> None:
    assert not findings(rule, CASES[rule][2])


@pytest.mark.parametrize(
    ("rule", "plain", "said"),
    [
        ("DA013", inventory(pulled()), "does not say"),
        ("DA013", inventory(pulled(copy="local")), "nowhere else"),
        ("DA016", inventory(made("a", "US", retires_on="2026-11-01")), "23 days ago"),
        ("DA016", inventory(made("a", "US", retires_on="2026-11-24")), "today"),
        ("DA019", inventory(contracted(renewal="2027-02-01")), "renews on"),
        ("DA020", inventory(contracted(exit_plan=False)), "no exit plan"),
        ("DA020", inventory(contracted(exit_plan=True, exit_tested="2024-01-01")), "last tested"),
        ("DA021", inventory(gate("b", "c"), made("b", "US", data=["personal"]), made("c", "DE")), "does not say"),
        ("DA025", inventory(pulled(copy={"state": "mirrored", "verified": "2024-01-01"})), "last verified"),
    ],
)
def test_other_ways_to_fire(rule: str, plain: dict[str, Any], said: str) -> None:
    assert [said in one.message for one in findings(rule, plain)] == [True]


@pytest.mark.parametrize("rule", load_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_its_manual_page_and_dated_precedents(rule: Any) -> None:
    for section in ("What it finds", "Why it matters", "Example", "Severity", "Remedy"):
        assert f"## {section}\n" in rule.doc, section
    assert len(rule.summary) < 100
    for precedent in rule.precedents:
        event = Catalog.bundled().event(precedent)
        assert event is not None
        assert event["date_announced"] or event["date_imposed"]
