"""Many rows of one worksheet at once: as XML straight into the file that XlsxWriter keeps for them.

XlsxWriter does all the rest of a workbook. Cell by cell, its checks of what a cell might be took
four fifths of the time of an export; here its column says whether a cell is a text, a number or a
truth. Rows and cells are those of ECMA-376-1, 18.3.1.73 and 18.3.1.4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # UTF-16 units of a cell
CUT = " […]"
_ESCAPED = re.compile("(_x[0-9a-fA-F]{4}_)")  # what readers take for a character's number


class RowWriter:
    """Writes rows below the header of a sheet in constant memory: one that has its first row only.

    `numbers` and `truths` are the places of columns that hold them; others are texts in `style`.
    """

    def __init__(
        self, sheet: Worksheet, style: Format, width: int, numbers: Iterable[int], truths: set[int]
    ) -> None:
        from xlsxwriter.utility import xl_col_to_name

        self._sheet, self._rows, self._truths = sheet, 1, truths
        letters = [xl_col_to_name(at) for at in range(width)]
        text = f'" s="{style._get_xf_index()}" t="inlineStr"><is><t'
        self._starts = [f'<c r="{letter}' for letter in letters]
        self._middles = [text] * width
        for at in numbers:
            self._middles[at] = '"><v>'
        for at in truths:
            self._middles[at] = '" t="b"><v>'
        self._texts = set(range(width)) - set(numbers) - truths
        sheet._write_single_row(1)  # the header; XlsxWriter would write it with the next row

    def write(self, row: Sequence[Any]) -> None:
        """Append a row; empty values have no cell."""
        self._rows += 1
        number, cells = self._rows, []
        for at, value in enumerate(row):
            if value is None or value in ("", ()):
                continue
            start = f"{self._starts[at]}{number}{self._middles[at]}"
            if at in self._texts:
                text = value if value.__class__ is str else _joined(value)
                cells.append(f"{start}{_content(text)}</t></is></c>")
            else:
                cells.append(f"{start}{int(value)}</v></c>")
        self._sheet.row_data_fh.write(f'<row r="{number}">{"".join(cells)}</row>')

    def close(self) -> int:
        """Tell the sheet how far it reaches; how many rows it has, with the header."""
        self._sheet.dim_rowmax = self._rows - 1
        return self._rows


def plain(text: str) -> str:
    """A text that a cell holds."""
    if not text.isprintable():
        text = "".join(c if c in "\t\n" or c >= " " else "�" for c in text)
    if len(text) > LONGEST // 2 and len(text.encode("utf-16-le", "replace")) // 2 > LONGEST:
        units = text.encode("utf-16-le", "replace")[: (LONGEST - len(CUT)) * 2]
        text = units.decode("utf-16-le", "ignore") + CUT
    return text


def _joined(value: Any) -> str:
    return ";".join(value) if isinstance(value, (tuple, list)) else str(value)


def _content(text: str) -> str:
    """A text inside its element, with the end of the start tag before it."""
    if text.isalnum():  # nearly every key, code and word
        return ">" + text
    if len(text) > LONGEST // 2 or not text.isprintable():
        text = plain(text)
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F\1", text)
    if "&" in text or "<" in text or ">" in text:
        text = escape(text)
    return (' xml:space="preserve">' if text != text.strip() else ">") + text
