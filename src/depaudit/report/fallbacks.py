"""Fallback chains as text and as plain data."""

from collections.abc import Iterator, Sequence
from typing import Any

from depaudit.model.chains import Chain, Illusion, Link
from depaudit.model.duration import format_duration
from depaudit.model.lever import OTHER_STATE
from depaudit.model.plain import plain_chain
from depaudit.report.escape import terminal
from depaudit.report.words import counted

MOST_NAMES = 8


def as_text(chains: Sequence[Chain], illusions: Sequence[Illusion]) -> str:
    """A block per chain, then what is no fallback at all, then one sentence."""
    return "\n".join(map(terminal, _lines(chains, illusions))) + "\n"


def _lines(chains: Sequence[Chain], illusions: Sequence[Illusion]) -> Iterator[str]:
    for chain in chains:
        yield f"{chain.gate}: {' -> '.join((chain.primary, *(link.option for link in chain.links)))}"
        if chain.position.path:
            yield f"  --> {chain.position}"
        yield from map(_link, chain.links)
        if chain.falls_under:
            yield f"  falls whole under: {_listed(chain.falls_under)}"
        if chain.may_fall_under:
            yield f"  may fall whole, for facts that are not known, under: {_listed(chain.may_fall_under)}"
        if chain.late_under:
            yield f"  comes back, later than the RTO, under: {_listed(chain.late_under)}"
        yield f"  survives the loss of: {_listed(chain.survives) or 'no foreign state that appears here'}"
        if chain.change:
            yield f"  would mend it (simulated): {chain.change}"
        yield ""
    for one in illusions:
        yield f"{one.standing}: {one.text}"
        if one.position.path:
            yield f"  --> {one.position}"
    if illusions:
        yield ""
    theatre = sum(bool(chain.falls_under) for chain in chains)
    doubtful = sum(bool(chain.may_fall_under) and not chain.falls_under for chain in chains)
    may = f", {doubtful} more may" if doubtful else ""
    verb = "falls" if theatre == 1 else "fall"
    yield (
        f"{counted(len(chains), 'chain')}: {theatre} of them {verb} whole under one foreign state{may}; "
        f"{counted(len(illusions), 'illusion')}."
    )


def _link(link: Link) -> str:
    shared = f", shares {_listed(link.shared)}" if link.shared else ""
    kills = f", both fall under {_listed(link.falls_with)}" if link.falls_with else ""
    tested = f"tested {link.tested}" if link.tested else "never tested"
    return f"  {link.option}: {link.standing}{shared}{kills}; in use after {format_duration(link.switch)}, {tested}"


def _listed(names: Sequence[str]) -> str:
    names = [f"states that are not named ({name})" if name == OTHER_STATE else name for name in names]
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def as_plain(chains: Sequence[Chain], illusions: Sequence[Illusion]) -> dict[str, Any]:
    """The same for machines; times in hours."""
    return {
        "chains": [
            plain_chain(chain) for chain in chains
        ],
        "illusions": [{**one._asdict(), "position": one.position._asdict()} for one in illusions],
    }  # fmt: skip
