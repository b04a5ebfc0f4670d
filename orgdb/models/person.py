"""People, the posts of organizations and states, and who held them when."""

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
    exactly_one,
    latest,
    one_of,
    period_checks,
)
from orgdb.vocabulary import NameKind


class Person(Anchor, Base):
    """Somebody who led an organization or spoke for a state."""

    __tablename__ = "person"


class PersonDescription(FactRow, Base):
    """When a person was born and died, where that helps to tell people apart."""

    __tablename__ = "person_description"
    __table_args__ = (
        *date_checks("born", "died"),
        CheckConstraint("born_earliest <= died_latest", name="life_order"),
        Index(None, "person_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    born: Mapped[str | None]
    born_earliest: Mapped[str] = earliest()
    born_latest: Mapped[str] = latest()
    died: Mapped[str | None]
    died_earliest: Mapped[str] = earliest()
    died_latest: Mapped[str] = latest()


class PersonName(FactRow, Base):
    """A name somebody goes by: the usual one (`short`) and the others sources use (`alias`)."""

    __tablename__ = "person_name"
    __table_args__ = (one_of("kind", NameKind), Index(None, "person_id"), Index(None, "folded"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(doc="the name without case, accents and punctuation")
    kind: Mapped[str]


class PersonNationality(FactRow, Base):
    """A state of which somebody is a national."""

    __tablename__ = "person_nationality"
    __table_args__ = (Index(None, "person_id"), Index(None, "state_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state_id: Mapped[int] = mapped_column(ForeignKey("state.id"))


class PersonCode(FactRow, Base):
    """The same person in another scheme, such as Wikidata."""

    __tablename__ = "person_code"
    __table_args__ = (Index(None, "person_id"), Index(None, "scheme", "code"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    scheme: Mapped[str]
    code: Mapped[str]


class Post(Anchor, Base):
    """A post of an organization or of a state. Its key is `BODY/post`: `OAS/secretary-general`."""

    __tablename__ = "post"


class PostDescription(FactRow, Base):
    """The title of a post, and the body it belongs to."""

    __tablename__ = "post_description"
    __table_args__ = (
        exactly_one("one_body", "organization_id", "state_id"),
        Index(None, "post_id"),
        Index(None, "organization_id"),
        Index(None, "state_id"),
    )

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    state_id: Mapped[int | None] = mapped_column(ForeignKey("state.id"))
    title: Mapped[str]
    folded: Mapped[str]
    lang: Mapped[str]


class Tenure(FactRow, Dated, Base):
    """One person in one post for one period, acting or not."""

    __tablename__ = "tenure"
    __table_args__ = (*period_checks(), Index(None, "post_id"), Index(None, "person_id"))

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    acting: Mapped[bool]
