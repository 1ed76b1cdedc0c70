"""From what the user named to scenarios: ids of the library, files of their own, `--cut` selectors beside them."""

from collections.abc import Sequence
from pathlib import Path

from depaudit.cutoff.scenario import Cutoff
from depaudit.model.scenario import Scenario
from depaudit.scenarios.library import Library, combined
from depaudit.scenarios.onto import cutoff_of
from depaudit.scenarios.play import TOGETHER
from depaudit.scenarios.read import read_scenario

SUFFIXES = (".yaml", ".yml", ".json")


def chosen(words: Sequence[str], library: Library) -> tuple[Scenario, ...]:
    """The scenarios that `words` name, which happen together. A word that ends in .yaml is a file.

    Raises SelectorError for an id that does not exist, ScenarioError for a file that is not well-formed.
    """
    found: list[Scenario] = []
    for word in words:
        if word.endswith(SUFFIXES):
            own = read_scenario(Path(word))
            found += [own.scenario, *(library.scenario(name) for name in own.together)]
        else:
            found.append(library.scenario(word))
    return combined(found)


def each(words: Sequence[str], library: Library) -> tuple[Cutoff, ...]:
    """A cutoff for every word: an id, a file, or several joined by + that happen together. Raises like `chosen`."""
    return tuple(cutoff_of(chosen(_joined(word), library)) for word in dict.fromkeys(words))


def _joined(word: str) -> list[str]:
    return [word] if Path(word).is_file() else [part.strip() for part in word.split(TOGETHER)]
