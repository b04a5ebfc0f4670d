"""What a report may be narrowed to."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from orgdb.db.reader import Reader
from orgdb.errors import QuestionError
from orgdb.names.lookup import find_organization
from orgdb.panel.runs import Years
from orgdb.parameters import MEMBERS, WhoCounts
from orgdb.vocabulary import CURATED, PREFERRED

WHO = ("on", "rule", "status", "dataset")  # the filters that `WhoCounts` holds


@dataclass(frozen=True, slots=True)
class Filters:
    """What a report may be narrowed to; reports that do not know a filter refuse it."""

    org: str | None = None
    who: WhoCounts = MEMBERS
    at: str | None = None
    shape: str = "long"
    orgs: tuple[str, ...] = ()
    full_only: bool = False
    directed: bool = False
    from_: int | None = None
    through: int | None = None
    states: str | None = None
    balanced: bool = False
    id: str | None = None
    like: str | None = None

    @property
    def years(self) -> Years:
        """The first and the last year wanted."""
        if self.from_ and self.through and self.from_ > self.through:
            raise QuestionError(
                f"--from {self.from_} is after --through {self.through}.", "Swap the two years."
            )
        return Years(self.from_, self.through)

    @property
    def wide(self) -> bool:
        """A panel with columns that depend on the order: text alone, csv or tsv."""
        return self.shape != "long" or self.like is not None or len(self.dataset_keys) > 1

    @property
    def dataset_keys(self) -> tuple[str, ...]:
        """The data sets of a panel: several can stand side by side."""
        named = (part.strip() for part in (self.who.dataset or CURATED).split(","))
        return tuple(dict.fromkeys(named))

    @property
    def one_dataset(self) -> str | None:
        """The data set of a panel: the curated one, the one named, or None for `preferred`."""
        dataset = self.who.dataset
        return None if dataset == PREFERRED else dataset or CURATED

    def named(self) -> list[str]:
        """The filters that were named, by the names of their options."""
        ours = [name for name in self.__slots__ if getattr(self, name) != getattr(Filters(), name)]
        whose = [name for name in WHO if getattr(self.who, name) != getattr(MEMBERS, name)]
        return [name for name in (*ours, *whose) if name != "who"]


# Every filter by the name of its parameter on the command line.
NARROWING = frozenset((*Filters.__slots__, *WHO)) - {"who"}


def organizations_named(reader: Reader, text: str | None) -> tuple[str, ...]:
    """The organizations of `--org A,B`; a name that has a comma in it is one name."""
    if text is None:
        return ()
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if len(parts) > 1:
        with suppress(QuestionError):
            find_organization(reader, text)
            return (text,)
    return parts or (text,)
