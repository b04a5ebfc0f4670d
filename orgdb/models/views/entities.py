"""Views of organizations, states and people: what they are, their names, codes and links."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from orgdb.models.views.base import FactView, PeriodView, View
from orgdb.vocabulary import (
    EntityKind,
    NameKind,
    OrganizationKind,
    OrganizationLinkKind,
    StateKind,
    StateLinkKind,
)


class OrganizationView(FactView, View):
    """Organizations and organs, as the data set says that answers first."""

    __tablename__ = "organizations"
    shown = ("org", "name")

    organization_id: Mapped[int]
    org: Mapped[str]
    name: Mapped[str | None]
    kind: Mapped[OrganizationKind]
    parent: Mapped[str | None]
    founded: Mapped[str | None]
    founded_earliest: Mapped[str]
    founded_latest: Mapped[str]
    dissolved: Mapped[str | None]
    dissolved_earliest: Mapped[str]
    dissolved_latest: Mapped[str]
    website: Mapped[str | None]


class StateView(FactView, PeriodView, View):
    """States and territories, with the period of their existence and their latest codes."""

    __tablename__ = "states"
    shown = ("state", "name")

    state_id: Mapped[int]
    state: Mapped[str]
    name: Mapped[str | None]
    kind: Mapped[StateKind]
    sovereign: Mapped[str | None]
    iso2: Mapped[str | None]
    iso3: Mapped[str | None]
    m49: Mapped[str | None]
    cow: Mapped[str | None]
    gw: Mapped[str | None]


class PersonView(FactView, View):
    """People who led an organization or spoke for a state."""

    __tablename__ = "people"
    shown = ("person", "name")

    person_id: Mapped[int]
    person: Mapped[str]
    name: Mapped[str | None]
    born: Mapped[str | None]
    died: Mapped[str | None]


class NationalityView(View):
    """The states of which people are nationals."""

    __tablename__ = "nationalities"
    shown = ("person", "state")

    person_id: Mapped[int]
    person: Mapped[str]
    state: Mapped[str]
    fact: Mapped[str]
    fact_id: Mapped[int] = mapped_column(primary_key=True)


class NameView(FactView, PeriodView, View):
    """Every name of an organization, a state or a person (`kind`); `id` is that of the entity."""

    __tablename__ = "names"
    shown = ("key", "name", "lang", "name_kind")

    kind: Mapped[EntityKind]
    id: Mapped[int]
    key: Mapped[str]
    name: Mapped[str]
    folded: Mapped[str]
    lang: Mapped[str]
    name_kind: Mapped[NameKind]


class CodeView(FactView, PeriodView, View):
    """Every code of an organization, a state or a person in another scheme."""

    __tablename__ = "codes"
    shown = ("key", "scheme", "code")

    kind: Mapped[EntityKind]
    id: Mapped[int]
    key: Mapped[str]
    scheme: Mapped[str]
    code: Mapped[str]


class PurposeView(FactView, View):
    """The purposes that organizations declare."""

    __tablename__ = "purposes"
    shown = ("org", "purpose")

    org: Mapped[str]
    organization_id: Mapped[int]
    position: Mapped[int]
    purpose: Mapped[str]


class OrganizationLinkView(FactView, View):
    """How one organization came from another."""

    __tablename__ = "organization_links"
    shown = ("from_org", "to_org", "kind", "date")

    from_org: Mapped[str]
    to_org: Mapped[str]
    from_id: Mapped[int]
    to_id: Mapped[int]
    kind: Mapped[OrganizationLinkKind]
    date: Mapped[str | None]
    date_earliest: Mapped[str]
    date_latest: Mapped[str]


class StateLinkView(FactView, View):
    """How one state came from another."""

    __tablename__ = "state_links"
    shown = ("from_state", "to_state", "kind", "date")

    from_state: Mapped[str]
    to_state: Mapped[str]
    from_id: Mapped[int]
    to_id: Mapped[int]
    kind: Mapped[StateLinkKind]
    date: Mapped[str | None]
    date_earliest: Mapped[str]
    date_latest: Mapped[str]
