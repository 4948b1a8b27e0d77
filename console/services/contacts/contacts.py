"""Contact lists: numbers and findings arrive in chunks; the importer's signed manifest closes the list (R9, R10)."""

from array import array
from datetime import timedelta
from itertools import chain

import msgspec
from sqlalchemy import delete, func, or_, select, update

from console.db.bulk import insert_many, insert_numbers
from console.domain.acts import FileManifest, MadeManifest, Manifest, Source, aside_of
from console.domain.authority import Act
from console.domain.contacts import aside, beside, merkle
from console.domain.contacts.packing import Columns, open_columns, pack_numbers, unpack_numbers
from console.domain.contacts.parts import Rule
from console.domain.contacts.phone import is_mobile_form, mask
from console.domain.masking import mobiles_masked
from console.domain.ordering import Ordering
from console.domain.refusals import refuse
from console.domain.requests.text import mobile_in
from console.domain.times import parse, render
from console.errors import ConsoleError, RefusedError
from console.services import declared
from console.services.contacts import finding_texts, hashed_optouts, roots
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.statements import Incoming, prepares, receive
from console.store import base
from console.store.contacts import (
    ContactListRecord,
    FindingRecord,
    ListNumberRecord,
    contact_list,
    finding,
    list_number,
)
from console.store.sends import SlotRecord
from console.wire import dispatch
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.bounds import text_tidied
from console.wire.contacts import lists as wire

_CHUNK = 10_000
_RAW = 200
_SALT = 32
_ABANDONED = timedelta(days=1)


IMPORTING, MAKING, READY, ERASED = "importing", "making", "ready", "erased"


@answers
def begin(ctx: Context, call: wire.BeginList) -> Done:
    """Open a list for a drafter of that department."""
    demand(ctx.authority.may(ctx.person, Act.IMPORT_LIST, department=call.department))
    hashed_optouts.demand_key(ctx)
    name = _named(call.name)
    if call.salt and len(call.salt) != _SALT:
        raise ConsoleError("bad_chunk")
    made = ctx.conn.execute(
        contact_list.insert().values(
            name=name,
            department=call.department,
            importer=ctx.person,
            at=ctx.at,
            state=IMPORTING,
            n=0,
            rows=0,
            last=0,
            source=mobiles_masked(call.source[:_RAW]),
            sha256=call.sha256,
            size=call.size,
            encoding=call.encoding,
            sheet=mobiles_masked(call.sheet[:_RAW]),
            counts="{}",
            repaired="{}",
            desk=ctx.desk.mark,
            salt=call.salt or None,
        )
    )
    key = made.inserted_primary_key
    list_id = int(key[0]) if key else 0
    roots.begin(ctx, list_id, call.salt)
    return Done(0, list_id)


def _named(name: str) -> str:
    """The name of a list as it is kept."""
    if not name.strip():
        raise RefusedError(refuse("field_missing", "R10", field="name"))
    # Names stay when the numbers are erased, because the signed manifest holds them.
    if mobile_in(name):
        raise RefusedError(refuse("list_name_mobile", "I6"))
    return name.strip()[:_RAW]


@answers
def add_numbers(ctx: Context, call: wire.AddNumbers) -> Done:
    """Store the next chunk; it must be ascending, hold only mobile numbers, and start above the numbers stored before."""
    row = _importing(ctx, call.list_id)
    try:
        numbers = unpack_numbers(call.numbers)
    except ValueError as error:
        raise ConsoleError("bad_chunk") from error
    if not numbers or len(numbers) > wire.NUMBERS:
        raise ConsoleError("bad_chunk")
    _judge_numbers(numbers, row.last)
    roots.add(ctx, call.list_id, row.n, numbers)
    insert_numbers(ctx.conn, list_number, call.list_id, numbers)
    ctx.conn.execute(
        update(contact_list)
        .where(contact_list.c.id == call.list_id)
        .values(n=row.n + len(numbers), last=numbers[-1])
    )
    return Done(0, call.list_id)


@answers
def add_findings(ctx: Context, call: wire.AddFindings) -> Done:
    """Store findings (rows that are not an ordinary number), by file row."""
    _importing(ctx, call.list_id)
    columns = Columns(call.rows, call.reasons, call.kept, call.firsts, call.ends, call.text)
    try:
        opened = open_columns(columns, most=wire.FINDINGS, reasons=len(call.names))
    except ValueError as error:
        raise ConsoleError("bad_chunk") from error
    known: dict[int, int] = {}
    names = [name[:40] for name in call.names]
    if opened.rows:
        first = opened.rows[0]
        known[first] = ctx.conn.execute(
            select(func.count()).where(FindingRecord.list_id == call.list_id, FindingRecord.row == first)
        ).scalar_one()
    rows = []
    for row, code, kept, repeated, raw in zip(
        opened.rows, opened.reasons, opened.kept, opened.firsts, opened.raws(), strict=True
    ):
        nth = known.get(row, 0)
        known[row] = nth + 1
        text = text_tidied(raw[:_RAW])
        # The reading process leaves the rest out already; the desk keeps nothing that only a console promised.
        said = text if call.texts else beside.told(text, names[code])
        rows.append((call.list_id, row, nth, names[code], said, kept, repeated))
    if call.texts:
        until = finding_texts.ends(ctx.at)
        ctx.conn.execute(
            update(contact_list).where(contact_list.c.id == call.list_id).values(texts_until=until)
        )
    insert_many(ctx.conn, finding, ("list_id", "row", "nth", "reason", "raw", "kept", "first"), rows)
    return Done(0, call.list_id)


@answers
def count(ctx: Context, call: wire.CountList) -> Done:
    """Store how many rows were read and how many had each reason, and the list's name; the manifest is prepared from these."""
    row = _importing(ctx, call.list_id)
    if min([call.rows, *call.counts.values(), *call.repaired.values()]) < 0 or not aside.is_sound(call.aside):
        raise ConsoleError("bad_chunk")
    ctx.conn.execute(
        update(contact_list)
        .where(contact_list.c.id == call.list_id)
        .values(
            rows=call.rows,
            counts=msgspec.json.encode(call.counts).decode(),
            repaired=msgspec.json.encode(call.repaired).decode(),
            aside=msgspec.json.encode(call.aside).decode(),
            name=_named(call.name) if call.name else row.name,
        )
    )
    return Done(0, call.list_id)


@answers
def drop(ctx: Context, call: wire.DropList) -> Done:
    """Delete a list that was never finished."""
    if unfinished(ctx, call.list_id, MAKING) is None:
        _importing(ctx, call.list_id)
    ctx.desk.live.forming.pop(call.list_id, None)
    _forget(ctx, call.list_id)
    return Done(0, call.list_id)


def drop_unfinished(ctx: Context) -> int:
    """Delete every list that a lost connection or a restart of this desk left unfinished; return how many.

    Another desk's unfinished lists are left alone for a day; after that the other desk counts as gone.
    """
    abandoned = render(parse(ctx.at) - _ABANDONED)
    own = or_(contact_list.c.desk.in_(["", ctx.desk.mark]), contact_list.c.at < abandoned)
    ids = (
        ctx.conn.execute(
            select(ContactListRecord.id).where(ContactListRecord.state.in_([IMPORTING, MAKING]), own)
        )
        .scalars()
        .all()
    )
    for list_id in ids:
        _forget(ctx, list_id)
    _forget_rest(ctx)
    return len(ids)


def _forget_rest(ctx: Context) -> None:
    """Delete what is left of lists whose deletion was begun."""
    begun = select(ContactListRecord.id).where(ContactListRecord.state == ERASED)
    ctx.conn.execute(delete(list_number).where(list_number.c.list_id.in_(begun)))


@prepares(Manifest, FileManifest)
def prepare(ctx: Context, call: Prepare, kind: type[Manifest]) -> Manifest:
    """The manifest of a list whose numbers have all arrived; the importing console computed the root."""
    row = _importing(ctx, declared.numbered(call))
    if not row.n:
        raise RefusedError(refuse("list_empty", "R10"))
    beyond = {
        "department": row.department,
        "name": row.name,
        "source": Source(
            name=row.source, sha256=row.sha256, size=row.size, encoding=row.encoding, sheet=row.sheet
        ),
        "rows": row.rows,
        "counts": msgspec.json.decode(row.counts),
        "repaired": msgspec.json.decode(row.repaired),
        "n": row.n,
    }
    if issubclass(kind, FileManifest):
        beyond["aside"] = msgspec.json.decode(row.aside)
    return declared.filled(ctx, kind, call, beyond)


@answers
def finish(ctx: Context, call: wire.FinishList) -> Done:
    """Close a list: the signed manifest must match the stored rows, and its root the numbers with the salt."""
    row = _importing(ctx, call.list_id)
    incoming = receive(ctx, call.text, call.signature)
    manifest = incoming.act
    if not isinstance(manifest, Manifest) or isinstance(manifest, MadeManifest):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    demand(ctx.authority.may(manifest.by, Act.IMPORT_LIST, department=manifest.department))
    if (manifest.by, manifest.department, manifest.n, manifest.name) != (
        row.importer,
        row.department,
        row.n,
        row.name,
    ) or aside_of(manifest) != msgspec.json.decode(row.aside):
        raise RefusedError(refuse("manifest_differs", "R10"))
    if len(call.salt) != _SALT or (row.salt and bytes(row.salt) != call.salt):
        raise RefusedError(refuse("manifest_differs", "R10"))
    root = roots.of(ctx, call.list_id, row.n, call.salt) or merkle.root(
        call.salt, numbers_of(ctx, call.list_id)
    )
    if root.hex() != manifest.root:
        raise RefusedError(refuse("manifest_root_differs", "R10"))
    return close(ctx, call.list_id, call.salt, incoming, manifest)


def close(ctx: Context, list_id: int, salt: bytes, incoming: Incoming, manifest: Manifest) -> Done:
    """Note that a list is finished under its signed manifest."""
    roots.forget(ctx, list_id)
    ctx.conn.execute(
        update(contact_list)
        .where(contact_list.c.id == list_id)
        .values(
            state=READY,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            salt=salt,
        )
    )
    ctx.notice("lists")
    payload = {"n": manifest.n, "root": manifest.root, "rows": manifest.rows}
    seq = ledger.record(
        ctx,
        "list.finished",
        f"list:{list_id}",
        payload,
        actor=manifest.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, list_id)


def size_of(ctx: Context, list_id: int) -> int:
    """How many numbers a finished list has; 0 if there is none."""
    return int(
        ctx.conn.execute(
            select(ContactListRecord.n).where(ContactListRecord.id == list_id)
        ).scalar_one_or_none()
        or 0
    )


def numbers_of(ctx: Context, list_id: int) -> "array[int]":
    """Every number of a list, ascending."""
    rows = ctx.conn.execute(
        select(ListNumberRecord.num).where(ListNumberRecord.list_id == list_id).order_by(ListNumberRecord.num)
    )
    found_numbers = array("q")
    for part in rows.partitions(_CHUNK):
        found_numbers.extend(chain.from_iterable(part))
    return found_numbers


def samples_of(ctx: Context, row: ContactListRecord, most: int) -> list[str]:
    """Masked numbers of a list, drawn and ordered by its salt: everybody sees the same ones, and their order reveals nothing."""
    numbers = numbers_of(ctx, row.id)
    drawn = Ordering(bytes(row.salt or b""), f"samples/1 {row.digest}", len(numbers))
    return [mask(numbers[drawn.position(nth)]) for nth in range(min(most, len(numbers)))]


@answers
def pull(ctx: Context, call: dispatch.PullNumbers) -> dispatch.ListChunk:
    """The next numbers of a list for the dispatcher, with the salt of its root."""
    ctx.service()
    salt = ctx.conn.execute(
        select(ContactListRecord.salt).where(
            ContactListRecord.id == call.list_id, ContactListRecord.state == READY
        )
    ).scalar_one_or_none()
    rows = ctx.conn.execute(
        select(ListNumberRecord.num)
        .where(ListNumberRecord.list_id == call.list_id, ListNumberRecord.num > call.after)
        .order_by(ListNumberRecord.num)
        .limit(_CHUNK)
    ).scalars()
    return dispatch.ListChunk(
        bytes(found(salt, "no_such_list", list=call.list_id)), pack_numbers(array("q", rows))
    )


def row_of(ctx: Context, row: ContactListRecord) -> wire.ListRow:
    """A list as it is shown to people."""
    rule = msgspec.json.decode(row.rule, type=Rule)
    used, last_used = ctx.conn.execute(
        select(func.count(func.distinct(SlotRecord.request)), func.max(SlotRecord.opens)).where(
            SlotRecord.list_id == row.id
        )
    ).one()
    return wire.ListRow(
        id=row.id,
        name=row.name,
        department=row.department,
        importer=row.importer,
        at=row.at,
        state=row.state,
        n=row.n,
        rows=row.rows,
        source=row.source,
        encoding=row.encoding,
        sheet=row.sheet,
        counts=msgspec.json.decode(row.counts),
        repaired=msgspec.json.decode(row.repaired),
        digest=row.digest or "",
        sha256=row.sha256,
        used_by=used,
        last_used=last_used or "",
        version=_version(ctx, row),
        replaces=row.replaces,
        replaced_by=newer(ctx, row.id),
        made=row.made,
        parents=msgspec.json.decode(row.parents),
        prefixes=rule.prefixes,
        share=rule.share,
        note=row.note,
        aside=msgspec.json.decode(row.aside),
        texts_until=finding_texts.until(ctx, row),
    )


def _version(ctx: Context, row: ContactListRecord) -> int:
    """How manieth version a list is: each that it replaces is older, so the chain ends."""
    nth, older = 1, row.replaces
    while older:
        nth += 1
        older = (
            ctx.conn.execute(select(ContactListRecord.replaces).where(ContactListRecord.id == older)).scalar()
            or 0
        )
    return nth


def newer(ctx: Context, list_id: int) -> int:
    """The list that replaces a list; 0 for none."""
    where = ContactListRecord.replaces == list_id
    return int(ctx.conn.execute(select(func.max(ContactListRecord.id)).where(where)).scalar() or 0)


def record(ctx: Context, list_id: int) -> ContactListRecord:
    """A list, whatever its state; raises ConsoleError("no_such_list")."""
    row = base.row(ctx.conn, select(ContactListRecord).where(ContactListRecord.id == list_id))
    return found(row, "no_such_list", list=list_id)


def unfinished(ctx: Context, list_id: int, state: str) -> ContactListRecord | None:
    """The caller's own unfinished list in that state; None for any other."""
    row = record(ctx, list_id)
    return row if row.state == state and row.importer == ctx.person else None


def _importing(ctx: Context, list_id: int) -> ContactListRecord:
    row = record(ctx, list_id)
    if row.state != IMPORTING or row.importer != ctx.person:
        raise RefusedError(refuse("list_closed", "R10"))
    return row


def _forget(ctx: Context, list_id: int) -> None:
    roots.forget(ctx, list_id)
    for table, column in ((list_number, list_number.c.list_id), (finding, finding.c.list_id)):
        ctx.conn.execute(delete(table).where(column == list_id))
    ctx.conn.execute(delete(contact_list).where(contact_list.c.id == list_id))


def _judge_numbers(numbers: "array[int]", last: int) -> None:
    if not (numbers[0] > last and merkle.is_ascending(numbers)):
        raise RefusedError(refuse("not_ascending", "R10"))
    if not (is_mobile_form(str(numbers[0])) and is_mobile_form(str(numbers[-1]))):
        raise RefusedError(refuse("not_mobile", "R10"))
