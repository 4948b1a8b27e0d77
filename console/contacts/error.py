"""What every failure of reading a list is; apart from their codes, because whoever shows failures names it."""

from typing import NamedTuple


class TextKeys(NamedTuple):
    """Keys of the three texts that a person is shown: what happened, why, what to do next."""

    what: str
    why: str
    next: str


class ContactsError(Exception):
    """A list was not read. `code` is stable; `detail` holds the values for the placeholders of its texts."""

    def __init__(self, code: str, **detail: str | int) -> None:
        super().__init__(code, detail)
        self.code = f"import.{code}"
        self.detail = detail

    @property
    def keys(self) -> TextKeys:
        """Return the catalogue keys of the three texts."""
        return TextKeys(f"{self.code}.what", f"{self.code}.why", f"{self.code}.next")
