"""Rule packs of others: found through the entry point, and named when they are broken."""

from pathlib import Path

import pytest

from functional.test_command_line import EXAMPLES, run


def installed(folder: Path, module: str, body: str) -> str:
    """A distribution as an installer leaves it: a module, and what it registers."""
    (folder / f"{module}.py").write_text(body, encoding="utf-8")
    info = folder / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "entry_points.txt").write_text(f"[depaudit.rules]\nx = {module}\n", encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("form", ["text", "json", "concise", "markdown"])
def test_a_broken_pack_makes_the_scan_incomplete_and_is_named(form: str, tmp_path: Path) -> None:
    path = installed(tmp_path, "broken_pack", "raise RuntimeError('no luck')\n")
    done = run("scan", "examples/quickstart.yaml", "-f", form, "--fail-on", "never", PYTHONPATH=path)
    assert done.returncode == 4
    assert "broken_pack" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_pack_is_named_by_the_list(tmp_path: Path) -> None:
    path = installed(tmp_path, "broken_pack", "import nowhere_at_all\n")
    done = run("rules", "list", PYTHONPATH=path)
    assert "broken_pack" in done.stderr
    assert "DA001" in done.stdout


def test_the_example_pack_tests_itself() -> None:
    done = run("rules", "test", "acme_rules", PYTHONPATH=str(EXAMPLES / "rule-pack"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines() == [
        "ok    ACME001  page 1",
        "ok    ACME001  fires 1",
        "ok    ACME001  silent 1",
        "ok    ACME001  silent 2",
        "ok    ACME001  snapshot 1",
        "5 passed, 0 failed",
    ]


def test_a_pack_without_fixtures_fails_its_tests_and_a_broken_one_is_named(tmp_path: Path) -> None:
    body = "from depaudit.rulekit import rule\nRULE = rule('Z1', 'z')(lambda own, assessment: ())\n"
    path = installed(tmp_path, "bare_pack", body)
    done = run("rules", "test", "bare_pack", PYTHONPATH=path)
    assert done.returncode == 1
    assert "FAIL  Z1  fixture 1: there is no Z1.yaml" in done.stdout
    (tmp_path / "bare_pack.py").write_text("raise RuntimeError('no luck')\n", encoding="utf-8")
    done = run("rules", "test", "bare_pack", PYTHONPATH=path)
    assert done.returncode == 2
    assert "bare_pack could not be loaded: RuntimeError: no luck" in done.stderr
    assert run("rules", "test", "depaudit_rule").returncode == 2


def test_the_example_pack_is_found() -> None:
    pack = EXAMPLES / "rule-pack"
    module = (pack / "acme_rules" / "owner_missing.py").read_text(encoding="utf-8")
    assert "from depaudit.rulekit import" in module
    done = run("scan", "examples/quickstart.yaml", "--rules", pack / "acme_rules" / "owner_missing.py", "--select",
               "ACME001", "-f", "concise")  # fmt: skip
    assert "support-chat is critical and has no owner" in done.stdout
