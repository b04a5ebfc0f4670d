"""What a reader is told where a question cannot be answered."""

from __future__ import annotations

import re
from typing import Any

NOT_FOUND = "There is no such page."
BROKEN = "Something went wrong here. The log of the server says what."
UNSORTED = 500  # Datasette's own status for a question that makes no sense to it


def quiet() -> None:
    """Keep Datasette from printing each failure with all its variables: a second of work each."""
    from datasette import handle_exception

    handle_exception.rich = None


def told(exception: Exception) -> tuple[int, str]:
    """The status and the words for an exception.

    Datasette's own say what is wrong with a question; any other is a fault of ours, of which a
    stranger is told nothing.
    """
    from datasette.utils.asgi import Base400, NotFound
    from datasette.views.base import DatasetteError

    if isinstance(exception, NotFound):
        return 404, NOT_FOUND
    if isinstance(exception, Base400):
        return exception.status, _words(exception)
    if isinstance(exception, DatasetteError):
        return 400 if exception.status == UNSORTED else exception.status, _words(exception)
    return 500, BROKEN


def _words(exception: Any) -> str:
    words = str(getattr(exception, "message", None) or (exception.args or ("",))[0])
    if words.lstrip().startswith("<"):  # of a page of its own the first sentence
        words = f"{re.sub('<[^>]*>', '', words).strip().partition('.')[0]}."
    return words or "The question cannot be answered."
