"""Scenario sets as generators of bits: singles, pairs and more, all subsets, random samples. Blocks bound memory."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, islice
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from random import Random

_BITS_OF_CHANCE: Final = 40
_NARROWEST, _WIDEST = 1_024, 65_536
MEMORY: Final = 256 << 20
"""Bytes that the masks of one block may take."""


class Block(NamedTuple):
    """Some scenarios: how many there are, and for each element those in which it is lost."""

    size: int
    masks: tuple[int, ...]

    @property
    def full(self) -> int:
        """All scenarios of the block."""
        return (1 << self.size) - 1


def width(cells: int) -> int:
    """How many scenarios a block may have where each of `cells` holds a mask."""
    return max(_NARROWEST, min(_WIDEST, MEMORY * 8 // max(cells, 1)))


def of_order(elements: int, order: int, size: int) -> Iterator[tuple[Block, list[tuple[int, ...]]]]:
    """All sets of `order` among `elements`, up to `size` in a block, with the sets that the bits stand for."""
    return of_orders(elements, (order,), size)


def of_orders(elements: int, orders: Iterable[int], size: int) -> Iterator[tuple[Block, list[tuple[int, ...]]]]:
    """The same for several orders, one after the other: small ones share a block."""
    sets = chain.from_iterable(combinations(range(elements), order) for order in orders)
    while chosen := list(islice(sets, size)):
        masks = [0] * elements
        for bit, members in enumerate(chosen):
            for member in members:
                masks[member] |= 1 << bit
        yield Block(len(chosen), tuple(masks)), chosen


def subsets(elements: int, exponent: int) -> Iterator[Block]:
    """All subsets, in blocks of 2^`exponent`: bit k of a subset's number tells whether element k is in it."""
    inner = min(elements, exponent)
    size = 1 << inner
    full = (1 << size) - 1
    pattern = [alternating(number, size) for number in range(inner)]
    for block in range(1 << (elements - inner)):
        outer = [full if block >> number & 1 else 0 for number in range(elements - inner)]
        yield Block(size, (*pattern, *outer))


def alternating(number: int, size: int) -> int:
    """The numbers below `size` (a power of two) in which bit `number` is set, as a mask."""
    half = 1 << number
    return ((1 << size) - 1) // ((1 << half) + 1) << half


def samples(chances: Sequence[float], count: int, size: int, seed: int) -> Iterator[Block]:
    """`count` random scenarios, each element lost by its own chance (0-1), independent; the same for one seed."""
    from random import Random

    random = Random(seed)  # noqa: S311 - a sample, not a secret
    for start in range(0, count, size):
        lanes = min(size, count - start)
        yield Block(lanes, tuple(_chance(random, chance, lanes) for chance in chances))


def _chance(random: "Random", chance: float, lanes: int) -> int:
    """A mask in which each bit is set with probability `chance`: one round for each of its binary digits."""
    if chance >= 1:
        return (1 << lanes) - 1
    digits = round(chance * (1 << _BITS_OF_CHANCE))
    mask = 0
    for position in range(_BITS_OF_CHANCE):
        drawn = random.getrandbits(lanes)
        mask = mask | drawn if digits >> position & 1 else mask & drawn
    return mask
