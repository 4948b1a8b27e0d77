"""A desk that lies to the screens: each lie meets its one refusal in the code by which pages act, and nothing is signed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import UNSET

from console.acting import clock
from console.acting.own_trust import Chosen
from console.acting.requests import submission
from console.domain import acts
from console.domain.people.people import Post
from console.domain.times import render
from console.errors import ConsoleError
from console.screens.requests import submitting
from console.signing.canonical import NotCanonicalError
from console.signing.keys import demo_passphrase
from console.signing.statements import decode, digest, encode
from console.widgets.modals import Filled
from console.wire import calls
from tests.lies import LIES, WHO, World, at_the_screens, session
from tests.lying import altered, forged, leaves, others
from tests.services.core import open_core


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("lies")
    core = open_core(f"sqlite:///{folder / 'desk.sqlite3'}")
    yield World(core, folder)
    core.database.close()


@pytest.fixture(autouse=True)
def one_clock(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: render(world.core.at))


@pytest.mark.parametrize("name", LIES)
def test_every_lie_meets_its_refusal_and_nothing_is_signed(world: World, name: str) -> None:
    lie = LIES[name]
    made, desk = session(world, lie.act, lie.making(world))
    with pytest.raises(ConsoleError) as caught:
        at_the_screens(world, lie.act, made)
    assert caught.value.code == lie.refusal, caught.value.params
    if lie.fields:
        assert caught.value.params["fields"] == lie.fields
    assert desk.told
    assert not desk.signed


def test_a_desk_that_tells_the_truth_gets_every_signature(tmp_path: Path) -> None:
    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    world = World(core, tmp_path)
    for act in WHO:
        made, desk = session(world, act, lambda _call, answer: answer)
        assert at_the_screens(world, act, made).number
        assert desk.signed
    core.database.close()


_VALUES = ("别的", True, "other", "duty", "2026-01-01", "b" * 64, str(Post.GENERAL_MANAGER))
"""Values of which one fits where only some do."""


def _spelled(act: Any, path: tuple[str | int, ...], other: Any) -> acts.Statement | None:
    """An act with another value at that path, as it would be read; None if nobody could sign it."""
    try:
        return decode(encode(altered(act, path, other)))
    except (NotCanonicalError, ValueError):
        return None


def _otherwise(act: Any, field: str) -> Iterator[acts.Statement]:
    """A request with each leaf of a field changed; a field that it leaves out is there."""
    there = [one for one in leaves(msgspec.to_builtins(act)) if one[0][0] == field]
    for path, other in (
        (path, other) for path, value in there or [((field,), UNSET)] for other in (*others(value), *_VALUES)
    ):
        later = _spelled(act, path, other)
        if later is not None and later != act:
            yield later


READ = [
    one.name for one in msgspec.structs.fields(acts.NewestRequest) if one.name not in acts.NewestRequest.MOVES
]
LEFT_OUT = {"template"}
"""What the request of this test leaves out, and no text alone makes."""


@pytest.mark.parametrize("field", READ)
def test_a_second_answer_that_says_otherwise_than_the_first_is_not_signed(world: World, field: str) -> None:
    request, manifest = world.requests["submit"], world.signed_list("own").text
    act: Any = decode(manifest.encode())
    own = Chosen(world.lists["own"], act.name, digest(manifest.encode()), act.n)
    made, _ = session(world, "submit", lambda _call, answer: answer)
    shown = submitting.judge_submission(made, request, world.draft, [own]).act
    filled, refused = Filled({}, {}, demo_passphrase(WHO["submit"]).encode()), 0
    for later in _otherwise(shown, field):
        made, desk = session(world, "submit", forged(lambda _, later=later: later))  # type: ignore[misc]
        with pytest.raises(ConsoleError) as caught:
            submitting.submit(made, filled, request, shown)
        assert caught.value.code == ("roster_not_seen" if field == "roster" else "prepared_differs"), later
        assert not desk.signed
        refused += 1
    assert refused or field in LEFT_OUT


def test_nobody_signs_a_request_in_whose_text_their_passphrase_stands(world: World) -> None:
    core, person = world.core, WHO["submit"]
    draft = core.draft(core.add_list(person), remarks=f"{demo_passphrase(person)}，请尽快")
    request = core.call(person, calls.SaveDraft(draft)).id
    made, desk = session(world, "submit", lambda _call, answer: answer)
    act = submission.insist(submission.ask(made.desk(), request), draft, by=person)
    with pytest.raises(ConsoleError, match="passphrase_in_text"):
        submitting.submit(made, Filled({}, {}, demo_passphrase(person).encode()), request, act)
    assert not desk.signed
