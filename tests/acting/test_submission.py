"""The form and the bytes that its drafter would sign: every field that a person types is compared, and none is forgotten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from msgspec import inspect

from console.acting.requests import submission
from console.domain import acts, declared
from console.domain import leaves as parts
from console.errors import ConsoleError, RefusedError
from console.signing.canonical import dumps
from console.signing.statements import decode, encode, sign
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.requests.drafts import Draft
from tests import asking
from tests.domain.test_declared import given
from tests.lying import altered, leaves, others
from tests.papers import saved, written
from tests.services.core import Core, one_clock, open_core

BY = "zhaomin"
ENUMERATED = ("notice", "promotion", "other", "contract", "consent", "duty")
NOT_TYPED = {
    "org": "the installation's",
    "by": "the signer, who is compared with whoever sits here",
    "at": "the instant of signing, judged by this machine's clock",
    "roster": "judged by the version of which the signer was told",
    "number": "given by the desk at the first submission",
    "version": "counted by the desk",
    "previous": "the version before this one",
    "drafter": "whose form it is; a colleague may submit it",
    "applied_on": "the day of signing",
    "category_was": "the category of an earlier version",
    "slots.id": "the place in the form, compared as that",
    "slots.list": "the form knows a list by its number alone; its digest is compared where it was chosen (acting.manifests)",
    "slots.n": "as `slots.list`",
    "cost.chars": "counted from the text",
    "cost.billed_each": "counted from the text",
    "cost.wire_each": "counted from the text",
    "cost.billed_total": "counted from text and lists",
    "cost.fen": "the gateway's price",
    "route": "the policy's",
    "accept": "the policy's",
    "released_by": "the policy's",
    "policy": "the one in force",
    "policy_digest": "the one in force",
    "pledge": "the one in force",
    "template.name": "the template's that the draft names; its own program compares the version",
    "template.version": "as `template.name`",
    "template.sha256": "as `template.name`",
}
"""Leaves of a request that no person types, each with where it comes from."""
JUDGED_OTHERWISE = ("by", "slots.id")
"""Leaves that no person types and that are judged all the same."""


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


def filled(core: Core) -> tuple[Draft, acts.Request]:
    """A form in which everything is filled in that can be, and the bytes that the desk prepares from it."""
    papers = [written(), written("协议.pdf", b"%PDF-1.7 agreed")]
    draft = core.draft(
        core.add_list(BY),
        body="到期请看https://example.com/1或拨010-00000002。",
        quoted=[("https://example.com/1", True), ("010-00000002", False)],
        attachments=[one.named for one in papers],
        third_party=True,
        third_party_approval="行办2026-7",
        sender_code="10690000",
        rate=50,
        remarks="第一批",
        **{one.name: value for one, value in later()},
    )
    slot = draft.slots[0]
    draft = msgspec.structs.replace(draft, slots=[slot, slot])
    form = saved(core, draft, *papers, person=BY)
    act = decode(core.call(BY, asking.request(form)).text.encode())
    assert isinstance(act, acts.Request)
    return draft, act


def later() -> Iterator[tuple[declared.Asked, Any]]:
    """What a person gives of the parts that came later, each with something in it."""
    said = given(acts.REQUEST)
    for one in declared.of(acts.REQUEST):
        if one.path[0] in parts.later(acts.REQUEST):
            yield one, said[one.name]


def plain(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path if isinstance(part, str))


def lies(act: acts.Request) -> Iterator[tuple[str, acts.Request]]:
    """Every leaf altered, where the type allows it."""
    for path, value in leaves(msgspec.to_builtins(act)):
        if path == ("type",):
            continue
        for other in (*others(value), *(one for one in ENUMERATED if isinstance(value, str))):
            if other == value:
                continue
            try:
                yield plain(path), altered(act, path, other)
            except msgspec.ValidationError:
                continue


def typed() -> dict[str, str]:
    """The leaves that a person types, each with what a refusal calls it."""
    names = {".".join(one.path): one.name for one in declared.of(acts.REQUEST)}
    within = {
        path: next((name for asked, name in names.items() if f"{path}.".startswith(f"{asked}.")), "")
        for path in paths()
    }
    return {path: name for path, name in within.items() if path not in NOT_TYPED}


def paths(kind: type[msgspec.Struct] = acts.REQUEST) -> Iterator[str]:
    for field in parts.declared(kind).fields:
        plain = parts.bare(field.type)
        item = parts.bare(plain.item_type) if isinstance(plain, inspect.ListType) else plain
        if isinstance(item, inspect.StructType):
            yield from (f"{field.name}.{path}" for path in paths(item.cls))
        else:
            yield field.name


def test_what_the_desk_alters_of_anything_that_a_person_types_is_refused_by_its_name(core: Core) -> None:
    draft, act = filled(core)
    submission.insist(prepared(act), draft, by=BY)
    walked: dict[str, int] = {}
    for name, lie in lies(act):
        if name in NOT_TYPED:
            continue
        with pytest.raises(ConsoleError) as caught:
            submission.insist(prepared(lie), draft, by=BY)
        assert caught.value.code == "prepared_differs"
        assert typed()[name] in caught.value.params["fields"], name
        walked[name] = walked.get(name, 0) + 1
    assert set(walked) == set(typed())
    assert sum(walked.values()) > 150


def test_items_that_the_desk_adds_or_drops_are_refused(core: Core) -> None:
    draft, act = filled(core)
    for name in ("quoted", "attachments", "slots"):
        items = getattr(act, name)
        for changed in ([*items, items[-1]], items[:1]):
            assert submission.differing(draft, msgspec.structs.replace(act, **{name: changed}))[0] == name


@pytest.mark.parametrize("name", JUDGED_OTHERWISE)
def test_what_nobody_types_and_the_signer_knows_is_judged_too(core: Core, name: str) -> None:
    draft, act = filled(core)
    for path, lie in lies(act):
        if path == name:
            with pytest.raises(ConsoleError, match="prepared_differs"):
                submission.insist(prepared(lie), draft, by=BY)


def test_a_sender_code_that_was_not_typed_is_the_gateways_own(core: Core) -> None:
    draft, act = filled(core)
    untyped = msgspec.structs.replace(draft, sender_code="")
    assert submission.differing(untyped, act) == []
    assert submission.differing(msgspec.structs.replace(draft, sender_code="1069"), act) == ["sender_code"]


def test_form_and_request_are_in_step() -> None:
    untyped = {"template", "template_version"}
    assert set(declared.names(acts.REQUEST)) == set(Draft.__struct_fields__) - untyped
    assert "" not in typed().values(), "who types it, or where does it come from"
    assert set(NOT_TYPED) <= set(paths())


def test_a_desk_that_prepares_an_older_form_is_refused(core: Core) -> None:
    draft, act = filled(core)
    for kind in get_args(acts.AnyRequest):
        older = msgspec.to_builtins(act) | {"type": acts.tag(kind)}
        if kind is acts.TemplatedRequest:
            older["template"] = {"name": "到期提醒", "version": 1, "sha256": "ab" * 32}
        if kind is not acts.REQUEST:
            said = {name: older[name] for name in ("type", *kind.__struct_fields__)}
            with pytest.raises(ConsoleError) as caught:
                submission.insist(Prepared(dumps(said).decode()), draft, by=BY)
            assert (caught.value.code, caught.value.params["fields"]) == ("prepared_differs", "type")


def test_an_older_form_that_was_signed_afresh_is_refused_and_none_is_prepared(core: Core) -> None:
    act = filled(core)[1]
    first = msgspec.convert(
        {name: one for name, one in msgspec.to_builtins(act).items() if name not in parts.later(acts.REQUEST)}
        | {"type": acts.tag(acts.Request)},
        acts.Request,
    )
    signed, newest = (sign(form, core.org.people[BY]) for form in (first, act))
    for call, refusal in (
        (calls.Enact(signed.text, signed.signatures[0]), "stale"),
        (Prepare(acts.tag(acts.Request), "1", "", {}), "act_unknown"),
    ):
        with pytest.raises(RefusedError) as caught:
            core.call(BY, call)
        assert caught.value.refusal.code == refusal
    assert core.call(BY, calls.Enact(newest.text, newest.signatures[0])).number == act.number


def prepared(act: acts.Request) -> Prepared:
    return Prepared(encode(act).decode())
