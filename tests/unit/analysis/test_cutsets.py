"""What `depaudit cutsets` shows where an exact answer is out of reach, or a list is too long."""

from pathlib import Path

import pytest

from depaudit import Simulation, load
from depaudit.analysis import cutsets
from depaudit.errors import LimitError
from depaudit.model.rates import Cause, Rates, Struck
from depaudit.report.cutsets import as_text

BANK = Path(__file__).parents[3] / "examples" / "maple-bank.yaml"
DOUBT = {
    "depaudit": 1,
    "organisation": {"jurisdiction": "CA", "home": ["CA"]},
    "services": [{"id": "s", "requires": ["x"]}],
    "components": [{"id": "x", "provider": {"name": "Ltd"}}],
}


def refuse(*_given: object, **_more: object) -> None:
    raise LimitError("too large")


def test_what_is_out_of_reach_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutsets, "importance", refuse)
    monkeypatch.setattr(cutsets, "settling_facts", refuse)
    simulation = Simulation(load(DOUBT))
    found = cutsets.level_sets(simulation, "s", "jurisdiction")
    assert found.unknown_sets
    assert (found.importance, found.settling) == ((), ())
    rates = Rates((Cause("US", 0.1, (Struck("jurisdiction", "US"),)),))
    odds = cutsets.service_odds(simulation, "s", rates)
    assert odds.importance == ()
    assert odds.odds.value > odds.odds.low == 0


def test_a_list_that_is_cut_short_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutsets, "MOST_LISTED", 7)
    found = cutsets.level_sets(Simulation(load(BANK)), "claims-triage", "component")
    assert (len(found.sets), found.listed) == (7, 2)
    text = as_text([found._replace(limit=3)], [])
    assert "only sets of up to 3 members were searched: larger ones are not known" in text
    assert "and 7 more sets" in text


def test_a_sampled_probability_has_its_error() -> None:
    from depaudit.analysis.cutsets import ServiceOdds
    from depaudit.model.rates import Odds

    text = as_text([], [ServiceOdds("s", Odds(0.25, 0.2, "sampled", 0.001, 1_000_000), ())])
    assert (
        "0.25 a year by your rates (0.2 by what is known); estimated, standard error 0.001, 1,000,000 samples" in text
    )
