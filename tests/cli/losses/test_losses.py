"""`loss`: a loss walks its path at the command line, and no shortcut is taken (R12)."""

from datetime import timedelta

import pytest

from console.cli import exits
from console.wire import calls, pairs
from tests.cli.conftest import Answer, Office
from tests.services.freezes.test_freezes import installed

NUMBER = "2026-L001"
CERTIFICATE = (
    "--number", "CERT-1", "--account", "yl-main", "--channel", "SMPP", "--last-known", "保险柜", "--impact", "无",
    "--measures", "已停用", "--to", "某某通信",
)  # fmt: skip


def report(office: Office, by: str = "qianwei", subject: str = "gateway", name: str = "demo") -> None:
    done = office.json(by, "loss", "report", subject, name, "--kind", "leak", "--where", "办公室")
    assert done.code == 0, done.out


def test_a_gateways_loss_is_reported_without_a_signature_and_walks_on_step_by_step(office: Office) -> None:
    report(office)
    table = office("zhaomin", "loss", "list", lang="zh").out
    assert NUMBER in table
    assert "电话通知服务商" in table
    steps = [
        ("wangfang", "told", "--provider", "某某通信", "--spoke-with", "客服", "--words", "已停用"),
        ("wangfang", "acknowledge", "--words", "知悉"),
        ("zhengtao", "certify", *CERTIFICATE),
        ("wangfang", "request", "--ticket", "T-1"),
        ("wangfang", "reissued", "--old-void", "--words", "已核对"),
    ]
    for person, step, *rest in steps:
        office.core.at += timedelta(minutes=1)
        done = office.json(person, "loss", step, NUMBER, *rest, sign=True)
        assert done.code == 0, (step, done.out)
    shown = office("shenyu", "loss", "show", NUMBER, lang="zh").out
    assert "部门出具证明  郑涛" in shown
    # Who takes the next step stands beside its clock.
    (waiting,) = [line for line in shown.splitlines() if "装入新口令  →" in line]
    assert waiting.endswith("  冯磊")
    assert "  时限 " in waiting


def test_the_sends_that_the_loss_stops_are_named(office: Office) -> None:
    request = office.core.cleared("notice", n=1200)
    report(office)
    form = office.core.view("wangfang", request).row.number
    shown = office("zhengtao", "loss", "show", NUMBER, lang="zh").out
    assert f"停着的发送  {form}.1，" in shown
    assert "1,200 人未发" in shown


def test_a_step_says_which_one_it_follows(office: Office) -> None:
    report(office)
    told = ("told", NUMBER, "--provider", "某某通信", "--spoke-with", "客服")
    assert "follows" not in office("wangfang", "loss", *told, sign=True).err
    office.core.at += timedelta(minutes=1)
    known = office("wangfang", "loss", "acknowledge", NUMBER, "--words", "知悉", sign=True)
    assert "follows  provider phoned 王芳" in known.err


@pytest.mark.parametrize(
    ("person", "step", "rest", "code"),
    [
        ("wangfang", "request", ("--ticket", "T-1"), "loss_step_early"),
        ("fenglei", "installed", (), "loss_step_early"),
        ("zhengtao", "close", ("--words", "好"), "loss_step_early"),
        ("fenglei", "resume", ("--words", "好"), "loss_step_early"),
        ("sunli", "certify", CERTIFICATE, "loss_not_your_step"),
        ("zhaomin", "acknowledge", (), "loss_not_your_step"),
    ],
)
def test_a_shortcut_is_refused_with_its_clause(
    office: Office, person: str, step: str, rest: tuple[str, ...], code: str
) -> None:
    report(office)
    done = office.json(person, "loss", step, NUMBER, *rest, sign=True)
    assert done.code == exits.REFUSED
    assert done.json["refusal"]["code"] == code
    assert done.json["refusal"]["clause"] == "R12"


def test_a_person_whose_key_is_lost_can_do_nothing_more(office: Office) -> None:
    report(office, "sunli", "key", "zhaomin")
    assert office.json("zhaomin", "todo").code != 0 or office.json("zhaomin", "whoami").data["posts"] == []


def test_found_again_is_written_down_and_changes_nothing(office: Office) -> None:
    report(office)
    done = office.json("zhaomin", "loss", "found", NUMBER, "--words", "在旧电脑里", sign=True)
    assert done.code == 0, done.out
    case = office.json("shenyu", "loss", "list").data["rows"][0]
    assert (case["resumed"], case["closed"]) == ("", "")


def test_an_unknown_case_is_told_with_its_number(office: Office) -> None:
    answer = office("shenyu", "loss", "show", "2026-L999")
    assert (answer.code, "2026-L999" in answer.err) == (exits.PROBLEM, True)


PROPOSED = ("loss", "resume", NUMBER, "--words", "新口令已连通")


def states(office: Office) -> list[str]:
    return [row.state for row in office.core.call("zhengtao", pairs.ProposalsPage(open=False))]


def listed(office: Office, person: str) -> str:
    """The number under which a confirmation stands in a person's to-do list."""
    todo = office.core.call(person, calls.Todo())
    return next(str(row.number) for row in todo if row.subject is not None and row.what.startswith("confirm"))


def resumed(office: Office, person: str, *words: str) -> Answer:
    return office.json(person, "loss", "resume", NUMBER, *words, sign=True)


def test_loss_resume_by_the_second_person_confirms_what_the_first_proposed(office: Office) -> None:
    installed(office.core)
    nobody = resumed(office, "zhengtao", "--words", "好")
    assert (nobody.code, nobody.json["refusal"]["code"]) == (exits.REFUSED, "not_your_part")
    assert office("fenglei", "loss", "resume", NUMBER, sign=True).code == exits.USAGE
    assert resumed(office, "fenglei", "--words", "新口令已连通").code == exits.OK
    again = resumed(office, "fenglei", "--words", "再来")
    assert again.json["refusal"]["code"] == "loss_resume_waits"
    stranger = resumed(office, "zhaomin", "--words", "好")
    assert stranger.json["refusal"]["code"] == "not_your_part"
    assert states(office) == ["open"]
    second = office("zhengtao", "loss", "resume", NUMBER, sign=True)
    assert second.code == exits.OK, second.err
    # What is confirmed is read before it is signed.
    for words in ("新口令已连通", "AAAA BBBB CCCC DDDD", "To be signed: confirmation"):
        assert words in second.err
    assert states(office) == ["confirmed"]
    for person in ("fenglei", "zhengtao"):
        over = resumed(office, person, "--words", "好")
        assert over.json["refusal"]["code"] == "loss_resume_signed"


def test_freeze_resume_by_the_second_person_confirms_too(office: Office) -> None:
    installed(office.core)
    assert office("fenglei", "freeze", "resume", NUMBER, sign=True).code == exits.USAGE
    given = ("--fingerprint", "AAAA BBBB CCCC DDDD", "--reason", "新口令已连通")
    assert office("fenglei", "freeze", "resume", NUMBER, *given, sign=True).code == exits.OK
    assert office("zhengtao", "freeze", "resume", NUMBER, sign=True).code == exits.OK
    assert states(office) == ["confirmed"]


def test_proposal_confirm_takes_the_number_that_the_to_do_list_prints(office: Office) -> None:
    installed(office.core)
    assert office(*("fenglei", *PROPOSED), sign=True).code == exits.OK
    number = listed(office, "zhengtao")
    assert number in office("zhengtao", "todo").out
    assert office("zhengtao", "proposal", "show", number).code == exits.OK
    assert office("zhengtao", "proposal", "confirm", f"{number}x", sign=True).code == exits.USAGE
    assert office("zhengtao", "proposal", "confirm", number.lower(), sign=True).code == exits.OK
    assert states(office) == ["confirmed"]
