"""Text columns: compared byte by byte on both engines, and read as a word of the vocabulary."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from orgdb import vocabulary

# Compared and ordered byte by byte on both engines: PostgreSQL would otherwise order by its locale.
PlainText = Text().with_variant(Text(collation="C"), "postgresql")


class Word(TypeDecorator[StrEnum]):
    """A text that is one of the words of an enumeration, and comes back as its member.

    What is compared with it or put in has to be such a word: `ValueError` otherwise.
    """

    impl = Text
    cache_ok = True

    def __init__(self, *enums: type[StrEnum]) -> None:
        super().__init__()
        self.enums = enums  # of the key under which compiled statements are cached
        self.words = {word.value: word for enum in enums for word in enum}

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """The type of all texts."""
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """The plain text of a word."""
        return None if value is None else str(self.word(value))

    def process_result_value(self, value: Any, _dialect: Dialect) -> StrEnum | None:
        """The member of the enumeration."""
        return None if value is None else self.word(value)

    def word(self, value: str) -> StrEnum:
        """The member that has this value."""
        if value not in self.words:
            raise ValueError(f"'{value}' is not one of: {', '.join(self.words)}")
        return self.words[value]

    @property
    def python_type(self) -> type[Any]:
        """Texts, as far as the database is concerned."""
        return str


def _enums() -> Iterable[type[StrEnum]]:
    for _, found in inspect.getmembers(vocabulary, inspect.isclass):
        if issubclass(found, StrEnum) and found is not StrEnum:
            yield found


WORDS = {enum: Word(enum) for enum in _enums()}
