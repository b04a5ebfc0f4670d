"""`match`: keys for a column of a table. What was in the file stays as it is; columns are added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import click

from orgdb.cli.batch import table_options, write_annotated
from orgdb.cli.options import on_option
from orgdb.cli.output import note
from orgdb.cli.parameter_types import FILE
from orgdb.cli.session import Session
from orgdb.errors import QuestionError
from orgdb.parameters import On

if TYPE_CHECKING:
    from orgdb.importers.spreadsheet import Spreadsheet
    from orgdb.names.match import Crosswalk, Matcher

ADDED = ("key", "name", "how", "candidates")
SHOWN = 8
MOST_VALUES = 100_000  # different values that the summary counts


@dataclass(slots=True)
class Column:
    """A column of names: where it is, what its values are, and how the columns added begin."""

    place: int
    name: str
    matcher: Matcher
    prefix: str = "orgdb_"
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def cells(self, value: str, day: str | None, crosswalk: Crosswalk) -> Iterator[str]:
        """The cells that are added for a value, on a day."""
        from orgdb.output.formats import inert

        found = self.matcher.match(value, day)
        if (value, found.orgdb_how) in self.counts or len(self.counts) < MOST_VALUES:
            self.counts[value, found.orgdb_how] += 1
        candidates = ";".join(found.orgdb_candidates)
        yield from (found.orgdb_key, inert(found.orgdb_name), found.orgdb_how, candidates)
        yield from crosswalk.codes(found, day)


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option(
    "--column", "either", multiple=True, metavar="NAME", help="The column with names (or #2)."
)
@click.option("--state", multiple=True, metavar="NAME", help="A column with states.")
@click.option("--org", multiple=True, metavar="NAME", help="A column with organizations.")
@click.option(
    "--kind",
    type=click.Choice(["state", "organization", "auto"]),
    default="auto",
    help="What the names of --column refer to; auto means either.",
)
@click.option(
    "--scheme",
    metavar="S",
    help="Read the values as codes: iso2, m49, cow, gw, gec (not of --org beside states).",
)
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
    either: tuple[str, ...],
    state: tuple[str, ...],
    org: tuple[str, ...],
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
    orgdb_candidates lists what it may be. With --to, codes follow, such as orgdb_iso3. Give
    --column, --state and --org for each column with names; where they are several, the columns
    added carry the name of theirs: orgdb_country_key.

    \b
    Examples:
      printf 'country\\nRussia\\nKorea\\n' | orgdb match - --column country
      printf 'cow,year\\n365,1980\\n' | orgdb match - --column cow --scheme cow --on-column year
      orgdb match votes.xlsx --column state --to iso3,cow,m49 -o votes-keys.xlsx
      printf 'a,igo\\nPeru,OEA\\n' | orgdb match - --state a --org igo --on 1960
    """
    from orgdb.batch.annotated import Annotated
    from orgdb.importers.workbook import read_table
    from orgdb.names.match import AllNames, Crosswalk, Matcher

    if not (either or state or org):
        raise click.UsageError(
            "Name a column: --column, --state or --org.", click.get_current_context()
        )
    if on and on_column:
        raise click.UsageError("Use --on or --on-column, not both.", click.get_current_context())
    schemes = [part.strip().lower() for part in (to or "").split(",") if part.strip()]
    names = AllNames(session.reader)
    coded = scheme or ""
    asked = [
        (either, Matcher(session.reader, kind, coded, names)),
        (state, Matcher(session.reader, "state", coded, names)),
        (org, Matcher(session.reader, "organization", "" if either or state else coded, names)),
    ]
    crosswalk = Crosswalk(session.reader, schemes)
    with read_table(file, sheet) as table:
        columns = _columns(table, asked)
        dates = table.place(on_column) if on_column else None
        at = on.text if on else None

        def cells_of(cells: list[str]) -> list[str]:
            day = at if dates is None else cells[dates]
            added = (column.cells(cells[column.place], day, crosswalk) for column in columns)
            return [cell for each in added for cell in each]

        added = [f"{column.prefix}{name}" for column in columns for name in (*ADDED, *schemes)]
        write_annotated(Annotated(table, added, cells_of), format_, output)
    for column in columns:
        about = f"{column.name}: " if len(columns) > 1 else ""
        note("\n".join(about + line for line in _summary(column.counts)))


def _columns(table: Spreadsheet, asked: Sequence[tuple[Sequence[str], Matcher]]) -> list[Column]:
    """The columns that are asked about; the columns added are named after theirs if need be."""
    found: dict[int, Column] = {}
    for names, matcher in asked:
        for name in names:
            place = table.place(name)
            if place in found:
                raise QuestionError(f"The column '{name}' is named twice.", "Name each once.")
            found[place] = Column(place, table.header.cells[place], matcher)
    if len(found) > 1:
        titles = Counter(column.name for column in found.values())
        for column in found.values():
            if titles[column.name] > 1:
                column.name = str(column.place + 1)
            column.prefix = f"orgdb_{column.name}_"
    return list(found.values())


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
