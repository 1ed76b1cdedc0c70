"""`depaudit convert`: render a report that was written as JSON in any other format."""

import sys

import click

from depaudit.report import FORMATS

EPILOG = """\b
Examples:
  depaudit convert report.json -o report.sarif
  depaudit convert report.json -f markdown
  depaudit convert report.json -o junit=results.xml -o gitlab=gl-code-quality-report.json
"""


@click.command("convert", epilog=EPILOG)
@click.argument("path", metavar="REPORT", type=click.Path())
@click.option("--format", "-f", "form", type=click.Choice(list(FORMATS)),
              help="Format on stdout; text where no file is named.")  # fmt: skip
@click.option("--output", "-o", multiple=True, metavar="[FORMAT=]FILE", help="Write a file; repeatable.")
@click.option("--no-color", is_flag=True, help="No colour.")
def command(path: str, form: str | None, output: tuple[str, ...], *, no_color: bool) -> int:
    """Render REPORT, the JSON of an earlier scan, in other formats. Nothing is assessed anew, nothing gates."""
    from depaudit.cli.output import formats_of, look, read_report, write_files
    from depaudit.report import renderer

    formats_of("text", output)
    report = read_report(path)
    write_files(report, output)
    if form is not None or not output:
        sys.stdout.write(renderer(form or "text")(report, look(no_color=no_color)))
    return 0
