"""Three offices, three people: the desk and each signer's own program refuse a new version that joins two; one in force goes on."""

from collections.abc import Iterator
from datetime import timedelta

import msgspec
import pytest

from console.acting.rosters import rosters as acting
from console.domain.people.people import Post, Roster
from console.domain.rosters.rosters import Appoint, Change, EndPost
from console.domain.times import render
from console.errors import RefusedError
from console.signing.statements import digest
from console.wire import calls
from console.wire.rosters import rosters
from tests.lies import Line
from tests.services.core import Core, one_clock, open_core
from tests.services.rosters.test_rosters import armour
from tests.services.test_small_houses import house_of_seven

TOGETHER = ("chief", Post.AUDITOR)


@pytest.fixture
def clashing(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    """A house with accounts of its own whose roster in force lets a signer audit."""
    person, post = TOGETHER
    core = open_core(sqlite_url, house_of_seven(solo=False, also=[(person, post, "")]))
    one_clock(core, monkeypatch)
    yield core
    core.database.close()


@pytest.fixture
def apart(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    core = open_core(sqlite_url, house_of_seven(solo=False))
    one_clock(core, monkeypatch)
    yield core
    core.database.close()


def prepared(core: Core, *changes: Change) -> str:
    core.at += timedelta(minutes=1)
    text: str = core.call("chief", rosters.PrepareRoster(list(changes))).text
    return text


def publish(core: Core, *changes: Change) -> Roster:
    text = prepared(core, *changes)
    core.call("chief", rosters.ProposeRoster(text, armour(core, "chief", text)))
    core.call("keeper", rosters.ConfirmRoster(digest(text.encode()), armour(core, "keeper", text)))
    answer: rosters.RosterText = core.call("chief", rosters.RosterDetail())
    return msgspec.json.decode(answer.text, type=Roster)


def refused(core: Core, *changes: Change) -> str:
    with pytest.raises(RefusedError) as caught:
        prepared(core, *changes)
    return caught.value.refusal.code


def told(core: Core, person: str) -> set[str]:
    return {row.alert.code for row in core.call(person, calls.Todo()) if row.alert is not None}


def test_a_version_that_joins_two_offices_is_not_prepared(apart: Core) -> None:
    since = render(apart.at)
    assert refused(apart, Appoint("chief", Post.AUDITOR, "", since)) == "offices_together"
    assert refused(apart, Appoint("keeper", Post.ADMINISTRATOR, "", since)) == "offices_together"
    both = (Appoint("director", Post.AUDITOR, "", since), Appoint("director", Post.ADMINISTRATOR, "", since))
    assert refused(apart, *both) == "offices_together"
    assert publish(apart, Appoint("director", Post.AUDITOR, "", render(apart.at))).version == 2
    assert "offices_together" not in told(apart, "chief")


def test_a_version_in_force_that_joins_two_goes_on_and_its_signers_read_the_clash_until_it_is_mended(
    clashing: Core,
) -> None:
    core = clashing
    request = core.submit(core.draft(core.add_list("clerk"), "notice"), "clerk")
    core.step("head", "approval", request)
    core.step("clerk", "release", request, slot=1, count=20)
    assert "offices_together" in told(core, "chief") & told(core, "keeper")
    assert "offices_together" not in told(core, "clerk")
    # Not even a renewal keeps it.
    assert refused(core) == "offices_together"
    person, post = TOGETHER
    assert publish(core, EndPost(person, post, "", render(core.at))).version == 2
    assert "offices_together" not in told(core, "chief")


def test_the_second_signer_s_own_program_refuses_what_a_desk_lets_through(
    apart: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = apart
    monkeypatch.setattr("console.domain.rosters.offices.clashes", lambda _roster: iter(()))
    text = prepared(core, Appoint("chief", Post.AUDITOR, "", render(core.at)))
    core.call("chief", rosters.ProposeRoster(text, armour(core, "chief", text)))
    line = Line(core, "keeper")
    known = acting.known(line, core.org.roots)
    assert acting.review(line, known, digest(text.encode())).refusal is None
    monkeypatch.undo()
    one_clock(core, monkeypatch)
    draft = acting.review(line, known, digest(text.encode()))
    assert draft.refusal is not None
    assert draft.refusal.code == "offices_together"
