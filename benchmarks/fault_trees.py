"""Public fault trees: minimal cut sets by order and top probability, against an independent engine (SCRAM).

    python benchmarks/fault_trees.py FOLDER [--reference scram] [--seconds 60]

FOLDER holds fault trees in the Open-PSA format (*.xml), for example the Aralia set. Without FOLDER, trees are
generated. A gate is a node: "or" requires all, "and" is a choice, "atleast k" of n needs n - k + 1 of its members.
Each tree runs in a process of its own, for at most the seconds of CPU given. Time is that of the analysis alone:
ours in CPU, the reference's by its own clock or the CPU of its whole process, whichever is less; the least of a few
runs on both sides, so that other work on the machine counts for nobody.
"""

import argparse
import json
import math
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from depaudit.cutoff.exact.diagram import NODES
from depaudit.cutoff.exact.elements import elements_of
from depaudit.cutoff.exact.family import Family
from depaudit.cutoff.exact.frame import frame_of
from depaudit.cutoff.exact.function import function_of
from depaudit.cutoff.exact.odds import chance_of
from depaudit.graph.types import Choice, Edge, Graph, Node, Quorum, Way

BUDGET = 4 * NODES
GENERATED = 12
RUNS, LONG, WATCH = 9, 1.0, 0.5


def tree(path: Path) -> tuple[Graph, int, dict[str, float]]:
    """The graph of a fault tree, its top, and the chance of each basic event. Raises ValueError for other gates."""
    root = ET.parse(path).getroot()
    gates = {gate.attrib["name"]: gate[-1] for gate in root.iter("define-gate")}
    chances = {
        event.attrib["name"]: float(next(event.iter("float")).attrib["value"])
        for event in root.iter("define-basic-event")
    }
    builder = Builder([*gates, *chances])
    for name, formula in gates.items():
        builder.gate(builder.numbers[name], name, formula)
    for name in chances:
        builder.nodes[builder.numbers[name]] = Node(name, "component", leaf=True)
    read = {part.attrib["name"] for formula in gates.values() for part in formula.iter() if "name" in part.attrib}
    (top,) = [name for name in gates if name not in read]
    return Graph(tuple(builder.nodes), builder.numbers, frozenset(), {}, {}), builder.numbers[top], chances


class Builder:
    """Nodes of a fault tree by number; a formula inside a formula becomes a gate of its own."""

    def __init__(self, names: list[str]) -> None:
        self.numbers = {name: number for number, name in enumerate(names)}
        self.nodes = [Node(name, "gate") for name in names]

    def gate(self, number: int, name: str, formula: ET.Element) -> None:
        """Fill in one gate."""
        parts = [formula] if "name" in formula.attrib else list(formula)
        targets = tuple(self.target(part, f"{name}.{place}") for place, part in enumerate(parts))
        if formula.tag == "and":
            self.nodes[number] = Node(name, "gate", gate=Choice(tuple(Way(target) for target in targets)))
        elif formula.tag == "atleast":
            spared = len(targets) - int(formula.attrib["min"]) + 1
            self.nodes[number] = Node(name, "gate", gate=Quorum(spared, targets))
        elif formula.tag == "or" or "name" in formula.attrib:
            self.nodes[number] = Node(name, "gate", requires=tuple(Edge(target) for target in targets))
        else:
            raise ValueError(f"a gate of kind {formula.tag!r}: the tree is not monotone")

    def target(self, part: ET.Element, name: str) -> int:
        """The number of what a gate reads."""
        if "name" in part.attrib:
            return self.numbers[part.attrib["name"]]
        self.nodes.append(Node(name, "gate"))
        number = len(self.nodes) - 1
        self.gate(number, name, part)
        return number


def ours(path: Path) -> dict[str, Any]:
    """Counts by order, top probability, and the least seconds of a few runs."""
    graph, top, chances = tree(path)
    elements = elements_of(graph, (), "component")
    least = math.inf
    for _ in range(RUNS):
        start = time.process_time()
        function = function_of(frame_of(graph, [top]), top, elements, worst=False, budget=BUDGET)
        family = Family(function, BUDGET)
        counts = family.counts()
        chance = chance_of(function, [chances[element.name] for element in function.elements])
        least = min(least, time.process_time() - start)
        if least > LONG:
            break
    return {"counts": counts, "chance": chance, "seconds": least}


def limited(call: list[str], seconds: float) -> "subprocess.CompletedProcess[str]":
    """Run a command for at most so many seconds of CPU. Raises CalledProcessError if it fails or is stopped.

    It is watched rather than given a limit: where the system has set one, it counts CPU in coarse ticks.
    """
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while True:
            try:
                output, errors = process.communicate(timeout=WATCH)
                break
            except subprocess.TimeoutExpired:
                if _used(process.pid) > seconds:
                    process.kill()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, call, output, errors)
    return subprocess.CompletedProcess(call, 0, output, errors)


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def theirs(path: Path, command: str, seconds: float) -> dict[str, Any] | None:
    """The same from SCRAM, by its own clock; None where it does not finish."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        call = [
            command,
            "--bdd",
            "--probability",
            "1",
            "--limit-order",
            "1000",
            "--output-path",
            str(report),
            str(path),
        ]
        took: list[float] = []
        try:
            spent = 0.0
            while not took or (len(took) < RUNS and spent < LONG):
                before = _spent()
                limited(call, seconds)
                spent = _spent() - before
                clock, found = _read(report)
                took.append(min(spent, clock))
        except subprocess.CalledProcessError:
            return None
    spread = [int(number) for number in found.get("distribution", "").split()]
    return {
        "counts": {order: number for order, number in enumerate(spread, start=1) if number},
        "chance": float(found["probability"]),
        "seconds": min(took),
    }


def _spent() -> float:
    """CPU seconds of the processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _read(report: Path) -> tuple[float, dict[str, str]]:
    """Seconds of analysis, and what is said of all sets together. The sets themselves may fill a gigabyte."""
    seconds = 0.0
    for _, part in ET.iterparse(report, events=("start", "end")):
        if part.tag == "calculation-time":
            seconds = sum(float(one.text or 0) for one in part)
        elif part.tag == "sum-of-products":
            return seconds, dict(part.attrib)
    raise ValueError(f"no results in {report}")


def generated(folder: Path) -> None:
    """Trees of a hundred to a thousand gates, the same every time. A gate reads the next, another, two events."""
    for number in range(GENERATED):
        chance = random.Random(number)  # noqa: S311 - a benchmark, not a secret
        gates = 100 + number * 80
        lines = ["<opsa-mef><define-fault-tree name='t'>"]
        for gate in range(gates):
            further = {gate + 1, chance.randrange(gate + 1, gate + 12)} & set(range(gates))
            events = {chance.randrange(gate // 2, gate // 2 + 6) for _ in range(2)}
            kind = chance.choice(("and", "or", "or"))
            parts = [f"<gate name='g{one}'/>" for one in sorted(further)]
            parts += [f"<basic-event name='e{one}'/>" for one in sorted(events)]
            lines.append(f"<define-gate name='g{gate}'><{kind}>{''.join(parts)}</{kind}></define-gate>")
        lines.append("</define-fault-tree><model-data>")
        named = (f"<define-basic-event name='e{event}'>" for event in range(gates // 2 + 6))
        lines += [f"{name}<float value='0.01'/></define-basic-event>" for name in named]
        lines.append("</model-data></opsa-mef>")
        (folder / f"tree{number:02}.xml").write_text("\n".join(lines), encoding="utf-8")


def compare(path: Path, reference: str | None, seconds: float) -> tuple[str, float | None, bool]:
    """One line, the ratio of times if both are known, and whether ours finished and nothing contradicts it."""
    call = [sys.executable, __file__, str(path), "--one"]
    try:
        done = limited(call, seconds)
    except subprocess.CalledProcessError as error:
        reason = error.stderr.strip().splitlines()[-1] if error.stderr else f"not finished in {seconds:g} s"
        return f"{path.stem:<12} {reason}", None, False
    mine = json.loads(done.stdout)
    counts = {int(order): number for order, number in mine["counts"].items()}
    line = (
        f"{path.stem:<12} {sum(counts.values()):>22,} sets  P {mine['chance']:.6g}  {mine['seconds'] * 1000:9.1f} ms"
    )
    other = theirs(path, reference, seconds) if reference else None
    if other is None:
        return line + "  reference: not finished", None, True
    same = counts == other["counts"] and math.isclose(mine["chance"], other["chance"], rel_tol=1e-4)
    ratio = mine["seconds"] / max(other["seconds"], 1e-6)
    return line + f"  {'equal' if same else 'DIFFERENT'}  {ratio:7.2f} x", ratio, same


def main() -> None:
    """Print a line for each tree, then the median ratio."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--reference", default="scram")
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--one", action="store_true")
    given = options.parse_args()
    if given.one:
        sys.stdout.write(json.dumps(ours(given.folder)))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        if given.folder is None:
            generated(folder)
        reference = shutil.which(given.reference)
        found = []
        for path in sorted(folder.glob("*.xml"), key=os.fspath):
            line, ratio, right = compare(path, reference, given.seconds)
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
            found.append((ratio, right))
    ratios = [ratio for ratio, _ in found if ratio is not None]
    sys.stdout.write(f"{sum(right for _, right in found)} of {len(found)} finished and not contradicted")
    if ratios:
        sys.stdout.write(f"; median time {statistics.median(ratios):.2f} x the reference, over {len(ratios)}")
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
