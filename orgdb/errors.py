"""All errors, as one tree of exceptions with messages for people.

The Python API raises these; the command line prints the message and exits with `exit_code`.
A message says what is wrong and where; `hint` says what to do next.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

EXIT_DONE = 0
EXIT_NO = 1
EXIT_QUESTION = 2
EXIT_UNKNOWN = 3
EXIT_DATABASE = 4


class OrgdbError(Exception):
    """Any failure orgdb explains by itself. `exit_code` is what the command line returns for it."""

    exit_code = EXIT_DATABASE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class QuestionError(OrgdbError):
    """The question is wrong: an impossible date, an unknown word, an unknown name."""

    exit_code = EXIT_QUESTION


class DateError(QuestionError):
    """A text that is not a date, or a period that ends before it starts."""


class UnknownNameError(QuestionError):
    """No organization, state or person has this name. `suggestions` are the nearest ones."""

    def __init__(self, message: str, hint: str = "", suggestions: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.suggestions = tuple(suggestions)


class AmbiguousNameError(QuestionError):
    """Several things have this name. `candidates` are the keys to choose from."""

    def __init__(self, message: str, hint: str = "", candidates: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.candidates = tuple(candidates)


class UndecidedError(OrgdbError):
    """An answer that is *unknown* was taken for a yes or a no."""

    exit_code = EXIT_UNKNOWN


class DatabaseError(OrgdbError):
    """The database cannot be used: missing, foreign, damaged, locked, of another revision."""


class OutputError(OrgdbError):
    """The answer could not be written where it was asked for."""


class SeedError(OrgdbError):
    """Seed files with faults. `faults` holds every one of them, sorted, as printable lines."""

    def __init__(self, message: str, hint: str = "", faults: Sequence[str] = ()) -> None:
        super().__init__(message, hint)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "\n".join([*self.faults, super().__str__()])


class MissingLibraryError(OrgdbError):
    """A format needs a library that is not installed; the hint is the one line to run."""


class TermsError(OrgdbError):
    """The terms of a data set forbid what was asked for."""


def did_you_mean(text: str, words: Iterable[str]) -> str:
    """The end of a message about an unknown word: the nearest one, or nothing where none is near.

    >>> did_you_mean("obsrver", ["full", "observer"])
    ' Did you mean observer?'
    """
    from difflib import get_close_matches  # 10 ms that only an error needs

    near = get_close_matches(text.lower(), list(words), 1)
    return f" Did you mean {near[0]}?" if near else ""
