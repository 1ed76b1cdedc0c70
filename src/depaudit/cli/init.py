"""`depaudit init`: a starter inventory to edit."""

import sys
from pathlib import Path
from shlex import quote
from typing import Final

import click

from depaudit.errors import OutputError, Position

STARTER: Final = """\
# What you deliver, and what it needs. `depaudit scan {name}` says what stops if somebody cuts you off.
depaudit: 1
organisation: {{name: Example Ltd, jurisdiction: {home}}}    # home decides what is foreign
{source}
services:{others}
  - id: assistant
    criticality: high          # critical | high | medium | low
    rto: 4h                    # how long it may be down
    requires: [{first}]

components:
  - id: chat-model             # an ordered fallback: the first that is available serves
    any_of: [hosted, own]
    switch: {{mode: manual, time: 1d}}        # how the fallback comes into use; write tested: DATE after a drill
  - id: hosted
    uses: openai-api/gpt-5     # ids: depaudit catalog search NAME
  - id: own
    uses: llama-3.3-70b-instruct
    deployment: self-hosted
    copy: mirrored             # none | local | mirrored
    requires: [gpu-server]
  - id: gpu-server
    provider: {{own: true}}
    region: {home}

objectives:                    # what you promise; a breach gates
  - {{services: high, survive: [any-model], within: 4h}}
"""
GATEWAYS: Final = ("litellm_config.yaml", "config.yaml", "litellm.yaml", "proxy_config.yaml")


@click.command("init", epilog="Example: depaudit init inventory.yaml --home CA")
@click.argument("path", default="inventory.yaml", type=click.Path(path_type=Path))
@click.option("--home", default="CA", show_default=True, help="Your jurisdiction, e.g. CA or NL.")
def command(path: Path, home: str) -> int:
    """Write a commented starter inventory; of a gateway file that stands beside it, if there is one. Asks nothing.

    For a directory, inventory.yaml in it.
    """
    from depaudit.cli.options import homes
    from depaudit.cli.output import write_text

    code = homes((home,))[0]
    path = path / "inventory.yaml" if path.is_dir() else path
    if path.exists():
        raise OutputError("there is a file already", hint="name another", position=Position(str(path)))
    write_text(path, _starter(path, code))
    shown = quote(str(path))
    sys.stderr.write(f"wrote {path}; edit it, then:\n  depaudit scan {shown}\n  depaudit plan {shown}\n")
    return 0


def _starter(path: Path, home: str) -> str:
    """The text for `path`; where a gateway file stands beside it, with all its public names."""
    gateway, public = _gateway(path.parent)
    names = list(map(_word, public)) or ["chat-model"]
    source = f"sources: [{{litellm: {gateway}}}]      # its public names are components too\n" if gateway else ""
    others = (
        f"    # public names of {gateway}: {', '.join(names)}; give each service those it needs" if gateway else ""
    )
    return STARTER.format(name=path.name, home=home, source=source, first=names[0], others=others)


def _word(name: str) -> str:
    """A name as YAML takes it on one line."""
    import json

    return name if name[:1].isalpha() and name.replace("-", "").replace("_", "").isalnum() else json.dumps(name)


def _gateway(folder: Path) -> tuple[str, tuple[str, ...]]:
    """The name of a LiteLLM file in `folder`, and its public names; empty where there is none."""
    from depaudit.errors import InventoryError
    from depaudit.importers import inventory_of
    from depaudit.inventory import read_plain

    for name in GATEWAYS:
        if not (folder / name).is_file():
            continue
        try:
            found = inventory_of(read_plain(folder / name, merges=True))
        except InventoryError:
            continue
        items = [item.target for service in (found.services if found else ()) for item in service.requires[:1]]
        targets = tuple(dict.fromkeys(target for target in items if isinstance(target, str)))
        if targets:
            return name, targets
    return "", ()
