"""Who says so: data sets, releases, facts, sources and citations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from orgdb.models.base import Base, date_checks, earliest, latest, one_of
from orgdb.vocabulary import SourceKind, SourceQuality, Stance

if TYPE_CHECKING:
    from orgdb.models.membership import Roster


class Dataset(Base):
    """A body of facts that came together: the curated seed is one, each import another."""

    __tablename__ = "dataset"
    __table_args__ = (Index("uq_dataset_lower_key", text("lower(key)"), unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    version: Mapped[str]
    licence: Mapped[str]
    citation: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    checksum: Mapped[str] = mapped_column(doc="SHA-256 of what was loaded")
    size: Mapped[int] = mapped_column(doc="bytes that were read")
    preference: Mapped[int] = mapped_column(
        unique=True, doc="the lowest answers first: 0 is the curated data set"
    )
    loaded_at: Mapped[str] = mapped_column(doc="UTC, ISO 8601")

    facts: Mapped[list[Fact]] = relationship(back_populates="dataset")
    sources: Mapped[list[Source]] = relationship(back_populates="dataset")
    rosters: Mapped[list[Roster]] = relationship(back_populates="dataset")


class Release(Base):
    """A published state of the curated data. Facts say from which to which release they held."""

    __tablename__ = "release"
    shown = ("version", "date")

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str] = mapped_column(unique=True)
    date: Mapped[str]


class Fact(Base):
    """The supertype of all facts: content key, data set, place in its file, and releases.

    `key` is made of what the fact says (and of the data set), so it is the same on every engine and
    at every load. A retired fact keeps its row and has a `release_to_id`: the release without it.
    """

    __tablename__ = "fact"
    __table_args__ = (
        CheckConstraint("release_to_id > release_from_id", name="release_order"),
        Index(None, "dataset_id", "kind"),
        Index(None, "release_from_id"),
        Index(None, "release_to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(
        doc="the table of the rest, after the kind of the entity for names, codes and links"
    )
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))
    place: Mapped[str] = mapped_column(doc="file and line, or row and column, it was read from")
    release_from_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    release_to_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))

    dataset: Mapped[Dataset] = relationship(back_populates="facts")
    release_from: Mapped[Release | None] = relationship(foreign_keys=[release_from_id])
    release_to: Mapped[Release | None] = relationship(foreign_keys=[release_to_id])
    citations: Mapped[list[Citation]] = relationship(
        back_populates="fact", order_by="Citation.position"
    )


class Source(Base):
    """A document that was really consulted. `url` is where it was read."""

    __tablename__ = "source"
    __table_args__ = (
        one_of("kind", SourceKind),
        one_of("quality", SourceQuality),
        *date_checks("date"),
        Index(None, "dataset_id"),
    )
    shown = ("key", "title")

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(unique=True)
    dataset_id: Mapped[int] = mapped_column(ForeignKey("dataset.id"))
    title: Mapped[str]
    publisher: Mapped[str]
    author: Mapped[str | None]
    date: Mapped[str | None]
    date_earliest: Mapped[str] = earliest()
    date_latest: Mapped[str] = latest()
    url: Mapped[str]
    original: Mapped[str | None] = mapped_column(doc="the address of the original of a copy")
    kind: Mapped[SourceKind]
    licence: Mapped[str | None]
    lang: Mapped[str | None]
    quality: Mapped[SourceQuality | None] = mapped_column(doc="how close the source is to the act")

    dataset: Mapped[Dataset] = relationship(back_populates="sources")
    citations: Mapped[list[Citation]] = relationship(back_populates="source")


class Citation(Base):
    """This source, here in it, supports or disputes what a fact says of one attribute.

    `stated` is what the source itself says, where that is not simply the value of the fact; for a
    disputed date its bounds let the database say whether the other date would change an answer.
    """

    __tablename__ = "citation"
    __table_args__ = (
        UniqueConstraint("fact_id", "about", "source_id", "locator", "stance"),
        one_of("stance", Stance),
        CheckConstraint("stance = 'supports' OR stated <> ''", name="dispute_states"),
        *date_checks("stated"),
        Index(None, "source_id"),
    )
    shown = ("about", "source", "locator", "stance", "stated")

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    fact_id: Mapped[int] = mapped_column(ForeignKey("fact.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(doc="the order in which the fact lists its sources")
    about: Mapped[str] = mapped_column(doc="the attribute of the fact this is about")
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    locator: Mapped[str]
    stance: Mapped[Stance]
    stated: Mapped[str] = mapped_column(default="")
    stated_earliest: Mapped[str] = earliest()
    stated_latest: Mapped[str] = latest()

    fact: Mapped[Fact] = relationship(back_populates="citations")
    source: Mapped[Source] = relationship(back_populates="citations")
