"""Triggers that guard append-only tables, in both dialects, and the check that a database still has them.

They prevent honest mistakes. An owner can drop them; the hash chain and heads kept elsewhere protect against that.
"""

import msgspec
from sqlalchemy import Connection, text


class Trigger(msgspec.Struct, frozen=True):
    """One guard before an event on a table.

    `event` is INSERT, UPDATE, DELETE or TRUNCATE (PostgreSQL only). `sqlite` has the statements of the trigger's body and
    `sqlite_when` its condition; `postgresql` is the PL/pgSQL between BEGIN and END.
    """

    name: str
    table: str
    event: str
    postgresql: str
    sqlite: str = ""
    sqlite_when: str = ""

    def sqlite_ddl(self) -> str:
        """Return the CREATE TRIGGER statement, exactly as SQLite stores it."""
        when = f" WHEN {self.sqlite_when}" if self.sqlite_when else ""
        return (
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table}{when} BEGIN {self.sqlite}; END"
        )

    def postgresql_body(self) -> str:
        """Return the function's source, exactly as PostgreSQL stores it."""
        return f"BEGIN {self.postgresql} END"

    def postgresql_scope(self) -> str:
        """Return ROW or STATEMENT: TRUNCATE has no rows to fire for."""
        return "STATEMENT" if self.event == "TRUNCATE" else "ROW"


def append_only(table: str) -> tuple[Trigger, ...]:
    """Return guards that refuse to change, delete or truncate the rows of a table."""
    return tuple(_refusal(table, event) for event in ("UPDATE", "DELETE", "TRUNCATE"))


def ledger() -> tuple[Trigger, ...]:
    """Return the ledger's guards: append-only, no gap in `seq`, and each `prev` equal to the hash of the entry before."""
    gap = "NEW.seq IS {} (SELECT coalesce(max(seq), 0) + 1 FROM ledger)"
    fork = "NEW.seq > 1 AND NEW.prev IS {} (SELECT hash FROM ledger WHERE seq = NEW.seq - 1)"
    return (
        *append_only("ledger"),
        _condition("no_gap", gap, "ledger is a chain: the next entry has the next number"),
        _condition("no_fork", fork, "ledger is a chain: the next entry follows the newest one"),
    )


def create(connection: Connection, triggers: tuple[Trigger, ...]) -> None:
    """Create the triggers; a migration calls this after creating or rebuilding their table."""
    for trigger in triggers:
        for statement in _ddl(connection.dialect.name, trigger):
            connection.exec_driver_sql(statement)


def missing(connection: Connection, triggers: tuple[Trigger, ...]) -> list[str]:
    """Return the names of the triggers that are absent, disabled, or not exactly as declared."""
    holds = _sqlite_holds if connection.dialect.name == "sqlite" else _postgresql_holds
    return [trigger.name for trigger in triggers if not holds(connection, trigger)]


def _refusal(table: str, event: str) -> Trigger:
    message = f"{table} is append-only: {event.lower()} refused"
    return Trigger(
        name=f"{table}_no_{event.lower()}",
        table=table,
        event=event,
        sqlite="" if event == "TRUNCATE" else f"SELECT RAISE(ABORT, '{message}')",
        postgresql=f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';",
    )


def _condition(name: str, differs: str, message: str) -> Trigger:
    raising = f"RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation'"
    return Trigger(
        name=f"ledger_{name}",
        table="ledger",
        event="INSERT",
        sqlite_when=differs.format("NOT"),
        sqlite=f"SELECT RAISE(ABORT, '{message}')",
        postgresql=f"IF {differs.format('DISTINCT FROM')} THEN {raising}; END IF; RETURN NEW;",
    )


def _ddl(dialect: str, trigger: Trigger) -> tuple[str, ...]:
    if dialect == "sqlite":
        return (trigger.sqlite_ddl(),) if trigger.sqlite else ()
    name, scope = trigger.name, trigger.postgresql_scope()
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${trigger.postgresql_body()}$$",
        f"CREATE TRIGGER {name} BEFORE {trigger.event} ON {trigger.table} FOR EACH {scope} EXECUTE FUNCTION {name}()",
    )


def _sqlite_holds(connection: Connection, trigger: Trigger) -> bool:
    if not trigger.sqlite:
        return True
    query = text(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = :name AND tbl_name = :table"
    )
    holds = connection.execute(query, {"name": trigger.name, "table": trigger.table}).scalar()
    return bool(holds == trigger.sqlite_ddl())


_POSTGRESQL_TRIGGER = text(
    "SELECT pg_get_triggerdef(t.oid) AS definition, p.prosrc AS body FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
    " WHERE t.tgrelid = to_regclass(:table) AND t.tgname = :name AND t.tgenabled IN ('O', 'A')",
)


def _postgresql_holds(connection: Connection, trigger: Trigger) -> bool:
    row = connection.execute(
        _POSTGRESQL_TRIGGER, {"name": trigger.name, "table": trigger.table}
    ).one_or_none()
    if row is None or row.body != trigger.postgresql_body():
        return False
    definition = str(row.definition)
    return (
        f" BEFORE {trigger.event} ON " in definition
        and f" FOR EACH {trigger.postgresql_scope()} " in definition
    )
