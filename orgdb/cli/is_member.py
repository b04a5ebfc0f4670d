"""`is-member`."""

from __future__ import annotations

import shlex
from dataclasses import replace

import click

from orgdb.cli.columns import IS_MEMBER
from orgdb.cli.options import who_counts
from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import MEMBER_THEN_ORGANIZATION
from orgdb.cli.session import Session
from orgdb.errors import EXIT_DONE, EXIT_NO, EXIT_UNKNOWN
from orgdb.parameters import WhoCounts
from orgdb.vocabulary import Answer

EXIT_CODES = {Answer.YES: EXIT_DONE, Answer.NO: EXIT_NO, Answer.UNKNOWN: EXIT_UNKNOWN}


@click.command()
@click.argument(
    "words", nargs=-1, required=True, metavar="MEMBER ORG", type=MEMBER_THEN_ORGANIZATION
)
@who_counts
@output_options
@click.pass_obj
def is_member(
    session: Session,
    words: tuple[str, ...],
    who: WhoCounts,
    out: Output,
) -> int:
    """Is MEMBER (a state or an organization) a member of ORG: yes, no or unknown, and why.

    Also in words: Peru in the OAS, was Spain in NATO in 1980.

    Without --on, as of the day the membership list was last checked. Exit code 0 yes, 1 no,
    3 unknown.

    \b
    Examples:
      orgdb is-member Honduras OAS --on 2010-01-01
      orgdb is-member HND OAS --on 2010-01-01 --rule participating
      orgdb is-member South Korea in the UN in 1985
    """
    from orgdb.membership.is_member import BelongingRow
    from orgdb.membership.is_member import is_member as ask

    member, org, who = _asked(session, words, who)
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


def _asked(session: Session, words: tuple[str, ...], who: WhoCounts) -> tuple[str, str, WhoCounts]:
    """The two names, and the date, of a question in two words or in more."""
    if len(words) == 2:
        return words[0], words[1], who
    if len(words) == 1 and " " not in words[0].strip():
        raise click.UsageError("Missing argument 'ORG'.", click.get_current_context())
    from orgdb.names.sentence import read_sentence
    from orgdb.parameters import parse_on

    asked = read_sentence(session.reader, words)
    on = who.on or parse_on(asked.on)
    said = [asked.member, asked.organization, *(["--on", on.text] if on else [])]
    note(f"read as: orgdb is-member {shlex.join(said)}")
    return asked.member, asked.organization, replace(who, on=on)
