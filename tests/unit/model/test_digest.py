"""SHA-256 from the module inside Python is that of hashlib."""

import hashlib

import pytest

from depaudit.model import digest


@pytest.mark.parametrize("data", [b"", b"abc", b"\0" * 10_000])
@pytest.mark.parametrize("inside", [digest.INSIDE, "no_such_module"])
def test_it_is_the_same(data: bytes, inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the interpreter was built without its own module."""
    monkeypatch.setattr(digest, "INSIDE", inside)
    digest._module.cache_clear()
    assert digest.sha256(data).hexdigest() == hashlib.sha256(data).hexdigest()
    digest._module.cache_clear()
