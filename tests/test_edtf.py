"""Every date orgdb prints is one that somebody else's reader of EDTF takes."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orgdb.dates import NO_EARLIEST, NO_LATEST, date_bounds, edtf, text_of
from orgdb.db.reader import Reader, open_reader
from orgdb.errors import DateError
from orgdb.messydates import from_messydates, to_messydates

reads = pytest.importorskip("edtf", reason="needs the extra dev")
# Every column of the public views that holds a date as it is written.
DATES = {
    "organizations": ("founded", "dissolved"),
    "states": ("start", "end"),
    "people": ("born", "died"),
    "names": ("start", "end"),
    "codes": ("start", "end"),
    "organization_links": ("date",),
    "state_links": ("date",),
    "memberships": ("start", "end", "notice", "effective"),
    "suspensions": ("start", "end"),
    "officials": ("start", "end"),
    "offices": ("start", "end"),
    "languages": ("start", "end"),
    "charters": ("adopted", "signed", "in_force"),
    "parties": ("signed", "consented", "deposited", "in_force", "denounced", "denounced_effect"),
    "events": ("start", "end"),
    "sources": ("date",),
}


ONE = ("9999", "9999-99", "9999-99-99")
OPEN_RANGES = {f"[{one}..]" for one in ONE} | {f"[..{one}]" for one in ONE}


def dates_of(reader: Reader) -> set[str]:
    """Every date in the views, but for an end still open and an empty one."""
    found: set[str] = set()
    for view, columns in DATES.items():
        listed = ", ".join(f'"{column}"' for column in columns)
        for row in reader.rows(f"SELECT DISTINCT {listed} FROM {view}"):
            found.update(text for text in row.values() if text not in (None, "", ".."))
    return found


def iso(day: time.struct_time) -> str:
    """A day as the other reader counts it."""
    return f"{day.tm_year:04}-{day.tm_mon:02}-{day.tm_mday:02}"


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The curated data in a database."""
    from orgdb.seed.load import initialize

    path = tmp_path_factory.mktemp("edtf") / "seed.sqlite"
    initialize(str(path))
    return open_reader(str(path))


def test_every_date_of_the_curated_data_is_edtf_and_means_the_same_days(seed: Reader) -> None:
    written = sorted(dates_of(seed))
    assert len(written) > 1000
    # The other reader takes 15 ms a date: it reads one of each shape, and a portion of all.
    shapes = {re.sub(r"\d", "9", text): text for text in written}
    assert set(shapes) <= {*ONE, *(f"[{one}..{one}]" for one in ONE), *OPEN_RANGES}
    for text in [*shapes.values(), *written[::150]]:
        parsed = reads.parse_edtf(text)
        if text.strip("[.]") == text.strip("[]"):
            assert (iso(parsed.lower_strict()), iso(parsed.upper_strict())) == date_bounds(text)


def test_every_date_column_is_looked_at(seed: Reader) -> None:
    for view, columns in DATES.items():
        (row,) = seed.rows(f"SELECT * FROM {view} LIMIT 1")
        dated = {c.removesuffix("_earliest") for c in row if c.endswith("_earliest")} & set(row)
        assert dated <= set(columns), f"{view}: {dated - set(columns)}"


days = st.dates(min_value=date(1, 1, 1)).map(date.isoformat)


@given(days, days)
@settings(max_examples=20, deadline=None)
def test_what_is_worked_out_is_written_so_that_another_reader_takes_it(one: str, two: str) -> None:
    first, last = sorted((one, two))
    ends = (f"{first[:4]}-01-01", last), (first, f"{last[:4]}-12-31"), (first, last)
    for bounds in (*ends, (NO_EARLIEST, last), (first, NO_LATEST)):
        text = text_of(bounds)
        if text:
            assert reads.parse_edtf(text)
            assert date_bounds(text) == bounds


parts = days.flatmap(lambda day: st.sampled_from([day[:4], day[:7], day]))


@given(parts, parts)
@settings(max_examples=20, deadline=None)
def test_a_range_means_the_same_days_at_one_precision(one: str, two: str) -> None:
    text = f"[{one}..{two}]"
    try:
        bounds = date_bounds(text)
    except DateError:
        return
    assert date_bounds(edtf(text)) == bounds
    assert reads.parse_edtf(edtf(text))
    assert date_bounds(from_messydates(to_messydates(text))) == bounds


@pytest.mark.parametrize(
    ("messy", "text"),
    [
        ("1951", "1951"),
        ("1951-12", "1951-12"),
        ("1951-12-13", "1951-12-13"),
        ("1951..1955", "[1951..1955]"),
        ("1951..1952-03", "[1951-01..1952-03]"),
        ("..1955-06", "[..1955-06]"),
        ("1951..", "[1951..]"),
        ("195X", "[1950..1959]"),
        ("19XX", "[1900..1999]"),
        ("1951-XX-XX", "1951"),
        ("1951-12-XX", "1951-12"),
        ("1951-1X", "[1951-10..1951-12]"),
        ("1951-02-2X", "[1951-02-20..1951-02-28]"),
        ("195X..1961", "[1950..1961]"),
    ],
)
def test_messydates_are_read(messy: str, text: str) -> None:
    assert from_messydates(messy) == text
    assert date_bounds(from_messydates(to_messydates(text))) == date_bounds(text)


@pytest.mark.parametrize(
    "messy",
    [
        *("", "..", "XXXX", "1951-XX-05", "1X51", "1951~", "1951?", "1951-12-13%", "{1951,1953}"),
        *(
            "-0044",
            "-0044..-0040",
            "0001..-0001",
            "1951:1955",
            "1951-2X",
            "1951-02-3X",
            "1955..1951",
        ),
        *("1951-12-13-14", "13 December 1951", "[1951..1955]", "1951...1955"),
    ],
)
def test_messydates_that_no_date_can_say_are_refused(messy: str) -> None:
    with pytest.raises(DateError) as refused:
        from_messydates(messy)
    assert refused.value.hint


@given(st.text(alphabet="0123456789X-.~{} ", max_size=14))
@settings(max_examples=300)
def test_any_text_is_a_messydate_or_refused(text: str) -> None:
    try:
        found = from_messydates(text)
    except DateError:
        return
    assert reads.parse_edtf(found)
