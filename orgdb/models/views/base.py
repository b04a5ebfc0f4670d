"""What all views share: they are apart from the tables, and nothing is written to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, relationship

from orgdb.models.base import represented
from orgdb.models.word import WORDS, PlainText

if TYPE_CHECKING:
    from orgdb.models.views.sources import CitationView


class View(DeclarativeBase):
    """The base of all views. Their metadata are not those that migrations are compared with."""

    metadata = MetaData()
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: PlainText, **WORDS}
    shown: ClassVar[tuple[str, ...]] = ()

    def __repr__(self) -> str:
        """The class, and the values that tell a row from others."""
        return represented(self, self.shown)


class FactView:
    """A row of a view that is one fact."""

    fact: Mapped[str] = mapped_column(doc="the content key, the same at every load")
    fact_id: Mapped[int] = mapped_column(primary_key=True)
    dataset: Mapped[str] = mapped_column(doc="the key of the data set that states it")

    @declared_attr
    def citations(self) -> Mapped[list[CitationView]]:
        """Who says so, and who says otherwise, in the order of the fact."""
        return relationship(
            "CitationView",
            primaryjoin=f"foreign(CitationView.fact_id) == {self.__name__}.fact_id",  # type: ignore[attr-defined]
            order_by="CitationView.position",
            viewonly=True,
        )


class PeriodView:
    """A period as it is written, and the first and last days its start and its end can mean."""

    start: Mapped[str]
    end: Mapped[str]
    start_earliest: Mapped[str]
    start_latest: Mapped[str]
    end_earliest: Mapped[str]
    end_latest: Mapped[str]
