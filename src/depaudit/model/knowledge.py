"""What the catalog knows about the outside world: small frozen records, every claim with its provenance."""

from typing import Literal, NamedTuple

Trust = Literal["high", "medium", "any"]
FactConfidence = Literal["high", "medium", "unverified", "contested"]
Basis = Literal["precedent", "instrument", "theoretical"]
Ground = Literal["incorporation", "seat", "ultimate-parent", "middle-parent", "operator", "developer", "stated"]
Composition = Literal["any-of", "all-of", "unknown"]
Weights = Literal["open", "closed", "gated"]

TRUSTED: dict[str, frozenset[str]] = {
    "high": frozenset({"high"}),
    "medium": frozenset({"high", "medium"}),
    "any": frozenset({"high", "medium", "unverified", "contested"}),
}


class Fact(NamedTuple):
    """One dated claim. `subject` is the id of the record it is about; dates are ISO texts, None where unknown."""

    subject: str
    field: str
    value: str
    sources: tuple[str, ...] = ()
    as_of: str | None = None
    confidence: FactConfidence = "unverified"
    valid_until: str | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Stable name of the claim: `openai.control.US`."""
        return f"{self.subject}.{self.field}"

    def is_stale(self, as_of: str) -> bool:
        """Whether the claim ran out before the day `as_of` (ISO date)."""
        return self.valid_until is not None and self.valid_until < as_of

    def is_trusted(self, trust: Trust) -> bool:
        """Whether the claim may save somebody at this level of trust. A claim that hurts always counts."""
        return self.confidence in TRUSTED[trust]


class Control(NamedTuple):
    """One state that can order a company, and the ground on which it can. `pending` deals do not act yet."""

    state: str
    ground: Ground
    basis: Basis
    fact: Fact
    pending: bool = False


class Upstream(NamedTuple):
    """What a vendor or an offering itself depends on (semantics: "What a component loses").

    Upstreams of one `relation` form a group, composed as said; `binds` names the models or features that use
    this one (empty: all of them).
    """

    target: str
    relation: str
    fact: Fact
    composition: Composition = "unknown"
    binds: tuple[str, ...] = ()


class Vendor(NamedTuple):
    """A company or project: who can order it, whom it belongs to, and what it runs on."""

    id: str
    name: str
    kinds: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    control: tuple[Control, ...] = ()
    parents: tuple[str, ...] = ()
    obeys: tuple[str, ...] = ()
    upstreams: tuple[Upstream, ...] = ()
    facts: tuple[Fact, ...] = ()
    legal_entity: str = ""


class Offering(NamedTuple):
    """A product of a vendor: an API, a cloud, a piece of software, a package."""

    id: str
    name: str
    vendor: str
    kind: str
    delivery: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    control: tuple[Control, ...] = ()
    upstreams: tuple[Upstream, ...] = ()
    licence: str = ""
    api: str = ""
    hosts: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    migration: str = ""
    facts: tuple[Fact, ...] = ()

    @property
    def hosted(self) -> bool:
        """Whether the vendor runs it; otherwise it is something that one runs oneself."""
        return "saas" in self.delivery or not self.delivery


class Model(NamedTuple):
    """A model: who made it, whether its weights can be held, and under which licence. Memory in GB.

    `capabilities`: `tools`, `structured-output`. `dimension`: length of the vectors of an embedding model.
    `base_model`: the id of what it was made from, or `vendor/name` where the catalog does not hold that.
    `training`: (code or data, open, partial or closed).
    """

    id: str
    name: str
    family: str
    developer: str
    weights: Weights
    task: str = ""
    licence: str = ""
    aliases: tuple[str, ...] = ()
    repository: str = ""
    released: str = ""
    retires_on: str = ""
    context_tokens: int | None = None
    parameters_b: float | None = None
    active_b: float | None = None
    memory_fp16_gb: float | None = None
    memory_int4_gb: float | None = None
    modalities: tuple[str, ...] = ()
    quality: str = ""
    facts: tuple[Fact, ...] = ()
    capabilities: tuple[str, ...] = ()
    dimension: int | None = None
    languages: str = ""
    base_model: str = ""
    runtimes: tuple[str, ...] = ()
    training: tuple[tuple[str, str], ...] = ()


class Hardware(NamedTuple):
    """An accelerator or a machine: designer, memory in GB, bandwidth in TB/s, and what it is made of."""

    id: str
    name: str
    vendor: str
    memory_gb: float | None = None
    bandwidth_tb_s: float | None = None
    export_status: str = ""
    software: str = ""
    aliases: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    upstreams: tuple[Upstream, ...] = ()
    facts: tuple[Fact, ...] = ()


Record = Vendor | Offering | Model | Hardware
