"""The differences between two roster versions, which the second signer reads before signing.

They are computed on the signer's machine, from the two signed texts. No difference is left out: the old version and the list
together determine the new version.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Any, Final

import msgspec

from console.domain.people.people import (
    Appointment,
    Department,
    GatewayRef,
    Key,
    Person,
    Roster,
    Service,
    Standing,
)

Values = dict[str, str]
"""Field to value, as text; lists are JSON."""


class Difference(msgspec.Struct, frozen=True):
    """One difference: `code` keys the words, `subject` is the person or thing concerned.

    `before` and `after` hold the fields that differ; `before` is empty for an added entry, `after` for a removed one.
    """

    code: str
    subject: str
    before: Values
    after: Values


_PLAIN: Final = ("org", "org_name", "version", "previous", "signers", "at", "expires", "solo", "pledge")


def difference(old: Roster, new: Roster) -> list[Difference]:
    """Return everything that differs, people and posts first."""
    differences = [
        *_people(old.people, new.people),
        *_listed("post", "posts", old.posts, new.posts, _of_post, lambda post: post.person),
        *_listed("department", "departments", old.departments, new.departments, _of_id, lambda d: d.id),
        *_listed("gateway", "gateways", old.gateways, new.gateways, _of_id, lambda g: g.id),
        *_listed(
            "calendar",
            "calendars",
            old.calendars,
            new.calendars,
            lambda c: str(c.year),
            lambda c: str(c.year),
        ),
        *_listed("plan", "plans", old.plans, new.plans, lambda p: p.version, lambda p: p.version),
        *_listed("service", "services", old.services, new.services, _of_id, lambda s: s.id),
    ]
    differences += _changed("policy_changed", "", _values(old.policy), _values(new.policy))
    differences += _changed("screening_changed", "", _values(old.screening), _values(new.screening))
    for name in _PLAIN:
        before, after = {name: str(getattr(old, name))}, {name: str(getattr(new, name))}
        differences += _changed("field_changed", name, before, after)
    differences += _changed(
        "grounds_changed", "", {"grounds": _json(old.grounds)}, {"grounds": _json(new.grounds)}
    )
    return differences


def giving_up(old: Roster, new: Roster) -> dict[str, list[tuple[str, str]]]:
    """Return the people who give up posts with the new version, in roster order, each with their posts and departments.

    A person who leaves gives up every post. A post that only ends sooner counts too; a post that continues after some days with a
    deputy does not.
    """
    stood = {person.id: person.standing for person in old.people}
    given_up: dict[str, list[tuple[str, str]]] = {}
    for person in new.people:
        held = [one for one in old.posts if one.person == person.id and _lasts(one.until, new.at)]
        if person.standing is Standing.LEFT and stood.get(person.id) is not Standing.LEFT:
            given_up[person.id] = [(str(one.post), one.department) for one in held]
            continue
        ended = [(str(one.post), one.department) for one in held if _shorter(one, old, new)]
        if ended:
            given_up[person.id] = list(dict.fromkeys(ended))
    return given_up


def kept_beside(old: Roster, new: Roster) -> list[tuple[str, str]]:
    """Return the older keys that stay valid beside a key that the new version adds, as pairs of person and public key."""
    kept: list[tuple[str, str]] = []
    for person in new.people:
        before = set(old.keys_of(person.id))
        good = [key.public for key in person.keys if not key.revoked]
        if person.standing is not Standing.LEFT and any(key not in before for key in good):
            kept += [(person.id, key) for key in good if key in before]
    return kept


def _shorter(held: Appointment, old: Roster, new: Roster) -> bool:
    """Whether a post ends sooner in the new version than in the old one, or is not in it."""
    was, will = (
        [one.until for one in version.posts if _of_post(one) == _of_post(held)] for version in (old, new)
    )
    if not will:
        return True
    return "" not in will and ("" in was or max(will) < max(was))


def _lasts(until: str, at: str) -> bool:
    return not until or until > at


def _people(old: Sequence[Person], new: Sequence[Person]) -> Iterator[Difference]:
    before, after = _keyed(old, lambda p: p.id), _keyed(new, lambda p: p.id)
    for key, person in after.items():
        if key not in before:
            yield Difference("person_added", person.id, {}, _person(person))
            for one in person.keys:
                yield Difference("key_added", person.id, {}, _values(one))
        else:
            was = before[key]
            yield from _changed("person_changed", person.id, _person(was), _person(person))
            yield from _listed("key", f"keys {person.id}", was.keys, person.keys, _of_key, _subject(person))
    for key, person in before.items():
        if key not in after:
            yield Difference("person_removed", person.id, _person(person), {})
    yield from _order("people", list(before), list(after))


def _subject(person: Person) -> "Callable[[Any], str]":
    return lambda _key: person.id


def _person(person: Person) -> Values:
    return {name: value for name, value in _values(person).items() if name != "keys"}


def _listed(
    noun: str,
    field: str,
    old: Sequence[Any],
    new: Sequence[Any],
    same: Callable[[Any], Hashable],
    subject: Callable[[Any], str],
) -> Iterator[Difference]:
    """Yield what was added, removed and changed in a list; `same` identifies an entry."""
    before, after = _keyed(old, same), _keyed(new, same)
    for key, one in after.items():
        if key not in before:
            yield Difference(f"{noun}_added", subject(one), {}, _values(one))
        elif before[key] != one:
            # Both entries in full, because a date says nothing without its post.
            yield Difference(f"{noun}_changed", subject(one), _values(before[key]), _values(one))
    for key, one in before.items():
        if key not in after:
            yield Difference(f"{noun}_removed", subject(one), _values(one), {})
    yield from _order(field, list(before), list(after))


def _changed(code: str, subject: str, before: Values, after: Values) -> Iterator[Difference]:
    names = [name for name in after if before[name] != after[name]]
    if names:
        yield Difference(code, subject, {n: before[n] for n in names}, {n: after[n] for n in names})


def _order(field: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    """Yield a changed order, or new entries elsewhere than at the end; it matters because the first of two equal entries counts."""
    expected = [key for key in before if key in after] + [key for key in after if key not in before]
    if expected != after:
        yield Difference("order_changed", field, {"order": _json(before)}, {"order": _json(after)})


def _keyed(entries: Sequence[Any], same: Callable[[Any], Hashable]) -> dict[Any, Any]:
    """Entries by identity and by a count of equal ones before them, so that a second entry cannot hide behind the first."""
    seen: dict[Hashable, int] = {}
    by_key = {}
    for entry in entries:
        key = same(entry)
        seen[key] = seen.get(key, 0) + 1
        by_key[key, seen[key]] = entry
    return by_key


def _of_post(post: Appointment) -> Hashable:
    return post.person, str(post.post), post.department, post.standby


def _of_key(key: Key) -> Hashable:
    return key.public


def _of_id(entry: Department | GatewayRef | Service) -> Hashable:
    return entry.id


def _values(entry: Any) -> Values:
    return {name: str(value) for name, value in msgspec.to_builtins(entry).items()}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
