"""Files in force at the screens: what they say, since when, what changed; another one proposed, read in words and signed by two."""

import re
from pathlib import Path

import pytest

from console.domain.content.lists import ScreeningList
from console.domain.data_folder import data_folder
from console.domain.rosters import rule_files
from console.domain.rosters.rosters import Change
from console.domain.rosters.rule_file_differences import readable
from console.domain.rosters.rule_files import Kind
from console.screens import pages
from console.screens.page import Page
from console.screens.rosters.rule_files import RuleFilesPage
from console.screens.two_person.proposals import ProposalPage
from console.wire import dispatch
from console.wire.duties.subjects import Lacking
from console.wire.rosters import rule_files as wire
from tests.screens.driver import sitting
from tests.screens.personnel import in_force, pick, published
from tests.terminal.sit import House


def later(house: House, *pairs: tuple[str, str]) -> str:
    text = house.core.org.policy_text
    for old, new in (('version = "2026-1"', 'version = "2026-2"'), *pairs):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def brought(house: House, kind: Kind, text: str) -> Change:
    house.core.call("hanxue", wire.BringFile(kind, text.encode()))
    return rule_files.change(rule_files.opened(kind, text.encode()))


async def test_a_roster_signer_proposes_a_pack_and_the_other_reads_in_words_what_it_changes(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "new.toml"
    path.write_text(later(house, ("least_approvers = 1", "least_approvers = 2")), "utf-8")
    async with sitting(house.app(person="hanxue"), size=(120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("制度包", "敏感词表", "网关文件", "现行", "韩雪, 杨帆")
        await op.press("n")
        await op.sees("哪一种文件")
        await pick(op, "制度包")
        await op.sees("提出新的制度包")
        await op.fill(line_path=str(path))
        await op.press("ctrl+s")
        await op.sees("制度包：2026-1 (", "业务提示 / 至少几人审批：1 -> 2", "+least_approvers = 2")
        await op.press("a")
        await op.sees("另一位名册签署人签了才生效")
        await op.fill(passphrase="demo hanxue")
        await op.press("ctrl+s")
        await op.sees("第 2 版已提出", "待签")
    async with sitting(house.app(person="yangfan")) as op:
        await op.sees("新名册等您签")
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r")
        await op.sees("韩雪, 杨帆")
        await op.press("p")
        await op.sees("待签", "韩雪")
        await op.press("enter")
        await op.sees("业务提示 / 至少几人审批：1 -> 2")
        await op.press("a")
        await op.sees("立即生效")
        await op.fill(passphrase="demo yangfan")
        await op.press("ctrl+s")
        await op.sees("第 2 版名册已生效")
    assert in_force(house).policy.version == "2026-2"


async def test_a_file_that_cannot_be_read_is_told_with_its_line_and_goes_nowhere(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "new.toml"
    path.write_text(later(house, ("months = 12", "months = '12'")), "utf-8")
    async with sitting(house.app(person="hanxue", lang="en")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("policy pack")
        await op.press("n")
        await op.sees("Which kind of file")
        await pick(op, "policy")
        await op.sees("Propose another policy pack")
        await op.fill(line_path=str(path))
        await op.press("ctrl+s")
        await op.sees("line 12", "pledge.months", "must be a whole number")
        await op.press("escape")
        await op.sees("policy pack")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_all_faults_of_a_gateway_file_are_told_at_once_and_fit_at_80_columns(
    house: House, tmp_path: Path, lang: str
) -> None:
    path = tmp_path / "new.toml"
    path.write_text('protocol = "cmpp"\nwindow = 0\npassword = "demo1234"\n', "utf-8")
    async with sitting(house.app(person="hanxue", lang=lang), size=(80, 24)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees({"zh": "网关文件", "en": "gateway file"}[lang])
        await op.press("n")
        await op.sees({"zh": "哪一种文件", "en": "Which kind of file"}[lang])
        await pick(op, {"zh": "网关文件", "en": "gateway"}[lang])
        await op.sees({"zh": "提出新的网关文件", "en": "Propose another gateway file"}[lang])
        await op.fill(line_path=str(path))
        await op.press("ctrl+s")
        await op.sees("window", "password", "host", "price_fen", "service", "Ctrl+S", "Esc")
        assert "demo1234" not in op.screen()


async def test_every_person_reads_the_history_and_what_a_file_changed_and_may_save_it(
    house: House, tmp_path: Path
) -> None:
    published(house, brought(house, Kind.POLICY, later(house, ("24:00", "21:00"))))
    app = house.app(person="shenyu")
    app.session.inbox = tmp_path
    async with sitting(app) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("2026-2", "2026-1", "现行")
        await op.press("c")
        await op.sees("业务提示 / 时段或时限：00:00, 24:00 -> 00:00, 21:00", '-hours = ["00:00", "24:00"]')
        await op.press("c")
        await op.sees("制度包 2026-2", "版本：2026-2")
        await op.press("w")
        await op.sees("另存文件")
        await op.fill(line_name="pack.toml")
        await op.press("ctrl+s")
        await op.sees("已写到 pack.toml")
        await op.press("escape")
        await op.sees("2026-1")
        await op.press("n")
        await op.sees("名册由两位名册签署人签发")
    assert (tmp_path / "pack.toml").read_text("utf-8") == later(house, ("24:00", "21:00"))


async def test_a_gateway_goes_out_of_use_by_two(house: House) -> None:
    text = house.core.org.gateway_texts["demo"].replace('id = "demo"', 'id = "second"')
    published(house, brought(house, Kind.GATEWAY, text))
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("second")
        await op.press("x")
        await op.sees("停用哪个网关")
        await pick(op, "second")
        await op.sees("网关文件 second (", "停用")


async def test_what_a_dispatcher_lacks_stands_on_the_people_page_and_beside_the_file(house: House) -> None:

    house.core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, []))
    async with sitting(house.app(person="hanxue"), size=(120, 40)) as op:
        await op.press("8")
        await op.sees("发送程序 dispatch-1 没有现行的制度包")
        await op.press("f")
        await op.sees("发送程序缺", "dispatch-1")


async def test_a_drafter_sees_of_what_the_list_warns_and_which_version_it_is(house: House) -> None:
    from console.wire import calls

    draft = house.core.draft(house.core.add_list(), body="保本理财,12月1日到期。")
    house.core.call("zhaomin", calls.SaveDraft(draft))
    async with sitting(house.app(person="zhaomin"), size=(120, 40)) as op:
        await op.press("2")
        await op.sees("草稿")
        await op.press("enter")
        await op.sees("「保本」：承诺收益或保本，请核对（R11，敏感词表", "2026-2-yunling）")


def test_of_learned_weights_a_reader_is_told_the_number_and_nothing_else_is_left_out() -> None:
    text = (data_folder() / "screening" / "2026-2.toml").read_text("utf-8")
    read = readable(text, lambda n: f"<{n}>")
    file = rule_files.opened(Kind.SCREENING, text.encode())
    assert isinstance(file.says, ScreeningList)
    counts = [len(one.terms.split()) for one in file.says.wording]
    assert [f"<{n}>" in read for n in counts] == [True, True, True]
    left = [line for line in text.split("\n") if line not in read.split("\n")]
    assert sum(line.count("=") for line in left if "=" in line) >= sum(counts)
    assert all("[[words]]" not in line and "class" not in line for line in left)


async def test_words_from_a_text_are_read_with_their_faults_and_proposed_as_the_next_list(
    house: House, tmp_path: Path
) -> None:
    path = tmp_path / "词.txt"
    path.write_text("甲乙丙丁贷\n好\n", "utf-8")
    async with sitting(house.app(person="hanxue"), size=(120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("敏感词表")
        await op.press("n")
        await op.sees("哪一种文件")
        await pick(op, "敏感词（")
        await op.sees("没有写类别的词")
        await pick(op, "诈骗用语")
        await op.sees("没有写级别的词")
        await pick(op, "提醒")
        await op.sees("给敏感词表加词", "F4 选文件")
        await op.fill(line_path=str(path))
        await op.press("ctrl+s")
        await op.sees("新增 1 个词", "有错 1 行", "第 2 行  只有一个字")
        await op.press("y")
        await op.sees("甲乙丙丁贷", '+    "甲乙丙丁贷",')
        await op.press("a")
        await op.sees("另一位名册签署人签了才生效")


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_before_a_list_is_signed_the_page_says_which_texts_it_would_have_blocked(
    house: House, tmp_path: Path, size: tuple[int, int]
) -> None:
    core = house.core
    request = core.submit(core.draft(core.add_list(), body="金玉满堂厅今日开放。"))
    number = core.view("zhaomin", request).row.number
    text = core.org.screening_text.replace('"仅限内部", ', '"仅限内部", "金玉满堂", ', 1)
    change = brought(house, Kind.SCREENING, re.sub(r'version = "[^"]+"', 'version = "next"', text, count=1))
    app = house.app(person="hanxue")
    app.session.inbox = tmp_path
    async with sitting(app, size) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        page.app.push_screen(ProposalPage(changes=[change]))
        await op.until(lambda: getattr(op.app.screen, "effects", None) is not None, "the texts")
        await op.press("end")
        await op.sees("1 条会拦下", f"{number}：会拦下", "金玉满堂")
        await op.press("a")
        await op.sees("1 条会拦下")
        await op.press("escape", "w")
        await op.sees(number, "会拦下", "新词表的影响")
        await op.press("f4")
        await op.sees("存为表格文件")
        await op.press("ctrl+s")
        await op.until(lambda: bool([*tmp_path.glob("*.xlsx")]), "the workbook")


@pytest.mark.parametrize(
    ("kind", "shown"), [("policy", "policy"), ("pledge", "policy"), ("screening", "screening")]
)
async def test_a_newer_shipped_edition_leads_to_the_file_in_force(
    house: House, kind: str, shown: str
) -> None:
    async with sitting(house.app(person="hanxue")) as op:
        op.app.push_screen(pages.make("rule_files", Lacking(f"newer_shipped 2026-1 {kind} 2026-2")))
        await op.until(lambda: getattr(op.app.screen, "all_here", False), "the files")
        assert isinstance(op.app.screen, RuleFilesPage)
        row = op.app.screen.records.row
        assert row is not None
        assert (row.kind, row.until) == (shown, "")
