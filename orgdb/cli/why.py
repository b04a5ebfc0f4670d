"""`why`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from orgdb.cli.columns import WHY
from orgdb.cli.options import name_argument
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session

if TYPE_CHECKING:
    from orgdb.sources.citations import WhyRow


@click.command()
@name_argument("name", "NAME", ANYTHING)
@click.option(
    "--about",
    metavar="WHAT",
    help="Only this: charter, membership, event …, or an attribute.",
)
@output_options
@click.pass_obj
def why(session: Session, name: str, about: str | None, out: Output) -> None:
    """The sources behind all that is said of NAME, with their titles and addresses.

    NAME is an organization, a state, a person; the key of a fact, treaty, event or post; or a
    source (by its key or address): then every fact that rests on it, or that it disputes. A state
    and an organization are its membership there.

    A table has a line for each source under the attribute that it supports; one that disputes the
    value, or knows it less precisely, is followed by what it says. The documents follow below. Fact
    keys are in csv and json answers.

    \b
    Examples:
      orgdb why OAS --about charter
      orgdb why oas-charter
      orgdb why Honduras OAS
      orgdb why https://www.oas.org/XXXIIGA/espanol/documentos/carta_oea.htm
    """
    from orgdb.sources.citations import WhyRow
    from orgdb.sources.why import why as ask

    rows = ask(session.reader, name, about)
    out.answer(rows, WhyRow, WHY, below=_documents(session, rows))


def _documents(session: Session, rows: Sequence[WhyRow]) -> Callable[[], str]:
    """The list of documents under a table, made when a table is."""

    def listed() -> str:
        from orgdb.output.bibliography import references
        from orgdb.output.table import wrapped
        from orgdb.sources.bibliography import Cited, bibliography

        keys = dict.fromkeys(row.source for row in rows)
        text = references(bibliography(session.reader, [Cited(tuple(keys))]), "text")
        return f"\n{wrapped(text)}"

    return listed
