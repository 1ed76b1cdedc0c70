"""Takes the picture of the HTML report that README.md shows: `python docs/picture.py`, with the extra `browser`.

Chromium comes from the system; the environment variable CHROMIUM names another.
"""

import os
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from depaudit.cli.group import run

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "maple-bank.yaml"
PICTURE = HERE / "pages" / "pictures" / "report.png"
AS_OF = "2026-11-24"


def take(report: Path, picture: Path) -> None:
    """Open `report`, cut the United States by the head of its column, and write what is to be seen to `picture`."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1240, "height": 1170}, color_scheme="light")
        page.goto(report.as_uri())
        page.get_by_role("button", name="US", exact=True).first.click()
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.html"
        run(["scan", str(EXAMPLE), "--as-of", AS_OF, "--fail-on", "never", "--quiet", "-o", str(report)])
        PICTURE.parent.mkdir(exist_ok=True)
        take(report, PICTURE)
