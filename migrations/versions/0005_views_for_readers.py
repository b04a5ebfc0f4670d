"""The views: the public face of the database for anyone with a SQL client.

Each shows current facts only (those no release has retired), with keys and names in place of
numbers, dates as they are written and their bounds. `fact` is the key to trace a row by:
`SELECT * FROM citations WHERE fact = '...'`.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


# The list that answers for an organization is that of the data set with the lowest preference: where
# several have one, a count over all of them would count a member once for each.
PREFERRED = """NOT EXISTS (
        SELECT 1 FROM roster other
        JOIN dataset od ON od.id = other.dataset_id
        WHERE other.organization_id = r.organization_id
            AND od.preference < f.preference)"""


def best_name(owner: str, kinds: tuple[str, str]) -> str:
    """One name for `owner`: English before others, the kind asked for, the latest in use."""
    # Nearly everything has an English name of the first kind, which one step of an index finds; only
    # where there is none are all names put in order.
    return f"""COALESCE((
        SELECT n.name FROM name n
        JOIN current_facts nf ON nf.id = n.id
        WHERE n.entity_id = {owner} AND n.kind = '{kinds[0]}' AND n.lang = 'en'
        ORDER BY nf.preference, n.end_latest DESC, n.start_earliest DESC, n.id
        LIMIT 1), (
        SELECT n.name FROM name n
        JOIN current_facts nf ON nf.id = n.id
        WHERE n.entity_id = {owner}
        ORDER BY CASE n.lang WHEN 'en' THEN 0 ELSE 1 END,
            CASE n.kind WHEN '{kinds[0]}' THEN 0 WHEN '{kinds[1]}' THEN 1 ELSE 9 END,
            nf.preference, n.end_latest DESC, n.start_earliest DESC, n.id
        LIMIT 1))"""


def organization_label(owner: str) -> str:
    return best_name(owner, ("official", "short"))


def state_label(owner: str) -> str:
    return best_name(owner, ("short", "official"))


def label(entity: str) -> str:
    """The name of what can be an organization or a state; `entity` is the alias of its row."""
    return f"""CASE {entity}.kind WHEN 'organization' THEN {organization_label(f"{entity}.id")}
        ELSE {state_label(f"{entity}.id")} END"""


def person_label(owner: str) -> str:
    return f"""(
        SELECT n.name FROM name n
        JOIN current_facts nf ON nf.id = n.id
        WHERE n.entity_id = {owner}
        ORDER BY CASE n.kind WHEN 'short' THEN 0 ELSE 1 END, nf.preference, n.id
        LIMIT 1)"""


def state_code(owner: str, scheme: str) -> str:
    """The latest code of a state in one scheme."""
    return f"""(
        SELECT c.code FROM code c
        JOIN current_facts cf ON cf.id = c.id
        WHERE c.entity_id = {owner} AND c.scheme = '{scheme}'
        ORDER BY c.end_latest DESC, c.start_latest DESC, cf.preference, c.id
        LIMIT 1)"""


def by_kind(reference: str, *kinds: str) -> str:
    """Joins that give the number of an entity in the column of its kind, and NULL in the others.

    They are joins, not CASEs, so that a condition on such a column finds its rows by index.
    """
    return "".join(
        f"\nLEFT JOIN entity as_{kind} ON as_{kind}.id = {reference} AND as_{kind}.kind = '{kind}'"
        for kind in kinds
    )


PERIOD = """{0}.start, {0}."end",
    {0}.start_earliest, {0}.start_latest, {0}.end_earliest, {0}.end_latest"""
FACT = "f.key AS fact, f.id AS fact_id, f.dataset"

VIEWS = {
    "current_facts": """
SELECT f.id, f.key, f.kind, f.dataset_id, d.key AS dataset, d.preference, f.place,
    f.release_from_id
FROM fact f
JOIN dataset d ON d.id = f.dataset_id
WHERE f.release_to_id IS NULL""",
    "organizations": f"""
SELECT o.id AS organization_id, o.key AS org, {organization_label("o.id")} AS name,
    d.kind, p.key AS parent, d.founded, d.founded_earliest, d.founded_latest,
    d.dissolved, d.dissolved_earliest, d.dissolved_latest, d.website, {FACT}
FROM entity o
JOIN organization_description d ON d.organization_id = o.id
JOIN current_facts f ON f.id = d.id
LEFT JOIN entity p ON p.id = d.parent_id
WHERE NOT EXISTS (
    SELECT 1 FROM organization_description other
    JOIN current_facts g ON g.id = other.id
    WHERE other.organization_id = o.id AND g.preference < f.preference)""",
    "states": f"""
SELECT s.id AS state_id, s.key AS state, {state_label("s.id")} AS name,
    d.kind, v.key AS sovereign, {state_code("s.id", "iso2")} AS iso2,
    {state_code("s.id", "iso3")} AS iso3, {state_code("s.id", "iso-numeric")} AS m49,
    {state_code("s.id", "cow")} AS cow, {state_code("s.id", "gw")} AS gw,
    {PERIOD.format("d")}, {FACT}
FROM entity s
JOIN state_description d ON d.state_id = s.id
JOIN current_facts f ON f.id = d.id
LEFT JOIN entity v ON v.id = d.sovereign_id
WHERE NOT EXISTS (
    SELECT 1 FROM state_description other
    JOIN current_facts g ON g.id = other.id
    WHERE other.state_id = s.id AND g.preference < f.preference)""",
    "people": f"""
SELECT p.id AS person_id, p.key AS person, {person_label("p.id")} AS name,
    d.born, d.died, {FACT}
FROM entity p
JOIN person_description d ON d.person_id = p.id
JOIN current_facts f ON f.id = d.id""",
    "nationalities": """
SELECT n.person_id, p.key AS person, s.key AS state, f.key AS fact, f.id AS fact_id
FROM person_nationality n
JOIN current_facts f ON f.id = n.id
JOIN entity p ON p.id = n.person_id
JOIN entity s ON s.id = n.state_id""",
    "names": f"""
SELECT e.kind, e.id, e.key, n.name, n.folded, COALESCE(n.lang, '') AS lang, n.kind AS name_kind,
    {PERIOD.format("n")}, {FACT}
FROM name n
JOIN current_facts f ON f.id = n.id
JOIN entity e ON e.id = n.entity_id""",
    "codes": f"""
SELECT e.kind, e.id, e.key, c.scheme, c.code, {PERIOD.format("c")}, {FACT}
FROM code c
JOIN current_facts f ON f.id = c.id
JOIN entity e ON e.id = c.entity_id""",
    "purposes": f"""
SELECT o.key AS org, u.organization_id, u.position, u.purpose, {FACT}
FROM organization_purpose u
JOIN current_facts f ON f.id = u.id
JOIN entity o ON o.id = u.organization_id""",
    "organization_links": f"""
SELECT a.key AS from_org, b.key AS to_org, l.from_id, l.to_id, l.kind,
    l.date, l.date_earliest, l.date_latest, {FACT}
FROM link l
JOIN current_facts f ON f.id = l.id
JOIN entity a ON a.id = l.from_id AND a.kind = 'organization'
JOIN entity b ON b.id = l.to_id""",
    "state_links": f"""
SELECT a.key AS from_state, b.key AS to_state, l.from_id, l.to_id, l.kind,
    l.date, l.date_earliest, l.date_latest, {FACT}
FROM link l
JOIN current_facts f ON f.id = l.id
JOIN entity a ON a.id = l.from_id AND a.kind = 'state'
JOIN entity b ON b.id = l.to_id""",
    "rosters": f"""
SELECT r.id AS roster_id, o.key AS org, r.organization_id, d.preference,
    c.known_from, c.known_through, c.complete, c.complete_others,
    {PREFERRED.replace("f.preference", "d.preference")} AS preferred,
    {FACT}
FROM roster r
JOIN entity o ON o.id = r.organization_id
JOIN dataset d ON d.id = r.dataset_id
JOIN roster_coverage c ON c.roster_id = r.id
JOIN current_facts f ON f.id = c.id""",
    "memberships": f"""
SELECT m.roster_id, r.organization_id, o.key AS org, {organization_label("o.id")} AS org_name,
    m.member_id, e.key AS member, {label("e")} AS member_name, e.kind AS member_kind,
    {state_code("e.id", "iso3")} AS iso3, {state_code("e.id", "iso-numeric")} AS m49,
    {state_code("e.id", "cow")} AS cow, m.status, m.status_word, {PERIOD.format("m")},
    m.joined_by, m.start_basis, m.end_reason, m.notice, m.effective,
    m.effective_earliest, m.effective_latest, m.life_exception, f.preference, {FACT},
    {PREFERRED} AS preferred
FROM membership m
JOIN current_facts f ON f.id = m.id
JOIN roster r ON r.id = m.roster_id
JOIN entity o ON o.id = r.organization_id
JOIN entity e ON e.id = m.member_id""",
    "suspensions": f"""
SELECT o.key AS org, e.key AS member, e.kind AS member_kind, m.roster_id, m.member_id,
    u.membership_id, mf.key AS membership, u.scope, u.instrument, u.lifted_by,
    {PERIOD.format("u")}, {FACT}
FROM suspension u
JOIN current_facts f ON f.id = u.id
JOIN membership m ON m.id = u.membership_id
JOIN fact mf ON mf.id = m.id
JOIN roster r ON r.id = m.roster_id
JOIN entity o ON o.id = r.organization_id
JOIN entity e ON e.id = m.member_id""",
    "exits": f"""
SELECT o.key AS org, x.organization_id, {organization_label("o.id")} AS org_name,
    e.key AS member, x.member_id, {label("e")} AS member_name, e.kind AS member_kind,
    x.announced, x.announced_earliest, x.announced_latest,
    x.notified, x.notified_earliest, x.notified_latest,
    x.effective, x.effective_earliest, x.effective_latest,
    x.reversed, x.reversed_earliest, x.reversed_latest, x.clause, x.remark, {FACT}
FROM announced_exit x
JOIN current_facts f ON f.id = x.id
JOIN entity o ON o.id = x.organization_id
JOIN entity e ON e.id = x.member_id""",
    "charters": f"""
SELECT o.key AS org, d.organization_id, t.id AS treaty_id, t.key AS treaty, d.title, d.folded,
    d.kind, d.adopted, d.signed, d.signed_earliest, d.signed_latest, d.signed_city,
    s.key AS signed_state, d.in_force, d.in_force_earliest, d.in_force_latest,
    a.key AS amends, d.depositary, d.registration, {FACT}
FROM treaty_description d
JOIN current_facts f ON f.id = d.id
JOIN treaty t ON t.id = d.treaty_id
JOIN entity o ON o.id = d.organization_id
LEFT JOIN entity s ON s.id = d.signed_state_id
LEFT JOIN treaty a ON a.id = d.amends_id""",
    "parties": f"""
SELECT t.id AS treaty_id, t.key AS treaty, p.party_id, e.key AS party, {label("e")} AS party_name,
    e.kind AS party_kind,
    p.signed, p.consent, p.consented, p.deposited, p.in_force, p.denounced, p.denounced_effect,
    p.deposited_earliest, p.deposited_latest, p.denounced_effect_earliest,
    p.denounced_effect_latest, {FACT}
FROM treaty_party p
JOIN current_facts f ON f.id = p.id
JOIN treaty t ON t.id = p.treaty_id
JOIN entity e ON e.id = p.party_id""",
    "posts": f"""
SELECT p.id AS post_id, p.key AS post_key, d.title, d.folded, as_organization.id AS organization_id,
    as_state.id AS state_id, d.body_id, b.key AS body, b.kind AS body_kind, {FACT}
FROM post p
JOIN post_description d ON d.post_id = p.id
JOIN current_facts f ON f.id = d.id
JOIN entity b ON b.id = d.body_id{by_kind("d.body_id", "organization", "state")}""",
    "officials": f"""
SELECT p.body, p.body_kind, p.organization_id, p.state_id, p.body_id, p.post_id, p.post_key,
    p.title AS post, h.id AS person_id, h.key AS person, {person_label("h.id")} AS person_name,
    {PERIOD.format("t")}, t.acting,
    CASE WHEN t.person_id IS NULL THEN 1 ELSE 0 END AS vacant, {FACT}
FROM tenure t
JOIN current_facts f ON f.id = t.id
JOIN posts p ON p.post_id = t.post_id
LEFT JOIN entity h ON h.id = t.person_id""",
    "offices": f"""
SELECT o.key AS org, i.organization_id, i.kind, i.city, s.key AS state, i.state_id, i.address,
    {PERIOD.format("i")}, {FACT}
FROM office i
JOIN current_facts f ON f.id = i.id
JOIN entity o ON o.id = i.organization_id
JOIN entity s ON s.id = i.state_id""",
    "languages": f"""
SELECT o.key AS org, l.organization_id, COALESCE(g.code1, g.key) AS language,
    g.name AS language_name, l.status, {PERIOD.format("l")}, {FACT}
FROM official_language l
JOIN current_facts f ON f.id = l.id
JOIN entity o ON o.id = l.organization_id
JOIN language g ON g.id = l.language_id""",
    "events": f"""
SELECT e.id AS event_id, e.key AS event, d.kind, d.title, d.folded, d.number,
    {PERIOD.format("d")}, d.city AS place, s.key AS state, d.state_id,
    o.key AS org, d.organization_id, {FACT}
FROM event_description d
JOIN current_facts f ON f.id = d.id
JOIN event e ON e.id = d.event_id
LEFT JOIN entity s ON s.id = d.state_id
LEFT JOIN entity o ON o.id = d.organization_id""",
    "event_participants": f"""
SELECT p.event_description_id AS fact_id, p.position, e.key AS participant, e.kind,
    p.entity_id AS participant_id, as_state.id AS state_id, as_organization.id AS organization_id,
    as_person.id AS person_id
FROM event_participant p
JOIN current_facts f ON f.id = p.event_description_id
JOIN entity e ON e.id = p.entity_id{by_kind("p.entity_id", "state", "organization", "person")}""",
    "citations": """
SELECT f.key AS fact, f.id AS fact_id, f.kind AS fact_kind, f.dataset, c.position, c.about,
    s.key AS source, c.locator, c.stance, c.stated, c.stated_earliest, c.stated_latest, s.url,
    s.title, s.quality
FROM citation c
JOIN current_facts f ON f.id = c.fact_id
JOIN source s ON s.id = c.source_id""",
    "sources": """
SELECT s.key AS source, s.title, s.publisher, s.author, s.date, s.date_earliest, s.date_latest,
    s.url, s.original, s.kind, s.quality, s.licence, s.lang, d.key AS dataset
FROM source s
JOIN dataset d ON d.id = s.dataset_id""",
    "datasets": """
SELECT key AS dataset, title, version, licence, citation, url, checksum, size, preference, loaded_at
FROM dataset""",
    "releases": "\nSELECT id AS release_id, version, date FROM release",
    "event_topics": """
SELECT t.event_description_id AS fact_id, f.key AS fact, t.position, t.topic
FROM event_topic t
JOIN current_facts f ON f.id = t.event_description_id""",
    "event_outcomes": """
SELECT u.event_description_id AS fact_id, f.key AS fact, u.position, u.outcome
FROM event_outcome u
JOIN current_facts f ON f.id = u.event_description_id""",
}


def upgrade() -> None:
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS{query}")


def downgrade() -> None:
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")
