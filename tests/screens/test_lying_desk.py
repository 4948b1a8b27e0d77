"""A desk that lies to the screens: each lie meets its one refusal in the code by which pages act, and nothing is signed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.acting import clock
from console.acting.requests import submission
from console.domain.times import render
from console.errors import ConsoleError
from console.screens.requests import submitting
from console.signing.keys import demo_passphrase
from console.widgets.modals import Filled
from console.wire import calls
from tests.lies import LIES, WHO, World, at_the_screens, session
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


def test_nobody_signs_a_request_in_whose_text_their_passphrase_stands(world: World) -> None:
    core, person = world.core, WHO["submit"]
    draft = core.draft(core.add_list(person), remarks=f"{demo_passphrase(person)}，请尽快")
    request = core.call(person, calls.SaveDraft(draft)).id
    made, desk = session(world, "submit", lambda _call, answer: answer)
    act = submission.insist(submission.ask(made.desk(), request), draft, by=person)
    with pytest.raises(ConsoleError, match="passphrase_in_text"):
        submitting.submit(made, Filled({}, {}, demo_passphrase(person).encode()), request, act)
    assert not desk.signed
