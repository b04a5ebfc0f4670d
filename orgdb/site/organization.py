"""The page of an organization."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from orgdb.dates import OPEN
from orgdb.membership.members import MemberRow
from orgdb.organizations.officials import OfficialRow
from orgdb.site.chart import members_over_time
from orgdb.site.contents import ORGANIZATION, PERSON, STATE, TREATY, Contents
from orgdb.site.events_and_names import events_of, names_and_codes, successions
from orgdb.site.map import map_view
from orgdb.site.membership_table import LONG, Side, groups_of
from orgdb.site.organization_summary import HEADS, glance, kicker, lead, other_names
from orgdb.site.page import Page, Writer, sentence_of, without_marks
from orgdb.site.timeline import of_organization
from orgdb.site.words import (
    date_in_words,
    listed,
    on_date,
    period,
    sortable,
)
from orgdb.vocabulary import COUNTED_AS_MEMBERS, Scope

# Posts whose holder a reader asks for first.


def organization_page(contents: Contents, key: str) -> Page:
    """Everything about one organization."""
    writer = Writer(contents)
    row = contents.organizations[key]
    name = row["name"] or key
    members = contents.members.get(key, [])
    writer.keep("organization", [row])
    writer.keep("members", members)
    view: dict[str, Any] = {
        "key": key,
        "name": name,
        "other_names": other_names(contents, key, name),
        "kicker": kicker(writer, key),
        "lead": lead(writer, key),
        "glance": glance(writer, key),
        "chart": members_over_time(members, contents.rosters.get(key)),
        "members": _members(writer, key),
        "suspensions": _suspensions(writer, key),
        "exits": _exits(writer, key),
        "posts": _posts(writer, key),
        "treaties": _treaties(writer, key),
        "successions": successions(writer, ORGANIZATION, key),
        "offices": _offices(writer, key),
        "languages": _languages(writer, key),
        "purposes": _purposes(writer, key),
        "organs": _organs(writer, key),
        **events_of(writer, ORGANIZATION, key),
        **names_and_codes(writer, ORGANIZATION, key),
        "timeline": of_organization(contents, key),
        "website": row["website"],
    }
    view |= writer.foot()
    return Page(
        path=f"org/{key}",
        template="organization.html",
        title=name,
        kind="organization",
        view=view,
        description=without_marks(view["lead"]),
        table=(members, MemberRow) if members else None,
        data=writer.data(),
    )


def _members(writer: Writer, key: str) -> dict[str, Any] | None:
    roster = writer.contents.rosters.get(key)
    if roster is None:
        return None
    rows = sorted(
        writer.contents.members.get(key, ()),
        key=lambda row: (sortable(row.member_name or row.member), row.start_earliest),
    )
    through = roster["known_through"]
    side = Side(
        who=lambda row: writer.whoever(row.member, row.member_kind),
        key=lambda row: row.member if row.member_kind == STATE else f"org:{row.member}",
        through=lambda _: through,
        now=lambda _: through,
        heading="Members at its end" if _ended(writer, key) else "Members",
        what="Members",
    )
    writer.keep("membership_list", [roster])
    imported = next(
        (d for d in writer.contents.datasets if d["dataset"] == roster["dataset"]), None
    )
    starts = [row.start_earliest for row in rows if row.start_earliest > "0001-01-01"]
    return {
        "groups": groups_of(writer, rows, side),
        "through": through,
        "from": roster["known_from"],
        "first": max(min(starts, default=roster["known_from"]), "1800-01-01"),
        "complete": bool(roster["complete"]),
        "dataset": imported if roster["dataset"] != "curated" else None,
        "long": len(rows) > LONG,
        "map": map_view(row.member for row in rows if row.status in COUNTED_AS_MEMBERS),
        "certain": (writer.contents.figures[key].members or 0),
        "cite": writer.cite([roster["fact"]], 3),
    }


def _ended(writer: Writer, key: str) -> bool:
    return writer.contents.organizations[key]["dissolved"] is not None


def _suspensions(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.suspensions.get(key, [])
    writer.keep("suspensions", rows)
    found = []
    for row in rows:
        what = {
            Scope.PARTICIPATION: "from taking part",
            Scope.VOTING: "without voting rights",
        }.get(row["scope"], "in part")
        disputed = writer.dispute(
            f"Suspension of {writer.whoever(row['member'], row['member_kind']).striptags()}",
            row["fact"],
            row,
        )
        found.append(
            {
                "id": row["fact"],
                "who": writer.whoever(row["member"], row["member_kind"]),
                "what": what,
                "when": period(row["start"], row["end"]),
                "by": row["instrument"],
                "lifted": row["lifted_by"],
                "cite": writer.cite([row["fact"]]) + disputed,
            }
        )
    return found


def _exits(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = [row for row in writer.contents.exits if row["org"] == key]
    writer.keep("exits", rows)
    return [exit_row(writer, row) for row in rows]


def exit_row(writer: Writer, row: dict[str, Any]) -> dict[str, Any]:
    """One announced exit: each step with its day."""
    steps = [
        f"{word} {on_date(row[name])}"
        for name, word in (
            ("announced", "announced"),
            ("notified", "notified"),
            ("effective", "effective"),
            ("reversed", "taken back"),
        )
        if row[name]
    ]
    return {
        "id": row["fact"],
        "who": writer.whoever(row["member"], row["member_kind"]),
        "org": writer.link(ORGANIZATION, row["org"]),
        "steps": "; ".join(steps),
        "clause": row["clause"],
        "remark": row["remark"],
        "cite": writer.cite([row["fact"]])
        + writer.dispute(f"Exit of {row['member_name']} from {row['org']}", row["fact"], row),
    }


def _posts(writer: Writer, key: str) -> list[dict[str, Any]]:
    """The posts with their holders, the latest first."""
    rows = writer.contents.officials.get((ORGANIZATION, key), [])
    writer.keep("officials", rows)
    by_post: dict[str, list[OfficialRow]] = defaultdict(list)
    for row in rows:
        by_post[row.post].append(row)
    rank = {name: number for number, name in enumerate(HEADS)}
    posts = sorted(by_post.items(), key=lambda p: (rank.get(p[0].lower(), 9), -len(p[1])))
    return [
        {"title": title, "holders": [_holder(writer, row) for row in reversed(held)]}
        for title, held in posts
    ]


def _holder(writer: Writer, row: OfficialRow) -> dict[str, Any]:
    disputed = writer.dispute(f"{row.person_name or 'vacant'}, {row.post}", row.fact, row)
    return {
        "id": row.fact,
        "who": "vacant" if row.vacant else writer.link(PERSON, row.person, row.person_name),
        "of": sentence_of([writer.link(STATE, state) for state in row.nationality]),
        "when": period(row.start, row.end),
        "acting": row.acting,
        "cite": writer.cite([row.fact]) + disputed,
    }


def _treaties(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = [row for row in writer.contents.treaties.values() if row.org == key]
    writer.keep("treaties", rows)
    found = []
    for row in rows:
        signed = row.signed or row.adopted
        disputed = writer.dispute(row.title, row.fact, row)
        found.append(
            {
                "id": row.fact,
                "title": writer.link(TREATY, row.treaty, row.title),
                "kind": row.kind,
                "signed": date_in_words(signed),
                "adopted": bool(row.adopted and not row.signed),
                "city": row.signed_city,
                "in_force": date_in_words(row.in_force),
                "parties": len(writer.contents.parties.get(row.treaty, ())),
                "cite": writer.cite([row.fact]) + disputed,
            }
        )
    return found


def _offices(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.offices.get(key, [])
    writer.keep("offices", rows)
    return [
        {
            "id": row["fact"],
            "kind": row["kind"],
            "city": row["city"],
            "state": writer.link(STATE, row["state"]),
            "when": period(row["start"], row["end"]) if row["start"] or row["end"] != OPEN else "",
            "cite": writer.cite([row["fact"]])
            + writer.dispute(
                f"{row['kind'].capitalize()}, {row['city'] or row['state']}", row["fact"], row
            ),
        }
        for row in rows
    ]


def _languages(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.languages.get(key, [])
    writer.keep("languages", rows)
    by_status: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_status[row["status"]].append(row)
    found = []
    for status, own in by_status.items():
        names = []
        for row in own:
            past = f" ({period(row['start'], row['end'])})" if row["end"] != OPEN else ""
            names.append(f"{row['language_name']}{past}")
        cite = writer.cite((row["fact"] for row in own), 4)
        found.append({"status": status, "names": listed(list(dict.fromkeys(names))), "cite": cite})
    return found


def _purposes(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.purposes.get(key, [])
    writer.keep("purposes", rows)
    return [{"what": row["purpose"], "cite": writer.cite([row["fact"]])} for row in rows]


def _organs(writer: Writer, key: str) -> list[dict[str, Any]]:
    rows = writer.contents.organs.get(key, [])
    rows = sorted(
        rows, key=lambda row: (row["dissolved"] is not None, row["kind"], row["name"] or "")
    )
    return [
        {
            "who": writer.link(ORGANIZATION, row["org"]),
            "key": row["org"],
            "kind": row["kind"],
            "when": period(row["founded"] or "", row["dissolved"] or OPEN)
            if row["founded"] or row["dissolved"]
            else "",
            "cite": writer.cite([row["fact"]], 1),
        }
        for row in rows
    ]
