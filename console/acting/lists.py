"""Bringing a list to the desk: the rows are uploaded in chunks, then the importer signs the manifest."""

import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import msgspec

from console.acting import declared
from console.acting.steps import Core, read, sign
from console.contacts.importing import Imported
from console.contacts.inbox import Origin
from console.contacts.reasons import ALL_REASONS
from console.domain import acts
from console.domain.contacts import merkle
from console.domain.contacts.packing import pack_numbers
from console.domain.masking import mobiles_masked
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.signing.keys import UnlockedKey
from console.wire import lists, views

_NAME = 200
"""Characters of a list's name; the desk cuts it there."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A list whose rows are at the desk and whose manifest the importer has yet to sign."""

    list_id: int
    prepared: views.Prepared
    salt: bytes


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
    numbers, growing = imported.numbers, merkle.Growing(salt)
    with ThreadPoolExecutor(1, "upload") as line:
        for at in range(0, len(numbers), lists.NUMBERS):
            if cancelled():
                core.call(lists.DropList(begun.id))
                raise ConsoleError("import_cancelled")
            piece = numbers[at : at + lists.NUMBERS]
            sent = line.submit(core.call, lists.AddNumbers(begun.id, pack_numbers(piece)))
            # The root grows while the desk takes the numbers in.
            growing.add(piece)
            sent.result()
            progress(growing.count, len(numbers))
    names = [str(reason) for reason in ALL_REASONS]
    for columns in imported.findings.batches():
        core.call(lists.AddFindings(begun.id, names, *columns))
    counts = {str(reason): n for reason, n in imported.counts.items()}
    repaired = {str(reason): n for reason, n in imported.repaired.items()}
    core.call(lists.CountList(begun.id, imported.rows, counts, repaired))
    root = growing.root().hex()
    shown = {
        "name": name.strip()[:_NAME],
        "department": department,
        "source": acts.Source(
            name=mobiles_masked(source.name[:_NAME]),
            sha256=source.sha256,
            size=source.size,
            encoding=source.encoding or source.kind,
            sheet=mobiles_masked(source.place[:_NAME]),
        ),
        "n": len(numbers),
        "rows": imported.rows,
        "counts": counts,
        "repaired": repaired,
    }
    prepared = declared.prepare(core, acts.Manifest, str(begun.id), {"root": root}, shown, by=person)
    return Pending(begun.id, prepared, salt)


def demand_good(imported: Imported, origin: Origin | None = None) -> None:
    """Insist that there is a number, and that the file of `origin` has not changed since it was read.

    Raises RefusedError `list_empty`, FileRefusedError `changed`.
    """
    if not imported.numbers:
        raise RefusedError(refuse("list_empty", "R10"))
    if origin is not None:
        origin.demand_as_read()


def finish(core: Core, pending: Pending, key: UnlockedKey, origin: Origin | None = None) -> views.Done:
    """Sign the manifest and close the list, if the file of `origin` is unchanged; raises FileRefusedError `changed`.

    The manifest is prepared again, because its signer may have taken time over the rows that were left out. Only date and
    roster version may differ from before. Raises ConsoleError("prepared_differs") otherwise.
    """
    if origin is not None:
        origin.demand_as_read()
    shown = read(pending.prepared)
    if not isinstance(shown, acts.Manifest):
        raise ConsoleError("prepared_differs", fields="type")
    prepared = declared.prepare(
        core, acts.Manifest, str(pending.list_id), {"root": shown.root}, {}, by=shown.by
    )
    act = read(prepared)
    if act != msgspec.structs.replace(shown, at=act.at, roster=act.roster):
        raise ConsoleError("prepared_differs", fields="list")
    signature = sign(core, prepared, key)
    done: views.Done = core.call(lists.FinishList(pending.list_id, prepared.text, signature, pending.salt))
    return done
