"""Django's PostgreSQL, whose every statement says in its own transaction who looks (see `accounts.viewing`).

`SET LOCAL` travels in the same message as the statement, so it costs no round trip; it ends with the transaction, so
nothing is left over in a connection that is kept or pooled; and there is no statement that could go without it.
"""

from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import sql
from psycopg.pq import TransactionStatus

from accounts import viewing


class Cursor(base.Cursor):
    """A cursor that says who looks before each statement; where nobody does, the statement goes as it is, or in a
    transaction begun for somebody with that taken back."""

    said = ""

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Runs the statement; the answer is that of the statement itself."""
        self.said = ""
        status = self.connection.info.transaction_status
        viewer = viewing.viewer()
        if status == TransactionStatus.INERROR or (not viewer and status == TransactionStatus.IDLE):
            return super().execute(query, params, **more)
        self.said = said = f"SET LOCAL plumbline.viewer = '{viewer}'; "
        super().execute(said + query if isinstance(query, str) else sql.SQL(said) + query, params, **more)
        self.nextset()
        return self

    def executemany(self, query: Any, params_seq: Any, **more: Any) -> None:
        """One by one: psycopg would send them without a word of who looks."""
        for params in params_seq:
            self.execute(query, params)


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which tells of a statement without who looked."""

    def last_executed_query(self, cursor: Any, statement: Any, params: Any) -> Any:
        """The statement as it was sent, for logs and counts."""
        sent = super().last_executed_query(cursor, statement, params)
        return sent.removeprefix(cursor.said) if sent else sent


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with that cursor and no other."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Refuses bindings on the server's side, which can send one statement only."""
        params: dict[str, Any] = super().get_connection_params()
        if params["cursor_factory"] is not base.Cursor:
            raise ValueError("server_side_binding and cursor_factory cannot be chosen here")
        return params | {"cursor_factory": Cursor}

    def chunked_cursor(self) -> Any:
        """`iterator()` reads through the same cursor: one on the server's side sends its statement by itself."""
        return self.cursor()
