"""The questions that Datasette offers as forms, in SQL over the exported tables."""

from __future__ import annotations

# A spell holds on a day for certain where its first day is surely over and its last surely to come;
# it may hold where that is possible: the rule of docs/data-model.md.
CERTAINTY = """CASE WHEN m.start_latest <= :date AND m.end_earliest >= :date
        AND r.known_through >= :date AND m.status <> 'unknown'
    THEN 'certain' ELSE 'possible' END AS certainty"""
HELD = "m.start_earliest <= :date AND m.end_latest >= :date"
LIST = "JOIN rosters r ON r.org = m.org AND r.dataset = m.dataset AND r.preferred = 1"

QUESTIONS = {
    "members_on": {
        "title": "Members of an organization on a date",
        "description": "org is a key (OAS), date a full day (1990-06-30). A row is certain, or"
        " possible where a date is not known to the day or lies after the last check.",
        "sql": f"""
SELECT m.member, m.member_name, m.status, m.start, m."end", {CERTAINTY}, m.sources, m.fact
FROM memberships m {LIST}
WHERE m.org = :org AND {HELD}
ORDER BY m.member_name""",
        "params": ["org", "date"],
    },
    "memberships_of": {
        "title": "What a state belongs to on a date",
        "description": "state is a key (PER), date a full day.",
        "sql": f"""
SELECT m.org, m.org_name, m.status, m.start, m."end", {CERTAINTY}, m.sources, m.fact
FROM memberships m {LIST}
WHERE m.member = :state AND m.member_kind = 'state' AND {HELD}
ORDER BY m.org_name""",
        "params": ["state", "date"],
    },
    "shared_by": {
        "title": "Organizations that two states share on a date",
        "description": "first and second are keys of states. Full members alone count.",
        "sql": f"""
SELECT m.org, m.org_name, m.start AS first_start, o.start AS second_start
FROM memberships m {LIST}
JOIN memberships o ON o.org = m.org AND o.dataset = m.dataset
WHERE m.member = :first AND o.member = :second
    AND m.status IN ('full', 'unspecified') AND o.status IN ('full', 'unspecified')
    AND {HELD}
    AND o.start_earliest <= :date AND o.end_latest >= :date
ORDER BY m.org_name""",
        "params": ["first", "second", "date"],
    },
    "leaders_on": {
        "title": "Who led organizations on a date",
        "description": "date is a full day.",
        "sql": """
SELECT body, post, CASE WHEN vacant THEN 'vacant' ELSE person_name END AS person_name, start, "end",
    acting, sources, fact
FROM officials
WHERE start_earliest <= :date AND end_latest >= :date
ORDER BY body, post, start""",
        "params": ["date"],
    },
    "changes_between": {
        "title": "Who joined and left between two dates",
        "description": "org is a key, or empty for all; from_date and to_date are full days.",
        "sql": f"""
SELECT m.start AS date, 'joined' AS change, m.org, m.member, m.member_name, m.status, m.fact
FROM memberships m {LIST}
WHERE (:org = '' OR m.org = :org)
    AND m.start_earliest >= :from_date AND m.start_latest <= :to_date
UNION ALL
SELECT COALESCE(m.effective, m."end"), 'left', m.org, m.member, m.member_name, m.status, m.fact
FROM memberships m {LIST}
WHERE (:org = '' OR m.org = :org)
    AND m.end_earliest >= :from_date AND m.end_latest <= :to_date
ORDER BY 1, 3, 5""",
        "params": ["org", "from_date", "to_date"],
    },
}
