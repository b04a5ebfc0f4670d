"""What a table of an export is, and what the descriptions of all of them share."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from orgdb.exporters.columns import MODEL, Column, Kind, columns

# Columns of the views that stay inside: numbers of rows, folded names, what depends on the day and
# the order of loading.
INTERNAL = frozenset(
    """organization_id state_id person_id treaty_id post_id event_id roster_id member_id id
    membership_id from_id to_id participant_id body_id party_id fact_id folded preference
    loaded_at release_id""".split()
)
REFERRED = "1 = 0"  # of one organization: only the rows that others refer to
# Columns of views that only repeat what the row they refer to says.
REPEATED = {
    "citations": frozenset("fact_kind url title quality".split()),
    "event_topics": frozenset({"fact"}),
    "event_outcomes": frozenset({"fact"}),
}
# Columns that a query adds to those of the view.
ADDED = frozenset("sources disputed event release_from fact lang".split())


@dataclass(frozen=True)
class Table:
    """One table: what a row is, its columns, its key, its order.

    `relation` is what the query reads, the view itself under the alias `v`. `about` is the SQL
    condition that keeps the rows of the organizations `:orgs` (`REFERRED`: only what others refer
    to); `follows` is used in its place where a row stays when the row it belongs to stays: its
    column and the table that it names ('' where the column `kind` says which).
    `joined` adds to it what columns with `sql` read besides.
    `life` names the columns with the first and the last day on which the row can hold ('': no end).
    """

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...]
    relation: str = ""
    joined: str = ""
    about: str = ""
    follows: tuple[str, str] | None = None
    life: tuple[str, str] | None = ("start_earliest", "end_latest")
    by_dataset: bool = True
    rule: str = field(default=MODEL)

    @property
    def source(self) -> str:
        """What the query reads."""
        return self.relation or f"{self.name} v"

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """One column by its name."""
        return self.columns[self.names.index(name)]

    @property
    def sourced(self) -> bool:
        """Whether the row has its sources in it."""
        return "sources" in self.names


PERIOD = "start end start_earliest start_latest end_earliest end_latest"
SOURCES = columns("sources disputed")
FACT = columns("fact dataset")
THIS = "v.org IN (:orgs)"


def kind_column(chosen: type, meaning: str) -> Column:
    listed = tuple(word.value for word in chosen)  # type: ignore[attr-defined]
    return Column("kind", Kind.WORD, meaning, words=listed)


def own_key(name: str, meaning: str) -> Column:
    """The key that identifies the rows of this very table."""
    return Column(name, Kind.KEY, meaning)


OWN_FACT = (own_key("fact", "content key of the fact; `orgdb why KEY` tells its sources"), FACT[1])
