"""What is asked for: the job to be done, who asks, what is acceptable. Every field is an option of the command."""

from typing import Final, Literal, NamedTuple

Bits = Literal[4, 8, 16]
CPU_GB: Final = 8.0
"""Most memory of a model that is still called fit for a machine without a GPU: an assumption of ours."""

TASKS: Final = {
    "chat": ("chat", "vision-language", "multimodal-realtime"),
    "code": ("code", "chat", "vision-language", "multimodal-realtime"),
    "vision-language": ("vision-language", "chat", "multimodal-realtime"),
    "multimodal-realtime": ("multimodal-realtime",),
    "embedding": ("embedding",),
    "reranker": ("reranker",),
    "ocr": ("ocr",),
    "speech-to-text": ("speech-to-text",),
    "text-to-speech": ("text-to-speech",),
    "translation": ("translation",),
    "moderation": ("moderation",),
    "image-generation": ("image-generation",),
    "video-generation": ("video-generation",),
    "audio-generation": ("audio-generation",),
    "time-series": ("time-series",),
}
"""For each task, the kinds of model that can do it; a chat model never replaces a forecaster."""


class Job(NamedTuple):
    """What must be done: a task of `TASKS`, modalities in and out, tokens of context, languages as ISO 639 codes.

    `dimension` is the most that the vector index can hold. `also` names models of other tasks that a review found to
    do this job.
    """

    task: str = ""
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    context: int | None = None
    tools: bool = False
    structured: bool = False
    languages: tuple[str, ...] = ()
    dimension: int | None = None
    also: tuple[str, ...] = ()


class Licensee(NamedTuple):
    """Who would use it. Revenue in USD a year, users a month; None where nothing was said.

    `territories` are the states in which it would be used, beside the domicile.
    """

    domicile: str | None = None
    territories: tuple[str, ...] = ()
    revenue: float | None = None
    users: float | None = None
    hosts: bool = False
    commercial: bool = True
    copyleft: bool = True


class Limits(NamedTuple):
    """What is acceptable. `vram_gb` 0 means that there is no GPU; `as_of` is an ISO date.

    `excluded` and `required` are states of origin: of the developer, of everything the model was made from, and for
    `excluded` of a hoster too.
    """

    open_only: bool = True
    osi: bool = False
    osaid: bool = False
    excluded: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    vram_gb: float | None = None
    bits: Bits | None = None
    hosted: bool = True
    self_hosted: bool = True
    show_correlated: bool = False
    as_of: str = "9999-12-31"


class Wish(NamedTuple):
    """The whole question."""

    job: Job = Job()
    licensee: Licensee = Licensee()
    limits: Limits = Limits()
