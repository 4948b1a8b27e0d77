"""Making a list of others (R10): merged, subtracted or taken out of one at the desk, step by step, and signed like any import.

Nobody is handed a number for it. The new list is a text of its own, one number a line, whose digest and salted root its manifest names
together with the manifests of the lists that it was made of.
"""

from array import array
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.db.bulk import insert_numbers
from console.domain import acts
from console.domain.acts import Making, Source
from console.domain.authority import Act
from console.domain.contacts import merkle, parts
from console.domain.contacts.parts import Rule
from console.domain.refusals import refuse
from console.domain.requests.text import mobile_in
from console.errors import RefusedError
from console.services import declared
from console.services.contacts import contacts, hashed_optouts, list_assets
from console.services.context import Context, Forming, answers, demand
from console.services.statements import prepares, receive
from console.signing.statements import decode
from console.store.contacts import ContactListRecord, ListNumberRecord, contact_list, list_number
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.contacts import list_assets as wire

_PART: Final = 4_000
"""Numbers of all parents that one call reads: the desk's writer is held no longer than that takes."""
_NAME: Final = 200
_ENCODING: Final = "ascii"


@answers
def begin(ctx: Context, call: wire.MakeList) -> Done:
    """Open a list that is made of finished lists, each of a department whose lists the caller may read."""
    if call.made is Making.PART:
        raise RefusedError(refuse("list_part_rule", "R10"))
    return _opened(ctx, call, call.made, call.parents, Rule())


@answers
def begin_part(ctx: Context, call: wire.MakePart) -> Done:
    """Open a list that is a part of a finished list of a department whose lists the caller may read."""
    rule = Rule(call.prefixes, call.share)
    demand(parts.fault(rule))
    return _opened(ctx, call, Making.PART, [call.parent], rule)


def _opened(
    ctx: Context, call: wire.MakeList | wire.MakePart, how: Making, parents: list[int], rule: Rule
) -> Done:
    demand(ctx.authority.may(ctx.person, Act.IMPORT_LIST, department=call.department))
    hashed_optouts.demand_key(ctx)
    name = call.name.strip()[:_NAME]
    if not name:
        raise RefusedError(refuse("field_missing", "R10", field="name"))
    if mobile_in(name):
        raise RefusedError(refuse("list_name_mobile", "I6"))
    if len(set(parents)) != len(parents):
        raise RefusedError(refuse("list_twice", "R10"))
    if len(call.salt) != merkle.SALT_SIZE:
        raise RefusedError(refuse("manifest_differs", "R10"))
    left = acts.aside_by(_manifests(ctx, parents))
    made = ctx.conn.execute(
        contact_list.insert().values(
            name=name, department=call.department, importer=ctx.person, at=ctx.at, state=contacts.MAKING,
            n=0, rows=0, last=0, source=f"{name}.txt"[-_NAME:], sha256="", size=0, encoding=_ENCODING, sheet="",
            counts="{}", repaired="{}", salt=call.salt, desk=ctx.desk.mark, made=str(how),
            parents=msgspec.json.encode(parents).decode(), rule=msgspec.json.encode(rule).decode(),
            aside=msgspec.json.encode(left).decode(),
        )
    )  # fmt: skip
    key = made.inserted_primary_key
    list_id = int(key[0]) if key else 0
    ctx.desk.live.forming[list_id] = {0: Forming((), (), sha256())}
    return Done(0, list_id)


@answers
def grow(ctx: Context, call: wire.GrowList) -> wire.Grown:
    """Put the next numbers in; once there are no more, the answer has the root that the manifest names."""
    row = _making(ctx, call.list_id)
    states = ctx.desk.live.forming.get(row.id, {})
    state = states.get(row.last)
    if state is None:
        # The desk was started anew since.
        raise RefusedError(refuse("list_closed", "R10"))
    parents = msgspec.json.decode(row.parents, type=list[int])
    read = parents if row.made == Making.MERGE else parents[:1]
    upto = _bound(ctx, read, row.last)
    numbers = array("q", _next(ctx, row, parents, upto))
    insert_numbers(ctx.conn, list_number, row.id, numbers)
    salt = bytes(row.salt or b"")
    state = _added(state, numbers, salt)
    n, root, last = row.n + len(numbers), "", upto if upto is not None else row.last
    values: dict[str, Any] = {"n": n, "last": last}
    if upto is None and n:
        root = _root(state, salt)
        values |= {"rows": n, "sha256": state.text.hexdigest(), "size": n * _LINE}
    # A transaction may be undone and run again, so the state before it is kept.
    ctx.desk.live.forming[row.id] = {row.last: states[row.last], last if upto is not None else _WHOLE: state}
    ctx.conn.execute(update(contact_list).where(contact_list.c.id == row.id).values(**values))
    return wire.Grown(n, upto is None, root)


_LINE: Final = 12
"""Octets of a number and its line end."""
_WHOLE: Final = -1
"""In place of a last number: the list is whole."""


def _root(state: Forming, salt: bytes) -> str:
    ends = [merkle.leaf(salt, state.rest)] if state.rest else []
    return merkle.root_of([*state.leaves, *ends]).hex()


def _bound(ctx: Context, lists: Sequence[int], last: int) -> int | None:
    """Up to which number the next part goes, so that it reads no more than a part of each list; None if it reads all the rest."""
    each = _PART // len(lists)
    ends = []
    for one in lists:
        after = (
            select(ListNumberRecord.num)
            .where(ListNumberRecord.list_id == one, ListNumberRecord.num > last)
            .order_by(ListNumberRecord.num)
            .offset(each - 1)
            .limit(1)
        )
        ends.append(ctx.conn.execute(after).scalar())
    known = [end for end in ends if end is not None]
    return min(known) if known else None


def _next(ctx: Context, row: ContactListRecord, parents: Sequence[int], upto: int | None) -> Sequence[int]:
    here, there = list_number.alias("here"), list_number.alias("there")
    where = [here.c.num > row.last] + ([here.c.num <= upto] if upto is not None else [])
    if row.made == Making.MERGE:
        # One range of each list's key, put together here: a database that is asked for all at once would sort the whole.
        every: set[int] = set()
        for one in parents:
            every.update(ctx.conn.execute(select(here.c.num).where(here.c.list_id == one, *where)).scalars())
        return sorted(every)
    if row.made == Making.PART:
        salt = bytes(list_assets.finished(ctx, parents[0]).salt or b"")
        found = ctx.conn.execute(
            select(here.c.num).where(here.c.list_id == parents[0], *where).order_by(here.c.num)
        ).scalars()
        return parts.chosen(_rule(row), salt, found)
    out = select(there.c.num).where(there.c.list_id.in_(parents[1:]), there.c.num == here.c.num).exists()
    chosen = select(here.c.num).where(here.c.list_id == parents[0], *where, ~out).order_by(here.c.num)
    return list(ctx.conn.execute(chosen).scalars())


def _rule(row: ContactListRecord) -> Rule:
    return msgspec.json.decode(row.rule, type=Rule)


def _added(state: Forming, numbers: "array[int]", salt: bytes) -> Forming:
    """The digests with further numbers."""
    text = state.text.copy()
    text.update(b"".join(b"%d\n" % number for number in numbers))
    rest, leaves = (*state.rest, *numbers), list(state.leaves)
    whole = len(rest) - len(rest) % merkle.CHUNK
    leaves += [merkle.leaf(salt, rest[at : at + merkle.CHUNK]) for at in range(0, whole, merkle.CHUNK)]
    return Forming(rest[whole:], tuple(leaves), text)


def _manifests(ctx: Context, parents: Sequence[int]) -> list[acts.Manifest]:
    """What the importers of finished lists signed."""
    signed = [decode((list_assets.finished(ctx, one).text or "").encode()) for one in parents]
    return [one for one in signed if isinstance(one, acts.Manifest)]


@prepares(acts.DerivedManifest, acts.PartManifest)
def prepare(ctx: Context, call: Prepare, kind: type[acts.DerivedManifest]) -> acts.DerivedManifest:
    """The manifest of a list whose numbers are all there."""
    row = _making(ctx, declared.numbered(call))
    if kind is not acts.made_kind(Making(row.made)):
        raise RefusedError(refuse("manifest_differs", "R10"))
    if not row.n or not row.sha256:
        raise RefusedError(refuse("list_empty", "R10"))
    if row.made == Making.PART:
        (parent,) = (
            list_assets.finished(ctx, one) for one in msgspec.json.decode(row.parents, type=list[int])
        )
        if row.n == parent.n:
            raise RefusedError(refuse("list_part_whole", "R10", name=parent.name, n=parent.n))
    said = {name: value for name, value in _said(ctx, row).items() if value is not msgspec.UNSET}
    return declared.filled(ctx, kind, call, said)


def _said(ctx: Context, row: ContactListRecord) -> dict[str, Any]:
    parents, how = msgspec.json.decode(row.parents, type=list[int]), Making(row.made)
    said = {
        "department": row.department,
        "name": row.name,
        "source": Source(name=row.source, sha256=row.sha256, size=row.size, encoding=row.encoding, sheet=""),
        "rows": row.rows,
        "counts": {},
        "repaired": {},
        "n": row.n,
        "made": how,
        "parents": [list_assets.finished(ctx, one).digest or "" for one in parents],
        "aside": msgspec.json.decode(row.aside),
    }
    return said | (acts.said_by(_rule(row)) if how is Making.PART else {})


@answers
def finish(ctx: Context, call: wire.FinishMade) -> Done:
    """Close the list: the signed manifest must say what the desk made."""
    row = _making(ctx, call.list_id)
    incoming = receive(ctx, call.text, call.signature)
    manifest = incoming.act
    if type(manifest) is not acts.made_kind(Making(row.made)):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    demand(ctx.authority.may(manifest.by, Act.IMPORT_LIST, department=manifest.department))
    said = _said(ctx, row) | {"by": row.importer}
    if any(getattr(manifest, name) != value for name, value in said.items()):
        raise RefusedError(refuse("manifest_differs", "R10"))
    salt = bytes(row.salt or b"")
    state = ctx.desk.live.forming.get(row.id, {}).get(_WHOLE)
    # The desk put the numbers in itself, so what it worked out then is not worked out again.
    if state is None or _root(state, salt) != manifest.root:
        raise RefusedError(refuse("manifest_root_differs", "R10"))
    ctx.desk.live.forming.pop(row.id, None)
    return contacts.close(ctx, row.id, salt, incoming, manifest)


def _making(ctx: Context, list_id: int) -> ContactListRecord:
    row = contacts.unfinished(ctx, list_id, contacts.MAKING)
    if row is None:
        raise RefusedError(refuse("list_closed", "R10"))
    return row
