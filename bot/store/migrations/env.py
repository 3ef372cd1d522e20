"""What alembic runs: the migrations, on the connection that bot.store.migrate hands over."""

from alembic import context

from bot.store import wecom  # noqa: F401  its tables join the others
from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # on SQLite too: session.py begins its transactions itself
    render_as_batch=True,  # SQLite cannot alter a column
)
with context.begin_transaction():
    context.run_migrations()
