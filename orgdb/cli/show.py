"""`show`."""

from __future__ import annotations

import click

from orgdb.cli.options import name_argument, on_option
from orgdb.cli.output import is_terminal, note, write
from orgdb.cli.output_options import file_option
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session
from orgdb.parameters import On


@click.command()
@name_argument("name", "NAME", ANYTHING)
@on_option
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["page", "table", "json"]),
    default="page",
    help="A page for people, or one JSON object.",
)
@click.option("--sources", is_flag=True, help="Number and list the documents.")
@click.option("--full", is_flag=True, help="All of it, with sources: every name, treaty, event.")
@file_option
@click.pass_obj
def show(
    session: Session,
    name: str,
    on: On | None,
    format_: str,
    sources: bool,
    full: bool,
    output: str | None,
) -> None:
    """What there is about NAME: an organization, a state, a person, or whatever has a key.

    Keys are those of sources (their addresses too), treaties, events, posts, facts, data sets. Of a
    source it shows every fact that rests on it, and what it disputes. Where a name can be several
    kinds of thing, org:CAN and state:CAN tell them apart.

    \b
    Examples:
      orgdb show OAS
      orgdb show "Luis Almagro" --sources
      orgdb show oas-treaty-a41
    """
    from orgdb.organizations.profile import page

    found = page(session.reader, name, on)
    if format_ == "json":
        write(_json(found), output)
        return
    import shutil
    import sys

    from orgdb.output.page import show as draw

    terminal = is_terminal(sys.stdout) and output is None
    width = shutil.get_terminal_size().columns if terminal else None
    write(draw(found, width, full, sources), output)
    if found.roster is not None and on is None:
        note(f"as of {found.roster.known_through}, when the membership list was last checked")


def _json(found: object) -> str:
    import dataclasses
    import json

    def plain(value: object) -> object:
        if isinstance(value, (list, tuple)):
            return [plain(item) for item in value]
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items() if key != "fact_id"}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
            item = fields.pop("values", None)
            if isinstance(item, dict):
                return {**item, "sources": fields["sources"], "disputes": fields["disputes"]}
            return fields
        return value

    return json.dumps(plain(found), ensure_ascii=False, indent=2) + "\n"
