"""The tables of orgdb as SQLAlchemy models: every concept, its columns and its constraints.

Importing this package is what `migrations/env.py` does to see all tables. Two sorts of tables:
*anchors* (`organization`, `state`, `treaty`, `person`, `post`, `event`, `roster`) hold a stable
key and nothing else, and are shared by all data sets; everything that somebody states about them
is a *fact*, whose row shares its primary key with a row of `fact` and is cited there.
"""

from orgdb.models.base import Base
from orgdb.models.event import Event, EventDescription, EventOutcome, EventParticipant, EventTopic
from orgdb.models.integrity import DatasetDigest, SchemaDigest
from orgdb.models.membership import AnnouncedExit, Membership, Roster, RosterCoverage, Suspension
from orgdb.models.observation import ObservedCell, ObservedColumn, ObservedSeries
from orgdb.models.organization import (
    Office,
    OfficialLanguage,
    Organization,
    OrganizationCode,
    OrganizationDescription,
    OrganizationLink,
    OrganizationName,
    OrganizationPurpose,
)
from orgdb.models.person import (
    Person,
    PersonCode,
    PersonDescription,
    PersonName,
    PersonNationality,
    Post,
    PostDescription,
    Tenure,
)
from orgdb.models.provenance import Citation, Dataset, Fact, Release, Source
from orgdb.models.state import (
    Language,
    State,
    StateCode,
    StateDescription,
    StateLink,
    StateName,
)
from orgdb.models.treaty import Treaty, TreatyDescription, TreatyParty

__all__ = [
    "AnnouncedExit",
    "Base",
    "Citation",
    "Dataset",
    "DatasetDigest",
    "Event",
    "EventDescription",
    "EventOutcome",
    "EventParticipant",
    "EventTopic",
    "Fact",
    "Language",
    "Membership",
    "ObservedCell",
    "ObservedColumn",
    "ObservedSeries",
    "Office",
    "OfficialLanguage",
    "Organization",
    "OrganizationCode",
    "OrganizationDescription",
    "OrganizationLink",
    "OrganizationName",
    "OrganizationPurpose",
    "Person",
    "PersonCode",
    "PersonDescription",
    "PersonName",
    "PersonNationality",
    "Post",
    "PostDescription",
    "Release",
    "Roster",
    "RosterCoverage",
    "SchemaDigest",
    "Source",
    "State",
    "StateCode",
    "StateDescription",
    "StateLink",
    "StateName",
    "Suspension",
    "Tenure",
    "Treaty",
    "TreatyDescription",
    "TreatyParty",
]
