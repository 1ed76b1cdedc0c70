"""The command line: one module per command, imported only when it is called."""

import gc
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from depaudit import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_SELDOM: Final = (5_000_000, 10, 10)
"""When the collector looks for cycles: seldom, as values here are plain tuples that hold none and are many."""


class Stream:
    """A stream that may lose its reader, as under `| head`: what was found still decides the exit code.

    `failed` says why nothing more can be written, for any other reason; empty while there is none.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self.failed = ""

    def write(self, text: str) -> int:
        """Write, or drop the text where it cannot be written."""
        self._try(lambda: self._stream.write(text))
        return len(text)

    def writelines(self, texts: "Iterable[str]") -> None:
        """Write one text after another, or drop what is left of them."""
        self._try(lambda: self._stream.writelines(texts))

    def flush(self) -> None:
        """Flush, or drop what is left."""
        self._try(self._stream.flush)

    def _try(self, act: "Callable[[], object]") -> None:
        try:
            act()
        except OSError as error:
            if not isinstance(error, BrokenPipeError):
                self.failed = error.strerror or str(error)
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stream.fileno())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def _nowhere() -> Any:
    """A stream for a process that was started without one."""
    return os.fdopen(os.open(os.devnull, os.O_WRONLY), "w", encoding="utf-8")


def main() -> None:
    """Entry point of `depaudit`. Answers `--version` before anything else is imported."""
    out, err = Stream(sys.stdout or _nowhere()), Stream(sys.stderr or _nowhere())
    sys.stdout, sys.stderr = out, err
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"depaudit {__version__}\n")
        return
    gc.set_threshold(*_SELDOM)
    from depaudit.cli.group import run

    code = run(sys.argv[1:])
    gc.freeze()  # the process ends: what is still there need not be searched for cycles, which takes long
    out.flush()
    if out.failed:
        from depaudit.cli.exits import WRONG_INPUT

        err.write(f"error: the result cannot be written: {out.failed}\n")
        code = WRONG_INPUT
    err.flush()
    sys.exit(code)
