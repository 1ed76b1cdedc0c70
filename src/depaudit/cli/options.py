"""Options that several commands share, and how they become settings."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from depaudit.config import find_settings
from depaudit.errors import ConfigError
from depaudit.model.jurisdiction import ALIASES, is_jurisdiction
from depaudit.model.severity import Severity

if TYPE_CHECKING:
    from depaudit.cutoff.simulation import Simulation
    from depaudit.inventory.read import Importer
    from depaudit.model.inventory import Inventory

Command = TypeVar("Command", bound=Callable[..., Any])


def apply_files(ctx: click.Context, _parameter: click.Parameter, value: Path | None) -> Path | None:
    """Take defaults from the settings file nearest to the first path. Runs before the other options are read."""
    paths = ctx.params.get("paths") or (ctx.params.get("path") or ".",)
    found = find_settings(Path(paths[0]), value)
    ctx.default_map = {key.replace("-", "_"): _worded(one) for key, one in found.values.items() if key != "rules"}
    if "rules" in found.values:
        from depaudit.config.rules import rule_words

        ctx.default_map["rule_options"] = rule_words(found.values["rules"])
    return value


def _worded(value: Any) -> Any:
    if isinstance(value, dict):
        return ",".join(f"{key}={one}" for key, one in value.items())
    return ",".join(map(str, value)) if isinstance(value, list) else value


class Listing(click.ParamType[tuple[Any, ...]]):
    """Several words in one option, with commas, or the option several times."""

    name = "list"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Any, ...]:
        """The words."""
        return (
            value
            if isinstance(value, tuple)
            else tuple(part.strip() for part in str(value).split(",") if part.strip())
        )


class Criticalities(click.ParamType[tuple[str, str]]):
    """`NAME=critical`: a public name and how critical the service behind it is."""

    name = "criticality"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Name and criticality."""
        name, equals, level = str(value).rpartition("=")
        if not equals or level not in ("critical", "high", "medium", "low"):
            self.fail(f"{value!r}: write NAME=critical, high, medium or low", param, ctx)
        return name, level


class Days(Listing):
    """Horizons: days after the cutoff."""

    name = "days"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Any, ...]:
        """The days as numbers, always with 0, 30 and 365."""
        words = super().convert(value, param, ctx)
        try:
            days = {0, 30, 365, *(int(word) for word in words)}
        except ValueError:
            self.fail(f"{value!r} is not a list of days: write 45,100", param, ctx)
        if min(days) < 0 or max(days) > 36_500:
            self.fail("a horizon lies between 0 and 36500 days", param, ctx)
        return tuple(sorted(days))


def severities(words: tuple[str, ...]) -> tuple[tuple[str, Severity], ...]:
    """`RULE=SEVERITY` as pairs. Raises ConfigError."""
    found = []
    for word in words:
        name, _, level = word.partition("=")
        if level.upper() not in Severity.__members__:
            hint = "write RULE=critical, high, medium, low or info"
            raise ConfigError(f"--severity: {word!r} has no severity", hint=hint)
        found.append((name, Severity[level.upper()]))
    return tuple(found)


def rule_settings(words: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """`RULE.OPTION=VALUE` as triples; values are typed by the rule. Raises ConfigError."""
    found = []
    for word in words:
        name, equals, value = word.partition("=")
        rule, dot, option = name.partition(".")
        if not equals or not dot:
            hint = "write RULE.OPTION=VALUE, for example DA025.max-age-days=180"
            raise ConfigError(f"--rule-option: {word[:60]!r} sets nothing", hint=hint)
        found.append((rule, option, value))
    return tuple(found)


def homes(words: tuple[str, ...]) -> tuple[str, ...]:
    """Home jurisdictions as codes; for a member of the EU, EU too. Raises ConfigError."""
    from depaudit.model.jurisdiction import homes_of

    found: dict[str, None] = {}
    for word in words:
        code = ALIASES.get(word.upper(), word.upper())
        if not is_jurisdiction(code):
            raise ConfigError(
                f"--home: {word!r} is not a jurisdiction", hint="write a country code such as CA, or EU"
            )
        found.update(dict.fromkeys(homes_of(code)))
    return tuple(found)


def day(text: str) -> str:
    """An ISO date, as given. Raises ConfigError."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise ConfigError(f"--as-of: {text!r} is not a date", hint="write YYYY-MM-DD") from None


def assessment_options(command: Command) -> Command:
    """What every assessment can be told."""
    days = click.option("--horizon", type=Days(), default="", help="More days to look at, e.g. 45,100.")
    return judging_options(days(command))


def judging_options(command: Command) -> Command:
    """Whose side is judged from, on which day, by which facts, and where files may lie."""
    for option in reversed(
        (
            click.option("--config", type=click.Path(path_type=Path), callback=apply_files, is_eager=True,
                         help="Settings file; else the nearest depaudit.toml or pyproject.toml."),
            click.option("--home", type=Listing(), default="", help="Home jurisdictions, e.g. CA or NL,BE."),
            click.option("--as-of", default="", metavar="DATE", help="Day on which facts are judged."),
            click.option("--root", type=click.Path(), metavar="DIR",
                         help="Folder below which sources: and include: may lie; else the inventory's."),
            click.option("--trust", type=click.Choice(["high", "medium", "any"]), default="medium",
                         show_default=True, help="Least confidence of a fact that may save you."),
            click.option("--env", "environment", type=click.Path(), metavar="FILE",
                         help="NAME=value lines that a gateway file refers to."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def overlay_options(command: Command) -> Command:
    """Corrections of the catalog."""
    for option in reversed(
        (
            click.option("--overlay", "overlays", multiple=True, type=click.Path(), metavar="PATH",
                         help="Corrections of the catalog: a file or a directory; repeatable, later ones win."),
            click.option("--no-overlay", is_flag=True,
                         help="Judge without overlays, not even the inventory's own `catalog:`."),
        )
    ):  # fmt: skip
        command = option(command)
    return command


def importer_of(given: Mapping[str, Any]) -> "Importer":
    """What turns a gateway's file into an inventory, by the variables and criticalities that the options name."""
    from depaudit.importers import importer

    environment, criticality = None, dict(given.get("criticalities", ()))
    if path := given["environment"]:
        from depaudit.importers.endpoint import Environment, read_environment

        environment = Environment(read_environment(path))
    return importer(environment, criticality)


def inventory_at(path: str, given: Mapping[str, Any]) -> "Inventory":
    """The inventory at `path`, or behind the gateway's file there, as the options say."""
    from depaudit.inventory import load

    return load(path, importer_of(given), given["root"])


def simulation_of(path: str, given: Mapping[str, Any]) -> "Simulation":
    """The inventory at `path`, ready for any cut, with the catalog and settings that the options ask for."""
    from depaudit.catalog.known import known
    from depaudit.cutoff.simulation import NO_DAY, Simulation

    inventory, as_of = inventory_at(path, given), day(given["as_of"])
    catalog = known(inventory.overlay, given["overlays"], as_of=as_of, without=given["no_overlay"],
                    origin=inventory.paths)  # fmt: skip
    return Simulation(inventory, catalog, trust=given["trust"], home=homes(given["home"]), as_of=as_of or NO_DAY)
