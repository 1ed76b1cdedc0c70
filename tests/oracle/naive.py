"""The semantics of cutoffs, written down once more in the most naive way, from the specification alone.

Times are whole seconds. One scenario at a time; each elementary interval of time is settled by iterating to the
fixpoint in the text: available = the least Y with Y = (the greatest X with X = F), where F reads requirements and
first options from X, and all other options and members from Y.
"""

import re
from typing import Any, NamedTuple

DAY = 86_400
YEAR = 365 * DAY
EU = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"),
    *("LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": DAY, "w": 7 * DAY, "y": YEAR}
PURPOSE = {"run": (0, 0), "quality": (None, 0), "deploy": (None, 30), "train": (None, 180), "support": (None, 365)}
RTO = {"critical": 4 * 3_600, "high": DAY, "medium": 3 * DAY, "low": 7 * DAY}

Raw = dict[str, Any]
History = list[tuple[int, set[str]]]


class Outcome(NamedTuple):
    """What happens to one service: states by day, outages and all down time in seconds."""

    states: list[str]
    outages: list[tuple[int, int | None]]
    interruption: int | None


def seconds(text: str) -> int:
    """A duration such as 4h or 2d."""
    found = re.fullmatch(r"(\d+)([smhdwy])", text)
    assert found
    return int(found[1]) * UNITS[found[2]]


def evaluate(inventory: Raw, cut: str, days: tuple[int, ...] = (0, 30, 365)) -> dict[str, Outcome]:
    """The outcome of every service under one cut: a state, EU, or vendor:NAME; unknown levers on and off."""
    off, on = (_World(inventory, cut, unknown=flag).outcomes(days) for flag in (False, True))
    merged = {}
    for name, one in off.items():
        other = on[name]
        states = [a if a == b else "unknown" for a, b in zip(one.states, other.states, strict=True)]
        merged[name] = other._replace(states=states)
    return merged


class _World:
    def __init__(self, inventory: Raw, cut: str, *, unknown: bool) -> None:
        self.cut, self.unknown = cut, unknown
        self.home = set(inventory.get("organisation", {}).get("home", ["CA"]))
        self.things: dict[str, Raw] = {one["id"]: one for one in inventory["components"]}
        self.services: dict[str, Raw] = {one["id"]: one for one in inventory["services"]}
        self.things.update(self.services)
        self.gates: dict[str, Raw] = {}
        self.levers = {name: self._pulled(one) for name, one in self.things.items()}
        self.history: History = []
        self._run()

    def _states(self) -> set[str]:
        if ":" in self.cut:
            return set()
        return {"EU"} | EU if self.cut == "EU" else {self.cut}

    def _pulled(self, thing: Raw) -> list[tuple[int | None, int | None, int | None]]:
        """Pulled levers as (blocked from, impairs from, impairs from while the keeper is down)."""
        found: list[tuple[int | None, int | None, int | None]] = []
        region = thing.get("region")
        places = {region} if isinstance(region, str) else set(region or ())
        if places and places <= self._states():
            found.append((0, None, None))
        provider = thing.get("provider")
        foreign_cut = ":" not in self.cut and self.cut not in self.home
        if provider is not None and not provider.get("own") and self._orders(provider, foreign=foreign_cut):
            found.append(self._effect(thing))
        says = ("uses", "provider", "region", "requires", "any_of", "k_of_n")
        if (
            thing["id"] not in self.services
            and not any(thing.get(key) for key in says)
            and foreign_cut
            and self.unknown
        ):
            found.append((0, None, None))
        return found

    def _orders(self, provider: Raw, *, foreign: bool) -> bool:
        if self.cut == f"vendor:{provider.get('name')}":
            return True
        if "jurisdiction" in provider:
            return provider["jurisdiction"] in self._states()
        return foreign and self.unknown

    def _effect(self, thing: Raw) -> tuple[int | None, int | None, int | None]:
        hardware = thing.get("kind") == "accelerator"
        mode = thing.get("deployment", "self-hosted" if hardware else "hosted")
        if mode == "hosted":
            return 0, None, None
        if hardware:
            return None, 180 * DAY, None
        copy = thing.get("copy", "local")
        state = copy if isinstance(copy, str) else copy.get("state", "mirrored")
        keeper = not isinstance(copy, str) and "at" in copy
        if state == "mirrored":
            return None, YEAR, 30 * DAY if keeper else None
        return (None, 30 * DAY, None) if state == "local" else (7 * DAY, 0, None)

    def _switch(self, gate: Raw, option: Any) -> int:
        switch = option.get("switch") if isinstance(option, dict) and "switch" in option else gate.get("switch")
        if switch is None:
            return 7 * DAY
        mode = switch.get("mode")
        default = {"automatic": 300, "manual": DAY, None: 7 * DAY}[mode]
        time = seconds(switch["time"]) if "time" in switch else default
        silent = mode == "automatic" and "fires_on" in switch and "not_found" not in switch["fires_on"]
        return max(time, DAY) if silent else time

    def _run(self) -> None:
        """Forward in time: at each moment settle who is down, then note when something may change next."""
        moments = {0, *(second for levers in self.levers.values() for lever in levers for second in lever if second)}
        for thing in self.things.values():
            for gate in [thing, *(item for item in thing.get("requires", ()) if isinstance(item, dict))]:
                for option in gate.get("any_of", [])[1:]:
                    moments.add(self._switch(gate, option))
                    if isinstance(option, dict) and "lasts" in option:
                        moments.add(seconds(option["lasts"]))
        waits = {seconds(item["survives"]) for thing in self.things.values() for item in thing.get("requires", ())
                 if isinstance(item, dict) and "survives" in item}  # fmt: skip
        waiting, done = sorted(moments), set()
        while waiting:
            now = waiting.pop(0)
            if now in done or now > YEAR:
                continue
            done.add(now)
            down = self._settle(now)
            if not self.history or self.history[-1][1] != down:
                self.history.append((now, down))
                waiting = sorted({*waiting, *(now + wait for wait in waits)} - done)

    def _settle(self, now: int) -> set[str]:
        everything = set(self.things)
        y: set[str] = set()
        while True:
            x = set(everything)
            while True:
                following = {name for name in everything if self._available(name, now, x, y)}
                if following == x:
                    break
                x = following
            if x == y:
                return everything - x
            y = x

    def _available(self, name: str, now: int, x: set[str], y: set[str]) -> bool:
        thing = self.things[name]
        if any(blocked is not None and blocked <= now for blocked, _, _ in self.levers[name]):
            return False
        if not self._gate_holds(thing, now, x, y):
            return False
        return not any(self._item_fails(item, now, x, y) for item in thing.get("requires", ()))

    def _item_fails(self, item: Any, now: int, x: set[str], y: set[str]) -> bool:
        if isinstance(item, str):
            return item not in x
        wait = seconds(item["survives"]) if "survives" in item else PURPOSE[item.get("for", "run")][0]
        if wait is None:
            return False
        if "id" not in item:
            down_now = not self._gate_holds(item, now, x, y)
            return down_now and wait == 0
        return item["id"] not in x and (wait == 0 or self._long_down(item["id"], now, wait))

    def _long_down(self, name: str, now: int, wait: int) -> bool:
        """Whether it was down at every moment of [now - wait, now)."""
        if now - wait < 0:
            return False
        states = [down for start, down in self.history if start <= now - wait][-1:]
        states += [down for start, down in self.history if now - wait < start < now]
        return bool(states) and all(name in down for down in states)

    def _gate_holds(self, gate: Raw, now: int, x: set[str], y: set[str]) -> bool:
        if "any_of" in gate:
            for number, option in enumerate(gate["any_of"]):
                target = option if isinstance(option, str) else option["id"]
                if number == 0:
                    usable = target in x
                else:
                    ends = seconds(option["lasts"]) if isinstance(option, dict) and "lasts" in option else None
                    usable = target in y and now >= self._switch(gate, option) and (ends is None or now < ends)
                if usable:
                    return True
            return False
        if "k_of_n" in gate:
            return sum(name in y for name in gate["k_of_n"]["of"]) >= int(gate["k_of_n"]["k"])
        return True

    def _down_at(self, now: int) -> set[str]:
        return [down for start, down in self.history if start <= now][-1]

    def _impaired(self, now: int) -> set[str]:
        down = self._down_at(now)
        found: set[str] = set()
        while True:
            more = {name for name in self.things if name not in found and self._is_impaired(name, now, down, found)}
            if not more:
                return found
            found |= more

    def _is_impaired(self, name: str, now: int, down: set[str], found: set[str]) -> bool:
        thing = self.things[name]
        copy = thing.get("copy")
        keeper = copy.get("at") if isinstance(copy, dict) else None
        for _, felt, guarded in self.levers[name]:
            if (felt is not None and felt <= now) or (guarded is not None and guarded <= now and keeper in down):
                return True
        if self._gate_impairs(thing, down, found):
            return True
        return any(self._item_impairs(item, now, down, found) for item in thing.get("requires", ()))

    def _item_impairs(self, item: Any, now: int, down: set[str], found: set[str]) -> bool:
        if isinstance(item, str):
            return item in down or item in found
        purpose = item.get("for", "run")
        after = PURPOSE[purpose][1]
        assert after is not None
        if "id" not in item:
            lost = not self._gate_holds(item, now, set(self.things) - down, set(self.things) - down)
            return purpose in ("run", "quality") and (lost or self._gate_impairs(item, down, found))
        if purpose in ("run", "quality"):
            return item["id"] in down or item["id"] in found
        return item["id"] in down and self._long_down(item["id"], now, after * DAY)

    def _gate_impairs(self, gate: Raw, down: set[str], found: set[str]) -> bool:
        if "any_of" in gate:
            first = gate["any_of"][0]
            target = first if isinstance(first, str) else first["id"]
            return target in down or target in found
        if "k_of_n" in gate:
            good = [name for name in gate["k_of_n"]["of"] if name not in down and name not in found]
            return len(good) < int(gate["k_of_n"]["k"])
        return False

    def outcomes(self, days: tuple[int, ...]) -> dict[str, Outcome]:
        """The outcome of every service."""
        impaired = {day: self._impaired(day * DAY) for day in days}
        return {name: self._outcome(name, one, days, impaired) for name, one in self.services.items()}

    def _outcome(self, name: str, service: Raw, days: tuple[int, ...], impaired: dict[int, set[str]]) -> Outcome:
        rto = seconds(service["rto"]) if "rto" in service else RTO[service.get("criticality", "medium")]
        gaps: list[tuple[int, int | None]] = []
        for start, down in self.history:
            if name in down and (not gaps or gaps[-1][1] is not None):
                gaps.append((start, None))
            elif name not in down and gaps and gaps[-1][1] is None:
                gaps[-1] = (gaps[-1][0], start)
        outages = [(start, end) for start, end in gaps if end is None or end - start > rto]
        states = []
        for day in days:
            inside = [gap for gap in gaps if gap[0] <= day * DAY and (gap[1] is None or day * DAY < gap[1])]
            if inside:
                states.append("down" if inside[0] in outages else "degraded")
            else:
                states.append("degraded" if name in impaired[day] else "up")
        lost = None if any(end is None for _, end in gaps) else sum((end or 0) - start for start, end in gaps)
        return Outcome(states, outages, lost)
