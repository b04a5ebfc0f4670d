"""The rules that take a look at other rows: kinds of facts, descriptions and parties once only.

Revision ID: 0007
Revises: 0006
"""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Sources are too many for a look at each at every row; `seed check` refuses keys of one spelling.
KEYED = "dataset event organization person post state treaty".split()
FACTS = """
    event_description membership office organization_code organization_description
    organization_link organization_name organization_purpose person_code person_description
    person_name person_nationality post_description roster_coverage state_code state_description
    state_link state_name tenure treaty_description treaty_party official_language suspension
""".split()
# One current row each in a data set.
ONCE = {
    "event_description": "event_id",
    "organization_description": "organization_id",
    "person_description": "person_id",
    "roster_coverage": "roster_id",
    "state_description": "state_id",
    "treaty_description": "treaty_id",
}
OWN_MEMBER = "an organization is a member of itself"
KIND_STAYS = "a fact cannot change its kind"


def wrong_kind(table: str) -> str:
    return f"the fact of a row of {table} is of another kind"


def twice(table: str) -> str:
    return f"two rows of {table} describe one thing"


PARTY_TWICE = "a party appears twice for one treaty"
OWN_ROSTER = """
    SELECT 1 FROM roster r
    WHERE r.id = new.roster_id AND r.organization_id = new.member_organization_id
        AND new.member_state_id IS NULL"""
# `mine` and `theirs` are the facts of the new row and of another one.
BOTH_CURRENT = """
    JOIN fact mine ON mine.id = new.id JOIN fact theirs ON theirs.id = t.id
    WHERE t.id <> new.id AND mine.dataset_id = theirs.dataset_id
        AND mine.release_to_id IS NULL AND theirs.release_to_id IS NULL"""
SAME_PARTY = f"""
    SELECT 1 FROM treaty_party t {BOTH_CURRENT}
        AND t.treaty_id = new.treaty_id
        AND (t.party_state_id = new.party_state_id
            OR t.party_organization_id = new.party_organization_id)
        AND COALESCE(t.denounced, t.denounced_effect) IS NULL
        AND COALESCE(new.denounced, new.denounced_effect) IS NULL"""


def same_thing(table: str) -> str:
    column = ONCE[table]
    return f"SELECT 1 FROM {table} t {BOTH_CURRENT} AND t.{column} = new.{column}"


def same_key(table: str) -> str:
    return (
        f"SELECT 1 FROM {table} t WHERE t.id <> new.id AND t.key <> new.key"
        " AND lower(t.key) = lower(new.key)"
    )


def of_another_kind(table: str) -> str:
    return f"SELECT 1 FROM fact f WHERE f.id = new.id AND f.kind <> '{table}'"


def rules() -> list[tuple[str, str, str, str]]:
    """The name of each rule, its table, what breaks it, and what is said then."""
    found = [(f"{table}_kind", table, of_another_kind(table), wrong_kind(table)) for table in FACTS]
    found += [(f"{table}_once", table, same_thing(table), twice(table)) for table in ONCE]
    found += [
        (f"{table}_key_case", table, same_key(table), f"two keys of {table} differ in case only")
        for table in KEYED
    ]
    found.append(("treaty_party_once", "treaty_party", SAME_PARTY, PARTY_TWICE))
    found.append(("membership_not_own", "membership", OWN_ROSTER, OWN_MEMBER))
    return found


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, table, broken, said in rules():
            for event in ("insert", "update"):
                op.execute(
                    f"CREATE TRIGGER {name}_{event} BEFORE {event.upper()} ON {table}"
                    f" BEGIN SELECT RAISE(ABORT, '{said}') WHERE EXISTS ({broken}); END"
                )
        op.execute(
            "CREATE TRIGGER fact_kind_stays BEFORE UPDATE OF kind ON fact"
            f" WHEN new.kind <> old.kind BEGIN SELECT RAISE(ABORT, '{KIND_STAYS}'); END"
        )
        return
    for name, table, broken, said in rules():
        _refuse(name, table, f"EXISTS ({broken})", said, "AFTER INSERT OR UPDATE")
    _refuse("fact_kind_stays", "fact", "new.kind <> old.kind", KIND_STAYS, "AFTER UPDATE OF kind")


def _refuse(name: str, table: str, broken: str, said: str, when: str) -> None:
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {broken} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; END IF;"
        " RETURN new; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for name, table, _, _ in [*rules(), ("fact_kind_stays", "fact", "", "")]:
        if not sqlite:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
        elif name == "fact_kind_stays":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name}_insert")
            op.execute(f"DROP TRIGGER {name}_update")
