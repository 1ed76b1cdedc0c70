"""What a migration costs, as ranges of person-days. The figures are assumptions of ours, each with its name."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from depaudit.analysis.alternatives.candidate import Candidate
from depaudit.model.knowledge import Model, Offering


class Part(NamedTuple):
    """One part of the work: person-days from `low` to `high`, and what the range assumes."""

    name: str
    low: float
    high: float
    assumption: str


PARTS: Final = {
    "api-same": Part("api", 0.5, 1, "the interface is compatible: another base URL, key and model name"),
    "api-adapter": Part("api", 2, 5, "the interface differs: an adapter or a gateway route has to be written"),
    "contract": Part("contract", 1, 5, "a new supplier: terms, data protection agreement, access"),
    "prompts": Part(
        "prompts", 3, 10, "prompts, tool schemas and reasoning options are retested on a set of your own"
    ),
    "re-embedding": Part(
        "re-embedding", 3, 10, "the whole corpus is embedded anew, indices and thresholds are redone"
    ),
    "labels": Part("labels", 2, 6, "labels, schemas or voices do not carry over: mapping and thresholds are redone"),
    "evaluation": Part("evaluation", 2, 5, "nothing compares the two: an evaluation of your own comes first"),
    "serving": Part("serving", 3, 8, "a serving stack is set up on machines that you have"),
    "serving-cpu": Part("serving", 1, 3, "a small model on machines that you have"),
    "hardware-1": Part("hardware", 2, 6, "one GPU is bought or leased, installed and watched"),
    "hardware-8": Part("hardware", 6, 15, "a machine of up to eight GPUs is bought or leased, installed and watched"),
    "hardware-n": Part("hardware", 15, 40, "several machines with a fast network are bought or leased"),
    "software": Part("software", 3, 10, "free software is installed, secured, backed up and watched"),
    "automation": Part("automation", 2, 5, "a gateway or client switches by itself; alarms, and a test of it"),
    "rehearsal": Part("rehearsal", 1, 3, "a runbook is written and rehearsed until the switch takes two hours"),
    "trigger": Part(
        "trigger", 0.5, 1, "the errors that a cutoff shows are added to what triggers the switch, tested"
    ),
    "order": Part("order", 1, 4, "traffic moves to an option that is there already; what it answers is watched"),
    "region": Part("region", 3, 10, "a deployment moves to another region of the same operator"),
    "operator": Part("operator", 10, 40, "workloads move to another operator: images, data, network, access"),
    "in-house": Part("in-house", 15, 60, "the function is built or bought anew and run by the organisation itself"),
    "identity": Part("identity", 5, 15, "a second way to log in: directory copy, emergency accounts, rehearsal"),
    "mirror": Part(
        "mirror", 1, 4, "weights, images or packages are copied to storage of one's own and restored once"
    ),
    "registry": Part("registry", 2, 6, "a registry of one's own that keeps what is deployed"),
    "spare": Part("spare", 2, 8, "one more machine or member, installed and watched; its price is not counted"),
    "standby": Part("standby", 3, 12, "data is kept in step with the stand-by, and going back is rehearsed"),
    "data": Part("data", 3, 15, "data and settings are moved and checked"),
}

ONE_GPU_GB, ONE_MACHINE_GB = 80.0, 640.0
_LABELLED: Final = frozenset({"moderation", "ocr", "text-to-speech", "translation", "time-series", "image-generation",
                              "video-generation", "audio-generation", "multimodal-realtime"})  # fmt: skip
_PROMPTED: Final = frozenset({"chat", "code", "vision-language"})
_OPENAI: Final = frozenset({"chat", "code", "vision-language", "embedding", "speech-to-text"})


class Effort(NamedTuple):
    """Person-days from `low` to `high`, and the parts that they are made of."""

    low: float
    high: float
    parts: tuple[Part, ...]

    @property
    def middle(self) -> float:
        """The middle of the range: what plans are compared by."""
        return (self.low + self.high) / 2


def total(*names: str) -> Effort:
    """The effort of parts, named as in `PARTS`."""
    parts = tuple(PARTS[name] for name in names)
    return Effort(sum(part.low for part in parts), sum(part.high for part in parts), parts)


def plus(effort: Effort, name: str) -> Effort:
    """`effort` and one part more."""
    part = PARTS[name]
    return Effort(effort.low + part.low, effort.high + part.high, (*effort.parts, part))


def migration(
    candidate: Candidate, task: str, *, old: Offering | None, grade: str, memory_gb: float | None = None,
    same: bool = False,
) -> Effort:  # fmt: skip
    """What it takes to put `candidate` in the place of something that does `task` on `old`.

    `same`: it is the same model, run by somebody else; then nothing is retested.
    """
    kind = "" if same else task or (candidate.model.task if candidate.model else "")
    names = [_api(candidate, task, old), *_parts(candidate, kind, grade, memory_gb)]
    return total(*names)


def _parts(candidate: Candidate, task: str, grade: str, memory_gb: float | None) -> Iterator[str]:
    model = candidate.model
    if candidate.hosted:
        yield "contract"
    if model is None:
        yield from ("data",) if candidate.hosted else ("software", "data")
        return
    if task in _PROMPTED:
        yield "prompts"
    elif task == "embedding":
        yield "re-embedding"
    elif task in _LABELLED:
        yield "labels"
    if grade in "DE":
        yield "evaluation"
    if not candidate.hosted:
        yield from _machines(model, memory_gb)


def _api(candidate: Candidate, task: str, old: Offering | None) -> str:
    """An open model behind vLLM speaks the interface of OpenAI; so do many services."""
    spoken = candidate.offering.api if candidate.offering else ("openai" if task in _OPENAI else "own")
    wanted = old.api if old is not None and old.api else "openai"
    return "api-same" if spoken == wanted and spoken != "own" else "api-adapter"


def _machines(model: Model, memory_gb: float | None) -> Iterator[str]:
    size = memory_gb if memory_gb is not None else model.memory_int4_gb
    if size is not None and size <= 4:
        yield "serving-cpu"
        return
    yield "serving"
    if size is None or size <= ONE_GPU_GB:
        yield "hardware-1"
    else:
        yield "hardware-8" if size <= ONE_MACHINE_GB else "hardware-n"
