"""A citation of the whole list speaks for those who were members when it was written."""

from __future__ import annotations

from pathlib import Path

from orgdb.seed.check import check_seed

EXU = "organizations/EXU.yml"


def edit(seed: Path, name: str, old: str, new: str) -> None:
    text = (seed / name).read_text(encoding="utf-8")
    assert old in text
    (seed / name).write_text(text.replace(old, new, 1), encoding="utf-8")


def sources_by_row(seed: Path) -> dict[tuple[str, str], set[str]]:
    """For each row of the list its member and period, and the sources of who the member is."""
    found, _ = check_seed(seed)
    file = next(file for file in found.organizations if file.key == "EXU")
    return {
        (str(row.text("member")), str(row.values["period"])): {
            citation.source for citation in row.about("member")
        }
        for row in file.rows["rows"]
    }


def test_a_list_says_nothing_of_who_joined_after_it(sample: Path) -> None:
    edit(sample, EXU, "register-2026 whole page", "charter-1951 annex; register-2026 whole page")
    found = sources_by_row(sample)
    assert found["XAA", "1951-12/.."] == {"charter-1951", "register-2026"}
    assert found["XBB", "1953/1977-06-29"] == {"register-2026"}


def test_a_list_of_no_date_speaks_for_all(sample: Path) -> None:
    edit(sample, EXU, "register-2026 whole page", "codes annex; register-2026 whole page")
    assert all("codes" in found for key, found in sources_by_row(sample).items() if key[0] != "XEE")


def test_a_row_that_only_an_older_list_speaks_for_is_a_fault(sample: Path) -> None:
    edit(sample, EXU, '"register-2026 whole page"', '"charter-1951 annex"')
    found, _ = check_seed(sample)
    faults = [fault for fault in found.faults if fault.code == "list-older-than-member"]
    assert [fault.line for fault in faults] == [36, 37, 38, 39, 40, 42]
    assert "1953" in str(faults[0])
    assert "give the row its own source" in str(faults[0])


def test_what_a_row_cites_itself_stays(sample: Path) -> None:
    row = 'period: 1990-05/.., cite: "'
    edit(sample, EXU, row, f"{row}member, status: charter-1951 annex; ")
    found = sources_by_row(sample)
    assert found["XBB", "1990-05/.."] == {"charter-1951"}
