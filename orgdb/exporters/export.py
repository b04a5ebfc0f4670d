"""One export from beginning to end: select, write, say what it is, put it in place."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.exporters.destination import README, new_file, new_folder
from orgdb.exporters.extract import Extract
from orgdb.exporters.readme import losses_csv, readme
from orgdb.exporters.registry import Exporter, exporter
from orgdb.exporters.selection import Selection, select
from orgdb.parameters import DateLike

LOSSES = "losses.csv"
# The files of a folder that are no tables; a module says with FILES what else it writes.
COMMON = {README: "this text", LOSSES: "what this format cannot hold, as a table"}


def export(
    reader: Reader,
    format_: str,
    path: str | Path,
    orgs: tuple[str, ...] = (),
    datasets: tuple[str, ...] = (),
    on: DateLike | None = None,
    force: bool = False,
    watch: Callable[[Callable[[], int]], Callable[[int], None]] | None = None,
) -> tuple[Selection, tuple[Path, ...]]:
    """Write the data, or a part of them, in a format; what was selected, and the paths made.

    A folder has a README and the list of losses in it; a file has them beside it, in
    `FILE.README.md`. Nothing that is there is replaced without `force`. `watch` gets, before the
    writing begins, what counts the rows (at most so many), and returns what is told of them as they
    pass.

    Raises `QuestionError` for a wrong format, name or data set, `TermsError` where terms of use
    forbid it, `MissingLibraryError` where a library is not installed, `OutputError` where the
    place cannot be written.
    """
    module = exporter(format_)
    target = Path(path)
    if not target.name:
        raise QuestionError(f"'{path}' is not the name of a file or folder.", "Name a new one.")
    selection = select(reader, orgs, datasets, on)
    extract = Extract(reader, selection)
    if watch:
        count = getattr(module, "count", Extract.count)  # a format may have rows of its own
        extract.progress = watch(partial(count, extract))
    if module.FORMAT.folder:
        return selection, (_folder(module, extract, target, force),)
    return selection, _file(module, extract, target, force)


def _folder(module: Exporter, extract: Extract, path: Path, force: bool) -> Path:
    with new_folder(path, force) as part:
        module.write(extract, part)
        said = getattr(module, "FILES", {})
        files = {name: what for name, what in said.items() if (part / name).exists()}
        (part / README).write_text(readme(extract, module.FORMAT, files | COMMON), "utf-8")
        (part / LOSSES).write_text(losses_csv(module.FORMAT), "utf-8")
    return path


def _file(module: Exporter, extract: Extract, path: Path, force: bool) -> tuple[Path, ...]:
    texts = {f".{README}": readme(extract, module.FORMAT, {})}
    texts |= getattr(module, "beside", lambda _extract: {})(extract)
    with ExitStack() as stack:
        part = stack.enter_context(new_file(path, force))
        for ending, text in texts.items():
            beside = stack.enter_context(new_file(path.with_name(path.name + ending), force))
            beside.write_text(text, "utf-8")
        module.write(extract, part)
    return path, *(path.with_name(path.name + ending) for ending in texts)
