"""`is-member`."""

from __future__ import annotations

import click

from orgdb.cli.columns import IS_MEMBER
from orgdb.cli.options import Session, output_options, who_counts
from orgdb.cli.output import Output, note
from orgdb.cli.parameter_types import MEMBER, ORGANIZATION
from orgdb.errors import EXIT_DONE, EXIT_NO, EXIT_UNKNOWN
from orgdb.parameters import WhoCounts
from orgdb.vocabulary import Answer

EXIT_CODES = {Answer.YES: EXIT_DONE, Answer.NO: EXIT_NO, Answer.UNKNOWN: EXIT_UNKNOWN}


@click.command()
@click.argument("member", type=MEMBER)
@click.argument("org", type=ORGANIZATION)
@who_counts
@output_options
@click.pass_obj
def is_member(
    session: Session,
    member: str,
    org: str,
    who: WhoCounts,
    out: Output,
) -> int:
    """Is MEMBER (a state or an organization) a member of ORG: yes, no or unknown, and why.

    Without --on, as of the day the membership list was last checked. Exit code 0 yes, 1 no,
    3 unknown.

    \b
    Examples:
      orgdb is-member Honduras OAS --on 2010-01-01
      orgdb is-member HND OAS --on 2010-01-01 --rule participating
    """
    from orgdb.membership.is_member import BelongingRow
    from orgdb.membership.is_member import is_member as ask

    row = ask(session.reader, member, org, who)
    if out.format == "json":
        from orgdb.output.formats import render_object

        out.write(render_object(row))
    elif out.format == "table":
        disputed = " (disputed)" if row.disputed else ""
        out.write(f"{row.answer}{disputed}: {row.reason}\n")
        if who.on is None and row.known_through:
            note(f"as of {row.known_through}, when the membership list was last checked")
    else:
        out.answer([row], BelongingRow, IS_MEMBER)
    return EXIT_CODES[Answer(row.answer)]
