"""`ask`: is-member for each row of a table."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.batch import column_or_value, table_options, write_annotated
from orgdb.cli.options import dataset_option, rule_option, status_option
from orgdb.cli.output import note
from orgdb.cli.session import Session

ADDED = (
    "orgdb_answer",
    "orgdb_reason",
    "orgdb_member",
    "orgdb_org",
    "orgdb_dataset",
    "orgdb_sources",
)


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--member", required=True, metavar="COL", help="The column with states (or a name).")
@click.option(
    "--org", required=True, metavar="COL", help="The column with organizations (or a name)."
)
@click.option("--on", metavar="COL", help="The column with dates or years (or a date).")
@rule_option
@status_option
@dataset_option
@table_options
@click.pass_obj
def ask(
    session: Session,
    file: str,
    member: str,
    org: str,
    on: str | None,
    rule: str,
    status: str | None,
    dataset: str | None,
    sheet: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Answer is-member for each row of FILE (csv, tsv, xlsx; - for stdin).

    Adds orgdb_answer (yes, no or unknown), orgdb_reason, the keys of both, the data set that
    answers, and the sources. Where a row cannot be read (a name that nobody has, no date) the
    answer is empty and the reason says why. An option that names no column holds for every row.

    \b
    Examples:
      printf 'c,y\\nPeru,1950\\nCuba,1990\\n' | orgdb ask - --member c --org OAS --on y
      orgdb ask votes.xlsx --member state --org body --on date -o answered.xlsx
    """
    from orgdb.batch.annotated import Annotated
    from orgdb.batch.questions import Asked, Questions
    from orgdb.importers.workbook import read_table
    from orgdb.output.formats import inert
    from orgdb.parameters import WhoCounts

    questions = Questions(session.reader, WhoCounts.of(None, rule, status, dataset))
    counts: Counter[str] = Counter()
    with read_table(file, sheet) as table:
        who = column_or_value(table, "--member", member)
        body = column_or_value(table, "--org", org)
        when = column_or_value(table, "--on", on, date=True) if on else None

        def cells_of(cells: list[str]) -> tuple[str, ...]:
            one, other, day = (
                found and (cells[found[0]] if found[0] is not None else found[1])
                for found in (who, body, when)
            )
            asked: Asked = questions.ask(str(one), str(other), day)
            row = asked.answer
            counts[row.answer if row is not None else "without an answer"] += 1
            if row is None:
                return ("", inert(asked.trouble), "", "", "", "")
            sources = ";".join(row.sources)
            return (row.answer, inert(row.reason), row.member, row.org, row.dataset or "", sources)

        write_annotated(Annotated(table, ADDED, cells_of), format_, output)
    note(", ".join(f"{counts[name]:,} {name}" for name in sorted(counts)) or "no rows")
