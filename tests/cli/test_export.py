"""`export` and the files of `report`, as a person runs them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_without_a_format_it_lists_them(orgdb: Run) -> None:
    done = orgdb("export")
    assert done.code == 0
    assert done.out.startswith("format ")
    for name in ("datapackage", "sqlite", "xlsx", "parquet", "duckdb", "stata"):
        assert f"\n{name}" in done.out


def test_it_says_what_was_written_and_on_what_terms(orgdb: Run, tmp_path: Path) -> None:
    done = orgdb("export", "sqlite", str(tmp_path / "x.sqlite"), "--org", "EXU", "--on", "1960")
    assert done.code == 0
    assert done.out == ""
    assert "orgdb curated data, only EXU with its parts, as of 1960" in done.err
    assert "curated: CC0-1.0" in done.err
    assert "cite as: The orgdb developers" in done.err
    assert (tmp_path / "x.sqlite.README.md").exists()


def test_several_organizations_are_repeated_or_have_commas(orgdb: Run, tmp_path: Path) -> None:
    for name, orgs in (("a", ("--org", "EXU", "--org", "EXL")), ("b", ("--org", "EXU,EXL"))):
        assert orgdb("export", "rdf", str(tmp_path / f"{name}.nt"), *orgs).code == 0
    assert (tmp_path / "a.nt").read_bytes() == (tmp_path / "b.nt").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["export", "sqlit", "x"], "Did you mean sqlite?", 2),
        (["export", "sqlite"], "Name the file that ends in .sqlite", 2),
        (["export", "datapackage"], "Name the folder", 2),
        (["export", "sqlite", "/nowhere/x.sqlite"], "there is no folder", 4),
        (["export", "sqlite", "x", "--org", "Atlantis"], "Atlantis", 2),
        (["export", "sqlite", "x", "--dataset", "nope"], "No data set called 'nope'", 2),
        (["export", "sqlite", "x", "--on", "yesterdays"], "--on", 2),
        (["import", "datapackage", "/nowhere"], "There is no /nowhere/datapackage.json", 4),
        (["report", "membrs"], "Did you mean members?", 2),
        (["report", "members", "-f", "xlsx"], "name it with -o", 2),
        (["report", "-f", "xlsx", "-o", "x.xlsx"], "is not written as xlsx", 2),
    ],
)
def test_what_is_wrong_is_said(
    arguments: list[str],
    said: str,
    code: int,
    orgdb: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    done = orgdb(*arguments)
    assert said in done.err
    assert done.code == code
    assert not list(tmp_path.iterdir())


def test_reports_are_listed_and_described(orgdb: Run) -> None:
    listed = orgdb("report", "-f", "csv").out.splitlines()
    assert listed[0] == "report,title,one_row_is,key,options"
    assert [line.split(",")[0] for line in listed[1:4]] == ["organizations", "members", "states"]
    told = orgdb("report", "spells", "--describe", "-f", "json").out
    assert '"column": "left_censored"' in told
    everything = orgdb("report", "--describe", "-f", "csv").out.splitlines()
    assert len(everything) > len(listed)


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "dta"])
@pytest.mark.parametrize("name", ["members", "events", "panel", "dyads", "organizations"])
def test_a_report_as_a_file_holds_what_the_csv_holds(
    name: str, ending: str, orgdb: Run, tmp_path: Path
) -> None:
    """By the ending of the file; read with the tools that people have."""
    import pandas as pd

    path = tmp_path / f"x.{ending}"
    assert orgdb("report", name, "-o", str(path)).code == 0
    csv_file = tmp_path / "x.csv"
    orgdb("report", name, "-o", str(csv_file), "--raw")
    expected = pd.read_csv(csv_file, dtype=str, keep_default_na=False)
    read: dict[str, Callable[..., Any]] = {
        "xlsx": lambda p: pd.read_excel(p, sheet_name=name, dtype=str, keep_default_na=False),
        "parquet": pd.read_parquet,
        "dta": lambda p: pd.read_stata(p, convert_categoricals=False),
    }
    found = read[ending](path)
    assert len(found) == len(expected)
    renamed = {"end": "end_date"} if ending == "dta" else {}
    for column in expected.columns:
        values = found[renamed.get(column, column)]
        said = [_text(value) for value in values]
        wanted = [
            "" if ending != "xlsx" and value in ("0001-01-01", "9999-12-31") else value
            for value in expected[column]
        ]
        if set(wanted) <= {"true", "false"}:
            said = [{"0": "false", "1": "true"}.get(v, v.lower()) for v in said]
        assert said == wanted, column


def _text(value: Any) -> str:
    """A value of a data frame as CSV has it."""
    if value is None or (not isinstance(value, (str, list)) and str(value) in ("nan", "NaT")):
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat()[:10])
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return ";".join(value)
    if isinstance(value, float):
        return str(int(value))
    return str(value)


def test_labels_of_stata_fit_and_say_what_is_meant(orgdb: Run, tmp_path: Path) -> None:
    import pyreadstat

    path = tmp_path / "x.dta"
    orgdb("report", "spells", "-o", str(path))
    _, meta = pyreadstat.read_dta(str(path))
    assert meta.column_names_to_labels["ended"] == "the event: the membership has ended"
    assert all(0 < len(str(text)) <= 80 for text in meta.column_labels)
    assert meta.variable_value_labels["ended"] == {0: "no", 1: "yes"}
    assert str(meta.file_label).startswith("orgdb spells")
