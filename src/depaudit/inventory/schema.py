"""The inventory format, version 1, as pydantic definitions: the one place that says which keys exist.

Run time never imports this module: it is compiled into `schema_core.json` (see `compile`), which pydantic-core
validates with at a fraction of the start-up cost. Durations, dates and codes are texts here and are read,
with messages fit for people, when the validated data becomes the model.
"""

from typing import Annotated, Any, Literal, NotRequired, Required

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

from depaudit.model.layer import LAYER_OF_KIND

Id = Annotated[str, Field(min_length=1, max_length=200, description="Id, unique among services and components.")]
Text = Annotated[str, Field(max_length=20_000)]
Duration = Annotated[str, Field(description="30m, 4h, 2d, 6w, 1y or ISO 8601.", examples=["4h"], max_length=60)]
Day = Annotated[str, Field(description="A date, YYYY-MM-DD.", examples=["2026-09-01"], max_length=20)]
Code = Annotated[str, Field(description="ISO 3166-1 alpha-2 code, or EU.", examples=["CA"], max_length=20)]
Number = Annotated[float, Field(ge=0, le=1e18, strict=True)]
Kind = Annotated[str, Field(max_length=20_000, json_schema_extra={"enum": list(LAYER_OF_KIND)})]
Words = Annotated[list[Text], Field(max_length=1_000)]

CLOSED = ConfigDict(extra="forbid")


@with_config(CLOSED)
class Persons(TypedDict, total=False):
    """Nationalities of people, coarse and aggregate."""

    users: list[Code]
    operators: list[Code]


@with_config(CLOSED)
class Organisation(TypedDict, total=False):
    """Who asks, and which jurisdictions are its own."""

    name: Text
    jurisdiction: Code
    home: Code | list[Code]
    persons: Persons


@with_config(CLOSED)
class Switch(TypedDict, total=False):
    """How a fallback is brought into use."""

    mode: Literal["automatic", "manual"]
    time: Duration
    fires_on: Words
    tested: Day


@with_config(CLOSED)
class Option(TypedDict, total=False):
    """One way in an ordered choice."""

    id: Required[Id]
    switch: Switch
    lasts: Duration


@with_config(CLOSED)
class Replicas(TypedDict):
    """At least k of these must be available."""

    k: Annotated[int, Field(ge=1, le=1_000_000, strict=True)]
    of: Annotated[list[Id], Field(min_length=1)]


Options = Annotated[list[Id | Option], Field(min_length=1)]


@with_config(CLOSED)
class Item(TypedDict, total=False):
    """One requirement: the id of what is needed, or a gate written in place."""

    id: Id
    any_of: Options
    k_of_n: Replicas
    switch: Switch
    survives: Duration


Item.__annotations__["for"] = NotRequired[Literal["run", "quality", "deploy", "train", "support"]]

Requires = list[Id | Item]


@with_config(CLOSED)
class Service(TypedDict, total=False):
    """What the organisation delivers."""

    id: Required[Id]
    name: Text
    description: Text
    owner: Text
    tags: Words
    criticality: Literal["critical", "high", "medium", "low"]
    weight: Number
    rto: Duration
    persons: Persons
    requires: Requires
    any_of: Options
    k_of_n: Replicas
    switch: Switch


@with_config(CLOSED)
class Provider(TypedDict, total=False):
    """Who operates a component, or makes it where it is self-hosted."""

    name: Text
    jurisdiction: Code
    own: bool


@with_config(CLOSED)
class Copy(TypedDict, total=False):
    """What is held here of something that comes from elsewhere."""

    state: Literal["none", "local", "mirrored"]
    at: Id
    verified: Day


@with_config(CLOSED)
class Usage(TypedDict, total=False):
    """How much a component is used. Money is a number with a currency: 40000 EUR."""

    tokens_per_month: Number
    requests_per_month: Number
    spend_per_month: Number | Text


@with_config(CLOSED)
class Contract(TypedDict, total=False):
    """Terms that decide how fast one can leave."""

    notice: Duration
    renewal: Day
    exit_plan: bool
    exit_tested: Day


@with_config(CLOSED)
class Component(TypedDict, total=False):
    """Anything that a service needs: a leaf, requirements and one gate, in any mix."""

    id: Required[Id]
    name: Text
    description: Text
    owner: Text
    tags: Words
    uses: Text
    via: Text
    provider: Provider | Text
    kind: Kind
    model: Text
    developer: Text
    weights: Literal["open", "closed"]
    licence: Text
    base_model: Text
    retires_on: Day
    deployment: Literal["hosted", "self-hosted", "on-device"]
    region: Text | list[Text]
    copy: Literal["none", "local", "mirrored"] | Copy
    requires: Requires
    any_of: Options
    k_of_n: Replicas
    switch: Switch
    usage: Usage
    contract: Contract
    data: Words


@with_config(CLOSED)
class Objective(TypedDict, total=False):
    """A tolerance that the organisation declares: these services survive these cuts."""

    services: Required[Text | list[Text]]
    survive: Required[Text | list[Text]]
    within: Duration
    at_least: Literal["up", "degraded"]


Objective.__annotations__["for"] = NotRequired[Duration]


@with_config(CLOSED)
class Waiver(TypedDict, total=False):
    """An accepted finding."""

    rule: Required[Text]
    subject: Required[Text]
    reason: Required[Annotated[str, Field(min_length=3, max_length=2_000)]]
    cut: Text
    owner: Text
    expires: Day
    severity: Literal["critical", "high", "medium", "low", "info"]
    path: Annotated[str, Field(max_length=64)]


@with_config(CLOSED)
class Inventory(TypedDict, total=False):
    """An organisation's AI stack, format version 1."""

    depaudit: Required[Literal[1]]
    organisation: Organisation
    services: list[Service]
    components: list[Component]
    objectives: list[Objective]
    waivers: list[Waiver]
    catalog: dict[str, Any]
    sources: list[dict[str, Any]]
    include: Text | list[Text]
