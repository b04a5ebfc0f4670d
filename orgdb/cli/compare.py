"""`compare`."""

from __future__ import annotations

import click

from orgdb.cli.columns import COMPARED
from orgdb.cli.output import Output, counted, note
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import DATASET, ORGANIZATION, STATE
from orgdb.cli.session import Session


@click.command()
@click.argument("a", type=DATASET)
@click.argument("b", type=DATASET)
@click.option("--org", metavar="ORG", type=ORGANIZATION, help="Only this organization.")
@click.option(
    "--state", metavar="STATE", type=STATE, help="Only this state, under all codes it has had."
)
@click.option("--from", "from_", metavar="DATE", help="Only from this year on.")
@click.option("--to", metavar="DATE", help="Only up to this year.")
@click.option(
    "--all", "every_status", is_flag=True, help="Include observers, associates and others."
)
@click.option(
    "--summary", is_flag=True, help="Show how far they agree on each organization instead."
)
@output_options
@click.pass_obj
def compare(
    session: Session,
    a: str,
    b: str,
    org: str | None,
    state: str | None,
    from_: str | None,
    to: str | None,
    every_status: bool,
    summary: bool,
    out: Output,
) -> None:
    """Where two data sets disagree, year by year: both sides, the likely reason, the sources.

    \b
    Examples:
      orgdb compare curated cow-igo-3 --org OAS
      orgdb compare cow-igo-3 factbook-history --summary -f csv
    """
    from orgdb.panel.compare import AgreementRow, CompareRow
    from orgdb.panel.compare import compare as ask

    found = ask(session.reader, a, b, org, state, from_, to, every_status)
    if summary:
        out.answer(found.agreement, AgreementRow)
    else:
        out.answer(found.rows, CompareRow, COMPARED)
    agree = sum(row.agree for row in found.agreement)
    compared = sum(row.compared for row in found.agreement)
    share = f" ({agree / compared:.1%})" if compared else ""
    note(
        f"{a} and {b} agree in {agree:,} of {compared:,} member-years{share}"
        f" in {counted(len(found.agreement), 'organization')}."
    )
