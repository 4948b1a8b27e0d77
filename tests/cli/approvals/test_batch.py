"""`approval batch`: what it shows, what it signs, and how it ends."""

from typing import Any

import pytest
from msgspec.structs import replace

from console.cli import exits
from console.wire.base import Call
from console.wire.requests.approvals import Scope
from tests.cli.conftest import Office
from tests.lying import LyingDesk

TICKS = ("--content-checked", "--list-checked")


def test_several_are_signed_with_one_passphrase_after_each_was_shown(office: Office) -> None:
    first, second = office.core.requested(n=20), office.core.requested(n=21, purpose="第二件")
    answer = office("sunli", "approval", "batch", f"{first}:20", f"{second}:21", *TICKS, sign=True)
    assert answer.code == exits.OK, answer.err
    assert "== 1/2  2026-业务部-0001 v1" in answer.err
    assert "== 2/2  2026-业务部-0002 v1" in answer.err
    assert "第二件" in answer.err
    assert "department manager" in answer.err
    assert answer.out.count("approved (ledger entry") == 2
    assert "2 signed, 0 not signed" in answer.out
    assert [office.core.view("sunli", one).row.state for one in (first, second)] == ["cleared"] * 2


def test_the_card_says_of_a_list_why_rows_were_left_out(office: Office) -> None:
    core = office.core
    request = core.submit(core.draft(core.add_list(left_out={"duplicate": 5})))
    answer = office("sunli", "approval", "batch", f"{request}:20", *TICKS, sign=True)
    assert "20 / 25\n" in answer.err
    assert "left out because: repeated in the file 5\n" in answer.err


def test_one_refusal_is_told_line_by_line_and_ends_with_3_while_the_others_are_signed(office: Office) -> None:
    good, wrong, done = office.core.requested(n=20), office.core.requested(n=21), office.core.cleared()
    pairs = (f"{good}:20", f"{wrong}:22", f"{done}:20")
    answer = office.json("sunli", "approval", "batch", *pairs, *TICKS, sign=True)
    assert answer.code == exits.REFUSED
    assert answer.data["signed"] == 1
    told = answer.data["outcomes"]
    assert [one["request"] for one in told] == [good, wrong, done]
    assert [one["signed"] for one in told] == [True, False, False]
    assert told[0]["seq"] > 0
    assert [one["refusal"]["code"] for one in told[1:]] == ["count_differs", "nothing_to_decide"]
    assert all(one["refusal"]["what"] and one["refusal"]["clause"] for one in told[1:])
    assert office.core.view("sunli", good).row.state == "cleared"
    assert office.core.view("sunli", wrong).row.state == "submitted"


@pytest.mark.parametrize("ticks", [(), TICKS[:1], TICKS[1:]])
def test_a_department_manager_who_does_not_tick_both_signs_none(
    office: Office, ticks: tuple[str, ...]
) -> None:
    request = office.core.requested()
    answer = office("sunli", "approval", "batch", f"{request}:20", *ticks, sign=True, lang="zh")
    assert answer.code == exits.REFUSED
    assert "已签 0 件，没有签成 1 件" in answer.out
    assert "R7" in answer.out
    assert office.core.view("sunli", request).row.state == "submitted"


def test_one_that_cannot_be_read_is_told_and_the_batch_ends_as_a_problem(office: Office) -> None:
    request = office.core.requested()
    office.between = lambda line: LyingDesk(line, _other_figures)
    answer = office.json("sunli", "approval", "batch", f"{request}:20", *TICKS, sign=True)
    assert answer.code == exits.PROBLEM
    assert answer.data["outcomes"][0]["problem"]["code"] == "prepared_differs"
    assert office.core.view("sunli", request).row.state == "submitted"


def _other_figures(call: Call, answer: Any) -> Any:
    """Other figures on the card than those whose digest it gives."""
    return replace(answer, opted_out=7) if isinstance(call, Scope) else answer


def test_with_nothing_to_sign_no_passphrase_is_asked_for(office: Office) -> None:
    request = office.core.requested()
    answer = office.json("sunli", "approval", "batch", f"{request}:19", *TICKS)
    assert answer.code == exits.REFUSED
    assert answer.data["outcomes"][0]["refusal"]["code"] == "count_differs"


@pytest.mark.parametrize(
    "given",
    [
        ("1",),
        ("1:x",),
        ("1:２",),
        ("1:²",),
        ("１:2",),
        ("x:1",),
        ("1:20", "1:20"),
        tuple(f"{n}:1" for n in range(31)),
    ],
)
def test_what_is_no_list_of_requests_and_counts_is_not_understood(
    office: Office, given: tuple[str, ...]
) -> None:
    answer = office("sunli", "approval", "batch", *given)
    assert answer.code == exits.USAGE
    assert "REQUEST:COUNT" in answer.err
