"""Hard filters: each removes a candidate with a reason that a reader can check, or lets it pass with a caution."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from depaudit.analysis.alternatives.candidate import SELF_HOSTABLE, Candidate
from depaudit.analysis.alternatives.licence import Raw, licence_fit, notes
from depaudit.analysis.alternatives.lineage import base_models, lineage, states_of
from depaudit.analysis.alternatives.wish import CPU_GB, TASKS, Bits, Job, Wish
from depaudit.model.jurisdiction import expand
from depaudit.model.knowledge import Model

if TYPE_CHECKING:
    from depaudit.catalog import Catalog

CPU_RUNTIMES: Final = frozenset({"llama.cpp", "onnxruntime", "whisper.cpp", "faster-whisper", "ctranslate2", "ollama",
                                 "sentence-transformers", "tesseract"})  # fmt: skip
GRAMMAR_RUNTIMES: Final = frozenset({"vllm", "sglang", "llama.cpp", "ollama"})
"""Runtimes that force output into a schema whatever the model was trained for."""

OVERHEAD: Final = 1.2
"""Memory on top of the weights for runtime and a short key-value cache; a long context needs more."""


class Judged(NamedTuple):
    """A candidate, what rules it out, what to watch; `bits` is the precision that fits, `memory_gb` its size."""

    candidate: Candidate
    excluded: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    conditional: bool = False
    bits: Bits | None = None
    memory_gb: float | None = None


class _Said(NamedTuple):
    """One remark: `no` removes, `if` makes conditional, `note` only informs."""

    kind: str
    text: str


Check = Callable[[Candidate, Wish, "Catalog"], Iterator[_Said]]


def judge(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Judged:
    """Run every filter on `candidate`. All reasons are collected: a reader sees all that would have to give."""
    said = [remark for check in CHECKS for remark in check(candidate, wish, catalog)]
    bits = _precision(candidate, wish)
    return Judged(
        candidate,
        excluded=tuple(remark.text for remark in said if remark.kind == "no"),
        cautions=tuple(remark.text for remark in said if remark.kind != "no"),
        conditional=any(remark.kind == "if" for remark in said),
        bits=bits,
        memory_gb=memory(candidate.model, bits or 16) if candidate.model and not candidate.hosted else None,
    )


def memory(model: Model, bits: Bits) -> float | None:
    """GB that a model needs at a precision, all its parameters counted; None where its size is not recorded."""
    if bits == 16:
        return model.memory_fp16_gb
    if bits == 4:
        return model.memory_int4_gb
    return None if model.parameters_b is None else round(model.parameters_b * OVERHEAD, 1)


def _task(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    job, model = wish.job, candidate.model
    if model is None or not job.task or model.id in job.also:
        return
    if model.task not in TASKS.get(job.task, (job.task,)):
        yield _Said("no", f"task: it does {model.task}, not {job.task}")
        return
    taken, given = _flows(model)
    if job.task in ("chat", "code", "vision-language") and "text" not in given:
        yield _Said("no", "it does not answer in text")
    inputs = job.inputs or (("image",) if job.task == "vision-language" else ())
    for word, side, verb in (
        *((word, taken, "take") for word in inputs),
        *((word, given, "give") for word in job.outputs),
    ):
        if word not in side:
            yield _Said("no", f"modality: it does not {verb} {word}")


def compared(judged: Judged, old: Model | None, job: Job) -> Judged:
    """`judged` with a caution for what `old` takes or gives and the candidate does not, unless the job says."""
    model = judged.candidate.model
    if old is None or model is None or not old.modalities or not model.modalities:
        return judged
    (had, gave), (takes, gives) = _flows(old), _flows(model)
    pages = {"pdf"} if "image" in takes else set()
    sides = (("take", had - takes - pages, job.inputs), ("give", gave - gives, job.outputs))
    less = [f"{verb} {' or '.join(sorted(words))}" for verb, words, asked in sides if words and not asked]
    if not less:
        return judged
    said = f"modality: not known to {', nor to '.join(less)}, as {old.name} does"
    return judged._replace(cautions=(said, *judged.cautions))


def _flows(model: Model) -> tuple[set[str], set[str]]:
    sides: tuple[set[str], set[str]] = (set(), set())
    for flow in model.modalities:
        for side, words in zip(sides, flow.split("->"), strict=False):
            side.update(word.strip() for word in words.split("+"))
    return sides


def _openness(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    model, offering = candidate.model, candidate.offering
    if model is not None and model.weights == "closed":
        if wish.limits.open_only:
            yield _Said("no", "its weights are closed")
        elif not candidate.hosted:
            yield _Said("no", "its weights cannot be held, and no host is named")
    if model is not None and model.weights == "gated":
        yield _Said(
            "note", "download needs an account and acceptance of the terms: fetch and mirror it before you need it"
        )
    if offering is not None and model is None and wish.limits.open_only and SELF_HOSTABLE not in offering.delivery:
        if layer_of_model(candidate):
            return
        yield _Said("note", "a service, not software that you can hold")


def layer_of_model(candidate: Candidate) -> bool:
    """Whether a product serves models: then its models decide what is open."""
    return candidate.offering is not None and candidate.offering.kind.endswith("-api")


def _licence(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    """The licence of the model and of everything it was made from. On a service the host answers for its own."""
    model = candidate.model
    if model is None or model.weights == "closed":
        return
    for bound in (model, *base_models(model, catalog)):
        licence = _terms(catalog, bound.licence or "unknown")
        if bound is not model and (licence is None or not licence.get("terms")):
            continue
        fit = licence_fit(licence, model if bound is model else bound, wish.licensee, wish.limits)
        kind = {"no": "no", "unknown": "no", "conditional": "if", "yes": "note"}[fit.verdict]
        prefix = "licence" if bound is model else f"licence of its base {bound.name}"
        yield from (_Said(kind, f"{prefix}: {reason}") for reason in fit.reasons)
        if licence is not None:
            yield from (_Said("note", f"{prefix}: {text}") for text in notes(licence))


@lru_cache(maxsize=512)
def _terms(catalog: "Catalog", licence: str) -> Raw | None:
    return catalog.licence(licence)


def _origin(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    """States of origin, over the whole line; what nobody knows cannot save a candidate."""
    limits = wish.limits
    unwanted, wanted = expand(limits.excluded), expand(limits.required)
    if not (unwanted or wanted):
        return
    for origin in lineage(candidate.model, catalog) if candidate.model else ():
        states = set(origin.states)
        shown = ", ".join(sorted(states))
        if not states:
            yield _Said("no", f"origin: who made {origin.model} is not known")
        elif states & unwanted:
            yield _Said("no", f"origin: {origin.model} comes from {origin.vendor} ({shown})")
        elif wanted and not states <= wanted:
            yield _Said(
                "no",
                f"origin: {origin.model} comes from {origin.vendor} ({shown}), not from {', '.join(limits.required)}",
            )
    if candidate.offering is not None:
        vendor = catalog.vendor(candidate.offering.vendor)
        control = {one.state for one in candidate.offering.control if not one.pending} | set(states_of(vendor))
        if control & unwanted:
            yield _Said("no", f"origin: {candidate.offering.name} answers to {', '.join(sorted(control & unwanted))}")
        elif wanted and candidate.model is None and not control <= wanted:
            yield _Said("no", f"origin: {candidate.offering.name} answers to {', '.join(sorted(control - wanted))}")


def _memory(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    model, room = candidate.model, wish.limits.vram_gb
    if model is None or candidate.hosted or room is None:
        return
    if room == 0:
        yield from _cpu(model)
        return
    bits = _precision(candidate, wish)
    if bits is None:
        least = memory(model, wish.limits.bits or 4)
        at = f"at {wish.limits.bits or 4} bit"
        yield _Said(
            "no",
            f"memory: needs {least:g} GB {at}, there are {room:g}" if least else "memory: its size is not recorded",
        )
    elif bits == 4 and wish.job.tools:
        yield _Said(
            "note", "fits only at 4 bit: invalid tool calls rose from 19.5 to 38.3 % in one test (arXiv 2607.27275)"
        )


def _cpu(model: Model) -> Iterator[_Said]:
    size = memory(model, 4)
    if not CPU_RUNTIMES & set(model.runtimes):
        yield _Said("no", "memory: no runtime for a machine without a GPU is recorded")
    elif size is not None and size > CPU_GB:
        yield _Said("no", f"memory: {size:g} GB at 4 bit is too slow without a GPU (limit of ours: {CPU_GB:g} GB)")


def _precision(candidate: Candidate, wish: Wish) -> Bits | None:
    """The highest precision at which the model fits; the one that was asked for, if it does."""
    model, room = candidate.model, wish.limits.vram_gb
    if model is None or candidate.hosted:
        return None
    choices: tuple[Bits, ...] = (wish.limits.bits,) if wish.limits.bits else (16, 8, 4)
    if not room:
        return choices[-1] if room == 0 else choices[0]
    return next((bits for bits in choices if (size := memory(model, bits)) is not None and size <= room), None)


def _ability(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    model, job = candidate.model, wish.job
    if model is None:
        return
    if job.context and model.context_tokens is None:
        yield _Said("no", "context: its length is not recorded")
    elif job.context and model.context_tokens is not None and model.context_tokens < job.context:
        yield _Said("no", f"context: {model.context_tokens:,} tokens, needed: {job.context:,}")
    if job.tools and "tools" not in model.capabilities:
        yield _Said("no", "tool calling: not recorded for this model")
    if job.structured and "structured-output" not in model.capabilities:
        if candidate.hosted or not GRAMMAR_RUNTIMES & set(model.runtimes):
            yield _Said("no", "structured output: not recorded, neither of the model nor of a runtime that forces it")
        else:
            yield _Said("note", "structured output comes from the runtime's grammar, not from the model")
    if job.dimension and model.task == "embedding":
        if model.dimension is None:
            yield _Said("no", "vectors: their length is not recorded")
        elif model.dimension > job.dimension:
            yield _Said("no", f"vectors of {model.dimension}, the index holds {job.dimension}")


def _languages(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    model, wanted = candidate.model, set(wish.job.languages)
    if model is None or not wanted:
        return
    said = model.languages
    if (said.startswith("1 language") or said == "English") and wanted - {"en"}:
        yield _Said("no", f"languages: English only, needed: {', '.join(sorted(wanted))}")
    elif not said:
        yield _Said("note", f"languages are not recorded: test {', '.join(sorted(wanted))} before you rely on it")
    else:
        yield _Said("note", f"languages: {said}; whether {', '.join(sorted(wanted))} is among them is not recorded")


def _retirement(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    model = candidate.model
    if model is None or not candidate.hosted or not model.retires_on:
        return
    if model.retires_on <= wish.limits.as_of:
        yield _Said("no", f"retired on {model.retires_on} by at least one host")
    else:
        yield _Said("note", f"at least one host retires it on {model.retires_on}")


def _demand(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    """The other side: buyers were forbidden to use it. A ban of a service weighs more than one of weights."""
    banned = bans(catalog)
    if candidate.offering is not None and (found := banned.get(candidate.offering.vendor)):
        yield _Said("if", f"demand side: use of {candidate.offering.vendor} was forbidden by {found}")
    elif candidate.model is not None and (found := banned.get(candidate.model.developer)):
        yield _Said("note", f"demand side: use of {candidate.model.developer} was forbidden by {found}")


@lru_cache(maxsize=4)
def bans(catalog: "Catalog") -> dict[str, str]:
    """By vendor: the states that forbid their own people to use it, and the event that shows it."""
    found: dict[str, str] = {}
    for event in catalog.events():
        if event.get("side") == "demand" and event.get("status") == "in_force":
            states = ", ".join(event.get("trigger_jurisdiction", ()))
            for vendor in event.get("replay", {}).get("literal", {}).get("vendors", ()):
                found.setdefault(vendor, f"{states} ({event['id']})")
    return found


def _delivery(candidate: Candidate, wish: Wish, catalog: "Catalog") -> Iterator[_Said]:
    if candidate.hosted and not wish.limits.hosted:
        yield _Said("no", "somebody else would run it")
    if not candidate.hosted and not wish.limits.self_hosted:
        yield _Said("no", "you would have to run it yourself")


CHECKS: Final[tuple[Check, ...]] = (_task, _openness, _licence, _origin, _memory, _ability, _languages, _retirement,
                                    _demand, _delivery)  # fmt: skip
