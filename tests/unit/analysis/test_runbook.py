"""Runbooks: order, owners, triggers, drills, what nothing stands in for, tools that fall with the cut."""

from pathlib import Path
from typing import Any

import pytest

from depaudit import Simulation, load
from depaudit.analysis.runbook import drill, runbook
from depaudit.model.duration import DAY, HOUR, MINUTE
from depaudit.model.runbook import Runbook, Step
from depaudit.report.runbook import as_markdown, as_plain, as_text
from depaudit.scenarios.choose import chosen
from depaudit.scenarios.library import library_of

AS_OF = "2026-11-24"
ZERO: dict[str, Any] = {"name": "Vendor Zero", "jurisdiction": "US"}
OWN: dict[str, Any] = {"provider": {"own": True}, "region": "CA"}
FALLS: dict[str, Any] = {"id": "falls", "provider": ZERO}
STAYS: dict[str, Any] = {"id": "stays", **OWN}
SERVICE: dict[str, Any] = {"id": "s", "criticality": "critical", "rto": "4h", "requires": ["gate"]}


def gate(switch: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    return {"id": "gate", "any_of": ["falls", {"id": "stays", **({"switch": switch} if switch else {})}], **more}


def book(
    folder: Path,
    *components: dict[str, Any],
    services: list[dict[str, Any]] | None = None,
    says: str = "",
    **more: Any,
) -> Runbook:
    """The runbook for the loss of Vendor Zero for ten days, with more lines of the scenario in `says`."""
    path = folder / "own.yaml"
    text = "depaudit-scenario: 1\nid: own\nlasts: 10d\ntakes:\n  - select: {vendor: Vendor Zero}\n"
    path.write_text(text + says, encoding="utf-8")
    organisation = {"jurisdiction": "CA", **more}
    parts = [FALLS, STAYS, *components]
    inventory = load(
        {
            "depaudit": 1,
            "organisation": organisation,
            "services": [SERVICE] if services is None else services,
            "components": parts,
        }
    )
    simulation = Simulation(inventory, as_of=AS_OF)
    return runbook(simulation, chosen((str(path),), library_of(simulation, AS_OF)), AS_OF)


def switch(found: Runbook) -> Step:
    return next(step for step in found.steps if not step.back)


def test_a_switch_and_the_way_back(tmp_path: Path) -> None:
    found = book(tmp_path, gate({"mode": "manual", "time": "2h", "tested": "2026-10-01"}))
    there, back = found.steps
    assert (there.at, there.until, there.gate, there.option, there.first) == (2 * HOUR, 10 * DAY, "gate", "stays",
                                                                             "falls")  # fmt: skip
    assert (there.mode, there.fires, there.drill, there.late) == ("manual", None, "done", ())
    assert (back.at, back.until, back.back, back.option) == (10 * DAY, None, True, "falls")
    assert not found.unready
    assert not found.drills_due
    assert "drill: done on 2026-10-01" in as_text(found)


def test_a_switch_after_the_rto_is_late(tmp_path: Path) -> None:
    found = book(tmp_path, gate({"mode": "manual", "time": "6h"}))
    assert switch(found).late == ("s",)
    assert not found.unready
    assert "too late for s: longer than the RTO" in as_text(found)


@pytest.mark.parametrize(
    ("fires_on", "shows", "fires", "at"),
    [
        (["timeout"], "not_found", False, DAY),  # a person must notice: a day at least
        (["timeout", "not_found"], "not_found", True, 5 * MINUTE),
        (["timeout"], "timeout", True, 5 * MINUTE),
        (None, "forbidden", True, 5 * MINUTE),
    ],
)
def test_whether_a_switch_fires_on_what_callers_see(
    fires_on: list[str] | None, shows: str, fires: bool, at: int, tmp_path: Path
) -> None:
    said: dict[str, Any] = {"mode": "automatic", "time": "5m"}
    found = book(tmp_path, gate(said | ({"fires_on": fires_on} if fires_on else {})), says=f"shows: {shows}\n")
    step = switch(found)
    assert (step.fires, step.at, step.takes) == (fires, at, at)
    text = as_text(found)
    assert ("NOT by itself" in text) is not fires
    assert f"callers see {shows} (as callers reported)" in text


def test_several_errors_at_once_must_all_trigger(tmp_path: Path) -> None:
    """The library's block of a network shows as a timeout, our own loss as 404: the trigger knows only one."""
    said = {"mode": "automatic", "time": "5m", "fires_on": ["not_found"]}
    found = book(tmp_path, gate(said), says="together: [aws-gulf-kinetic-2026]\n")
    assert {part.shows for part in found.parts} == {"not_found", "timeout"}
    assert switch(found).fires is False


def test_what_nobody_said_takes_a_week(tmp_path: Path) -> None:
    found = book(tmp_path, gate())
    step = switch(found)
    assert (step.mode, step.at, step.tested, step.drill) == ("unsaid", 7 * DAY, "", "never")
    assert "nobody said how it is switched: by hand, takes 7 d" in as_text(found)


@pytest.mark.parametrize(
    ("tested", "stands"),
    [("", "never"), ("2026-08-26", "done"), ("2026-08-25", "old"), ("2026-11-24", "done"), ("2026-11-25", "never")],
)
def test_a_drill_holds_for_ninety_days_and_must_have_happened(tested: str, stands: str) -> None:
    assert drill(tested, AS_OF) == stands


def test_a_drill_that_is_planned_is_told_from_one_that_never_was(tmp_path: Path) -> None:
    text = as_text(book(tmp_path, gate({"mode": "manual", "time": "1h", "tested": "2026-12-01"})))
    assert "gate to stays: not done yet, dated 2026-12-01" in text


def test_steps_go_by_moment_then_by_weight(tmp_path: Path) -> None:
    one_hour = {"mode": "manual", "time": "1h"}
    gates = [{"id": name, "any_of": ["falls", {"id": "stays", "switch": said}]} for name, said in
             (("a", one_hour), ("b", one_hour), ("c", {"mode": "manual", "time": "30m"}))]  # fmt: skip
    services = [{"id": "light", "weight": 1, "rto": "4h", "requires": ["a", "c"]},
                {"id": "heavy", "weight": 9, "rto": "4h", "requires": ["b", "c"]}]  # fmt: skip
    found = book(tmp_path, *gates, services=services)
    steps = [(step.at, step.gate, step.services) for step in found.steps if not step.back]
    assert steps == [
        (30 * MINUTE, "c", ("heavy", "light")),
        (HOUR, "b", ("heavy",)),
        (HOUR, "a", ("light",)),
    ]


@pytest.mark.parametrize(
    ("option", "own_gate", "service", "owner"),
    [("ann", "bea", "cyd", "ann"), ("", "bea", "cyd", "bea"), ("", "", "cyd", "cyd"), ("", "", "", "")],
)
def test_the_nearest_owner_answers(option: str, own_gate: str, service: str, owner: str, tmp_path: Path) -> None:
    def owned(name: str) -> dict[str, Any]:
        return {"owner": name} if name else {}

    path = tmp_path / "inventory"
    path.mkdir()
    chosen_gate = {"id": "gate", "any_of": ["falls", "other"], **owned(own_gate)}
    found = book(path, {"id": "other", **OWN, **owned(option)}, chosen_gate, services=[SERVICE | owned(service)])
    assert switch(found).owner == owner
    assert (f"owner: {owner}" if owner else "owner: nobody is named") in as_text(found)


def test_a_gate_in_place_belongs_to_who_wrote_it(tmp_path: Path) -> None:
    inline = {**SERVICE, "owner": "ann", "requires": [{"any_of": ["falls", "stays"]}]}
    step = switch(book(tmp_path, services=[inline]))
    assert (step.gate, step.owner) == ("s#1", "ann")


def test_one_switch_of_the_gate_holds_for_every_option(tmp_path: Path) -> None:
    found = book(tmp_path, {"id": "gate", "any_of": ["falls", "stays"], "switch": {"mode": "manual", "time": "3h"}})
    assert (switch(found).mode, switch(found).at) == ("manual", 3 * HOUR)


def test_an_option_that_runs_out_hands_over_to_the_next(tmp_path: Path) -> None:
    options = ["falls", {"id": "stays", "switch": {"mode": "automatic", "time": "0s"}, "lasts": "2d"},
               {"id": "last", "switch": {"mode": "manual", "time": "3d"}}]  # fmt: skip
    found = book(tmp_path, {"id": "gate", "any_of": options}, {"id": "last", **OWN})
    assert [(step.at, step.until, step.option) for step in found.steps] == [
        (0, 2 * DAY, "stays"),
        (3 * DAY, 10 * DAY, "last"),
        (10 * DAY, None, "falls"),
    ]
    assert "at once: gate on stays, in place of falls, until 2 d" in as_text(found)


def test_what_has_no_way_round_is_named_with_its_reason(tmp_path: Path) -> None:
    bare = {"id": "bare", "criticality": "high", "rto": "1d", "owner": "ann", "requires": ["falls"]}
    found = book(tmp_path, gate({"mode": "manual", "time": "1h"}), services=[bare, SERVICE])
    (one,) = found.unready
    assert (one.service, one.start, one.end, one.owner) == ("bare", 0, 10 * DAY, "ann")
    assert (one.tolerated, one.sure, one.baseline, one.reasons) == (False, True, False, (("falls",),))


def test_a_switch_does_not_save_a_service_that_needs_something_else_too(tmp_path: Path) -> None:
    both = SERVICE | {"requires": ["gate", "falls"]}
    found = book(tmp_path, gate({"mode": "manual", "time": "1h"}), services=[both])
    assert switch(found).option == "stays"
    assert switch(found).late == ()
    assert [one.service for one in found.unready] == ["s"]


def test_a_loss_within_the_rto_is_still_one_that_no_switch_ends(tmp_path: Path) -> None:
    found = book(tmp_path, services=[SERVICE | {"rto": "20d", "requires": ["falls"]}])
    assert [one.tolerated for one in found.unready] == [True]
    assert "within its RTO; no switch ends it" in as_text(found)


def test_the_heaviest_and_first_are_named_first(tmp_path: Path) -> None:
    buffered = [{"id": "falls", "survives": "2d"}]
    services = [{"id": "later", "weight": 9, "rto": "1h", "requires": buffered},
                {"id": "light", "weight": 1, "rto": "1h", "requires": ["falls"]},
                {"id": "heavy", "weight": 5, "rto": "1h", "requires": ["falls"]}]  # fmt: skip
    found = book(tmp_path, services=services)
    assert [one.service for one in found.unready] == ["heavy", "light", "later"]


def test_what_is_down_without_any_cut_is_said_to_be(tmp_path: Path) -> None:
    """Two replicas that only have each other: nothing ever starts, cut or not."""
    loop = [
        {"id": "x", "kind": "identity", "k_of_n": {"k": 1, "of": ["y"]}},
        {"id": "y", "k_of_n": {"k": 1, "of": ["x"]}},
    ]
    found = book(tmp_path, *loop, services=[{"id": "broken", "rto": "1h", "requires": ["x"]}])
    assert [(one.service, one.baseline, one.end) for one in found.unready] == [("broken", True, None)]
    assert [(one.id, one.baseline) for one in found.lost_tools] == [("x", True)]
    text = as_text(found)
    assert "down without any cut: the inventory leaves it nothing to stand on" in text
    assert "WARNING: x (identity) is down without any cut" in text


def test_unknown_facts_make_a_loss_possible(tmp_path: Path) -> None:
    """Whose nationality is reached is not stated: the service may be down, and is not assessed."""
    says = "persons: {nationalities: [IN], verifiable: true}\n"
    found = book(tmp_path, services=[SERVICE | {"requires": ["falls"]}], says=says)
    assert [one.sure for one in found.unready] == [False]
    assert found.not_assessed == ("s",)
    text = as_text(found)
    assert "s: may be down" in text
    assert "not assessed, because persons are not stated: s" in text


def test_a_cut_that_nobody_can_aim_widens(tmp_path: Path) -> None:
    says = "persons: {nationalities: [IN], verifiable: false}\n"
    found = book(tmp_path, gate(), says=says)
    assert found.collapsed == ("own",)
    assert "nobody can verify that, so it widens to everyone" in as_text(found)


def tool(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "provider": ZERO, **more}


@pytest.mark.parametrize(
    ("more", "role"),
    [
        ({"kind": "assistant"}, "assistant"),
        ({"kind": "ide-assistant"}, "ide-assistant"),
        ({"kind": "code-host"}, "code-host"),
        ({"kind": "identity-provider"}, "identity"),
        ({"kind": "observability"}, "observability"),
        ({"kind": "saas", "tags": ["runs-book", "code-host"]}, "code-host"),
    ],
)
def test_tools_that_fall_with_the_cut(more: dict[str, Any], role: str, tmp_path: Path) -> None:
    found = book(tmp_path, gate(), tool("helper", **more))
    assert [(one.id, one.role, one.start, one.end, one.sure) for one in found.lost_tools] == [
        ("helper", role, 0, 10 * DAY, True)
    ]
    assert f"WARNING: helper ({role}) falls with the cut, from the start to 10 d" in as_text(found)


def test_a_tool_falls_through_what_it_stands_on(tmp_path: Path) -> None:
    found = book(tmp_path, gate(), {"id": "wiki", **OWN, "kind": "code-host", "requires": ["login"]},
                 tool("login", kind="identity"))  # fmt: skip
    assert [one.id for one in found.lost_tools] == ["wiki", "login"]


def test_a_tool_of_the_catalog_is_known_by_its_kind(tmp_path: Path) -> None:
    found = book(tmp_path, gate(), {"id": "login", "uses": "auth0"})
    assert found.tools == (("login", "identity"),)
    assert not found.lost_tools
    assert "outlive it: login (identity)" in as_text(found)


def test_where_no_tool_is_marked_that_is_said(tmp_path: Path) -> None:
    found = book(tmp_path, gate(), tool("gpu", kind="accelerator"))
    assert not found.tools
    assert "not assessed: no component is tagged" in as_text(found)


def test_watching_a_tool_takes_no_id_and_changes_no_verdict(tmp_path: Path) -> None:
    service = SERVICE | {"id": "helper (tool)"}
    found = book(tmp_path, gate(), tool("helper", kind="assistant"), services=[service])
    assert switch(found).services == ("helper (tool)",)
    assert [one.id for one in found.lost_tools] == ["helper"]
    assert {one.service for one in found.unready} == set()


def test_where_nothing_happens_nothing_is_asked_for(tmp_path: Path) -> None:
    found = book(tmp_path, services=[SERVICE | {"requires": ["stays"]}])
    text = as_text(found)
    assert (len(found.steps), len(found.unready)) == (0, 0)
    assert "none: no fallback is called for" in text
    assert "Nothing stands ready" not in text
    assert "Drills due" not in text


def test_a_stack_that_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("depaudit-scenario: 1\nid: own\ntakes:\n  - select: {vendor: Nobody}\n", encoding="utf-8")
    inventory = load({"depaudit": 1, "services": [SERVICE | {"requires": ["stays"]}], "components": [STAYS]})
    simulation = Simulation(inventory, as_of=AS_OF)
    found = runbook(simulation, chosen((str(path),), library_of(simulation, AS_OF)), AS_OF)
    assert "takes nothing of this stack" in as_text(found)
    assert "callers see not_found (not reported; assumed)" in as_text(found)


def test_a_drill_of_long_ago_is_due(tmp_path: Path) -> None:
    found = book(tmp_path, gate({"mode": "manual", "time": "1h", "tested": "2026-05-12"}))
    assert found.drills_due == (switch(found),)
    assert "gate to stays: last done on 2026-05-12, more than 90 days ago" in as_text(found)
    assert "Drills due: 1 of 1 switch\n" in as_text(found)


def test_notice_is_said(tmp_path: Path) -> None:
    assert "notice: 3 d" in as_text(book(tmp_path, gate(), says="notice: 3d\n"))
    assert "notice: none" in as_text(book(tmp_path, gate(), says="notice: 0d\n"))


def test_many_reasons_are_cut_short(tmp_path: Path) -> None:
    parts = [tool(f"p{number}") for number in range(7)]
    found = book(tmp_path, *parts, services=[SERVICE | {"requires": [part["id"] for part in parts]}])
    assert "and 2 more" in as_text(found)


def test_names_cannot_take_over_the_page(tmp_path: Path) -> None:
    nasty = "**bold** <script> @all\x1b[31m"
    found = book(tmp_path, gate({"mode": "manual", "time": "1h"}), services=[SERVICE | {"id": nasty}])
    page = as_markdown(found)
    assert "<script>" not in page
    assert "**bold**" not in page
    assert "\x1b" not in page + as_text(found)
    assert "1. [ ] after 1 h: gate on stays, in place of falls, until 10 d" in page


def test_the_plain_form_counts_in_hours(tmp_path: Path) -> None:
    bare = {"id": "bare", "rto": "1d", "requires": ["falls"]}
    plain = as_plain(book(tmp_path, gate({"mode": "manual", "time": "90m"}), tool("helper", kind="assistant"),
                          services=[SERVICE, bare]))  # fmt: skip
    there, back = plain["steps"]
    assert (there["at_h"], there["until_h"], there["takes_h"], there["drill"]) == (1.5, 240, 1.5, "never")
    assert (back["back"], back["until_h"]) == (True, None)
    assert (plain["nothing_ready"][0]["start_h"], plain["nothing_ready"][0]["end_h"]) == (0, 240)
    assert plain["lost_tools"][0]["id"] == "helper"
    assert plain["callers_see"] == [{"scenario": "own", "error": "not_found", "known": False}]
