"""The application: Datasette on the exported tables, with the pages and the services in front."""

from __future__ import annotations

import atexit
import inspect
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orgdb.db.reader import open_reader
from orgdb.errors import MissingLibraryError
from orgdb.exporters.export import export
from orgdb.site.contents import read_contents
from orgdb.site.render import Settings, Site
from orgdb.web.answers import Answers
from orgdb.web.assistant import with_assistant
from orgdb.web.headers import App, guarded
from orgdb.web.questions import QUESTIONS

INSTALL = "Run: pip install 'orgdb-igo[web]'"
NAME = "orgdb"  # of the exported database, and so of its address
SETTINGS = {
    "sql_time_limit_ms": 1000,
    "facet_time_limit_ms": 300,
    "facet_suggest_time_limit_ms": 50,
    "suggest_facets": False,
    "max_returned_rows": 1000,
    "default_page_size": 100,
    "max_csv_mb": 20,
    "allow_download": False,
    "num_sql_threads": 2,
    "cache_size_kb": 4096,
    "template_debug": False,
    "trace_debug": False,
}
FACETS = {
    "memberships": ["status", "joined_by", "end_reason"],
    "organizations": ["kind"],
    "states": ["kind"],
    "officials": ["body_kind", "acting"],
    "charters": ["kind"],
    "events": ["kind"],
    "sources": ["quality", "kind"],
    "offices": ["kind"],
    "suspensions": ["scope"],
}


@dataclass
class Application:
    """A served database: the ASGI app, and what has to be let go of in the end."""

    app: App
    folder: Path
    answers: Answers

    def close(self) -> None:
        """Stop the threads and remove the exported file."""
        self.answers.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def require_datasette() -> None:
    """Raise `MissingLibraryError` where the extra `web` is not installed."""
    try:
        import datasette.app  # noqa: F401
    except ImportError as error:
        raise MissingLibraryError(
            f"Serving needs {error.name or 'datasette'}, which is not installed.", INSTALL
        ) from None


def application(url: str, address: str = "", sql: bool = False) -> Application:
    """Everything that is served for the database at `url`.

    The tables are those of `orgdb export sqlite`, written once at the start into a folder of their
    own and opened so that nothing can write. Only data that may be passed on are served, as with an
    export. `address` is the public root; `sql` lets strangers write SQL, within `orgdb.web.limits`.
    """
    require_datasette()
    from datasette.app import Datasette

    from orgdb.web.plugin import register

    folder = Path(tempfile.mkdtemp(prefix="orgdb-serve-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    reader = open_reader(url)
    try:
        site = Site(read_contents(reader), Settings(address.rstrip("/"), "service"))
        export(reader, "sqlite", folder / f"{NAME}.sqlite")
    finally:
        reader.close()
    metadata = json.loads((folder / f"{NAME}.sqlite.metadata.json").read_text(encoding="utf-8"))
    datasette = Datasette(
        immutables=[str(folder / f"{NAME}.sqlite")],
        **configured(described(metadata)),
        settings={**SETTINGS, "default_allow_sql": sql},
        cors=True,
    )
    answers = Answers(url, site, address)
    register(datasette, answers)
    app = with_assistant(datasette.app(), url, address)
    return Application(guarded(app), folder, answers)


def described(metadata: dict[str, Any]) -> dict[str, Any]:
    """The metadata of the export with facets and the questions that are asked most."""
    tables = metadata["databases"].pop("*")["tables"]
    for name, facets in FACETS.items():
        if name in tables:
            tables[name]["facets"] = facets
    questions = {name: {**query, "hide_sql": True} for name, query in QUESTIONS.items()}
    metadata["databases"] = {NAME: {"tables": tables, "queries": questions}}
    return metadata


def configured(metadata: dict[str, Any]) -> dict[str, Any]:
    """The metadata as Datasette 0.65 takes them; from 1.0 on, questions are configuration."""
    from datasette.app import Datasette

    if "config" not in inspect.signature(Datasette).parameters:
        return {"metadata": metadata}
    questions = metadata["databases"][NAME].pop("queries")
    return {"metadata": metadata, "config": {"databases": {NAME: {"queries": questions}}}}
