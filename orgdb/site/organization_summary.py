"""How the page of an organization begins: what it is, in three sentences and a few figures."""

from __future__ import annotations

from markupsafe import Markup, escape

from orgdb.dates import OPEN
from orgdb.organizations.officials import OfficialRow
from orgdb.site.contents import ORGANIZATION, PERSON, STATE, TREATY, Contents
from orgdb.site.page import Writer, sentence_of
from orgdb.site.words import (
    ORGANIZATION_KINDS,
    STATUSES,
    article,
    counted,
    date_in_words,
    listed,
    on_date,
    organization_with_the,
)
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Status

# Posts whose holder a reader asks for first.

HEADS = (
    "secretary-general",
    "secretary general",
    "director-general",
    "director general",
    "president",
)


def kicker(writer: Writer, key: str) -> Markup:
    row = writer.contents.organizations[key]
    kind = ORGANIZATION_KINDS.get(row["kind"], row["kind"])
    if not row["parent"]:
        return escape(kind)
    return Markup("{} of {}").format(kind, writer.organization(row["parent"]))


def other_names(contents: Contents, key: str, name: str) -> list[dict[str, str]]:
    """Acronyms first, then its names in its languages; not those given up."""
    found = [
        row
        for row in contents.names.get((ORGANIZATION, key), ())
        if row["name_kind"] in ("acronym", "official") and row["name"] != name
    ]
    found.sort(key=lambda row: row["name_kind"] != "acronym")
    seen = {row["name"]: row for row in reversed(found)}
    return [{"name": n, "lang": seen[n]["lang"]} for n in dict.fromkeys(r["name"] for r in found)]


def lead(writer: Writer, key: str) -> Markup:
    """What it is, since when, how many belong, where it sits, who leads it: three sentences."""
    contents = writer.contents
    row, figures = contents.organizations[key], contents.figures.get(key)
    kind = str(ORGANIZATION_KINDS.get(row["kind"], row["kind"])).partition(",")[0]
    of = Markup(" of {}").format(writer.organization(row["parent"])) if row["parent"] else ""
    tense = "was" if row["dissolved"] else "is"
    name = row["name"] or key
    the = "The " if organization_with_the(name) != name else ""
    acronym = "" if name == key else f" ({key})"
    parts = [Markup("{}<b>{}</b>{} {} {}{}").format(the, name, acronym, tense, article(kind), of)]
    founded = f", founded {on_date(row['founded'])}" if row["founded"] else ""
    ended = f" and dissolved {on_date(row['dissolved'])}" if row["dissolved"] else ""
    parts.append(
        Markup("{}{}{}.{}").format(
            founded, ended, "", writer.cite([row["fact"]], 3) if founded or ended else ""
        )
        + writer.dispute(name, row["fact"], row)
    )
    if figures and figures.members:
        parts.append(_lead_members(contents, key, figures.members))
    seat, head = _seat(writer, key), _head(writer, key)
    if seat:
        parts.append(seat)
    if head:
        parts.append(head)
    return Markup("").join(parts)


def _lead_members(contents: Contents, key: str, number: int) -> Markup:
    roster = contents.rosters[key]
    row = contents.organizations[key]
    ever = {m.member for m in contents.members[key] if m.status in COUNTED_AS_MEMBERS}
    more = f"; {len(ever)} have belonged to it at some time" if len(ever) > number else ""
    checked = date_in_words(roster["known_through"])
    what = "had" if row["dissolved"] else "has"
    when = f" on {checked}" if row["dissolved"] else f", as of {checked}, the last check"
    least = "" if roster["complete"] else "at least "
    return Markup(' It {} {}<a href="#members">{}</a>{}{}.').format(
        what, least, counted(number, "member"), when, more
    )


def _seat(writer: Writer, key: str) -> Markup | None:
    """A sentence on where its headquarters are, or last were."""
    row = next(
        (r for r in writer.contents.offices.get(key, ()) if r["kind"] == "headquarters"), None
    )
    if row is None:
        return None
    state = writer.link(STATE, row["state"]) if row["city"] else writer.state(row["state"])
    place = Markup("{}, {}").format(row["city"], state) if row["city"] else state
    was = "was" if writer.contents.organizations[key]["dissolved"] else "is"
    return Markup(" Its seat {} in {}.{}").format(was, place, writer.cite([row["fact"]]))


def _now(contents: Contents, key: str) -> list[OfficialRow]:
    """Tenures and vacancies that have no end yet; none of an organization that has one."""
    if contents.organizations[key]["dissolved"]:
        return []
    return [r for r in contents.officials.get((ORGANIZATION, key), ()) if r.end == OPEN]


def _in_office(contents: Contents, key: str) -> OfficialRow | None:
    """Who holds the first post now, as far as is known."""
    rows = [r for r in _now(contents, key) if not r.vacant]
    rank = {name: number for number, name in enumerate(HEADS)}
    rows.sort(key=lambda r: (rank.get(r.post.lower(), len(rank)), r.acting))
    return rows[0] if rows else None


def _vacancy(contents: Contents, key: str) -> OfficialRow | None:
    """The first post where it is known to be vacant, and nobody acts in it."""
    rows = _now(contents, key)
    vacant = [r for r in rows if r.vacant and r.post.lower() in HEADS]
    taken = {r.post for r in rows if not r.vacant}
    return next((r for r in vacant if r.post not in taken), None)


def _head(writer: Writer, key: str) -> Markup | None:
    vacancy = _vacancy(writer.contents, key)
    if vacancy:
        since = f" since {date_in_words(vacancy.start)}" if vacancy.start else ""
        return Markup(" The post of {} has been vacant{}.{}").format(
            vacancy.post, since, writer.cite([vacancy.fact])
        )
    row = _in_office(writer.contents, key)
    if row is None:
        return None
    of = sentence_of([writer.state(state) for state in row.nationality])
    return Markup(" {}{} has been {}{}{}.{}").format(
        writer.link(PERSON, row.person, row.person_name),
        Markup(" of {}").format(of) if of else "",
        "acting " if row.acting else "its ",
        row.post,
        f" since {date_in_words(row.start)}" if row.start else "",
        writer.cite([row.fact]),
    )


def glance(writer: Writer, key: str) -> list[tuple[str, Markup]]:
    """The figures a reader looks for, as a short list."""
    contents = writer.contents
    row, figures = contents.organizations[key], contents.figures.get(key)
    found: list[tuple[str, Markup | str | None]] = []
    if figures and figures.members is not None:
        others = {
            m.member: STATUSES[m.status]
            for m in contents.members[key]
            if m.status not in (*COUNTED_AS_MEMBERS, Status.UNKNOWN) and m.end == OPEN
        }
        words = set(others.values())
        word = words.pop() if len(words) == 1 and words != {STATUSES[Status.OTHER]} else "other"
        more = f", and {counted(len(others), word)}" if others else ""
        least = "" if contents.rosters[key]["complete"] else "at least "
        found.append(("Members", f"{least}{figures.members}{more}"))
    found.append(("Founded", date_in_words(row["founded"])))
    charter = next(
        (t for t in contents.treaties.values() if t.org == key and t.kind == "charter"), None
    )
    if charter:
        found.append(("Founding treaty", writer.link(TREATY, charter.treaty)))
        if charter.in_force:
            found.append(("In force", date_in_words(charter.in_force)))
    found.append(("Dissolved", date_in_words(row["dissolved"])))
    seat = next((r for r in contents.offices.get(key, ()) if r["kind"] == "headquarters"), None)
    if seat:
        found.append(("Seat", seat["city"] or contents.label(STATE, seat["state"])))
    head, vacancy = _in_office(contents, key), _vacancy(contents, key)
    if vacancy:
        found.append((vacancy.post, "vacant"))
    elif head:
        found.append((head.post, writer.link(PERSON, head.person, head.person_name)))
    official = [r["language_name"] for r in contents.languages.get(key, ()) if r["end"] == OPEN]
    if official:
        found.append(("Languages", listed(list(dict.fromkeys(official)))))
    return [(label, escape(value)) for label, value in found if value]
