"""A number that was typed, and a desk that says it is another thing's: what is signed says the number, or nothing is signed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.freezes import freezes
from console.cli import exits
from console.domain.archive.check_code import check_code
from console.signing.keys import generate
from console.wire import calls, pairs
from console.wire.archive.forms import FindNumber
from console.wire.base import Call
from console.wire.credentials.hand_overs import HandOvers
from console.wire.filing.filing import FilingDetail
from console.wire.requests.templates import TemplatesPage
from console.wire.sending.freezes import Dispatchers
from tests.cli.conftest import Answer, Line, Office
from tests.cli.credentials.test_hand_overs import hand_over
from tests.lying import Lie, LyingDesk
from tests.services import quarters
from tests.services.core import Core
from tests.services.freezes.test_freezes import beat
from tests.services.losses.test_losses import install, report
from tests.services.people.test_enrolment import Desk as Applications
from tests.services.people.test_enrolment import form
from tests.services.templates.test_templates import write
from tests.services.two_person.test_pairs import doubtful, propose


class Desk:
    """What stands between a person and the core: it lies, and remembers what was signed."""

    def __init__(self, office: Office) -> None:
        self.desks: list[LyingDesk] = []
        self.lie: Lie = lambda _call, answer: answer
        office.between = self._between

    def _between(self, line: Line) -> LyingDesk:
        self.desks.append(LyingDesk(line, self.lie))
        return self.desks[-1]

    def finds(self, id_: int) -> None:
        """Say that every number is that of another thing."""
        self.answers(FindNumber, lambda place: msgspec.structs.replace(place, id=id_))

    def answers(self, kind: type[Call], change: Callable[[Any], Any]) -> None:
        self.lie = lambda call, answer: change(answer) if isinstance(call, kind) else answer

    def refused(self, answer: Answer, fields: str = "number") -> None:
        """The command was refused in the words for it, and nothing was signed."""
        assert answer.code == exits.PROBLEM, answer.out + answer.err
        problem = answer.json["problem"]
        assert (problem["code"], problem["params"].get("fields")) == ("prepared_differs", fields)
        assert any(desk.told for desk in self.desks)
        assert not any(desk.signed for desk in self.desks)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def number(core: Core, request: int) -> str:
    return core.view("sunli", request).row.number


# ---- requests


def _two(core: Core) -> tuple[int, int]:
    return core.requested(), core.requested()


def _cleared(core: Core) -> tuple[int, int]:
    return core.cleared("notice"), core.cleared("notice")


def _promoted(core: Core) -> tuple[int, int]:
    made = core.requested("promotion"), core.requested("promotion")
    for request in made:
        for person in ("sunli", "liqiang", "zhoujian"):
            core.step(person, "approval", request)
    return made


STEPS: dict[str, tuple[str, Callable[[Core], tuple[int, int]], tuple[object, ...], tuple[object, ...]]] = {
    "approve": ("sunli", _two, ("approval", "approve"), ("--count", 20, "--content-checked", "--list-checked")),
    "return": ("sunli", _two, ("approval", "return"), ("--reason", "改")),
    "reject": ("sunli", _two, ("approval", "reject"), ("--reason", "不办")),
    "withdraw": ("zhaomin", _two, ("request", "withdraw"), ("--reason", "撤")),
    "accept": ("wangfang", _promoted, ("approval", "accept"), ("--paper", "2026-1")),
    "release": ("qianwei", _cleared, ("send", "release"), ("--count", 20, "--gateway", "demo")),
}  # fmt: skip


@pytest.mark.parametrize("name", STEPS)
def test_a_step_is_signed_only_on_the_request_whose_number_was_typed(
    office: Office, desk: Desk, name: str
) -> None:
    person, making, command, options = STEPS[name]
    asked, other = making(office.core)
    if name == "accept":
        options = (*options, "--code", check_code(office.core.view(person, other).digest))
    desk.finds(other)
    desk.refused(office.json(person, *command, number(office.core, asked), *options, sign=True))
    desk.lie = lambda _call, answer: answer
    signed = office.json(person, *command, number(office.core, other), *options, sign=True)
    assert signed.code == exits.OK, signed.out + signed.err


def test_a_step_is_signed_only_on_the_slot_that_was_typed_after_the_number(
    office: Office, desk: Desk
) -> None:
    request = office.core.cleared("notice")
    typed = f"{number(office.core, request)}.2"
    desk.answers(FindNumber, lambda place: msgspec.structs.replace(place, slot=1))
    release = ("send", "release", typed, "--count", 20, "--gateway", "demo")
    desk.refused(office.json("qianwei", *release, sign=True))


def test_a_step_about_the_whole_request_is_signed_whichever_slot_was_typed(office: Office) -> None:
    typed = f"{number(office.core, office.core.requested())}.2"
    signed = office.json("sunli", "approval", "return", typed, "--reason", "改", sign=True)
    assert signed.code == exits.OK, signed.out + signed.err


def test_a_batch_signs_only_the_requests_whose_numbers_were_typed(office: Office, desk: Desk) -> None:
    asked, other = _two(office.core)
    desk.finds(other)
    checked = ("--content-checked", "--list-checked")
    batch = ("approval", "batch", f"{number(office.core, asked)}:20", *checked)
    answer = office.json("sunli", *batch, sign=True)
    (outcome,) = answer.json["data"]["outcomes"]
    assert outcome["problem"]["code"] == "prepared_differs"
    assert not any(one.signed for one in desk.desks)
    desk.lie = lambda _call, answer: answer
    assert office.json("sunli", *batch, sign=True).code == exits.OK


def test_what_is_signed_elsewhere_is_about_the_number_that_was_typed(
    office: Office, desk: Desk, tmp_path: Path
) -> None:
    asked, other = _two(office.core)
    desk.finds(other)
    file = tmp_path / "return.json"
    prepare = ("statement", "prepare", "return", number(office.core, asked), "--out", file, "--text", "改")
    desk.refused(office.json("sunli", *prepare))
    assert not file.exists()


# ---- two people


@pytest.mark.parametrize("after", ["", ".1"])
def test_a_proposal_is_confirmed_only_if_it_is_about_the_number_that_was_typed(
    office: Office, desk: Desk, after: str
) -> None:
    asked, other = doubtful(office.core), doubtful(office.core)
    propose(office.core, other)
    typed = number(office.core, asked)
    desk.answers(
        pairs.ProposalsPage, lambda rows: [msgspec.structs.replace(row, number=typed) for row in rows]
    )
    confirm = ("proposal", "confirm", f"{typed}{after}", "--count", 3)
    desk.refused(office.json("sunli", *confirm, sign=True))


def test_a_settlement_is_proposed_only_on_the_request_whose_number_was_typed(
    office: Office, desk: Desk
) -> None:
    asked, other = doubtful(office.core), doubtful(office.core)
    desk.finds(other)
    settle = ("send", "settle", number(office.core, asked), "--count", 3, "--verdict", "not_sent")
    desk.refused(office.json("qianwei", *settle, "--reason", "查无记录", sign=True))


def _rearming(core: Core) -> None:
    beat(core, "0f" * 16)
    (row,) = core.call("fenglei", Dispatchers())
    core.enact("fenglei", freezes.rearm(Line(core, "fenglei"), row, {"reason": "已查"}, by="fenglei"))


@pytest.mark.parametrize("command", [("loss", "resume"), ("freeze", "resume"), ("proposal", "confirm")])
def test_a_gateways_return_is_not_confirmed_by_a_proposal_about_something_else(
    office: Office, desk: Desk, command: tuple[str, str]
) -> None:
    case = report(office.core).row.number
    _rearming(office.core)
    about = {"subject": f"loss:{case}", "number": case}
    desk.answers(pairs.ProposalsPage, lambda rows: [msgspec.structs.replace(row, **about) for row in rows])
    fields = "number" if command == ("proposal", "confirm") else "act"
    desk.refused(office.json("zhengtao", *command, case, sign=True), fields)


def test_a_proposal_is_still_confirmed_by_the_dispatchers_name(office: Office) -> None:
    _rearming(office.core)
    (row,) = office.core.call("zhengtao", pairs.ProposalsPage())
    signed = office("zhengtao", "proposal", "confirm", row.subject, sign=True)
    assert signed.code == exits.OK, signed.err


def test_a_step_of_a_loss_is_signed_only_on_the_case_whose_number_was_typed(
    office: Office, desk: Desk
) -> None:
    asked = report(office.core)
    other = report(office.core, by="zhaomin", subject="key", name="sunli", kind="leak")
    desk.finds(other.row.id)
    step = ("loss", "acknowledge", asked.row.number, "--words", "知悉")
    desk.refused(office.json("wangfang", *step, sign=True))
    desk.lie = lambda _call, answer: answer
    assert office.json("wangfang", *step, sign=True).code == exits.OK


def test_a_hand_over_is_confirmed_only_under_the_number_that_was_typed(office: Office, desk: Desk) -> None:
    install(office.core)
    hand_over(office)
    desk.desks.clear()
    typed = "2026-H002"
    desk.answers(
        HandOvers,
        lambda view: msgspec.structs.replace(
            view, rows=[msgspec.structs.replace(one, number=typed) for one in view.rows]
        ),
    )
    desk.refused(office.json("hanxue", "custody", "hand-over", "confirm", typed, sign=True))


def test_an_application_is_decided_only_under_the_number_that_was_typed(office: Office, desk: Desk) -> None:
    people = Applications(office.core)
    another = form(person="linmei", name="林梅", staff_no="D0102", key=generate().public)
    asked, other = people.apply(form()), people.apply(another)
    typed = people.view(asked, "sunli").row.number
    desk.finds(other)
    desk.refused(office.json("sunli", "application", "authorise", typed, sign=True))
    desk.lie = lambda _call, answer: answer
    assert office.json("sunli", "application", "authorise", typed, sign=True).code == exits.OK


# ---- named in another way


def _always(lied: Any) -> Callable[[Any], Any]:
    return lambda _answer: lied


def test_a_quarter_is_received_only_if_it_is_the_departments_that_was_typed(
    office: Office, desk: Desk
) -> None:
    core = office.core
    quarters.sent(core)
    core.at = quarters.OVER
    quarters.signed(core)
    quarters.signed(core, "credit")
    other = quarters.view(core, "credit")
    for lied in (msgspec.structs.replace(quarters.view(core), editions=other.editions), other):
        desk.answers(FilingDetail, _always(lied))
        receive = ("filing", "receive", "business", quarters.QUARTER, "--paper", "A-7", "--place", "B-1")
        answer = office.json("wangfang", *receive, sign=True)
        assert answer.json["problem"]["code"] == "prepared_differs"
        assert not any(one.signed for one in desk.desks)


def test_a_draft_is_begun_only_from_the_template_whose_name_was_typed(office: Office, desk: Desk) -> None:
    asked, other = write(office.core, name="甲"), write(office.core, name="乙", body="您的贷款已逾期。")
    swapped = {asked: other, other: asked}
    desk.answers(
        TemplatesPage,
        lambda page: msgspec.structs.replace(
            page, rows=[msgspec.structs.replace(row, id=swapped[row.id]) for row in page.rows]
        ),
    )
    desk.refused(office.json("zhaomin", "request", "new", "--template", "甲"), "name")
    assert not office.core.call("zhaomin", calls.RequestsPage()).rows
