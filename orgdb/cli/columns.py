"""What a table shows of each sort of row, and in which words.

A column is a field and its heading. One with a number is left out where no row fills it in, and
those with a number above 0 go where the terminal is narrow, the highest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from orgdb.output.formats import Columns
from orgdb.vocabulary import CURATED

NO_BREAK = "\u00a0"

BELONGING: Columns = (
    ("member", "member"),
    ("org", "org"),
    ("on", "on"),
    ("answer", "answer"),
    ("reason", "reason"),
    ("disputed", "disputed"),
    ("known_through", "checked"),
    ("sources", "sources"),
)
MEMBERS: Columns = (
    ("member", "key"),
    ("member_name", "member"),
    ("status", "status"),
    ("start", "from"),
    ("end", "to"),
    ("remarks", "remarks", 0),
    ("sources", "sources", 1),
)
MEMBERSHIPS: Columns = (("org", "key"), ("org_name", "organization"), *MEMBERS[2:])
ALL_MEMBERS: Columns = (("org", "org"), ("member", "key", 2), *MEMBERS[1:])
OFFICIALS: Columns = (
    ("post", "post"),
    ("person_name", "name"),
    ("nationality", "nationality", 2),
    ("start", "from"),
    ("end", "to"),
    ("acting", "acting", 0),
    ("remarks", "remarks", 0),
    ("sources", "sources", 3),
)
ALL_OFFICIALS: Columns = (("body", "body"), *OFFICIALS)
OFFICES: Columns = (
    ("org", "org"),
    ("kind", "kind"),
    ("city", "city"),
    ("state", "state"),
    ("start", "from"),
    ("end", "to"),
    ("address", "address", 2),
    ("remarks", "remarks", 0),
    ("sources", "sources", 1),
)
LANGUAGES: Columns = (
    ("language", "code"),
    ("language_name", "language"),
    ("status", "status"),
    ("start", "from"),
    ("end", "to"),
    ("remarks", "remarks", 0),
    ("sources", "sources", 1),
)
ALL_LANGUAGES: Columns = (("org", "org"), *LANGUAGES)
EVENTS: Columns = (
    ("start", "from"),
    ("end", "to"),
    ("kind", "kind", 5),
    ("title", "what"),
    ("place", "place"),
    ("disputed", "disputed", 0),
    ("outcomes", "outcomes", 2),
    ("topics", "topics", 3),
    ("participants", "participants", 4),
    ("sources", "sources", 6),
)
WHY: Columns = (
    ("fact", "fact"),
    ("about", "about"),
    ("value", "value"),
    ("where", "source and place in it"),
)
ORGANIZATIONS: Columns = (
    ("org", "key"),
    ("name", "name"),
    ("kind", "kind", 3),
    ("founded", "founded"),
    ("dissolved", "dissolved", 0),
    ("members", "members"),
    ("hq_city", "seat", 1),
    ("known_through", "checked", 4),
    ("official_languages", "languages", 5),
)
STATES: Columns = (
    ("state", "key"),
    ("name", "name"),
    ("kind", "kind", 1),
    ("iso2", "iso2"),
    ("m49", "m49"),
    ("cow", "cow"),
    ("start", "from"),
    ("end", "to"),
    ("sovereign", "under", 2),
)
CHARTERS: Columns = (
    ("kind", "kind"),
    ("title", "title"),
    ("signing", "signed"),
    ("in_force", "in force"),
    ("registration", "registration", 2),
    ("sources", "sources"),
)
ALL_CHARTERS: Columns = (("org", "org"), *CHARTERS)
PARTIES: Columns = (
    ("treaty", "treaty"),
    ("party_name", "party"),
    ("signed", "signed", 2),
    ("consent", "consent", 1),
    ("consented", "dated", 3),
    ("deposited", "deposited"),
    ("in_force", "in force", 4),
    ("denounced", "denounced", 0),
    ("denounced_effect", "effect", 5),
)
SOURCES: Columns = (
    ("source", "key"),
    ("title", "title"),
    ("publisher", "publisher", 2),
    ("date", "date"),
    ("kind", "kind", 1),
    ("url", "address", 3),
)
CITATIONS: Columns = (
    ("fact", "fact"),
    ("about", "about"),
    ("where", "source and place in it"),
)


class Shown:
    """A row as a table has it: its own fields, and those that are put together for reading."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, name)


class ShownDated(Shown):
    """A row of a question about a date, with what a reader has to know besides."""

    @property
    def remarks(self) -> str:
        """Possible only, after the last check or where dates are not known to the day."""
        return "possible only" if self.row.certainty == "possible" else ""


class ShownMember(Shown):
    """A membership, with what a reader has to know besides."""

    @property
    def status(self) -> str:
        """The organization's own word where it has one."""
        return str(self.row.status_word or self.row.status)

    @property
    def remarks(self) -> str:
        """Suspended, left, possible only, disputed."""
        row = self.row
        parts = []
        whole = [period for period in row.suspensions if not period.endswith(")")]
        if whole:
            words = {"unknown": "perhaps suspended", "no": "suspended at other times:"}
            parts.append(f"{words.get(row.suspended, 'suspended')} {', '.join(whole)}")
        for period, _, scope in (p.partition(" (") for p in row.suspensions if p not in whole):
            parts.append(_suspended_in_part(scope.rstrip(")"), period))
        if row.end_reason:
            parts.append(row.end_reason.replace("_", " "))
        if not row.end:
            parts.append("ended on an unknown day")
        if row.notice:
            parts.append(f"notice {row.notice}")
        if row.certainty == "possible":
            parts.append("possible only")
        if row.dataset != CURATED:
            parts.append(f"according to {row.dataset}")
        if row.disputed:
            parts.append("disputed")
        return "; ".join(parts)


class ShownCharter(Shown):
    """A treaty, with day and place of its signature in one."""

    @property
    def signing(self) -> str:
        """`1948-04-30, Bogotá`."""
        return ", ".join(part for part in (self.row.signed, self.row.signed_city) if part)


class ShownWhy(Shown):
    """One attribute of a fact, with all its sources, those that dispute it last."""

    def __init__(self, rows: Sequence[Any]) -> None:
        super().__init__(rows[0])
        self.rows = sorted(rows, key=lambda row: str(row.stance), reverse=True)

    @property
    def fact(self) -> str:
        """What the fact is of, and its key."""
        return f"{self.row.what} ({self.row.fact})" if self.row.what else str(self.row.fact)

    @property
    def where(self) -> str:
        """A line for each source: `oas-treaty-a41, header`, `article-b, ¶ 1: disputes, 1949`."""
        return "\n".join(map(place_of, self.rows))


class ShownCitation(Shown):
    """A citation by itself."""

    @property
    def where(self) -> str:
        """`oas-treaty-a41, header`."""
        return place_of(self.row)


def place_of(row: Any) -> str:
    """The source of a citation, the place in it, and what it says where that is something else."""
    # A number stays with its sign: a line never ends in "¶" or "p.".
    place = ", ".join(part for part in (row.source, row.locator.replace(" ", NO_BREAK)) if part)
    if row.stance == "disputes":
        return f"{place}: disputes, {row.stated or 'without saying what is right'}"
    return f"{place}: says {row.stated}" if row.stated else place


def by_attribute(rows: Sequence[Any], format_: str) -> Sequence[Any]:
    """Citations as people read them, one attribute of a fact after the other."""
    if format_ not in ("table", "markdown"):
        return rows
    grouped: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows:
        grouped.setdefault((row.fact, row.about, row.value), []).append(row)
    return [ShownWhy(found) for found in grouped.values()]


def shown(rows: Sequence[Any], how: type[Shown], format_: str) -> Sequence[Any]:
    """The rows as people read them in tables and Markdown; as they are in every other format."""
    return [how(row) for row in rows] if format_ in ("table", "markdown") else rows


def _suspended_in_part(scope: str, period: str) -> str:
    """`without its vote 2013-11-08/..`; a suspension of another sort is told by `orgdb why`."""
    return f"without its vote {period}" if scope == "voting" else f"suspended in part {period}"
