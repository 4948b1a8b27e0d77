"""The lists that a request's bytes name, read from the manifests that their importers signed (R9, R10).

The desk keeps the lists and tells their names. So a signer's own program fetches each manifest by the digest that the bytes
name, proves its signature, and insists that everything else that was shown of the list agrees with it.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

import msgspec

from console.acting.own_trust import Chosen, Own
from console.acting.sitting import Core
from console.domain import acts
from console.domain.contacts import parts
from console.domain.people.people import Post
from console.domain.requests.text import unseen
from console.errors import ConsoleError
from console.signing import trust
from console.signing.canonical import NotCanonicalError
from console.signing.refused import Refused
from console.signing.statements import Signed, decode, digest
from console.wire.contacts import lists as list_calls
from console.wire.contacts.lists import SignedList, SignedLists
from console.wire.requests import approvals
from console.wire.sending.slots import SlotRow


class Vouched(NamedTuple):
    """The list of one slot: its signed manifest, its importer's name in the roster, and whether all this was proved.

    `proved` is False on a machine without pinned root keys: then only the desk says so.
    """

    slot: int
    digest: str
    manifest: acts.Manifest
    importer: str
    proved: bool


def vouched(core: Core, own: Own, act: acts.Request) -> list[Vouched]:
    """Fetch and judge the manifest of every slot's list; raises ConsoleError `list_unproven` or `roster_unproven`."""
    digests = list(dict.fromkeys(slot.list for slot in act.slots))
    brought: list[SignedList] = core.call(SignedLists(digests=digests))
    signed = {one.digest(): one for one in (Signed(row.text, [row.signature]) for row in brought)}
    chain = own.chain(core)
    vouched_slots = [(slot, *_judged(chain.trust, signed.get(slot.list), slot, act)) for slot in act.slots]
    return [
        Vouched(slot.id, slot.list, manifest, name, proved=chain.proved)
        for slot, manifest, name in vouched_slots
    ]


def _judged(
    chain: trust.Trust, signed: Signed | None, slot: acts.Slot, act: acts.Request
) -> tuple[acts.Manifest, str]:
    """Return the manifest, which a drafter of that department signed, and their name; raises ConsoleError `list_unproven`."""
    if signed is None:
        raise ConsoleError("list_unproven", slot=slot.id, refused="list_missing")
    try:
        manifest, name = _judge(chain, signed, act)
    except Refused as refused:
        raise ConsoleError("list_unproven", slot=slot.id, refused=refused.name) from refused
    if manifest.n != slot.n:
        raise ConsoleError("list_unproven", slot=slot.id, refused="list_count")
    return manifest, name


def _judge(chain: trust.Trust, signed: Signed, act: acts.Request) -> tuple[acts.Manifest, str]:
    manifest, keys = trust.opened(signed, act.org, "list_signature")
    if not isinstance(manifest, acts.Manifest):
        raise Refused("bundle_malformed", "not a list manifest")
    if unseen(msgspec.to_builtins(manifest)):
        raise Refused("hidden_characters", "list")
    person = trust.signer(chain, manifest, keys, "list_not_by_drafter")
    roster = trust.named_roster(chain, manifest)
    if not roster.holds(manifest.by, Post.DRAFTER, manifest.department, manifest.at):
        raise Refused("list_not_by_drafter", manifest.by)
    if manifest.department != act.department:
        raise Refused("list_other_department", manifest.department)
    return manifest, person.name


def of_card(core: Core, own: Own, card: approvals.ScopeCard, act: acts.Request) -> tuple[Vouched, ...]:
    """The lists of a card's statement, which must be those that the card tells of; raises as `vouched` and `insist_card` do."""
    vouched_slots = vouched(core, own, act)
    insist_card(vouched_slots, card.lists)
    return tuple(vouched_slots)


def insist_card(judged: Sequence[Vouched], rows: Iterable[list_calls.ListRow]) -> None:
    """Insist that a card's lists are those of the signed bytes, and that the card agrees with each manifest.

    Raises ConsoleError `list_not_as_shown`.
    """
    shown = {row.digest: row for row in rows}
    for one in judged:
        row, said = shown.get(one.digest), one.manifest
        if row is None or len(shown) != len({each.digest for each in judged}):
            raise _not_as_shown(one, ["list"])
        pairs = {
            "name": (row.name, said.name),
            "n": (row.n, said.n),
            "rows": (row.rows, said.rows),
            "source": (row.source, said.source.name),
            "sheet": (row.sheet, said.source.sheet),
            "department": (row.department, said.department),
            "importer": (row.importer, said.by),
            "counts": (row.counts, said.counts),
            "repaired": (row.repaired, said.repaired),
            "aside": (row.aside, acts.aside_of(said)),
            "made": (row.made, str(getattr(said, "made", ""))),
            "rule": (parts.Rule(row.prefixes, row.share), acts.rule_of(said)),
        }
        _insist_same(one, pairs)


def insist_rows(judged: Sequence[Vouched], rows: Iterable[SlotRow]) -> None:
    """Insist that the desk's rows of a request's slots name the lists of the signed bytes; raises as `insist_card`."""
    shown = {row.id: row for row in rows}
    for one in judged:
        row = shown.get(one.slot)
        if row is not None:
            _insist_same(one, {"name": (row.list_name, one.manifest.name), "n": (row.n, one.manifest.n)})


def _insist_same(one: Vouched, pairs: dict[str, tuple[object, object]]) -> None:
    differing = [name for name, (shown, said) in pairs.items() if shown != said]
    if differing:
        raise _not_as_shown(one, differing)


def _not_as_shown(one: Vouched, fields: Sequence[str]) -> ConsoleError:
    said = one.manifest
    return ConsoleError(
        "list_not_as_shown", slot=one.slot, name=said.name, n=said.n, fields=", ".join(fields)
    )


def insist_chosen(rows: Sequence[Vouched], chosen: Sequence[Chosen | None]) -> None:
    """Insist that each slot's list is the one that was chosen for it here; raises ConsoleError `list_not_chosen`.

    A slot whose list was chosen elsewhere, or by a colleague, has nothing to be compared with.
    """
    for nth, (one, expected) in enumerate(zip_longest(rows, chosen), 1):
        if expected is None:
            continue
        named = (one.digest, one.manifest.n, one.manifest.name) if one is not None else ("", 0, "-")
        if (expected.digest, expected.n, expected.name) != named:
            raise ConsoleError(
                "list_not_chosen", slot=nth, chosen=expected.name, count=expected.n, name=named[2], n=named[1]
            )


def chosen_elsewhere(rows: Sequence[Vouched], chosen: Sequence[Chosen | None]) -> list[Vouched]:
    """The lists of slots for which nothing was chosen here, so that the signer must recognise them by their manifests."""
    here = {slot for slot, one in enumerate(chosen, 1) if one is not None}
    return [one for one in rows if one.slot not in here]


def chosen_now(core: Core, lists: Sequence[int]) -> list[Chosen | None]:
    """The desk's present lists with these numbers, for people who choose lists by number: name, digest and count of each manifest.

    None where there is no such list; the form says so in its own words.
    """
    rows: list[SignedList] = core.call(SignedLists(lists=list(dict.fromkeys(lists)))) if lists else []
    chosen_by_list = {row.list_id: _chosen(row) for row in rows}
    return [chosen_by_list.get(one) for one in lists]


def _chosen(row: SignedList) -> Chosen:
    """What a manifest says of its list; its signature is judged when a request that uses it is signed."""
    try:
        manifest = decode(row.text.encode())
    except NotCanonicalError as error:
        raise ConsoleError("prepared_unreadable") from error
    if not isinstance(manifest, acts.Manifest):
        raise ConsoleError("prepared_unreadable")
    return Chosen(row.list_id, manifest.name, digest(row.text.encode()), manifest.n)
