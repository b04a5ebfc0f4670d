"""A wheel carries the database ready-made, so that a first use copies a file and loads nothing."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyMadeDatabase(BuildHookInterface[Any]):
    """Loads the curated facts and checks the result while a wheel is built; a fault stops it.

    An editable installation makes its database on first use: its facts are being edited.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the database and have the wheel include it."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from orgdb.seed.prebuilt import FILE, build

        self.folder = tempfile.mkdtemp(prefix="orgdb-wheel-")
        path = Path(self.folder, FILE)
        build(path)
        build_data["force_include"][str(path)] = f"orgdb/_data/{FILE}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the folder it was built in."""
        if version != "editable":
            shutil.rmtree(self.folder, ignore_errors=True)
