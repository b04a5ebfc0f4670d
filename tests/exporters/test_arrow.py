"""Arrays that are laid out by hand are those that pyarrow makes of the same values."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgdb.exporters import arrow

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = {
    pa.string(): st.none() | TEXTS,
    pa.int64(): st.none() | st.integers(-(2**63), 2**63 - 1),
    pa.int32(): st.none() | st.integers(-(2**31), 2**31 - 1),
    pa.date32(): st.none() | st.integers(-719_162, 2_932_896),
    pa.bool_(): st.booleans(),
    pa.list_(pa.string()): st.lists(TEXTS).map(tuple),
}


@pytest.mark.parametrize("type_", VALUES, ids=str)
@given(data=st.data())
def test_an_array_holds_what_it_was_given(type_: pa.DataType, data: Any) -> None:
    values = data.draw(st.lists(VALUES[type_], max_size=30))
    made = arrow._array(values, type_)
    made.validate(full=True)
    assert made.equals(pa.array(values, type_))


def test_no_pandas_is_imported(sqlite_database: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from orgdb.cli import main\n"
        "try: main()\n"
        "finally: print(sorted({'pandas', 'pyarrow'} & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", program, "--db", str(sqlite_database)]
    done = subprocess.run(
        [*command, "export", "parquet", str(tmp_path / "made")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "['pyarrow']"
