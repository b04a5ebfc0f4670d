"""`officials`."""

from __future__ import annotations

import click

from orgdb.cli.columns import OFFICIALS
from orgdb.cli.options import after_check, dated_name, on_option
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import MEMBER
from orgdb.cli.session import Session
from orgdb.parameters import On


@click.command()
@dated_name("body", "BODY", MEMBER)
@click.option("--post", metavar="POST", help="Only this post, by its title or key.")
@on_option
@output_options
@click.pass_obj
def officials(
    session: Session,
    body: str,
    post: str | None,
    on: On | None,
    out: Output,
) -> int:
    """Who leads and led BODY, an organization or a state: past and present, or on a date.

    With nationality and dates; acting officials are marked.

    \b
    Examples:
      orgdb officials OAS --post "Secretary General"
      orgdb officials Peru --on 2021-11-04
    """
    from orgdb.organizations.officials import OfficialRow
    from orgdb.organizations.officials import officials as ask

    rows = ask(session.reader, body, post, on)
    out.answer(rows, OfficialRow, OFFICIALS)
    return after_check(rows, on)
