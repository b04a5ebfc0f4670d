"""What commands share: the database of this run, their options, how an answer is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

import click

from orgdb.cli.output import NO_PAGER, QUIET, Output, is_terminal, note
from orgdb.cli.parameter_types import DATASET, FILE, STATUSES
from orgdb.errors import EXIT_DONE, EXIT_UNKNOWN
from orgdb.output.formats import FORMATS
from orgdb.vocabulary import Rule

if TYPE_CHECKING:
    from orgdb.db.reader import Reader
    from orgdb.errors import DatabaseError
    from orgdb.parameters import On

ALIASES = {"md": "markdown", "ndjson": "jsonl"}
ENDINGS = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".md": "markdown",
    ".txt": "table",
}
# Endings of formats that an answer does not have: refused, not filled with a table.
UNWRITABLE = frozenset(
    """.xlsx .xls .ods .parquet .dta .sav .rds .html .pdf .sqlite .db .xml .yml .yaml .zip
    .gz""".split()
)
# Files that only tables for other tools come as: `orgdb report`.
TABLE_FILES = {"xlsx": ".xlsx", "parquet": ".parquet", "stata": ".dta"}
TABLE_ENDINGS = {ending: name for name, ending in TABLE_FILES.items()}


Command = TypeVar("Command", bound=Callable[..., Any])


def several(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Several options as one decorator; help lists them in this order."""

    def added(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return added


def output_file(formats: tuple[str, ...], chosen: Any, how: str, where: str) -> tuple[Any, Any]:
    """`-f` and `-o` of a command whose file is no table of answers; `chosen` settles the format."""
    return (
        click.option(
            "-f", "--format", "format_", type=click.Choice(formats), callback=chosen, help=how
        ),
        # Eager: the format is chosen by its ending.
        click.option("-o", "--output", metavar="FILE", type=FILE, is_eager=True, help=where),
    )


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


def _on(_ctx: click.Context, _option: click.Parameter, text: str | None) -> On | None:
    from orgdb.errors import DateError
    from orgdb.parameters import parse_on

    try:
        return parse_on(text)
    except DateError as error:
        raise DateError(f"--on: {error.message}", error.hint) from None


on_option = click.option(
    "--on", metavar="DATE", callback=_on, help="Answer for this date: 1990, 1990-06 or 1990-06-30."
)
rule_option = click.option(
    "--rule",
    type=click.Choice([rule.value for rule in Rule]),
    default=Rule.LEGAL.value,
    help="legal counts suspended members; participating only those who may take part.",
)
status_option = click.option(
    "--status",
    metavar="WORDS",
    type=STATUSES,
    help="Statuses that count: full,associate,observer,partner,other or all.",
)
dataset_option = click.option(
    "--dataset",
    metavar="KEY",
    type=DATASET,
    help="Answer from this data set only (default: curated, else the newest import).",
)


def who_counts(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--on`, `--rule`, `--status` and `--dataset`, which the command gets as one `who`."""

    @wraps(command)
    def with_who(
        on: On | None, rule: str, status: str | None, dataset: str | None, **others: Any
    ) -> Any:
        from orgdb.parameters import WhoCounts

        return command(who=WhoCounts.of(on, rule, status, dataset), **others)

    return on_option(rule_option(status_option(dataset_option(with_who))))


def _format(ctx: click.Context, _option: click.Parameter, chosen: str | None) -> str:
    """The format asked for, else that of the file's name; a report to a pipe is CSV."""
    output = ctx.params.get("output")
    if chosen is not None:
        return ALIASES.get(chosen, chosen)
    ending = "" if output in (None, "-") else os.path.splitext(output)[1].lower()  # noqa: PTH122 (pathlib costs start-up)
    report = ctx.command.name == "report"
    if ending in ENDINGS:
        return ENDINGS[ending]
    if report and ending in TABLE_ENDINGS:
        return TABLE_ENDINGS[ending]
    if ending in UNWRITABLE:
        raise click.BadParameter(
            f"'{ending}' is not an output format. Choose -f {', '.join(FORMATS)}, or a file"
            f" that ends in {', '.join(ENDINGS)}.",
            ctx,
            param_hint="'-o'",
        )
    return "csv" if report and (output or not is_terminal(sys.stdout)) else "table"


def format_option(*more: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`-f`, with formats beside those of every answer."""
    return click.option(
        "-f",
        "--format",
        "format_",
        type=click.Choice((*FORMATS, *more, *ALIASES)),
        callback=_format,
        help="How to write the answer (default: by the ending of FILE, else a table).",
    )


file_option = click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=FILE,
    is_eager=True,  # the format is chosen by its ending
    help="Write to a file instead of stdout.",
)
raw_option = click.option(
    "--raw",
    is_flag=True,
    help="CSV and TSV as the data are: no ' before what a spreadsheet would run.",
)


def _names(_ctx: click.Context, _option: click.Parameter, text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split(",") if part.strip(" +-"))


def _quiet(ctx: click.Context, _option: click.Parameter, quiet: bool) -> None:
    ctx.meta[QUIET] = quiet


columns_option = click.option(
    "--columns", metavar="NAMES", callback=_names, help="Only these columns: member,start,sources."
)
sort_option = click.option(
    "--sort", metavar="NAMES", callback=_names, help="Sort by these columns; -start: latest first."
)
limit_option = click.option(
    "--limit", metavar="N", type=click.IntRange(min=0), help="Only the first N rows."
)
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, expose_value=False, callback=_quiet, help="No notes on stderr."
)


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How an answer is written, which the command gets as one `out`."""
    return _output_options(command)


def table_output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The same, with the files that tables for other tools can be."""
    return _output_options(command, *TABLE_FILES)


def _output_options(command: Callable[..., Any], *more: str) -> Callable[..., Any]:
    @wraps(command)
    def with_output(
        format_: str,
        output: str | None,
        raw: bool,
        columns: tuple[str, ...],
        sort: tuple[str, ...],
        limit: int | None,
        **others: Any,
    ) -> Any:
        return command(out=Output(format_, output, raw, columns, sort, limit), **others)

    how = format_option(*more)(file_option(raw_option(quiet_option(with_output))))
    return columns_option(sort_option(limit_option(how)))


def after_check(rows: Sequence[Any], on: On | None) -> int:
    """Say that rows are only possible on the date; exit code 3 where none of them is certain."""
    doubtful = [row for row in rows if row.certainty == "possible"]
    if on is None or not doubtful:
        return EXIT_DONE
    note(
        f"{len(doubtful)} only possible: {on.text} is after orgdb's last check, or a date is not"
        " known to the day"
    )
    return EXIT_UNKNOWN if len(doubtful) == len(rows) else EXIT_DONE
