"""What questions share: the date, who counts as a member, and several options as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from orgdb.cli.output import note
from orgdb.cli.parameter_types import DATASET, STATUSES
from orgdb.errors import EXIT_DONE, EXIT_UNKNOWN
from orgdb.vocabulary import Rule

if TYPE_CHECKING:
    from orgdb.parameters import On

Command = TypeVar("Command", bound=Callable[..., Any])


def several(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Several options as one decorator; help lists them in this order."""

    def added(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return added


def _joined(_ctx: click.Context, _name: click.Parameter, words: tuple[str, ...]) -> str | None:
    # `members of the EU`: no name begins with "of".
    said = words[1:] if len(words) > 1 and words[0].lower() == "of" else words
    return " ".join(said) or None


def name_argument(name: str, shown: str, kind: Any) -> Callable[[Command], Command]:
    """A name of one word or of several, quoted or not; `shown` is in brackets where it may lack."""
    required = not shown.startswith("[")
    return click.argument(
        name, metavar=shown, type=kind, nargs=-1, required=required, callback=_joined
    )


def dated_name(name: str, shown: str, kind: Any) -> Callable[[Command], Command]:
    """Such a name, with the date of `--on` behind it or not: `members EU in 2004`."""

    def added(command: Command) -> Command:
        @wraps(command)
        def asked(on: On | None, **others: Any) -> Any:
            text = others[name]
            if on is None and text and " " in text:
                from orgdb.names.sentence import without_date
                from orgdb.parameters import parse_on

                others[name], when = without_date(text)
                if when:
                    on = parse_on(when)
                    note(f"read as: {others[name]} --on {when}")
            return command(on=on, **others)

        return name_argument(name, shown, kind)(cast("Command", asked))

    return added


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


def joined(_ctx: click.Context, _option: click.Parameter, texts: tuple[str, ...]) -> str | None:
    """An option that is given several times says the same as one with commas."""
    return ",".join(dict.fromkeys(texts)) or None


dataset_option = click.option(
    "--dataset",
    metavar="KEY",
    type=DATASET,
    multiple=True,
    callback=joined,
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


def say_if_not_yet(on: On | None) -> None:
    """Say of a day that has not come what an answer without certainties can be."""
    from datetime import date

    if on is not None and on.latest > str(date.today()):
        note(f"{on.text} has not passed yet: this is what was known when it was last checked")


def after_check(rows: Sequence[Any], on: On | None) -> int:
    """Say that rows are only possible on the date; exit code 3 where none of them is certain."""
    doubtful = [row for row in rows if row.certainty == "possible"]
    if on is None or not doubtful:
        return EXIT_DONE
    note(
        f"{len(doubtful)} only possible: the dates are not known so closely, or were last checked"
        f" before {on.text}"
    )
    return EXIT_UNKNOWN if len(doubtful) == len(rows) else EXIT_DONE
