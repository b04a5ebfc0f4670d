"""How much orgdb knows about each organization, how current it is, how well sourced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from orgdb.dates import day_before
from orgdb.db.reader import Reader
from orgdb.parameters import DateLike, parse_on

# A fact has a primary source if one of the sources that support it is primary, or a copy of such.
COVERAGE = """
WITH belongs AS (
    SELECT org, fact_id FROM memberships WHERE dataset = 'curated'
    UNION ALL SELECT org, fact_id FROM suspensions
    UNION ALL SELECT org, fact_id FROM charters
    UNION ALL SELECT c.org, p.fact_id FROM parties p JOIN charters c ON c.treaty_id = p.treaty_id
    UNION ALL SELECT body, fact_id FROM officials WHERE body_kind = 'organization'
    UNION ALL SELECT org, fact_id FROM offices
    UNION ALL SELECT org, fact_id FROM languages
    UNION ALL SELECT org, fact_id FROM events WHERE org IS NOT NULL
    UNION ALL SELECT key, fact_id FROM names WHERE kind = 'organization'
    UNION ALL SELECT key, fact_id FROM codes WHERE kind = 'organization'
), cited AS (
    SELECT b.org, b.fact_id, c.source_id,
        CASE WHEN s.quality IN ('primary', 'copy') AND c.stance = 'supports' THEN 1 ELSE 0 END
            AS firm,
        CASE WHEN s.quality = 'weak' OR c.stance <> 'supports' THEN 0 ELSE 1 END AS fair
    FROM belongs b
    JOIN citation c ON c.fact_id = b.fact_id
    JOIN source s ON s.id = c.source_id
), each_fact AS (
    SELECT org, fact_id, MAX(firm) AS firm, MAX(fair) AS fair FROM cited GROUP BY org, fact_id
), read AS (
    SELECT org, COUNT(DISTINCT source_id) AS sources FROM cited GROUP BY org
)
SELECT e.org, COUNT(*) AS facts, SUM(e.firm) AS firm, SUM(1 - e.fair) AS weak, r.sources
FROM each_fact e JOIN read r ON r.org = e.org GROUP BY e.org, r.sources"""
ORGANIZATIONS = """
SELECT o.org, o.name, o.kind, o.dissolved_latest, r.known_from, r.known_through, r.complete
FROM organizations o
LEFT JOIN rosters r ON r.organization_id = o.organization_id
    AND r.preferred AND r.preference = 0
ORDER BY o.org"""
# Founding instruments and heads: with a complete list of members, an organization is in depth.
CHARTERS = "SELECT DISTINCT org FROM charters WHERE kind = 'charter'"
HEADS = "SELECT DISTINCT body FROM officials WHERE body_kind = 'organization'"
BODIES = frozenset(("organ", "agency", "court"))


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What orgdb has of one organization (the columns of `orgdb coverage`).

    `coverage` is *in depth* (a complete list of members, the founding instrument, heads), *members*
    (a complete list), *partial* (one that leaves members or years out) or *registered* (no list).
    `primary_share` and `weak_share` are shares of its facts in per cent: those that some primary
    document (or a copy of one) supports, and those that rest on weak sources alone. `agreement` is
    that of the list of members with other data sets, where it was asked for.
    """

    org: str
    name: str | None
    kind: str
    coverage: str
    known_from: str | None
    known_through: str | None
    facts: int
    sources: int
    primary_share: int
    weak_share: int
    agreement: tuple[str, ...] = ()


def coverage(
    reader: Reader,
    unchecked_since: DateLike | None = None,
    agreement: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> tuple[CoverageRow, ...]:
    """How much is known of each organization; organs and agencies of others are left out.

    With a date, only lists of members that have not been checked since, of organizations that
    existed then. `agreement` is what `panel.compare` found out about each of them.
    """
    since = parse_on(unchecked_since)
    facts = {row["org"]: row for row in reader.rows(COVERAGE)}
    charters = {row["org"] for row in reader.rows(CHARTERS)}
    heads = {row["body"] for row in reader.rows(HEADS)}
    found = []
    for row in reader.rows(ORGANIZATIONS):
        if row["kind"] in BODIES and row["known_through"] is None:
            continue
        through = row["known_through"]
        if since and (through is None or through >= since.earliest):
            continue
        if since and day_before(row["dissolved_latest"]) <= through:
            continue  # nothing can have changed since
        known = facts.get(row["org"], {"facts": 0, "firm": 0, "weak": 0, "sources": 0})
        in_depth = row["org"] in charters and row["org"] in heads
        how = "registered" if through is None else "partial"
        if row["complete"]:
            how = "in depth" if in_depth else "members"
        found.append(
            CoverageRow(
                row["org"],
                row["name"],
                row["kind"],
                how,
                row["known_from"],
                through,
                known["facts"],
                known["sources"],
                _share(known["firm"], known["facts"]),
                _share(known["weak"], known["facts"]),
                tuple(agreement.get(row["org"], ())),
            )
        )
    return tuple(found)


def _share(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
