"""SHA-256 without OpenSSL: loading that takes longer than all that a small scan has to digest."""

import sys
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import hashlib

INSIDE: Final = "_sha2" if sys.version_info >= (3, 12) else "_sha256"
"""The module in which Python keeps its own SHA-256; an interpreter may be built without it."""


def sha256(data: bytes = b"") -> "hashlib._Hash":
    """A SHA-256 as `hashlib.sha256` gives it."""
    found: hashlib._Hash = _module().sha256(data)
    return found


@cache
def _module() -> Any:
    try:
        return import_module(INSIDE)
    except ImportError:
        return import_module("hashlib")
