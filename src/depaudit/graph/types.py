"""The dependency graph in its compact form: nodes by index, edges as tuples of integers. Times in seconds."""

from typing import Final, Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.duration import DAY
from depaudit.model.inventory import NOWHERE
from depaudit.model.lever import Lever
from depaudit.model.results import Assumption

NEVER: Final = -1
SILENT_SWITCH: Final = DAY

Kind = Literal["service", "component", "gate", "vendor", "offering", "group"]


class Edge(NamedTuple):
    """A requirement: after how long a loss of `target` fails its user, and after how long it impairs it.

    `NEVER` where it does not. `carries`: whether the target's own impairment is felt at once (run, quality).
    An `unknown` edge exists only when the unknown is evaluated as real.
    """

    target: int
    fails: int = 0
    impairs: int = 0
    carries: bool = True
    unknown: bool = False
    label: str = ""


class Way(NamedTuple):
    """One option of a choice: usable from `ready` on (until `ends`), if its target is available.

    `fires_on` holds the errors that trigger an automatic switch; None where that does not matter.
    """

    target: int
    ready: int = 0
    ends: int | None = None
    fires_on: tuple[str, ...] | None = None

    def ready_when(self, error: str) -> int:
        """Seconds until the option is in use after a cut that shows itself as `error`.

        Several errors, joined by +, are those of several cuts at once: the switch must fire on each of them.
        """
        silent = self.fires_on is not None and not set(error.split("+")) <= set(self.fires_on)
        return max(self.ready, SILENT_SWITCH) if silent else self.ready


class Choice(NamedTuple):
    """Ordered fallback: down while no way is usable."""

    ways: tuple[Way, ...]


class Quorum(NamedTuple):
    """Down while fewer than `k` members are available.

    `unknown`: whether one or all are needed is not known, so it is evaluated as one of n and as all of n.
    """

    k: int
    members: tuple[int, ...]
    unknown: bool = False


class Node(NamedTuple):
    """One node. `guard` is the index of the node that keeps this one's copy, or NEVER.

    `leaf`: a component with `uses` or `provider`, or that says nothing: what component-level cut sets are made of.
    """

    id: str
    kind: Kind
    requires: tuple[Edge, ...] = ()
    gate: Choice | Quorum | None = None
    levers: tuple[Lever, ...] = ()
    guard: int = NEVER
    layers: tuple[str, ...] = ()
    leaf: bool = False
    position: Position = NOWHERE


class Noted(NamedTuple):
    """An assumption on `node`: it matters where `watch` is ever down or pulled, or under any cut of a place."""

    node: int
    watch: int
    bears_on: Literal["loss", "pull", "place"]
    assumption: Assumption


class Graph(NamedTuple):
    """Inventory and catalog as one graph. `by_id` maps ids of the inventory to nodes.

    `owners` gives, for each vendor that holds a lever, itself and everyone above it. `assumptions` are defaults
    of ours, each with the node that it stands on; `names` are display names of vendors.
    """

    nodes: tuple[Node, ...]
    by_id: dict[str, int]
    home: frozenset[str]
    owners: dict[str, frozenset[str]]
    names: dict[str, str]
    assumptions: tuple[Noted, ...] = ()


def reads(node: Node) -> tuple[int, ...]:
    """Indices of all nodes that `node` depends on in any way."""
    targets = [edge.target for edge in node.requires]
    if isinstance(node.gate, Choice):
        targets.extend(way.target for way in node.gate.ways)
    elif node.gate is not None:
        targets.extend(node.gate.members)
    if node.guard != NEVER:
        targets.append(node.guard)
    return tuple(targets)
