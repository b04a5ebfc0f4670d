"""How far facts that are still open reach: the last check of their section, the newest document."""

from __future__ import annotations

from pathlib import Path

import pytest

from orgdb.db.reader import open_reader
from orgdb.organizations.offices import offices
from orgdb.organizations.officials import officials
from orgdb.seed.load import initialize
from tests.seed.test_list_citations import EXU, edit

IN_OFFICE = '"person, start: register-2026 p. 9; article-b ¶ 1"}'


def in_office(seed: Path, day: str) -> str:
    """Did the acting head of the Example Union surely hold the post on a day: the certainty."""
    database = seed.parent / "made.sqlite"
    initialize(str(database), folder=seed)
    reader = open_reader(str(database))
    (found,) = [row for row in officials(reader, "EXU", None, day) if row.person == "bo-sample"]
    reader.close()
    return found.certainty


@pytest.mark.parametrize(
    ("cited", "day", "certainty"),
    [
        ("person, start: register-2026 p. 9", "2026-01-02", "certain"),
        ("person, start: article-b ¶ 1", "2021-11-04", "certain"),
        ("person, start: article-b ¶ 1", "2021-11-05", "possible"),
        # A page without a date was read at the last check.
        ("person, start: article-b ¶ 1; codes row 1", "2026-01-02", "certain"),
        # What says otherwise does not say that somebody is in office.
        ("person, start: article-b ¶ 1; start: !register-2026 p. 9 = 2001", "2022", "possible"),
    ],
)
def test_a_post_is_held_for_sure_until_the_newest_document(
    sample: Path, cited: str, day: str, certainty: str
) -> None:
    edit(sample, EXU, IN_OFFICE, f'"{cited}"}}')
    assert in_office(sample, day) == certainty


def test_a_document_older_than_the_tenure_still_lets_it_begin(sample: Path) -> None:
    edit(sample, EXU, IN_OFFICE, '"person, start: charter-1951 art. 8"}')
    assert in_office(sample, "2000-01-01") == "certain"
    assert in_office(sample, "2000-01-02") == "possible"


def test_a_section_can_have_a_last_check_of_its_own(sample: Path) -> None:
    head = next(
        line for line in (sample / EXU).read_text().splitlines() if line.startswith("known_through")
    )
    edit(sample, EXU, head, f"{head}\nsection_known_through: {{offices: 1999-12-31}}")
    database = sample.parent / "made.sqlite"
    initialize(str(database), folder=sample)
    reader = open_reader(str(database))
    for day, certainty in (("1999-12-31", "certain"), ("2000-01-01", "possible")):
        found = [row for row in offices(reader, "EXU", None, day) if row.kind == "headquarters"]
        assert [row.certainty for row in found] == [certainty]
    reader.close()
