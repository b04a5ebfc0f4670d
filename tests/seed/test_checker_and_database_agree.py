"""Whatever the checker accepts, the databases accept: no rule is known to only one of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from orgdb.db.check import RULES
from orgdb.db.engine import engine_for
from orgdb.db.load_dataset import replace
from orgdb.errors import SeedError
from orgdb.seed.check import require_valid
from orgdb.seed.load import seed_batch
from tests.conftest import SAMPLE

FILES = ("organizations/EXU.yml", "organizations/ALT.yml", "states.yml", "people.yml")
DATES = ("1900", "1949-05", "1951-12-13", "1962", "1977-06-30", "2000", "[..1970]", "[1950..]")
PERIODS = tuple(
    f'"{start}/{end}"'
    for start in ("", "1900", "1951-12-13", "1962-03-02", "1985", "[1950..1960]", "2026-10", "2030")
    for end in ("", "..", "1961", "1964-11", "1990-10-02", "[..2000]", "2026-10-31", "2031-01-01")
)
POOL = {
    "period": PERIODS,
    "status": ("full", "associate", "observer", "partner", "other", "unspecified", "unknown"),
    "status_word": ("guest", '"two, words"'),
    "member": ("XAA", "XBB", "XCC", "XDD", "XEE", "XTT", "EXL", "ALT", "EXU", "EXU-GA"),
    "party": ("XAA", "XBB", "EXL"),
    "state": ("XAA", "XTT"),
    "sovereign": ("XAA", "XTT"),
    "parent": ("EXL", "EXU-GA"),
    "amends": ("exu-charter", "exu-protocol"),
    "from": ("EXU", "EXL", "XAA", "XCC"),
    "to": ("EXU", "EXL", "XDD", "XEE"),
    "code": ("XA", "XAA", "903", '" padded "'),
    "org": ("EXU", "EXU-GA"),
    "end_reason": ("withdrawal", "status_change"),
    "person": ("ana-example", "bo-sample"),
    "complete": ("true", "false"),
} | dict.fromkeys(
    (
        *("known_from", "known_through", "founded", "dissolved", "born", "died", "notice"),
        *("effective", "adopted", "signed", "in_force", "consented", "deposited", "denounced"),
        *("denounced_effect", "date"),
    ),
    (*DATES, "1951-12-13", "2026-10-31"),
)
VALUE = re.compile(r"\b(" + "|".join(POOL) + r'): ("[^"\n]*"|[^,}"\n]+)')
CITE = re.compile(r'cite: "[^"\n]*"')
PLACES = [
    (name, match.start(2), match.end(2), match[1])
    for name in FILES
    for match in VALUE.finditer(
        CITE.sub(lambda cite: "_" * len(cite[0]), (SAMPLE / name).read_text(encoding="utf-8"))
    )
]
Edits = list[tuple[tuple[str, int, int, str], str]]
EXAMPLES = {"sqlite": 120, "postgresql": 25}
EDITS = st.lists(
    st.sampled_from(PLACES).flatmap(
        lambda place: st.tuples(st.just(place), st.sampled_from(POOL[place[3]]))
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda edit: edit[0][:2],
)


@pytest.fixture
def connection(database: str) -> Iterator[Connection]:
    engine = engine_for(database)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def faults_or_broken_rules(
    edits: Edits, connection: Connection, folder: Path
) -> tuple[list[str], list[str]]:
    """What the checker says of an edited seed, and the rules that its load would break."""
    shutil.copytree(SAMPLE, folder)
    for (name, start, end, _), value in sorted(edits, reverse=True):
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(text[:start] + value + text[end:], encoding="utf-8")
    try:
        require_valid(folder)
        batch = seed_batch(folder)
    except SeedError as error:
        return list(error.faults), []
    finally:
        shutil.rmtree(folder)
    with connection.begin() as transaction:
        replace(connection, batch)
        broken = [rule for rule, sql in RULES.items() if connection.exec_driver_sql(sql).first()]
        transaction.rollback()
    return [], broken


def test_what_the_checker_accepts_the_database_accepts(
    connection: Connection, tmp_path: Path
) -> None:
    sound = 0

    @settings(max_examples=EXAMPLES[connection.dialect.name], deadline=None)
    @given(edits=EDITS)
    def check(edits: Edits) -> None:
        nonlocal sound
        faults, broken = faults_or_broken_rules(edits, connection, tmp_path / "seed")
        assert broken == []
        sound += not faults

    check()
    assert sound > EXAMPLES[connection.dialect.name] // 25
