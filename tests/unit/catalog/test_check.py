"""The checker finds each kind of fault, and nothing in a sound little catalog."""

from collections.abc import Callable
from pathlib import Path

import pytest

from depaudit.catalog.check import check
from depaudit.catalog.compile import compiled, main, out_of_step

FILES = {
    "catalog.yaml": "version: 2026.1\nas_of: 2026-11-01\n",
    "jurisdictions.yaml": """
blocs: [{id: EU, sources: [x], members: {1958-01-01: [DE]}}]
powers: [{state: US, basis: precedent, events: [letter], instruments: [act]}]
""",
    "regions.yaml": "regions:\n"
    "- {cloud: c, sources: [s], confidence: high, countries: {DE: [de-1]}}\n"
    "- {cloud: d, sources: [s], confidence: high, countries: {FR: [de-1]}}\n",
    "licences.yaml": "licences: [{id: MIT, name: MIT, sources: [x], confidence: high}]\n",
    "mechanisms.yaml": "mechanisms: [{id: directive, sources: [x]}]\n",
    "instruments.yaml": "instruments: [{id: act, sources: [x]}]\n",
    "events/letter.yaml": """
id: letter
mechanism: directive
instruments: [act]
date_imposed: 2026-01-02
date_lifted: 2026-01-05
replay: {literal: {vendors: [acme]}, analogue: {layers: [inference], control_jurisdiction: US}}
sources: [x]
""",
    "vendors/beta.yaml": "vendor: {id: beta, name: Beta}\n",
    "frameworks/f.yaml": "id: f\nname: F\nsources: [x]\n",
    "substitutes/acme.yaml": "substitutes: [{id: m, alternatives: [{model: m, sources: [x]}]}]\n",
    "signatures/pypi.yaml": "kind: pypi\nsignatures: [{signature: acme, vendor: acme, what: sdk, sources: [x]}]\n",
    "vendors/acme.yaml": """
vendor: {id: acme, name: Acme, control: [{state: US, grounds: [incorporation, seat]}],
  sources: [x], as_of: 2026-10-01, confidence: high}
offerings:
  - id: svc
    name: Service
    kind: inference-api
    delivery: [saas]
    hosts: ['{region}.acme.example']
    alternatives: [m]
    upstreams: [{target: acme, relation: model-api, binds: [acme, m, fam, 'feature:x']}]
models: [{id: m, name: M, family: fam, weights: open, licence: MIT, aliases: [acme/m], repository: acme/M}]
hardware: [{id: h, name: H, alternatives: [h]}]
""",
}

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


@pytest.fixture
def edit(sources: Path) -> Edit:
    def change(name: str, old: str, new: str) -> Path:
        path = sources / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        return sources

    return change


def test_a_sound_catalog_has_no_problem(sources: Path) -> None:
    assert check(sources) == []


ACME = "vendors/acme.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        (ACME, "sources: [x], as_of", "as_of", "has no source"),
        (ACME, "confidence: high", "confidence: contested", "does not say why"),
        (ACME, "confidence: high", "confidence: sure", "'sure' is not known"),
        (ACME, "as_of: 2026-10-01", "as_of: 2026-12-01", "after the day of the catalog"),
        (ACME, "as_of: 2026-10-01", "as_of: 2026-13-01", "is not a day"),
        (ACME, "as_of: 2026-10-01", "as_of: 2026", "is not a day"),
        (ACME, "as_of: 2026-10-01", "as_of: 2026-10-01, valid_until: 2026-09-01", "lies before as_of"),
        (ACME, "state: US", "state: UK", "'UK' is not a jurisdiction"),
        (ACME, "name: Acme,", "nam: Acme,", "did you mean 'name'"),
        (ACME, "name: Acme,", "name: '',", "name is missing"),
        (ACME, "name: Acme,", "name: Acme, parents: [acne],", "did you mean 'acme'"),
        (ACME, "name: Acme,", "name: Acme, parents: [acme],", "owns itself"),
        (ACME, "seat]}]", "seat]}, {state: US, ground: seat, pending: true}]", "both closed and pending"),
        (ACME, "seat]}]", "seat]}, {state: CA, ground: seat}]", "two states of seat"),
        (ACME, "id: acme,", "id: acne,", "a file of its own name"),
        (ACME, "kind: inference-api", "kind: inference-apis", "did you mean 'inference-api'"),
        (ACME, "[saas]", "[sas]", "did you mean 'saas'"),
        (ACME, "alternatives: [m]", "alternatives: [n]", "alternative 'n'"),
        (ACME, "alternatives: [h]", "alternatives: [n]", "alternative 'n'"),
        (ACME, "target: acme", "target: acne", "upstream 'acne'"),
        (ACME, "binds: [acme, ", "binds: [acne, ", "binds 'acne'"),
        (ACME, ", binds: [acme, m, fam, 'feature:x']", "", "binds nothing"),
        (ACME, "relation: model-api", "relation: owner", "relation: 'owner'"),
        (ACME, "licence: MIT", "licence: MTI", "did you mean 'MIT'"),
        (ACME, "licence: MIT", "licence: proprietary", "one of the two is wrong"),
        (ACME, "weights: open", "weights: open, active_b: 9, parameters_b: 3", "more parameters are active"),
        (ACME, "{id: m, name: M", "{id: m, name: M, weights: closed}, {id: m, name: M", "stands in"),
        ("events/letter.yaml", "mechanism: directive", "mechanism: order", "mechanism 'order'"),
        ("events/letter.yaml", "instruments: [act]", "instruments: [law]", "instrument 'law'"),
        ("events/letter.yaml", "vendors: [acme]", "vendors: [Acme]", "vendor 'Acme'"),
        ("events/letter.yaml", "layers: [inference]", "layers: [inference_api]", "layer 'inference_api'"),
        ("events/letter.yaml", "jurisdiction: US", "jurisdiction: UK", "'UK' is not a jurisdiction"),
        ("events/letter.yaml", "date_lifted: 2026-01-05", "date_lifted: 2026-01-01", "lifted before"),
        ("events/letter.yaml", "sources: [x]", "sources: []", "has no source"),
        ("frameworks/f.yaml", "sources: [x]", "sources: []", "has no source"),
        ("substitutes/acme.yaml", "model: m", "model: n", "model 'n'"),
        ("signatures/pypi.yaml", "vendor: acme", "vendor: acne", "vendor 'acne'"),
        ("signatures/pypi.yaml", "vendor: acme", "vendor: acme, offering: s", "offering 's'"),
        ("signatures/pypi.yaml", "vendor: acme", "vendor: beta, offering: svc", "'svc' is not of 'beta'"),
        (ACME, "weights: open,", "weights: open, claims: {quality: {note: n}},", "speaks of 'quality'"),
        ("signatures/pypi.yaml", "sources: [x]", "sources: []", "has no source"),
        ("regions.yaml", "confidence: high, ", "", "sources or confidence is missing"),
        ("regions.yaml", "FR:", "XX:", "'XX' is not a country"),
        ("jurisdictions.yaml", "events: [letter]", "events: [mail]", "event 'mail'"),
        ("jurisdictions.yaml", "events: [letter], ", "", "a precedent needs an event"),
        ("jurisdictions.yaml", "[DE]", "[XX]", "'XX' is not a jurisdiction"),
    ],
)
def test_each_fault_is_found(edit: Edit, name: str, old: str, new: str, message: str) -> None:
    problems = check(edit(name, old, new))
    assert any(message in str(problem) for problem in problems), problems


def test_a_compiled_form_that_lags_is_noticed(sources: Path, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    target = sources / "out"
    assert main(["--check"], sources, target) == 1
    assert main([], sources, target) == 0
    assert main(["--check"], sources, target) == 0
    assert out_of_step(sources, target) == ()
    edit(ACME, "name: Acme,", "name: Acme Inc,")
    assert main(["--check"], sources, target) == 1
    assert "names.tsv is not in step" in capsys.readouterr().err


def test_the_first_cloud_gives_a_shared_region_its_meaning(sources: Path) -> None:
    names = compiled(sources)["names.tsv"].decode()
    assert "region de-1\tDE\n" in names
    assert "region d de-1\tFR\n" in names
    assert "host *.acme.example\toffering:svc inference-api\n" in names
