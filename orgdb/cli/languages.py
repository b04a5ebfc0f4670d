"""`languages`."""

from __future__ import annotations

import click

from orgdb.cli.columns import LANGUAGES
from orgdb.cli.options import after_check, dated_name, on_option
from orgdb.cli.output import Output
from orgdb.cli.output_options import output_options
from orgdb.cli.parameter_types import ORGANIZATION
from orgdb.cli.session import Session
from orgdb.parameters import On


@click.command()
@dated_name("org", "ORG", ORGANIZATION)
@on_option
@output_options
@click.pass_obj
def languages(session: Session, org: str, on: On | None, out: Output) -> int:
    """The official and working languages of ORG, past ones too unless --on names a date.

    Texts in official languages are binding; working languages are those used day to day.

    \b
    Examples:
      orgdb languages OAS
      orgdb languages OEA -f json
    """
    from orgdb.organizations.languages import LanguageRow
    from orgdb.organizations.languages import languages as ask

    rows = ask(session.reader, org, on)
    out.answer(rows, LanguageRow, LANGUAGES)
    return after_check(rows, on)
