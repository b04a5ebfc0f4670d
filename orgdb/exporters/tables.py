"""The one description of the tables that leave orgdb: columns, types, keys, and what they mean.

CSV headers, the codebook, Data Package and CSVW schemas, the types of Parquet, DuckDB and Stata,
and what `orgdb report --describe` prints are all made from `TABLES` here and `REPORTS` in
`report_tables`; `tests/exporters/test_tables.py` compares both with the database and with what is
written. A table is a public view without its row numbers, with the sources in the row.
"""

from __future__ import annotations

from orgdb.exporters.activity_tables import (
    CHARTERS,
    EVENT_OUTCOMES,
    EVENT_PARTICIPANTS,
    EVENT_TOPICS,
    EVENTS,
    LANGUAGES,
    OFFICES,
    OFFICIALS,
    PARTIES,
    POSTS,
)
from orgdb.exporters.entity_tables import (
    CODES,
    NAMES,
    NATIONALITIES,
    ORGANIZATION_LINKS,
    ORGANIZATIONS,
    PEOPLE,
    PURPOSES,
    STATE_LINKS,
    STATES,
)
from orgdb.exporters.membership_tables import EXITS, MEMBERSHIPS, ROSTERS, SUSPENSIONS
from orgdb.exporters.observed_tables import (
    OBSERVED_CELL,
    OBSERVED_COLUMN,
    OBSERVED_LIFE,
    OBSERVED_SERIES,
)
from orgdb.exporters.provenance_tables import CITATIONS, DATASETS, FACTS, RELEASES, SOURCE_TABLE
from orgdb.exporters.table import Table

# Only in exports of data sets that came as such files.
OBSERVED = ("observed_series", "observed_column", "observed_life", "observed_cell")

# In the order in which one would read them; what refers comes after what it refers to as far as
# the references of the model allow (facts come late because every table refers to them).
TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ORGANIZATIONS,
        STATES,
        PEOPLE,
        NATIONALITIES,
        NAMES,
        CODES,
        PURPOSES,
        ORGANIZATION_LINKS,
        STATE_LINKS,
        ROSTERS,
        MEMBERSHIPS,
        SUSPENSIONS,
        EXITS,
        CHARTERS,
        PARTIES,
        POSTS,
        OFFICIALS,
        OFFICES,
        LANGUAGES,
        EVENTS,
        EVENT_PARTICIPANTS,
        EVENT_TOPICS,
        EVENT_OUTCOMES,
        CITATIONS,
        FACTS,
        SOURCE_TABLE,
        DATASETS,
        RELEASES,
        OBSERVED_SERIES,
        OBSERVED_COLUMN,
        OBSERVED_LIFE,
        OBSERVED_CELL,
    )
}
