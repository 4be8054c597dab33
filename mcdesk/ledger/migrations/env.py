"""Run by Alembic. The connection, with its open transaction, is handed in; no database is opened here."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
