"""A blocked text is released by commands alone, by the number that the to-do list prints, and the release is taken back."""

from console.wire import calls, pairs
from tests.cli.conftest import Office
from tests.services.two_person.test_appealing import BLOCKED, drafted

WHY = ("--reason", "反诈宣传")


def states(office: Office) -> list[str]:
    return [row.state for row in office.core.call("wangfang", pairs.ProposalsPage(open=False))]


def test_a_text_is_released_and_blocked_again(office: Office) -> None:
    draft, request = drafted(office.core)
    refused = office("zhaomin", "request", "preview", request)
    assert "request appeal" in refused.err + refused.out
    made = office.json("liqiang", "request", "appeal", request, *WHY, sign=True)
    assert made.code == 0, made.err
    assert BLOCKED in made.err
    # Both signers see to whom and when: the act itself has a digest of that.
    to_whom = next(line for line in made.err.split("\n") if line.startswith("客户名单  20  2026-"))
    (number,) = [
        row.number for row in office.core.call("wangfang", calls.Todo()) if row.what.startswith("confirm")
    ]
    signed = office("wangfang", "proposal", "confirm", number, sign=True)
    assert signed.code == 0, signed.err
    assert BLOCKED in signed.err
    assert to_whom in signed.err
    assert office.core.call("zhaomin", calls.PreviewDraft(draft, request)).faults == []
    back = office("wangfang", "proposal", "withdraw", number, *WHY, sign=True)
    assert back.code == 0, back.err
    assert BLOCKED in back.err
    # No dispatcher serves here: the desk alone has it, and the command says so.
    assert "The desk tells it to the dispatcher" in back.out
    assert states(office) == ["withdrawn"]
    assert office.core.call("zhaomin", calls.PreviewDraft(draft, request)).faults


def test_who_may_not_is_refused_and_nothing_is_signed(office: Office) -> None:
    _, request = drafted(office.core)
    answer = office.json("sunli", "request", "appeal", request, *WHY, sign=True)
    assert answer.json["refusal"]["code"] == "not_your_part"
    assert states(office) == []
