"""Custody that changes hands at the screens: proposed in a form, signed by two more, printed; envelopes sealed and opened."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.times import render
from console.screens.credentials.envelopes import EnvelopesPage
from console.services.credentials import custody_pages
from console.signing.keys import demo_passphrase
from console.wire.credentials import envelopes, hand_overs
from console.wire.duties import subjects
from console.wire.rosters import rosters
from tests.screens.credentials.test_credentials import installed
from tests.screens.driver import Operator, sitting
from tests.services.credentials import test_envelopes as paper
from tests.services.credentials import test_hand_overs as custody
from tests.services.credentials.test_hand_overs import told
from tests.services.losses.test_losses import install
from tests.terminal.sit import House


async def signs(op: Operator, person: str) -> None:
    await op.fill(passphrase=demo_passphrase(person))
    await op.press("ctrl+s")


async def to(op: Operator, key: str) -> None:
    await op.press("6")
    await op.sees("demo")
    await op.press(key)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_custodian_proposes_in_a_form_and_reads_what_he_hands_over_before_he_signs(
    house: House, size: tuple[int, int]
) -> None:
    installed(house)
    async with sitting(house.app(person="fenglei"), size) as op:
        await to(op, "o")
        await op.sees("没有移交记录", "按 n 提议")
        await op.press("n")
        await op.sees("接任人", "生效时间", "空着就是现在")
        await op.press("ctrl+s")
        await op.sees("还差 2 处", "没有写原因")
        await op.press("space")
        await op.sees("韩雪")
        # Who drafts, decides, sends or files is not among those who may take it over.
        assert "赵敏" not in op.screen()
        await op.press("enter")
        await op.fill(control_reason="轮岗")
        await op.press("ctrl+s")
        await op.sees("提议移交口令保管", "AAAA BBBB CCCC DDDD", "韩雪")
        # Reading takes its time; the time from which it passes on is the one that was read.
        read_at, house.core.at = render(house.core.at), house.core.at + timedelta(minutes=3)
        await signs(op, "fenglei")
        await op.sees("已提议", f"{house.year}-H001", "接任的口令保管人")
    view: hand_overs.HandOversView = house.core.call("zhaomin", hand_overs.HandOvers())
    assert (view.rows[0].by, view.rows[0].incoming, view.rows[0].state) == ("fenglei", "hanxue", "open")
    assert view.rows[0].effective == read_at


async def test_who_takes_it_over_and_the_witness_find_it_in_their_turn_and_a_signer_carries_it_out(
    house: House,
) -> None:
    install(house.core)
    row = custody.proposed(house.core)
    async with sitting(house.app(person="hanxue")) as op:
        await op.sees("移交，等您签名")
        await op.press("enter")
        await op.sees(f"{house.year}-H001", "等签名")
        await op.press("a")
        await op.sees("看清后签名", "AAAA BBBB CCCC DDDD", "轮岗")
        await signs(op, "hanxue")
        await op.sees("已签名", "综合部见证人")
        await op.press("a")
        await op.sees("已经签过")
    custody.sign(house.core, row, "wangfang")
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app("en", person="hanxue")) as op:
        await op.sees("carry out hand-over")
        await op.press("enter")
        await op.sees("signed by all")
        await op.press("c")
        await op.sees(f"carries out hand-over {house.year}-H001", "fenglei")
        await op.press("a")
        await op.sees("passphrase")
        await signs(op, "hanxue")
        await op.sees(f"{house.year}-H001")
    assert len(house.core.call("yangfan", rosters.RosterProposals()).rows) == 1


async def test_the_next_version_offers_hand_overs_that_everybody_signed(house: House) -> None:
    install(house.core)
    custody.whole(house.core)
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("韩雪")
        await op.press("r")
        await op.sees("版")
        await op.press("n")
        await op.sees("还有 1 份各方签好的口令保管移交")
        await op.press("h")
        await op.sees(f"☐ {house.year}-H001  冯磊 > 韩雪")
        await op.press("enter")
        await op.sees(f"☑ {house.year}-H001")
        await op.press("escape")
        await op.sees(f"1. 办理移交 {house.year}-H001  冯磊 > 韩雪")
        assert "还有 1 份" not in op.screen()
        await op.press("ctrl+s")
        await op.sees(f"办理口令保管移交 {house.year}-H001", "提议  冯磊")
        assert "提议  韩雪" not in op.screen()


async def test_the_sheet_is_printed_into_the_persons_own_folder(house: House) -> None:
    install(house.core)
    custody.proposed(house.core)
    async with sitting(house.app(person="fenglei")) as op:
        await to(op, "o")
        await op.sees(f"{house.year}-H001")
        await op.press("p")
        await op.sees(f"已打印：{house.year}-H001-hand-over.xlsx（核对码 ")
        await op.press("p")
        await op.sees(f"{house.year}-H001-hand-over-2.xlsx")
    assert (house.folder / f"{house.year}-H001-hand-over.xlsx").read_bytes().startswith(b"PK")


async def test_who_may_not_propose_is_told_why(house: House) -> None:
    async with sitting(house.app("en", person="zhaomin")) as op:
        await to(op, "o")
        await op.sees("No hand-overs")
        await op.press("n")
        await op.sees("the custodian or their superior")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_envelope_is_entered_witnessed_opened_and_shown_as_due(
    house: House, size: tuple[int, int]
) -> None:
    install(house.core)
    async with sitting(house.app(person="fenglei"), size) as op:
        await to(op, "v")
        await op.sees("没有封着的信封", "按 n 登记")
        await op.press("n")
        await op.sees("封条编号", "先封好")
        await op.fill(control_check="下周")
        await op.press("ctrl+s")
        await op.sees("“下周”不是日期")
        check = render(house.core.at + timedelta(days=60))[:10]
        await op.fill(
            control_seal="封 0071",
            control_place="综合部保险柜",
            control_check=check,
            control_reason="季度封存",
        )
        await op.press("ctrl+s")
        await op.sees("登记封好的信封", "AAAA BBBB CCCC DDDD")
        await signs(op, "fenglei")
        await op.sees("等综合部见证人签名")
    async with sitting(house.app(person="wangfang"), size) as op:
        await op.sees("封存，等您见证")
        await op.press("enter")
        await op.sees(f"▌ {house.year}-E001", "等见证封存")
        await op.press("a")
        await op.sees("看清后签名", "封 0071")
        await signs(op, "wangfang")
        await op.sees(f"{house.year}-E001", "封着")
    async with sitting(house.app(person="fenglei"), size) as op:
        await to(op, "v")
        await op.sees(f"{house.year}-E001")
        await op.press("o")
        await op.sees("提议拆开信封", "综合部经理确认后才可拆")
        # The number is read off the paper, not off the screen.
        assert "封 0071" not in op.screen().partition("提议拆开信封")[2]
        await op.fill(line_seal="封 0071", line_reason="急用")
        await op.press("ctrl+s")
        await op.sees("签名口令", f"{house.year}-E001", "封 0071", "急用")
        await signs(op, "fenglei")
        await op.sees("等确认拆封")
    paper.confirm(house.core, paper.one(house.core).proposal, "zhengtao")
    async with sitting(house.app("en", person="fenglei"), size) as op:
        await op.sees("secret to be changed")
        # From my turn one comes to where it is rotated; why it is to be changed stands with the envelopes.
        await op.press("enter")
        await op.sees("to change")
        await op.press("v")
        await op.sees("to be changed", "password demo")
    view: envelopes.EnvelopesView = house.core.call("zhaomin", envelopes.Envelopes())
    assert (view.rows[0].state, view.changes[0].done) == ("opened", "")


async def test_the_registrar_enters_that_a_seal_is_whole_or_is_not(house: House) -> None:
    install(house.core)
    paper.sealed(house.core)
    async with sitting(house.app(person="wangfang")) as op:
        await to(op, "v")
        await op.sees(f"{house.year}-E001")
        await op.press("c")
        await op.sees("封条完整", "下次检查 年-月-日")
        day = render(house.core.at + timedelta(days=80))[:10]
        await op.fill(line_check=day)
        await op.press("ctrl+s")
        await op.sees("检查已登记", day)
        await op.press("b")
        await op.sees("封条不完整", "看到了什么")
        await op.fill(line_note="撕开")
        await op.press("ctrl+s")
        await op.sees("须马上更换")
        await op.sees("须更换")
    assert paper.one(house.core).state == "broken"


async def test_a_list_of_envelopes_is_filtered_and_shows_those_that_are_over_on_a_key(house: House) -> None:
    install(house.core)
    paper.sealed(house.core)
    paper.sealed(house.core, place="行长室", seal="封 0090")
    async with sitting(house.app(person="zhaomin")) as op:
        await to(op, "v")
        await op.sees(f"{house.year}-E002")
        assert f"{house.year}-E001" not in op.screen()
        await op.press("s")
        await op.sees(f"{house.year}-E001", "已由新的代替")
        await op.press("slash", "x", "y", "z", "enter")
        await op.sees("没有符合筛选的")


async def test_a_password_that_is_changed_meanwhile_leaves_the_open_list(house: House) -> None:
    install(house.core)
    paper.sealed(house.core)
    paper.confirm(house.core, paper.ask_to_open(house.core, "fenglei", number="E001"), "zhengtao")
    async with sitting(house.app("en", person="zhaomin")) as op:
        await to(op, "v")
        await op.sees("to be changed", "password demo")
        told(house.core, "rotated")
        op.app.heard(frozenset({"gateways"}))
        await op.until(lambda: "password demo" not in op.screen(), "that it is done")


async def test_the_certificate_of_a_loss_is_printed_once_it_is_signed(house: House) -> None:
    from tests.services.losses.test_losses import report, step

    case = report(house.core)
    async with sitting(house.app("en", person="wangfang")) as op:
        await to(op, "down")
        await op.sees(case.row.number)
        await op.press("enter")
        await op.sees("provider told")
        await op.press("p")
        await op.sees("certificate")
        assert not list(house.folder.glob("*.xlsx"))
    step(house.core, case, "certified")
    async with sitting(house.app("en", person="wangfang")) as op:
        await to(op, "down")
        await op.press("enter")
        await op.sees("provider told")
        await op.press("p")
        await op.sees("printed: ", "-certificate.xlsx (check code ")
    assert len(list(house.folder.glob("*-certificate.xlsx"))) == 1


async def test_a_desk_that_shows_another_hand_over_than_it_names_gets_no_signature(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(house.core)
    custody.proposed(house.core)
    honest = custody_pages._hand_over

    def lying(*given: Any) -> hand_overs.HandOverRow:
        row = honest(*given)
        return msgspec.structs.replace(row, text=row.text.replace("轮岗", "代管"))

    monkeypatch.setattr(custody_pages, "_hand_over", lying)
    async with sitting(house.app(person="hanxue")) as op:
        await op.sees("移交，等您签名")
        await op.press("enter")
        await op.sees(f"{house.year}-H001", "等签名")
        await op.press("a")
        await op.sees("与您要签的不同")
        assert "签名口令" not in op.screen()


async def test_of_two_envelopes_a_proposal_finds_its_own(house: House) -> None:
    install(house.core)
    paper.sealed(house.core)
    (row,) = house.core.call("fenglei", envelopes.Envelopes()).rows
    other, asked = (msgspec.structs.replace(row, proposal=digest) for digest in ("aa", "bb"))
    found = EnvelopesPage().sought(subjects.Proposal("bb", "seal_envelope"))
    assert found is not None
    assert (found(other), found(asked)) == (False, True)
