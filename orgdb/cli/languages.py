"""`languages`."""

from __future__ import annotations

import click

from orgdb.cli.columns import LANGUAGES, ShownDated, shown
from orgdb.cli.options import Session, after_check, answer, on_option, output_options


@click.command()
@click.argument("org")
@on_option
@output_options
@click.pass_obj
def languages(
    session: Session, org: str, on: str | None, format_: str, output: str | None, raw: bool
) -> int:
    """The official and working languages of ORG, past ones too unless --on names a date.

    The texts of an organization bind in its official languages; it works in its working ones.

    \b
    Examples:
      orgdb languages OAS
      orgdb languages OEA -f json
    """
    from orgdb.organizations.languages import LanguageRow
    from orgdb.organizations.languages import languages as ask

    rows = ask(session.reader, org, on)
    answer(
        shown(rows, ShownDated, format_),
        LanguageRow,
        format_,
        output,
        raw,
        LANGUAGES,
        "No languages are known.",
    )
    return after_check(rows, on)
