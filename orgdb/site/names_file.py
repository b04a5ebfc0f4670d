"""Every name in one script: search by name works without a server."""

from __future__ import annotations

import json

from orgdb.site.contents import EVENT, ORGANIZATION, PERSON, STATE, TREATY, Contents
from orgdb.site.page import FOLDERS


def names_script(contents: Contents) -> str:
    """`orgdbNames([[path, title, other names…], …])`: organizations and states come first."""
    rows: list[list[str]] = []
    for kind, keys in (
        (ORGANIZATION, contents.organizations),
        (STATE, contents.states),
        (PERSON, contents.people),
        (TREATY, contents.treaties),
        (EVENT, contents.events),
    ):
        for key in keys:
            title = contents.label(kind, key)
            names = [row["name"] for row in contents.names.get((kind, key), ())]
            short = [key] if kind in (ORGANIZATION, STATE) else []
            others = dict.fromkeys(name for name in (*short, *names) if name != title)
            rows.append([f"{FOLDERS[kind]}/{key}", title, *others])
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"orgdbNames({text});\n"
