"""Whether a licence lets this organisation use a model: yes, no, on a condition, or unknown. No silent yes."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from depaudit.analysis.alternatives.wish import Licensee, Limits, Wish
from depaudit.model.inventory import Organisation
from depaudit.model.jurisdiction import expand, name_of
from depaudit.model.knowledge import Model

Raw = Mapping[str, Any]


class Fit(NamedTuple):
    """The answer of one licence: `verdict`, and the reasons for anything but a plain yes."""

    verdict: Literal["yes", "conditional", "no", "unknown"]
    reasons: tuple[str, ...] = ()


def licensed(organisation: Organisation, wish: Wish) -> Wish:
    """The licensee as the inventory declares it, where the question leaves it open."""
    licensee = wish.licensee
    domicile = licensee.domicile or organisation.jurisdiction
    people = organisation.persons
    places = licensee.territories or (*(people.users or ()), *(people.operators or ()))
    if domicile is None and organisation.home:
        domicile = next((code for code in organisation.home if code != "EU"), organisation.home[0])
    return wish._replace(licensee=licensee._replace(domicile=domicile, territories=tuple(sorted(expand(places)))))


def licence_fit(licence: Raw | None, model: Model, licensee: Licensee, limits: Limits) -> Fit:
    """How `licence` (a record of the catalog) binds `licensee` in the use of `model`."""
    if licence is None or licence["id"] == "unknown":
        return Fit("unknown", ("no licence was found; check the model card",))
    terms = licence.get("terms") or {}
    commercial = terms.get("commercial", "unknown")
    if commercial == "unknown":
        return Fit("unknown", (f"the terms of {licence['name']} were not read",))
    refused = tuple(_refusals(licence, terms, model, licensee, limits))
    if refused:
        return Fit("no", refused)
    conditions = tuple(_conditions(licence, terms, model, licensee))
    return Fit("conditional", conditions) if conditions else Fit("yes")


def _refusals(licence: Raw, terms: Raw, model: Model, licensee: Licensee, limits: Limits) -> Iterator[str]:
    name = licence["name"]
    if terms["commercial"] == "none" and licensee.commercial:
        yield f"{name}: no commercial use"
    for state in _excluded(terms, model, licensee):
        yield f"{name}: no rights in {name_of(state)} ({_why(terms)})"
    for key, said, unit in (("revenue_cap", licensee.revenue, "USD yearly revenue"),
                            ("users_cap", licensee.users, "monthly users")):  # fmt: skip
        if key in terms and said is not None and said > terms[key] and licensee.commercial:
            yield f"{name}: only up to {terms[key]:,} {unit}, stated: {said:,.0f}"
    if "hosting_cap" in terms and licensee.hosts and (licensee.revenue or 0) > terms["hosting_cap"]:
        yield f"{name}: whoever hosts models for others needs an agreement above {terms['hosting_cap']:,} USD"
    if "copyleft" in terms and not licensee.copyleft:
        yield f"{name}: copyleft ({terms['copyleft']})"
    if limits.osi and not licence.get("osi_approved"):
        yield f"{name}: not approved by the OSI"
    if limits.osaid and not _osaid(licence, model):
        yield "not shown to meet the Open Source AI Definition (licence, code and data)"


def _conditions(licence: Raw, terms: Raw, model: Model, licensee: Licensee) -> Iterator[str]:
    name = licence["name"]
    if terms["commercial"] == "ask" and licensee.commercial:
        yield f"{name}: commercial use needs a notice, a registration or an authorisation"
    for key, said, unit in (("revenue_cap", licensee.revenue, "USD yearly revenue"),
                            ("users_cap", licensee.users, "monthly users")):  # fmt: skip
        if key in terms and said is None and licensee.commercial and terms[key] < 500_000_000:
            yield f"{name}: only up to {terms[key]:,} {unit}; yours is not stated"
    if "hosting_cap" in terms and licensee.hosts and licensee.revenue is None:
        yield f"{name}: whoever hosts models for others needs an agreement above {terms['hosting_cap']:,} USD"
    if "excludes" in terms and licensee.domicile is None and _applies(terms, model):
        states = ", ".join(map(name_of, terms["excludes"]))
        yield f"{name}: no rights in {states}; your domicile is not stated"
    if "copyleft" in terms:
        yield f"{name}: copyleft ({terms['copyleft']})"


def notes(licence: Raw) -> Iterator[str]:
    """What a user should know though it binds nobody today."""
    if (licence.get("terms") or {}).get("remote"):
        yield f"{licence['name']}: the licensor reserves a right to restrict or end the use"


def _excluded(terms: Raw, model: Model, licensee: Licensee) -> Iterator[str]:
    if not _applies(terms, model):
        return
    by_domicile = terms.get("excludes_by") == "domicile"
    places = {licensee.domicile, *(() if by_domicile else licensee.territories)} - {None}
    for state in terms.get("excludes", ()):
        if places & expand((state,)):
            yield state


def _applies(terms: Raw, model: Model) -> bool:
    """Whether an exclusion binds this model: the EU clause of Llama binds only what takes more than text."""
    return terms.get("excludes_only") != "multimodal" or multimodal(model)


def multimodal(model: Model) -> bool:
    """Whether a model takes or gives anything but text."""
    words = {word for flow in model.modalities for side in flow.split("->") for word in side.strip().split("+")}
    return bool(words & {"image", "video", "audio", "pdf"})


def _why(terms: Raw) -> str:
    return "binds by domicile" if terms.get("excludes_by") == "domicile" else "binds by territory"


def _osaid(licence: Raw, model: Model) -> bool:
    training = dict(model.training)
    return licence.get("osaid") == "terms-ok" and training.get("code") == training.get("data") == "open"
