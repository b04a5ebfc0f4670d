"""`changes`."""

from __future__ import annotations

import click

from orgdb.cli.columns import CHANGES, LEARNED
from orgdb.cli.options import dataset_option, name_argument, status_option
from orgdb.cli.output import Output, counted, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session
from orgdb.vocabulary import Change

MOST_NAMED = 8


@click.command()
@name_argument("name", "[ORG|STATE]", ANYTHING)
@click.option("--from", "from_", metavar="DATE", help="From this date on: 1990, 1990-06 …")
@click.option("--to", metavar="DATE", help="Up to and including this date.")
@status_option
@dataset_option
@click.option(
    "--between-releases",
    "releases",
    nargs=2,
    metavar="A B",
    help="Which facts were added and retired between releases A and B.",
)
@click.option(
    "--change", type=click.Choice([change.value for change in Change]), help="Only these."
)
@click.option(
    "--undated", is_flag=True, help="Also changes whose date is not known to a year or two."
)
@output_options
@click.pass_obj
def changes(
    session: Session,
    releases: tuple[str, str] | None,
    name: str | None,
    from_: str | None,
    to: str | None,
    status: str | None,
    dataset: str | None,
    change: str | None,
    undated: bool,
    out: Output,
) -> None:
    """Who joined, left, was suspended, came back between two dates: in ORG, of STATE, anywhere.

    The date of leaving is the first day of not being a member. Dates not known to the day are
    listed where they may lie between the two, and marked possible where they may also lie outside.

    \b
    Examples:
      orgdb changes OAS --from 2009 --to 2024
      orgdb changes Cuba --from 1950 -f csv
    """
    if releases:
        if name or from_ or to or status or dataset or change or undated:
            what = "--between-releases takes no other filter: it compares releases, not dates."
            raise click.UsageError(what, click.get_current_context())
        from orgdb.releases.diff import LearnedRow, learned

        found = learned(session.reader, *releases)
        out.answer(found, LearnedRow, LEARNED)
        return
    from orgdb.membership.changes import ChangeRow, is_dated
    from orgdb.membership.changes import changes as ask

    rows = ask(session.reader, name, from_, to, status, dataset)
    every = undated or not (from_ or to)
    rows = tuple(row for row in rows if change in (None, row.change))
    shown = rows if every else tuple(filter(is_dated, rows))
    out.answer(shown, ChangeRow, CHANGES)
    if more := len(rows) - len(shown):
        what = counted(more, "more change" if shown else "change")
        note(f"{what} may or may not lie in this time: list them with --undated")
    _say_how_far(session, name, to, dataset)


def _say_how_far(session: Session, name: str | None, to: str | None, dataset: str | None) -> None:
    """Which lists were looked through, and where they end: silence about others says nothing."""
    from orgdb.membership.looked_through import looked_through

    lists = looked_through(session.reader, name, dataset)
    if lists.organization:
        end = next(iter(lists.ends.values()), "")
        ends = f"the list of {lists.organization} ends on {end}, when it was last checked"
        note(ends if end else f"orgdb has no membership list of {lists.organization}")
        return
    said = f"looked through {counted(len(lists.ends), 'membership list')}"
    from orgdb.parameters import Window

    last = Window.parse(None, to).latest if to else ""
    early = lists.ending_before(last)
    note(f"{said}, {len(early)} of which end before {last}" if early else said)
    if lists.partial:
        longest = ", ".join(lists.partial[:MOST_NAMED])
        among = "" if len(lists.partial) <= MOST_NAMED else ", among them"
        leave = "leaves" if len(lists.partial) == 1 else "leave"
        note(f"{len(lists.partial)} of them {leave} members out{among or ':'} {longest}")
    if len(lists.missing) > MOST_NAMED:
        without = counted(len(lists.missing), "organization")
        note(f"{without} of today have no list in orgdb: orgdb coverage --only registered")
    elif lists.missing:
        note(f"without a list in orgdb: {', '.join(lists.missing)}")
