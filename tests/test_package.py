"""The wheel: it carries the migrations and the seed, and answers from a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from orgdb.version import __version__

ROOT = Path(__file__).parents[1]
NEEDED = ("build", "hatchling", "pip")


def run(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    """Run a command that has to succeed."""
    found = subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]
    assert found.returncode == 0, f"{found.stdout}\n{found.stderr}"
    return found  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built with what is installed: nothing is downloaded."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"a wheel cannot be built here without {', '.join(missing)}")
    if not (ROOT / "pyproject.toml").exists():
        pytest.skip("there is no checkout to build from")
    folder = tmp_path_factory.mktemp("dist")
    run(
        [
            *(sys.executable, "-m", "build", "--wheel", "--no-isolation"),
            *("--outdir", str(folder), str(ROOT)),
        ]
    )
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a fresh environment with the wheel, which borrows our dependencies."""
    folder = tmp_path_factory.mktemp("fresh") / "venv"
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = folder / "bin" / "python"
    options = ["--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    run([sys.executable, "-m", "pip", "--python", str(python), "install", *options, str(wheel)])
    packages = run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    ).stdout.strip()
    ours = sysconfig.get_path("purelib")
    Path(packages, "borrowed.pth").write_text(f"{ours}\n")
    return folder / "bin"


def environment(tmp_path: Path) -> dict[str, str]:
    """A user who has nothing but the wheel."""
    return {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}


def test_the_wheel_carries_the_migrations_and_the_seed(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    for folder in ("migrations", "seed"):
        kept = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
        }
        assert {f"orgdb/_data/{name}" for name in kept} <= names
    assert "orgdb/py.typed" in names


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    folders = {name.split("/")[0] for name in names}
    assert folders == {"orgdb", f"orgdb_igo-{__version__}.dist-info"}
    assert not [name for name in names if "__pycache__" in name]
    databases = [name for name in names if name.endswith((".sqlite", ".db"))]
    assert databases == ["orgdb/_data/orgdb.sqlite"]
    licences = [name for name in names if "/licenses/" in name]
    assert sorted(name.partition("/licenses/")[2] for name in licences) == [
        "LICENSE",
        "orgdb/plot/LICENSE-outlines.txt",
        "seed/LICENSE",
    ]


def test_the_installed_wheel_reads_its_own_data(installed: Path, tmp_path: Path) -> None:
    code = "import orgdb; from orgdb import resources as r; print(orgdb.__file__);"
    code += "print(r.seed_folder()); print(r.migrations_folder())"
    found = run([str(installed / "python"), "-c", code], cwd=tmp_path, env=environment(tmp_path))
    for line in found.stdout.splitlines():
        assert line.startswith(str(installed.parent)), line


def test_the_installed_wheel_copies_its_ready_made_database(
    installed: Path, tmp_path: Path
) -> None:
    """No fact is loaded on a first use: it takes no SQLAlchemy, and no longer with more data."""
    code = "import orgdb, sys; db = orgdb.open(); print(len(db.members('OAS', on='2021-11-04')));"
    code += "print(sorted({'sqlalchemy', 'alembic', 'yaml'} & set(sys.modules)))"
    found = run([str(installed / "python"), "-c", code], cwd=tmp_path, env=environment(tmp_path))
    assert found.stdout.splitlines() == ["35", "[]"]
    check = run([str(installed / "orgdb"), "db", "check"], cwd=tmp_path, env=environment(tmp_path))
    assert "is intact" in check.stderr


def test_the_installed_wheel_answers_the_first_question(installed: Path, tmp_path: Path) -> None:
    question = [str(installed / "orgdb"), "members", "OAS", "--on", "2021-11-04", "-f", "csv"]
    found = run(question, cwd=tmp_path, env=environment(tmp_path))
    assert len(found.stdout.splitlines()) == 1 + 35
    assert "first use" in found.stderr
    again = run(question, cwd=tmp_path, env=environment(tmp_path))
    assert again.stdout == found.stdout
    assert "first use" not in again.stderr
    shown = run([str(installed / "orgdb"), "show", "OAS"], cwd=tmp_path, env=environment(tmp_path))
    assert "Organization of American States" in shown.stdout


def test_the_installed_wheel_knows_its_release(installed: Path, tmp_path: Path) -> None:
    code = "from importlib.metadata import version; print(version('orgdb-igo'))"
    found = run([str(installed / "python"), "-c", code], cwd=tmp_path, env=environment(tmp_path))
    assert found.stdout.strip() == __version__
    said = run([str(installed / "orgdb"), "--version"], cwd=tmp_path, env=environment(tmp_path))
    assert said.stdout == f"orgdb, version {__version__}\n"
