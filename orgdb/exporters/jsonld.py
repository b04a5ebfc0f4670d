"""JSON-LD in the words of schema.org: organizations, states, people, memberships, posts, events.

A membership is an `OrganizationRole` between the organization and its member. The context is in the
file, so that nothing has to be fetched to read it. <https://schema.org/OrganizationRole>.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orgdb.exporters.extract import Extract
from orgdb.exporters.jsonld_resources import Resources
from orgdb.exporters.registry import EVERY, Format, Loss

NO_WORD = "schema.org has no word for it"
FORMAT = Format(
    "jsonld",
    "schema.org in JSON-LD: for web pages, search engines and knowledge graphs",
    ".jsonld",
    losses=(
        *(
            Loss(table, EVERY, NO_WORD, kept)
            for table, kept in (
                ("charters", "as legislation: title, signature, entry into force"),
                ("parties", ""),
                ("suspensions", "in the description of the role, in words"),
                ("exits", "in the description of the role, in words"),
                ("rosters", ""),
                ("state_links", ""),
                ("organization_links", "in the description of the later one, in words"),
                ("citations", "sources of a row"),
                ("facts", "content keys"),
                ("releases", "the version of the data set"),
                ("names", "names with their language"),
                ("offices", "headquarters and offices as places"),
                ("languages", "official and working ones alike"),
            )
        ),
        Loss("*", ("disputed",), NO_WORD, "in the description, in words"),
        Loss("officials", ("vacant",), NO_WORD, "a role without a member, described as vacant"),
        Loss("memberships", ("start_basis", "effective", "life_exception"), NO_WORD, "in words"),
    ),
    other=(".json",),
)
CONTEXT = {
    "@vocab": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    **{
        name: {"@type": "@id"}
        for name in ("sameAs", "url", "parentOrganization", "member", "memberOf", "organizer")
    },
    **{
        name: {"@type": "@id"}
        for name in ("containedInPlace", "nationality", "citation", "subjectOf", "hasPart")
    },
}


def write(extract: Extract, path: Path) -> None:
    """Write a graph, one resource a line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context":{_json(CONTEXT)},\n"@graph":[\n')
        for number, resource in enumerate(resources(extract)):
            file.write((",\n" if number else "") + _json(resource))
        file.write("\n]}\n")


def resources(extract: Extract) -> Iterator[dict[str, Any]]:
    """Every resource, without the properties that are empty."""
    for found in Resources(extract).all():
        yield {k: v for k, v in found.items() if v not in (None, "", [], ())}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
