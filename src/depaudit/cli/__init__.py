"""The command line: one module per command, imported only when it is called."""

import gc
import sys
from typing import Final

from depaudit import __version__

_SELDOM: Final = (200_000, 30, 30)
"""When the collector looks for cycles: seldom, as values here are plain tuples that hold none and are many."""


def main() -> None:
    """Entry point of `depaudit`. Answers `--version` before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"depaudit {__version__}\n")
        return
    gc.set_threshold(*_SELDOM)
    from depaudit.cli.group import run

    code = run(sys.argv[1:])
    gc.freeze()  # the process ends: what is still there need not be searched for cycles, which takes long
    sys.exit(code)
