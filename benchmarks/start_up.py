"""Start-up and scan of a 50-component inventory, as ratios to a bare interpreter of the same run.

    python benchmarks/start_up.py

Each figure is the least CPU time (user and system) of several runs, divided by that of `python -c pass`.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

RUNS = 12
LIMITS = {"--version": 6, "scan --format json": 14, "scan --format text": 18}


def cpu(arguments: list[str]) -> float:
    """Least CPU seconds of a child process over `RUNS` runs."""
    least = float("inf")
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def inventory_of(components: int) -> str:
    """An inventory with a service per ten components, fallbacks between catalog models among them."""
    models = [
        "azure-openai/gpt-5",
        "mistral-api",
        "anthropic-api/claude-opus-4-5",
        "groqcloud/llama-3.3-70b-instruct",
    ]
    lines = ["depaudit: 1", "organisation: {jurisdiction: CA}", "services:"]
    groups = components // 10
    lines += [
        f"  - {{id: s{number}, criticality: high, requires: [g{number}, db{number}]}}" for number in range(groups)
    ]
    lines.append("components:")
    for number in range(groups):
        names = [f"m{number}-{part}" for part in range(8)]
        lines.append(f"  - {{id: g{number}, any_of: [{', '.join(names)}], switch: {{mode: automatic, time: 1m}}}}")
        lines.append(
            f"  - {{id: db{number}, provider: {{name: Local Data Centre Ltd, jurisdiction: CA}}, region: CA}}"
        )
        lines += [f"  - {{id: {name}, uses: {models[part % 4]}}}" for part, name in enumerate(names)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Print one line per figure: ratio and the limit that it is held to."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.yaml"
        path.write_text(inventory_of(50), encoding="utf-8")
        bare = cpu(["-c", "pass"])
        commands = {
            "--version": ["--version"],
            "scan --format json": ["scan", str(path), "-f", "json"],
            "scan --format text": ["scan", str(path)],
        }
        for name, arguments in commands.items():
            ratio = cpu(["-m", "depaudit", *arguments]) / bare
            sys.stdout.write(f"{name:<20} {ratio:5.1f} x bare interpreter (limit {LIMITS[name]})\n")


if __name__ == "__main__":
    main()
