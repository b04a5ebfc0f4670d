"""The rules of the design that the databases themselves enforce, broken on purpose on both."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy import CheckConstraint, Connection, text
from sqlalchemy.exc import IntegrityError

from orgdb.db.engine import engine_for
from orgdb.models import Base
from tests.conftest import ENGINES, Server

A_MEMBERSHIP = "(SELECT MIN(id) FROM membership WHERE end_latest = '9999-12-31')"
A_STATE = "(SELECT id FROM entity WHERE kind = 'state' AND key = 'XBB')"
A_PERSON = "(SELECT MIN(id) FROM entity WHERE kind = 'person')"
AN_ORGANIZATION = "(SELECT id FROM entity WHERE kind = 'organization' AND key = 'ALT')"
FIRST = "(SELECT MIN(membership_id) FROM suspension)"
NEW_FACT = (
    "INSERT INTO fact (id, key, kind, dataset_id, place) SELECT 9999, 'new', '{0}', 1, 'here';"
)
MEMBERSHIP = ", ".join(
    f'"{column}"' for column in Base.metadata.tables["membership"].columns.keys()[1:]
)
PARTY = ", ".join(
    f'"{column}"' for column in Base.metadata.tables["treaty_party"].columns.keys()[1:]
)
# What is done, and words of the refusal on SQLite and on PostgreSQL (the same where there is one).
REFUSED = {
    "an end before its start": (
        "UPDATE office SET start_earliest = '1990-01-01', start_latest = '1990-01-01',"
        " end_earliest = '1980-01-01', end_latest = '1980-01-01'",
        ("ck_office_period_order",),
    ),
    "an earliest day after the latest": (
        "UPDATE tenure SET start_earliest = '1990-02-01' WHERE start = '1990-01'",
        ("ck_tenure_start_order",),
    ),
    "a bound that is no day": (
        "UPDATE treaty_description SET signed_earliest = '0951-6-1'",
        ("ck_treaty_description_signed_earliest_day",),
    ),
    "a member that is nobody": (
        f"UPDATE membership SET member_id = NULL WHERE id = {A_MEMBERSHIP}",
        ("NOT NULL constraint failed: membership.member_id", 'null value in column "member_id"'),
    ),
    "a member that is a person": (
        f"UPDATE membership SET member_id = {A_PERSON} WHERE id = {A_MEMBERSHIP}",
        ("member_id of membership is not an organization or a state",),
    ),
    "an office in a person": (
        f"UPDATE office SET state_id = {A_PERSON}",
        ("state_id of office is not a state",),
    ),
    "a tenure of a state": (
        f"UPDATE tenure SET person_id = {A_STATE}",
        ("person_id of tenure is not a person",),
    ),
    "an entity that changes its kind": (
        f"UPDATE entity SET kind = 'organization' WHERE id = {A_STATE}",
        ("an entity cannot change its kind",),
    ),
    "an entity of a kind of its own": (
        "INSERT INTO entity (id, kind, key) SELECT 9999, 'planet', 'MARS'",
        ("ck_entity_kind_word",),
    ),
    "two entities of one key": (
        "INSERT INTO entity (id, kind, key) SELECT 9999, kind, key FROM entity WHERE key = 'EXU'",
        ("uq_entity_kind", "uq_entity_kind_key"),
    ),
    "a list that changes its data set": (
        "INSERT INTO dataset SELECT 99, 'x', title, version, licence, citation, url, checksum,"
        " size, preference + 1, loaded_at FROM dataset; UPDATE roster SET dataset_id = 99",
        ("a roster cannot change its data set",),
    ),
    "a spell in a list of another data set": (
        "INSERT INTO dataset SELECT 99, 'x', title, version, licence, citation, url, checksum,"
        " size, preference + 1, loaded_at FROM dataset; INSERT INTO roster (id, organization_id,"
        f" dataset_id) SELECT 9999, {AN_ORGANIZATION}, 99; UPDATE membership SET roster_id = 9999"
        f" WHERE id = {A_MEMBERSHIP}",
        ("a row of membership is of another data set than its roster",),
    ),
    "a membership retired by itself": (
        f"UPDATE membership SET retired = TRUE WHERE id = {A_MEMBERSHIP}",
        ("a membership is retired and its fact is not, or the other way round",),
    ),
    "a name of another kind than its fact": (
        f"UPDATE name SET entity_id = {A_STATE} WHERE lang IS NULL",
        ("the fact of a row of name is of another kind",),
    ),
    "a code of a state in an unknown scheme": (
        f"UPDATE code SET scheme = 'ours' WHERE entity_id = {A_STATE}",
        ("a scheme of state codes that orgdb does not know",),
    ),
    "a link of a state to an organization": (
        f"UPDATE link SET to_id = {AN_ORGANIZATION} WHERE kind = 'continuation'",
        ("a link between two kinds, or of another kind than what it links",),
    ),
    "a link of organizations in the words of states": (
        "UPDATE link SET kind = 'secession' WHERE kind = 'replaced'",
        ("a link between two kinds, or of another kind than what it links",),
    ),
    "a member that does not exist": (
        f"UPDATE membership SET member_id = 99999 WHERE id = {A_MEMBERSHIP}",
        ("FOREIGN KEY constraint failed", "fk_membership_member_id"),
    ),
    "a status of its own without its word": (
        "UPDATE membership SET status_word = NULL WHERE status = 'other'",
        ("ck_membership_word_for_other",),
    ),
    "notice after effect": (
        "UPDATE membership SET notice_earliest = '2999-01-01', notice_latest = '2999-01-01'"
        " WHERE effective IS NOT NULL",
        ("ck_membership_notice_first",),
    ),
    "a citation without a source": (
        "UPDATE citation SET source_id = NULL",
        ("NOT NULL constraint failed: citation.source_id", 'null value in column "source_id"'),
    ),
    "a citation of a source that does not exist": (
        "UPDATE citation SET source_id = 99999",
        ("FOREIGN KEY constraint failed", "fk_citation_source_id"),
    ),
    "a source that is cited, taken out": (
        "DELETE FROM source WHERE key = 'scholar'",
        ("FOREIGN KEY constraint failed", "fk_citation_source_id"),
    ),
    "a dispute that states nothing": (
        "UPDATE citation SET stated = '' WHERE stance = 'disputes'",
        ("ck_citation_dispute_states",),
    ),
    "a stance that is neither": (
        "UPDATE citation SET stance = 'doubts', stated = '1950'",
        ("ck_citation_stance_word",),
    ),
    "two facts of one key": (
        "UPDATE fact SET key = 'the same'",
        ("UNIQUE constraint failed: fact.key", "uq_fact_key"),
    ),
    "a fact retired before it appeared": (
        "UPDATE fact SET release_to_id = release_from_id",
        ("ck_fact_release_order",),
    ),
    "an organization that is its own parent": (
        "UPDATE organization_description SET parent_id = organization_id",
        ("ck_organization_description_not_own_parent",),
    ),
    "an organization that follows itself": (
        "UPDATE link SET from_id = to_id",
        ("ck_link_not_own_predecessor",),
    ),
    "a life that ends before it begins": (
        "UPDATE person_description SET died_earliest = '1900-01-01', died_latest = '1900-01-01'"
        " WHERE born IS NOT NULL",
        ("ck_person_description_life_order",),
    ),
    "a suspension moved out of its membership": (
        "UPDATE suspension SET start_earliest = '1900-01-01', start_latest = '1900-01-01',"
        " end_earliest = '1901-01-01', end_latest = '1901-01-01'",
        ("a suspension lies outside its membership",),
    ),
    "a new suspension outside its membership": (
        f"{NEW_FACT.format('suspension')} INSERT INTO suspension (id, membership_id, scope, start,"
        ' "end", start_earliest, start_latest, end_earliest, end_latest)'
        f" SELECT 9999, {FIRST}, 'voting', '1900', '1901', '1900-01-01', '1900-12-31',"
        " '1901-01-01', '1901-12-31'",
        ("a suspension lies outside its membership",),
    ),
    "a membership that leaves its suspension": (
        "UPDATE membership SET start_earliest = '2020-01-01', start_latest = '2020-01-01'"
        " WHERE id IN (SELECT membership_id FROM suspension)",
        ("a suspension lies outside its membership",),
    ),
    "a spell moved into another": (
        "UPDATE membership SET start_earliest = '1970-01-01', start_latest = '1970-01-01'"
        " WHERE status = 'observer'",
        ("two spells of one member in one roster overlap", "membership_overlap"),
    ),
    "a spell entered twice": (
        f"{NEW_FACT.format('membership')} INSERT INTO membership (id, {MEMBERSHIP})"
        f" SELECT 9999, {MEMBERSHIP} FROM membership WHERE id = {A_MEMBERSHIP}",
        ("two spells of one member in one roster overlap", "membership_overlap"),
    ),
    "a roster known before it begins": (
        "UPDATE roster_coverage SET known_from = '2999-01-01'",
        ("ck_roster_coverage_known_order",),
    ),
    "a post of nobody": (
        "UPDATE post_description SET body_id = NULL",
        ("NOT NULL constraint failed: post_description.body_id", 'null value in column "body_id"'),
    ),
    "a participant that is nobody": (
        "UPDATE event_participant SET entity_id = NULL",
        (
            "NOT NULL constraint failed: event_participant.entity_id",
            'null value in column "entity_id"',
        ),
    ),
    "a treaty party that is nobody": (
        "UPDATE treaty_party SET party_id = NULL",
        ("NOT NULL constraint failed: treaty_party.party_id", 'null value in column "party_id"'),
    ),
    "a treaty that amends itself": (
        "UPDATE treaty_description SET amends_id = treaty_id",
        ("ck_treaty_description_not_own_amendment",),
    ),
    "a day that does not exist": (
        "UPDATE organization_description SET founded_earliest = '1905-99-99',"
        " founded_latest = '1905-99-99'",
        ("ck_organization_description_founded_",),
    ),
    "a fact that changes its kind": (
        "UPDATE fact SET kind = 'office' WHERE kind = 'tenure'",
        ("a fact cannot change its kind",),
    ),
    "a row whose fact is of another kind": (
        f"{NEW_FACT.format('office')} INSERT INTO person_nationality (id, person_id, state_id)"
        f" SELECT 9999, {A_PERSON}, {A_STATE}",
        ("the fact of a row of person_nationality is of another kind",),
    ),
    "an organization that is its own member": (
        "UPDATE membership SET member_id = (SELECT organization_id FROM roster r"
        f" WHERE r.id = roster_id) WHERE id = {A_MEMBERSHIP}",
        ("an organization is a member of itself",),
    ),
    "two coverages of one list": (
        f"{NEW_FACT.format('roster_coverage')} INSERT INTO roster_coverage (id, roster_id,"
        " known_from, known_through, complete, complete_others) SELECT 9999, roster_id,"
        " known_from, known_through, complete, complete_others FROM roster_coverage"
        " WHERE id = (SELECT MIN(id) FROM roster_coverage)",
        ("two rows of roster_coverage describe one thing",),
    ),
    "a party that appears twice": (
        f"{NEW_FACT.format('treaty_party')} INSERT INTO treaty_party (id, {PARTY})"
        f" SELECT 9999, {PARTY} FROM treaty_party WHERE denounced IS NULL",
        ("a party appears twice for one treaty",),
    ),
    "two keys that differ in case only": (
        "INSERT INTO entity (id, kind, key) SELECT 9999, kind, lower(key) FROM entity"
        " WHERE key = 'EXU'",
        ("uq_entity_kind_lower_key",),
    ),
    "two data sets of one rank": (
        "INSERT INTO dataset SELECT 99, 'x', title, version, licence, citation, url, checksum,"
        " size, preference, loaded_at FROM dataset",
        ("UNIQUE constraint failed: dataset.preference", "uq_dataset_preference"),
    ),
}


@pytest.fixture(scope="module", params=ENGINES)
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Connection]:
    """A loaded database of each engine, in a transaction that every test takes back."""
    if request.param == "sqlite":
        copy = tmp_path_factory.mktemp("rules") / "sample.sqlite"
        url = f"sqlite:///{shutil.copyfile(request.getfixturevalue('sqlite_master'), copy)}"
    else:
        server: Server = request.getfixturevalue("postgres")
        url = server.create("rules", template=request.getfixturevalue("postgres_master"))
    engine = engine_for(url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def refusal(connection: Connection, sql: str) -> str:
    """What a database says when it refuses statements."""
    with pytest.raises(IntegrityError) as refused, connection.begin():
        for statement in sql.split(";"):
            connection.execute(text(statement))
    return str(refused.value.orig)


@pytest.mark.parametrize("rule", REFUSED)
def test_the_database_refuses(rule: str, connection: Connection) -> None:
    sql, said = REFUSED[rule]
    expected = said[-1] if connection.dialect.name == "postgresql" else said[0]
    assert expected in refusal(connection, sql)


def rows_of(connection: Connection, table: str) -> int:
    with connection.begin():
        return int(connection.execute(text(f"SELECT COUNT(*) FROM {table}")).scalar() or 0)


def test_a_word_that_is_not_in_the_vocabulary_is_refused(connection: Connection) -> None:
    checked = 0
    for table in Base.metadata.sorted_tables:
        for constraint in table.constraints:
            name = str(constraint.name)
            if isinstance(constraint, CheckConstraint) and name.endswith("_word"):
                column = name.removeprefix(f"ck_{table}_").removesuffix("_word")
                said = refusal(connection, f"UPDATE {table} SET {column} = 'Friend'")
                assert f"ck_{table}_" in said or " kind" in said
                checked += 1
    assert checked >= 18


def test_every_pair_of_days_in_every_table_is_kept_in_order(connection: Connection) -> None:
    checked = 0
    for table in Base.metadata.sorted_tables:
        names = {column.name.removesuffix("_earliest") for column in table.columns}
        for name in sorted(names & {c.name.removesuffix("_latest") for c in table.columns}):
            if f"{name}_earliest" in table.columns and rows_of(connection, str(table)):
                change = f"UPDATE {table} SET {name}_latest = '0001-01-01', {name}_earliest = "
                for wrong in ("'0001-01-02'", "'0001'"):
                    # SQLite's triggers speak before its checks do.
                    said = refusal(connection, change + wrong)
                    assert f"ck_{table}_" in said or "outside its membership" in said
                checked += 1
    assert checked >= 36


def test_nothing_else_in_a_sound_database_is_refused(connection: Connection) -> None:
    for table in Base.metadata.sorted_tables:
        columns = ", ".join(f'"{column.name}" = "{column.name}"' for column in table.columns)
        with connection.begin() as transaction:
            connection.execute(text(f"UPDATE {table} SET {columns}"))
            transaction.rollback()
