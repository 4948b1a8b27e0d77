"""Attachment 1 on paper, as LibreOffice shows it."""

import io
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from console.domain import acts
from console.domain.archive.check_code import check_code
from console.domain.people.people import Post
from console.domain.times import parse, render
from console.exports import request_form
from console.exports.paper import Paper
from console.exports.request_form import DepartmentCheck, RequestForm, SlotResult
from console.exports.shapes import Head, Printing, SignatureLine, grouped
from console.locale import words
from tests import signed_acts
from tests.exports import office

AT = "2026-11-24T03:00:00Z"
DIGEST = "7c" * 32
LIST = "ab" * 32
PRINTER = SignatureLine("approval", "孙丽", ["department_manager"], AT, "SHA256:" + "k" * 43)


def request(**changes: Any) -> acts.Request:
    made = acts.Request(
        org="yunling", by="zhaomin", at=AT, roster=7, number="2026-业务-0042", version=3, previous="cd" * 32,
        department="business", drafter="zhaomin", telephone="0871-65550000", applied_on="2026-11-24",
        category=acts.Category.PROMOTION, category_was="", subtype="理财到期", purpose="提醒客户办理转存",
        basis=acts.Basis.CONSENT, consent="授权书 2026-118", audience="本行存款客户", selection="余额大于一万元",
        list_source="核心系统 2026-11-23",
        checks=acts.SelfChecks(harmless=True, unclassified=True, third_party=False, third_party_approval=""),
        quoted=[acts.Quoted("96588", registered=True)],
        text=acts.Text("【云岭银行】", "您的存款将于本月到期。", "拒收请回复R"),
        slots=[acts.Slot(1, LIST, 12_345, AT, "2026-11-25T03:00:00Z")],
        rate=100, gateway="main", backup_gateway="", sender_code="10691234",
        cost=acts.Cost(25, 1, 1, 12_345, 61_725), route=[Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER],
        accept=True, released_by="general", policy="2026-1", policy_digest="ef" * 32, pledge="2026-1",
        attachments=[], remarks="",
    )  # fmt: skip
    return msgspec.structs.replace(made, **changes)


MANIFEST = acts.Manifest(
    org="yunling", by="zhaomin", at=AT, roster=7, department="business", name="到期客户",
    source=acts.Source("十一月到期.xlsx", "12" * 32, 400_000, "xlsx", "Sheet1"), rows=12_400,
    counts={"duplicate": 40, "landline": 15}, repaired={"fullwidth": 3}, n=12_345, root="34" * 32,
)  # fmt: skip


def form(asked: acts.Request | None = None, **changes: Any) -> RequestForm:
    made = RequestForm(
        request=asked or request(),
        digest=DIGEST,
        state="已批准",
        names={"zhaomin": "赵敏"},
        departments={"business": "业务部"},
        gateways={"main": "主网关"},
        lists={LIST: MANIFEST},
        samples={LIST: ["138****8000", "139****1234"]},
        signatures=[PRINTER],
        results=[],
    )
    return msgspec.structs.replace(made, **changes)


def cells(made: RequestForm) -> list[str]:
    """Every text on the paper, read from the sheet before it becomes a file: a file for each of a hundred values takes long."""
    kept: list[Paper] = []

    def save(paper: Paper) -> bytes:
        kept.append(paper)
        return b""

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Paper, "save", save)
        request_form.make(made, printing("zh"))
    rows = kept[0]._sheet.iter_rows(values_only=True)
    return [str(value) for row in rows for value in row if value is not None]


def test_the_paper_says_every_value_of_the_request_that_was_signed_whatever_its_digest() -> None:
    whole = signed_acts.example(acts.REQUEST, signed_acts.Turn(0, 0))
    before, places = cells(form(whole)), set()
    for change in signed_acts.changes(whole, signed_acts.Turn(0, 0)):
        # Blanks and line ends are for the digest to tell, which stands there whole.
        if change.place not in places and "blank" not in change.what and "line end" not in change.what:
            places.add(change.place)
            assert cells(form(change.act)) != before, (change.place, change.what)
    assert places == {signed_acts.place(leaf.path) for leaf in signed_acts.leaves(whole)}


def test_the_paper_of_a_notice_that_promotes_says_whose_refusals_and_hours_it_keeps() -> None:
    said = "按宣传推广对待：不收推广的人不发，只在推广的时段发"
    notice = request(category=acts.Category.NOTICE)
    assert said not in cells(form(notice))
    assert said in cells(form(request(category=acts.Category.NOTICE, category_was="promotion")))
    assert said not in cells(form(request(category_was="promotion")))


def test_the_paper_says_by_reason_how_many_rows_were_left_out_or_repaired_or_that_none_was() -> None:
    said = "\n".join(cells(form()))
    for reason, n in (MANIFEST.counts | MANIFEST.repaired).items():
        assert f"{words.named('reason', reason, 'zh')} {n}" in said
    clean = msgspec.structs.replace(MANIFEST, counts={}, repaired={})
    assert cells(form(lists={LIST: clean})).count("无") == cells(form()).count("无") + 2


def test_what_is_told_of_a_signature_stands_beneath_its_headings() -> None:
    said = cells(form())
    heads = ["事项", "岗位", "签署人", "时间", "密钥指纹"]
    at = next(at for at in range(len(said)) if said[at : at + 5] == heads)
    assert said[at + 5 : at + 10][2::2] == [PRINTER.name, PRINTER.fingerprint]


def for_200() -> RequestForm:
    """A promotion to 200 people as most are, with all that paper can say of it: signed by everybody, sent, and kept."""
    said = [
        ("request", "drafter", "赵敏"), ("approval", "department_manager", "孙丽"), ("approval", "supervising_manager", "李强"),
        ("approval", "general_manager", "周健"), ("acceptance", "registrar", "郑涛"), ("release", "operator", "钱伟"),
    ]  # fmt: skip
    signed = [SignatureLine(what, name, [post], AT, "SHA256:" + "k" * 43) for what, post, name in said]
    signed[2] = msgspec.structs.replace(
        signed[2], name="吴红", deputy_for="李强", carrier="王芳", opinion="同意，按时段发送"
    )
    tally = {"approved": 200, "delivered": 195, "unknown": 1, "undelivered": 2, "suppressed": 2}
    body = "尊敬的客户，您在我行的定期存款将于本月到期，转存三年期可享年利率2.15%，详情请到就近网点或致电96588咨询。"
    return form(
        request(
            route=[Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER],
            purpose="提醒本月定期存款到期的客户办理转存，并告知三年期存款利率，到网点或电话咨询",
            text=acts.Text("【云岭示范银行】", body, "拒收请回复R"), slots=[acts.Slot(1, LIST, 200, AT, "2026-11-25T03:00:00Z")],
            attachments=[acts.Attachment("利率批复.pdf", "56" * 32)],
        ),
        lists={LIST: msgspec.structs.replace(MANIFEST, rows=255, n=200)},
        samples={LIST: [f"138****{nth:04}" for nth in range(20)]},
        signatures=signed,
        results=[SlotResult(1, "done", AT, AT, "钱伟", AT, AT, tally, {"opted_out": 2})],
        checked=[DepartmentCheck("孙丽", AT, content=True, list=True)],
        paper="Z-2026-1188",
        place="综合部 3 号柜 12 盒",
    )  # fmt: skip


def longest() -> RequestForm:
    """Every field at its limit, with many slots, signatures and results."""
    long = "甲乙丙丁，ABC 123。" * 125  # 2,000 characters is what a long field holds
    long = (long + "末")[:1999] + "终"
    body = ("尊敬的客户" * 200)[:1000]
    opens = [render(parse(AT) + timedelta(days=day)) for day in range(31)]
    closes = [render(parse(at) + timedelta(hours=8)) for at in opens]
    slots = [acts.Slot(n + 1, LIST, 10_000_000, opens[n], closes[n]) for n in range(31)]
    tally = {"approved": 10_000_000, "delivered": 9_999_000, "unknown": 1000}
    return form(
        request(
            purpose=long, audience=long, selection=long, remarks=long, slots=slots, consent="据" * 200,
            list_source="源" * 200, subtype="类" * 200, telephone="0" * 200,
            text=acts.Text("【" + "云" * 18 + "】", body, "退" * 40),
            quoted=[acts.Quoted("https://bank.example/" + "x" * 170, registered=False)] * 5,
            attachments=[acts.Attachment("文" * 200, "56" * 32)] * 4,
        ),
        signatures=[
            msgspec.structs.replace(
                PRINTER, opinion=long, deputy_for="李强", carrier="王芳", appointed_by="周健", posts=["supervising_manager", "general_manager"]
            )
        ]
        * 3,
        results=[
            SlotResult(n + 1, "done", opens[n], closes[n], "吴红", opens[n], closes[n], tally) for n in range(31)
        ],
        checked=[DepartmentCheck("孙丽", opens[0], content=True, list=True)],
        paper="Z-2026-1188",
        place="综合部 3 号柜 12 盒",
    )  # fmt: skip


def values(told: RequestForm) -> list[str]:
    """Every text that a reader must find on the paper."""
    asked = told.request
    found = [
        asked.number, asked.telephone, asked.subtype, asked.purpose, asked.consent, asked.audience, asked.selection,
        asked.list_source, asked.text.signature, asked.text.body, asked.text.opt_out, asked.remarks, asked.sender_code,
        grouped(told.digest), *(one.text for one in asked.quoted),
        *(one.name for one in asked.attachments), *(line.opinion for line in told.signatures),
        *(line.fingerprint for line in told.signatures), *(line.appointed_by for line in told.signatures), MANIFEST.root, MANIFEST.source.sha256, told.paper, told.place, *(one.name for one in told.checked),
        *(f"{slot.n:,}" for slot in asked.slots),
    ]  # fmt: skip
    return [value for value in found if value]


def printing(lang: str) -> Printing:
    head = Head(4711, "9f" * 32, AT, "dispatch-1")
    return Printing("云岭示范银行", lang, "Asia/Shanghai", "王芳", AT, head)


CASES = {
    f"{name}-{lang}": (told, lang)
    for name, told in {
        "short": form(signatures=[]), "usual": form(), "200": for_200(), "long": longest(),
    }.items()
    for lang in ("zh", "en")
}  # fmt: skip


@cache
def book(name: str) -> bytes:
    told, lang = CASES[name]
    return request_form.make(told, printing(lang))


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return office.render(tmp_path_factory.mktemp("office"), {name: book(name) for name in CASES})


@pytest.mark.parametrize("name", CASES)
def test_the_paper_shows_every_word_of_the_request(pdfs: dict[str, Path], name: str) -> None:
    told, lang = CASES[name]
    expected = [*values(told), words.text("paper.request_form", lang), "云岭示范银行"]
    assert office.lost(pdfs[name], book(name), expected) == []
    assert check_code(told.digest) in office.text_of(pdfs[name])


_LONG = set(range(12, 22))


@pytest.mark.parametrize(
    ("name", "pages"),
    [
        ("short-zh", {2}), ("usual-zh", {2}), ("200-zh", {2}), ("long-zh", _LONG),
        ("short-en", {2}), ("usual-en", {2}), ("200-en", {2}), ("long-en", _LONG),
    ],
)  # fmt: skip
def test_a_form_takes_the_pages_that_its_text_needs(
    pdfs: dict[str, Path], name: str, pages: set[int]
) -> None:
    assert office.pages_of(pdfs[name]) in pages


@pytest.mark.parametrize("name", CASES)
def test_the_route_and_the_room_for_ink_and_seals_stand_on_the_first_page_whatever_the_text(
    pdfs: dict[str, Path], name: str
) -> None:
    told, lang = CASES[name]
    first = office.text_of(pdfs[name], 1)
    keys = ["by_hand", "seal_department", "seal_general"]
    boxes = [words.text(f"paper.{key}", lang) for key in keys]
    posts = [words.named("post", post, lang) for post in told.request.route]
    assert [one for one in (*boxes, *posts) if office.squeezed(one) not in first] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_route_says_for_each_post_who_agreed_and_when_or_that_nobody_has(
    pdfs: dict[str, Path], lang: str
) -> None:
    first = office.text_of(pdfs[f"200-{lang}"], 1)
    at = office.squeezed("2026-11-24 11:00" if lang == "zh" else "2026-11-24 11:00 +08")
    assert f"孙丽{at}" in first
    assert f"周健{at}" in first
    # Who released or took it in is nobody of the route.
    assert f"郑涛{at}" not in first
    nobody = office.squeezed(words.text("paper.not_signed", lang))
    counted = [office.text_of(pdfs[f"{name}-{lang}"], 1).count(nobody) for name in ("short", "usual", "200")]
    assert counted == [2, 1, 0]


@pytest.mark.parametrize("name", CASES)
def test_letters_have_nine_points_but_for_what_is_only_compared(pdfs: dict[str, Path], name: str) -> None:
    # Digests have seven, the foot of a page has eight.
    assert {size for size in office.letters_of(pdfs[name]) if size < 9} <= {7, 8}


def test_a_text_never_becomes_a_formula() -> None:
    evil = '=HYPERLINK("http://x.example","点我")'
    book = openpyxl.load_workbook(io.BytesIO(request_form.make(form(request(purpose=evil)), printing("zh"))))
    cells = [cell for row in book.active.iter_rows() for cell in row if cell.value]  # type: ignore[union-attr]
    assert any(cell.value == evil for cell in cells)
    assert {cell.data_type for cell in cells} == {"s"}


def test_what_acts_or_hides_is_shown_and_an_ampersand_stays_one() -> None:
    asked = request(purpose="甲\x1b乙\u202e丙", number="A&B")
    book = openpyxl.load_workbook(io.BytesIO(request_form.make(form(asked), printing("zh"))))
    texts = {cell.value for row in book.active.iter_rows() for cell in row}  # type: ignore[union-attr]
    assert "甲␛乙<202E>丙" in texts
    assert "A&&B" in str(book.active.oddFooter.left.text)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["usual-zh", "usual-en"])
def test_chinese_paper_says_once_whose_clock_it_is_on_and_not_behind_every_time(
    pdfs: dict[str, Path], name: str
) -> None:
    text = office.text_of(pdfs[name])
    assert ("+08" in text) == name.endswith("en")
    assert ("北京时间" in text) == name.endswith("zh")


def test_paper_of_another_zone_says_the_offset_in_chinese_too() -> None:
    made = request_form.make(form(), msgspec.structs.replace(printing("zh"), timezone="Asia/Urumqi"))
    text = " ".join(office.cells_of(made))
    assert ("+06" in text, "北京时间" in text) == (True, False)
