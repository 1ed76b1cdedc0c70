"""The HTML report in a browser: it shows what the engine says, loads nothing, runs nothing, and all can use it."""

from collections.abc import Iterator
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from depaudit import Simulation, load
from depaudit.audit import scan_inventory
from depaudit.audit.options import ScanOptions
from depaudit.model.inventory import Inventory
from depaudit.model.report import Report
from depaudit.report import renderer

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))
AS_OF = "2026-11-24"
DIGITS = ("up", "degraded", "unknown", "down")
PAIRS_TRIED = 40
HOSTILE = """<script>document.title='run'</script>"><img src=x onerror=alert(1)>"""


class Look:
    width, color = 100, False


def written(inventory: Inventory, folder: Path) -> tuple[Report, Path]:
    report = scan_inventory(inventory, options=ScanOptions(as_of=AS_OF, picture=True))
    path = folder / "report.html"
    path.write_text(renderer("html")(report, Look()), encoding="utf-8")
    return report, path


def opened(context: BrowserContext, path: Path) -> Page:
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda message: trouble.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("document.body.dataset.ready") == "yes", trouble
    assert not trouble
    return page


CUT_AND_LOOK = """cuts => {
  for (const button of document.querySelectorAll("#cuts button")) button.click();
  const select = document.getElementById("cut");
  for (const cut of cuts) { select.value = cut; select.dispatchEvent(new Event("change")); }
  const days = [...document.querySelectorAll("input[name=day]")];
  return days.map(day => { day.click(); return document.body.dataset.states; });
}"""


def shown(page: Page, *cuts: int) -> list[list[str]]:
    """What the page says of each service, horizon by horizon, once these cuts are chosen in it."""
    return [[DIGITS[int(digit)] for digit in digits] for digits in page.evaluate(CUT_AND_LOOK, list(map(str, cuts)))]


def selector(cut: Any) -> str:
    return str(cut.id) if cut.kind == "jurisdiction" else f"{cut.kind}:{cut.id}"


@pytest.mark.parametrize("name", NAMES)
def test_cutting_in_the_page_is_simulating(name: str, context: BrowserContext, tmp_path: Path) -> None:
    inventory = load(EXAMPLES / f"{name}.yaml")
    report, path = written(inventory, tmp_path)
    page = opened(context, path)
    simulation = Simulation(inventory, as_of=AS_OF)
    assert report.picture is not None
    for number, cut in enumerate(report.picture.cuts):
        verdicts = simulation.run([selector(cut)], report.horizons)
        expected = [[one.state_at(day) for one in verdicts.values()] for day in report.horizons]
        assert shown(page, number) == expected, cut


@pytest.mark.parametrize("name", NAMES)
def test_two_cuts_in_the_page_are_one_scenario(name: str, context: BrowserContext, tmp_path: Path) -> None:
    inventory = load(EXAMPLES / f"{name}.yaml")
    report, path = written(inventory, tmp_path)
    page = opened(context, path)
    simulation = Simulation(inventory, as_of=AS_OF)
    for one, other in tried(report):
        assert report.picture is not None
        both = [selector(report.picture.cuts[number]) for number in (one, other)]
        verdicts = simulation.run(both, report.horizons)
        expected = [[verdict.state_at(day) for verdict in verdicts.values()] for day in report.horizons]
        assert shown(page, one, other) == expected, both


def tried(report: Report) -> Iterator[tuple[int, int]]:
    """Pairs that are worse than the worse of the two first, then others."""
    assert report.picture is not None
    worse = [(pair.first, pair.second) for pair in report.picture.pairs]
    others = [pair for pair in combinations(report.picture.paired, 2) if pair not in set(worse)]
    return islice((*worse[: PAIRS_TRIED // 2], *others[:: max(1, len(others) // PAIRS_TRIED)]), PAIRS_TRIED)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_the_page(scheme: Any, width: int, context: BrowserContext, tmp_path: Path) -> None:
    _, path = written(load(EXAMPLES / "startup-one-llm.yaml"), tmp_path)
    page = opened(context, path)
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    page.select_option("#cut", label="US")
    page.focus("#map [data-node]")
    page.keyboard.press("Enter")
    assert page.is_visible("#detail")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_a_node_offers_the_cuts_that_reach_it(context: BrowserContext, tmp_path: Path) -> None:
    _, path = written(load(EXAMPLES / "quickstart.yaml"), tmp_path)
    page = opened(context, path)
    page.click("[data-node][aria-label^='gpt,']")
    page.click("#detail button:has-text('US')")
    assert "US cut, day 0" in page.inner_text("#status")
    assert page.locator("#matrix td.down").count()
    assert "gpt" in page.inner_text("#why")


def test_names_are_never_markup(context: BrowserContext, tmp_path: Path) -> None:
    inventory = load(
        {
            "depaudit": 1,
            "organisation": {"name": HOSTILE, "jurisdiction": "CA"},
            "services": [{"id": "s", "name": HOSTILE, "requires": ["c"]}],
            "components": [{"id": "c", "provider": {"name": f"{HOSTILE} too", "jurisdiction": "US"}}],
        }
    )
    _, path = written(inventory, tmp_path)
    page = opened(context, path)
    page.select_option("#cut", label="US")
    page.click("[data-node]")
    assert page.evaluate("document.querySelectorAll('img, script:not([type])').length") == 1
    assert "run" not in page.title().split(":")[0]
    assert HOSTILE in page.inner_text("header")


def test_five_hundred_components_are_drawn_from_a_light_file(context: BrowserContext, tmp_path: Path) -> None:
    components: list[dict[str, Any]] = []
    for number in range(500):
        one: dict[str, Any] = {"id": f"component-{number}"}
        if number > 20 and number % 3 == 0:
            one["any_of"] = [f"component-{number - 7}", f"component-{number - 13}"]
        else:
            state = ("US", "DE", "CA", "FR", "CN")[number % 5]
            one["provider"] = {"name": f"vendor {number % 40}", "jurisdiction": state}
            one["requires"] = [f"component-{number - 11}"] if number > 20 and number % 2 else []
        components.append(one)
    services = [{"id": f"service-{number}", "requires": [f"component-{499 - number * step}" for step in (1, 5, 9)]}
                for number in range(40)]  # fmt: skip
    inventory = load({"depaudit": 1, "organisation": {"jurisdiction": "CA"}, "services": services,
                      "components": components})  # fmt: skip
    _, path = written(inventory, tmp_path)
    assert path.stat().st_size < 3_000_000
    page = opened(context, path)
    page.select_option("#only", "")
    assert page.locator("#map [data-node]").count() > 300


def test_without_the_picture_the_page_says_how_to_get_it(context: BrowserContext, tmp_path: Path) -> None:
    report = scan_inventory(load(EXAMPLES / "quickstart.yaml"), options=ScanOptions(as_of=AS_OF))
    path = tmp_path / "report.html"
    path.write_text(renderer("html")(report, Look()), encoding="utf-8")
    page = context.new_page()
    page.goto(path.as_uri())
    assert "-o report.html" in page.inner_text("#map-section")
    assert page.locator("#matrix tbody tr").count() == 1
