"""Everything dated about an organization, a state or a person, as moments told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from orgdb.dates import NO_EARLIEST, NO_LATEST, OPEN, Days, date_bounds
from orgdb.db.reader import Reader, Row
from orgdb.membership.changes import DatedChange, all_changes
from orgdb.names.lookup import ORGANIZATION, STATE, Found
from orgdb.parameters import Window
from orgdb.vocabulary import Change, Scope, Status

LIVES = {
    ORGANIZATION: """
SELECT name, founded, dissolved, fact, fact_id FROM organizations WHERE organization_id = :id""",
    STATE: 'SELECT name, start, "end", fact, fact_id FROM states WHERE state_id = :id',
}
PEOPLE = "SELECT name, born, died, fact, fact_id FROM people WHERE person_id = :id"
ORGANS = """
SELECT name, founded, dissolved, fact, fact_id FROM organizations
WHERE parent = :key AND organization_id IN (  -- which an index finds
    SELECT organization_id FROM organization_description WHERE parent_id = :id)
ORDER BY org"""
NAMES = """
SELECT name, name_kind, lang, start, "end", fact, fact_id FROM names
WHERE kind = :kind AND id = :id AND (start <> '' OR "end" NOT IN ('', '..'))
ORDER BY name, lang, fact"""
ORGANIZATION_LINKS = """
SELECT from_org AS first, to_org AS second, kind, date, fact, fact_id FROM organization_links
WHERE date IS NOT NULL AND (from_id = :id OR to_id = :id) ORDER BY fact"""
STATE_LINKS = """
SELECT COALESCE(a.name, l.from_state) AS first, COALESCE(b.name, l.to_state) AS second, l.kind,
    l.date, l.fact, l.fact_id
FROM state_links l
LEFT JOIN states a ON a.state_id = l.from_id
LEFT JOIN states b ON b.state_id = l.to_id
WHERE l.date IS NOT NULL AND (l.from_id = :id OR l.to_id = :id) ORDER BY l.fact"""
CHARTERS = """
SELECT title, adopted, signed, signed_city, in_force, fact, fact_id FROM charters
WHERE organization_id = :id ORDER BY treaty"""
PARTIES = """
SELECT c.title, p.signed, p.consent, p.consented, p.deposited, p.in_force, p.denounced,
    p.denounced_effect, p.fact, p.fact_id
FROM parties p
JOIN charters c ON c.treaty_id = p.treaty_id
WHERE p.party_id = :id ORDER BY p.treaty, p.fact"""
OFFICIALS = """
SELECT p.person_name, p.person, p.post, p.body, COALESCE(s.name, p.body) AS body_name, p.start,
    p."end", p.acting, p.vacant, p.fact, p.fact_id
FROM officials p
LEFT JOIN states s ON s.state_id = p.state_id
WHERE p.{column} = :id ORDER BY p.body, p.post_key, p.person, p.fact"""
OFFICES = """
SELECT o.org, o.kind, o.city, COALESCE(s.name, o.state) AS state, o.start, o."end",
    o.fact, o.fact_id
FROM offices o
LEFT JOIN states s ON s.state_id = o.state_id
WHERE o.{column} = :id ORDER BY o.org, o.city, o.state, o.fact"""
LANGUAGES = """
SELECT language_name, status, start, "end", fact, fact_id FROM languages
WHERE organization_id = :id ORDER BY language, fact"""
EVENTS = """
SELECT title, kind, place, start, "end", fact, fact_id FROM events
WHERE organization_id = :id OR state_id = :id OR fact_id IN (
    SELECT fact_id FROM event_participants
    WHERE participant_id = :id)
ORDER BY event"""
EVER = Window.parse(None, None)
LINKS = {
    "replaced": "{second} replaces {first}",
    "merged": "{first} is merged into {second}",
    "integrated": "{first} is integrated into {second}",
    "renamed": "{first} is renamed {second}",
    "split": "{second} splits from {first}",
    "continuation": "{second} continues {first}",
    "dissolution": "{second} succeeds {first} (dissolution)",
    "merger": "{first} is merged into {second}",
    "secession": "{second} secedes from {first}",
    "independence": "{second} becomes independent of {first}",
}
CONSENTS = {
    "ratification": "ratifies",
    "acceptance": "accepts",
    "approval": "approves",
    "accession": "accedes to",
    "succession": "succeeds to",
    "signature": "binds itself by signing",
}


_Rows = Callable[[str], list[Row]]


@dataclass(frozen=True, slots=True)
class Moment:
    """One dated fact: its date as written and its days, what happened, and where it is said."""

    text: str
    days: Days
    kind: str
    what: str
    fact: str
    fact_id: int
    abouts: tuple[str, ...]


def moments_of(reader: Reader, found: Found) -> Iterator[Moment]:
    """All dated facts about something, in no order."""
    of = {"id": found.id, "key": found.key, "kind": found.kind}

    def rows(sql: str) -> list[Row]:
        wanted = {name: value for name, value in of.items() if f":{name}" in sql}
        return reader.rows(sql, wanted)

    if found.kind == ORGANIZATION:
        for row in rows(LIVES[ORGANIZATION]) + rows(ORGANS):
            yield from _single(row, "organization", founded="{name} is founded")
            yield from _single(row, "organization", dissolved="{name} is dissolved")
        for row in rows(CHARTERS):
            where = " in {signed_city}" if row["signed_city"] else ""
            yield from _single(row, "treaty", adopted="{title} is adopted")
            yield from _single(row, "treaty", signed="{title} is signed" + where)
            yield from _single(row, "treaty", in_force="{title} enters into force")
        for row in rows(LANGUAGES):
            role = f"{_article(row['status'])} {row['status']} language"
            what = "{language_name} "
            begins, ends = f"becomes {role}", f"ceases to be {role}"
            yield from _begun_and_ended(row, "language", what + begins, what + ends)
    elif found.kind == STATE:
        for row in rows(LIVES[STATE]):
            yield from _begun_and_ended(
                row, "state", "{name} begins to exist", "{name} ceases to exist"
            )
        for row in rows(PARTIES):
            yield from _party(row)
    else:
        for row in rows(PEOPLE):
            yield from _single(row, "person", born="{name} is born")
            yield from _single(row, "person", died="{name} dies")
    yield from _of_all_kinds(reader, found, rows)


def _of_all_kinds(reader: Reader, found: Found, rows: _Rows) -> Iterator[Moment]:
    column = {ORGANIZATION: "organization_id", STATE: "state_id"}.get(found.kind, "person_id")
    for row in rows(NAMES):
        yield from _begun_and_ended(
            row, "name", "the name {name} comes into use", "the name {name} is given up"
        )
    if found.kind in (ORGANIZATION, STATE):
        links = ORGANIZATION_LINKS if found.kind == ORGANIZATION else STATE_LINKS
        for row in rows(links):
            yield from _single(row, "link", date=LINKS[row["kind"]])
        for change in all_changes(reader, found.id, tuple(Status), None, EVER):
            yield from _change(change, found.key)
        for row in rows(OFFICES.format(column=column)):
            what = "{org} {kind} office" if row["kind"] != "headquarters" else "{org} headquarters"
            what += " in {city}, {state}" if row["city"] else " in {state}"
            yield from _begun_and_ended(row, "office", f"{what} opens", f"{what} closes")
    for row in rows(OFFICIALS.format(column=column)):
        who = {**row, "who": row["person_name"] or row["person"]}
        post = (
            "{post}"
            if found.kind != "person" and row["body"] == found.key
            else "{post} ({body_name})"
        )
        if row["vacant"]:
            yield from _begun_and_ended(
                row, "official", f"{post} falls vacant", f"{post} is vacant no more"
            )
            continue
        acting = "acting " if row["acting"] else ""
        yield from _begun_and_ended(
            who,
            "official",
            f"{{who}} becomes {acting}{post}",
            f"{{who}} ceases to be {acting}{post}",
        )
    for row in rows(EVENTS):
        what = "{kind}: {title}, {place}" if row["place"] else "{kind}: {title}"
        if row["start"]:
            # An event is told once, on the day it began; a long one with its last day.
            until = "" if row["end"] in ("", OPEN, row["start"]) else " (until {end})"
            yield _moment(row, "event", row["start"], what + until, ("start",))
        elif row["end"] not in ("", OPEN):
            yield _moment(row, "event", row["end"], what + " ends", ("end",))


def _party(row: Row) -> Iterator[Moment]:
    verb = CONSENTS.get(row["consent"] or "", "consents to")
    yield from _single(row, "party", signed="signs {title}")
    yield from _single(row, "party", consented=verb + " {title}")
    yield from _single(row, "party", deposited="deposits its " + _instrument(row) + ": {title}")
    yield from _single(row, "party", in_force="{title} enters into force for it")
    yield from _single(row, "party", denounced="gives notice of leaving {title}")
    yield from _single(row, "party", denounced_effect="{title} ends for it")


def _instrument(row: Row) -> str:
    return f"instrument of {row['consent']}" if row["consent"] else "instrument of consent"


def _single(row: Row, kind: str, **dates: str) -> Iterator[Moment]:
    """A moment for each single date that the row has, in the words for it."""
    for column, what in dates.items():
        if row[column]:
            yield _moment(row, kind, row[column], what, (column,))


def _begun_and_ended(row: Row, kind: str, begins: str, ends: str) -> Iterator[Moment]:
    """The first and the last day of a period; what is unknown or open is no moment."""
    if row["start"]:
        yield _moment(row, kind, row["start"], begins, ("start",))
    if row["end"] and row["end"] != OPEN:
        yield _moment(row, kind, row["end"], ends, ("end",))


def _moment(
    row: Mapping[str, str], kind: str, text: str, what: str, abouts: tuple[str, ...]
) -> Moment:
    days = date_bounds(text)
    return Moment(text, days, kind, what.format(**row), row["fact"], int(row["fact_id"]), abouts)


def _change(change: DatedChange, about: str) -> Iterator[Moment]:
    """What became of a membership, told of the member or, in its own timeline, of the body."""
    spell = change.spell
    dated = change.days[0] != NO_EARLIEST and change.days[1] != NO_LATEST
    if change.change in (Change.LEFT, Change.REINSTATED):
        dated = dated and bool(spell["end"] or change.change is Change.REINSTATED)
    if not dated or not change.text:
        return
    who = spell["member_name"] or spell["member"]
    elsewhere = spell["org"] != about
    where = f" of {spell['org']}" if elsewhere else ""
    inside = f" in {spell['org']}" if elsewhere else ""
    role = _role(spell)
    scope, colon, instrument = (change.reason or "").partition(": ")
    voting = scope == Scope.VOTING
    how = instrument if voting and colon else "" if voting else change.reason or ""
    because = f" ({how.replace('_', ' ')})" if how else ""
    vote = " from voting" if voting else ""
    words = {
        Change.JOINED: f"{who} becomes {role}{where}{because}",
        Change.STATUS: f"{who} becomes {role}{where} (change of status)",
        Change.LEFT: f"{who} is no longer {role}{where}{because}",
        Change.SUSPENDED: f"{who} is suspended{vote}{inside}{because}",
        Change.REINSTATED: f"the suspension of {who}{inside} is over{because}",
    }
    kind = (
        "member" if change.change in (Change.JOINED, Change.STATUS, Change.LEFT) else "suspension"
    )
    yield Moment(
        change.text,
        change.days,
        kind,
        words[change.change],
        change.fact,
        change.fact_id,
        change.abouts,
    )


def _role(spell: Row) -> str:
    """What a member becomes, with its article; the organization's own word where it has one."""
    words = {
        Status.FULL: "member",
        Status.UNSPECIFIED: "member",
        Status.ASSOCIATE: "associate member",
    }
    word = str(spell["status_word"] or words.get(Status(spell["status"]), spell["status"]))
    return f"{_article(word)} {word}"


def _article(word: str) -> str:
    return "an" if word[0].lower() in "aeiou" else "a"
