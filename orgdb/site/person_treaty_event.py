"""The pages of a person, of a treaty and of an event."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from orgdb.dates import OPEN
from orgdb.organizations.events import EventRow
from orgdb.organizations.officials import OfficialRow
from orgdb.organizations.treaties import PartyRow
from orgdb.site.contents import ORGANIZATION, PERSON, TREATY, Contents
from orgdb.site.events_and_names import events_of, names_and_codes, participants_of, place
from orgdb.site.page import Page, Writer, sentence_of, without_marks
from orgdb.site.words import counted, date_in_words, on_date, period

TREATY_KINDS = {
    "charter": "founding treaty",
    "amendment": "amendment",
    "related": "related instrument",
}
SAID = {"charter": "the founding treaty", "amendment": "an amendment", "related": "an instrument"}

# Titles of treaties that take an article in a sentence.
TITLES = (
    *("Act ", "Agreement", "Arrangement", "Articles", "Charter", "Constitution", "Constitutive"),
    *("Convention", "Covenant", "Declaration", "Pact", "Protocol", "Statute", "Statutes", "Treaty"),
)


def person_page(contents: Contents, key: str) -> Page:
    """Everything about one person: posts, nationality, names, events."""
    writer = Writer(contents)
    row = contents.people[key]
    tenures = contents.tenures.get(key, [])
    nationalities = contents.nationalities.get(key, [])
    writer.keep("person", [row])
    writer.keep("nationalities", nationalities)
    writer.keep("officials", tenures)
    states = sentence_of([writer.state(r["state"]) for r in nationalities])
    lead = _person_lead(writer, row["name"] or key, states, tenures, nationalities)
    born = [f"born {on_date(row['born'])}"] if row["born"] else []
    died = [f"died {on_date(row['died'])}"] if row["died"] else []
    view: dict[str, Any] = {
        "key": key,
        "name": row["name"] or key,
        "life": ", ".join(born + died),
        "life_cite": writer.cite([row["fact"]]) + writer.dispute(row["name"], row["fact"], row),
        "lead": lead,
        "tenures": [_tenure(writer, tenure) for tenure in reversed(tenures)],
        **events_of(writer, PERSON, key),
        **names_and_codes(writer, PERSON, key),
    }
    view |= writer.foot()
    return Page(
        path=f"person/{key}",
        template="person.html",
        title=row["name"] or key,
        kind="person",
        view=view,
        description=without_marks(lead),
        table=(tenures, OfficialRow) if tenures else None,
        data=writer.data(),
    )


def _person_lead(
    writer: Writer, name: str, states: Markup, tenures: list[OfficialRow], nationalities: list[Any]
) -> Markup:
    of = Markup(", of {},").format(states) if states else Markup("")
    cite = writer.cite(r["fact"] for r in nationalities)
    if not tenures:
        return Markup("<b>{}</b>{}{}").format(name, of.rstrip(","), cite)
    parts = []
    for row in sorted(tenures, key=lambda r: (r.end != OPEN, r.acting))[:3]:
        acting = "acting " if row.acting else ""
        when = period(row.start, row.end) if row.start or row.end != OPEN else ""
        verb = "has been" if row.end == OPEN and row.start else "is" if row.end == OPEN else "was"
        parts.append(
            Markup("{} {}{} of {}{}").format(
                verb,
                acting,
                row.post,
                writer.organization(row.body)
                if row.body_kind == ORGANIZATION
                else writer.state(row.body),
                f" ({when})" if when else "",
            )
        )
    return Markup("<b>{}</b>{}{} {}.").format(name, of, cite, sentence_of(parts))


def _tenure(writer: Writer, row: OfficialRow) -> dict[str, Any]:
    return {
        "id": row.fact,
        "post": row.post + (" (acting)" if row.acting else ""),
        "body": writer.whoever(row.body, row.body_kind),
        "when": period(row.start, row.end),
        "cite": writer.cite([row.fact], 4)
        + writer.dispute(f"{row.post} of {row.body}", row.fact, row),
    }


def treaty_page(contents: Contents, key: str) -> Page:
    """Everything about one treaty: signature, entry into force, who is bound since when."""
    writer = Writer(contents)
    row = contents.treaties[key]
    acts = contents.parties.get(key, [])
    writer.keep("treaty", [row])
    writer.keep("parties", acts)
    lead = Markup("{}<b>{}</b> is {} of {}").format(
        "The " if row.title.startswith(TITLES) else "",
        row.title,
        SAID.get(row.kind, "an instrument"),
        writer.organization(row.org),
    )
    if row.amends:
        lead += Markup(" to {}").format(writer.link(TREATY, row.amends))
    steps = []
    if row.adopted:
        steps.append(f"adopted {on_date(row.adopted)}")
    if row.signed:
        where = f" in {row.signed_city}" if row.signed_city else ""
        steps.append(f"signed {on_date(row.signed)}{where}")
    if row.in_force:
        steps.append(
            f"in force {'since ' if row.in_force[:1] != '[' else ''}{date_in_words(row.in_force)}"
        )
    lead += Markup("{}.{}").format(
        "".join(f", {step}" for step in steps), writer.cite([row.fact], 4)
    ) + writer.dispute(row.title, row.fact, row)
    if acts:
        lead += f" Acts of {counted(len(acts), 'party', 'parties')} are on record."
    amendments = [t for t in contents.treaties.values() if t.amends == key]
    view: dict[str, Any] = {
        "key": key,
        "name": row.title,
        "kicker": Markup("{} of {}").format(
            TREATY_KINDS.get(row.kind, row.kind), writer.link(ORGANIZATION, row.org, row.org)
        ),
        "lead": lead,
        "depositary": row.depositary,
        "registration": row.registration,
        "amendments": [
            {"title": writer.link(TREATY, t.treaty), "in_force": date_in_words(t.in_force)}
            for t in amendments
        ],
        "parties": [_party(writer, act) for act in acts],
        "own_days": any(act.in_force for act in acts),
    }
    view |= writer.foot()
    return Page(
        path=f"treaty/{key}",
        template="treaty.html",
        title=row.title,
        kind="treaty",
        view=view,
        description=without_marks(lead),
        table=(acts, PartyRow) if acts else None,
        data=writer.data(),
    )


def _party(writer: Writer, row: PartyRow) -> dict[str, Any]:
    ended = row.denounced_effect or row.denounced
    return {
        "id": row.fact,
        "who": writer.whoever(row.party),
        "signed": date_in_words(row.signed),
        "consent": row.consent or "",
        "consented": date_in_words(row.consented),
        "deposited": date_in_words(row.deposited),
        "in_force": date_in_words(row.in_force),
        "ended": f"denounced {on_date(ended)}" if ended else "",
        "cite": writer.cite([row.fact])
        + writer.dispute(row.party_name or row.party, row.fact, row),
    }


def event_page(contents: Contents, key: str) -> Page:
    """Everything about one event: when, where, who took part, what came of it."""
    writer = Writer(contents)
    row = contents.events[key]
    writer.keep("event", [row])
    when = (
        on_date(row.start) if row.end in ("", row.start) else f"from {period(row.start, row.end)}"
    )
    where = place(writer, row.place, row.state)
    lead = Markup("<b>{}</b> took place {}{}.{}").format(
        row.title, when, Markup(" in {}").format(where) if where else "", writer.cite([row.fact], 4)
    ) + writer.dispute(row.title, row.fact, row)
    view: dict[str, Any] = {
        "key": key,
        "name": row.title,
        "kicker": Markup("{}{}").format(
            row.kind, Markup(" of {}").format(writer.link(ORGANIZATION, row.org)) if row.org else ""
        ),
        "lead": lead,
        "participants": participants_of(writer, key),
        "topics": row.topics,
        "outcomes": row.outcomes,
    }
    view |= writer.foot()
    return Page(
        path=f"event/{key}",
        template="event.html",
        title=row.title,
        kind="event",
        view=view,
        description=without_marks(lead),
        table=([row], EventRow),
        data=writer.data(),
    )
