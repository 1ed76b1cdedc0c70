"""Scan of a large inventory: CPU time over that of `yaml.load(..., CSafeLoader)` of the same file, and peak memory.

    python benchmarks/scan.py [COMPONENTS]

The same graph is written in two ways: as people write it, with a name, an owner, tags and a contract (thirteen lines
a component), and as short as it goes (one line a component), where there is little to load and as much to find out.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import yaml
from start_up import inventory_of

LIMIT = 1.5
RUNS = 3
LOAD = "import sys, yaml; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)"


def described(components: int) -> str:
    """The inventory of `start_up`, in block style, each of its parts with what people add to it."""
    plain: dict[str, Any] = yaml.load(inventory_of(components), yaml.CSafeLoader)
    for number, component in enumerate(plain["components"]):
        if "any_of" not in component:
            component |= {
                "name": f"part number {number}",
                "owner": "platform team",
                "tags": ["prod", "ai"],
                "data": ["customer letters"],
                "usage": {"requests_per_month": 10_000 + number},
                "contract": {"notice": "90d", "renewal": "2027-06-30"},
            }
    text: str = yaml.dump(plain, sort_keys=False, Dumper=yaml.CSafeDumper)
    return text


def least(arguments: list[str]) -> float:
    """The least of three runs, so that other work on the machine counts for little."""
    return min(cpu(arguments) for _ in range(RUNS))


def cpu(arguments: list[str]) -> float:
    """CPU seconds (user and system) of one child process, which must end well or with the gate."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in {0, 1} or b"Traceback" in done.stderr:
        raise SystemExit(done.stderr.decode())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the figures for 10,000 components, or as many as are asked for."""
    components = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    forms = {"as people write it": described(components), "as short as it goes": inventory_of(components)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.yaml"
        for form, text in forms.items():
            path.write_text(text, encoding="utf-8")
            loaded = least(["-c", LOAD, str(path)]) - least(["-c", "import yaml"])
            ratio = least(["-m", "depaudit", "scan", str(path), "-f", "json"]) / loaded
            sys.stdout.write(f"{components} components, {form}: {ratio:.2f} x CSafeLoader (limit {LIMIT})\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    sys.stdout.write(f"peak memory: {peak} MiB\n")


if __name__ == "__main__":
    main()
