"""`officials`, `offices`, `languages`, `events`."""

from __future__ import annotations

import click

from orgdb.cli.columns import EVENTS, LANGUAGES, OFFICES, OFFICIALS
from orgdb.cli.options import Session, answer, on_option, output_options
from orgdb.vocabulary import EventKind


@click.command()
@click.argument("body")
@click.option("--post", metavar="POST", help="Only this post, by its title or key.")
@on_option
@output_options
@click.pass_obj
def officials(
    session: Session,
    body: str,
    post: str | None,
    on: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """Who leads and led BODY, an organization or a state: past and present, or on a date.

    With nationality and dates; whoever is or was only acting is marked.

    \b
    Examples:
      orgdb officials OAS --post "Secretary General"
      orgdb officials Peru --on 2021-11-04
    """
    from orgdb.queries.bodies import OfficialRow
    from orgdb.queries.bodies import officials as ask

    rows = ask(session.reader, body, post, on)
    empty = "No officials are known."
    answer(rows, OfficialRow, format_, output, raw, OFFICIALS, empty, group="post")


@click.command()
@click.argument("org", required=False)
@click.option("--in", "state", metavar="STATE", help="Only offices in this state.")
@on_option
@output_options
@click.pass_obj
def offices(
    session: Session,
    org: str | None,
    state: str | None,
    on: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """Where ORG, or any organization, has or had its seats and offices.

    Closed ones too, unless --on names a date.

    \b
    Examples:
      orgdb offices OAS
      orgdb offices --in Peru
    """
    from orgdb.queries.bodies import OfficeRow
    from orgdb.queries.bodies import offices as ask

    rows = ask(session.reader, org, state, on)
    answer(rows, OfficeRow, format_, output, raw, OFFICES, "No offices are known.")


@click.command()
@click.argument("org")
@on_option
@output_options
@click.pass_obj
def languages(
    session: Session, org: str, on: str | None, format_: str, output: str | None, raw: bool
) -> None:
    """The official and working languages of ORG, past ones too unless --on names a date.

    The texts of an organization bind in its official languages; it works in its working ones.

    \b
    Examples:
      orgdb languages OAS
      orgdb languages OEA -f json
    """
    from orgdb.queries.bodies import LanguageRow
    from orgdb.queries.bodies import languages as ask

    rows = ask(session.reader, org, on)
    answer(rows, LanguageRow, format_, output, raw, LANGUAGES, "No languages are known.")


@click.command()
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice([kind.value for kind in EventKind]), help="Only these.")
@on_option
@output_options
@click.pass_obj
def events(
    session: Session,
    name: str | None,
    kind: str | None,
    on: str | None,
    format_: str,
    output: str | None,
    raw: bool,
) -> None:
    """Visits, sessions and signings: those of NAME (organization, state or person), or all.

    With place, participants, topics and outcomes; disputed where sources date them otherwise.

    \b
    Examples:
      orgdb events Peru
      orgdb events OAS --kind session --on 2022
    """
    from orgdb.queries.events import EventRow
    from orgdb.queries.events import events as ask

    rows = ask(session.reader, name, on, kind)
    answer(rows, EventRow, format_, output, raw, EVENTS, "No events are known.")
