"""The field's own words, each written once: statuses, reasons, kinds, rules, answers.

These are the values that the columns of the database admit (its CHECK constraints list the same
words), that seed files use, and that the command line takes and prints.
"""

from __future__ import annotations

from enum import StrEnum

PREFERRED = "preferred"  # of each organization the data set that answers first
CURATED = "curated"  # the key of the data set that is kept by hand


class Answer(StrEnum):
    """What orgdb says to a yes-or-no question. *unknown* is an answer, not a failure."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class EntityKind(StrEnum):
    """What can have names, codes and links, belong to something or lead it."""

    ORGANIZATION = "organization"
    STATE = "state"
    PERSON = "person"


# Names, codes and links of all entities share three tables, but each kind of entity has its own
# kind of fact: `state_name`. Content keys, so keys in other people's files, depend on this.
SHARED_TABLES = {
    f"{kind}_{table}": table for table in ("name", "code", "link") for kind in EntityKind
}


class Certainty(StrEnum):
    """Whether every reading of the dates makes a row true (certain), or only some do (possible)."""

    CERTAIN = "certain"
    POSSIBLE = "possible"


class Rule(StrEnum):
    """Who counts as a member: in law, or only who may take part."""

    LEGAL = "legal"
    PARTICIPATING = "participating"


class Status(StrEnum):
    """The kind of membership. `other` goes with the organization's own word for it.

    `unspecified` is a member whose kind is not stated (counted as full); `unknown` is a data set
    saying that it does not know whether this is a member at all.
    """

    FULL = "full"
    ASSOCIATE = "associate"
    OBSERVER = "observer"
    PARTNER = "partner"
    OTHER = "other"
    UNSPECIFIED = "unspecified"
    UNKNOWN = "unknown"


COUNTED_AS_MEMBERS = (Status.FULL, Status.UNSPECIFIED)


class StartBasis(StrEnum):
    """On which ground the organization's register counts a membership from its first day."""

    SIGNATURE = "signature"
    IN_FORCE = "in_force"
    DEPOSIT = "deposit"
    ADMISSION = "admission"
    SUCCESSION = "succession"
    OTHER = "other"


class JoinedBy(StrEnum):
    """How a spell of membership began."""

    FOUNDER = "founder"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    STATUS_CHANGE = "status_change"


class EndReason(StrEnum):
    """How a spell of membership ended."""

    WITHDRAWAL = "withdrawal"
    EXPULSION = "expulsion"
    DISSOLUTION = "dissolution"
    SUCCESSION = "succession"
    REPLACED = "replaced"
    STATUS_CHANGE = "status_change"


# Acts that end a membership, of which a return would be another.
LEAVING = frozenset((EndReason.WITHDRAWAL, EndReason.EXPULSION))


class Scope(StrEnum):
    """What a suspended member cannot do."""

    PARTICIPATION = "participation"
    VOTING = "voting"
    OTHER = "other"


class OrganizationKind(StrEnum):
    """What sort of body it is.

    A `group` has members and meetings but no founding treaty and no legal personality (the G7,
    BRICS). Organs, agencies and courts usually have a parent.
    """

    INTERGOVERNMENTAL = "intergovernmental"
    ORGAN = "organ"
    SPECIALIZED = "specialized"
    AGENCY = "agency"
    COURT = "court"
    PREDECESSOR = "predecessor"
    GROUP = "group"


class NameKind(StrEnum):
    """What sort of name. `former` names carry the period in which they were in use, where known."""

    OFFICIAL = "official"
    SHORT = "short"
    ACRONYM = "acronym"
    FORMER = "former"
    ALIAS = "alias"


class OrganizationLinkKind(StrEnum):
    """How one organization came from another."""

    REPLACED = "replaced"
    MERGED = "merged"
    INTEGRATED = "integrated"
    RENAMED = "renamed"
    SPLIT = "split"


class StateKind(StrEnum):
    """A state in its own right, a territory some state answers for, or another entity."""

    STATE = "state"
    TERRITORY = "territory"
    ENTITY = "entity"


class StateLinkKind(StrEnum):
    """How one state came from another, in the terms of the law of state succession."""

    CONTINUATION = "continuation"
    DISSOLUTION = "dissolution"
    MERGER = "merger"
    SECESSION = "secession"
    INDEPENDENCE = "independence"


class StateCodeScheme(StrEnum):
    """The lists of state codes that orgdb reads and prints."""

    ISO2 = "iso2"
    ISO3 = "iso3"
    ISO_NUMERIC = "iso-numeric"
    ISO4 = "iso4"
    COW = "cow"
    COW_ABB = "cow-abb"
    GW = "gw"
    GEC = "gec"
    WIKIDATA = "wikidata"


class TreatyKind(StrEnum):
    """What an instrument is to its organization."""

    CHARTER = "charter"
    AMENDMENT = "amendment"
    RELATED = "related"


class Consent(StrEnum):
    """The act by which a state consents to be bound (Vienna Convention 1969, articles 11 to 16)."""

    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    SIGNATURE = "signature"


class OfficeKind(StrEnum):
    """What an office is for."""

    HEADQUARTERS = "headquarters"
    REGIONAL = "regional"
    COUNTRY = "country"
    LIAISON = "liaison"
    OTHER = "other"


class LanguageStatus(StrEnum):
    """Official languages bind the organization's texts; working ones are those it works in."""

    OFFICIAL = "official"
    WORKING = "working"


class EventKind(StrEnum):
    """What happened."""

    VISIT = "visit"
    SESSION = "session"
    SIGNING = "signing"


class SourceKind(StrEnum):
    """What sort of document a source is."""

    TREATY = "treaty"
    REGISTER = "register"
    RESOLUTION = "resolution"
    PRESS_RELEASE = "press-release"
    NEWS = "news"
    OFFICIAL_PAGE = "official-page"
    LAW = "law"
    REFERENCE = "reference"
    SCHOLARSHIP = "scholarship"
    DATASET = "dataset"


class SourceQuality(StrEnum):
    """How close a source is to the act it reports.

    `primary`: the organization, the depositary, a gazette or a party itself; `copy`: a primary
    document read at somebody else's address; `secondary`: serious press, scholarship, reference
    works; `dataset`: a data set of others; `weak`: encyclopedias anybody edits, their mirrors,
    blogs, quiz pages.
    """

    PRIMARY = "primary"
    COPY = "copy"
    SECONDARY = "secondary"
    DATASET = "dataset"
    WEAK = "weak"


class Stance(StrEnum):
    """Whether a source supports what a fact says of an attribute, or disputes it."""

    SUPPORTS = "supports"
    DISPUTES = "disputes"


class Change(StrEnum):
    """What happened to a membership."""

    JOINED = "joined"
    STATUS = "status"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    LEFT = "left"
