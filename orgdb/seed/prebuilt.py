"""The database ready-made: it travels in a wheel, and a checkout makes it once.

Loading the curated facts takes seconds; copying a file takes none. Kept free of SQLAlchemy, whose
import would be most of a first use.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from orgdb import resources
from orgdb.db.database_url import sqlite_path
from orgdb.db.exclusive_file import exclusive, held
from orgdb.db.location import cache_folder, is_older
from orgdb.db.replacement import new_part, put_in_place
from orgdb.errors import DatabaseError
from orgdb.version import __version__
from orgdb.vocabulary import CURATED

FILE = "orgdb.sqlite"
STEPS = ("read and check the seed", "migrate the tables", "load the facts", "put it in place")
KEPT = 4  # databases of checkouts that stay in the cache
LOADING = ("models", "db", "releases", "seed")  # the rooms a load passes through
Progress = Callable[[str], None]
Answer = TypeVar("Answer")


def make_database(
    url: str,
    progress: Progress = lambda _step: None,
    again: bool = True,
    folder: Path | None = None,
) -> None:
    """Create the database at `url` or bring it up to date with the curated facts.

    A SQLite file that is not there yet, or that holds nothing but curated facts, becomes a copy of
    the ready-made one; anything else is loaded (`orgdb.seed.load.initialize`, whose errors this
    raises too). With `folder`, the facts come from these files.
    """
    path = sqlite_path(url)
    if folder is None and path is not None:
        ready = _ready_made(progress)
        if ready is not None and _put(ready, path, again):
            return
    from orgdb.seed.load import initialize

    initialize(url, progress, folder, again)


def build(path: Path) -> None:
    """Load the curated facts into a new file and check it: what a wheel is given to carry."""
    from orgdb.db.check import require_whole
    from orgdb.db.reader import open_reader
    from orgdb.seed.load import initialize

    initialize(str(path))
    with closing(open_reader(str(path))) as reader:
        require_whole(reader)


def _ready_made(progress: Progress) -> Path | None:
    """The file in the wheel, or that of a checkout, made where it is not there yet."""
    travelled = resources.package_data(FILE)
    if travelled is not None:
        return travelled
    cached = cache_folder() / f"{_state_of_checkout()}.sqlite"
    if not cached.exists():
        try:
            cached.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            return None
        if not os.access(cached.parent, os.W_OK):
            return None
        from orgdb.seed.load import initialize

        initialize(str(cached), progress, again=False)
        _forget_old(cached.parent)
    return cached


def _state_of_checkout() -> str:
    """What the ready-made database depends on: the facts, and the code that loads them."""
    package, seed = Path(__file__).parent.parent, resources.seed_folder()
    files = [*package.glob("*.py"), *resources.migrations_folder().rglob("*.py")]
    files += [path for room in LOADING for path in (package / room).rglob("*.py")]
    files += [path for path in seed.rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:32]


def _forget_old(folder: Path) -> None:
    """Keep only the newest few of the databases that checkouts have made."""
    made = sorted(folder.glob("*.sqlite"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in made[KEPT:]:
        path.unlink(missing_ok=True)


def _put(ready: Path, shown: str, again: bool) -> bool:
    """Copy the ready-made file to where a database is wanted; False where it has to be loaded."""
    path = Path(os.path.realpath(shown))
    with exclusive(path, shown) as waited, held(path, shown) as old:
        if old is not None:
            if not _may_replace(old, ready):
                return False
            if (waited or not again) and _contents(old) == _read(ready, _contents):
                return True  # another process has just done it
        part = new_part(path)
        shutil.copyfile(ready, part)
        put_in_place(part, path)
    return True


def _may_replace(old: sqlite3.Connection, ready: Path) -> bool:
    """Whether a file holds nothing that a copy of the ready-made one would lose."""
    try:
        datasets = old.execute("SELECT key, version FROM dataset").fetchall()
        if [key for key, _ in datasets] != [CURATED] or is_older(__version__, datasets[0][1]):
            return False
        return _parts(old) <= _read(ready, _parts)
    except sqlite3.Error:
        return False  # whoever loads it says what is wrong


def _parts(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """The tables, views, indexes and triggers of a file."""
    return set(connection.execute("SELECT type, name FROM sqlite_master"))


def _contents(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """The revision of the tables, and which curated facts are in them."""
    return list(
        connection.execute("SELECT version_num, version, checksum FROM alembic_version, dataset")
    )


def _read(ready: Path, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    try:
        with closing(sqlite3.connect(f"file:{ready}?mode=ro", uri=True)) as connection:
            return question(connection)
    except sqlite3.Error as error:
        raise DatabaseError(
            f"{ready}, the database that came with orgdb, cannot be read: {error}.",
            "Install orgdb again: pip install --force-reinstall orgdb-igo",
        ) from error
