"""`depaudit alternatives`: what instead, for a component, a model or a described need."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from depaudit.cli.options import Listing, day, homes, inventory_at, judging_options, overlay_options

EPILOG = """\b
Examples:
  depaudit alternatives inventory.yaml
  depaudit alternatives inventory.yaml --component case-model --vram 80
  depaudit alternatives gpt-5.5 --home CA --exclude-origin CN
  depaudit alternatives gpt-5.5 --home CA --scenario us-vendor-directive --scenario our-own.yaml
  depaudit alternatives --task ocr --home DE --vram 0 --osi
"""
CODES = "Codes such as US, CN or EU."


@click.command("alternatives", epilog=EPILOG)
@click.argument("path", metavar="[PATH or MODEL]", required=False, default="", is_eager=True)
@judging_options
@overlay_options
@click.option("--component", "-c", type=Listing(), default="", help="Only for these components of the inventory.")
@click.option(
    "--cut", multiple=True, metavar="SELECTOR", help="What an alternative must outlive, e.g. US, vendor:openai."
)
@click.option("--scenario", multiple=True, metavar="ID|FILE",
              help="A scenario that an alternative must outlive, or a file of yours.")  # fmt: skip
@click.option("--task", default="", help="The job: chat, code, embedding, ocr, speech-to-text ...")
@click.option("--input", "inputs", type=Listing(), default="", help="Modalities it must take: text, image, audio ...")
@click.option("--gives", "outputs", type=Listing(), default="", help="Modalities it must give.")
@click.option("--context", type=click.IntRange(1), help="Least context, in tokens.")
@click.option("--tools", is_flag=True, help="Tool calling is needed.")
@click.option("--structured", is_flag=True, help="Output in a schema is needed.")
@click.option("--language", "languages", type=Listing(), default="", help="Languages, e.g. fr,de.")
@click.option("--dimension", type=click.IntRange(1), help="Longest vector that the index holds.")
@click.option("--vram", type=click.FloatRange(0), help="GPU memory in GB; 0 means no GPU.")
@click.option(
    "--bits", type=click.Choice(["4", "8", "16"]), help="Only at this precision; else the highest that fits."
)
@click.option("--weights", type=click.Choice(["open", "any"]), default="open", show_default=True)
@click.option("--osi", is_flag=True, help="Only licences that the OSI approved.")
@click.option("--osaid", is_flag=True, help="Only models shown to meet the Open Source AI Definition.")
@click.option(
    "--exclude-origin", type=Listing(), default="", help="Makers, base models and hosts not from here. " + CODES
)
@click.option("--require-origin", type=Listing(), default="", help="Makers and base models only from here. " + CODES)
@click.option(
    "--domicile", default="", help="Where the organisation sits, if the inventory does not say; for licences."
)
@click.option("--territory", type=Listing(), default="", help="Where it is used; for licences. " + CODES)
@click.option("--revenue", type=click.FloatRange(0), help="Yearly revenue in USD; for licences.")
@click.option("--users", type=click.FloatRange(0), help="Monthly users; for licences.")
@click.option("--hosts-models", is_flag=True, help="The organisation hosts models for others.")
@click.option("--non-commercial", is_flag=True, help="No commercial use.")
@click.option("--no-copyleft", is_flag=True, help="No copyleft licences.")
@click.option("--no-hosted", is_flag=True, help="Nothing that somebody else runs.")
@click.option("--no-self-hosted", is_flag=True, help="Nothing that one has to run oneself.")
@click.option("--show-correlated", is_flag=True, help="Also what falls with the same cut.")
@click.option("--why", is_flag=True, help="List what was ruled out, with the reason.")
@click.option("--limit", type=click.IntRange(1, 100), default=5, show_default=True, help="How many of each way.")
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(path: str, **given: Any) -> int:
    """Name open alternatives that do the job, are allowed, can be run, and do not fall in the same cut. [preview]"""
    from depaudit import api
    from depaudit.catalog.known import known
    from depaudit.report.way_out import answers_text, plain_answers

    as_of = day(given["as_of"]) or date.today().isoformat()
    home, limit = homes(given["home"]), given["limit"]
    wish = _wish(given, as_of)
    subject = inventory_at(path, given) if path and Path(path).exists() else path
    own = {} if isinstance(subject, str) else subject.overlay
    catalog = known(own, given["overlays"], as_of=as_of, without=given["no_overlay"])
    answers = api.alternatives(subject, wish=wish, component=given["component"], cut=given["cut"],
                               scenario=given["scenario"], home=home, trust=given["trust"], limit=limit,
                               catalog=catalog)  # fmt: skip
    if given["form"] == "json":
        import json

        sys.stdout.write(json.dumps(plain_answers(answers), indent=1) + "\n")
    else:
        sys.stdout.write(answers_text(answers, why=given["why"]))
    if not answers:
        sys.stderr.write("no foreign state takes a component away; name one with --component\n")
    return 0


def _wish(given: dict[str, Any], as_of: str) -> Any:
    from depaudit.analysis.alternatives.wish import Job, Licensee, Limits, Wish
    from depaudit.model.jurisdiction import codes

    origins = {key: codes(given[key], f"--{key.replace('_', '-')}") for key in
               ("exclude_origin", "require_origin", "territory")}  # fmt: skip
    domicile = codes((given["domicile"],), "--domicile")[0] if given["domicile"] else None
    job = Job(given["task"], given["inputs"], given["outputs"], given["context"], given["tools"], given["structured"],
              given["languages"], given["dimension"])  # fmt: skip
    licensee = Licensee(domicile, origins["territory"], given["revenue"], given["users"], given["hosts_models"],
                        not given["non_commercial"], not given["no_copyleft"])  # fmt: skip
    bits: Any = int(given["bits"]) if given["bits"] else None
    limits = Limits(given["weights"] == "open", given["osi"], given["osaid"], origins["exclude_origin"],
                    origins["require_origin"], given["vram"], bits,
                    not given["no_hosted"], not given["no_self_hosted"], given["show_correlated"], as_of)  # fmt: skip
    return Wish(job, licensee, limits)
