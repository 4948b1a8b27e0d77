"""A list made of others: the desk puts it together part by part, then the importer signs its manifest, and the list is closed."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from console.acting import declared
from console.acting.steps import Core, Opens, read, sign
from console.domain import acts
from console.domain.contacts import merkle
from console.domain.contacts.parts import Rule
from console.errors import ConsoleError
from console.signing.statements import decode, digest
from console.wire.answers import Done, Prepared
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists


@dataclass(frozen=True, slots=True)
class PendingMade:
    """A list that the desk has put together and whose manifest the importer has yet to sign."""

    list_id: int
    prepared: Prepared


def make(
    core: Core,
    how: acts.Making | Rule,
    parents: Sequence[lists.ListRow],
    *,
    person: str,
    department: str,
    name: str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PendingMade:
    """Have a list made of others and return its manifest to sign, checked against what was asked for; a part has a rule.

    `progress` gets numbers so far and the most that there can be. Raises RefusedError `list_empty` if nothing is left,
    ConsoleError("import_cancelled") after dropping the list.
    """
    made = acts.Making.PART if isinstance(how, Rule) else how
    salt = secrets.token_bytes(merkle.SALT_SIZE)
    begun: Done = core.call(_opening(how, parents, department, name, salt))
    most = sum(row.n for row in (parents if made is acts.Making.MERGE else parents[:1]))
    try:
        grown = _grown(core, begun.id, lambda n: progress(n, most), cancelled)
        shown = {
            "name": name.strip()[:200],
            "department": department,
            "n": grown.n,
            "rows": grown.n,
            "counts": {},
            "repaired": {},
            "made": made,
            "parents": [row.digest for row in parents],
            "aside": acts.aside_by(_manifests(core, parents)),
        }
        if isinstance(how, Rule):
            shown |= acts.said_by(how)
        root, kind = {"root": grown.root}, acts.made_kind(made)
        prepared = declared.prepare(core, kind, str(begun.id), root, shown, by=person)
    except BaseException:
        core.call(lists.DropList(begun.id))
        raise
    return PendingMade(begun.id, prepared)


def _opening(
    how: acts.Making | Rule, parents: Sequence[lists.ListRow], department: str, name: str, salt: bytes
) -> wire.MakeList | wire.MakePart:
    if isinstance(how, Rule):
        return wire.MakePart(department, name, parents[0].id, salt, how.prefixes, how.share)
    return wire.MakeList(department, name, how, [row.id for row in parents], salt)


def _manifests(core: Core, parents: Sequence[lists.ListRow]) -> list[acts.Manifest]:
    """The manifests whose digests the new one names; what they left aside is read from their bytes, not believed."""
    brought: list[lists.SignedList] = core.call(lists.SignedLists(digests=[row.digest for row in parents]))
    texts = {digest(one.text.encode()): one.text for one in brought}
    if any(row.digest not in texts for row in parents):
        raise ConsoleError("prepared_differs", fields="parents")
    signed = [decode(texts[row.digest].encode()) for row in parents]
    return [one for one in signed if isinstance(one, acts.Manifest)]


def _grown(
    core: Core, list_id: int, progress: Callable[[int], None], cancelled: Callable[[], bool]
) -> wire.Grown:
    """Have the list grow until it is whole; a list without any number has no root."""
    while True:
        if cancelled():
            raise ConsoleError("import_cancelled")
        grown: wire.Grown = core.call(wire.GrowList(list_id))
        progress(grown.n)
        if grown.whole:
            return grown


def finish(core: Core, pending: PendingMade, opens: Opens) -> Done:
    """Sign the manifest, prepared again for its date, and close the list; raises ConsoleError("prepared_differs")."""
    shown = read(pending.prepared)
    if not isinstance(shown, acts.DerivedManifest):
        raise ConsoleError("prepared_differs", fields="type")
    root = {"root": shown.root}
    prepared = declared.prepare(core, type(shown), str(pending.list_id), root, {}, by=shown.by)
    done: Done = core.call(
        wire.FinishMade(pending.list_id, prepared.text, sign(core, shown, prepared, opens))
    )
    return done


def delete(core: Core, list_id: int) -> int:
    """Delete a list that nothing needs, part by part; return the ledger entry. Raises RefusedError, which says what needs it."""
    done: Done = core.call(wire.DeleteList(list_id))
    seq = done.seq
    while done.id:
        done = core.call(wire.DeleteList(list_id))
    return seq
