"""Independent parts of a formula: each shares nothing with the rest, so that it can be looked at by itself.

Source: Dutuit and Rauzy 1996, "A linear-time algorithm to find modules of fault trees".
"""

from collections.abc import Iterator

from depaudit.cutoff.exact.sketch import Net


def split(net: Net) -> list[int]:
    """The gates that are parts of their own, what is read first; the top comes last. Gates are added to `net`.

    What a gate alone reads, and is independent, becomes one part of its own beside what it shares with others.
    """
    order, found = _modules(net)
    fresh = max(order, default=net.top) + 1
    parts: list[int] = []
    for gate in order:
        args = net.args[gate]
        alone = [arg for arg in args if net.uses[arg] == 1 and (arg not in net.args or arg in found)]
        if 1 < len(alone) < len(args):
            net.args[fresh] = tuple(alone)
            net.join[fresh] = net.join[gate]
            net.uses[fresh] = 1
            own = set(alone)
            net.args[gate] = (*(arg for arg in args if arg not in own), fresh)
            parts.append(fresh)
            fresh += 1
        if gate in found:
            parts.append(gate)
    return parts


def _modules(net: Net) -> tuple[list[int], set[int]]:
    """All gates, what is read first, and those under which everything is read from there alone."""
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    done: dict[int, int] = {}
    for clock, (number, leaving) in enumerate(_walk(net)):
        last[number] = clock
        if leaving:
            done[number] = clock
        else:
            first.setdefault(number, clock)
    low, high = dict(first), dict(last)
    found = set()
    for gate, end in done.items():
        args = net.args[gate]
        earliest, latest = min(map(low.__getitem__, args)), max(map(high.__getitem__, args))
        if earliest > first[gate] and latest < end:
            found.add(gate)
        low[gate], high[gate] = min(earliest, first[gate]), max(latest, last[gate])
    return list(done), found


def _walk(net: Net) -> Iterator[tuple[int, bool]]:
    """Every visit, depth first: a gate is entered once and left once, and may be seen again."""
    entered = set()
    waiting = [(net.top, False)]
    while waiting:
        number, leaving = waiting.pop()
        yield number, leaving
        if not leaving and number in net.args and number not in entered:
            entered.add(number)
            waiting.append((number, True))
            waiting.extend((arg, False) for arg in reversed(net.args[number]))
