"""How good is it, and how do we know: quality on one named and versioned index only where both sides have it."""

from collections.abc import Mapping
from typing import Any, Final, Literal, NamedTuple

from depaudit.model.knowledge import Model
from depaudit.model.pattern import Pattern

Grade = Literal["A", "B", "C", "D", "E"]

GRADES: Final[dict[Grade, str]] = {
    "A": "measured on the same tasks",
    "B": "the same index and version",
    "C": "preferences of users in an arena",
    "D": "figures of one side only: run your own evaluation first",
    "E": "no figures: run your own evaluation first",
}
TRIALS: Final = {
    "chat": "200 of your own prompts with known good answers, tool calls included, judged blind",
    "code": "50 closed tickets of your own repositories, judged by their tests",
    "embedding": "300 real queries with their right documents: recall at 10 before and after",
    "reranker": "300 real queries with their right documents: ranking before and after",
    "speech-to-text": "5 hours of your own recordings, word error rate by speaker group",
    "text-to-speech": "100 sentences of your own, listened to blind",
    "ocr": "200 of your own pages: fields found and characters wrong",
    "translation": "300 sentences of your own field per language pair, judged by a translator",
    "moderation": "500 labelled cases of your own: misses and false alarms per label",
    "time-series": "your own series, the last year held back",
}

_METRICS: Final[tuple[tuple[str, Grade], ...]] = (
    ("aa_intelligence_v", "B"),
    ("mteb_", "A"),
    ("openasr_", "A"),
    ("aider_polyglot", "B"),
    ("arena_", "C"),
)
"""Indices whose name carries version or date, best evidence first. No other is ever compared."""

_CHAT: Final = ("aa_intelligence_v", "aider_polyglot", "arena_text_", "arena_vision_")
_ABOUT: Final = {
    "chat": _CHAT, "vision-language": _CHAT, "multimodal-realtime": _CHAT,
    "code": ("aa_intelligence_v", "aider_polyglot", "arena_code_"), "embedding": ("mteb_",), "reranker": ("mteb_",),
    "speech-to-text": ("openasr_",), "image-generation": ("arena_text-to-image_",),
    "video-generation": ("arena_text-to-video_",),
}  # fmt: skip
"""Which figures speak of which task: a word error rate says nothing of a chat."""

_PAIRED: Final = Pattern(r"difference ([+-]?\d+(?:\.\d+)?) points over (\d+) common tasks")
_FROM_TO: Final = Pattern(r"(\S+): (-?\d+(?:\.\d+)?) -> (-?\d+(?:\.\d+)?)")


class Evidence(NamedTuple):
    """What is known of the quality of an alternative against what it replaces.

    `retention` is the share of the old quality that stays (1 = equal), None where nothing compares. `order` ranks
    metrics, so that figures of different indices are never mixed; `figure` is the alternative's own on that metric.
    """

    grade: Grade
    text: str
    retention: float | None = None
    order: int = 99
    sources: tuple[str, ...] = ()
    figure: float | None = None


def evidence(old: Model | None, new: Model | None, curated: Mapping[str, Any] | None = None) -> Evidence:
    """The best evidence that the catalog has for `new` in place of `old`; `curated` is a row of the substitutes."""
    if curated and curated.get("quality") and (found := _from_pair(curated)):
        return found
    if new is None:
        return Evidence("E", GRADES["E"])
    if old is not None and new.id == old.id:
        return Evidence("A", "the same weights", 1.0, 0)
    about = _ABOUT.get(old.task if old else new.task, ())
    mine, theirs = _figures(new, about), _figures(old, about) if old else {}
    for order, (prefix, grade) in enumerate(_METRICS):
        for metric in sorted(mine):
            if metric.startswith(prefix) and metric in theirs:
                return _compared(metric, grade, order, theirs[metric], mine[metric])
    for order, (prefix, _) in enumerate(_METRICS):
        for metric in sorted(mine):
            if metric.startswith(prefix):
                figure = -mine[metric] if metric.endswith("_wer") else mine[metric]
                text = f"{metric} {mine[metric]:g}; the other side has no figure of that index and version"
                return Evidence("D", text, order=order, figure=figure)
    return Evidence("E", GRADES["E"])


def _from_pair(curated: Mapping[str, Any]) -> Evidence | None:
    text, sources = str(curated["quality"]), tuple(curated.get("sources", ()))
    if paired := _PAIRED.compiled.search(text):
        points = float(paired[1])
        return Evidence("A", f"{points:+g} points over {paired[2]} common MTEB tasks", 1 + points / 100, 1, sources)
    if (told := _FROM_TO.compiled.match(text)) is None:
        return None
    for order, (prefix, grade) in enumerate(_METRICS):
        if told[1].startswith(prefix):
            return _compared(told[1], grade, order, float(told[2]), float(told[3]))._replace(sources=sources)
    return None


def _compared(metric: str, grade: Grade, order: int, old: float, new: float) -> Evidence:
    """Retention of an error rate is the other way round; of an arena score, the chance to win against the old one."""
    if metric.endswith("_wer"):
        retention = old / new if new else 1.0
    elif metric.startswith("arena_"):
        retention = 2 / (1 + 10 ** ((old - new) / 400))
    else:
        retention = new / old if old else 1.0
    return Evidence(grade, f"{metric}: {old:g} -> {new:g}", round(retention, 3), order)


def _figures(model: Model, about: tuple[str, ...]) -> dict[str, float]:
    """The figures of a model that speak of a task, by metric."""
    found: dict[str, float] = {}
    for part in model.quality.split(";"):
        name, equals, value = part.strip().partition("=")
        try:
            found[name] = float(value) if equals else float("nan")
        except ValueError:
            continue
    return {name: value for name, value in found.items() if value == value and name.startswith(about)}


def trial(task: str) -> str:
    """A test set to run before an alternative without comparable figures is relied on."""
    return TRIALS.get(task, "100 cases of your own with known good results, judged blind")
