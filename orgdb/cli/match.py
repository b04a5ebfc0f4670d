"""`match`: keys for a column of a table. What was in the file stays as it is; columns are added."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.batch import table_options, write_annotated
from orgdb.cli.options import Session, on_option
from orgdb.cli.output import note
from orgdb.cli.parameter_types import FILE
from orgdb.parameters import On

ADDED = ("orgdb_key", "orgdb_name", "orgdb_how", "orgdb_candidates")
SHOWN = 8
MOST_VALUES = 100_000  # different values that the summary counts


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--column", required=True, metavar="NAME", help="The column with names (or #2).")
@click.option(
    "--kind",
    type=click.Choice(["state", "organization", "auto"]),
    default="auto",
    help="What the names refer to; auto means either.",
)
@click.option("--scheme", metavar="S", help="Read the values as codes: iso2, m49, cow, gw, gec.")
@click.option(
    "--to", metavar="S,S", help="Add codes too, of the row's date: iso3,iso2,m49,cow,gw,gec."
)
@click.option("--on-column", metavar="NAME", help="The column with the year or date of each row.")
@on_option
@table_options
@click.pass_obj
def match(
    session: Session,
    file: str,
    column: str,
    kind: str,
    scheme: str | None,
    to: str | None,
    on_column: str | None,
    on: On | None,
    sheet: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Add the key of the state or organization that each row of FILE names (csv, tsv, xlsx; - for
    stdin).

    No row is dropped and nothing is guessed: an ambiguous or unknown name gets no key, and
    orgdb_candidates lists what it may be. With --to, codes follow, such as orgdb_iso3.

    \b
    Examples:
      printf 'country\\nRussia\\nKorea\\n' | orgdb match - --column country
      printf 'cow,year\\n365,1980\\n' | orgdb match - --column cow --scheme cow --on-column year
      orgdb match votes.xlsx --column state --to iso3,cow,m49 -o votes-keys.xlsx
    """
    from orgdb.batch.annotated import Annotated
    from orgdb.importers.workbook import read_table
    from orgdb.names.match import Crosswalk, Matcher
    from orgdb.output.formats import inert

    if on and on_column:
        raise click.UsageError("Use --on or --on-column, not both.", click.get_current_context())
    schemes = [part.strip().lower() for part in (to or "").split(",") if part.strip()]
    matcher = Matcher(session.reader, kind, scheme or "")
    crosswalk = Crosswalk(session.reader, schemes)
    counts: Counter[tuple[str, str]] = Counter()
    with read_table(file, sheet) as table:
        place = table.place(column)
        dates = table.place(on_column) if on_column else None
        at = on.text if on else None

        def cells_of(cells: list[str]) -> tuple[str, ...]:
            value, day = cells[place], at if dates is None else cells[dates]
            found = matcher.match(value, day)
            if (value, found.orgdb_how) in counts or len(counts) < MOST_VALUES:
                counts[value, found.orgdb_how] += 1
            candidates = ";".join(found.orgdb_candidates)
            name = inert(found.orgdb_name)
            codes = crosswalk.codes(found, day)
            return (found.orgdb_key, name, found.orgdb_how, candidates, *codes)

        added = (*ADDED, *(f"orgdb_{name}" for name in schemes))
        write_annotated(Annotated(table, added, cells_of), format_, output)
    note("\n".join(_summary(counts)))


def _summary(counts: Counter[tuple[str, str]]) -> list[str]:
    """How many were resolved, and which were not, the most frequent first."""
    from orgdb.names.match import UNRESOLVED

    rows, names = counts.total(), len({value for value, _ in counts})
    resolved = sum(number for (_, how), number in counts.items() if how not in UNRESOLVED)
    lines = [f"{rows} rows, {names} different names: {resolved} rows resolved"]
    for how in UNRESOLVED:
        left = Counter({value: number for (value, why), number in counts.items() if why == how})
        if not left:
            continue
        first = [f"{value} ({count})" for value, count in left.most_common(SHOWN) if value.strip()]
        more = f" and {len(left) - len(first)} more" if first and len(left) > len(first) else ""
        listed = f": {', '.join(first)}{more}" if first else ""
        lines.append(f"{left.total()} {how}{listed}")
    return lines
