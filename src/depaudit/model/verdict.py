"""What the engine says about one service under one cutoff."""

from typing import Literal, NamedTuple

State = Literal["up", "degraded", "down", "unknown"]
CutKind = Literal["model", "vendor", "layer", "jurisdiction", "scenario"]


class Outage(NamedTuple):
    """An unbroken time down, in seconds after the cutoff; `end` is None while it lasts beyond the year."""

    start: int
    end: int | None


class Verdict(NamedTuple):
    """Survival of `service` under `cutoff` (times in seconds).

    `states` follows the horizons. `breach` is None where it hangs on unknown facts (it gates like True).
    `interruption` is None when open-ended. `path` leads from the service to what was cut; empty when up.
    `reasons` are the minimal sets of leaf components whose loss suffices. `decided_by` names the facts that
    would settle an unknown; `assumed` our defaults that this verdict rests on. `path_notes` says, for each
    step of the path, why it fails. `left` counts survivors of replicas: (component, available, needed, of).
    """

    service: str
    cutoff: str
    kind: CutKind
    foreign: bool
    states: tuple[tuple[int, State], ...]
    breach: bool | None
    first_down: int | None
    outages: tuple[Outage, ...]
    interruption: int | None
    path: tuple[str, ...] = ()
    path_notes: tuple[str, ...] = ()
    reasons: tuple[tuple[str, ...], ...] = ()
    assumed: tuple[str, ...] = ()
    decided_by: tuple[str, ...] = ()
    baseline: bool = False
    short_interruptions: tuple[Outage, ...] = ()
    basis: str = ""
    left: tuple[tuple[str, int, int, int], ...] = ()

    @property
    def gates(self) -> bool:
        """Whether this counts as a breach for the gate: an unknown counts like the worse answer."""
        return self.breach is not False and not self.baseline

    @property
    def begins(self) -> int | None:
        """The second at which the first outage begins, if there is one; `first_down` counts what is tolerated too."""
        return self.outages[0].start if self.outages else None

    @property
    def state(self) -> State:
        """State at the horizon that was asked for; at the last one where several were."""
        return self.states[-1][1]

    @property
    def worst_state(self) -> State:
        """The worst state at any horizon, `unknown` standing just below `down`."""
        order = ("up", "degraded", "unknown", "down")
        return max((state for _, state in self.states), key=order.index)

    def state_at(self, horizon: int) -> State:
        """State at `horizon` (days). Raises KeyError for a day that was not asked for."""
        for day, state in self.states:
            if day == horizon:
                return state
        raise KeyError(horizon)
