"""Named failures of the databases. `code` selects the message (what, why, next) in the locale catalogue."""

from typing import ClassVar


class StorageError(Exception):
    """Base of the failures that this package names; `params` are the plain values for the message."""

    code: ClassVar[str] = "storage"

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.params = {name: str(value) for name, value in params.items()}


class UnsupportedUrlError(StorageError):
    """The URL names neither a SQLite file nor a PostgreSQL database."""

    code = "storage.url"


class LooseModeError(StorageError):
    """Other accounts may read or write a database file, or replace it in its folder (security.md, section 5)."""

    code = "storage.loose_mode"


class JournalError(StorageError):
    """The file is not in the journal mode that this SQLite needs, and could not be switched to it."""

    code = "storage.journal"


class NewerDatabaseError(StorageError):
    """The database was upgraded by a newer program than this one."""

    code = "storage.newer"


class UnfinishedRestoreError(StorageError):
    """A restore into this database was interrupted: waiting recipients are not in doubt yet, so nothing may start on it."""

    code = "storage.unfinished"


class MigrationError(StorageError):
    """An upgrade left the database in a state that the program cannot use: a trigger, row or table is not as it must be."""

    code = "storage.migration"


class LedgerError(StorageError):
    """An entry that the ledger does not accept."""

    code = "ledger.refused"


class NoGenesisError(LedgerError):
    """The ledger is empty, and its first entry was appended without the genesis."""

    code = "ledger.no_genesis"


class NumberInLedgerError(LedgerError):
    """The envelope would contain a mobile number; the ledger names people and lists by reference (invariant 6)."""

    code = "ledger.number"


class BadHeadError(LedgerError, ValueError):
    """The text is not a ledger head in the form of `format_head`."""

    code = "ledger.bad_head"
