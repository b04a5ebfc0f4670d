"""Fields and sections: how the rows of a seed file are described."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any

# CAN is Canada: where a state is meant first, the Andean Community (CAN, too) is `org:CAN`.
QUALIFIED = "org:"


class FieldKind(Enum):
    """How the text of a field is read."""

    TEXT = "text"
    KEY = "key"
    DATE = "date"
    DAY = "full date"
    PERIOD = "period"
    NUMBER = "number"
    FLAG = "true or false"
    REFERENCE = "key of something else"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row.

    `about` is the attribute of the fact that a citation of this field names ('' where a field is
    not cited: keys, languages of names); a `period` is cited as `start` and `end`. `covered_by` is
    the attribute whose citation also supports this one. `refers` names the table a key is of;
    `participant` and `member` stand for several tables.
    """

    name: str
    kind: FieldKind = FieldKind.TEXT
    about: str | None = None
    required: bool = False
    words: type[StrEnum] | None = None
    refers: str = ""
    covered_by: str = ""

    @property
    def attribute(self) -> str:
        """The attribute that citations of this field name."""
        return self.name if self.about is None else self.about


@dataclass(frozen=True)
class Section:
    """One sort of row: its fields in their fixed order, and what a bare citation is about."""

    name: str
    fields: tuple[Field, ...]
    main: tuple[str, ...]

    def field(self, name: str) -> Field | None:
        """The field of this name, if the section has one."""
        return next((item for item in self.fields if item.name == name), None)

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """Every attribute that a citation in this section may name."""
        found: dict[str, None] = {}
        for item in self.fields:
            if item.kind is FieldKind.PERIOD:
                found |= {"start": None, "end": None}
            elif item.attribute:
                found[item.attribute] = None
        return tuple(found)

    @cached_property
    def dated(self) -> frozenset[str]:
        """The attributes that are dates."""
        dates = (FieldKind.DATE, FieldKind.DAY)
        return frozenset({"start", "end"} | {f.attribute for f in self.fields if f.kind in dates})

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all fields, and that of the citations."""
        return (*(item.name for item in self.fields), "cite")


def key(name: str = "key", refers: str = "") -> Field:
    """A key that has to be there."""
    return Field(name, FieldKind.KEY, about="", required=True, refers=refers)


def word(name: str, of: type[StrEnum], **more: Any) -> Field:
    """One word of a vocabulary."""
    return Field(name, FieldKind.TEXT, words=of, **more)


def reference(name: str, refers: str, **more: Any) -> Field:
    """The key of something else."""
    return Field(name, FieldKind.REFERENCE, refers=refers, **more)


def date(name: str, **more: Any) -> Field:
    """A date."""
    return Field(name, FieldKind.DATE, **more)


PERIOD = Field("period", FieldKind.PERIOD)
PERIOD_REQUIRED = Field("period", FieldKind.PERIOD, required=True)
LANG = Field("lang", about="", required=True)
CODE_FIELDS = (Field("scheme", about="", required=True), Field("code", required=True), PERIOD)
