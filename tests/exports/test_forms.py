"""Attachments 2 and 3, the loss certificate and the receipt on paper, as LibreOffice shows them."""

import re
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.acts import CodedAcceptance, Pledge
from console.domain.credentials.custody import Handed, HandOver
from console.domain.losses.losses import Certificate, Kind, Report, Subject
from console.domain.people import pledges
from console.domain.people.enrolment import Application, ApplicationKind, NewDepartment
from console.domain.people.people import DepartmentKind, Key, Post
from console.exports import (
    application_form,
    claim_form,
    erasure_form,
    hand_over_form,
    loss_form,
    pledge_form,
    receipt_form,
)
from console.exports.application_form import ApplicationForm
from console.exports.claim_form import ClaimForm
from console.exports.erasure_form import ErasedLine, ErasureForm, ReportLine
from console.exports.hand_over_form import HandOverForm
from console.exports.loss_form import LossForm
from console.exports.pledge_form import PledgeForm
from console.exports.receipt_form import ReceiptForm
from console.exports.shapes import SignatureLine, grouped
from console.locale import words
from console.wire.people.enrolment import Afterwards, DisabledKey, InForce
from tests.exports import office
from tests.exports.test_request_form import AT, DIGEST, printing

LINE = SignatureLine("pledge", "赵敏", ["drafter"], AT, "SHA256:" + "k" * 43)
LONG = ("一段很长的说明，ABC 123。" * 200)[:1999] + "终"
COMMON: dict[str, Any] = {"org": "yunling", "by": "zhaomin", "at": AT, "roster": 7}
NAME_OF_WORDS = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
replace = msgspec.structs.replace


def pledge(lang: str) -> PledgeForm:
    text = pledges.shipped("2026-1")
    clauses = [clause.zh if lang == "zh" else clause.en for clause in text.clause]
    signed = Pledge(
        **COMMON, department="business", version="2026-1", accepted=[1, 2, 12], until="2027-11-24T03:00:00Z", witness="sunli"
    )  # fmt: skip
    return PledgeForm(
        signed, DIGEST, "P-2026-0007", "赵敏", "Y001", "业务部", ["drafter"], "孙丽", clauses, LINE
    )


def application() -> ApplicationForm:
    asked = Application(
        **COMMON, number="OP-2026-0003", version=1, previous="", kind=ApplicationKind.ADD, department="business",
        new_department=None, person="wujing", name="吴静", staff_no="Y118", title="主办", telephone="0871-65550001",
        email="wujing@bank.example", post=Post.OPERATOR, standby=True, duties=["send", "statistics"], since=AT, until="",
        replaces="qianwei", trained_on="2026-11-01", key="", reason="业务量增加", route=[Post.DEPARTMENT_MANAGER],
        covers=[],
    )  # fmt: skip
    return ApplicationForm(
        asked, DIGEST, "已存档", {"qianwei": "钱伟"}, {"business": "业务部"}, "SHA256:" + "n" * 43, "P-2026-0009",
        [replace(LINE, what="application", opinion="同意")], "Z-2026-0031", "1 号柜",
        Afterwards("held", "wujing", 1118, InForce(8, AT, "hanxue", "yangfan", AT), AT),
    )  # fmt: skip


def full_application() -> ApplicationForm:
    """An application as most are, when all has become of it: three decisions with opinions, in force, ended, its key revoked."""
    three = [
        ("application", "drafter", "吴静", ""), ("authorise", "department_manager", "孙丽", "同意，已培训"),
        ("approve", "supervising_manager", "李强", "同意"), ("file", "registrar", "郑涛", ""),
    ]  # fmt: skip
    signed = [
        SignatureLine(what, name, [post], AT, "SHA256:" + "k" * 43, opinion)
        for what, post, name, opinion in three
    ]
    asked = replace(
        application().application, route=[Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER],
        reason="业务量增加，现有操作员一人不能兼顾本月到期提醒和生日祝福，增设一名备岗操作员，已参加培训并通过考核。",
    )  # fmt: skip
    ended = InForce(9, AT, "hanxue", "yangfan", AT, ["OP-2027-0001"])
    left = DisabledKey("SHA256:" + "n" * 43, AT, 9, left=True)
    done = Afterwards(
        "left",
        "wujing",
        1118,
        InForce(8, AT, "hanxue", "yangfan", AT),
        AT,
        "2027-01-01T00:00:00Z",
        ended,
        None,
        [left],
    )
    return replace(application(), application=asked, signatures=signed, afterwards=done)


def long_application() -> ApplicationForm:
    asked = application().application
    opened = NewDepartment("一个名字特别长的新部门" * 8, DepartmentKind.OTHER, "liqiang")
    asked = replace(
        asked, kind=ApplicationKind.OPEN_DEPARTMENT, new_department=opened, reason=LONG, email="e" * 200, title="职" * 200
    )  # fmt: skip
    return replace(
        application(),
        application=asked,
        signatures=[replace(LINE, what="application", opinion=LONG)] * 4,
        afterwards=Afterwards(
            "left",
            "wujing",
            -1,
            InForce(8, AT, "hanxue", "yangfan", AT),
            AT,
            "2027-01-01T00:00:00Z",
            InForce(9, AT, "y" * 32, "h" * 32, AT, ["2026-一个名字特别长的新部门-A-0001"] * 4),
            None,
            [DisabledKey("SHA256:" + f"{nth:043}", AT, 9, left=True) for nth in range(12)],
        ),
    )


def certificate(text: str) -> LossForm:
    case: dict[str, Any] = {"case": "ab" * 32, "previous": "ab" * 32}
    report = Report(
        "yunling", "LOSS-2026-001", Subject.GATEWAY, "main", "fenglei", "general", Kind.LEAK, "qianwei", AT, AT, "", "", "",
        "",
    )  # fmt: skip
    signed = Certificate(
        **COMMON, **case, number="CERT-2026-001", department="general", holder="fenglei", account="yl-main",
        channel="主网关 SMPP", kind=Kind.LEAK, last_known=text, impact=text, measures=f"措施：{text}", addressee="云南某某通信公司",
    )  # fmt: skip
    return LossForm(signed, DIGEST, report, "综合部", "冯磊", "钱伟", replace(LINE, what="certificate"))


def claim(long: bool) -> ClaimForm:
    """A person of one post, or of every post in many departments with the longest names."""
    return ClaimForm(
        "K-zhaomin-7a1b2c", DIGEST, "zhaomin", "赵敏" * (50 if long else 1), "Y001" * (50 if long else 1),
        ["业务部"] if not long else [f"第{nth}个名字很长的部门" * 4 for nth in range(12)],
        [str(post) for post in Post] if long else ["drafter"], Key("ssh-ed25519 " + "A" * 68, AT, ""),
        "SHA256:" + "k" * 43, 7,
    )  # fmt: skip


def receipt(place: str) -> ReceiptForm:
    act = CodedAcceptance(
        **COMMON, request="ab" * 32, previous="ab" * 32, form=True, text=True, list=True, paper="Z-2026-1188", place=place,
        code="7K2P-M0QX-9D4T",
    )  # fmt: skip
    return ReceiptForm(
        act, DIGEST, "2026-业务-0042", 3, "7HRK-AAAA-BBBB", "业务部", "promotion", "提醒客户办理转存", 12_345,
        replace(LINE, what="acceptance"),
    )  # fmt: skip


def hand_over(words_: str, n: int) -> HandOverForm:
    """A hand-over of `n` passwords and as many envelopes."""
    names = [f"gw{nth}" for nth in range(n)]
    act = HandOver(
        number="2026-H001", outgoing="fenglei", incoming="heqing", department="general", effective=AT,
        passwords=[Handed(name, "AAAA BBBB CCCC DDDD", AT) for name in names], envelopes=["2026-E001"] * n, rotate_by=AT,
    )  # fmt: skip
    envelopes = [("2026-E001", "口令 主网关", f"封条 {nth}", words_) for nth in range(n)]
    return HandOverForm(
        act, DIGEST, words_, "冯磊", "何青", "综合部", dict.fromkeys(names, "主网关"), envelopes, "已签齐", "第 9 版",
        [replace(LINE, what="hand_over")] * 3,
    )  # fmt: skip


def erasure(words_: str, n: int) -> ErasureForm:
    """A certificate of `n` things that went."""
    items = [ErasedLine("send", f"2026-业务部-{nth:04d}.1", 12_345, "ab" * 32) for nth in range(n)]
    report = ReportLine("dispatch-1", AT, n, 12_345, 40_000, 7, "cd" * 32)
    return ErasureForm(
        "2026-X001", DIGEST, words_, AT, 4711, AT, 12_345 * n, {"list_number": 12_345, "salt": 1}, items, [report],
        [replace(LINE, what="erasure")] * 2,
    )  # fmt: skip


Made = tuple[Any, Callable[[Any, Any], bytes], str, list[str]]


def cases() -> dict[str, tuple[Callable[[], bytes], list[str]]]:
    """What makes each form, and the words that must stand on it."""
    found: dict[str, tuple[Callable[[], bytes], list[str]]] = {}
    for lang in ("zh", "en"):
        signed = pledge(lang)
        long = long_application()
        made: dict[str, Made] = {
            "pledge": (signed, pledge_form.make, "pledge_form", [*signed.clauses, "Y001", "孙丽", "业务部"]),
            "application": (
                application(), application_form.make, "application_form",
                ["吴静", "Y118", "主办", "wujing@bank.example", "钱伟", "P-2026-0009", "SHA256:" + "n" * 43, "wujing", "1118", "8"],
            ),
            "application-full": (
                full_application(), application_form.make, "application_form", ["OP-2027-0001", "同意，已培训", "SHA256:" + "n" * 43],
            ),
            "application-long": (
                long, application_form.make, "application_form",
                [LONG, "e" * 200, "职" * 200, "一个名字特别长的新部门" * 8, "y" * 32, "A-0001", f"{11:043}"],
            ),
            "loss": (certificate("办公室抽屉"), loss_form.make, "loss_form", ["办公室抽屉", "措施：办公室抽屉", "yl-main", "冯磊", "钱伟"]),
            "loss-long": (certificate(LONG), loss_form.make, "loss_form", [LONG, "云南某某通信公司"]),
            "claim": (claim(long=False), claim_form.make, "claim_form", ["赵敏 (zhaomin)", "kkkk kkkk kkkk", "Y001"]),
            "claim-long": (claim(long=True), claim_form.make, "claim_form", ["第11个名字很长的部门" * 4, "A" * 68]),
            "receipt": (
                receipt("3 号柜"), receipt_form.make, "receipt_form",
                ["Z-2026-1188", "3 号柜", "12,345", "7K2P-M0QX-9D4T"],
            ),
            "hand-over": (
                hand_over("已到期", 1), hand_over_form.make, "hand_over_form",
                ["2026-H001", "冯磊", "何青", "主网关", "AAAA BBBB CCCC DDDD", "2026-E001", "封条 0", "第 9 版"],
            ),
            "hand-over-long": (hand_over(LONG, 12), hand_over_form.make, "hand_over_form", [LONG, "封条 11"]),
            "erasure": (
                erasure("保存期满", 1), erasure_form.make, "erasure_form",
                ["2026-X001", "保存期满", "2026-业务部-0000.1", "12,345", "40,000", grouped("ab" * 32), grouped("cd" * 32)],
            ),
            "erasure-long": (erasure(LONG, 40), erasure_form.make, "erasure_form", [LONG, "2026-业务部-0039.1"]),
            "receipt-long": (receipt("柜" * 200), receipt_form.make, "receipt_form", ["柜" * 200]),
        }  # fmt: skip
        for name, (data, make, title, expected) in made.items():
            heading = words.text(f"paper.{title}", lang)
            found[f"{name}-{lang}"] = (
                partial(make, data, printing(lang)),
                [heading, *expected, grouped(DIGEST)],
            )
    return found


CASES = cases()
PAGES = {
    "pledge": {1, 2},
    "application": {1},
    "application-full": {1},
    "application-long": set(range(5, 16)),
    "loss": {1},
    "claim": {1},
    "receipt": {1},
    "hand-over": {1},
    "erasure": {1},
}


@cache
def book(name: str) -> bytes:
    return CASES[name][0]()


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return office.render(tmp_path_factory.mktemp("office"), {name: book(name) for name in CASES})


@pytest.mark.parametrize("name", CASES)
def test_the_paper_shows_every_word(pdfs: dict[str, Path], name: str) -> None:
    assert office.lost(pdfs[name], book(name), CASES[name][1]) == []


@pytest.mark.parametrize("name", CASES)
def test_no_name_of_a_word_stands_where_words_should(name: str) -> None:
    assert [said for said in office.cells_of(book(name)) if NAME_OF_WORDS.fullmatch(said)] == []


def test_a_gateway_without_a_password_is_handed_over_as_one_that_has_none() -> None:
    form = hand_over("已到期", 1)
    form = replace(form, act=replace(form.act, passwords=[Handed("gw0", "", "")]))
    cells = office.cells_of(hand_over_form.make(form, printing("zh")))
    assert cells[cells.index("主网关") + 1] == "无"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_takes_the_pages_that_its_text_needs(pdfs: dict[str, Path], name: str, lang: str) -> None:
    assert office.pages_of(pdfs[f"{name}-{lang}"]) in PAGES[name]
