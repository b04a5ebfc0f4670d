"""`coverage`."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.columns import COVERAGE
from orgdb.cli.options import name_argument
from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ORGANIZATION
from orgdb.cli.session import Session

A_YEAR = "a year"
LEVELS = ("in depth", "members", "partial", "registered")


@click.command()
@click.option(
    "--stale",
    "since",
    metavar="[DATE]",
    is_flag=False,
    flag_value=A_YEAR,
    help="Only membership lists that were not checked since this date, or for a year.",
)
@click.option(
    "--against",
    metavar="DATASET,DATASET",
    help="Add the agreement of each list with that of these loaded data sets.",
)
@click.option("--only", type=click.Choice(LEVELS), help="Only organizations with this coverage.")
@name_argument("org", "[ORG]", ORGANIZATION)
@output_options
@click.pass_obj
def coverage(
    session: Session,
    org: str | None,
    since: str | None,
    against: str | None,
    only: str | None,
    out: Output,
) -> None:
    """How much orgdb knows about each organization, how current it is, how well sourced.

    in depth: a complete membership list, the founding treaty, heads. members: a complete list.
    partial: a list without some members or years. registered: no list.

    \b
    Examples:
      orgdb coverage
      orgdb coverage --stale
      orgdb coverage --stale 2025-06
      orgdb coverage --only registered
      orgdb coverage --against cow-igo-3
    """
    from orgdb.names.lookup import find_organization
    from orgdb.organizations.coverage import CoverageRow
    from orgdb.organizations.coverage import coverage as ask

    agreement: dict[str, list[str]] = {}
    if against:
        from orgdb.panel.compare import agreement_by_organization

        keys = [key.strip() for key in against.split(",") if key.strip()]
        agreement = agreement_by_organization(session.reader, keys)
    rows = ask(session.reader, _a_year_ago() if since == A_YEAR else since, agreement)
    if org:
        key = find_organization(session.reader, org).key
        rows = tuple(row for row in rows if row.org == key)
    rows = tuple(row for row in rows if only in (None, row.coverage))
    out.answer(rows, CoverageRow, COVERAGE)
    if rows:
        kinds = Counter(row.coverage for row in rows)
        note(", ".join(f"{number} {kind}" for kind, number in kinds.most_common()))


def _a_year_ago() -> str:
    from datetime import date, timedelta

    return str(date.today() - timedelta(days=365))
