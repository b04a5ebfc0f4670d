"""What is known of a thing that has a key and no names: a document, a treaty, an event, a post …"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from orgdb.db.reader import Reader, Row, rows_in
from orgdb.organizations.events import event_of
from orgdb.organizations.items import Item, Page, disputes_by_fact, values_of
from orgdb.organizations.officials import tenures_of_post
from orgdb.organizations.treaties import parties_of
from orgdb.parameters import On
from orgdb.sources.citations import citations_of, cited_from, source_details
from orgdb.sources.keyed import Keyed, Thing, facts_of_thing

TREATY = """
SELECT treaty AS key, org, title, kind, adopted, signed, signed_city, signed_state, in_force,
    amends, depositary, registration, fact, fact_id
FROM charters WHERE treaty = :key"""
AMENDED_BY = """
SELECT treaty, title, signed, in_force, fact, fact_id FROM charters WHERE amends = :key
ORDER BY COALESCE(signed, adopted, ''), treaty"""
POST = """
SELECT post_key AS key, title, body, body_kind, fact, fact_id FROM posts WHERE post_key = :key"""
FACT = """
SELECT key, kind, dataset, place, key AS fact, id AS fact_id FROM current_facts WHERE key = :key"""
DATASET = """
SELECT dataset AS key, title, version, licence, citation, url, loaded_at FROM datasets
WHERE dataset = :key"""
DATASET_FACTS = """
SELECT kind, COUNT(*) AS facts FROM current_facts WHERE dataset = :key
GROUP BY kind ORDER BY kind"""
SOURCES = "SELECT DISTINCT fact, source FROM citations WHERE fact IN (:values)"


def keyed_page(reader: Reader, thing: Thing, on: On | None) -> Page:
    """The page of a document, a treaty, an event, a post, a fact or a data set."""
    gather = {
        Keyed.SOURCE: _source,
        Keyed.TREATY: _treaty,
        Keyed.EVENT: _event,
        Keyed.POST: _post,
        Keyed.FACT: _fact,
        Keyed.DATASET: _dataset,
    }[thing.kind]
    rows = gather(reader, thing, on)
    facts = [row["fact"] for some in rows.values() for row in some if row.get("fact")]
    if thing.kind is Keyed.SOURCE:  # the page of a document says itself what each fact has from it
        facts = []
    disputes = disputes_by_fact(reader, facts)
    sources: dict[str, dict[str, None]] = defaultdict(dict)
    for row in rows_in(reader, SOURCES, facts):
        sources[row["fact"]][row["source"]] = None
    items = {name: [_item(row, sources, disputes) for row in some] for name, some in rows.items()}
    head = items.pop("head")[0]
    every = {key for some in (*items.values(), [head]) for item in some for key in item.sources}
    details = source_details(reader, sorted(every))
    return Page(thing.kind.value, thing.key, head, items, None, on, details)


def _item(row: Row, sources: dict[str, dict[str, None]], disputes: dict[str, list[Row]]) -> Item:
    fact = row.get("fact") or ""
    return Item(row, tuple(sources.get(fact, ())), tuple(disputes.get(fact, ())))


def _source(reader: Reader, thing: Thing, _on: On | None) -> dict[str, list[Row]]:
    found = source_details(reader, [thing.key])[thing.key]
    head = values_of(found)
    sections: dict[str, list[Row]] = {"head": [head], "disputed": [], "facts": []}
    by_fact: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in cited_from(reader, thing.key):
        if row.stance == "disputes":
            sections["disputed"].append(
                {
                    "what": row.what,
                    "about": row.about,
                    "stated": row.stated,
                    "value": row.value,
                    "locator": row.locator,
                    "fact": row.fact,
                }
            )
        else:
            by_fact[row.fact, row.what].append(row)
    for (fact, what), rows in by_fact.items():
        sections["facts"].append(
            {
                "what": what,
                "kind": fact.rpartition("-")[0],
                "about": [f"{row.about} {row.stated or row.value}".strip() for row in rows],
                "locator": list(dict.fromkeys(row.locator for row in rows if row.locator)),
                "fact": fact,
            }
        )
    return sections


def _treaty(reader: Reader, thing: Thing, on: On | None) -> dict[str, list[Row]]:
    return {
        "head": reader.rows(TREATY, {"key": thing.key}),
        "amended by": reader.rows(AMENDED_BY, {"key": thing.key}),
        "parties": [values_of(row) for row in parties_of(reader, thing.key, on)],
    }


def _event(reader: Reader, thing: Thing, _on: On | None) -> dict[str, list[Row]]:
    return {"head": [values_of(row) for row in event_of(reader, thing.key)]}


def _post(reader: Reader, thing: Thing, on: On | None) -> dict[str, list[Row]]:
    holders = [values_of(row) for row in tenures_of_post(reader, thing.key, on)]
    return {"head": reader.rows(POST, {"key": thing.key}), "officials": holders}


def _fact(reader: Reader, thing: Thing, _on: On | None) -> dict[str, list[Row]]:
    cited = citations_of(reader, facts_of_thing(reader, thing))
    rows = [values_of(row) for some in cited.values() for row in some]
    head = reader.rows(FACT, {"key": thing.key})
    head[0]["what"] = rows[0]["what"] if rows else ""
    return {"head": head, "citations": rows}


def _dataset(reader: Reader, thing: Thing, _on: On | None) -> dict[str, list[Row]]:
    return {
        "head": reader.rows(DATASET, {"key": thing.key}),
        "kinds": reader.rows(DATASET_FACTS, {"key": thing.key}),
    }
