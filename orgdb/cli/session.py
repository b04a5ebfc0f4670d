"""The database of a run, and what every command gets besides its own options."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from orgdb.cli.output import NO_PAGER, is_terminal, note

if TYPE_CHECKING:
    from orgdb.db.reader import Reader
    from orgdb.errors import DatabaseError


class Session:
    """The database of this run: opened when a command first asks, closed at the end."""

    def __init__(self, url: str | None) -> None:
        self.url = url
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The open database; the default one is made on first use."""
        if self._reader is None:
            from orgdb.db.location import open_database

            self._reader = open_database(self.url, make)
        return self._reader

    def url_to_open(self) -> str:
        """The URL of the database, with its password; the default one is made on first use."""
        from orgdb.db.location import chosen_url, default_url

        self.reader  # noqa: B018 (opens it, so that a server does not start without a database)
        return chosen_url(self.url) or default_url()

    def ask(self, reader: Reader) -> None:
        """Answer from this reader from now on (`--known-on` asks as an earlier release)."""
        self._reader = reader

    def damage(self) -> DatabaseError | None:
        """Why a question cannot be answered that should be: values in the database that are odd."""
        from orgdb.db.odd_values import odd_value

        return odd_value(self._reader) if self._reader is not None else None

    def close(self) -> None:
        """Close the database, if it was opened; say how a name was taken."""
        if self._reader is not None:
            for remark in self._reader.remarks:
                note(remark)
            self._reader.close()


# The commands that answer as an earlier release did.
ANSWERING = frozenset(
    """show is-member members memberships shared changes exits officials offices languages charter
    events timeline why orgs states""".split()
)


def extend(name: str, command: click.Command) -> None:
    """Give questions the option `--known-on`, and `seed` its command `release`."""
    if name == "seed" and isinstance(command, click.Group):
        from orgdb.cli.releasing import release

        command.add_command(release)
    if name in ANSWERING and not any(p.name == "known_on" for p in command.params):
        option = click.Option(
            ["--known-on"],
            metavar="DATE",
            type=click.UNPROCESSED,
            expose_value=False,
            callback=_known_on,
            help="Answer from the data as released on this date.",
        )
        command.params.insert(len(command.params) - 3, option)
    if not (isinstance(command, click.Group) or any(p.name == "no_pager" for p in command.params)):
        command.params.append(
            click.Option(
                ["--no-pager"],
                is_flag=True,
                expose_value=False,
                hidden=True,
                callback=no_pager,
            )
        )


def no_pager(ctx: click.Context, _option: click.Parameter, chosen: bool) -> None:
    """Write straight to the terminal, however long it is."""
    if chosen:
        ctx.meta[NO_PAGER] = True


def _known_on(ctx: click.Context, _option: click.Parameter, date: str | None) -> None:
    """Let the session ask as of that release."""
    if date is None or ctx.resilient_parsing:
        return
    from orgdb.releases.as_of import known_on

    session = ctx.find_object(Session)
    assert session is not None  # noqa: S101 (the group makes one)
    if not date.strip():
        raise click.BadParameter("it is empty.", ctx, _option)
    # Whether somebody was a member has an answer even then: unknown.
    reader = known_on(session.reader, date, even_before=ctx.info_name == "is-member")
    if not reader.release:
        note(f"--known-on {date} is before orgdb's first release: there are no data yet")
    session.ask(reader)


def make(url: str, reason: str, again: bool = False) -> None:
    """Make or upgrade a database, with one line and, where it takes time, a progress bar.

    With `again`, also where it is up to date.
    """
    from orgdb.seed.prebuilt import STEPS, make_database

    note(f"orgdb: {reason}")
    if not is_terminal(sys.stderr):
        make_database(url, again=again)
        return
    widest = max(map(len, STEPS))
    with click.progressbar(length=len(STEPS), show_eta=False, file=sys.stderr) as bar:
        started = False

        def progress(step: str) -> None:
            nonlocal started
            if started:
                bar.update(1)
            bar.label, started = step.ljust(widest), True
            bar.render_progress()

        make_database(url, progress, again=again)
        bar.update(1)


def target(session: Session) -> str:
    """The database to change; the default one is made first where it is not there yet."""
    from orgdb.db.location import chosen_url, default_url

    url = chosen_url(session.url) or default_url()
    _ = session.reader
    session.close()
    return url
