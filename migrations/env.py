"""How Alembic runs the migrations of orgdb: on the connection it is given, or on `-x url=...`."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection, create_engine

from orgdb.models import Base


def not_a_shadow(name: str | None, type_: str, _parents: object) -> bool:
    """Tables that a full-text index keeps for itself are no tables of ours."""
    return not (type_ == "table" and name is not None and name.startswith("fts_"))


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_name=not_a_shadow,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with create_engine(context.get_x_argument(as_dictionary=True)["url"]).connect() as opened:
        run(opened)
        opened.commit()
