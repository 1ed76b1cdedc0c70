"""Assumptions: defaults of ours that a verdict may rest on, noted while the graph is built."""

from typing import Literal

from depaudit.errors import Position
from depaudit.graph.levers import Resolved, says_nothing
from depaudit.graph.types import Noted
from depaudit.model.inventory import Component, Service, Switch
from depaudit.model.results import Assumption

_BEARS_ON: dict[str, Literal["loss", "pull", "place"]] = {
    "region": "place",
    "host": "place",
    "deployment": "place",
    "copy": "pull",
}


class Notes:
    """Collects assumptions, each with the node that it stands on and what decides whether it matters."""

    def __init__(self) -> None:
        self._found: list[Noted] = []

    def found(self) -> tuple[Noted, ...]:
        """All assumptions in the order of the inventory."""
        return tuple(self._found)

    def _note(self, node: int, code: str, subject: str, text: str, at: Position, watch: int | None = None) -> None:
        bears_on = _BEARS_ON.get(code, "loss")
        assumption = Assumption(f"{subject}.{code}", subject, text, position=at)
        self._found.append(Noted(node, node if watch is None else watch, bears_on, assumption))

    def service(self, index: int, service: Service) -> None:
        """What a service leaves open: criticality and RTO."""
        if service.criticality is None and service.weight is None:
            self._note(index, "criticality", service.id, "criticality not stated: medium", service.position)
        if service.rto is None:
            self._note(index, "rto", service.id, "RTO not stated: the default of its criticality", service.position)

    def component(self, index: int, component: Component, resolved: Resolved) -> None:
        """What a component leaves open: its host, its region, its copy, whether others run it."""
        if says_nothing(component) or not (component.uses or component.provider):
            return
        at = component.position
        hosted_by_other = resolved.hosted and not (component.provider and component.provider.own)
        if hosted_by_other and not component.region:
            self._note(index, "region", component.id, "region not stated: no place can be cut under it", at)
        if resolved.hosted:
            if resolved.offering is not None and component.deployment is None and len(resolved.offering.delivery) > 1:
                self._note(index, "deployment", component.id, "deployment not stated: hosted by its vendor", at)
            return
        if not component.requires and not component.gate and not component.region:
            text = "no host stated: it runs on the organisation's own floor"
            self._note(index, "host", component.id, text, at)
        if component.copy is None and resolved.layer != "hardware":
            self._note(index, "copy", component.id, "copy not stated: only on the disk that it runs from", at)

    def switch(self, node: int, first: int, gate: str, option: str, switch: Switch | None, at: Position) -> None:
        """What a fallback leaves open: how it is switched, how long that takes, which errors trigger it.

        It matters where the `first` option of the gate is lost.
        """
        subject = f"{gate}/{option}"
        if switch is None or (switch.mode is None and switch.time is None):
            self._note(node, "switch", subject, "switch not stated: by hand, 7 d", at, first)
        elif switch.time is None:
            default = "5 min" if switch.mode == "automatic" else "1 d"
            self._note(node, "switch", subject, f"switch time not stated: {default}", at, first)
        if switch is not None and switch.mode == "automatic" and switch.fires_on is None:
            self._note(node, "fires-on", subject, "errors that trigger the switch not stated: it fires", at, first)
