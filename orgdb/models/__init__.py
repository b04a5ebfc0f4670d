"""The tables of orgdb as SQLAlchemy models: every concept, its columns, constraints, relations.

Importing this package is what `migrations/env.py` does to see all tables. Two sorts of tables:
those that hold a stable key and hardly anything else (`entity`, of which organizations, states and
people are the kinds; `treaty`, `post`, `event`, `roster`) are shared by all data sets; everything
that somebody states about them is a *fact*, whose row shares its primary key with a row of `fact`
and is cited there. The views for readers are in `orgdb.models.views`.
"""

from orgdb.models.base import Base
from orgdb.models.digests import DatasetDigest, SchemaDigest
from orgdb.models.entity import Code, Entity, Link, Name
from orgdb.models.event import Event, EventDescription, EventOutcome, EventParticipant, EventTopic
from orgdb.models.imported_file import ObservedCell, ObservedColumn, ObservedLife, ObservedSeries
from orgdb.models.membership import AnnouncedExit, Membership, Roster, RosterCoverage, Suspension
from orgdb.models.organization import (
    Office,
    OfficialLanguage,
    Organization,
    OrganizationDescription,
    OrganizationPurpose,
)
from orgdb.models.person import (
    Person,
    PersonDescription,
    PersonNationality,
    Post,
    PostDescription,
    Tenure,
)
from orgdb.models.provenance import Citation, Dataset, Fact, Release, Source
from orgdb.models.state import Language, State, StateDescription
from orgdb.models.treaty import Treaty, TreatyDescription, TreatyParty

__all__ = [
    "AnnouncedExit",
    "Base",
    "Citation",
    "Code",
    "Dataset",
    "DatasetDigest",
    "Entity",
    "Event",
    "EventDescription",
    "EventOutcome",
    "EventParticipant",
    "EventTopic",
    "Fact",
    "Language",
    "Link",
    "Membership",
    "Name",
    "ObservedCell",
    "ObservedColumn",
    "ObservedLife",
    "ObservedSeries",
    "Office",
    "OfficialLanguage",
    "Organization",
    "OrganizationDescription",
    "OrganizationPurpose",
    "Person",
    "PersonDescription",
    "PersonNationality",
    "Post",
    "PostDescription",
    "Release",
    "Roster",
    "RosterCoverage",
    "SchemaDigest",
    "Source",
    "State",
    "StateDescription",
    "Suspension",
    "Tenure",
    "Treaty",
    "TreatyDescription",
    "TreatyParty",
]
