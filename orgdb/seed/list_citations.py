"""The citations of a whole list of members, and for which of its rows they can speak."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from orgdb.dates import Period, date_bounds
from orgdb.facts import CitationDraft
from orgdb.seed.records import FactRecord, FileRecord, Report, known_through
from orgdb.vocabulary import Stance

ROW = ("member", "status")


def drop_older_lists(file: FileRecord) -> None:
    """Take from each row what its list cites from before the membership: a list of 2020 does not
    show who joined in 2023.

    What a row cites itself stays.
    """
    through = known_through(file, "rows")
    file.rows["rows"] = [
        dataclasses.replace(
            row,
            citations=tuple(
                citation
                for citation in row.citations
                if not _is_older(citation, row, through, file.list_citations, file.source_dates)
            ),
        )
        for row in file.rows.get("rows", ())
    ]


def check_cited_members(file: FileRecord, report: Report) -> None:
    """Report rows whose list is older than they are, and that cite nothing of their own."""
    for row in file.rows.get("rows", ()):
        if file.list_citations and not any(
            citation.stance is Stance.SUPPORTS for citation in row.about("member")
        ):
            period = row.values.get("period")
            start = f" of {period.start}" if isinstance(period, Period) and period.start else ""
            what = f"every source of the list is older than the membership{start}"
            hint = "give the row its own source: cite: member, status: source place; start: …"
            report(row, "list-older-than-member", what, hint)


def _is_older(
    citation: CitationDraft,
    row: FactRecord,
    through: str,
    of_list: tuple[CitationDraft, ...],
    dates: Mapping[str, str],
) -> bool:
    period = row.values.get("period")
    if citation not in of_list or citation.about not in ROW or not isinstance(period, Period):
        return False
    date = dates.get(citation.source)
    return date is not None and date_bounds(date)[1] < period.bounds(through).s1


def source_dates(sources: list[FactRecord]) -> dict[str, str]:
    """The date of each source that has one, by its key."""
    found = {str(row.text("key")): row.text("date") for row in sources}
    return {key: date for key, date in found.items() if date}
