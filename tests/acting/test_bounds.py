"""A person's own program signs what is dated now by its own clock, under the roster of which they were told, and nothing else."""

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest

from console.acting import clock, steps
from console.acting.approvals import batch
from console.acting.contacts import lists
from console.acting.own_trust import Own
from console.acting.sitting import Sitting
from console.contacts import importing
from console.contacts.source import open_source
from console.domain.times import render
from console.errors import ConsoleError
from console.locale import words
from console.signing.statements import decode, encode
from console.signing.trust import Roots
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.base import Call
from console.wire.contacts import lists as list_calls
from console.wire.duties.here import Me
from tests import asking
from tests.services.core import Core, one_clock, open_core
from tools.trees import ROOT, last_name, parsed

SUNLI = "sunli"


@pytest.fixture
def core(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


class Desk:
    """One person's line to a desk that may change what it prepares, and what it says of the roster."""

    def __init__(self, core: Core, person: str = SUNLI, **change: Any) -> None:
        self.core, self.person, self.change = core, person, change
        self.roster = 1
        self.asked: list[type[Call]] = []

    def call(self, call: Call) -> Any:
        self.asked.append(type(call))
        answer = self.core.call(self.person, call)
        if isinstance(answer, Me):
            return msgspec.structs.replace(answer, roster=self.roster)
        if isinstance(answer, Prepared):
            act = decode(answer.text.encode())
            return Prepared(encode(msgspec.structs.replace(act, **self.change)).decode())
        return answer

    @property
    def enacted(self) -> bool:
        return bool({calls.Enact, list_calls.FinishList} & set(self.asked))


def own(desk: Desk) -> Own:
    return Own(lambda: desk.core.org.roots)


def approve(desk: Desk, request: int) -> None:
    honest = Desk(desk.core, desk.person)
    (paper,) = batch.gather(honest, own(honest), [request])
    assert paper.act is not None
    decision = batch.Decision(paper, paper.act.recipients(), content_checked=True, list_checked=True)
    prepared = batch.prepared(desk, decision, by=desk.person)
    asking.enacted(desk, prepared, desk.core.org.people[desk.person])


def suspend(desk: Desk, _request: int) -> None:
    call = asking.order("suspension", person="zhaomin", reason="口令外泄")
    asking.enacted(desk, asking.checked(desk, call, desk.person), desk.core.org.people[desk.person])


def bring_in(desk: Desk, _request: int) -> None:
    finish(desk, uploaded(desk))


def uploaded(desk: Desk) -> lists.Pending:
    with TemporaryDirectory() as folder:
        rows = Path(folder) / "list.txt"
        rows.write_text("16100000000\n16100000001\n", "ascii")
        with open_source(rows) as source:
            imported = importing.run(source, accept=frozenset())
    return lists.upload(desk, imported, person=desk.person, department="business", name="客户名单")


def finish(desk: Desk, pending: lists.Pending) -> Done:
    return lists.finish(desk, pending, lambda: desk.core.org.people[desk.person])


def refused(act: Callable[[], object]) -> ConsoleError:
    with pytest.raises(ConsoleError) as caught:
        act()
    return caught.value


ACTS: list[tuple[Callable[[Desk, int], None], str]] = [
    (approve, "sunli"),
    (suspend, "sunli"),
    (bring_in, "zhaomin"),
]


@pytest.mark.parametrize(("act", "person"), ACTS)
@pytest.mark.parametrize("minutes", [-6, 6, -60 * 24 * 3])
def test_what_the_desk_dates_otherwise_than_now_is_not_signed(
    core: Core, act: Callable[[Desk, int], None], person: str, minutes: int
) -> None:
    request = core.requested()
    desk = Desk(core, person, at=render(core.at + timedelta(minutes=minutes)))
    error = refused(lambda: act(desk, request))
    assert error.code == "clocks_differ"
    assert (error.params["at"], error.params["here"]) == (desk.change["at"], render(core.at))
    assert not desk.enacted


@pytest.mark.parametrize(("act", "person"), ACTS)
@pytest.mark.parametrize("minutes", [-5, 5])
def test_a_date_may_be_five_minutes_from_ones_own_clock(
    core: Core, monkeypatch: pytest.MonkeyPatch, act: Callable[[Desk, int], None], person: str, minutes: int
) -> None:
    request = core.requested()
    monkeypatch.setattr(clock, "now", lambda: render(core.at + timedelta(minutes=minutes)))
    desk = Desk(core, person)
    act(desk, request)
    assert desk.enacted


@pytest.mark.parametrize(("act", "person"), ACTS)
@pytest.mark.parametrize("version", [1, 3])
def test_what_the_desk_prepares_under_a_roster_that_he_was_not_told_of_is_not_signed(
    core: Core, act: Callable[[Desk, int], None], person: str, version: int
) -> None:
    request = core.requested()
    desk = Desk(core, person, roster=version)
    desk.roster = 2
    error = refused(lambda: act(desk, request))
    assert error.code == "roster_not_seen"
    assert (error.params["version"], error.params["seen"]) == (str(version), "2")
    assert not desk.enacted


def test_a_newer_version_is_signed_once_he_was_told_of_it_and_an_older_one_never(core: Core) -> None:
    desk = Desk(core)
    sitting = Sitting(desk)
    sitting.call(calls.WhoAmI())

    def signed(version: int) -> None:
        desk.change = {"roster": version}
        call = asking.order("suspension", person="zhaomin", reason="口令外泄")
        prepared = asking.checked(sitting, call, SUNLI)
        asking.signed(sitting, prepared, core.org.people[SUNLI])

    signed(1)
    desk.roster = 2
    assert refused(lambda: signed(2)).code == "roster_not_seen"
    # The refusal told them, and they look again.
    signed(2)
    desk.roster = 1
    sitting.call(calls.WhoAmI())
    assert refused(lambda: signed(1)).params["seen"] == "2"


def test_reading_what_was_left_out_may_take_longer_than_a_signature_may_be_old(core: Core) -> None:
    desk = Desk(core, "zhaomin")
    pending = uploaded(desk)
    core.at += timedelta(hours=2)
    done = finish(desk, pending)
    row = next(one for one in core.call("zhaomin", list_calls.ListsPage()).rows if one.id == done.id)
    assert row.state == "ready"


@pytest.mark.parametrize("change", [{"name": "别的名单"}, {"n": 3}, {"rows": 9}, {"by": "weina"}])
def test_a_list_prepared_anew_is_the_one_that_was_shown(core: Core, change: dict[str, Any]) -> None:
    desk = Desk(core, "zhaomin")
    pending = uploaded(desk)
    desk.change = change
    assert refused(lambda: finish(desk, pending)).code == "prepared_differs"
    assert list_calls.FinishList not in desk.asked


def test_what_is_signed_away_from_the_desk_may_be_a_week_old_and_not_from_the_future(core: Core) -> None:
    call = asking.order("suspension", person="zhaomin", reason="口令外泄")
    key = core.org.people[SUNLI]

    def signed(roots: Roots | None = None, **past: float) -> str:
        at = render(core.at - timedelta(**past))
        made = Desk(core, at=at).call(call)
        return steps.sign_for_carrying(steps.read(made), made, lambda: key, roots)

    assert signed(days=7)
    assert signed(minutes=-5)
    assert refused(lambda: signed(days=7, seconds=1)).code == "prepared_too_long_ago"
    assert refused(lambda: signed(minutes=-5, seconds=-1)).code == "clocks_differ"
    assert signed(core.org.roots)
    assert refused(lambda: signed(msgspec.structs.replace(core.org.roots, org="other"))).params == {
        "fields": "org"
    }


def test_both_clocks_and_how_far_they_are_apart_are_said_on_peoples_clock(core: Core) -> None:
    late = render(core.at - timedelta(days=3, hours=4, minutes=7))
    error = refused(lambda: clock.insist_now(late))
    told = words.explain_problem(error, "zh")
    assert "2026-11-21 06:53 +08" in told.what
    assert "2026-11-24 11:00 +08" in told.what
    assert "3 天 4 小时" in told.what
    assert "3 d 4 h" in words.explain_problem(error, "en").what
    assert [words.lasting(n, "en") for n in (0, 59, 61, 3600, 90061)] == [
        "0 s",
        "59 s",
        "1 min 1 s",
        "1 h",
        "1 d 1 h",
    ]


SIGNING = {"acting/steps.py", "cli/founding/org.py"}
"""The modules that put a key to bytes: what a desk prepared by the bounds above, and a founding by its own."""

SENDING = {
    "acting/steps.py",
    "acting/contacts/lists.py",
    "cli/signing.py",
    "cli/statements.py",
    # A stop is signed by the bounds, and sent in by both roads.
    "cli/sending/sends.py",
    "screens/requests/decisions.py",
    # So is the withdrawal of a text's release.
    "cli/two_person/pairs.py",
    "screens/requests/appealing.py",
}
"""The modules that send a signed act in: by the bounds above, and what was signed elsewhere."""


def test_nothing_is_signed_or_sent_in_but_by_the_functions_that_insist() -> None:
    signing, sending = set(), set()
    for path, tree in parsed(ROOT / "console"):
        part = path.relative_to(ROOT / "console")
        if part.parts[0] not in {"acting", "cli", "screens", "widgets"} and part.name != "app.py":
            continue
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = last_name(node.func)
            if name in {"Enact", "FinishList"}:
                sending.add(part.as_posix())
            if (
                name == "sign"
                and isinstance(node.func, ast.Attribute)
                and "key" in ast.unparse(node.func.value)
            ):
                signing.add(part.as_posix())
    assert (signing, sending) == (SIGNING, SENDING)
