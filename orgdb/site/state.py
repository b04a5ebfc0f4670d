"""The page of a state or a territory."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from orgdb.dates import NO_LATEST, OPEN
from orgdb.membership.members import MemberRow
from orgdb.organizations.officials import OfficialRow
from orgdb.site.contents import ORGANIZATION, PERSON, STATE, TREATY, Contents
from orgdb.site.events_and_names import events_of, names_and_codes, successions
from orgdb.site.map import MOST, shared_view
from orgdb.site.membership_table import LONG, Side, groups_of
from orgdb.site.organization import exit_row
from orgdb.site.page import Page, Writer, without_marks
from orgdb.site.references import FEW
from orgdb.site.timeline import of_state
from orgdb.site.words import (
    article,
    counted,
    date_in_words,
    first_day,
    on_date,
    period,
    sortable,
    with_the,
)
from orgdb.vocabulary import COUNTED_AS_MEMBERS

NATIONALS = 12  # posts shown at once, with sources; the pages of the people have all
STATE_KINDS = {"state": "state", "territory": "territory", "entity": "political entity"}


def state_page(contents: Contents, key: str) -> Page:
    """Everything about one state: what it belongs to, its treaties, officials, names and codes."""
    row = contents.states[key]
    name = row["name"] or key
    rows = contents.memberships.get((STATE, key), [])
    writer = Writer(contents, few=FEW if len(rows) <= LONG else 1)
    writer.keep("state", [row])
    writer.keep("memberships", rows)
    view: dict[str, Any] = {
        "key": key,
        "name": name,
        "kicker": _kicker(writer, row),
        "lead": _lead(writer, key),
        "memberships": _memberships(writer, key),
        "shared": _shared(writer, key),
        "exits": _exits(writer, key),
        "posts": _posts(writer, key),
        "nationals": _nationals(writer, key),
        "treaties": _treaties(writer, key),
        "offices": _offices(writer, key),
        "successions": successions(writer, STATE, key),
        **events_of(writer, STATE, key),
        **names_and_codes(writer, STATE, key),
        "timeline": of_state(contents, key),
    }
    view |= writer.foot()
    return Page(
        path=f"state/{key}",
        template="state.html",
        title=name,
        kind="state",
        view=view,
        description=without_marks(view["lead"]),
        table=(rows, MemberRow) if rows else None,
        data=writer.data(),
    )


def _kicker(writer: Writer, row: dict[str, Any]) -> Markup:
    past = "former " if row["end"] != OPEN else ""
    kind = Markup("{}{}").format(past, STATE_KINDS.get(row["kind"], row["kind"]))
    if not row["sovereign"]:
        return kind
    return kind + Markup(" of {}").format(writer.link(STATE, row["sovereign"]))


def _lead(writer: Writer, key: str) -> Markup:
    contents = writer.contents
    row, rows = contents.states[key], contents.memberships.get((STATE, key), [])
    name = row["name"] or key
    past = row["end"] != OPEN
    kind = str(STATE_KINDS.get(row["kind"], row["kind"]))
    of = Markup(" of {}").format(writer.link(STATE, row["sovereign"])) if row["sovereign"] else ""
    life = period(row["start"], row["end"]) if row["start"] or past else ""
    since = {True: f" ({life})", False: f", in existence {life}"}[past] if life else ""
    the = "The " if with_the(name) != name else ""
    text = Markup("{}<b>{}</b> ({}) {} {}{}{}.{}").format(
        the,
        name,
        key,
        "was" if past else "is",
        article(kind),
        of,
        since,
        writer.cite([row["fact"]]) if life else "",
    ) + writer.dispute(name, row["fact"], row)
    now = {r.org for r in rows if r.counts_now}
    ever = {r.org for r in rows if r.status in COUNTED_AS_MEMBERS}
    if ever and not past:
        text += Markup(' It is a member of <a href="#members">{}</a> in orgdb').format(
            counted(len(now), "organization")
        )
        gone = len(ever - now)
        text += f", and was once a member of {gone} more." if gone else "."
    elif ever:
        text += Markup(' It was a member of <a href="#members">{}</a> in orgdb.').format(
            counted(len(ever), "organization")
        )
    seats = [r for found in contents.offices.values() for r in found if _is_seat(r, key)]
    if seats:
        text += f" {counted(len(seats), 'organization has its', 'organizations have their')} seat"
        text += f"{'' if len(seats) == 1 else 's'} there."
    return text


def _is_seat(row: dict[str, Any], state: str) -> bool:
    return bool(row["state"] == state and row["kind"] == "headquarters" and row["end"] == OPEN)


def _memberships(writer: Writer, key: str) -> dict[str, Any] | None:
    rows = writer.contents.memberships.get((STATE, key), [])
    if not rows:
        return None
    rosters = writer.contents.rosters
    through = {row.org: rosters[row.org]["known_through"] for row in rows}
    past = writer.contents.states[key]["end"] != OPEN
    ended = {org for org in through if writer.contents.organizations[org]["dissolved"]}
    side = Side(
        who=lambda row: _organization(writer, row),
        key=lambda row: row.org,
        through=lambda row: through[row.org],
        # A state of the past belongs to nothing now, however early a list was last checked.
        now=lambda row: NO_LATEST if past or row.org in ended else through[row.org],
        heading="Member of",
        what="Member of",
    )
    rows = sorted(rows, key=lambda row: (sortable(row.org_name or row.org), row.start_earliest))
    starts = [row.start_earliest for row in rows if row.start_earliest > "0001-01-01"]
    return {
        "groups": groups_of(writer, rows, side),
        "through": max(through.values()),
        "earliest_check": min(
            (day for org, day in through.items() if org not in ended), default=max(through.values())
        ),
        "first": max(min(starts, default="1945-01-01"), "1800-01-01"),
        "map": None,
        "long": len(rows) > LONG,
        "certain": len({row.org for row in rows if row.counts_now}),
    }


def _shared(writer: Writer, key: str) -> dict[str, Any] | None:
    view = shared_view(writer.contents, key)
    if view:
        view["most"] = [
            Markup("{} ({})").format(writer.link(STATE, state), number)
            for state, number in view["ranked"][:MOST]
        ]
    return view


def _organization(writer: Writer, row: MemberRow) -> Markup:
    return writer.link(ORGANIZATION, row.org, row.org_name or row.org)


def _exits(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = [
        row for row in writer.contents.exits if (row["member_kind"], row["member"]) == (STATE, key)
    ]
    writer.keep("exits", rows)
    return [exit_row(writer, row) for row in rows]


def _posts(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.officials.get((STATE, key), [])
    writer.keep("officials", rows)
    posts: dict[str, list[dict[str, Any]]] = {}
    for row in reversed(rows):
        posts.setdefault(row.post, []).append(
            {
                "id": row.fact,
                "who": "vacant" if row.vacant else writer.link(PERSON, row.person, row.person_name),
                "of": "",
                "when": period(row.start, row.end),
                "acting": row.acting,
                "cite": writer.cite([row.fact])
                + writer.dispute(f"{row.person_name or 'vacant'}, {row.post}", row.fact, row),
            }
        )
    return [{"title": title, "holders": held} for title, held in posts.items()]


def _nationals(writer: Writer, key: str) -> list[dict[str, Any]]:
    """The posts that its nationals held in organizations, the latest first."""
    contents = writer.contents
    people = {
        p for p, rows in contents.nationalities.items() if any(r["state"] == key for r in rows)
    }
    tenures = [
        t
        for person in people
        for t in contents.tenures.get(person, ())
        if (t.body_kind, t.body) != (STATE, key)
    ]
    tenures.sort(
        key=lambda t: (t.end == OPEN, first_day(t.start or t.end), t.person or ""), reverse=True
    )
    posts: dict[tuple[str, str], list[OfficialRow]] = {}
    for tenure in tenures:
        posts.setdefault((tenure.body, tenure.post), []).append(tenure)
    return [
        {
            "post": _post_of(writer, held[0]),
            "holders": [
                {
                    "who": writer.link(PERSON, t.person, t.person_name),
                    "when": period(t.start, t.end),
                    "cite": writer.cite([t.fact], 1) if place < NATIONALS else "",
                }
                for t in held
            ],
        }
        for place, held in enumerate(posts.values())
    ]


def _post_of(writer: Writer, tenure: OfficialRow) -> Markup:
    """`Secretary General of the ...`, with a link; the name once where the post has it too."""
    name = writer.contents.label(tenure.body_kind, tenure.body)
    if name in tenure.post:
        before, _, after = tenure.post.partition(name)
        body = writer.link(tenure.body_kind, tenure.body)
        return Markup("{}{}{}").format(before, body, after)
    if tenure.body_kind == ORGANIZATION and " of " not in tenure.post:
        return Markup("{} of {}").format(tenure.post, writer.organization(tenure.body))
    return Markup("{}, {}").format(tenure.post, writer.whoever(tenure.body, tenure.body_kind))


def _treaties(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.ratified.get(key, [])
    writer.keep("treaties", rows)
    return [
        {
            "id": row.fact,
            "title": writer.link(TREATY, row.treaty),
            "signed": date_in_words(row.signed),
            "consent": row.consent or "",
            "bound": date_in_words(row.deposited or row.consented),
            "ended": f"denounced {on_date(row.denounced)}" if row.denounced else "",
            "cite": writer.cite([row.fact])
            + writer.dispute(writer.contents.label(TREATY, row.treaty), row.fact, row),
        }
        for row in rows
    ]


def _offices(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = [r for found in writer.contents.offices.values() for r in found if r["state"] == key]
    rows.sort(key=lambda r: (r["kind"] != "headquarters", r["org"]))
    writer.keep("offices", rows)
    return [
        {
            "id": row["fact"],
            "org": writer.link(ORGANIZATION, row["org"]),
            "kind": row["kind"],
            "city": row["city"],
            "when": period(row["start"], row["end"]) if row["start"] or row["end"] != OPEN else "",
            "cite": writer.cite([row["fact"]]),
        }
        for row in rows
    ]
