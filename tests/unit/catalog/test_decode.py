"""Plain records become frozen values; claims inherit what they do not say."""

from depaudit.catalog.decode import hardware_of, model_of, offering_of, vendor_of


def test_a_claim_inherits_from_its_record_and_overrides_it() -> None:
    vendor = vendor_of(
        {
            "id": "acme", "name": "Acme", "sources": ["register"], "as_of": "2026-01-01", "confidence": "high",
            "control": [{"state": "CH", "grounds": ["incorporation", "seat"]},
                        {"state": "US", "ground": "ultimate-parent", "confidence": "unverified", "sources": [],
                         "pending": True}],
            "parents": ["holding"],
        }
    )  # fmt: skip
    first, second, third = vendor.control
    assert (first.state, first.ground, second.ground) == ("CH", "incorporation", "seat")
    assert first.fact.sources == ("register",)
    assert first.fact.confidence == "high"
    assert first.fact.valid_until == "2029-01-01"
    assert (third.fact.confidence, third.fact.sources, third.pending) == ("unverified", (), True)
    assert third.fact.valid_until == "2027-07-01"
    assert third.fact.id == "acme.control.US"
    assert vendor.facts[3].field == "parents"


def test_a_record_that_says_nothing_is_unverified() -> None:
    vendor = vendor_of({"id": "acme", "control": [{"state": "CH"}]})
    assert vendor.name == "acme"
    assert vendor.control[0].ground == "stated"
    assert vendor.control[0].fact.confidence == "unverified"


def test_upstreams_keep_their_evidence() -> None:
    offering = offering_of(
        {
            "id": "svc", "vendor": "acme", "kind": "inference-api", "hosts": ["a.example", "b.example"],
            "upstreams": [{"target": "aws", "relation": "hosting", "evidence": "list of June", "sources": ["list"],
                           "confidence": "medium", "binds": ["llama"], "composition": "all-of"}],
        }
    )  # fmt: skip
    (edge,) = offering.upstreams
    assert (edge.target, edge.relation, edge.binds, edge.composition) == ("aws", "hosting", ("llama",), "all-of")
    assert (edge.fact.field, edge.fact.value) == ("upstream.hosting.aws", "list of June")
    assert offering.hosted
    assert [fact.value for fact in offering.facts if fact.field == "hosts"] == ["a.example, b.example"]


def test_a_claim_on_one_field_has_its_own_source() -> None:
    model = model_of(
        {
            "id": "m", "developer": "acme", "weights": "open", "licence": "unknown", "confidence": "medium",
            "sources": ["card"],
            "claims": {"licence": {"confidence": "unverified"}},
        }
    )  # fmt: skip
    confidence = {fact.field: fact.confidence for fact in model.facts}
    assert confidence == {"developer": "medium", "weights": "medium", "licence": "unverified"}
    assert model.family == "m"


def test_hardware() -> None:
    machine = hardware_of({"id": "h", "vendor": "acme", "memory_gb": 80, "valid_until": "2027-01-01"})
    assert machine.memory_gb == 80
    assert {fact.valid_until for fact in machine.facts} == {"2027-01-01"}
