"""`report`."""

from __future__ import annotations

import click

from orgdb.cli import columns
from orgdb.cli.options import Session, answer, on_option, output_options, who_counts
from orgdb.output.formats import Columns

SPELLS: Columns = (
    ("org", "org"),
    ("member", "member"),
    ("status", "status"),
    ("start", "from"),
    ("end", "to"),
    ("joined_by", "joined by", 2),
    ("end_reason", "ended by", 1),
    ("dataset", "data set", 3),
)
# The columns of each report's table, how its rows are read, and what they are grouped by.
TABLES: dict[str, tuple[Columns, type[columns.Shown], str]] = {
    "organizations": (columns.ORGANIZATIONS, columns.Shown, ""),
    "members": (columns.ALL_MEMBERS, columns.ShownMember, "org"),
    "states": (columns.STATES, columns.Shown, ""),
    "officials": (columns.ALL_OFFICIALS, columns.ShownDated, "body"),
    "offices": (columns.OFFICES, columns.ShownDated, ""),
    "charters": (columns.ALL_CHARTERS, columns.ShownCharter, "title"),
    "parties": (columns.PARTIES, columns.Shown, "treaty"),
    "languages": (columns.ALL_LANGUAGES, columns.ShownDated, ""),
    "events": (columns.EVENTS, columns.Shown, ""),
    "sources": (columns.SOURCES, columns.Shown, ""),
    "citations": (columns.CITATIONS, columns.ShownCitation, "fact"),
    "panel": ((), columns.Shown, ""),
    "dyads": ((), columns.Shown, ""),
    "spells": (SPELLS, columns.Shown, ""),
}


@click.command()
@click.argument("name")
@click.option("--org", metavar="ORG,ORG", help="Only these organizations.")
@click.option(
    "--shape",
    type=click.Choice(["long", "state-year", "igo-year", "dyad-year"]),
    default="long",
    help="panel: a row a member and year, or one wide row a state, a body or a pair and year.",
)
@click.option(
    "--states",
    type=click.Choice(["cow", "un", "all"]),
    help="panel: the states of the COW state system, of the UN, or every one while it existed.",
)
@click.option("--balanced", is_flag=True, help="panel: also rows of 0 and of unknown, with why.")
@click.option(
    "--id",
    "id_",
    type=click.Choice(["cow", "gw", "iso3"]),
    help="panel: one line of rows for each code of this scheme.",
)
@click.option(
    "--like", metavar="LAYOUT", help="panel: curated facts in the layout of COW: cow-igo-3."
)
@click.option("--at", metavar="MM-DD", help="panel: the census day (default: any day of the year).")
@click.option("--orgs", metavar="ORG,ORG", help="dyads: only these organizations.")
@click.option("--full-only", is_flag=True, help="dyads: not members of no stated kind.")
@click.option("--directed", is_flag=True, help="dyads: every pair in both orders.")
@click.option("--from", "from_", metavar="YEAR", type=int, help="panel, dyads: from this year on.")
@click.option("--through", metavar="YEAR", type=int, help="panel, dyads: through this year.")
@on_option
@who_counts
@output_options
@click.pass_obj
def report(
    session: Session,
    name: str,
    org: str | None,
    shape: str,
    states: str | None,
    balanced: bool,
    id_: str | None,
    like: str | None,
    at: str | None,
    orgs: str | None,
    full_only: bool,
    directed: bool,
    from_: int | None,
    through: int | None,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """A named table for other tools: organizations, members, states, officials, offices, charters,
    parties, languages, events, sources, citations; panel, dyads or spells (docs/coding-rules.md).

    \b
    Examples:
      orgdb report members --org OAS -f csv -o members.csv
      orgdb report organizations -f csv
      orgdb report panel --org OAS --at 12-31 -f csv
      orgdb report panel --org OAS,EU --states cow --balanced --from 1990 -o panel.csv
      orgdb report panel --like cow-igo-3 -o state_year.csv
      orgdb report dyads --orgs OAS -f csv -o dyads.csv
    """
    from orgdb.reports import Filters
    from orgdb.reports import report as ask

    chosen = tuple(part.strip() for part in (orgs or "").split(",") if part.strip())
    filters = Filters(
        org,
        on,
        rule,
        status,
        dataset,
        at,
        shape,
        chosen,
        full_only,
        directed,
        from_,
        through,
        states,
        balanced,
        id_,
        like,
    )
    row_type, rows = ask(session.reader, name, filters)
    wide = shape != "long" or like is not None
    if name == "panel" and output not in (None, "-"):
        from orgdb.cli.beside_panel import write_beside

        write_beside(session.reader, output, rows, filters)
    if hasattr(rows, "lines") and (format_ in ("csv", "tsv") or wide):
        from orgdb.cli.output import stream

        if wide and format_ not in ("csv", "tsv", "table"):
            raise click.BadParameter(f"a wide panel is csv or tsv, not {format_}.")
        stream(rows.lines("\t" if format_ == "tsv" else ","), output)
        return
    table, how, group = TABLES[name]
    if row_type.__name__ == "OrderedRow" and len(filters.dataset_keys) > 1:
        raise click.BadParameter(f"data sets side by side are csv or tsv, not {format_}.")
    found = columns.shown(rows, how, format_)
    answer(found, row_type, format_, output, raw, table, empty="No rows.", group=group)
