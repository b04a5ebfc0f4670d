"""`datasets list`, `datasets remove`."""

from __future__ import annotations

import click

from orgdb.cli.columns import DATASETS
from orgdb.cli.output import Output, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import DATASET
from orgdb.cli.session import Session


@click.group(invoke_without_command=True)
@click.pass_context
def datasets(ctx: click.Context) -> None:
    """The data sets in the database: the curated one, and those imported beside it."""
    if ctx.invoked_subcommand is None:
        with list_.make_context("list", [], parent=ctx) as listing:
            list_.invoke(listing)


@datasets.command("list")
@output_options
@click.pass_obj
def list_(session: Session, out: Output) -> None:
    """Every data set with its terms of use, in order of preference.

    \b
    Examples:
      orgdb datasets list
      orgdb datasets list -f json
    """
    from orgdb.db.datasets import DatasetRow
    from orgdb.db.datasets import datasets as ask

    out.answer(ask(session.reader), DatasetRow, DATASETS)


@datasets.command()
@click.argument("key", type=DATASET)
@click.pass_obj
def remove(session: Session, key: str) -> None:
    """Remove an imported data set, all of its facts with it; nothing else changes.

    \b
    Examples:
      orgdb datasets remove cow-igo-3
      orgdb --db team.sqlite datasets remove mine
    """
    from orgdb.cli.session import target
    from orgdb.importers.dataset import remove as take_out

    take_out(target(session), key)
    note(f"{key}: removed.")
