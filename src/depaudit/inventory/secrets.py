"""Values under key-like names: never kept in the model, masked in every excerpt."""

from typing import Any, Final

from depaudit.model.pattern import Pattern

_WORDS: Final = (
    r"(?:api[_-]?key|access[_-]?key|secret|token|password|passwd|passphrase|credential|private[_-]?key"
    r"|master[_-]?key|salt[_-]?key|signing[_-]?key|encryption[_-]?key|authorization)"
)
_NAME: Final = Pattern(rf"(?i)(?<![a-z]){_WORDS}s?$|{_WORDS}[_-]?(?:id|value|file)?$")
_COUNTS: Final = Pattern(r"(?i)tokens_per|per_token|max_tokens|token_limit|tokens$")
_LINE: Final = Pattern(rf"(?i)(['\"]?[\w.-]*{_WORDS}[\w.-]*['\"]?\s*[:=]\s*)(\S.*)$")
_SHAPES: Final = Pattern(r"\b(?:sk|pk|ghp|hf|xox[bp]|AKIA)[-_A-Za-z0-9]{12,}")
_WORD: Final = Pattern(rf"(?i){_WORDS}")
_OPENS: Final = Pattern(rf"(?i){_WORDS}[\w.-]*['\"]?\s*[:=]\s*$")
_USERINFO: Final = Pattern(r"(://)[^\s/@'\"]+@")
_QUERY: Final = Pattern(r"(?i)([?&;][\w.-]*(?:key|token|secret|sig|signature|password|auth|code)[\w.-]*=)[^\s&#'\"]+")
_VARIABLES: Final = frozenset({"env", "environment", "environment_variables", "envvars", "env_vars", "stringdata"})
_SETS: Final = Pattern(r"(?i)\b(?:env|environment|environment_variables|env_?vars|stringdata)['\"]?\s*:")
_AMOUNT: Final = Pattern(r"[-+]?[\d.][\d_.,]*(?:[eE][-+]?\d+)?\s?[kKmMgGbBtT]?|true|false|null|~|")
MASK: Final = "***"


def is_secret_key(name: str) -> bool:
    """Whether a value under this name may be a secret."""
    return bool(_NAME.compiled.search(name)) and not _COUNTS.compiled.search(name)


def hides(name: str, value: str | None) -> bool:
    """Whether a text masks `value` under `name`: any name with a key-like word in it, unless the value is an amount.

    More is masked here than `is_secret_key` drops: a mask too many does no harm. None stands for a container.
    """
    if is_secret_key(name):
        return True
    return bool(_WORD.compiled.search(name)) and (value is None or not _AMOUNT.compiled.fullmatch(value.strip()))


def names_secret(line: str) -> bool:
    """Whether a line names a secret and a value may follow, here or on the next lines."""
    return bool(_OPENS.compiled.search(line)) or mask(line) != line


def may_hold_secrets(text: str) -> bool:
    """Whether anything in `text` is worth the search for secrets."""
    patterns = (_WORD, _SHAPES, _USERINFO, _QUERY, _SETS)
    return any(pattern.compiled.search(text) for pattern in patterns) or "-----BEGIN" in text


def sets_variables(name: str) -> bool:
    """Whether what stands under this name are variables of an environment: any of them may be a secret."""
    return name.lower() in _VARIABLES


def mask(line: str) -> str:
    """A piece of text on one line, fit to be shown: values after key-like names, and what looks like a key, masked.

    Of a file, use `masking.masked`: a line does not tell whether it continues a secret.
    """
    shown = _USERINFO.compiled.sub(rf"\1{MASK}@", _SHAPES.compiled.sub(MASK, line))
    shown = _QUERY.compiled.sub(rf"\1{MASK}", shown)
    found = _LINE.compiled.search(shown)
    if found is None or (
        _COUNTS.compiled.search(found[1].rstrip(" :=\"'")) and _AMOUNT.compiled.fullmatch(found[2].split()[0])
    ):
        return shown
    return shown[: found.start(2)] + MASK


def without_secrets(value: Any) -> Any:
    """Plain data without the values that stand under key-like names."""
    if isinstance(value, dict):
        return {key: without_secrets(part) for key, part in value.items() if not is_secret_key(str(key))}
    if isinstance(value, list):
        return [without_secrets(part) for part in value]
    return value
