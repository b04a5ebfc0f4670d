"""Who leads and led an organization or a state."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from orgdb.db.narrowing import narrowed_rows
from orgdb.db.reader import Reader, Row, rows_in
from orgdb.errors import UnknownNameError
from orgdb.names.lookup import ORGANIZATION, STATE, Found, find
from orgdb.parameters import DateLike, On, parse_on, span, with_certainty
from orgdb.sources.citations import with_sources
from orgdb.text import fold

OFFICIALS = """
SELECT body, body_kind, post, person, person_name, person_id, start, "end", acting, start_earliest,
    start_latest, end_earliest, end_latest, vacant, fact, fact_id
FROM officials
WHERE TRUE [AND body_id = :body] [AND person_id = :person]
    [AND post_key = :post] [AND start_earliest <= :latest] [AND end_latest >= :earliest]
ORDER BY body, post_key, start_latest, end_latest, person"""


NATIONALITIES = (
    "SELECT person_id, state FROM nationalities WHERE person_id IN (:values) ORDER BY fact_id"
)


POSTS = "SELECT post_key, title, folded FROM posts WHERE body_id = :id"


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """One person in one post for one period (the columns of `orgdb officials`).

    Where a source says that nobody had the post, `vacant` is true, and there is no person; where
    nothing is known, there is no row.
    """

    body: str
    body_kind: str
    post: str
    person: str | None
    person_name: str | None
    nationality: tuple[str, ...]
    start: str
    end: str
    acting: bool
    sources: tuple[str, ...]
    fact: str
    certainty: str
    vacant: bool = False


def officials(
    reader: Reader, body: str, post: str | None = None, on: DateLike | None = None
) -> tuple[OfficialRow, ...]:
    """Who leads or led an organization or a state, in every post or in one, on a date or ever.

    The body can have its post before it: `Secretary-General of the UN`.
    """
    try:
        found = find(reader, body, (ORGANIZATION, STATE))
    except UnknownNameError:
        title, of, rest = body.partition(" of ")
        if post or not of:
            raise
        return officials(reader, rest, title, on)
    return officials_of(reader, found, post, on)


def officials_of(
    reader: Reader, found: Found, post: str | None = None, on: DateLike | None = None
) -> tuple[OfficialRow, ...]:
    """The tenures in the posts of a body, or (for a person) those of that person."""
    whose = "body" if found.kind in (ORGANIZATION, STATE) else "person"
    key = _post_key(reader, found, post)
    return _officials(reader, parse_on(on), **{whose: found.id}, post=key)


def tenures_of_post(
    reader: Reader, post_key: str, on: DateLike | None = None
) -> tuple[OfficialRow, ...]:
    """Who has or had the post with this key."""
    return _officials(reader, parse_on(on), post=post_key)


def all_officials(reader: Reader, on: DateLike | None = None) -> tuple[OfficialRow, ...]:
    """Every tenure in the database."""
    return _officials(reader, parse_on(on))


def tenure_rows(reader: Reader, on: On | None, **narrow: int | str | None) -> list[Row]:
    """Tenures in a `post`, in the posts of a `body`, of a `person`, before their sources."""
    parameters = {**dict.fromkeys(("body", "person", "post")), **narrow, **span(on)}
    rows = with_certainty(narrowed_rows(reader, OFFICIALS, parameters), on)
    nationalities: dict[int, list[str]] = defaultdict(list)
    people = (row["person_id"] for row in rows if not row["vacant"])
    for row in rows_in(reader, NATIONALITIES, people):
        nationalities[row["person_id"]].append(row["state"])
    for row in rows:
        row["nationality"] = tuple(nationalities.get(row.pop("person_id"), ()))
        row["acting"], row["vacant"] = bool(row["acting"]), bool(row["vacant"])
    return rows


def _officials(
    reader: Reader, on: On | None, **narrow: int | str | None
) -> tuple[OfficialRow, ...]:
    rows = with_sources(reader, tenure_rows(reader, on, **narrow))
    return tuple(OfficialRow(**row) for row in rows)


def _post_key(reader: Reader, found: Found, post: str | None) -> str | None:
    """The post a person names: by its key, or by its title in any case."""
    if post is None:
        return None
    known = reader.rows(POSTS, {"id": found.id})
    folded = fold(post)
    for row in known:
        if folded in (row["folded"], fold(row["post_key"].partition("/")[2])):
            return str(row["post_key"])
    titles = ", ".join(sorted({row["title"] for row in known})) or "none"
    raise UnknownNameError(f"{found.key} has no post '{post}'.", f"Its posts: {titles}.")
