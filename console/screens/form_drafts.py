"""What people typed into forms that are not done yet: it stays while the session lasts, so that going elsewhere loses nothing.

One place for all forms. A form may also be kept in the account's own folder, in case the line is cut; what names customers never is,
and no field in which a whole mobile number stands, whatever the form asks for there.
No passphrase and no password comes here: forms hand over the values of their fields, and a hidden field is none.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from console.acting.requests import unfinished
from console.domain.digit_masking import digits_masked


class Work(Protocol):
    """Work that holds more than values, such as an open file."""

    @property
    def unsaved(self) -> bool:
        """Whether its end would lose what a person typed or chose."""

    def close(self) -> None:
        """Give up what it holds."""


class Draft(NamedTuple):
    """The values of a form: as it opened (None: not known any more), and as they were left."""

    first: Mapping[str, Any] | None
    now: Mapping[str, Any]


_Work = TypeVar("_Work", bound=Work)


class Drafts:
    """The drafts of everybody who uses this program, by person and name of the form."""

    def __init__(self, folder: Callable[[], Path | None]) -> None:
        self._folder = folder
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._works: dict[tuple[str, str], Work] = {}
        self._on_disk: set[tuple[str, str]] = set()

    def read(self, person: str, form: str, *, cut: bool = False) -> Draft | None:
        """The draft of a form, with `cut` also from the account's own folder; None if there is none."""
        there = self._drafts.get((person, form))
        if there is None and cut and (values := unfinished.read(self._folder(), person, form)):
            self._on_disk.add((person, form))
            return Draft(None, values)
        return there

    def keep(self, person: str, form: str, draft: Draft, *, cut: bool = False) -> None:
        """Keep a draft, with `cut` also in the account's own folder; its values must be texts then."""
        self._drafts[person, form] = draft
        if cut and (folder := self._folder()) is not None:
            self._on_disk.add((person, form))
            unfinished.keep(folder, person, form, _fit_for_disk(draft.now))

    def drop(self, person: str, form: str) -> None:
        """Forget a form that is done or given up, wherever it is kept."""
        self._drafts.pop((person, form), None)
        if (person, form) in self._on_disk:
            self._on_disk.remove((person, form))
            unfinished.keep(self._folder(), person, form, {})

    def work(self, person: str, name: str, begin: Callable[[], _Work]) -> _Work:
        """The unfinished work of that name, or what `begin` returns, kept from now on."""
        if (person, name) not in self._works:
            self._works[person, name] = begin()
        found: Any = self._works[person, name]
        there: _Work = found
        return there

    def end(self, person: str, name: str) -> None:
        """Close and forget a work."""
        work = self._works.pop((person, name), None)
        if work is not None:
            work.close()

    def would_lose(self, person: str) -> bool:
        """Whether a person has something here that the end of their session loses."""
        here = [(key, draft) for key, draft in self._drafts.items() if key[0] == person]
        return any(
            key not in self._on_disk or len(_fit_for_disk(draft.now)) < len(draft.now) for key, draft in here
        ) or any(work.unsaved for (who, _), work in self._works.items() if who == person)

    def forget(self, person: str) -> None:
        """Forget what a person left in memory, at the end of their session."""
        for key in [key for key in self._drafts if key[0] == person]:
            del self._drafts[key]
        self._on_disk = {key for key in self._on_disk if key[0] != person}
        for who, name in [key for key in self._works if key[0] == person]:
            self.end(who, name)


def _fit_for_disk(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: text for name, text in values.items() if digits_masked(text) == text}
