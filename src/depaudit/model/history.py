"""What past cutoffs would have done to a stack, and who could read its data. Times in seconds."""

from typing import NamedTuple


class Replayed(NamedTuple):
    """A past event whose lever, pulled on this stack, stops services. `unsure` are those that may stop."""

    event: str
    title: str
    date: str
    side: str
    services: tuple[str, ...]
    unsure: tuple[str, ...]


class LateSwitch(NamedTuple):
    """A fallback that would have come after most past outages were over."""

    gate: str
    option: str
    switch: int
    missed: int


class Access(NamedTuple):
    """A state that can compel disclosure from who operates parts of a service: not a cutoff, and in no score."""

    state: str
    instruments: tuple[str, ...]
    services: tuple[str, ...]
    components: tuple[str, ...]


class History(NamedTuple):
    """`stopped` of `played` events would have stopped something. `outages` are the lengths of those that ended."""

    played: int = 0
    stopped: tuple[Replayed, ...] = ()
    outages: tuple[int, ...] = ()
    median_notice: int = 0
    late: tuple[LateSwitch, ...] = ()
    access: tuple[Access, ...] = ()
