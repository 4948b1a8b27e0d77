"""`loss`: a loss walks its path at the command line, and no shortcut is taken (R12)."""

from datetime import timedelta

import pytest

from console.cli import exits
from tests.cli.conftest import Office

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
    assert "follows  provider told by telephone 王芳" in known.err


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
