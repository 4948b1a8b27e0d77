"""Keys that still count beside a newer one: a roster signer is offered to revoke them with the next version (R12)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from console.acting.steps import Core
from console.domain.people.people import Key, Person, Roster, Standing
from console.domain.rosters.rosters import Change, RevokeKey
from console.screens.session import Session
from console.screens.versions.people_facts import key_words
from console.widgets.modals import Item
from console.wire.people import enrolment

_BEGINS = 23
"""Characters of a fingerprint that distinguish the keys of one organisation, including the name of the hash."""


class OwnKey(NamedTuple):
    """A good key of a person; `spare` if a newer key of theirs counts too, or comes with a chosen application."""

    person: Person
    key: Key
    spare: bool

    @property
    def value(self) -> str:
        """The value of the key in a choice."""
        return f"{self.person.id} {self.key.public}"


def brought(
    core: Core, roster: Roster, filed: Iterable[enrolment.ApplicationRow]
) -> dict[int, tuple[str, str]]:
    """The person and the key that each application brings, if the person has a key already. Asks the desk for each."""
    keys: dict[int, tuple[str, str]] = {}
    for row in filed:
        if not roster.keys_of(row.person):
            continue
        view: enrolment.ApplicationView = core.call(enrolment.ApplicationDetail(row.id))
        if view.form.key and view.form.key not in roster.keys_of(row.person):
            keys[row.id] = (row.person, view.form.key)
    return keys


def good_keys(
    roster: Roster, chosen: Mapping[int, tuple[str, str]], changes: Iterable[Change]
) -> list[OwnKey]:
    """Every key that would still count, spare ones first; `chosen` are the keys that come with the next version."""
    gone = {(one.person, one.key) for one in changes if isinstance(one, RevokeKey)}
    more = {person for person, _ in chosen.values()}
    keys: list[OwnKey] = []
    for person in roster.people:
        if person.standing is Standing.LEFT:
            continue
        good = [key for key in person.keys if not key.revoked and (person.id, key.public) not in gone]
        newest = None if person.id in more or not good else good[-1]
        keys += [OwnKey(person, key, spare=key is not newest) for key in good]
    return sorted(keys, key=lambda one: not one.spare)


def key_items(session: Session, keys: Iterable[OwnKey]) -> list[Item]:
    """Keys to pick from, one per line: whose, the beginning of the fingerprint, since when, and whether a newer one counts too.

    The dialog that follows shows the whole fingerprint.
    """
    items = []
    for one in keys:
        begins = key_words(one.key.public)[:_BEGINS]
        since = session.t("people.key_since", since=session.when(one.key.since)[:10])
        newer = session.t("people.key_spare") if one.spare else ""
        items.append(Item(one.value, f"{one.person.name}  {begins}…  {since}  {newer}".rstrip()))
    return items
