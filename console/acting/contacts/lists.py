"""Bringing a list to the desk: the rows are uploaded in chunks, then the importer signs the manifest."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from console.acting import declared
from console.acting.steps import Core, Opens, read, sign
from console.contacts.importing import Imported
from console.contacts.inbox import Origin
from console.contacts.reasons import ALL_REASONS
from console.domain import acts
from console.domain.contacts import merkle
from console.domain.contacts.packing import pack_numbers
from console.domain.masking import mobiles_masked
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.wire.answers import Done, Prepared
from console.wire.contacts import lists

_NAME = 200
"""Characters of a list's name; the desk cuts it there."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A list whose rows are at the desk and whose manifest the importer has yet to sign."""

    list_id: int
    prepared: Prepared
    salt: bytes


@dataclass(frozen=True, slots=True)
class Handed:
    """The numbers of a reading at the desk: a list that its importer has yet to name and to sign, or to drop."""

    list_id: int
    department: str
    salt: bytes
    root: str
    imported: Imported


def upload(
    core: Core,
    imported: Imported,
    *,
    person: str,
    department: str,
    name: str,
    origin: Origin | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Pending:
    """Send numbers, findings and counts; return the manifest to sign, checked against what was read.

    `progress` gets numbers sent and numbers in all. Raises RefusedError `list_empty` for a list without a number, FileRefusedError
    `changed` if the file of `origin` has changed since, ConsoleError("import_cancelled") after dropping the list.
    """
    demand_good(imported, origin)
    handed = hand_over(
        core, imported, department=department, name=name, progress=progress, cancelled=cancelled
    )
    return to_sign(core, handed, person=person, name=name)


def hand_over(
    core: Core,
    imported: Imported,
    *,
    department: str,
    name: str,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Handed:
    """Send the numbers alone, under a name that `to_sign` may change. Raises ConsoleError("import_cancelled") after dropping the list.

    Whatever else ends it, the list is dropped as far as the desk still answers; of a cut line the desk drops it itself.
    """
    source, salt = imported.source, secrets.token_bytes(merkle.SALT_SIZE)
    begun = core.call(
        lists.BeginList(
            department,
            name,
            source.name,
            source.sha256,
            source.size,
            source.encoding or source.kind,
            source.place,
            salt,
        )
    )
    growing = merkle.Growing(salt)
    try:
        _send(core, begun.id, imported, growing, progress, cancelled)
    except BaseException:
        take_back(core, begun.id)
        raise
    return Handed(begun.id, department, salt, growing.root().hex(), imported)


def _send(
    core: Core,
    list_id: int,
    imported: Imported,
    growing: merkle.Growing,
    progress: Callable[[int, int], None],
    cancelled: Callable[[], bool],
) -> None:
    """Send the numbers; the root grows while the desk takes them in."""
    numbers = imported.numbers
    with ThreadPoolExecutor(1, "upload") as line:
        for at in range(0, len(numbers), lists.NUMBERS):
            if cancelled():
                raise ConsoleError("import_cancelled")
            piece = numbers[at : at + lists.NUMBERS]
            sent = line.submit(core.call, lists.AddNumbers(list_id, pack_numbers(piece)))
            growing.add(piece)
            sent.result()
            progress(growing.count, len(numbers))


def take_back(core: Core, list_id: int) -> None:
    """Drop a list that is not signed; where the desk no longer answers it has done so itself, or will."""
    with suppress(ConsoleError, RefusedError):
        core.call(lists.DropList(list_id))


def to_sign(core: Core, handed: Handed, *, person: str, name: str) -> Pending:
    """Send findings, counts and name of a list whose numbers are at the desk; return the manifest to sign, checked likewise."""
    imported = handed.imported
    source = imported.source
    names = [str(reason) for reason in ALL_REASONS]
    for columns in imported.findings.batches():
        core.call(lists.AddFindings(handed.list_id, names, *columns, texts=imported.texts))
    counts = {str(reason): n for reason, n in imported.counts.items()}
    repaired = {str(reason): n for reason, n in imported.repaired.items()}
    left: dict[str, int] = {}
    for place, n in imported.aside.items():
        masked = mobiles_masked(place)
        left[masked] = left.get(masked, 0) + n
    core.call(lists.CountList(handed.list_id, imported.rows, counts, repaired, name, left))
    shown = {
        "name": name.strip()[:_NAME],
        "department": handed.department,
        "source": acts.Source(
            name=mobiles_masked(source.name[:_NAME]),
            sha256=source.sha256,
            size=source.size,
            encoding=source.encoding or source.kind,
            sheet=mobiles_masked(source.place[:_NAME]),
        ),
        "n": len(imported.numbers),
        "rows": imported.rows,
        "counts": counts,
        "repaired": repaired,
        "aside": left,
    }
    prepared = declared.prepare(
        core, acts.FileManifest, str(handed.list_id), {"root": handed.root}, shown, by=person
    )
    return Pending(handed.list_id, prepared, handed.salt)


def demand_good(imported: Imported, origin: Origin | None = None) -> None:
    """Insist that there is a number, and that the file of `origin` has not changed since it was read.

    Raises RefusedError `list_empty`, FileRefusedError `changed`.
    """
    if not imported.numbers:
        raise RefusedError(refuse("list_empty", "R10"))
    if origin is not None:
        origin.demand_as_read()


def finish(core: Core, pending: Pending, opens: Opens, origin: Origin | None = None) -> Done:
    """Sign the manifest and close the list, if the file of `origin` is unchanged; raises FileRefusedError `changed`.

    The manifest is prepared again, because its signer may have taken time over the rows that were left out. Only date and
    roster version may differ from before. Raises ConsoleError("prepared_differs") otherwise.
    """
    if origin is not None:
        origin.demand_as_read()
    shown = read(pending.prepared)
    if not isinstance(shown, acts.FileManifest):
        raise ConsoleError("prepared_differs", fields="type")
    prepared = declared.prepare(
        core, acts.FileManifest, str(pending.list_id), {"root": shown.root}, {}, by=shown.by
    )
    signature = sign(core, shown, prepared, opens)
    done: Done = core.call(lists.FinishList(pending.list_id, prepared.text, signature, pending.salt))
    return done
