"""Reading when a section was last checked, where that is not when the rest of its file was."""

from __future__ import annotations

from orgdb.seed.faults import Fault
from orgdb.seed.member_counts import is_day
from orgdb.seed.yaml import MapNode, Node, TextNode

SECTION_DAYS = "section_known_through"
LASTING = ("names", "codes", "organ_names", "tenures", "offices", "languages", "events")
WRITE = f"write {SECTION_DAYS}: {{tenures: 2025-03-01}}"


def read_section_days(node: Node | None, path: str, faults: list[Fault]) -> dict[str, str]:
    """The last check of each section named; what cannot be read is a fault."""
    if node is None:
        return {}
    if not isinstance(node, MapNode):
        what = f"'{SECTION_DAYS}' must map sections to days"
        faults.append(Fault(path, node.line, "wrong-type", what, WRITE))
        return {}
    found = {}
    for section, day in node.items():
        text = str(day) if isinstance(day, TextNode) else ""
        if str(section) not in LASTING:
            what = f"there is no section '{section}' with periods"
            hint = f"name one of: {', '.join(LASTING)}"
            faults.append(Fault(path, section.line, "unknown-field", what, hint))
        elif not is_day(text):
            what = f"the last check of {section} is not a full date"
            faults.append(Fault(path, section.line, "bad-date", what, WRITE))
        else:
            found[str(section)] = text
    return found
