"""Who answers to a name at a LiteLLM proxy: groups of model_list, their aliases, wildcards, ids of deployments."""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from depaudit.importers.builder import GATEWAY, Builder, mapping_of, name_of, text_of
from depaudit.importers.draft import Source
from depaudit.importers.endpoint import Environment, is_open

SETTINGS: Final = ("router_settings", "litellm_settings")
STAR: Final = "*"


class Deployment(NamedTuple):
    """An entry of model_list, and the model it asks for: behind a wildcard, the one that the request names."""

    entry: Mapping[str, Any]
    model: str

    @property
    def parameters(self) -> Mapping[str, Any]:
        """What the entry says of itself."""
        return mapping_of(self.entry.get("litellm_params"))


class Names:
    """The names of a configuration. `public` are those that clients are told of, aliases apart.

    A name that a wildcard covers becomes a group of its own when it is asked for: `answers` adds it to `groups`.
    """

    def __init__(self, config: Mapping[str, Any], environment: Environment, built: Builder) -> None:
        self.built = built
        self.environment = environment
        self.places: dict[str, Source] = {}
        self.groups: dict[str, list[Deployment]] = {}
        for number, entry in enumerate(config["model_list"]):
            self._entry(entry, Source(config["model_list"], number))
        self.wildcards = sorted((name for name in self.groups if STAR in name), key=len, reverse=True)
        self.public = dict.fromkeys(self.groups)
        self.numbered = {
            identifier: (name, number)
            for name, deployments in self.groups.items()
            for number, one in enumerate(deployments)
            if (identifier := text_of(mapping_of(one.entry.get("model_info")).get("id")))
        }
        self.aliases = dict(self._aliases(config))

    def _entry(self, entry: Any, place: Source) -> None:
        """Several entries of one name share the load."""
        name = name_of(mapping_of(entry).get("model_name"))
        if not name or not isinstance(entry.get("litellm_params"), Mapping):
            number = int(place.key or 0) + 1
            self.built.skip(f"model_list[{number}] has no model_name with litellm_params", place)
            return
        self.built.read += 1
        self.places.setdefault(name, Source(entry, "model_name"))
        self.groups.setdefault(name, []).append(Deployment(entry, self._model(entry["litellm_params"])))

    def _model(self, parameters: Mapping[str, Any]) -> str:
        """The model of an entry with its provider, which may be said apart."""
        model = self.environment.text(parameters.get("model"))
        provider = text_of(parameters.get("custom_llm_provider"))
        bare = not provider or not model or is_open(model) or model.startswith(f"{provider}/")
        return model if bare else f"{provider}/{model}"

    def _aliases(self, config: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Further public names of groups. An alias wins over a group of the same name."""
        seen: set[str] = set()
        for section in SETTINGS:
            listed = mapping_of(mapping_of(config.get(section)).get("model_group_alias"))
            for alias, told in listed.items():
                group, place = target_of(told), Source(listed, alias)
                if alias in seen or alias == group or not name_of(alias):
                    continue
                seen.add(alias)
                if not self.answers(group):
                    text = f"{alias} is an alias of {group[:80] or 'no name'!r}, which is not in model_list"
                    self.built.remark("dangling-fallback", GATEWAY, text, place)
                    continue
                self._shadow(alias, group, place)
                self.places[alias] = place
                yield alias, group

    def _shadow(self, alias: str, group: str, place: Source) -> None:
        if self.groups.pop(alias, None) is not None:
            del self.public[alias]
            text = f"{alias} is an alias of {group}, so its own deployments are never asked"
            self.built.remark("unreachable-fallback", alias, text, place)

    def answers(self, name: str) -> bool:
        """Whether a group serves a name: its own, or one whose wildcard covers it, the narrowest first."""
        if name in self.groups:
            return True
        pattern = next((one for one in self.wildcards if covers(one, name) is not None), None)
        if pattern is None or STAR in name or not name_of(name) or pattern not in self.groups:
            return False
        part = covers(pattern, name) or ""
        self.groups[name] = [Deployment(one.entry, one.model.replace(STAR, part)) for one in self.groups[pattern]]
        self.places.setdefault(name, self.places[pattern])
        return True

    def exists(self, name: str) -> bool:
        """Whether anything answers to a name: an alias, a group, a wildcard, or a deployment by its id."""
        return name in self.aliases or self.answers(name) or name in self.numbered

    def group_of(self, name: str) -> str:
        """The group behind a name."""
        if name in self.aliases:
            return self.aliases[name]
        return name if name in self.groups or name not in self.numbered else self.numbered[name][0]


def covers(pattern: str, name: str) -> str | None:
    """What the star of `pattern` stands for in `name`; None where the pattern does not cover it."""
    before, star, after = pattern.partition(STAR)
    if not star or not name or len(name) < len(before) + len(after):
        return None
    return name[len(before) : len(name) - len(after)] if name.startswith(before) and name.endswith(after) else None


def target_of(told: Any) -> str:
    """The name that a fallback or an alias leads to: a text, or a mapping with a `model` and parameters for it."""
    return text_of(told) or text_of(mapping_of(told).get("model"))
