"""Pages, tables and questions over HTTP; what strangers send leaves it answering and unharmed."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from orgdb.db.reader import Reader, open_reader
from orgdb.site.contents import read_contents
from orgdb.site.render import Settings, Site
from orgdb.web import headers
from tests.web.conftest import Served

MOST_MEMORY = 500_000  # kB a served database may take, whatever is asked
HOSTILE = (
    "select printf('%.*c', 300000000, 'x')",
    "select format('%.*c', 300000000, 'x')",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select count(*) from c",
    "with recursive c(x) as (select 1 union all select x + 1 from c) select group_concat(x) from c",
    "with recursive c(x) as (select 'x' union all select x || x from c) select max(x) from c",
    "select hex(randomblob(500000000))",
    "select zeroblob(1000000000)",
    "select * from names a, names b, names c, names d order by a.name, d.name desc limit 5",
    "select replace(hex(a.name), '0', hex(b.name)) from names a, names b, names c",
    "select count(*) from names where name like '" + "%a" * 3000 + "'",
    "select " + ",".join(["name"] * 2000) + " from names",
    "select " + "(" * 900 + "1" + ")" * 900,
)
OUTSIDE = (
    "select load_extension('/lib/x')",
    "select readfile('/etc/passwd')",
    "select * from pragma_database_list, pragma_writable_schema",
    "select writefile('/tmp/x', 'y')",
    "attach '/etc/passwd' as p",
    "with a as (select 1) insert into names select * from names",
    "delete from names",
    "vacuum into '/tmp/orgdb-stolen'",
    "pragma query_only = off",
)


def test_the_pages_are_those_of_the_site(served: Served, sqlite_master: Path) -> None:
    reader: Reader = open_reader(str(sqlite_master))
    site = Site(read_contents(reader), Settings("", "service"))
    reader.close()
    for path in ("index", "org/EXU", "state/XAA", "source/scholar", "people"):
        page = site.page(path)
        assert page is not None
        assert served.get(f"/{path}.html").text == site.html(page)
    assert served.get("/").text == served.get("/index.html").text
    page = site.page("org/EXU")
    assert page is not None
    assert served.get("/org/EXU.csv").text == site.csv(page)
    assert served.get("/org/EXU.json").text == site.json(page)


def test_assets_have_their_types(served: Served) -> None:
    for name, kind in (
        ("site.css", "text/css"),
        ("site.js", "text/javascript"),
        ("names.js", "text/javascript"),
    ):
        reply = served.get(f"/assets/{name}")
        assert (reply.status, reply.headers["content-type"].split(";")[0]) == (200, kind)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/org/EXU.html",
        "/orgdb",
        "/orgdb/memberships",
        "/reconcile",
        "/nothing",
        "/-/find.json?q=x",
        "/org/EXU.json",
        "/org/EXU.csv",
        "/assets/site.css",
        "/assets/icon.svg",
        "/-/static/app.css",
        "/-/config",
        "/orgdb/names.json?_size=-1",
        "/orgdb/names.csv",
        "/-/find.json?q=" + "x" * 9000,
        "/favicon.ico",
    ],
)
def test_every_answer_has_the_security_headers(served: Served, path: str) -> None:
    found = served.get(path).headers
    assert found["x-content-type-options"] == "nosniff"
    assert found["x-frame-options"] == "DENY"
    assert found["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in found["content-security-policy"]
    if not path.startswith("/orgdb"):
        assert "unsafe" not in found["content-security-policy"] or path.startswith("/-/")


def test_a_page_that_has_not_changed_is_not_sent_again(served: Served) -> None:
    import urllib.error
    import urllib.request

    tag = served.get("/org/EXU.html").headers["etag"]
    request = urllib.request.Request(f"{served.root}/org/EXU.html", headers={"If-None-Match": tag})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=30)
    assert refused.value.code == 304


def test_search_finds_names_and_posts(served: Served) -> None:
    assert served.ask("/-/find.json", q="union d'exemple")[0]["path"] == "org/EXU"
    assert any(
        hit["path"] == "org/EXU" for hit in served.ask("/-/find.json", q="secretary general")
    )
    assert served.ask("/-/find.json", q="") == []
    assert served.ask("/-/find.json", q="!!") == []


def test_tables_have_titles_meanings_and_facets(served: Served) -> None:
    page = served.get("/orgdb/memberships").text
    assert "One row is" in page
    assert "facet-results" in page
    assert "<dt>joined_by</dt>" in page
    assert "/assets/tables.css" in page
    rows = served.ask("/orgdb/memberships.json", org="EXU", _shape="array")
    assert {row["member"] for row in rows} >= {"XAA", "XBB", "XCC"}
    assert served.get("/orgdb/memberships.csv").text.startswith("org,")


def test_the_questions_are_answered(served: Served) -> None:
    def asked(name: str, **arguments: str) -> list[dict[str, str]]:
        return list(served.ask(f"/orgdb/{name}.json", _shape="array", **arguments))

    found = asked("members_on", org="EXU", date="1960-06-01")
    assert [(r["member"], r["certainty"]) for r in found if r["status"] == "full"] == [
        ("EXL", "possible"),
        ("XAA", "certain"),
        ("XBB", "certain"),
    ] or {r["member"] for r in found} >= {"XAA", "XBB"}
    assert all(
        row["certainty"] == "possible" for row in asked("members_on", org="EXU", date="2030-01-01")
    )
    assert [r["org"] for r in asked("memberships_of", state="XBB", date="1960-01-01")] == ["EXU"]
    assert [r["org"] for r in asked("shared_by", first="XAA", second="XBB", date="1960-01-01")] == [
        "EXU"
    ]
    assert any(r["person_name"] == "Ana Éxample" for r in asked("leaders_on", date="1995-01-01"))
    changes = asked("changes_between", org="EXU", from_date="1976-01-01", to_date="1978-01-01")
    assert [(r["change"], r["member"], r["date"]) for r in changes] == [
        ("left", "XBB", "1977-06-30")
    ]
    assert "<form" in served.get("/orgdb/members_on").text


def test_sql_is_off_unless_asked_for(served: Served) -> None:
    assert served.get("/orgdb.json", sql="select 1").status in (400, 403)
    assert served.get("/orgdb/names.json", _where="1=1").status in (400, 403)
    assert served.get("/orgdb.db").status in (403, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/org/../../etc/passwd",
        "/assets/../contents.py",
        "/-/static/../app.py",
        "/assets/%2e%2e%2fcontents.py",
        "/-/config",
        "/-/databases.json",
        "/-/plugins.json",
        "/-/threads.json",
    ],
)
def test_no_file_of_the_machine_is_given_away(served: Served, path: str) -> None:
    reply = served.get(path)
    assert "root:" not in reply.text
    assert "import " not in reply.text
    assert "/tmp/" not in reply.text


@pytest.mark.parametrize(
    "target",
    [
        b"/org/../../etc/passwd",
        b"/../../../etc/passwd",
        b"//etc/passwd",
        b"//evil.example/",
        b"/\\evil.example/",
        b"/%5cevil.example/",
        b"/%2e%2e/%2e%2e/etc/passwd",
        b"/org/EXU.html%00.json",
        b"/org/EXU%0d%0aX-Evil:1.html",
        b"http://evil.example/org/EXU.html",
        b"*",
        b"org/EXU.html",
        b"/orgdb/names/-/insert",
        b"/-/mcp/../config",
        b"/orgdb/-/schema",
    ],
)
def test_odd_addresses_lead_nowhere(served: Served, target: bytes) -> None:
    reply = served.raw(target)
    assert reply.status in (400, 404), (target, reply.body)
    assert "location" not in reply.headers
    assert "x-evil" not in reply.headers
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in reply.headers["content-security-policy"]


def test_what_is_not_there_is_said_at_once_and_in_the_format_asked_for(served: Served) -> None:
    begun = time.monotonic()
    replies = [served.get(path) for path in ("/org/NOPE.html", "/nothing", "/orgdb/nothing") * 10]
    assert time.monotonic() - begun < 10  # each took a second where all its variables were printed
    assert {reply.status for reply in replies} == {404}
    assert all("There is no such page." in reply.text for reply in replies)
    assert all("<form" in reply.text and "/search.html" in reply.text for reply in replies)
    found = served.get("/org/NOPE.json")
    assert (found.status, found.json["error"]) == (404, "There is no such page.")


@pytest.mark.parametrize("arguments", ["_sort=nope", "_size=-1", "_facet=nope", "_next=a,b,c"])
def test_a_question_that_makes_no_sense_is_no_fault_of_the_server(
    served: Served, arguments: str
) -> None:
    reply = served.get(f"/orgdb/names.json?{arguments}")
    assert reply.status == 400
    assert reply.json["ok"] is False
    assert served.get(f"/orgdb/names?{arguments}").status == 400


@pytest.mark.parametrize(
    "asked",
    [
        {"ids": ["org/EXU", ["x"], None], "properties": [{"id": ["members"]}, None, {}]},
        {"ids": [], "properties": [{"id": {}}]},
    ],
)
def test_odd_questions_for_properties_get_no_property(served: Served, asked: object) -> None:
    reply = served.post("/reconcile", extend=asked)
    assert reply.status == 200
    assert reply.json["meta"] == []


def test_a_batch_of_queries_lets_others_search_meanwhile(served: Served) -> None:
    batch = {str(n): {"query": "republic of the people " * 10} for n in range(50)}
    with ThreadPoolExecutor(2) as readers:
        waiting = readers.submit(served.post, "/reconcile", queries=batch)
        assert served.ask("/-/find.json", q="EXU")[0]["path"] == "org/EXU"
        assert len(waiting.result().json) == 50


def test_nothing_can_be_written(served: Served, sqlite_master: Path) -> None:
    before = hashlib.sha256(sqlite_master.read_bytes()).digest()
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in (
            "/",
            "/orgdb",
            "/orgdb/names",
            "/org/EXU.html",
            "/-/messages",
            "/-/permissions",
        ):
            assert served.get(path, method, b"x=1").status in (403, 404, 405), (method, path)
    assert hashlib.sha256(sqlite_master.read_bytes()).digest() == before


def test_too_long_and_too_large_questions_are_refused(served: Served) -> None:
    assert served.get("/-/find.json", q="x" * 9000).status == 414
    assert served.post("/reconcile", queries="x" * 400_000).status == 413


def test_a_question_that_does_not_arrive_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(headers, "SLOWEST", 0.05)
    sent: list[headers.Message] = []

    async def app(*_: object) -> None:
        raise AssertionError("half a question came through")

    async def receive() -> headers.Message:
        await asyncio.sleep(60)
        return {}

    async def send(message: headers.Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/reconcile", "raw_path": b"/reconcile", "query_string": b""}

    async def asked() -> None:
        await headers.guarded(app)({**scope, "method": "POST"}, receive, send)

    asyncio.run(asked())
    assert sent[0]["status"] == 408


def test_with_sql_readers_may_ask(with_sql: Served) -> None:
    found = with_sql.ask("/orgdb.json", sql="select count(*) as n from names", _shape="array")
    assert found[0]["n"] > 5


def test_a_query_that_takes_too_long_is_told_so(with_sql: Served) -> None:
    reply = with_sql.get("/orgdb.json", sql=HOSTILE[2], _shape="array")
    assert (reply.status, reply.json["error"]) == (400, "SQL query took too long.")


@pytest.mark.parametrize("sql", OUTSIDE)
def test_sql_reaches_nothing_but_the_tables(with_sql: Served, sql: str) -> None:
    reply = with_sql.get("/orgdb.json", sql=sql, _shape="array")
    assert reply.status in (400, 403, 500)
    assert "root:" not in reply.text


def memory(pid: int) -> int:
    """The most memory that a process has had, in kB."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        pytest.skip("the memory of another process is known on Linux alone")
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1])


def test_a_hundred_readers_and_a_dozen_hostile_queries_leave_it_answering(with_sql: Served) -> None:
    def hostile(sql: str) -> int:
        return with_sql.get("/orgdb.json", sql=sql, _shape="array").status

    def reader(number: int) -> float:
        begun = time.monotonic()
        path = ("/org/EXU.html", "/state/XAA.html", "/", "/org/EXU.json", "/-/find.json?q=EXU")[
            number % 5
        ]
        assert with_sql.get(path).status == 200
        return time.monotonic() - begun

    with ThreadPoolExecutor(len(HOSTILE)) as enemies, ThreadPoolExecutor(100) as readers:
        attacks = [enemies.submit(hostile, sql) for sql in HOSTILE]
        waits = list(readers.map(reader, range(300)))
        statuses = [attack.result() for attack in attacks]
    assert all(status in (200, 400, 403, 414) for status in statuses), statuses
    assert max(waits) < 30  # on a machine that does other things too
    assert memory(with_sql.pid) < MOST_MEMORY
    assert with_sql.ask("/orgdb.json", sql="select 1 as one", _shape="array") == [{"one": 1}]


def test_what_is_no_json_is_refused(served: Served) -> None:
    for text in (
        "{",
        "[" * 20_000,
        "null",
        "[]",
        json.dumps({"q": 1}),
        json.dumps({"q": {"query": 1}}),
    ):
        reply = served.post("/reconcile", queries=text)
        assert reply.status == 400, text[:20]
        assert "error" in reply.json


def test_assistants_are_answered_beside_the_pages(served: Served) -> None:
    pytest.importorskip("mcp", reason="needs the extra mcp")
    import urllib.request

    question = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accepted = {"content-type": "application/json", "accept": "application/json, text/event-stream"}
    request = urllib.request.Request(
        f"{served.root}/-/mcp", json.dumps(question).encode(), accepted, method="POST"
    )
    with urllib.request.urlopen(request, timeout=60) as reply:
        assert "is_member" in reply.read().decode()
