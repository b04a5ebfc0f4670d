"""The rules that take a look at other rows: what a reference may point at, what may be there once.

One trigger a table on PostgreSQL, one for each event on SQLite, which asks all rules of that table.

Revision ID: 0004
Revises: 0003
"""

from __future__ import annotations

from collections.abc import Iterator

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The kinds of entity that each reference to one may point at; `name`, `code` and the participants
# of events take all.
ORGANIZATION, STATE, PERSON, BODY = "organization", "state", "person", "organization state"
REFERENCES = {
    "announced_exit": {"organization_id": ORGANIZATION, "member_id": BODY},
    "event_description": {"organization_id": ORGANIZATION, "state_id": STATE},
    "link": {"from_id": BODY, "to_id": BODY},
    "membership": {"member_id": BODY},
    "observed_column": {"organization_id": ORGANIZATION},
    "office": {"organization_id": ORGANIZATION, "state_id": STATE},
    "official_language": {"organization_id": ORGANIZATION},
    "organization_description": {"organization_id": ORGANIZATION, "parent_id": ORGANIZATION},
    "organization_purpose": {"organization_id": ORGANIZATION},
    "person_description": {"person_id": PERSON},
    "person_nationality": {"person_id": PERSON, "state_id": STATE},
    "post_description": {"body_id": BODY},
    "roster": {"organization_id": ORGANIZATION},
    "state_description": {"state_id": STATE, "sovereign_id": STATE},
    "tenure": {"person_id": PERSON},
    "treaty_description": {"organization_id": ORGANIZATION, "signed_state_id": STATE},
    "treaty_party": {"party_id": BODY},
}
FACTS = """
    announced_exit event_description membership office official_language organization_description
    organization_purpose person_description person_nationality post_description roster_coverage
    state_description suspension tenure treaty_description treaty_party
""".split()
# Facts that take the kind of their entity before the name of the table: `state_name`.
FACTS_OF_ENTITIES = {"name": "entity_id", "code": "entity_id", "link": "from_id"}
# One current row each in a data set.
ONCE = {
    "event_description": "event_id",
    "organization_description": "organization_id",
    "person_description": "person_id",
    "roster_coverage": "roster_id",
    "state_description": "state_id",
    "treaty_description": "treaty_id",
}
IN_A_ROSTER = ("membership", "roster_coverage")
# What rules were checked by when the rows were put in cannot change afterwards.
STAYS = {"entity": ("kind",), "fact": ("kind", "dataset_id"), "roster": ("dataset_id",)}

# `mine` and `theirs` are the facts of the new row and of another one.
BOTH_CURRENT = """
    JOIN fact mine ON mine.id = new.id JOIN fact theirs ON theirs.id = t.id
    WHERE t.id <> new.id AND mine.dataset_id = theirs.dataset_id
        AND mine.release_to_id IS NULL AND theirs.release_to_id IS NULL"""
OTHERS = {
    "a party appears twice for one treaty": (
        "treaty_party",
        f"""
    SELECT 1 FROM treaty_party t {BOTH_CURRENT}
        AND t.treaty_id = new.treaty_id AND t.party_id = new.party_id
        AND COALESCE(t.denounced, t.denounced_effect) IS NULL
        AND COALESCE(new.denounced, new.denounced_effect) IS NULL""",
    ),
    "an organization is a member of itself": (
        "membership",
        """
    SELECT 1 FROM roster r WHERE r.id = new.roster_id AND r.organization_id = new.member_id""",
    ),
    "a membership is retired and its fact is not, or the other way round": (
        "membership",
        """
    SELECT 1 FROM fact f WHERE f.id = new.id AND (f.release_to_id IS NOT NULL) <> new.retired""",
    ),
    "a scheme of state codes that orgdb does not know": (
        "code",
        """
    SELECT 1 FROM entity e WHERE e.id = new.entity_id AND e.kind = 'state' AND new.scheme NOT IN (
        'iso2', 'iso3', 'iso-numeric', 'iso4', 'cow', 'cow-abb', 'gw', 'gec', 'wikidata')""",
    ),
    "a link between two kinds, or of another kind than what it links": (
        "link",
        """
    SELECT 1 FROM entity a JOIN entity b ON b.id = new.to_id
    WHERE a.id = new.from_id AND (a.kind <> b.kind OR (a.kind = 'state') <> (new.kind IN (
        'continuation', 'dissolution', 'merger', 'secession', 'independence')))""",
    ),
}


def rules_of(table: str) -> Iterator[tuple[str, str]]:
    """What is said of a row that breaks a rule, and the query that finds something then."""
    for column, kinds in REFERENCES.get(table, {}).items():
        listed = ", ".join(f"'{kind}'" for kind in kinds.split())
        yield (
            f"{column} of {table} is not {' or '.join(map(article, kinds.split()))}",
            f"SELECT 1 FROM entity e WHERE e.id = new.{column} AND e.kind NOT IN ({listed})",
        )
    wrong_kind = f"the fact of a row of {table} is of another kind"
    if table in FACTS:
        yield wrong_kind, f"SELECT 1 FROM fact f WHERE f.id = new.id AND f.kind <> '{table}'"
    if table in FACTS_OF_ENTITIES:
        yield (
            wrong_kind,
            f"SELECT 1 FROM fact f JOIN entity e ON e.id = new.{FACTS_OF_ENTITIES[table]}"
            f" WHERE f.id = new.id AND f.kind <> e.kind || '_{table}'",
        )
    if table in ONCE:
        yield (
            f"two rows of {table} describe one thing",
            f"SELECT 1 FROM {table} t {BOTH_CURRENT} AND t.{ONCE[table]} = new.{ONCE[table]}",
        )
    if table in IN_A_ROSTER:
        yield (
            f"a row of {table} is of another data set than its roster",
            "SELECT 1 FROM fact f JOIN roster r ON r.id = new.roster_id"
            " WHERE f.id = new.id AND f.dataset_id <> r.dataset_id",
        )
    yield from ((said, broken) for said, (where, broken) in OTHERS.items() if where == table)


def article(kind: str) -> str:
    return f"an {kind}" if kind == "organization" else f"a {kind}"


TABLES = sorted({*REFERENCES, *FACTS, *FACTS_OF_ENTITIES})
RETIRES = "UPDATE membership SET retired = (new.release_to_id IS NOT NULL) WHERE id = new.id;"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _upgrade_sqlite()
    else:
        _upgrade_postgresql()


def _upgrade_sqlite() -> None:
    for table in TABLES:
        refusals = " ".join(
            f"SELECT RAISE(ABORT, '{said}') WHERE EXISTS ({broken});"
            for said, broken in rules_of(table)
        )
        for event in ("insert", "update"):
            op.execute(
                f"CREATE TRIGGER {table}_rules_{event} BEFORE {event.upper()} ON {table}"
                f" BEGIN {refusals} END"
            )
    for table, columns in STAYS.items():
        changed = " OR ".join(f"new.{column} <> old.{column}" for column in columns)
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OF {', '.join(columns)} ON {table}"
            f" WHEN {changed} BEGIN SELECT RAISE(ABORT, '{stays(table)}'); END"
        )
    op.execute(
        f"CREATE TRIGGER fact_retires AFTER UPDATE OF release_to_id ON fact BEGIN {RETIRES} END"
    )


def _upgrade_postgresql() -> None:
    for table in TABLES:
        refusals = " ".join(
            f"IF EXISTS ({broken}) THEN {refused(said)} END IF;" for said, broken in rules_of(table)
        )
        _trigger(f"{table}_rules", table, refusals, "INSERT OR UPDATE")
    for table, columns in STAYS.items():
        changed = " OR ".join(f"new.{column} <> old.{column}" for column in columns)
        refusal = f"IF {changed} THEN {refused(stays(table))} END IF;"
        _trigger(f"{table}_stays", table, refusal, f"UPDATE OF {', '.join(columns)}")
    _trigger("fact_retires", "fact", RETIRES, "UPDATE OF release_to_id")


def stays(table: str) -> str:
    what = " or its ".join(column.replace("dataset_id", "data set") for column in STAYS[table])
    return f"a {table} cannot change its {what}".replace("a entity", "an entity")


def refused(said: str) -> str:
    return f"RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation';"


def _trigger(name: str, table: str, body: str, events: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" {body} RETURN new; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {name} AFTER {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


def downgrade() -> None:
    names = [(f"{table}_rules", table) for table in TABLES]
    names += [(f"{table}_stays", table) for table in STAYS] + [("fact_retires", "fact")]
    for name, table in names:
        if op.get_bind().dialect.name != "sqlite":
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
        elif name.endswith("_rules"):
            op.execute(f"DROP TRIGGER {name}_insert")
            op.execute(f"DROP TRIGGER {name}_update")
        else:
            op.execute(f"DROP TRIGGER {name}")
