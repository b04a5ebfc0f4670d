"""A small file in the layout of the Correlates of War, about real states: its cells are made up.

Tests of the real file are skipped where it is absent; this one stands in for it, with codes that
pass from state to state, a suspension counted as an exit, all five codes of membership and states
that enter and leave.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

COLUMNS = ("OAS", "UN", "NATO", "ZZO")
FIRST, LAST = 1985, 2014
# Code, label, first and last year in the system.
STATES = (
    ("2", "usa", FIRST, LAST),
    ("20", "canada", FIRST, LAST),
    ("40", "cuba", FIRST, LAST),
    ("91", "honduras", FIRST, LAST),
    ("255", "germany", 1990, LAST),
    ("260", "wgermany", FIRST, 1990),
    ("265", "egermany", FIRST, 1990),
    ("345", "yugoslavia", FIRST, LAST),
    ("365", "russia", FIRST, LAST),
    ("678", "yemenarabrep", FIRST, 1990),
    ("679", "yemen", 1990, LAST),
    ("999", "nowhere", 2000, 2005),
)
# Columns in which a state is something else than a full member, by years.
OTHERWISE = {
    ("20", "OAS"): ((FIRST, 1989, "3"),),
    ("40", "OAS"): ((FIRST, LAST, "0"),),
    ("91", "OAS"): ((2010, LAST, "0"),),
    ("345", "UN"): ((1993, 1999, "0"),),
    ("20", "ZZO"): ((1991, LAST, "2"),),
    ("40", "ZZO"): ((1990, 1995, "-9"), (1996, LAST, "0")),
}
MEMBERS = {
    "OAS": {"2", "20", "40", "91"},
    "UN": {code for code, *_ in STATES} - {"999"},
    "NATO": {"2", "20", "255", "260"},
    "ZZO": {"2", "20", "40", "999"},
}
FOUNDED = {"ZZO": 1990}
AFTER = "sdate deaddate dead integrated replaced longorgname ionum version".split()


def cell(code: str, column: str, year: int) -> str:
    """What the file says of a state in an organization in a year."""
    if year < FOUNDED.get(column, FIRST):
        return "-1"
    for first, last, value in OTHERWISE.get((code, column), ()):
        if first <= year <= last:
            return value
    return "1" if code in MEMBERS[column] else "0"


def lines() -> Iterator[str]:
    """The lines of the state-year file."""
    yield ",".join(("ccode", "year", "state", *COLUMNS))
    for code, label, first, last in STATES:
        for year in range(first, last + 1):
            yield ",".join((code, str(year), label, *(cell(code, c, year) for c in COLUMNS)))


def stand_in(path: Path) -> Path:
    """The file, written."""
    path.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    return path


def igo_years(path: Path, missing: str = ".") -> Path:
    """The same cells in the layout of the organization-year file; `missing` is for no state."""
    labels = [label for _, label, _, _ in STATES]
    rows = ["\t".join(("ioname", "orgname", "year", *labels, *AFTER))]
    for number, column in enumerate(COLUMNS, 9001):
        since = FOUNDED.get(column, FIRST)
        for year in range(since, LAST + 1):
            cells = [
                cell(code, column, year) if first <= year <= last else missing
                for code, _, first, last in STATES
            ]
            after = (str(since), "", "0", "0", "0", f"The {column}", str(number), "3")
            rows.append("\t".join((column, f"The {column}", str(year), *cells, *after)))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path
