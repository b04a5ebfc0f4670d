"""States and territories, their names, codes and links, and the table of languages."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.base import (
    Anchor,
    Base,
    Dated,
    FactRow,
    date_checks,
    earliest,
    latest,
    one_of,
    period_checks,
)
from orgdb.vocabulary import NameKind, StateCodeScheme, StateKind, StateLinkKind


class State(Anchor, Base):
    """A sovereign state, a past one, or a territory or entity that organizations admit.

    The key is the ISO 3166-1 alpha-3 code where there is one, else the former alpha-3 code (`SUN`),
    else a documented own key. Identity follows the law of state succession, not a code list.
    """

    __tablename__ = "state"


class StateDescription(FactRow, Dated, Base):
    """What a state is, the period of its existence, and who answers for it if it is a territory."""

    __tablename__ = "state_description"
    __table_args__ = (
        one_of("kind", StateKind),
        *period_checks(),
        CheckConstraint("sovereign_id <> state_id", name="not_own_sovereign"),
        Index(None, "state_id"),
        Index(None, "sovereign_id"),
    )

    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    kind: Mapped[str]
    sovereign_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))


class StateName(FactRow, Dated, Base):
    """A name of a state in one language, with the period in which it was in use."""

    __tablename__ = "state_name"
    __table_args__ = (
        one_of("kind", NameKind),
        *period_checks(),
        Index(None, "state_id", "kind", "lang"),
        Index(None, "folded"),
    )

    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(doc="the name without case, accents and punctuation")
    lang: Mapped[str]
    kind: Mapped[str]


class StateCode(FactRow, Dated, Base):
    """A code of a state in one scheme, with its years of validity where the list gives them."""

    __tablename__ = "state_code"
    __table_args__ = (
        one_of("scheme", StateCodeScheme),
        *period_checks(),
        Index(None, "state_id", "scheme"),
        Index(None, "scheme", "code"),
    )

    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    scheme: Mapped[str]
    code: Mapped[str]


class StateLink(FactRow, Base):
    """How one state came from another: continuation, dissolution, merger, secession."""

    __tablename__ = "state_link"
    __table_args__ = (
        one_of("kind", StateLinkKind),
        *date_checks("date"),
        CheckConstraint("from_id <> to_id", name="not_own_predecessor"),
        Index(None, "from_id"),
        Index(None, "to_id"),
    )

    from_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("state.id"))
    kind: Mapped[str]
    date: Mapped[str | None]
    date_earliest: Mapped[str] = earliest()
    date_latest: Mapped[str] = latest()


class Language(Base):
    """A language of ISO 639: the three-letter code of part 3 or 2, the two-letter one of part 1.

    A reference table, generated whole from one source, not a set of facts.
    """

    __tablename__ = "language"
    __table_args__ = (Index(None, "code1"), Index(None, "source_id"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True, doc="ISO 639-3, else 639-2")
    code1: Mapped[str | None] = mapped_column(doc="ISO 639-1")
    name: Mapped[str]
    folded: Mapped[str]
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
