"""The date of a question, as people and programs write it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from orgdb.errors import DateError
from orgdb.parameters import parse_on


@pytest.mark.parametrize(
    ("written", "text"), [("1990", "1990"), (1990, "1990"), (date(1990, 6, 30), "1990-06-30")]
)
def test_a_number_is_a_year_and_a_date_is_a_day(written: Any, text: str) -> None:
    on = parse_on(written)
    assert on is not None
    assert on.text == text


@pytest.mark.parametrize("written", [True, 90, 1990.5, "soon"])
def test_anything_else_is_refused(written: Any) -> None:
    with pytest.raises(DateError):
        parse_on(written)
