"""Does a membership list have as many members on a day as its sources count?"""

from __future__ import annotations

from collections import defaultdict

from orgdb.dates import Period
from orgdb.seed.faults import Fault
from orgdb.seed.records import FileRecord, Report, known_through
from orgdb.vocabulary import Status

COUNTED = frozenset({Status.FULL, Status.UNSPECIFIED})


def check_counts(file: FileRecord, faults: list[Fault], report: Report) -> None:
    """Report counts that the list cannot have on that day. Full members count, suspended or not."""
    coverage = next(iter(file.rows.get("members", ())), None)
    if coverage is None or not file.counts:
        return
    if coverage.text("complete") != "True":
        hint = "write complete: true, or remove the counts"
        report(coverage, "bad-count", "counts of members in a list that is not complete", hint)
        return
    through = known_through(file, "rows")
    since = coverage.text("known_from") or through
    certain: dict[str, set[str]] = defaultdict(set)
    possible: dict[str, set[str]] = defaultdict(set)
    for row in file.rows.get("rows", ()):
        period, member = row.values.get("period"), row.text("member")
        if not isinstance(period, Period) or member is None:
            continue
        bounds = period.bounds(through).tightened()
        for count in file.counts:
            if row.text("status") in COUNTED and bounds.s2 <= count.day <= bounds.e1:
                certain[count.day].add(member)
            if row.text("status") in COUNTED | {Status.UNKNOWN} and (
                bounds.s1 <= count.day <= bounds.e2
            ):
                possible[count.day].add(member)
    for count in file.counts:
        least, most = len(certain[count.day]), len(possible[count.day])
        code, what, hint = "", "", ""
        if not since <= count.day <= through:
            code, hint = "bad-count", "count on a day that the list covers"
            what = f"the count of {count.day} lies outside the list ({since} to {through})"
        elif not least <= count.number <= most:
            code, hint = "member-count", "find the member that is missing or too many"
            range_ = str(least) if least == most else f"{least} to {most}"
            what = f"{count.number} counted on {count.day}, {range_} in the list"
        if code:
            faults.append(Fault(count.place.file, count.place.line, code, what, hint))
