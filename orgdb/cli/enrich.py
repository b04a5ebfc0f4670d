"""`enrich`: membership of some organizations on the date of each row of a table."""

from __future__ import annotations

from collections import Counter

import click

from orgdb.cli.batch import column_or_value, table_options, write_annotated
from orgdb.cli.options import dataset_option, rule_option, status_option
from orgdb.cli.output import note
from orgdb.cli.session import Session
from orgdb.errors import QuestionError
from orgdb.vocabulary import Answer

WORDS = tuple(answer.value for answer in (Answer.YES, Answer.NO, Answer.UNKNOWN))
SHOWN = 8
MOST_REASONS = 10_000


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--state", required=True, metavar="COL", help="The column with states.")
@click.option("--date", required=True, metavar="COL", help="The column with dates or years.")
@click.option("--add", required=True, metavar="ORG,ORG", help="The organizations to add.")
@click.option(
    "--words",
    default=",".join(WORDS),
    metavar="YES,NO,UNKNOWN",
    help="What to write for each answer: 1,0,NA.",
)
@rule_option
@status_option
@dataset_option
@table_options
@click.pass_obj
def enrich(
    session: Session,
    file: str,
    state: str,
    date: str,
    add: str,
    words: str,
    rule: str,
    status: str | None,
    dataset: str | None,
    sheet: str | None,
    format_: str,
    output: str | None,
) -> None:
    """Put membership of organizations beside each row of FILE, on that row's own date.

    Adds a column for each organization, such as orgdb_EU, with yes, no or unknown; orgdb_state with
    the key of the state; and orgdb_trouble, which says why a row has no answer. A year counts where
    the membership held on some day of it.

    \b
    Examples:
      printf 'c,y\\nSpain,1985\\nSpain,1986\\n' | orgdb enrich - --state c --date y --add EU,NATO
      orgdb enrich panel.csv --state iso3 --date year --add EU,NATO --words 1,0,NA -o out.csv
    """
    from orgdb.batch.annotated import Annotated
    from orgdb.batch.questions import Questions
    from orgdb.importers.workbook import read_table
    from orgdb.names.lookup import find_organization
    from orgdb.output.formats import inert
    from orgdb.parameters import WhoCounts

    named = [word.strip() for word in words.split(",")]
    if len(named) != len(WORDS) or len(set(named)) != len(WORDS):
        raise QuestionError(f"--words {words}: three different words are needed.", "Write 1,0,NA.")
    word_of = dict(zip(WORDS, named, strict=True))
    names = [name.strip() for name in add.split(",") if name.strip()]
    bodies = list(dict.fromkeys(find_organization(session.reader, name).key for name in names))
    questions = Questions(session.reader, WhoCounts.of(None, rule, status, dataset))
    counts: Counter[str] = Counter()
    trouble: Counter[str] = Counter()
    added = (*(f"orgdb_{key}" for key in bodies), "orgdb_state", "orgdb_trouble")
    with read_table(file, sheet) as table:
        where, when = table.place(state), column_or_value(table, "--date", date, date=True)

        def cells_of(cells: list[str]) -> tuple[str, ...]:
            day = cells[when[0]] if when[0] is not None else when[1]
            asked = questions.of_all(cells[where], [f"org:{key}" for key in bodies], day)
            said = next((one.trouble for one in asked if one.trouble), "")
            if said and len(trouble) < MOST_REASONS:
                trouble[said] += 1
            found = [one.answer for one in asked if one.answer is not None]
            counts.update(row.answer for row in found)
            member = found[0].member if found else ""
            answers = (word_of.get(one.word, "") for one in asked)
            return (*answers, member, inert(said))

        write_annotated(Annotated(table, added, cells_of), format_, output)
    note(", ".join(f"{counts[word]:,} {word}" for word in WORDS if counts[word]) or "no answers")
    for said, number in trouble.most_common(SHOWN):
        note(f"{number:,} without an answer: {said}")
    if len(trouble) > SHOWN:
        note(f"and {len(trouble) - SHOWN} other reasons: see the column orgdb_trouble")
