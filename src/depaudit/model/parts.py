"""What is known of the parts of an inventory, joined with the catalog, as rules read it."""

from typing import Literal, NamedTuple

from depaudit.errors import Position
from depaudit.model.inventory import NOWHERE, Contract, Purpose
from depaudit.model.verdict import CutKind

Role = Literal["primary", "fallback"]


class Behind(NamedTuple):
    """Something that the operator of a part itself runs on: by which relation, and who can order it.

    `sure` is false where it is one of several and nobody knows whether all of them are needed.
    """

    id: str
    name: str
    relation: str
    states: tuple[str, ...]
    sure: bool = True


class Part(NamedTuple):
    """A leaf component under some service.

    `control` are the states that can order who operates it (hosted) or makes it (run by oneself); `places` the
    countries where it runs; `frozen_by` the states that can stop new releases of it; `made_in` the states of who
    developed its model. `copy` is empty where nothing was said. Dates are ISO texts, empty where unknown. `purposes`
    says what it is required for.
    """

    id: str
    services: tuple[str, ...]
    critical: bool
    role: Role
    layer: str
    hosted: bool
    own: bool = False
    uses: str = ""
    missing: str = ""
    near: tuple[str, ...] = ()
    vendor: str = ""
    vendor_name: str = ""
    control: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    frozen_by: tuple[str, ...] = ()
    behind: tuple[Behind, ...] = ()
    model: str = ""
    weights: str = ""
    task: str = ""
    made_in: tuple[str, ...] = ()
    base_model: str = ""
    base_from: tuple[str, ...] = ()
    copy: str = ""
    verified: str = ""
    retires_on: str = ""
    purposes: tuple[Purpose, ...] = ()
    contract: Contract | None = None
    data: tuple[str, ...] = ()
    router: str = ""
    position: Position = NOWHERE


class GateFacts(NamedTuple):
    """A gate under some service: what stands in for what, and the foreign cuts that take all of it.

    `may_fall_under` take all of it if facts that are not known are bad; under `late_under` it is down for longer than
    the shortest RTO of its services, and comes back.
    """

    id: str
    kind: Literal["any_of", "k_of_n"]
    members: tuple[str, ...]
    needed: int
    services: tuple[str, ...]
    critical: bool
    falls_under: tuple[tuple[str, CutKind], ...]
    position: Position = NOWHERE
    may_fall_under: tuple[tuple[str, CutKind], ...] = ()
    late_under: tuple[tuple[str, CutKind], ...] = ()
