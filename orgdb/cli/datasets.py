"""`datasets list`, `datasets remove`."""

from __future__ import annotations

import click

from orgdb.cli.columns import DATASETS
from orgdb.cli.options import Session, output_options
from orgdb.cli.output import Output, note


@click.group()
def datasets() -> None:
    """The data sets in the database: the curated one, and those imported beside it."""


@datasets.command("list")
@output_options
@click.pass_obj
def list_(session: Session, out: Output) -> None:
    """Every data set with its terms of use, the one that answers first on top.

    \b
    Examples:
      orgdb datasets list
      orgdb datasets list -f json
    """
    from orgdb.db.datasets import DatasetRow
    from orgdb.db.datasets import datasets as ask

    out.answer(ask(session.reader), DatasetRow, DATASETS)


@datasets.command()
@click.argument("key")
@click.pass_obj
def remove(session: Session, key: str) -> None:
    """Take an imported data set out, whole; nothing else changes.

    \b
    Examples:
      orgdb datasets remove cow-igo-3
      orgdb --db team.sqlite datasets remove mine
    """
    from orgdb.cli.importing import target
    from orgdb.importers.dataset import remove as take_out

    take_out(target(session), key)
    note(f"{key}: removed.")
