"""The graph as JSON: boxes by name, arrows between names."""

import json

from depaudit.analysis.drawing import Drawing


def draw(drawing: Drawing) -> str:
    """One document, one line per node and per edge."""
    names = [box.name for box in drawing.boxes]
    nodes = [json.dumps(box._asdict() | {"states": list(box.states)}) for box in drawing.boxes]
    ends = [{"source": names[arrow.source], "target": names[arrow.target]} for arrow in drawing.arrows]
    edges = [json.dumps(arrow._asdict() | end) for arrow, end in zip(drawing.arrows, ends, strict=True)]
    head = '{"schema": "depaudit.graph/1",\n"nodes": [\n '
    return head + ",\n ".join(nodes) + '\n],\n"edges": [\n ' + ",\n ".join(edges) + "\n]}\n"
