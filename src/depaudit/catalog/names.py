"""What a name in an inventory or a configuration means: ids, aliases, gateway prefixes, dated snapshots."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from depaudit.model.knowledge import Hardware, Model, Offering
from depaudit.model.pattern import Pattern

if TYPE_CHECKING:
    from depaudit.catalog.store import Catalog

_KINDS: Final = {"service": "offering", "offering": "offering", "model": "model", "hardware": "hardware"}
_REGION: Final = Pattern(r"(?:us|eu|apac|au|jp|ca|us-gov|global)\.(?=[a-z0-9]+\.)")
_SUFFIXES: Final = (
    Pattern(r"-v\d+(?::\d+)?(?::\d+k)?$"),
    Pattern(r":(?:free|beta|extended|thinking|nitro|floor|online|latest|cloud|preview)$"),
    Pattern(r"@(?:default|latest|\d{8})$"),
    Pattern(r"[-_](?:\d{8}|20\d\d-\d\d-\d\d|latest)$"),
    Pattern(r"[-_](?:versatile|instant|turbo|fast|maas|fp8|fp8-dynamic|awq|int4|gguf|bf16|tee)$"),
    Pattern(r"[-_](?:instruct|chat|it)$"),
)


_HOSTS_OWN: Final = Pattern(r"^(?:databricks-)?(?:meta-)?(?=llama)")
_POINTED: Final = Pattern(r"(?<=-)v(\d+)p(\d+)(?=-)")


class Resolution(NamedTuple):
    """What `uses` names: an offering, a model, both (`offering/model`) or hardware.

    `unknown_model` holds the text of a model that the catalog does not know on an offering that it does.
    """

    offering: Offering | None = None
    model: Model | None = None
    hardware: Hardware | None = None
    unknown_model: str = ""


class Match(NamedTuple):
    """What a signature points to: kind and id of a record, and the kind of thing that the signature tells."""

    kind: str
    id: str
    what: str = ""

    @classmethod
    def parse(cls, value: str) -> "Match":
        """From the form that the compiled table has: `vendor:openai inference-api`."""
        reference, _, what = value.partition(" ")
        kind, _, identifier = reference.partition(":")
        return cls(kind, identifier, what)


def resolve(catalog: "Catalog", uses: str, *, self_hosted: bool | None = None) -> Resolution | None:
    """What `uses` names. Order: `service:ID` or `model:ID`; an id; `offering/model`; a name or alias.

    An id that is both a model and a service is the model if self-hosted, the service if hosted (the default).
    """
    text = uses.strip()
    kind, _, rest = text.partition(":")
    if kind in _KINDS and rest:
        return _by_id(catalog, rest, (_KINDS[kind],))
    order = ("model", "offering", "hardware") if self_hosted else ("offering", "model", "hardware")
    return (
        _by_id(catalog, text, order)
        or _by_path(catalog, text, self_hosted=bool(self_hosted))
        or _by_name(catalog, text, order)
    )


def _by_id(catalog: "Catalog", text: str, kinds: tuple[str, ...]) -> Resolution | None:
    for kind in kinds:
        if kind == "model" and (model := catalog.model(text)):
            return Resolution(model=model)
        if kind == "offering" and (offering := catalog.offering(text)):
            return Resolution(offering=offering)
        if kind == "hardware" and (hardware := catalog.hardware(text)):
            return Resolution(hardware=hardware)
    return None


def _by_path(catalog: "Catalog", text: str, *, self_hosted: bool) -> Resolution | None:
    """`offering/model`, or a gateway's id whose first part stands for an offering."""
    left, slash, right = text.partition("/")
    if not slash or not left or not right:
        return None
    offering = None if self_hosted and catalog.names("huggingface", text) else offering_named(catalog, left)
    if offering is None:
        return None
    model = model_named(catalog, text) or model_named(catalog, right)
    return Resolution(offering=offering, model=model, unknown_model="" if model else right)


def _by_name(catalog: "Catalog", text: str, kinds: tuple[str, ...]) -> Resolution | None:
    for kind in kinds:
        if kind == "model" and (model := model_named(catalog, text)):
            return Resolution(model=model)
        if kind == "offering" and (offering := offering_named(catalog, text)):
            return Resolution(offering=offering)
        if kind == "hardware":
            for reference in catalog.names("hardware", text):
                return Resolution(hardware=catalog.hardware(reference.partition(":")[2]))
    return None


def offering_named(catalog: "Catalog", text: str) -> Offering | None:
    """The offering with that gateway prefix (`azure`, `bedrock`, `vertex_ai`), id, name, alias or API host."""
    return (
        _offering_under(catalog, "litellm-prefix", text)
        or catalog.offering(text)
        or _offering_under(catalog, "offering", text)
        or (_offering_at(catalog, text) if "." in text else None)
    )


def _offering_at(catalog: "Catalog", host: str) -> Offering | None:
    return next(
        (catalog.offering(match.id) for match in catalog.lookup("host", host) if match.kind == "offering"), None
    )


def _offering_under(catalog: "Catalog", space: str, text: str) -> Offering | None:
    matches = (Match.parse(reference) for reference in catalog.names(space, text))
    return next((catalog.offering(match.id) for match in matches if match.kind == "offering"), None)


def model_named(catalog: "Catalog", text: str) -> Model | None:
    """The model that `text` means: an id, a gateway's id, a hub repository, a name, or a dated snapshot of one."""
    for candidate in _candidates(text):
        if found := catalog.model(candidate):
            return found
        spellings = (
            ("litellm", candidate),
            ("huggingface", candidate),
            ("model", candidate),
            ("model", slug(candidate)),
        )
        references = [reference for space, spelling in spellings for reference in catalog.names(space, spelling)]
        if references:
            return catalog.model(Match.parse(references[0]).id)
    return None


def _candidates(text: str) -> Iterator[str]:
    """`text`, then ever barer forms of it: without route, region, maker, version and date."""
    bare = text.strip().casefold()
    yield bare
    if "/" in bare:
        bare = bare.rpartition("/")[2]
        yield bare
    bare = _REGION.compiled.sub("", bare)
    maker, dot, rest = bare.partition(".")
    if dot and maker.isalpha() and rest:
        bare = rest
        yield bare
    plain = _POINTED.compiled.sub(r"\1.\2", _HOSTS_OWN.compiled.sub("", bare))
    if plain != bare:
        bare = plain
        yield bare
    for suffix in _SUFFIXES:
        shorter = suffix.compiled.sub("", bare)
        if shorter != bare:
            bare = shorter
            yield bare


def slug(text: str) -> str:
    """`text` without case, spaces and punctuation: how a name is compared when nothing closer fits."""
    return "~" + "".join(character for character in text.casefold() if character.isalnum())


def hosts_of(text: str) -> tuple[str, ...]:
    """The host name in `text` (a URL or a host), then the patterns that cover it, narrowest first."""
    host = text.strip().casefold().partition("://")[2] or text.strip().casefold()
    host = host.partition("/")[0].rpartition("@")[2].partition(":")[0]
    first, *rest = labels = host.split(".")
    middle = [".".join((first, "*", *rest[1:]))] if len(rest) > 2 else []
    ending = [".".join((f"*-{first.rpartition('-')[2]}", *rest))] if "-" in first else []
    return (host, *middle, *ending, *(".".join(("*", *labels[start:])) for start in range(1, len(labels) - 1)))
