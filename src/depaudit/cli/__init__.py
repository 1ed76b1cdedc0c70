"""The command line: one module per command, imported only when it is called."""

import sys

from depaudit import __version__


def main() -> None:
    """Entry point of `depaudit`. Answers `--version` before anything else is imported."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"depaudit {__version__}\n")
        return
    from depaudit.cli.group import run

    sys.exit(run(sys.argv[1:]))
