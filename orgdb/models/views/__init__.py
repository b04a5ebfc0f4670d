"""The views for readers as classes: `select(MembershipView).where(MembershipView.org == "OAS")`.

A row of a view is a current fact with keys and names in the place of numbers; `fact` is its content
key, `fact_id` its number, `citations` who says so. Views are there to be read: the session of
`Database.session()` refuses changes, and so do the databases.
"""

from orgdb.models.views.activity import (
    EventOutcomeView,
    EventParticipantView,
    EventTopicView,
    EventView,
    LanguageView,
    OfficeView,
    OfficialView,
    PostView,
)
from orgdb.models.views.base import View
from orgdb.models.views.entities import (
    CodeView,
    NameView,
    NationalityView,
    OrganizationLinkView,
    OrganizationView,
    PersonView,
    PurposeView,
    StateLinkView,
    StateView,
)
from orgdb.models.views.membership import (
    CharterView,
    ExitView,
    MembershipView,
    PartyView,
    RosterView,
    SuspensionView,
)
from orgdb.models.views.sources import (
    CitationView,
    CurrentFactView,
    DatasetView,
    ReleaseView,
    SourceView,
)

__all__ = [
    "CharterView",
    "CitationView",
    "CodeView",
    "CurrentFactView",
    "DatasetView",
    "EventOutcomeView",
    "EventParticipantView",
    "EventTopicView",
    "EventView",
    "ExitView",
    "LanguageView",
    "MembershipView",
    "NameView",
    "NationalityView",
    "OfficeView",
    "OfficialView",
    "OrganizationLinkView",
    "OrganizationView",
    "PartyView",
    "PersonView",
    "PostView",
    "PurposeView",
    "ReleaseView",
    "RosterView",
    "SourceView",
    "StateLinkView",
    "StateView",
    "SuspensionView",
    "View",
]
