"""`is-member`."""

from __future__ import annotations

import shlex

import click

from orgdb.cli.columns import IS_MEMBER
from orgdb.cli.options import Session, output_options, who_counts
from orgdb.cli.output import Output, note
from orgdb.errors import EXIT_DONE, EXIT_NO, EXIT_UNKNOWN
from orgdb.parameters import WhoCounts
from orgdb.vocabulary import Answer

EXIT_CODES = {Answer.YES: EXIT_DONE, Answer.NO: EXIT_NO, Answer.UNKNOWN: EXIT_UNKNOWN}


@click.command()
@click.argument("member")
@click.argument("org")
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

    Without --on, as of the day the roster was last checked. Exit code 0 yes, 1 no, 3 unknown.

    \b
    Examples:
      orgdb is-member Honduras OAS --on 2010-01-01
      orgdb is-member HND OAS --on 2010-01-01 --rule participating
    """
    from orgdb.errors import UnknownNameError
    from orgdb.membership.is_member import BelongingRow
    from orgdb.membership.is_member import is_member as ask

    try:
        row = ask(session.reader, member, org, who)
    except UnknownNameError:
        _refuse_swapped(session, member, org)
        raise
    if out.format == "json":
        from orgdb.output.formats import render_object

        out.write(render_object(row))
    elif out.format == "table":
        disputed = " (disputed)" if row.disputed else ""
        out.write(f"{row.answer}{disputed}: {row.reason}\n")
        if who.on is None and row.known_through:
            note(f"as of {row.known_through}, when the roster was last checked")
    else:
        out.answer([row], BelongingRow, IS_MEMBER)
    return EXIT_CODES[Answer(row.answer)]


def _refuse_swapped(session: Session, member: str, org: str) -> None:
    """`is-member OAS Peru`: say so where each is what the other should be."""
    from orgdb.errors import QuestionError
    from orgdb.names.lookup import find_organization, find_state

    try:
        find_state(session.reader, org)
        find_organization(session.reader, member)
    except QuestionError:
        return
    raise QuestionError(
        f"{org} is a state and {member} is an organization.",
        f"Swap them: orgdb is-member {shlex.quote(org)} {shlex.quote(member)}",
    )
