"""Alternatives and plans as text and as plain data: two small reports of their own."""

from collections.abc import Iterator, Sequence
from typing import Any

from depaudit.analysis.alternatives import Answer, Offer
from depaudit.analysis.alternatives.evidence import GRADES, trial
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
    yield f"Instead of {answer.subject}{instead}{cut}:" if answer.replaces or answer.cut else f"For {answer.subject}:"
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
    about = [model.licence if model else "", f"made in {', '.join(ranked.origins)}" if ranked.origins else
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
