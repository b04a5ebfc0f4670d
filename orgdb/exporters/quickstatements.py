"""A ready patch for Wikidata: memberships as QuickStatements (version 1, separated by tabs).

`P463` (member of) with `P580` and `P582`, the address of the source (`S854`) and the day of the
last check (`S813`). Precision 9 is a year, 10 a month, 11 a day; a range is `P1319` (earliest date)
and `P1326` (latest date). Syntax: <https://www.wikidata.org/wiki/Help:QuickStatements>. Wikidata is
CC0, so rows of other terms are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN, UNKNOWN
from orgdb.exporters.extract import Extract
from orgdb.exporters.registry import EVERY, Format, Loss
from orgdb.exporters.tables import TABLES
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Stance

FORMAT = Format(
    "quickstatements",
    "a ready patch for Wikidata: who is a member of what, since when, on what source",
    ".qs",
    losses=(
        Loss(
            "memberships",
            EVERY,
            "a statement needs a Wikidata item for both and the address of a source; one whose"
            " value is there already gets the qualifiers of a second one, so members with several"
            " periods are left out; so are disputed ones, both ends ranges, data that are not CC0",
            "full members: start, end, source, day of the last check, content key of the fact",
        ),
        *(
            Loss(name, EVERY, "only memberships are written", "")
            for name in TABLES
            if name not in ("memberships", "citations", "rosters", "codes")
        ),
        Loss("citations", EVERY, "one source a statement", "the first address for the start"),
        Loss("rosters", EVERY, "not a statement of Wikidata", "the day of the last check"),
        Loss("codes", EVERY, "other schemes have properties of their own", "Wikidata items"),
    ),
    other=(".tsv", ".txt"),
)
MEMBER_OF, START, END, EARLIEST, LATEST = "P463", "P580", "P582", "P1319", "P1326"
ADDRESS, RETRIEVED = "S854", "S813"
ITEM = re.compile(r"Q[1-9]\d*", re.ASCII)
PRECISIONS = {4: 9, 7: 10, 10: 11}


def write(extract: Extract, path: Path) -> None:
    """Write a statement for each membership that Wikidata can take, in the order of the table."""
    version, _day = extract.release
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for fields, fact in statements(extract):
            file.write("\t".join(fields) + f"\t/* orgdb {version}, {fact} */\n")


def statements(extract: Extract) -> Iterator[tuple[list[str], str]]:
    """The fields of each statement, and the content key of its fact."""
    items = {
        row["key"]: row["code"]
        for row in extract.records("codes")
        if row["scheme"] == "wikidata" and ITEM.fullmatch(row["code"])
    }
    free = {t.dataset for t in extract.terms if "CC0" in t.licence}
    checked = {(r["org"], r["dataset"]): r["known_through"] for r in extract.records("rosters")}
    periods = Counter(
        (row["org"], row["member"]) for row in extract.records("memberships") if _counts(row)
    )
    addresses = _addresses(extract)
    for row in extract.records("memberships"):
        address = addresses.get(row["fact"])
        both = row["member"] in items and row["org"] in items
        alone = periods[row["org"], row["member"]] == 1
        if not (both and address and alone and _counts(row)) or row["disputed"]:
            continue
        qualifiers = _qualifiers(row)
        if row["dataset"] in free and qualifiers is not None:
            fields = [items[row["member"]], MEMBER_OF, items[row["org"]], *qualifiers]
            fields += [ADDRESS, f'"{address}"']
            day = checked.get((row["org"], row["dataset"]), "")
            yield fields + ([RETRIEVED, time(day)] if len(day) == 10 else []), row["fact"]


def _counts(row: Mapping[str, Any]) -> bool:
    return row["status"] in COUNTED_AS_MEMBERS and bool(row["preferred"])


def _addresses(extract: Extract) -> dict[str, str]:
    """For each membership the address of the source of its start, else of the first one."""
    pages = {r["source"]: r["url"] for r in extract.records("sources") if r["url"]}
    found: dict[str, str] = {}
    starts: set[str] = set()
    for row in extract.records("citations"):
        fact, url = row["fact"], pages.get(row["source"], "")
        usable = fact.startswith("membership-") and row["stance"] == Stance.SUPPORTS
        if usable and url.startswith(("http://", "https://")) and not set(url) & set('"\t\n'):
            if row["about"] == "start" and fact not in starts:
                starts.add(fact)
                found[fact] = url
            found.setdefault(fact, url)
    return found


def _qualifiers(row: Mapping[str, Any]) -> list[str] | None:
    """The dates of a statement; None where both ends are ranges, which cannot be told apart."""
    ranges = [row[end].startswith("[") for end in ("start", "end")]
    if all(ranges):
        return None
    found: list[str] = []
    for name, qualifier in (("start", START), ("end", END)):
        text = row[name]
        if text in (OPEN, UNKNOWN):
            if name == "end" and text == UNKNOWN:
                found += [END, "somevalue"]
        elif not text.startswith("["):
            found += [qualifier, time(text)]
        else:
            found += [qualifier, "somevalue"]
            for bound, which, none in (
                ("earliest", EARLIEST, NO_EARLIEST),
                ("latest", LATEST, NO_LATEST),
            ):
                if row[f"{name}_{bound}"] != none:
                    found += [which, time(row[f"{name}_{bound}"])]
    return found


def time(text: str) -> str:
    """A date as Wikidata writes it: `+1951-12-00T00:00:00Z/10`."""
    padded = f"{text}-00-00"[:10] if len(text) == 4 else f"{text}-00"[:10]
    return f"+{padded}T00:00:00Z/{PRECISIONS[len(text)]}"
