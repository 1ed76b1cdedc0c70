"""Which keys a record of each kind may have, and which words they take. The sources and overlays share it."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from depaudit.model.jurisdiction import is_jurisdiction

CONFIDENCES: Final = ("high", "medium", "unverified", "contested")
GROUNDS: Final = ("incorporation", "seat", "ultimate-parent", "middle-parent", "operator", "developer", "stated")
BASES: Final = ("precedent", "instrument", "theoretical")
COMPOSITIONS: Final = ("any-of", "all-of", "unknown")
WEIGHTS: Final = ("open", "closed", "gated")
DELIVERIES: Final = ("saas", "self-hostable-open-source", "self-hostable-proprietary")
RELATIONS: Final = (
    "hosting", "operator", "cdn-edge", "identity", "database", "model-api", "model-weights", "open-weights",
    "content", "search", "chips", "chip-design", "foundry", "memory", "semicap", "datacentre", "technology-licence",
    "ip-licence", "software", "runtime", "support", "payment",
)  # fmt: skip
"""Relations of upstream edges. `open-weights` names whose weights are served from held copies: its maker's loss
freezes and never stops, and the model's own record says so."""

CLAIM: Final = ("sources", "as_of", "confidence", "valid_until", "note")
_COMMON: Final = ("id", "name", "aliases", "derived", "claims", *CLAIM)
KEYS: Final[dict[str, tuple[str, ...]]] = {
    "vendor": (*_COMMON, "legal_entity", "kinds", "control", "parents", "ultimate_parent", "ownership",
               "obeys", "open_weights", "upstreams", "related"),
    "offering": (*_COMMON, "vendor", "kind", "delivery", "control", "licence", "api", "hosts", "regions", "residency",
                 "upstreams", "related", "alternatives", "migration"),
    "model": (*_COMMON, "developer", "family", "weights", "task", "licence", "repository", "base_model",
              "released", "retires_on", "context_tokens", "parameters_b", "active_b", "memory_fp16_gb",
              "memory_int4_gb", "modalities", "capabilities", "dimension", "languages", "runtimes", "training",
              "quality"),
    "hardware": (*_COMMON, "vendor", "memory_gb", "bandwidth_tb_s", "process", "packaging", "export_status",
                 "tpp_estimate", "available", "software", "alternatives", "upstreams"),
    "licence": (*_COMMON, "spdx", "osi_approved", "osaid", "use_restrictions", "cap", "exclusions", "termination",
                "law", "redistribution", "evidence", "terms"),
    "control": ("state", "ground", "grounds", "basis", "pending", *CLAIM),
    "upstream": ("target", "relation", "composition", "binds", "evidence", *CLAIM),
}  # fmt: skip
NEEDED: Final = {
    "vendor": ("id", "name"),
    "offering": ("id", "name", "vendor", "kind"),
    "model": ("id", "name", "developer", "weights"),
    "hardware": ("id", "name", "vendor"),
    "licence": ("id", "name"),
    "control": ("state",),
    "upstream": ("target", "relation"),
}
_LISTS: Final = (
    "aliases", "kinds", "control", "parents", "ownership", "obeys", "upstreams", "related", "delivery", "hosts",
    "regions", "alternatives", "modalities", "capabilities", "runtimes", "sources", "binds", "grounds",
)  # fmt: skip
_NUMBERS: Final = ("context_tokens", "parameters_b", "active_b", "memory_fp16_gb", "memory_int4_gb", "memory_gb",
                   "bandwidth_tb_s", "tpp_estimate", "dimension")  # fmt: skip
_MAPPINGS: Final = ("derived", "claims", "training", "terms")
_FLAGS: Final = ("pending", "osi_approved")
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "confidence": CONFIDENCES, "ground": GROUNDS, "basis": BASES, "composition": COMPOSITIONS, "weights": WEIGHTS,
    "relation": RELATIONS,
}  # fmt: skip


def shape(kind: str, raw: Mapping[str, Any], *, whole: bool = True) -> Iterator[tuple[str, str]]:
    """What is wrong with the form of a record: (message, hint). `whole` asks for the keys that a record must have."""
    for key in NEEDED[kind] if whole else ():
        if raw.get(key) in (None, ""):
            yield f"{key} is missing", ""
    for key, value in raw.items():
        if key not in KEYS[kind]:
            yield f"unknown key {key!r}", near(key, KEYS[kind])
        elif complaint := _value(key, value):
            yield complaint
    for part, item in (("control", "control"), ("upstreams", "upstream")):
        for entry in _listed(raw, part):
            yield from shape(item, entry) if isinstance(entry, Mapping) else ((f"{part} holds mappings", ""),)


def _listed(raw: Mapping[str, Any], key: str) -> list[Any]:
    value = raw.get(key)
    return value if isinstance(value, list) else []


def _value(key: str, value: Any) -> tuple[str, str] | None:
    kinds = (("a list", _LISTS, (list,)), ("a number", _NUMBERS, (int, float)), ("a mapping", _MAPPINGS, (dict,)),
             ("true or false", _FLAGS, (bool,)))  # fmt: skip
    for name, keys, types in kinds:
        if key in keys:
            return None if isinstance(value, types) else (f"{key} must be {name}", "")
    if not isinstance(value, str):
        return f"{key} must be a text", ""
    if key == "state" and not is_jurisdiction(value):
        return f"{value!r} is not a jurisdiction", "write an ISO 3166-1 alpha-2 code, or EU"
    words = _WORDS.get(key)
    if not words or value in words:
        return None
    return f"{key}: {value!r} is not known", near(value, words) or "one of: " + ", ".join(words)


def near(word: str, words: tuple[str, ...]) -> str:
    """A hint that names the nearest of `words`, or all of them where they are few."""
    close = get_close_matches(word, words, n=1)
    if close:
        return f"did you mean {close[0]!r}?"
    return f"one of {', '.join(words)}" if len(words) <= 8 else ""
