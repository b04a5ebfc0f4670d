"""Running the application: the doorway to uvicorn."""

from __future__ import annotations

from collections.abc import Callable

from orgdb.web.application import application, require_datasette


def serve(
    url: str,
    host: str,
    port: int,
    address: str = "",
    sql: bool = False,
    ready: Callable[[str], None] = lambda _: None,
) -> None:
    """Serve the database until somebody stops it."""
    require_datasette()
    import uvicorn

    made = application(url, address, sql)
    shown = f"[{host}]" if ":" in host else host
    ready(f"http://{shown}:{port}/")
    try:
        uvicorn.run(
            made.app,
            host=host,
            port=port,
            log_level="warning",
            limit_concurrency=400,
            timeout_keep_alive=10,
            server_header=False,
            lifespan="off",
            ws="none",
        )
    finally:
        made.close()
