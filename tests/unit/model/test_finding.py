"""The mark of a proof path."""

import hashlib

import pytest

from depaudit.model.finding import Finding
from depaudit.model.severity import Severity


@pytest.mark.parametrize("path", [(), ("",), ("a",), ("a", "é\ud800")])
def test_a_path_is_marked_by_its_digest(path: tuple[str, ...]) -> None:
    finding = Finding("DA001", "a-rule", Severity.LOW, "high", "a", "it is so", path=path)
    digest = hashlib.sha256("\0".join(path).encode("utf-8", "surrogatepass"))
    assert finding.path_mark == digest.hexdigest()[:12]
