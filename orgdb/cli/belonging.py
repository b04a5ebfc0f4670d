"""`is-member`, `members`, `memberships`."""

from __future__ import annotations

import click

from orgdb.cli.options import Session, answer, note, on_option, output_options, who_counts, write
from orgdb.errors import EXIT_DONE, EXIT_NO, EXIT_UNKNOWN
from orgdb.queries import memberships as queries
from orgdb.queries.memberships import MemberRow, MembersAnswer
from orgdb.vocabulary import Answer

EXIT_CODES = {Answer.YES: EXIT_DONE, Answer.NO: EXIT_NO, Answer.UNKNOWN: EXIT_UNKNOWN}
MEMBER_COLUMNS = (
    ("member", "key"),
    ("member_name", "member"),
    ("status", "status"),
    ("start", "from"),
    ("end", "to"),
    ("remarks", "remarks"),
)
MEMBERSHIP_COLUMNS = (("org", "key"), ("org_name", "organization"), *MEMBER_COLUMNS[2:])


class Shown:
    """A row of a table for people: a member row and its remarks."""

    def __init__(self, row: MemberRow) -> None:
        self.row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, name)

    @property
    def status(self) -> str:
        """The organization's own word where it has one."""
        return self.row.status_word or self.row.status

    @property
    def remarks(self) -> str:
        """What a reader has to know besides: suspended, left, possible only, disputed."""
        row = self.row
        parts = []
        if row.suspensions:
            now = {
                "yes": "suspended",
                "part": "suspended for part of it",
                "unknown": "perhaps suspended",
            }
            parts.append(f"{now.get(row.suspended, 'was suspended')} {', '.join(row.suspensions)}")
        if row.end_reason:
            parts.append(row.end_reason.replace("_", " "))
        if row.notice:
            parts.append(f"notice {row.notice}")
        if row.certainty == "possible":
            parts.append("possibly")
        if row.disputed:
            parts.append("disputed")
        return "; ".join(parts)


@click.command()
@click.argument("member")
@click.argument("org")
@on_option
@who_counts
@output_options
@click.pass_obj
def is_member(
    session: Session,
    member: str,
    org: str,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> int:
    """Is MEMBER (a state or an organization) a member of ORG: yes, no or unknown, and why.

    Without --on, as of the day the roster was last checked. Exit code 0 yes, 1 no, 3 unknown.

    \b
    Examples:
      orgdb is-member Honduras OAS --on 2010-01-01
      orgdb is-member HND OAS --on 2010-01-01 --rule participating
    """
    from orgdb.queries.belonging import BelongingRow
    from orgdb.queries.belonging import is_member as ask

    row = ask(session.reader, member, org, on, rule, status, dataset)
    if format_ == "json":
        from orgdb.render import render_object

        write(render_object(row), output)
    elif format_ == "table":
        disputed = " (disputed)" if row.disputed else ""
        write(f"{row.answer}{disputed}: {row.reason}\n", output)
        if on is None and row.known_through:
            note(f"as of {row.known_through}, when the roster was last checked")
    else:
        answer([row], BelongingRow, format_, output, raw)
    return EXIT_CODES[Answer(row.answer)]


@click.command()
@click.argument("org")
@on_option
@click.option("--all-time", is_flag=True, help="Every spell there ever was.")
@who_counts
@output_options
@click.pass_obj
def members(
    session: Session,
    org: str,
    on: str | None,
    all_time: bool,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """Who belongs to ORG on a date, or (--all-time) every spell there ever was.

    Without --on, as of the day the roster was last checked. Observers and associates are left out
    unless --status names them.

    \b
    Examples:
      orgdb members OAS --on 2021-11-04 -f csv
      orgdb members OAS --status observer
    """
    _one_date(on, all_time)
    found = queries.members(session.reader, org, on, rule, status, dataset, all_time)
    if found.roster is None:
        note(f"orgdb has no membership list of {org}.")
    else:
        _say_as_of(found, on, all_time)
    _write(found, format_, output, raw, MEMBER_COLUMNS)


@click.command()
@click.argument("member")
@on_option
@click.option("--all-time", is_flag=True, help="Every spell there ever was.")
@who_counts
@output_options
@click.pass_obj
def memberships(
    session: Session,
    member: str,
    on: str | None,
    all_time: bool,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """What MEMBER (a state or an organization) belongs to, on a date or ever.

    Only organizations whose membership list orgdb has are in the answer.

    \b
    Examples:
      orgdb memberships Peru
      orgdb memberships NIC --all-time -f csv
    """
    _one_date(on, all_time)
    found = queries.memberships(session.reader, member, on, rule, status, dataset, all_time)
    if found.rows and not all_time and on is None:
        note("as of the day each roster was last checked (column known_through of orgdb orgs)")
    _write(found, format_, output, raw, MEMBERSHIP_COLUMNS)


def _one_date(on: str | None, all_time: bool) -> None:
    if on and all_time:
        raise click.UsageError(
            "--on and --all-time exclude each other.", click.get_current_context()
        )


def _say_as_of(found: MembersAnswer, on: str | None, all_time: bool) -> None:
    roster = found.roster
    assert roster is not None  # noqa: S101 (the caller has looked)
    count = len({row.member for row in found.rows if row.certainty == "certain"})
    through = roster.known_through
    if all_time:
        note(f"{len(found.rows)} spells; the roster was last checked on {through}")
    elif on is None:
        note(f"{count} as of {through}, when the roster was last checked")
    elif found.on is not None and found.on.latest > through:
        note(f"the roster was last checked on {through}: what came after is unknown")
    elif found.on is not None and found.on.earliest < roster.known_from:
        note(f"the roster begins on {roster.known_from}")
    else:
        note(f"{count} on {on}")


def _write(
    found: MembersAnswer,
    format_: str,
    output: str | None,
    raw: bool,
    columns: tuple[tuple[str, str], ...],
) -> None:
    if format_ in ("table", "markdown"):
        shown = [Shown(row) for row in found.rows]
        answer(shown, MemberRow, format_, output, raw, columns, empty="No members.")
    else:
        answer(found.rows, MemberRow, format_, output, raw)
