"""Views of who says so: sources, citations, data sets, releases."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.views.base import View
from orgdb.vocabulary import SourceKind, SourceQuality, Stance


class CitationView(View):
    """What each source says of one attribute of a fact, and where in it."""

    __tablename__ = "citations"
    shown = ("fact", "about", "source", "locator", "stance")

    fact: Mapped[str]
    fact_id: Mapped[int] = mapped_column(primary_key=True)
    fact_kind: Mapped[str]
    dataset: Mapped[str]
    position: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str]
    source: Mapped[str]
    locator: Mapped[str]
    stance: Mapped[Stance]
    stated: Mapped[str]
    stated_earliest: Mapped[str]
    stated_latest: Mapped[str]
    url: Mapped[str]
    title: Mapped[str]
    quality: Mapped[SourceQuality | None]


class SourceView(View):
    """The documents that were read."""

    __tablename__ = "sources"
    shown = ("source", "title")

    source: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    publisher: Mapped[str]
    author: Mapped[str | None]
    date: Mapped[str | None]
    date_earliest: Mapped[str]
    date_latest: Mapped[str]
    url: Mapped[str]
    original: Mapped[str | None]
    kind: Mapped[SourceKind]
    quality: Mapped[SourceQuality | None]
    licence: Mapped[str | None]
    lang: Mapped[str | None]
    dataset: Mapped[str]


class DatasetView(View):
    """The data sets, the one that answers first with the lowest `preference`."""

    __tablename__ = "datasets"
    shown = ("dataset", "title")

    dataset: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    version: Mapped[str]
    licence: Mapped[str]
    citation: Mapped[str]
    url: Mapped[str]
    checksum: Mapped[str]
    size: Mapped[int]
    preference: Mapped[int]
    loaded_at: Mapped[str]


class ReleaseView(View):
    """The releases of the curated data that this database knows of."""

    __tablename__ = "releases"
    shown = ("version", "date")

    release_id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    date: Mapped[str]


class CurrentFactView(View):
    """Every fact that no release has retired: its kind, data set, and place in a file."""

    __tablename__ = "current_facts"
    shown = ("key",)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    kind: Mapped[str]
    dataset_id: Mapped[int]
    dataset: Mapped[str]
    preference: Mapped[int]
    place: Mapped[str]
    release_from_id: Mapped[int | None]
