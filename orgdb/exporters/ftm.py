"""FollowTheMoney: entities as JSON lines, for tools of investigators (Aleph, yente).

Organizations and states are `PublicBody` (there is no schema for a country), memberships
`Membership`, posts `Position`, tenures `Occupancy`, and so on. A property holds what its type
takes: a date that is a range is in the description, in words. Each citation is a line of the
description, its address a `sourceUrl`. Schemata: <https://followthemoney.tech/explorer/schemata/>.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orgdb.exporters.extract import Extract
from orgdb.exporters.ftm_entities import Entities
from orgdb.exporters.registry import EVERY, Format, Loss

IN_WORDS = "there is no property for it"
FORMAT = Format(
    "ftm",
    "entities for tools of investigators: Aleph, yente, followthemoney",
    ".ftm.json",
    losses=(
        *(
            Loss(table, EVERY, IN_WORDS, kept)
            for table, kept in (
                ("purposes", "in the keywords of the organization"),
                ("languages", "in the notes of the organization, in words"),
                (
                    "charters",
                    "in the notes of the organization: title, signature, entry into force",
                ),
                ("parties", ""),
                ("suspensions", "in the description of the membership, in words"),
                ("exits", "in the description of the membership, in words"),
                ("rosters", ""),
                ("codes", "Wikidata items, ISO codes of states as countries"),
                ("state_links", "as Succession, with the kind and the date"),
                ("event_topics", "in the keywords of the event"),
                ("event_outcomes", "in the notes of the event"),
                ("citations", "a line of the description: about, source, place, what it states"),
                ("sources", "title in the citation, address as sourceUrl"),
                ("facts", "content keys as recordId, or in the notes"),
                ("datasets", "the key"),
                ("releases", ""),
            )
        ),
        Loss(
            "officials",
            ("vacant",),
            "an Occupancy has a holder",
            "a vacancy is in the description of its Position, with its citations and addresses",
        ),
        Loss("names", ("start", "end", "lang", "name_kind"), IN_WORDS, "names, by kind"),
        Loss(
            "names",
            ("name",),
            "programs of FollowTheMoney take zero-width non-joiners out of the texts they read",
            "the file has them",
        ),
        Loss(
            "offices",
            ("address",),
            "programs of FollowTheMoney turn semicolons in an address into commas",
            "the file has them",
        ),
        Loss("*", ("sources", "dataset"), "a set has no order", "addresses of the sources"),
    ),
    other=(".json", ".jsonl", ".ndjson"),
)


def write(extract: Extract, path: Path) -> None:
    """Write one entity a line, in the order of the tables."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(extract):
            file.write(json.dumps(entity, ensure_ascii=False, separators=(",", ":")) + "\n")


def entities(extract: Extract) -> Iterator[dict[str, Any]]:
    """Every entity: whom they are about first, then what they have to do with each other."""
    return Entities(extract).all()
