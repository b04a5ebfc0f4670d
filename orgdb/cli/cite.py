"""`cite`."""

from __future__ import annotations

import click

from orgdb.cli.output import note, write
from orgdb.cli.output_options import file_option
from orgdb.cli.parameter_types import ANYTHING
from orgdb.cli.session import Session

ENDINGS = (".csv", ".tsv", ".json", ".jsonl")
FORMATS = ("text", "bibtex", "csl-json")


@click.command()
@click.argument("names", metavar="NAME|FACT|FILE...", nargs=-1, required=True, type=ANYTHING)
@click.option(
    "-f", "--format", "format_", type=click.Choice(FORMATS), default="text", help="How to write it."
)
@file_option
@click.pass_obj
def cite(session: Session, names: tuple[str, ...], format_: str, output: str | None) -> None:
    """The bibliography of an answer: the documents and data sets it rests on.

    For everything about a name, for facts by their keys, or for a file (.csv, .tsv, .json, .jsonl,
    or - for stdin) that another command wrote.

    \b
    Examples:
      orgdb cite OAS -f bibtex
      orgdb members OAS -f csv | orgdb cite -
    """
    from orgdb.output.bibliography import references
    from orgdb.sources.bibliography import bibliography, cited_by
    from orgdb.sources.read_result_file import read_answer

    files = [name for name in names if name == "-" or name.lower().endswith(ENDINGS)]
    answers = [read_answer(_text(file), file) for file in files]
    others = [name for name in names if name not in files]
    found = bibliography(session.reader, [*cited_by(session.reader, others), *answers])
    for key in found.unknown:
        note(f"{key}: no such source or fact in this database")
    if not (found.sources or found.datasets):
        note("No citations found.")
    write(references(found, format_), output)


def _text(file: str) -> str:
    """The content of a file that an answer was written to."""
    import sys
    from pathlib import Path

    from orgdb.errors import OrgdbError

    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8")
    except OSError as error:
        raise OrgdbError(
            f"{file} cannot be read: {error.strerror}.", "Give a file that orgdb wrote with -o."
        ) from error
    except UnicodeDecodeError as error:
        raise OrgdbError(
            f"{file} is not text in UTF-8.", "Give a file that orgdb wrote with -o."
        ) from error
