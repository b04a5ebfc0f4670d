"""Who may import whom: the layers of the package, and one doorway to each third-party library."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "orgdb"
ROOMS = (
    "errors vocabulary version dates messydates spoken_dates text rows resources parameters facts",
    "models",
    "db",
    "names",
    "sources",
    "membership",
    "organizations panel releases",
    "seed",
    "importers",
    "plot",
    "batch",
    "output assistant exporters",
    "reports api",
    "site",
    "web",
    "cli",
)
RANKS = {name: rank for rank, names in enumerate(ROOMS) for name in names.split()}
DOORWAYS = {
    "yaml": {"seed/yaml.py"},
    "click": {"cli/"},
    "rich": {"output/"},
    "platformdirs": {"db/location.py"},
    "filelock": {"db/exclusive_file.py"},
    "alembic": {"db/migrate.py"},
    "pyarrow": {"exporters/arrow.py"},
    "duckdb": {"exporters/duckdb_file.py"},
    "xlsxwriter": {"exporters/xlsx.py", "exporters/xlsx_rows.py"},
    "openpyxl": {"importers/workbook.py"},
    "pycountry": {"seed/generate.py"},
    "babel": {"seed/generate.py"},
    "mcp": {"assistant/server.py"},
    "mcp_types": {"assistant/server.py"},
    "pydantic": {"assistant/server.py"},
    "jinja2": {"site/render.py"},
    "markupsafe": {"site/"},
    "datasette": {"web/"},
}


def modules() -> list[Path]:
    """Every module of the package but its two front doors."""
    doors = {PACKAGE / "__init__.py", PACKAGE / "__main__.py"}
    return [p for p in sorted(PACKAGE.rglob("*.py")) if p not in doors]


@cache
def imports(path: Path) -> tuple[str, ...]:
    """The modules a file imports anywhere in it, but for those only type checkers read."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    only_typing = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and "TYPE_CHECKING" in ast.unparse(block.test)
        for node in ast.walk(block)
    }
    for node in ast.walk(tree):
        if id(node) in only_typing:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rank(module: str) -> int:
    """The layer of a module by the first name after `orgdb`."""
    return RANKS[module.split(".", maxsplit=1)[0].removesuffix(".py")]


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_from_its_own_room_and_lower_ones(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    own = rank(room)
    for name in imports(path):
        if name.startswith("orgdb."):
            module = name.removeprefix("orgdb.")
            if module == "__version__":
                continue
            assert rank(module) <= own, f"{path.name} ({room}) imports {name}"


@pytest.mark.parametrize("library", sorted(DOORWAYS))
def test_a_library_has_one_doorway(library: str) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in modules()
        if any(name.split(".")[0] == library for name in imports(path))
    }
    outside = {u for u in users if not any(u.startswith(door) for door in DOORWAYS[library])}
    assert users, f"nobody uses {library}: take it out of the table"
    assert not outside


def test_nothing_opens_a_connection_of_its_own() -> None:
    clients = frozenset("socket ssl http ftplib smtplib requests httpx urllib3 aiohttp".split())
    for path in modules():
        found = [n for n in imports(path) if n.split(".")[0] in clients or n == "urllib.request"]
        assert not found, path.name


def test_migrations_import_nothing_from_the_package() -> None:
    versions = PACKAGE.parent / "migrations" / "versions"
    found = [path for path in versions.glob("*.py") if "orgdb" in set(imports(path))]
    assert not found
    for path in versions.glob("*.py"):
        assert not any(name.startswith("orgdb") for name in imports(path)), path.name


@pytest.mark.parametrize(
    "question",
    [["is-member", "XBB", "EXU", "--on", "1960"], ["members", "EXU", "--on", "1960", "-f", "csv"]],
)
def test_a_question_of_a_sqlite_file_loads_no_library_it_does_not_use(
    question: list[str], sqlite_master: Path
) -> None:
    code = (
        "import sys; from orgdb.cli.boundary import run;"
        f"run(['--db', {str(sqlite_master)!r}, *{question!r}]);"
        "print([m for m in ('sqlalchemy', 'alembic', 'yaml', 'rich', 'rapidfuzz', 'platformdirs')"
        " if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
