"""What LiteLLM's router tries: each verdict was seen with the router itself, before a server that answers 404."""

from itertools import pairwise
from typing import Any

import pytest

from depaudit.importers.draft import Draft
from depaudit.importers.litellm_names import covers
from unit.importers.common import codes, component, draft, state

GONE = "openai/gpt-5"
LEFT = "ollama/llama3"


def config(models: dict[str, str], fallbacks: Any = None, **settings: Any) -> Draft:
    """`models` by public name; `settings` are the router's."""
    told = {**settings, **({"fallbacks": fallbacks} if fallbacks is not None else {})}
    listed = [{"model_name": name, "litellm_params": {"model": model}} for name, model in models.items()]
    return draft({"model_list": listed, "router_settings": told}, "litellm")


def chain(names: str) -> Draft:
    """Each name falls back to the next; only the last one is left."""
    models = {**dict.fromkeys(names, GONE), names[-1]: LEFT}
    return config(models, [{one: [following]} for one, following in pairwise(names)])


def test_five_hops_are_followed() -> None:
    assert state(chain("abcdef"), "US", "a") == "degraded"


def test_the_sixth_hop_is_not() -> None:
    found = chain("abcdefg")
    assert state(found, "US", "a") == "down"
    assert state(found, "US", "b") == "degraded"
    assert component(found, "a")["any_of"] == ["a/1", "b/1", "c/1", "d/1", "e/1", "f/1"]
    assert ("unreachable-fallback", "a") in codes(found)
    assert ("unreachable-fallback", "b") not in codes(found)


def test_many_side_by_side_are_one_hop() -> None:
    models = {**dict.fromkeys("abcdefg", GONE), "h": LEFT}
    assert state(config(models, [{"a": list("bcdefgh")}]), "US", "a") == "degraded"


def test_no_fallback_is_followed_where_none_is_allowed() -> None:
    found = config({"a": GONE, "c": LEFT}, [{"a": ["c"]}], max_fallbacks=0)
    assert state(found, "US", "a") == "down"
    assert "follows no fallback" in next(one.text for one in found.remarks if one.code == "unreachable-fallback")


def test_a_circle_with_a_way_out_is_followed_to_the_way_out() -> None:
    found = config({"a": GONE, "b": GONE, "c": LEFT}, [{"a": ["b"]}, {"b": ["a", "c"]}])
    assert state(found, "US", "a") == "degraded"
    assert ("cyclic-fallback", "a") in codes(found)


def test_the_second_of_a_list_brings_its_chain_along() -> None:
    found = config({"a": GONE, "b": GONE, "c": GONE, "d": LEFT}, [{"a": ["b", "c"]}, {"c": ["d"]}])
    assert state(found, "US", "a") == "degraded"


@pytest.mark.parametrize("settings", [{}, {"default_fallbacks": ["c"]}])
def test_a_target_does_not_take_along_what_serves_all(settings: dict[str, Any]) -> None:
    star: list[Any] = [] if settings else [{"*": ["c"]}]
    found = config({"a": GONE, "b": GONE, "c": LEFT}, [{"a": ["b"]}, *star], **settings)
    assert state(found, "US", "a") == "down"
    assert state(found, "US", "b") == "degraded"


def test_an_empty_chain_keeps_the_default_away() -> None:
    found = config({"a": GONE, "c": LEFT}, [{"a": []}], default_fallbacks=["c"])
    assert state(found, "US", "a") == "down"
    assert ("empty-fallback", "a") in codes(found)


def test_the_last_chain_for_all_counts() -> None:
    found = config({"a": GONE, "b": GONE, "c": LEFT}, [{"*": ["b"]}, {"*": ["c"]}])
    assert component(found, "a")["any_of"] == ["a/1", "c"]


def test_the_first_chain_of_a_name_counts() -> None:
    found = config({"a": GONE, "b": GONE, "c": LEFT}, [{"a": ["b"]}, {"a": ["c"]}])
    assert component(found, "a")["any_of"] == ["a/1", "b"]


def test_an_alias_does_not_get_the_chain_of_its_group() -> None:
    found = config({"a": GONE, "c": LEFT}, [{"a": ["c"]}], model_group_alias={"al": "a"})
    assert state(found, "US", "a") == "degraded"
    assert state(found, "US", "al") == "down"
    assert ("imaginary-fallback", "al") in codes(found)


@pytest.mark.parametrize(
    ("fallbacks", "settings"), [([{"al": ["c"]}], {}), ([{"*": ["c"]}], {}), ([], {"default_fallbacks": ["c"]})]
)
def test_an_alias_gets_its_own_chain_and_what_serves_all(fallbacks: list[Any], settings: dict[str, Any]) -> None:
    found = config({"a": GONE, "c": LEFT}, fallbacks, model_group_alias={"al": "a"}, **settings)
    assert state(found, "US", "al") == "degraded"


def test_an_alias_is_a_target_without_the_chain_of_its_group() -> None:
    models = {"a": GONE, "b": GONE, "c": LEFT}
    found = config(models, [{"a": ["al"]}, {"b": ["c"]}], model_group_alias={"al": "b"})
    assert component(found, "a")["any_of"] == ["a/1", "b/1"]
    assert state(found, "US", "a") == "down"


def test_an_alias_wins_over_a_group_of_its_name() -> None:
    found = config({"a": LEFT, "b": GONE}, model_group_alias={"a": "b"})
    assert state(found, "US", "a") == "down"
    assert ("unreachable-fallback", "a") in codes(found)


@pytest.mark.parametrize("told", ["nobody", ["a", "c"], "al", 7])
def test_an_alias_of_nothing_is_no_name(told: Any) -> None:
    found = config({"a": GONE, "c": LEFT}, model_group_alias={"al": "a", "am": told})
    assert found.groups == ("a", "c", "al")
    assert ("dangling-fallback", "gateway") in codes(found)


@pytest.mark.parametrize("alias", ["al", "a"])
def test_a_fallback_to_an_alias_of_itself_is_none(alias: str) -> None:
    found = config({"a": GONE}, [{"a": [alias]}], model_group_alias={"al": "a"})
    assert ("self-fallback", "a") in codes(found)


def test_a_target_may_be_the_id_of_a_deployment() -> None:
    entries = [
        {"model_name": "a", "litellm_params": {"model": GONE}},
        {"model_name": "b", "litellm_params": {"model": GONE}},
        {"model_name": "b", "litellm_params": {"model": LEFT}, "model_info": {"id": "no-7"}},
    ]
    found = draft({"model_list": entries, "router_settings": {"fallbacks": [{"a": ["no-7"]}]}}, "litellm")
    assert component(found, "a")["any_of"] == ["a/1", "b/2"]


def test_a_target_may_have_parameters() -> None:
    found = config({"a": GONE, "c": LEFT}, [{"a": [{"model": "c", "max_tokens": 5}]}])
    assert component(found, "a")["any_of"] == ["a/1", "c"]


def test_a_wildcard_answers_to_the_target_of_a_chain() -> None:
    found = config({"a": GONE, "mistral/*": "mistral/*", "*": "*"}, [{"a": ["mistral/mistral-large-2512"]}])
    assert component(found, "a")["any_of"] == ["a/1", "mistral/mistral-large-2512"]
    assert component(found, "mistral/mistral-large-2512")["uses"] == "mistral/mistral-large-2512"
    assert found.groups == ("a", "mistral/*", "*")
    assert "dangling-fallback" not in {code for code, _ in codes(found)}


def test_a_chain_under_a_pattern_serves_nobody() -> None:
    found = config({"openai/*": "openai/*", "c": LEFT}, [{"openai/*": ["c"]}])
    assert ("imaginary-fallback", "openai/*") in codes(found)
    assert state(found, "US", "openai/*") == "down"


def test_a_name_with_a_chain_that_a_wildcard_covers_is_public() -> None:
    found = config({"openai/*": "openai/*", "c": LEFT}, [{"openai/gpt-5": ["c"]}])
    assert found.groups == ("openai/*", "c", "openai/gpt-5")
    assert state(found, "US", "openai/gpt-5") == "degraded"
    assert state(found, "US", "openai/*") == "down"


def test_a_name_of_its_own_wins_over_the_wildcard() -> None:
    found = config({"openai/gpt-5": GONE, "openai/*": LEFT})
    assert state(found, "US", "openai/gpt-5") == "down"


@pytest.mark.parametrize(("prefix", "verdict"), [("openai", "degraded"), ("team", "down")])
def test_a_chain_serves_a_name_without_its_provider(prefix: str, verdict: str) -> None:
    found = config({f"{prefix}/gpt-5": GONE, "c": LEFT}, [{"gpt-5": ["c"]}])
    assert state(found, "US", f"{prefix}/gpt-5") == verdict
    assert (("dangling-fallback", "gateway") in codes(found)) is (verdict == "down")


@pytest.mark.parametrize("fallbacks", [[{"a": ["c"], "b": ["c"]}], {"b": ["c"]}, [{"b": "c"}], ["c"], [{}]])
def test_what_keeps_the_router_from_starting_is_said(fallbacks: Any) -> None:
    found = config({"a": GONE, "b": GONE, "c": LEFT}, fallbacks)
    assert ("imaginary-fallback", "gateway") in codes(found)
    assert state(found, "US", "b") == "down"


def test_an_empty_list_of_the_router_leaves_those_of_the_other_section() -> None:
    models = [{"model_name": name, "litellm_params": {"model": GONE}} for name in "ab"]
    sections = {"router_settings": {"fallbacks": []}, "litellm_settings": {"fallbacks": [{"a": ["b"]}]}}
    assert component(draft({"model_list": models, **sections}, "litellm"), "a")["any_of"] == ["a/1", "b"]


@pytest.mark.parametrize(
    ("pattern", "name", "part"),
    [("openai/*", "openai/gpt", "gpt"), ("*", "x", "x"), ("a*b", "ab", ""), ("a*b", "axc", None),
     ("aa*aa", "aaa", None), ("a", "a", None), ("*", "", None)],
)  # fmt: skip
def test_what_a_star_stands_for(pattern: str, name: str, part: str | None) -> None:
    assert covers(pattern, name) == part


def test_long_chains_and_circles_cost_little() -> None:
    names = [f"n{number}" for number in range(2000)]
    models = dict.fromkeys(names, GONE)
    for links in (pairwise(names), pairwise([*names, names[0]])):
        found = config(models, [{one: [following]} for one, following in links], max_fallbacks=10**9)
        assert len(component(found, "n0")["any_of"]) == 101
