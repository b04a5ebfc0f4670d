"""`completion`: what a shell offers on TAB. It never says a word of its own, not even on stderr."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from orgdb.vocabulary import Status

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from orgdb.db.reader import Reader

MOST = 400

SCRIPTS = {
    "bash": r"""_orgdb_completion() {
    local IFS=$'\n' line
    COMPREPLY=()
    for line in $(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
            "$1" completion bash --answer 2>/dev/null); do
        case "$line" in
            dir,*) compopt -o dirnames 2>/dev/null ;;
            file,*) compopt -o default 2>/dev/null ;;
            plain,*) COMPREPLY+=("${line#plain,}") ;;
        esac
    done
}
complete -o nosort -F _orgdb_completion orgdb
""",
    "zsh": r"""#compdef orgdb
_orgdb_completion() {
    local -a plain described response
    local type key help
    (( ! $+commands[orgdb] )) && return 1
    response=("${(@f)$(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT-1)) \
        orgdb completion zsh --answer 2>/dev/null)}")
    for type key help in ${response}; do
        case "$type" in
            plain) if [[ "$help" == "_" ]]; then plain+=("$key")
                else described+=("$key:$help"); fi ;;
            dir) _path_files -/ ;;
            file) _path_files -f ;;
        esac
    done
    [[ -n "$described" ]] && _describe -V unsorted described -U
    [[ -n "$plain" ]] && compadd -U -V unsorted -a plain
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _orgdb_completion "$@"
else
    compdef _orgdb_completion orgdb
fi
""",
    "fish": r"""function _orgdb_completion
    for line in (env COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) \
            orgdb completion fish --answer 2>/dev/null)
        set -l parts (string split -m 1 "," -- $line)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                echo $parts[2]
        end
    end
end
complete --no-files --command orgdb --arguments "(_orgdb_completion)"
""",
}

# What a parameter of this name takes, wherever it stands.
ORGANIZATIONS, STATES, PEOPLE, DATASETS = "organization", "state", "person", "dataset"
TAKES = {
    "org": (ORGANIZATIONS,),
    "organization": (ORGANIZATIONS,),
    "organizations": (ORGANIZATIONS,),
    "member": (STATES, ORGANIZATIONS),
    "body": (ORGANIZATIONS, STATES),
    "states": (STATES,),
    "state": (STATES,),
    "in_state": (STATES,),
    "name": (ORGANIZATIONS, STATES, PEOPLE),
    "names": (ORGANIZATIONS, STATES, PEOPLE),
    "dataset": (DATASETS,),
}
# What takes data sets in one command, and something else in others.
TAKES_IN = {
    ("compare", "a"): (DATASETS,),
    ("compare", "b"): (DATASETS,),
    ("remove", "key"): (DATASETS,),
    ("overlap", "first"): (ORGANIZATIONS,),
    ("overlap", "second"): (ORGANIZATIONS,),
}
FILES = ("file", "output", "path", "paths")
BEGINNING_WITH = {
    ORGANIZATIONS: """
SELECT org AS key, name FROM organizations
WHERE upper(org) LIKE :keys OR organization_id IN (
    SELECT id FROM names WHERE kind = 'organization' AND folded LIKE :names)""",
    STATES: """
SELECT state AS key, name FROM states
WHERE upper(state) LIKE :keys OR state_id IN (
    SELECT id FROM names WHERE kind = 'state' AND folded LIKE :names)""",
    PEOPLE: """
SELECT person AS key, name FROM people
WHERE upper(person) LIKE :keys OR person_id IN (
    SELECT id FROM names WHERE kind = 'person' AND folded LIKE :names)""",
    DATASETS: "SELECT key, title AS name FROM dataset WHERE upper(key) LIKE :keys",
}


@click.command()
@click.argument("shell", type=click.Choice(list(SCRIPTS)))
@click.option("--answer", is_flag=True, hidden=True)
@click.pass_context
def completion(ctx: click.Context, shell: str, answer: bool) -> None:
    """Print the script that completes commands, options, and keys by their names on TAB.

    Source it in the start-up file of your shell. Keys come from a SQLite database, if there is one.

    \b
    Examples:
      orgdb completion bash
      orgdb completion fish
    """
    if not answer:
        click.echo(SCRIPTS[shell], nl=False)
        return
    # Whatever fails (no database, half a word, a broken line), a shell is told nothing.
    with suppress(Exception):
        click.echo(_answers(ctx.find_root().command, shell))


def _answers(cli: click.Command, shell: str) -> str:
    """What can follow the words the shell has handed over, as its script reads it."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None  # noqa: S101 (click knows all three)
    shell_complete = found(cli, {}, "orgdb", "_ORGDB_COMPLETE")
    words, incomplete = shell_complete.get_completion_args()
    database = _Database(words)
    command = _command(cli, words)
    before = [(parameter, parameter.type) for parameter in command.params] if command else []
    try:
        if command is None and not incomplete.startswith("-") and words[-1:] != ["--db"]:
            items = _commands(incomplete)
        else:
            _teach(command, database)
            items = shell_complete.get_completions(words, incomplete)
        return "\n".join(shell_complete.format_completion(item) for item in items)
    finally:
        for parameter, type_ in before:
            parameter.type = type_
        database.close()


class _Database:
    """The database of the command line being written: an SQLite file that is there already."""

    def __init__(self, words: Sequence[str]) -> None:
        self.url = _after(words, "--db")
        self.reader: Reader | None = None

    def open(self) -> Reader | None:
        """The database, or None. A server is not asked: a TAB must not wait for a network."""
        from orgdb.db.database_url import sqlite_path
        from orgdb.db.location import chosen_url, default_url
        from orgdb.db.reader import open_reader

        path = sqlite_path(chosen_url(self.url) or default_url())
        if path is not None and os.path.exists(path):  # noqa: PTH110
            self.reader = open_reader(path)
        return self.reader

    def close(self) -> None:
        """Let go of the file, if it was opened."""
        if self.reader is not None:
            self.reader.close()


def _after(words: Sequence[str], option: str) -> str | None:
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word == option:
            return following or None
        if word.startswith(f"{option}="):
            return word.partition("=")[2]
    return None


def _command(cli: click.Command, words: Sequence[str]) -> click.Command | None:
    from orgdb.cli.root import COMMANDS

    name = next((word for word in words if word in COMMANDS), None)
    if name is None or not isinstance(cli, click.Group):
        return None
    context = click.Context(cli, info_name="orgdb", resilient_parsing=True, **cli.context_settings)
    command = cli.get_command(context, name)
    if isinstance(command, click.Group):
        within = (command.get_command(context, word) for word in words[words.index(name) + 1 :])
        return next(filter(None, within), command)
    return command


def _commands(incomplete: str) -> list[CompletionItem]:
    """The commands, from their table: click would import all of them."""
    from click.shell_completion import CompletionItem

    from orgdb.cli.root import COMMANDS

    return [
        CompletionItem(name, help=help_)
        for name, (_, help_) in COMMANDS.items()
        if name.startswith(incomplete)
    ]


def _teach(command: click.Command | None, database: _Database) -> None:
    """Let the parameters of the command in question offer keys, words and files."""
    for parameter in command.params if command else ():
        name = parameter.name or ""
        if name in FILES:
            parameter.type = click.Path()
        elif command and (command.name, name) == ("report", "name"):
            from orgdb.reports import REPORTS

            parameter.type = click.Choice(list(REPORTS))
        elif name == "status":
            parameter.type = click.Choice([*(word.value for word in Status), "all"])
        elif command and parameter.type is click.STRING:
            kinds = TAKES_IN.get((command.name or "", name)) or TAKES.get(name)
            parameter.type = _Keys(database, kinds) if kinds else parameter.type


class _Keys(click.types.StringParamType):
    """A key: those that begin with what is written, else those whose names do."""

    def __init__(self, database: _Database, kinds: Sequence[str]) -> None:
        self.database = database
        self.kinds = kinds

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Keys, each with the name of what it is."""
        from click.shell_completion import CompletionItem

        reader = self.database.open()
        found = _beginning_with(reader, self.kinds, incomplete) if reader else ()
        return [CompletionItem(key, help=name) for key, name in found]


def _beginning_with(reader: Reader, kinds: Iterable[str], text: str) -> list[tuple[str, str]]:
    from orgdb.text import fold

    upper, folded = text.upper(), fold(text)
    beginnings = {"keys": f"{upper}%", "names": f"{folded}%" if folded else ""}
    rows = [
        (str(row["key"]), str(row["name"] or ""))
        for kind in kinds
        for row in reader.rows(BEGINNING_WITH[kind], beginnings)
    ]
    by_key = [row for row in rows if row[0].upper().startswith(upper)]
    return sorted(by_key or rows)[:MOST]
