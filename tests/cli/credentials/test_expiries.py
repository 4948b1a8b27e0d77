"""`expiry`: the calendar at the command line, and the twin of every key of its page."""

from console.cli import exits
from tests.cli.conftest import Office


def test_an_end_is_entered_listed_and_taken_away(office: Office) -> None:
    assert (
        office("fenglei", "expiry", "set", "demo", "contract", "2027-03-31", "--note", "合同 12 号").code == 0
    )
    listed = office("zhaomin", "expiry", "list", lang="zh").out
    assert "2027-03-31" in listed
    assert "还有 127 天" in listed
    assert "没有登记" in listed
    assert office("wangfang", "expiry", "drop", "demo", "contract").code == 0
    assert "2027-03-31" not in office("zhaomin", "expiry", "list").out


def test_the_providers_card_is_entered_and_shown(office: Office) -> None:
    nothing = office("zhaomin", "expiry", "contact", "demo")
    assert "No contact card" in nothing.out
    done = office(
        "fenglei", "expiry", "provider", "demo", "--name", "某某通信", "--telephone", "400-800-0000", "--papers", "执照",
    )  # fmt: skip
    assert done.code == 0, done.err
    assert "telephone: 400-800-0000" in office("zhaomin", "expiry", "contact", "demo").out


def test_who_may_not_enter_one_is_refused_with_the_clause(office: Office) -> None:
    done = office.json("zhaomin", "expiry", "set", "demo", "contract", "2027-03-31")
    assert done.code == exits.REFUSED
    assert done.json["refusal"]["code"] == "expiry_not_yours"


def test_what_ends_soon_is_in_todo_and_on_the_chase_board(office: Office) -> None:
    office("fenglei", "expiry", "set", "demo", "certificate", "2026-11-28")
    assert "TLS certificate" in office("fenglei", "todo").out
    assert "TLS certificate" in office("zhengtao", "chase", "--kind", "expiry").out


def test_a_loss_is_in_todo_and_on_the_chase_board_by_the_name_of_its_step(office: Office) -> None:
    office("zhaomin", "loss", "report", "gateway", "demo", "--kind", "leak")
    assert "provider phoned" in office("wangfang", "todo").out
    assert "certificate" in office("zhengtao", "chase", "--kind", "loss").out
