"""Values under key-like names: never kept in the model, masked in every excerpt."""

import re
from typing import Any, Final

_WORDS: Final = (
    r"(?:api[_-]?key|access[_-]?key|secret|token|password|passwd|credential|private[_-]?key|authorization)"
)
_NAME: Final = re.compile(rf"(?i)(?<![a-z]){_WORDS}s?$|{_WORDS}[_-]?(?:id|value|file)?$")
_COUNTS: Final = re.compile(r"(?i)tokens_per|max_tokens|token_limit|tokens$")
_LINE: Final = re.compile(rf"(?i)(['\"]?[\w.-]*{_WORDS}[\w.-]*['\"]?\s*[:=]\s*)(\S.*)$")
_SHAPES: Final = re.compile(r"\b(?:sk|pk|ghp|hf|xox[bp]|AKIA)[-_A-Za-z0-9]{12,}")
MASK: Final = "***"


def is_secret_key(name: str) -> bool:
    """Whether a value under this name may be a secret."""
    return bool(_NAME.search(name)) and not _COUNTS.search(name)


def mask(line: str) -> str:
    """A source line fit to be shown: values under key-like names, and what looks like a key, are masked."""
    shown = _SHAPES.sub(MASK, line)
    found = _LINE.search(shown)
    if found is None or _COUNTS.search(found[1].rstrip(" :=\"'")):
        return shown
    return shown[: found.start(2)] + MASK


def without_secrets(value: Any) -> Any:
    """Plain data without the values that stand under key-like names."""
    if isinstance(value, dict):
        return {key: without_secrets(part) for key, part in value.items() if not is_secret_key(str(key))}
    if isinstance(value, list):
        return [without_secrets(part) for part in value]
    return value
