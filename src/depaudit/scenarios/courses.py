"""From what is left of access over time to when a node is lost and when it is impaired."""

from collections.abc import Callable, Iterator
from typing import Final

from depaudit.model.lever import (
    BLOCKED,
    FOREVER,
    FREEZE_FELT,
    HARDWARE_FREEZE_FELT,
    PULLED_AT_START,
    PULLED_COPY_LASTS,
    Profile,
    Span,
)
from depaudit.model.scenario import STILL, STOPPED, Access, Action, Course, state_at

HURTS: Final = frozenset({"degraded", *STILL, *STOPPED})


def profile_of(action: Action, lever: Profile, *, hardware: bool) -> Profile:
    """What `action` does to a node that it reaches by a lever with the profile `lever`.

    A lever that blocks from day 0 stands for remote use. Any other stands for a copy that is held; one that is
    pulled at each start has no copy and lives a week on what is loaded.
    """
    if lever == BLOCKED:
        return of_course(action.remote, HARDWARE_FREEZE_FELT if hardware else FREEZE_FELT)
    if lever == PULLED_AT_START:
        return _pulled(action.remote)
    felt = min(span.start for span in lever.impairs)
    return of_course(local_course(action), felt)


def local_course(action: Action) -> Course:
    """What is left of a held copy: as said; where nothing is, what the remote side implies."""
    implied = tuple((start, _held(state)) for start, state in action.remote)
    if action.local is None:
        return implied
    moments = sorted({start for start, _ in (*action.local, *action.remote)})
    return tuple((start, _said(state_at(action.local, start), state_at(implied, start))) for start in moments)


def _held(remote: Access) -> Access:
    return "frozen" if remote in STOPPED or remote in STILL else "available"


def _said(local: Access, implied: Access) -> Access:
    return implied if local == "not_applicable" else local


def of_course(course: Course, felt: int) -> Profile:
    """Blocked while access is; impaired while it is degraded, or once it has stood still for `felt` seconds."""
    impairs = [*_spans(course, lambda state: state == "degraded")]
    impairs += (Span(span.start + felt, span.end) for span in _spans(course, lambda state: state in HURTS)
                if span.start + felt < span.end)  # fmt: skip
    return Profile(tuple(_spans(course, lambda state: state in STOPPED)), tuple(impairs))


def _pulled(course: Course) -> Profile:
    """Nothing is held and each start pulls anew: impaired at once, lost after a week."""
    stopped = tuple(_spans(course, lambda state: state in STOPPED))
    late = (Span(span.start + PULLED_COPY_LASTS, span.end) for span in stopped)
    rest = of_course(course, FREEZE_FELT)
    return Profile(tuple(span for span in late if span.start < span.end), stopped + rest.impairs)


def _spans(course: Course, hit: Callable[[Access], bool]) -> Iterator[Span]:
    """The longest intervals over which `hit` holds."""
    begun: int | None = None
    for start, state in course:
        if hit(state) and begun is None:
            begun = start
        elif not hit(state) and begun is not None:
            yield Span(begun, start)
            begun = None
    if begun is not None:
        yield Span(begun, FOREVER)
