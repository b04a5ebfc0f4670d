"""The plugin: routes of the pages and services in front of Datasette's own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from orgdb.errors import QuestionError
from orgdb.site.page import FOLDERS
from orgdb.web.answers import Answers
from orgdb.web.entities import entity
from orgdb.web.failures import quiet, told
from orgdb.web.limits import restrict
from orgdb.web.reconciliation import batch

NAME = "[A-Za-z0-9._-]+"
PAGE = rf"(?:{NAME}\.html|(?:{'|'.join(FOLDERS.values())}|assets)/{NAME})"
CALLBACK = re.compile(r"[A-Za-z_$][\w$.]{0,60}", re.ASCII)
EVERYBODY = {"access-control-allow-origin": "*"}

# Datasette's own database, in 0.65 and in 1.0: it writes there.
INTERNAL = ("_internal", "__INTERNAL__")


def register(datasette: Any, answers: Answers) -> None:
    """Add the pages and services to one Datasette, and hold its connections to the limits."""
    from datasette import hookimpl
    from datasette.plugins import pm

    class Plugin:
        """Hooks that do nothing for any other Datasette of this process."""

        __name__ = "orgdb"

        @hookimpl  # type: ignore[untyped-decorator]
        def register_routes(self, datasette: Any) -> list[tuple[str, Callable[..., Any]]]:
            return routes(answers) if datasette is here else []

        @hookimpl  # type: ignore[untyped-decorator]
        def prepare_connection(self, conn: Any, database: str, datasette: Any) -> None:
            if datasette is here and database not in INTERNAL:
                restrict(conn)

        @hookimpl  # type: ignore[untyped-decorator]
        def extra_css_urls(self, datasette: Any) -> list[str]:
            return ["/assets/tables.css"] if datasette is here else []

        @hookimpl(tryfirst=True)  # type: ignore[untyped-decorator]
        def handle_exception(self, datasette: Any, request: Any, exception: Exception) -> Any:
            return failed(answers, request.path, exception) if datasette is here else None

        @hookimpl  # type: ignore[untyped-decorator]
        def skip_csrf(self, datasette: Any, scope: Any) -> bool:
            # The service only answers questions; tools post to it from anywhere.
            return bool(datasette is here and scope["path"].startswith("/reconcile"))

    here = datasette
    quiet()
    pm.register(Plugin(), name=f"orgdb-{id(datasette)}")


def failed(answers: Answers, path: str, exception: Exception) -> Any:
    """The answer to a question that has none: JSON where JSON was asked for, else a page."""
    from datasette.utils.asgi import Response

    status, message = told(exception)
    if path.endswith(".json"):
        body = json.dumps({"ok": False, "error": message, "status": status})
        return Response(body, status, EVERYBODY, "application/json; charset=utf-8")
    title = "Not found" if status == 404 else "No answer"
    return Response.html(answers.failure(title, message), status)


def routes(answers: Answers) -> list[tuple[str, Callable[..., Any]]]:
    """Pages at `/`, search at `/-/find.json`, reconciliation at `/reconcile`."""
    from datasette.utils.asgi import Response

    def replied(value: Any, status: int = 200, callback: str | None = None) -> Any:
        text = json.dumps(value, ensure_ascii=False)
        if callback and CALLBACK.fullmatch(callback):
            script = f"/**/{callback}({text});"
            return Response(script, status, EVERYBODY, "text/javascript; charset=utf-8")
        return Response(text, status, EVERYBODY, "application/json; charset=utf-8")

    async def page(request: Any) -> Any:
        path = request.path.lstrip("/") or "index.html"
        body = await answers.body(path)
        if body is None:
            from datasette import NotFound

            raise NotFound(f"There is no page {path}.")
        headers = {**EVERYBODY, "etag": body.tag, "cache-control": "public, max-age=300"}
        if request.headers.get("if-none-match") == body.tag:
            return Response("", status=304, headers=headers)
        return Response(body.content, headers=headers, content_type=body.type)

    async def find(request: Any) -> Any:
        return replied(await answers.found(request.args.get("q") or ""))

    async def reconcile(request: Any) -> Any:
        asked, callback = await _asked(request), request.args.get("callback")
        try:
            if "queries" in asked:
                queries = batch(_read(asked["queries"]))
                found = {name: await _candidates(answers, one) for name, one in queries.items()}
                return replied(found, 200, callback)
            if "extend" in asked:
                wanted = _read(asked["extend"])
                return replied(
                    await answers.named(lambda s: s.extension.extend(wanted)), 200, callback
                )
        except QuestionError as error:
            return replied({"error": error.message}, 400)
        root = answers.address or f"{request.scheme}://{request.host}"
        return replied(await answers.named(lambda s: s.manifest(root)), 200, callback)

    async def suggest(request: Any) -> Any:
        what, prefix = request.url_vars["what"], request.args.get("prefix") or ""
        found = await answers.named(lambda s: s.suggest(what, prefix))
        return replied(found, callback=request.args.get("callback"))

    async def propose(request: Any) -> Any:
        kind = request.args.get("type") or ""
        found = await answers.named(lambda s: s.extension.proposed(kind))
        return replied(found, 200, request.args.get("callback"))

    async def preview(request: Any) -> Any:
        identifier = request.args.get("id") or ""
        found = entity(answers.contents, identifier)
        text = answers.preview(*found) if found else None
        if text is None:
            return replied({"error": "There is no such entity."}, 404)
        return Response.html(text)

    return [
        (r"^/$", page),
        (rf"^/{PAGE}$", page),
        (r"^/-/find\.json$", find),
        (r"^/reconcile/?$", reconcile),
        (r"^/reconcile/suggest/(?P<what>entity|type|property)$", suggest),
        (r"^/reconcile/extend/propose$", propose),
        (r"^/reconcile/preview$", preview),
    ]


async def _asked(request: Any) -> dict[str, str]:
    """The arguments of a question, from its address or from a form that was posted."""
    names = ("queries", "extend")
    found = {name: request.args.get(name) for name in names if request.args.get(name)}
    if request.method == "POST":
        posted = await request.post_vars()
        found |= {name: posted[name] for name in names if name in posted}
    return found


async def _candidates(answers: Answers, query: Any) -> Any:
    """The answer to one query of a batch: between two of them, others get theirs."""
    return {"result": await answers.named(lambda service: service.candidates(query))}


def _read(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise QuestionError("The question is not JSON.") from None
