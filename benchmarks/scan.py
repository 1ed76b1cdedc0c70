"""Scan of a large inventory: CPU time over that of `yaml.load(..., CSafeLoader)` of the same file, and peak memory.

python benchmarks/scan.py [COMPONENTS]
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from start_up import inventory_of

LIMIT = 1.5
LOAD = "import sys, yaml; yaml.load(open(sys.argv[1]), yaml.CSafeLoader)"


def cpu(arguments: list[str]) -> float:
    """CPU seconds (user and system) of one child process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print the two figures for 10,000 components, or as many as are asked for."""
    components = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inventory.yaml"
        path.write_text(inventory_of(components), encoding="utf-8")
        loaded = cpu(["-c", LOAD, str(path)]) - cpu(["-c", "import yaml"])
        ratio = cpu(["-m", "depaudit", "scan", str(path), "-f", "json"]) / loaded
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    sys.stdout.write(f"scan of {components} components: {ratio:.1f} x CSafeLoader (limit {LIMIT}), {peak} MiB\n")


if __name__ == "__main__":
    main()
