"""What people see of each sort of row: which columns, read how, in which groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from orgdb.output.formats import Table
from orgdb.vocabulary import CURATED

NO_BREAK = "\u00a0"


class Shown:
    """A row as a table shows it: its own fields, and combined ones."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def __getattr__(self, name: str) -> object:
        return getattr(self.row, name)


class ShownDated(Shown):
    """A row of a question about a date, with remarks."""

    @property
    def remarks(self) -> str:
        """Possible only, after the last check or where dates are not known to the day."""
        return "only possible" if self.row.certainty == "possible" else ""


class ShownOfficial(ShownDated):
    """Who had a post; or that a source says that nobody had."""

    @property
    def person_name(self) -> str:
        """The name, the key where there is none; *vacant*."""
        return "vacant" if self.row.vacant else str(self.row.person_name or self.row.person)


class ShownMember(Shown):
    """A membership, with remarks."""

    @property
    def status(self) -> str:
        """The organization's own word where it has one."""
        return str(self.row.status_word or self.row.status)

    @property
    def remarks(self) -> str:
        """Suspended, left, only possible, disputed."""
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
            parts.append("only possible")
        if row.dataset != CURATED:
            parts.append(f"according to {row.dataset}")
        if row.disputed:
            parts.append("disputed")
        return "; ".join(parts)


class ShownCharter(Shown):
    """A treaty, with day and place of its signature in one."""

    @property
    def signed(self) -> str:
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
    def source_and_locator(self) -> str:
        """A line for each source: `oas-treaty-a41, header`, `article-b, ¶ 1: disputes, 1949`."""
        return "\n".join(map(place_of, self.rows))


class ShownCitation(Shown):
    """A citation by itself."""

    @property
    def source_and_locator(self) -> str:
        """`oas-treaty-a41, header`."""
        return place_of(self.row)


def place_of(row: Any) -> str:
    """The source of a citation, the place in it, and what it says where that is something else."""
    # A number stays with its sign: a line never ends in "¶" or "p.".
    place = ", ".join(part for part in (row.source, row.locator.replace(" ", NO_BREAK)) if part)
    if row.stance == "disputes":
        return f"{place}: disputes, {row.stated or 'without saying what is right'}"
    return f"{place}: says {row.stated}" if row.stated else place


def by_attribute(rows: Sequence[Any]) -> Sequence[Any]:
    """Citations as people read them, one attribute of a fact after the other."""
    grouped: dict[tuple[str, str, str], list[Any]] = {}
    for row in rows:
        grouped.setdefault((row.fact, row.about, row.value), []).append(row)
    return [ShownWhy(found) for found in grouped.values()]


def each(how: type[Shown]) -> Callable[[Sequence[Any]], Sequence[Any]]:
    """A reading of rows one by one."""
    return lambda rows: [how(row) for row in rows]


def _suspended_in_part(scope: str, period: str) -> str:
    """`without voting rights 2013-11-08/..`; `orgdb why` has the rest of other ones."""
    return f"without voting rights {period}" if scope == "voting" else f"suspended in part {period}"


_SPELL = "status start end remarks:0 sources:1"
_TENURE = "post person_name nationality:2 start end acting:0 remarks:0 sources:3"
_LANGUAGE = "language language_name status start end remarks:0 sources:1"
_TREATY = "kind title signed in_force registration:2 sources"
_OF_NONE = "No {} are known."

LISTED_SOURCES = Table(
    "source title publisher:3 date:2 quality facts disputes:1 url:4", empty="No sources match."
)
IS_MEMBER = Table("member org on answer reason disputed known_through sources")
MEMBERS = Table(f"member member_name {_SPELL}", each(ShownMember))
MEMBERSHIPS = Table(f"org org_name {_SPELL}", each(ShownMember))
ALL_MEMBERS = Table(f"org member:2 member_name {_SPELL}", each(ShownMember), "org")
OFFICIALS = Table(_TENURE, each(ShownOfficial), "post", _OF_NONE.format("officials"))
ALL_OFFICIALS = Table(f"body {_TENURE}", each(ShownOfficial), "body")
OFFICES = Table(
    "org kind city state start end address:2 remarks:0 sources:1",
    each(ShownDated),
    empty=_OF_NONE.format("offices"),
)
LANGUAGES = Table(_LANGUAGE, each(ShownDated), empty=_OF_NONE.format("languages"))
ALL_LANGUAGES = Table(f"org {_LANGUAGE}", each(ShownDated))
EVENTS = Table(
    "start end kind:5 title place disputed:0 outcomes:2 topics:3 participants:4 sources:6",
    empty=_OF_NONE.format("events"),
)
WHY = Table("fact about value source_and_locator", by_attribute, "fact", "No citations found.")
ORGANIZATIONS = Table(
    "org name kind:3 founded dissolved:0 members hq_city:1 known_through:4 official_languages:5",
    empty="No organizations match.",
)
STATES = Table("state name kind:1 iso2 m49 cow start end sovereign:2", empty="No states match.")
CHARTERS = Table(_TREATY, each(ShownCharter), "title", _OF_NONE.format("treaties"))
ALL_CHARTERS = Table(f"org {_TREATY}", each(ShownCharter), "title")
PARTIES = Table(
    """treaty party_name signed:2 consent:1 consented:3 deposited in_force:4 denounced:0
    denounced_effect:5""",
    group="treaty",
    empty=_OF_NONE.format("treaties"),
)
SOURCES = Table("source title publisher:2 date kind:1 url:3")
CITATIONS = Table("fact about source_and_locator", each(ShownCitation), "fact")
SPELLS = Table("org member status start end joined_by:2 end_reason:1 dataset:3")
CHANGES = Table(
    """date org member:5 member_name change status:2 reason:3 certainty:1 disputed:0
    sources:4""",
    empty="No changes are known.",
)
LEARNED = Table(
    "change kind:1 what release sources:2", empty="No facts changed between the two releases."
)
SHARED = Table(
    "org org_name since statuses certainty sources:1",
    empty="No organization is known to have all of them as members.",
)
TIMELINE = Table("date kind:2 what disputed:0 sources:1", empty="No dated facts are known.")
EXITS = Table(
    """org member_name stage announced notified:1 effective clause:2 reversed:0 remark:3
    sources:4""",
    empty="No exits are known.",
)
COVERAGE = Table(
    """org name:3 coverage known_from:2 known_through facts:1 sources:4 primary_share
    weak_share agreement:5""",
    empty="Every membership list was checked since then.",
)
COMPARED = Table("org member from to a b reason a_sources:1 b_sources:2", group="org")
DATASETS = Table("dataset title version rosters spells loaded_at licence")
