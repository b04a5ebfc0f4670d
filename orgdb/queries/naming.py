"""Which organization, state or person a name means. Nothing is guessed.

A name is a key, a code in a scheme (`cow:135`, `iso2:PE`, `wikidata:Q419`), an acronym, or any name
in any language, case and accents ignored. `org:CAN`, `state:CAN` and `person:…` say which kind.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orgdb.errors import AmbiguousNameError, UnknownNameError
from orgdb.names import fold
from orgdb.reader import Reader, Row

ORGANIZATION, STATE, PERSON = "organization", "state", "person"
ANY = (ORGANIZATION, STATE, PERSON)
KIND_PREFIXES = {"org": ORGANIZATION, "organization": ORGANIZATION, STATE: STATE, PERSON: PERSON}
# What people call a scheme, where the stored name is another.
SCHEMES = {"m49": "iso-numeric", "numeric": "iso-numeric", "ioname": "cow-ioname", "fips": "gec"}
ORGANIZATION_SCHEMES = {"cow": "cow-ioname"}
SUGGESTIONS = 3

BY_KEY = """
SELECT 'organization' AS kind, id, key FROM organization WHERE key IN (:text, :upper)
UNION ALL SELECT 'state', id, key FROM state WHERE key IN (:text, :upper)
UNION ALL SELECT 'person', id, key FROM person WHERE key IN (:text, :lower)"""
BY_NAME = "SELECT DISTINCT kind, id, key FROM names WHERE folded = :folded"
BY_CODE = """
SELECT DISTINCT kind, id, key, scheme, end_latest FROM codes
WHERE scheme IN (:scheme, :other) AND code IN (:code, :upper)"""
LABELS = """
SELECT 'organization' AS kind, org AS key, name, '' AS period
FROM organizations WHERE org IN (:values)
UNION ALL SELECT 'state', state, name, start || '/' || "end" FROM states WHERE state IN (:values)
UNION ALL SELECT 'person', person, name, '' FROM people WHERE person IN (:values)"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name turned out to mean."""

    kind: str
    id: int
    key: str


def find_organization(reader: Reader, text: str) -> Found:
    """The organization a name means. Raises `UnknownNameError` or `AmbiguousNameError`."""
    return find(reader, text, (ORGANIZATION,))


def find_state(reader: Reader, text: str) -> Found:
    """The state or territory a name means. Raises `UnknownNameError` or `AmbiguousNameError`."""
    return find(reader, text, (STATE,))


def find_member(reader: Reader, text: str) -> Found:
    """The state a name means, else the organization: both can be members of one."""
    try:
        return find(reader, text, (STATE,))
    except UnknownNameError:
        return find(reader, text, (STATE, ORGANIZATION))


def find(reader: Reader, text: str, kinds: Sequence[str] = ANY) -> Found:
    """The one thing of these kinds that goes by this name.

    Raises `AmbiguousNameError` with the candidates where several do, and `UnknownNameError` with
    the nearest names where none does.
    """
    wanted = text.strip()
    prefix, colon, rest = wanted.partition(":")
    if colon and prefix.lower() in KIND_PREFIXES and rest:
        kind = KIND_PREFIXES[prefix.lower()]
        kinds, wanted = ((kind,) if kind in kinds else ()), rest.strip()
    for matches in (_by_code, _by_key, _by_name):
        found = [match for match in matches(reader, wanted) if match.kind in kinds]
        if len(found) == 1:
            return found[0]
        if found:
            raise _ambiguous(reader, text, found)
    raise _unknown(reader, text, wanted, kinds)


def _by_key(reader: Reader, text: str) -> list[Found]:
    forms = {"text": text, "upper": text.upper(), "lower": text.lower()}
    rows = reader.rows(BY_KEY, forms)
    # `OAS-GA` and `IACtHR` differ by case from what people type; the exact spelling wins.
    exact = [row for row in rows if row["key"] == text]
    return [_found(row) for row in exact or rows]


def _by_name(reader: Reader, text: str) -> list[Found]:
    folded = fold(text)
    rows = reader.rows(BY_NAME, {"folded": folded}) if folded else []
    return [_found(row) for row in rows]


def _by_code(reader: Reader, text: str) -> list[Found]:
    scheme, colon, code = text.partition(":")
    if not colon:
        return []
    name = scheme.strip().lower()
    forms = {
        "scheme": SCHEMES.get(name, name),
        "other": ORGANIZATION_SCHEMES.get(name, SCHEMES.get(name, name)),
        "code": code.strip(),
        "upper": code.strip().upper(),
    }
    rows = reader.rows(BY_CODE, forms)
    newest = {
        kind: max(r["end_latest"] for r in rows if r["kind"] == kind)
        for kind in ANY
        if any(r["kind"] == kind for r in rows)
    }
    # A code that passed from one state to another means its present holder unless a date is given.
    held = [row for row in rows if row["end_latest"] == newest[row["kind"]]]
    return [_found(row) for row in held]


def _found(row: Row) -> Found:
    return Found(row["kind"], row["id"], row["key"])


def _ambiguous(reader: Reader, text: str, found: list[Found]) -> AmbiguousNameError:
    labels = labels_of(reader, found)
    lines = [f"  {_full_key(match, found)}  {labels.get(match, '')}".rstrip() for match in found]
    return AmbiguousNameError(
        f"'{text}' is ambiguous. It can be:\n" + "\n".join(sorted(lines)),
        "Ask again with one of these keys.",
        candidates=sorted(match.key for match in found),
    )


def _full_key(match: Found, among: list[Found]) -> str:
    several_kinds = len({other.kind for other in among}) > 1
    prefix = {ORGANIZATION: "org", STATE: "state", PERSON: "person"}[match.kind]
    return f"{prefix}:{match.key}" if several_kinds else match.key


def labels_of(reader: Reader, found: Sequence[Found]) -> dict[Found, str]:
    """Names, and for states their lives, to show beside keys."""
    from orgdb.reader import rows_in

    sql = LABELS
    rows = {(r["kind"], r["key"]): r for r in rows_in(reader, sql, [match.key for match in found])}
    labels = {}
    for match in found:
        row = rows.get((match.kind, match.key))
        if row:
            period = f" ({row['period']})" if row["period"].strip("/.") else ""
            labels[match] = f"{row['name']}{period}"
    return labels


def _unknown(reader: Reader, text: str, wanted: str, kinds: Sequence[str]) -> UnknownNameError:
    from rapidfuzz import fuzz, process

    names: dict[str, Row] = {}
    for row in reader.rows("SELECT kind, key, name, folded FROM names"):
        if row["kind"] in kinds:
            names.setdefault(row["folded"], row)
    near = process.extract(
        fold(wanted), list(names), scorer=fuzz.ratio, limit=2 * SUGGESTIONS, score_cutoff=70
    )
    keys = list(dict.fromkeys((names[name]["key"], names[name]["name"]) for name, _, _ in near))
    suggestions = keys[:SUGGESTIONS]
    what = " or ".join(kinds) if kinds else "thing of that kind"
    hint = "Did you mean " + ", ".join(f"{key} ({name})" for key, name in suggestions) + "?"
    general = "List the keys with: orgdb orgs, orgdb states"
    return UnknownNameError(
        f"No {what} is called '{text}'.",
        hint if suggestions else general,
        suggestions=[key for key, _ in suggestions],
    )
