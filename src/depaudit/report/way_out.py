"""Alternatives and plans as text and as plain data: two small reports of their own."""

from collections.abc import Iterator, Sequence
from typing import Any

from depaudit.analysis.alternatives.effort import Effort
from depaudit.analysis.alternatives.evidence import GRADES, trial
from depaudit.analysis.alternatives.find import Answer, Offer
from depaudit.analysis.plan import Plan, Point
from depaudit.inventory.rewrite import plain_component
from depaudit.report.escape import terminal

MOST_REASONS = 12


def plain_answers(answers: Sequence[Answer]) -> list[dict[str, Any]]:
    """Answers as dicts, lists and scalars."""
    return [
        {
            "subject": one.subject,
            "replaces": one.replaces or None,
            "task": one.task or None,
            "cut": list(one.cut),
            "offered": [_offer(offer) for offer in one.offered],
            "correlated": [{"id": offer.id, "falls_with": list(offer.falls_with)} for offer in one.correlated],
            "excluded": [{"id": name, "reasons": list(reasons)} for name, reasons in one.excluded],
            "more": one.more,
            "notes": list(one.notes),
        }
        for one in answers
    ]


def _offer(offer: Offer) -> dict[str, Any]:
    ranked, proof = offer.ranked, offer.proof
    judged, found = ranked.judged, ranked.evidence
    return {
        "id": offer.id,
        "hosted": judged.candidate.hosted,
        "licence": judged.candidate.model.licence if judged.candidate.model else None,
        "conditional": judged.conditional,
        "cautions": list(judged.cautions),
        "memory_gb": judged.memory_gb,
        "bits": judged.bits,
        "origins": list(ranked.origins),
        "evidence": {"grade": found.grade, "text": found.text, "retention": found.retention,
                     "sources": list(found.sources)},
        "effort_days": {"low": ranked.effort.low, "high": ranked.effort.high,
                        "parts": [part._asdict() for part in ranked.effort.parts]},
        "proof": None if proof is None else {
            "score_before": proof.score_before, "score_after": proof.score_after,
            "residual_cut_sets": list(map(list, proof.residual)), "ties": list(proof.ties),
        },
        "falls_with": list(offer.falls_with),
    }  # fmt: skip


def answers_text(answers: Sequence[Answer], *, why: bool) -> str:
    """Answers for people; `why` lists what was left out and the reason."""
    return "\n".join(terminal(line) for answer in answers for line in _lines(answer, why=why)) + "\n"


def _lines(answer: Answer, *, why: bool) -> Iterator[str]:
    instead = f" (now {answer.replaces})" if answer.replaces and answer.replaces != answer.subject else ""
    cut = f", outliving {', '.join(answer.cut)}" if answer.cut else ""
    need = answer.subject == answer.task and not answer.replaces
    yield f"For {answer.subject}{cut}:" if need else f"Instead of {answer.subject}{instead}{cut}:"
    yield from (f"  note: {note}" for note in answer.notes)
    own = [one for one in answer.offered if not one.ranked.judged.candidate.hosted]
    services = [one for one in answer.offered if one.ranked.judged.candidate.hosted]
    for title, offers in (("to run yourself", own), ("as a service", services)):
        if offers:
            yield f"  {title}"
            for offer in offers:
                yield from _offer_lines(offer)
    if not answer.offered:
        yield "  nothing that does the job, is allowed, can be run and outlives the cut"
    if any(one.ranked.evidence.grade in "DE" for one in answer.offered):
        yield f"  Where nothing compares the two, run your own evaluation first: {trial(answer.task)}."
    yield _left_out(answer)
    if why:
        yield from _why(answer)
    yield ""


def _offer_lines(offer: Offer) -> Iterator[str]:
    ranked = offer.ranked
    judged, model = ranked.judged, ranked.judged.candidate.model
    size = f"{judged.memory_gb:g} GB at {judged.bits} bit" if judged.memory_gb else ""
    about = [model.licence if model else "", f"from {', '.join(ranked.origins)}" if ranked.origins else
             "maker not known", size]  # fmt: skip
    yield f"    {offer.id}: " + ", ".join(part for part in about if part)
    grade = ranked.evidence.grade
    known = ranked.evidence.text if grade in "DE" else f"{ranked.evidence.text} ({GRADES[grade]})"
    yield f"      evidence {grade}: {known}"
    parts = ", ".join(f"{part.name} {part.low:g}-{part.high:g}" for part in ranked.effort.parts)
    yield f"      effort: {ranked.effort.low:g} to {ranked.effort.high:g} person-days ({parts})"
    if offer.proof:
        still = "; ".join(" + ".join(names) for names in offer.proof.residual[:4]) or "no set of up to two states"
        score = f"score {offer.proof.score_before:g} -> {offer.proof.score_after:g}"
        yield f"      proof: {score}; still stops it: {still}"
        yield from (f"      tie: {tie}" for tie in offer.proof.ties)
    if offer.falls_with:
        yield f"      falls with the same cut: {', '.join(offer.falls_with)}"
    yield from (f"      {'condition' if judged.conditional else 'note'}: {text}" for text in judged.cautions)


def _left_out(answer: Answer) -> str:
    parts = [f"{answer.more} more that fit"] if answer.more else []
    if answer.correlated:
        parts.append(f"{len(answer.correlated)} fall with the same cut (--show-correlated)")
    if answer.excluded:
        parts.append(f"{len(answer.excluded)} ruled out (--why)")
    return "  Not shown: " + ", ".join(parts) + "." if parts else "  Nothing was left out."


def _why(answer: Answer) -> Iterator[str]:
    """Reasons against everything of the right task: a list of what does another job would help nobody."""
    near = [(name, reasons) for name, reasons in answer.excluded if not reasons[0].startswith("task:")]
    for name, reasons in near:
        yield f"    ruled out: {name}: " + "; ".join(reasons)
    if len(near) < len(answer.excluded):
        yield f"    and {len(answer.excluded) - len(near)} that do another job"
    for offer in answer.correlated[:MOST_REASONS]:
        yield f"    falls too: {offer.id}: {', '.join(offer.falls_with)}"


def plain_plan(plan: Plan) -> dict[str, Any]:
    """A plan as dicts, lists and scalars."""
    return {
        "reached": plan.reached,
        "optimal": plan.optimal,
        "effective": plan.effective,
        "over_budget": plan.over_budget,
        "targets": plan.targets,
        "failing": [list(pair) for pair in plan.pairs],
        "considered": plan.considered,
        "effort_days": _effort(plan.effort),
        "actions": [
            {"id": one.id, "kind": one.kind, "component": one.place, "text": one.text,
             "effort_days": _effort(one.effort), "reasons": list(one.reasons),
             "adds": plain_component(one.new) if one.new else None}
            for one in plan.actions
        ],
        "remaining": [one._asdict() for one in plan.remaining],
        "frontier": [
            {"effort_days": {"low": one.effort.low, "high": one.effort.high}, "exposure": one.exposure,
             "secured": list(one.secured), "optimal": one.proved}
            for one in plan.frontier
        ],
    }  # fmt: skip


def _effort(effort: Effort) -> dict[str, Any]:
    return {"low": effort.low, "high": effort.high, "parts": [part._asdict() for part in effort.parts]}


def plan_text(plan: Plan) -> str:
    """A plan for people."""
    return "\n".join(map(terminal, _plan_lines(plan))) + "\n"


def _plan_lines(plan: Plan) -> Iterator[str]:
    if not plan.targets:
        yield "No target: no service that is up now is meant, or no cut of that kind appears here."
        yield from _remaining(plan)
        return
    if not plan.failing:
        yield f"Nothing to do: all {plan.targets} targets (service under a cut) hold already."
        yield from _remaining(plan)
        return
    failing = f"{plan.failing} of {plan.targets} targets (service under a cut) fail today"
    yield f"{failing}; {plan.considered} changes were considered."
    if plan.actions:
        yield ""
        yield f"Plan: {_days(plan.effort)} person-days"
        for number, action in enumerate(plan.actions, start=1):
            yield f"  {number}. {action.text}  [{action.kind}, {_days(action.effort)}]"
            yield from (f"       {reason}" for reason in action.reasons)
    yield ""
    yield _verdict(plan)
    yield from _remaining(plan)
    if len(plan.frontier) > 1:
        yield ""
        yield from _chart(plan.frontier)
    if not plan.actions:
        return
    yield ""
    yield "What the efforts assume (ours, no supplier's):"
    for name, part in {part.assumption: part for action in plan.actions for part in action.effort.parts}.items():
        yield f"  {part.name} {part.low:g}-{part.high:g}: {name}"


def _remaining(plan: Plan) -> Iterator[str]:
    for one in plan.remaining:
        yield f"  out of reach: {one.service} under {one.cut}: {one.why}"


def _verdict(plan: Plan) -> str:
    cheap = "no cheaper set of these changes does it" if plan.optimal else "cheaper sets could not be ruled out"
    if plan.over_budget:
        return (
            f"Within the budget this is the most that can be secured ({cheap}); simulated with the changes in place."
        )
    if not plan.effective:
        return "The simulation does not confirm the plan: do not rely on it."
    if plan.remaining:
        return f"Proved: simulated with the changes in place, all but what follows holds; {cheap}."
    return f"Proved: simulated with the changes in place, every target holds; {cheap}."


def _chart(points: Sequence[Point]) -> Iterator[str]:
    """Cost against exposure: a row for each choice, a bar for what stays exposed."""
    yield "Effort against exposure (share of the weight of the services in question that still fails)"
    for point in points:
        bar = "#" * round(40 * point.exposure)
        secured = ", ".join(point.secured) or "nothing"
        yield f"  {_days(point.effort):>10} d  {point.exposure:>4.0%} |{bar:<40}| secures {secured}"


def _days(effort: Effort) -> str:
    return f"{effort.low:g}" if effort.low == effort.high else f"{effort.low:g} to {effort.high:g}"
