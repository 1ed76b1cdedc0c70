"""What a person sees who waits: after two seconds a line on stderr that counts, on a terminal and nowhere else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final, TextIO

AFTER: Final = 2.0
EVERY: Final = 1.0


@contextmanager
def patience(what: str, stream: TextIO | None = None, after: float = AFTER, every: float = EVERY) -> Iterator[None]:
    """While the body runs for longer than `after` seconds: `what` and how long it has taken, wiped at the end."""
    out = stream if stream is not None else sys.stderr
    if not out.isatty():
        yield
        return
    done = Event()
    teller = Thread(target=_tell, args=(what, out, done, after, every), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, out: TextIO, done: Event, after: float, every: float) -> None:
    waited, pause, shown = 0.0, after, ""
    while not done.wait(pause):
        waited += pause
        pause = every
        shown = f"\r{what} ... {waited:.0f} s"
        out.write(shown)
        out.flush()
    if shown:
        out.write("\r" + " " * len(shown) + "\r")
        out.flush()
