"""`import csv`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from orgdb.cli.output import counted, note
from orgdb.cli.parameter_types import ORGANIZATION
from orgdb.cli.session import Session, target

SHOWN = 8


@click.command("csv")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dataset", "key", metavar="KEY", required=True, help="Key for the data set.")
@click.option(
    "--map",
    "columns",
    metavar="NAME=COLUMN,…",
    required=True,
    help="Which column is what: org, state, start, end, status.",
)
@click.option(
    "--known-through", metavar="DAY", required=True, help="The day the list was last checked."
)
@click.option("--licence", required=True, help="Terms of use; kept with the data.")
@click.option("--citation", default="", help="Citation to use.")
@click.option("--title", default="", help="Title (default: the name of the file).")
@click.option(
    "--org",
    metavar="ORG",
    type=ORGANIZATION,
    help="The organization, if the table is about one only.",
)
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook (default: its first).")
@click.option("--known-from", metavar="DAY", help="The first day the list covers.")
@click.option(
    "--complete", is_flag=True, help="The list is complete: anyone not listed is not a member."
)
@click.option(
    "--skip-unresolved", is_flag=True, help="Skip rows that cannot be resolved, and list them."
)
@click.option("--dry-run", is_flag=True, help="Show what would be added; change nothing.")
@click.pass_obj
def csv(
    session: Session,
    file: Path,
    key: str,
    columns: str,
    known_through: str,
    licence: str,
    citation: str,
    title: str,
    org: str | None,
    sheet: str | None,
    known_from: str | None,
    complete: bool,
    skip_unresolved: bool,
    dry_run: bool,
) -> int:
    """A list of memberships (csv, tsv, xlsx; - for stdin), one membership period a row.

    An empty end means still open, `?` means unknown. If rows write `..` for an open end, an empty
    end means unknown. Names and codes are read as of the dates of their row.

    \b
    Examples:
      orgdb import csv eu.csv --dataset mine --map org=body,state=iso3,start=since,end=until
          --known-through 2026-10-31 --licence CC0-1.0 --dry-run
      orgdb import csv oas.csv --dataset mine --org OAS --map state=country,start=joined
          --known-through 2026-10-31 --licence CC0-1.0
    """
    from orgdb.errors import EXIT_DATABASE, EXIT_DONE
    from orgdb.importers.csv import Terms, import_table

    mapping = dict(_pair(part) for part in columns.split(","))
    terms = Terms(
        key,
        title or file.name,
        licence,
        citation,
        known_through,
        known_from,
        complete,
        org,
        sheet=sheet,
    )
    done = import_table(target(session), file, mapping, terms, dry_run, skip_unresolved)
    if done.unchanged:
        note(f"{key}: unchanged; exactly this file is loaded already.")
        return EXIT_DONE
    organizations = len({spell.organization for spell in done.spells})
    periods = counted(len(done.spells), "membership period")
    what = f"{periods} in {counted(organizations, 'organization')}"
    wrong = [*done.faults, *done.clashes]
    for spell in done.spells if dry_run else ():
        status = spell.status_word or spell.status
        line = f"{spell.place}: {spell.organization} {spell.member} {status}"
        click.echo(f"{line} {spell.start}/{spell.end}")
    for fault in wrong:
        note(fault)
    words = Counter(spell.status_word for spell in done.spells if spell.status_word)
    if words:
        listed = ", ".join(f"'{word}' ({number})" for word, number in words.most_common(SHOWN))
        more = ", …" if len(words) > SHOWN else ""
        note(f"Of status other, which is not counted as a member: {listed}{more}.")
    if not dry_run:
        left_out = f"; left out: {counted(len(wrong), 'row')}" if wrong else ""
        note(f"{key}: {what}{left_out}.")
        return EXIT_DONE
    note(f"{key}: {what} would be added; {counted(len(wrong), 'row')} cannot be.")
    return EXIT_DATABASE if done.clashes or (done.faults and not skip_unresolved) else EXIT_DONE


def _pair(part: str) -> tuple[str, str]:
    name, equals, column = part.partition("=")
    if not equals or not column.strip():
        raise click.UsageError(f"'{part}' in --map is not NAME=COLUMN.")
    return name.strip(), column.strip()
