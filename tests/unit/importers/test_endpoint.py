"""Addresses, and files of variables."""

from pathlib import Path

import pytest

from depaudit import ConfigError
from depaudit.importers.endpoint import Environment, host_of, is_local, is_open, read_environment


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "::1", "10.0.0.1", "192.168.1.9", "172.31.0.1", "gpu01", "a.local"]
)
def test_own_machines(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["", "172.32.0.1", "172.2.0.1", "8.8.8.8", "api.openai.com", "local.example.org"])
def test_other_machines(host: str) -> None:
    assert not is_local(host)


def test_variables_are_looked_up_and_nothing_else() -> None:
    environment = Environment({"A": "x"})
    assert environment.text("os.environ/A") == "x"
    assert environment.text("os.environ/B") == "os.environ/B"
    assert environment.text("A") == "A"
    assert environment.text(3) == ""


def test_a_file_of_variables(tmp_path: Path) -> None:
    path = tmp_path / "env"
    path.write_text("# comment\nexport A='x'\nB = y=z \n\nnothing\n#C=1\n", encoding="utf-8")
    assert read_environment(str(path)) == {"A": "x", "B": "y=z"}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_environment(str(tmp_path / "none"))


@pytest.mark.parametrize("text", ["{{ x }}", "${X}", "$X", "a-$(X)", "<name>", "%(x)s", "Your-key", "os.environ/X"])
def test_what_is_filled_in_later(text: str) -> None:
    assert is_open(text)


@pytest.mark.parametrize("text", ["", "gpt-5", "https://yours.example.org", "a$1", "x < y"])
def test_what_stands_there(text: str) -> None:
    assert not is_open(text)


@pytest.mark.parametrize(
    ("base", "host"),
    [
        ("https://API.example.org./v1", "api.example.org"),
        ("api.example.org:80", "api.example.org"),
        ("localhost:80", "localhost"),
        ("gpu01", ""),
        ("http://gpu01:8000", "gpu01"),
        ("http://[::1]:8000", "::1"),
        ("http://[nonsense", ""),
        ("http://a b/", ""),
        ("http://", ""),
        ("https://u:p@${HOST}", ""),
        ("", ""),
    ],
)
def test_hosts_of_addresses(base: str, host: str) -> None:
    assert host_of(base) == host


def test_variables_of_a_file_come_after_those_given() -> None:
    environment = Environment({"A": "given"}).over({"A": "file", "B": "file", "C": 3, 4: "x"})
    assert [environment.text(f"os.environ/{name}") for name in "ABC"] == ["given", "file", "os.environ/C"]
