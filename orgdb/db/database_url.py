"""What a text that names a database is: a file or a server, and how it may be shown.

Redaction works on the text itself, before anything parses it: a URL that cannot be parsed is the
one most likely to hold its password in an unexpected place.
"""

from __future__ import annotations

import re

from orgdb.errors import DatabaseError

SQLITE_PREFIX = "sqlite:///"
HIDDEN = "***"
SQLITE_HINT = "Write --db sqlite:///PATH or --db PATH."
# A scheme has two letters at least: `C:/data` is a path.
_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.\-]+:/|\s*postgres(ql)?(\+\w+)?:")
# libpq's own way to name a database, `host=... password=...`, which orgdb does not read.
_LIBPQ = re.compile(
    r"(?:^|\s)(?:host|hostaddr|port|dbname|user|password|passfile|service|sslmode)\s*=", re.I
)
# A URL whose scheme was left out: `ana:password@host/database`.
_USER_FIRST = re.compile(r"\s*[^/\\\s:@]+:[^\\]*@")
_PREFIX = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.\-]+:/+|\s*postgres(ql)?(\+\w+)?:")
_NAMED = r"((?:\b|_)(?:ssl|%73sl)?(?:password|passwd|pwd|passphrase|p%61ssword)\s*=\s*)"
_IN_QUERY = re.compile(_NAMED + r"[^&]*", re.I | re.S)
_IN_LIBPQ = re.compile(_NAMED + r"(?:'(?:\\.|[^'\\])*'|.*?)(?=\s+\w+\s*=|\s*$)", re.I | re.S)


def sqlite_path(url: str) -> str | None:
    """The file a URL names, or None for a server. A plain path is a SQLite file too.

    Raises `DatabaseError` for a database in memory, which would be empty and gone at once, and for
    other ways to write a SQLite URL.
    """
    if url.startswith(SQLITE_PREFIX):
        path = url.removeprefix(SQLITE_PREFIX)
        if path != ":memory:":
            return path
    elif not url.lstrip().lower().startswith(("sqlite:", "sqlite+")) and url != ":memory:":
        return None if _is_server(url) else url
    memory = url.endswith(("://", ":memory:", "mode=memory"))
    raise DatabaseError(
        f"'{redacted(url)}' {'is a database in memory' if memory else 'is not a database URL'};"
        " orgdb keeps its data in a file or on a PostgreSQL server.",
        SQLITE_HINT,
    )


def redacted(text: str) -> str:
    """A text that names a database, without its password, however it is written."""
    begun = _PREFIX.match(text)
    prefix = begun.group() if begun else ""
    credentials, at, rest = text.removeprefix(prefix).rpartition("@")
    user, colon, _ = credentials.partition(":")
    shown = f"{prefix}{user}{f':{HIDDEN}' if colon else ''}{at}{rest}"
    in_url = begun or "://" in text
    return (_IN_QUERY if in_url else _IN_LIBPQ).sub(rf"\g<1>{HIDDEN}", shown)


def _is_server(url: str) -> bool:
    """Whether a text is meant as a URL of a server, or names one in libpq's way."""
    found = _SCHEME.match(url) or _USER_FIRST.match(url) or _LIBPQ.search(url)
    return found is not None or "://" in url
