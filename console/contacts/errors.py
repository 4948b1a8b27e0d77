"""Failures of reading a list: named errors with stable codes; the catalogue has their words."""

from enum import StrEnum

from console.contacts.error import ContactsError


class FileCode(StrEnum):
    """Why a file is not read (R10)."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    SYMLINK = "symlink"
    NOT_REGULAR = "not_regular"
    EMPTY = "empty"
    CHANGING = "changing"
    CHANGED = "changed"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_TEXT = "not_text"
    HTML_RENAMED = "html_renamed"
    WEB_ARCHIVE = "web_archive"
    XML_SPREADSHEET = "xml_spreadsheet"
    XML_FILE = "xml_file"
    NOT_WORKBOOK = "not_workbook"
    OLD_WORKBOOK = "old_workbook"
    XLSB = "xlsb"
    ODS = "ods"
    NUMBERS_TABLE = "numbers_table"
    SYLK = "sylk"
    DIF = "dif"
    DATABASE = "database"
    DOCUMENT = "document"
    ARCHIVE = "archive"
    MEDIA = "media"
    PROGRAM = "program"
    SHORTCUT = "shortcut"
    OFFICE_LOCK = "office_lock"
    VCARD = "vcard"
    MACRO_WORKBOOK = "macro_workbook"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    INFLATES_TOO_MUCH = "inflates_too_much"
    DOCTYPE = "doctype"
    XML_ENCODING = "xml_encoding"
    TOO_MANY_COLUMNS = "too_many_columns"
    ENCODING = "encoding"
    NO_SUCH_SHEET = "no_such_sheet"
    NO_SUCH_COLUMN = "no_such_column"


class FailureCode(StrEnum):
    """Why the reading process gave no result."""

    MEMORY = "memory"
    CPU = "cpu"
    TIME = "time"
    CRASHED = "crashed"
    KILLED = "killed"
    PROTOCOL = "protocol"
    NOT_STARTED = "not_started"


class FileRefusedError(ContactsError):
    """The file itself cannot be a list: a person has to change the file."""

    def __init__(self, reason: FileCode, **detail: str | int) -> None:
        super().__init__(reason.value, **detail)
        self.reason = reason


class ImportFailedError(ContactsError):
    """The reading process ended without a result; nothing was imported."""

    def __init__(self, reason: FailureCode, **detail: str | int) -> None:
        super().__init__(f"failed.{reason.value}", **detail)
        self.reason = reason


class ImportCancelledError(ContactsError):
    """The person stopped the import; nothing was imported."""

    def __init__(self) -> None:
        super().__init__("cancelled")
