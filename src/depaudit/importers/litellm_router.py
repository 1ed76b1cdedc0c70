"""What LiteLLM's router tries after a name: which chain serves it, what a target brings along, how deep that goes.

Observed with the router of litellm 1.108.7 and 1.110.2 against a server that answers with errors:

- The chain of a name is the one under exactly that name, else under the name without its provider, else under `*`.
  `default_fallbacks` are the chain under `*`. A pattern such as `openai/*` is no key: nobody asks for that name.
- A target is a public name, an alias, a name that a wildcard of model_list covers, or the id of a deployment.
- A target brings its own chain along, though not the one under `*`. `max_fallbacks` is how deep that goes: five hops
  unless said otherwise. What was tried once is not tried again.
- An alias is looked up under its own name: the chain of the group behind it does not serve it.
- An entry with several names, and a chain that is no list, keep the router from starting.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from depaudit.importers.builder import GATEWAY, Builder, list_of, mapping_of
from depaudit.importers.draft import Source
from depaudit.importers.litellm_names import SETTINGS, STAR, Names, target_of

MAX_HOPS: Final = 5
MOST_HOPS: Final = 100
"""Where more are allowed, no more are counted on."""
LONGEST_CIRCLE: Final = 10
"""Of chains that are said to lead back: longer ones are told as chains."""
PROVIDERS: Final = frozenset({
    "anthropic", "azure", "azure_ai", "bedrock", "cohere", "databricks", "deepinfra", "deepseek", "fireworks_ai",
    "gemini", "groq", "hosted_vllm", "huggingface", "mistral", "ollama", "ollama_chat", "openai", "openrouter",
    "perplexity", "replicate", "sagemaker", "together_ai", "vertex_ai", "watsonx", "xai",
})  # fmt: skip
"""Prefixes that the router takes off a name when it looks for a chain."""


def setting(config: Mapping[str, Any], key: str) -> tuple[Any, Mapping[str, Any]]:
    """What is said under a key, and the section that says it: `router_settings` wins where it says something."""
    for section in SETTINGS:
        settings = mapping_of(config.get(section))
        if settings.get(key) not in (None, [], {}, ""):
            return settings[key], settings
    return None, {}


def number(config: Mapping[str, Any], key: str, default: int) -> int:
    """A number among the settings; `default` where none is said."""
    told, _ = setting(config, key)
    return told if isinstance(told, int) and not isinstance(told, bool) and told >= 0 else default


class Fallbacks:
    """The chains of a configuration, and what they come to for each name."""

    def __init__(self, config: Mapping[str, Any], names: Names, built: Builder) -> None:
        self.config, self.names, self.built = config, names, built
        self.hops = min(number(config, "max_fallbacks", MAX_HOPS), MOST_HOPS)
        self.listed, self.places = self._listed("fallbacks")
        default, section = setting(config, "default_fallbacks")
        if isinstance(default, list):
            self.listed[STAR], self.places[STAR] = default, Source(section, "default_fallbacks")
        self._keys()
        told = {name: self.key_of(name) for name in (*names.public, *names.aliases)}
        found = {name: self._real(name, key) for name, key in told.items() if key is not None}
        self.chains = {name: chain for name, chain in found.items() if chain}
        self._aliases()
        self.cut: dict[str, list[str]] = {}
        """Names whose chains go deeper than the router does: what it tries after each of them."""
        for name in self._deep():
            self._loop(name)

    def serves_one_error(self, key: str) -> Mapping[str, Source]:
        """The names that have fallbacks under `key`, which serve one error alone, and where."""
        listed, places = self._listed(key)
        return {name: places[name] for name, targets in listed.items() if targets}

    def _listed(self, key: str) -> tuple[dict[str, list[Any]], dict[str, Source]]:
        """A list of one-key mappings, joined, and the place of each; the first of a name counts, the last of `*`."""
        found: dict[str, list[Any]] = {}
        places: dict[str, Source] = {}
        told, section = setting(self.config, key)
        if told is not None and not isinstance(told, list):
            self._refused(f"{key} is not a list of mappings", Source(section, key))
        for at, entry in enumerate(list_of(told)):
            if not isinstance(entry, Mapping) or len(entry) != 1:
                self._refused(f"an entry of {key} is not a mapping of one name", Source(told, at))
            for name in list(mapping_of(entry))[:1]:
                if not isinstance(entry[name], list):
                    self._refused(f"the {key} of {name[:80]} are not a list", Source(entry, name))
                elif name not in found or name == STAR:
                    found[name], places[name] = entry[name], Source(entry, name)
        return found, places

    def _refused(self, what: str, place: Source) -> None:
        self.built.remark("imaginary-fallback", GATEWAY, f"{what}: the router refuses to start with it", place)

    def _keys(self) -> None:
        """Names with chains that nobody can ask for, and those that a wildcard covers: they are public too."""
        names = self.names
        for name, place in self.places.items():
            if STAR in name and name != STAR:
                text = (
                    f"fallbacks of {name[:80]!r} serve no request: the router looks for the name that was asked for"
                )
                self.built.remark("imaginary-fallback", name if name in names.groups else GATEWAY, text, place)
            elif name == STAR or name in names.public or name in names.aliases or self._serves_prefixed(name):
                continue
            elif names.answers(name):
                names.public[name] = None
                names.places[name] = place
            else:
                text = f"fallbacks are given for {name[:80]!r}, which is not in model_list"
                self.built.remark("dangling-fallback", GATEWAY, text, place)

    def _serves_prefixed(self, name: str) -> bool:
        """Whether a chain under a name without a provider serves a group that has one."""
        return any(f"{provider}/{name}" in self.names.public for provider in PROVIDERS)

    def key_of(self, name: str) -> str | None:
        """Under which key the chain of a name stands."""
        prefix, _, rest = name.partition("/")
        if name in self.listed and name != STAR and STAR not in name:
            return name
        if prefix in PROVIDERS and rest in self.listed and STAR not in rest:
            return rest
        return STAR if STAR in self.listed else None

    def _real(self, name: str, key: str) -> list[str]:
        """The fallbacks of a name that exist; the others are remarked on."""
        chain: list[str] = []
        targets, place, names = self.listed[key], self.places[key], self.names
        if not targets and key != STAR:
            self.built.remark("empty-fallback", name, f"{name}: an empty list of fallbacks protects nothing", place)
        for target in map(target_of, targets):
            if not target:
                self.built.skip(f"{name}: a fallback is no name", place, name)
            elif names.group_of(target) == names.group_of(name) and target not in names.numbered:
                text = f"{name} names itself as its fallback, which protects nothing"
                if key != STAR:
                    self.built.remark("self-fallback", name, text, place)
            elif not names.exists(target):
                text = f"{name}: its fallback {target[:80]!r} is not in model_list, so it does not exist"
                self.built.remark("dangling-fallback", name, text, place)
            elif target not in chain:
                chain.append(target)
        return chain

    def _aliases(self) -> None:
        """Remark on aliases that lack the chain of the group behind them."""
        for alias, group in self.names.aliases.items():
            if alias not in self.chains and group in self.chains:
                text = f"{alias} is an alias of {group}, whose fallbacks do not serve it: the router asks for {alias}"
                self.built.remark("imaginary-fallback", alias, text, self.names.places[alias])

    def carries(self, name: str) -> bool:
        """Whether a target brings a chain of its own along."""
        return name in self.chains and self.key_of(name) != STAR

    def _deep(self) -> list[str]:
        """The names whose chains go deeper than the router does, or in a circle: as many rounds leave these."""
        carried = {name: [one for one in chain if self.carries(one)] for name, chain in self.chains.items()}
        deep = list(carried)
        for _ in range(self.hops):
            left = set(deep)
            deeper = [name for name in deep if not left.isdisjoint(carried[name])]
            if len(deeper) == len(deep):
                break
            deep = deeper
        return deep

    def walk(self, name: str) -> tuple[list[str], list[str]]:
        """What the router tries after a name, in order, and what the chains name and it never tries."""
        order: dict[str, None] = {name: None}
        missed: dict[str, None] = {}
        ways: list[Iterator[str]] = [iter(self.chains.get(name, ()))]
        while ways:
            target = next((one for one in ways[-1] if one not in order), None)
            if target is None:
                ways.pop()
            elif len(ways) > self.hops:
                missed[target] = None
            else:
                order[target] = None
                if self.carries(target):
                    ways.append(iter(self.chains[target]))
        return list(order)[1:], [one for one in missed if one not in order]

    def _loop(self, name: str) -> None:
        """Remark on a chain that comes back to its start, or is longer than the router follows."""
        place = self.places[self.key_of(name) or STAR]
        trail, following = [name], self.chains[name][0]
        while following not in trail and self.carries(following) and len(trail) <= min(self.hops, LONGEST_CIRCLE):
            trail.append(following)
            following = self.chains[following][0]
        if following == name and len(trail) > 1:
            text = f"{name}: its fallbacks lead back to it ({' -> '.join((*trail, name))})"
            self.built.remark("cyclic-fallback", name, text, place)
        tried, missed = self.walk(name)
        if missed:
            self.cut[name] = tried
            hops = f"{self.hops} fallbacks" if self.hops else "no fallback"
            text = f"{name}: the router follows {hops}, so {', '.join(missed[:3])} is never tried"
            self.built.remark("unreachable-fallback", name, text, place)
