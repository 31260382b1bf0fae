"""Django's PostgreSQL, whose every statement says in its own transaction who looks (see `accounts.viewing`).

`SET LOCAL` travels in the same message as the statement, so it costs no round trip; it ends with the transaction, so
nothing is left over in a connection that is kept or pooled; and there is no statement that could go without it.
Questions asked again go by a plan that PostgreSQL keeps (`accounts.postgresql.plans`).
"""

from typing import Any

from django.db.backends.postgresql import base, operations
from psycopg import sql
from psycopg.pq import TransactionStatus

from accounts import viewing
from accounts.postgresql.plans import Plans

NO_PLANS = Plans(0)


COUNTING = "task counting"


def saying(viewer: str, params: Any, counts_as: str = "") -> tuple[str, Any]:
    """The words of who looks, which go before a statement with these parameters, and the parameters of both.

    Where there is a role that counts they also say as which role: as that one while `counting` looks, else as oneself.

    Where parameters are counted the viewer is the first of them: so the text of a statement is the same for everybody,
    and psycopg takes it apart once.
    """
    role = f'"{counts_as}"' if viewer == COUNTING else "NONE"
    as_whom = f"SET LOCAL ROLE {role}; " if counts_as else ""
    if isinstance(params, list | tuple):
        return f"SET LOCAL plumbline.viewer = %s; {as_whom}", (viewer, *params)
    return f"SET LOCAL plumbline.viewer = '{viewer}'; {as_whom}", params


class Cursor(base.Cursor):
    """A cursor that says who looks before each statement; where nobody does, the statement goes as it is, or in a
    transaction begun for somebody with that taken back."""

    asked: tuple[Any, Any] = ("", None)

    def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
        """Runs the statement; the answer is that of the statement itself."""
        self.asked = (query, params)
        status = self.connection.info.transaction_status
        if status == TransactionStatus.INERROR:
            return super().execute(query, params, **more)
        idle = status == TransactionStatus.IDLE and self.connection.autocommit
        viewer = viewing.viewer()
        counts_as: str = getattr(self.connection, "counts_as", "")
        said, given = saying(viewer, params, counts_as) if viewer or not idle else ("", params)
        plans: Plans = getattr(self.connection, "plans", NO_PLANS)
        shape = plans.shape(query, params)
        by_plan = shape and plans.statement(shape, may_prepare=idle)
        if shape and by_plan:
            try:
                return self.send(said + by_plan, given)
            except Exception as error:
                if not plans.lost(shape, error) or not idle:
                    raise
        return self.send(said + query if isinstance(query, str) else sql.SQL(said) + query, given, **more)

    def send(self, statement: Any, params: Any, **more: Any) -> Any:
        """One message of one or several statements; the answer is the last one's."""
        super().execute(statement, params, **more)
        while self.nextset():
            pass
        return self

    def executemany(self, query: Any, params_seq: Any, **more: Any) -> None:
        """One by one: psycopg would send them without a word of who looks."""
        for params in params_seq:
            self.execute(query, params)


class DatabaseOperations(operations.DatabaseOperations):
    """Django's, which tells of a statement without who looked."""

    def last_executed_query(self, cursor: Any, statement: Any, params: Any) -> Any:
        """The statement as it was asked, for logs and counts."""
        return self.compose_sql(*cursor.asked)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with that cursor and no other."""

    ops_class = DatabaseOperations

    def get_connection_params(self) -> dict[str, Any]:
        """Refuses bindings on the server's side, which can send one statement only."""
        params: dict[str, Any] = super().get_connection_params()
        if params["cursor_factory"] is not base.Cursor:
            raise ValueError("server_side_binding and cursor_factory cannot be chosen here")
        return params | {"cursor_factory": Cursor}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Django's, with the plans kept on it and the role that counts; one from a pool brings its own plans."""
        connection = super().get_new_connection(conn_params)
        vars(connection)["counts_as"] = self.settings_dict.get("COUNTS_AS", "")
        vars(connection).setdefault("plans", Plans(self.settings_dict.get("KEPT_PLANS", 0)))
        return connection

    def chunked_cursor(self) -> Any:
        """`iterator()` reads through the same cursor: one on the server's side sends its statement by itself."""
        return self.cursor()
