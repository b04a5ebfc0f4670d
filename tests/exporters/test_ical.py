"""The calendar, read back by icalendar: what is known to the day, on that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orgdb.exporters.extract import Extract
from orgdb.exporters.ical import LONGEST, calendar_entries, escaped, line

icalendar = pytest.importorskip("icalendar", reason="needs the extra dev")


@pytest.fixture
def events(exported: Callable[[str], Path]) -> dict[str, Any]:
    """Each event by its identifier."""
    calendar = icalendar.Calendar.from_ical(exported("ical").read_bytes())
    found = calendar.walk("VEVENT")
    by_key = {str(event["uid"]): event for event in found}
    assert len(by_key) == len(found)
    return by_key


def test_every_happening_comes_back_on_its_day(events: dict[str, Any], extract: Extract) -> None:
    rows = list(calendar_entries(extract))
    assert len(rows) == len(events) > 15
    for row in rows:
        event = events[f"{row.fact}-{row.what}@orgdb"]
        assert event.decoded("dtstart") == date.fromisoformat(row.first)
        assert event.decoded("dtend") - timedelta(days=1) == date.fromisoformat(row.last)
        assert str(event["summary"]) == row.title
        assert all(source in event["description"] for source in row.sources)
        assert ("Disputed" in event["description"]) is row.disputed


def test_what_happened_is_told_as_a_person_would(extract: Extract) -> None:
    titles = [row.title for row in calendar_entries(extract)]
    assert "Last day of Bétonia in Example Union (full)" in titles
    assert "Aland-Example is suspended from Example Union (participation)" in titles
    assert "Charter of the Example Union is signed" in titles
    assert "Bo Sample becomes Secretary General of Example Union (acting)" in titles
    assert not any("None" in title or "{" in title for title in titles)


@given(st.text(min_size=1))
def test_any_text_comes_back(text: str) -> None:
    plain = "".join(c if (c >= " " and c not in "\x7f\r") or c == "\n" else " " for c in text)
    plain = plain.encode("utf-8", "replace").decode()
    written = line("SUMMARY", escaped(plain))
    assert all(len(part.encode()) <= LONGEST for part in written.split("\r\n"))
    unfolded = written.replace("\r\n ", "").removesuffix("\r\n")
    value = icalendar.parser.Contentline(unfolded).parts()[2]
    assert icalendar.vText.from_ical(value) == plain
