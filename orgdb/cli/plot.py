"""`plot members`, `plot timeline`, `plot map`, `plot overlap`, `plot network`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from orgdb.cli.options import on_option, several
from orgdb.cli.output import is_terminal, note, write_bytes
from orgdb.cli.output_options import output_file
from orgdb.cli.parameter_types import ORGANIZATION
from orgdb.cli.session import Session

if TYPE_CHECKING:
    from orgdb.plot.svg import Picture

FORMATS = ("svg", "html", "png", "pdf")


@click.group()
def plot() -> None:
    """Draw members over time, timelines, maps, overlaps, networks: SVG, HTML, PNG or PDF.

    Every picture says its title, its date, its sources and the licence of its data. PNG and PDF
    need: pip install 'orgdb-igo[plot]'
    """


def _format(ctx: click.Context, _option: click.Parameter, chosen: str | None) -> str:
    """The format asked for, else that of the file's name, else SVG; a terminal shows none."""
    output = ctx.params.get("output")
    ending = "" if output in (None, "-") else os.path.splitext(output)[1].lower()  # noqa: PTH122
    if chosen is None and ending:
        chosen = ending.removeprefix(".")
        if chosen not in FORMATS:
            raise click.BadParameter(
                f"'{ending}' is not a format of a picture. Name a file that ends in"
                f" {', '.join(f'.{name}' for name in FORMATS)}, or choose one with -f.",
                ctx,
                param_hint="'-o'",
            )
    if output is None and is_terminal(sys.stdout):
        raise click.UsageError("A terminal shows no pictures. Name a file: -o picture.svg", ctx)
    return chosen or "svg"


picture_options = several(
    *output_file(
        FORMATS,
        _format,
        "How to write the picture (default: by the ending of FILE, else svg).",
        "Write to a file: .svg, .html, .png or .pdf.",
    )
)
dataset_option = click.option(
    "--dataset", metavar="KEY", help="The data set to draw (default: curated, else newest import)."
)


@plot.command()
@click.argument("organizations", metavar="ORG...", type=ORGANIZATION, nargs=-1, required=True)
@dataset_option
@picture_options
@click.pass_obj
def members(
    session: Session,
    organizations: tuple[str, ...],
    dataset: str | None,
    format_: str,
    output: str | None,
) -> None:
    """The number of members of one to six organizations over time.

    Hatched above a line: who may have been a member. Striped below it: members suspended from
    taking part.

    \b
    Examples:
      orgdb plot members OAS -o oas.svg
      orgdb plot members UN LON EU AU -o members.png
    """
    from orgdb.plot.history import history
    from orgdb.plot.members_over_time import members_picture

    found = {one.org: one for one in (history(session.reader, o, dataset) for o in organizations)}
    _draw(members_picture(list(found.values())), format_, output)


@plot.command()
@click.argument("organization", metavar="ORG", type=ORGANIZATION)
@dataset_option
@picture_options
@click.pass_obj
def timeline(
    session: Session, organization: str, dataset: str | None, format_: str, output: str | None
) -> None:
    """A bar for each membership period, striped where suspended; who led it below.

    Hatched is what the dates leave open; pale are associates and observers.

    \b
    Examples:
      orgdb plot timeline OAS -o oas-timeline.svg
      orgdb plot timeline ASEAN -o asean.html
    """
    from orgdb.plot.history import history
    from orgdb.plot.member_timeline import timeline_picture

    known = history(session.reader, organization, dataset)
    _draw(timeline_picture(session.reader, known), format_, output)


@plot.command("map")
@click.argument("organization", metavar="ORG", type=ORGANIZATION)
@on_option
@dataset_option
@click.option("--zoom", is_flag=True, help="Show only the part of the world with members.")
@click.option(
    "--slider/--no-slider",
    default=None,
    help="An HTML page to move through time on (default: for .html without --on).",
)
@picture_options
@click.pass_obj
def map_(
    session: Session,
    organization: str,
    on: str | None,
    dataset: str | None,
    zoom: bool,
    slider: bool | None,
    format_: str,
    output: str | None,
) -> None:
    """The members of an organization on a map of the world, on a date.

    The outlines are today's; states of the past that have none are named below the map, and the
    land that was theirs is striped.

    \b
    Examples:
      orgdb plot map OAS -o oas.svg
      orgdb plot map UN --on 1970-01-01 -o un-1970.png
      orgdb plot map EU --zoom -o eu.pdf
      orgdb plot map UN -o un.html
    """
    from orgdb.plot.history import history
    from orgdb.plot.map import map_picture
    from orgdb.plot.map_standings import Atlas

    if slider and (format_ != "html" or on):
        raise click.UsageError("--slider makes an HTML page of all dates: -o map.html, no --on.")
    known, atlas = history(session.reader, organization, dataset), Atlas.read(session.reader)
    if format_ == "html" and not on and slider is not False:
        from orgdb.plot.map_slider import map_with_slider

        write_bytes(map_with_slider(known, atlas, zoom).encode(), output)
        _said(output, f"{known.name}, {known.first[:4]} to {known.last[:4]}")
        return
    _draw(map_picture(known, atlas, known.question(on), zoom=zoom), format_, output)


@plot.command()
@click.argument("first", metavar="ORG", type=ORGANIZATION)
@click.argument("second", metavar="ORG", type=ORGANIZATION)
@on_option
@dataset_option
@picture_options
@click.pass_obj
def overlap(
    session: Session,
    first: str,
    second: str,
    on: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Who belongs to both of two organizations, and who to one of them only.

    On a date, else as of the earlier of the two last checks.

    \b
    Examples:
      orgdb plot overlap EU OECD -o eu-oecd.svg
      orgdb plot overlap MERCOSUR CAN --on 2000 -o andes.svg
    """
    from orgdb.plot.history import history
    from orgdb.plot.overlap import overlap_picture

    a, b = (history(session.reader, name, dataset) for name in (first, second))
    _draw(overlap_picture(a, b, on), format_, output)


@plot.command()
@on_option
@picture_options
@click.pass_obj
def network(session: Session, on: str | None, format_: str, output: str | None) -> None:
    """All organizations by the members that they share: the more, the nearer they lie.

    Those that exist now, each as of its last check, or those of a date. A line joins an
    organization to the two that have the most in common with it.

    \b
    Examples:
      orgdb plot network -o network.svg
      orgdb plot network --on 1975 -o network-1975.svg
    """
    from orgdb.plot.network import network_picture

    _draw(network_picture(session.reader, on), format_, output)


def _draw(picture: Picture, format_: str, output: str | None) -> None:
    from orgdb.plot.convert import converted

    write_bytes(converted(picture, format_), output)
    _said(output, picture.title)


def _said(output: str | None, what: str) -> None:
    if output not in (None, "-"):
        note(f"{output}: {what}")
