"""The nearest known word to a misspelt one, for hints."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is closest to `word`, or an empty text if none is close enough."""
    from difflib import get_close_matches

    words = {str(one).casefold(): str(one) for one in known}
    found = get_close_matches(word.casefold()[:200], list(words)[:5_000], n=1, cutoff=0.6)
    return words[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`did you mean 'X'?`, or an empty text."""
    found = nearest(word, known)
    return f"did you mean {found!r}?" if found else ""
