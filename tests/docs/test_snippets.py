"""Every snippet of the documentation is executed: Python, shell sessions with what they print, and files.

- A `console` block is one shell session: lines that begin with `$ ` are run, the lines below are what they print;
  `...` stands for anything.
- A comment `<!-- file: NAME -->` before a block writes that block to the page's own folder.
- Blocks of other languages, and those after `<!-- not run: REASON -->`, are not executed.
"""

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"(?:<!-- (?P<told>file|not run): (?P<value>[^\n]*?) -->\n+)?^```(?P<language>\w*)\n(?P<body>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
MARK = "--- ended ---"
GENERATED = {"adr", "catalog", "rules", "reference"}
PAGES = [ROOT / "README.md", *sorted(path for path in (ROOT / "docs/pages").rglob("*.md")
                                     if path.parent.name not in GENERATED)]  # fmt: skip


def blocks(document: Document) -> Iterable[Region]:
    """Files to write and shell sessions to run."""
    for found in BLOCK.finditer(document.text):
        if found["told"] == "file":
            yield Region(found.start(), found.end(), (found["value"], found["body"]), write)
        elif found["told"] is None and found["language"] == "console":
            yield Region(found.start(), found.end(), found["body"], session)


def write(example: Example) -> None:
    """Put a block into the folder of its page."""
    name, body = example.parsed
    target = Path(example.namespace["folder"]) / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(body, encoding="utf-8")


def session(example: Example) -> str | None:
    """Run the commands of a block in one shell and compare what each prints."""
    commands, expected = parsed(example.parsed)
    script = "\n".join(f"{command}\n__code=$?; echo '{MARK}'; (exit $__code)" for command in commands)
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", script], cwd=example.namespace["folder"], capture_output=True, text=True,
                          check=False, env={**os.environ, "PATH": path, "COLUMNS": "100"})  # fmt: skip
    printed = done.stdout.split(f"{MARK}\n")
    checker = doctest.OutputChecker()
    for command, wanted, got in zip(commands, expected, printed, strict=False):
        if wanted and not checker.check_output(wanted, got, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE):
            return f"$ {command}\nexpected:\n{wanted}\nprinted:\n{got}\n{done.stderr}"
    if "Traceback" in done.stderr or "No such command" in done.stderr or "No such option" in done.stderr:
        return f"{example.parsed}\n{done.stderr}"
    return None


def parsed(body: str) -> tuple[list[str], list[str]]:
    """The commands of a session, and what each is said to print."""
    commands: list[str] = []
    expected: list[str] = []
    for line in body.splitlines(keepends=True):
        if line.startswith("$ "):
            commands.append(line[2:].rstrip())
            expected.append("")
        elif commands:
            expected[-1] += line
    return commands, expected


SYBIL = Sybil(parsers=[blocks, PythonCodeBlockParser()])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_snippet_does_what_the_page_says(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    document = SYBIL.parse(path)
    document.namespace["folder"] = str(tmp_path)
    for example in document.examples():
        example.evaluate()
