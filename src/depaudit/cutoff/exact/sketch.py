"""Formulas as they are written: masks that only note what they are made of, for the parts to be told apart."""

from typing import Final, Literal, NamedTuple

from depaudit.graph.reach import reached

Join = Literal["variable", "or", "and"]
ALWAYS: Final = -1


class Sketch:
    """Formulas by number: variables first, then each made of two earlier ones, once."""

    def __init__(self, variables: int) -> None:
        self.join: list[Join] = ["variable"] * variables
        self.args: list[tuple[int, ...]] = [()] * variables
        self._known: dict[tuple[Join, int, int], Term] = {}

    def variable(self, number: int) -> "Term":
        """The formula that is true where a variable is."""
        return Term(self, number)

    def true(self) -> "Term":
        """The formula that is always true."""
        return Term(self, ALWAYS)

    def joined(self, join: Join, one: int, two: int) -> "Term":
        """Two formulas joined."""
        key = (join, one, two)
        term = self._known.get(key)
        if term is None:
            term = self._known[key] = Term(self, len(self.join))
            self.join.append(join)
            self.args.append((one, two))
        return term


class Term:
    """A monotone formula, used like a mask; 0 stands for what is never true. Equal only if written the same way."""

    __slots__ = ("number", "sketch")

    def __init__(self, sketch: Sketch, number: int) -> None:
        self.sketch = sketch
        self.number = number

    def __or__(self, other: "Term | int") -> "Term":
        if not isinstance(other, Term) or other.number == self.number or self.number == ALWAYS:
            return self
        return other if other.number == ALWAYS else self.sketch.joined("or", self.number, other.number)

    def __and__(self, other: "Term | int") -> "Term | int":
        if not isinstance(other, Term):
            return 0
        if other.number in (self.number, ALWAYS):
            return self
        return other if self.number == ALWAYS else self.sketch.joined("and", self.number, other.number)

    __ror__ = __or__
    __rand__ = __and__

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and self.number == other.number

    def __hash__(self) -> int:
        return hash(self.number)


class Net(NamedTuple):
    """A formula with many-armed gates. `args` of a gate by its number; what is not there is a variable."""

    top: int
    join: dict[int, Join]
    args: dict[int, tuple[int, ...]]
    uses: dict[int, int]


def net_of(sketch: Sketch, top: int) -> Net:
    """What `top` is made of; a gate that only a gate of its own kind reads becomes part of that."""
    below = sorted(reached([top], sketch.args.__getitem__))
    uses = dict.fromkeys(below, 0)
    for number in below:
        for arg in sketch.args[number]:
            uses[arg] += 1
    args: dict[int, tuple[int, ...]] = {}
    for number in below:
        if not sketch.args[number]:
            continue
        join = sketch.join[number]
        flat: list[int] = []
        for arg in sketch.args[number]:
            if uses[arg] == 1 and sketch.join[arg] == join:
                flat += args.pop(arg)
            else:
                flat.append(arg)
        args[number] = tuple(dict.fromkeys(flat))
    counted = {top: 1}
    for targets in args.values():
        for target in targets:
            counted[target] = counted.get(target, 0) + 1
    return Net(top, {number: sketch.join[number] for number in args}, args, counted)
