"""Identifies a PostgreSQL database by values that a copy of it does not share."""

from typing import Any

from sqlalchemy import Connection

_WHOSE = """
SELECT (pg_control_system()).system_identifier, (SELECT oid FROM pg_database WHERE datname = current_database()),
    substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)
"""


def identity(conn: Connection) -> str:
    """Return cluster, database, timeline and address.

    A copy within a server, or one restored from a dump, is another database; another server has another number; a server that was
    rolled back or taken over from a standby has another timeline; one whose files were copied answers at another address. Only a
    whole host copied as an image shares all four, and nothing inside the copy can detect that (PostgreSQL manual, 9.27 and 26.3).
    """
    cluster, database, timeline = conn.exec_driver_sql(_WHOSE).one()
    driver: Any = conn.connection.driver_connection
    info = driver.info
    return f"{cluster}/{database}/{timeline} {info.host}:{info.port}/{info.dbname}"
