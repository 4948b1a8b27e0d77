"""The form and the bytes that its drafter would sign: every field that a person types is compared, and none is forgotten."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting import submission
from console.domain import acts
from console.errors import ConsoleError
from console.signing.statements import decode, encode
from console.wire import calls, views
from tests.lying import altered, leaves, others
from tests.services.core import Core, one_clock, open_core

BY = "zhaomin"
ENUMERATED = ("notice", "promotion", "other", "contract", "consent", "duty")
JUDGED_OTHERWISE = ("by", "slots.id")
"""Leaves that no person types and that are judged all the same."""


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


def filled(core: Core) -> tuple[views.Draft, acts.Request]:
    """A form in which everything is filled in that can be, and the bytes that the desk prepares from it."""
    draft = core.draft(
        core.add_list(BY),
        quoted=[("https://example.com/1", True), ("010-00000002", False)],
        attachments=[("批文.pdf", "a" * 64), ("协议.pdf", "b" * 64)],
        third_party=True,
        third_party_approval="行办2026-7",
        sender_code="10690000",
        rate=50,
        remarks="第一批",
    )
    slot = draft.slots[0]
    draft = msgspec.structs.replace(draft, slots=[slot, slot])
    saved = core.call(BY, calls.SaveDraft(draft, 0))
    act = decode(core.call(BY, calls.PrepareSubmit(saved.id)).text.encode())
    assert isinstance(act, acts.Request)
    return draft, act


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


def test_what_the_desk_alters_of_anything_that_a_person_types_is_refused_by_its_name(core: Core) -> None:
    draft, act = filled(core)
    submission.insist(prepared(act), draft, by=BY)
    walked: dict[str, int] = {}
    for name, lie in lies(act):
        top = name.partition(".")[0]
        if name in submission.NOT_TYPED or top in submission.NOT_TYPED:
            continue
        with pytest.raises(ConsoleError) as caught:
            submission.insist(prepared(lie), draft, by=BY)
        assert caught.value.code == "prepared_differs"
        assert name in caught.value.params["fields"], name
        walked[name] = walked.get(name, 0) + 1
    assert set(walked) == {
        path for path in submission._leaves(acts.Request) if path not in submission.NOT_TYPED
    }
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
    assert submission.unaccounted() == set()
    assert set(submission.NOT_TYPED) <= set(submission._leaves(acts.Request))
    assert set(submission.IF_TYPED) <= set(submission._leaves(acts.Request))
    assert set(submission.IN_ITS_PLACE) <= set(submission._leaves(views.Draft))


@pytest.mark.parametrize(
    ("signed", "typed"),
    [
        (msgspec.defstruct("More", [("urgent", bool)], bases=(acts.Request,), kw_only=True), views.Draft),
        (acts.Request, msgspec.defstruct("More", [("urgent", bool, False)], bases=(views.Draft,))),
    ],
    ids=["in the request", "in the form"],
)
def test_a_new_field_that_nobody_compares_is_found(signed: Any, typed: Any) -> None:
    assert submission.unaccounted(signed, typed) == {"urgent"}


def prepared(act: acts.Request) -> views.Prepared:
    return views.Prepared(encode(act).decode())
