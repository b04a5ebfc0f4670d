"""orgdb: the reference database of international organizations.

>>> import orgdb
>>> with orgdb.open() as db:
...     rows = db.members("OAS", on="1990")

`orgdb.open()` uses the database of the command line (made on first use); `orgdb.open(url)` another.
Row types (`MemberRow`, ...), the words of the field (`Answer`, `Status`, `Rule`, ...) and errors
(`OrgdbError` and its subclasses) are importable from here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from orgdb.version import __version__

if TYPE_CHECKING:
    from orgdb.api import Database

# What `orgdb.NAME` is, by the module that has it: imported when it is asked for, so that
# `import orgdb` costs nothing.
_PUBLIC = {
    "api": """Database BelongingRow MemberRow SharedRow ChangeRow OrganizationRow StateRow
        OfficialRow OfficeRow LanguageRow CharterRow PartyRow EventRow TimelineRow WhyRow SearchRow
        CoverageRow ExitRow MatchRow LearnedRow Bibliography Comparison Page""",
    "rows": "Rows",
    "vocabulary": """Answer Certainty Rule Status StartBasis JoinedBy EndReason Scope Stance
        OrganizationKind StateKind TreatyKind Consent SourceKind SourceQuality""",
    "errors": """OrgdbError QuestionError DateError UnknownNameError AmbiguousNameError
        UndecidedError DatabaseError OutputError SeedError""",
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names.split()}

__all__ = ["__version__", "open", *_HOME]  # noqa: PLE0604 (names are strings)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"orgdb.{_HOME[name]}"), name)
    raise AttributeError(f"module 'orgdb' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)


def open(url: str | None = None) -> Database:  # noqa: A001 (orgdb.open() reads as it should)
    """Open a database for questions: the one at `url`, at `ORGDB_URL`, or the default one.

    Raises `orgdb.DatabaseError` where it cannot be used.
    """
    from orgdb.api import Database
    from orgdb.db.location import open_database

    return Database(open_database(url, _make))


def _make(url: str, _reason: str) -> None:
    from orgdb.seed.prebuilt import make_database

    make_database(url, again=False)
