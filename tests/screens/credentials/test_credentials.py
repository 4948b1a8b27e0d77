"""Credentials at the screens: what everybody sees, what is the custodian's, losses as forms, and what ends some day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.domain.credentials import phrases
from console.domain.losses.losses import Installed
from console.domain.times import render
from console.errors import ConsoleError
from console.screens.credentials.credentials import CredentialsPage
from console.services.losses import losses as services
from console.services.losses.loss_acts import beyond
from console.store.credentials import credential
from console.widgets.secret_input import SecretInput
from console.wire.control import Question
from console.wire.credentials import expiries, losses
from console.wire.duties import subjects
from console.wire.sending.freezes import DispatcherRow, Dispatchers
from tests.screens.driver import Operator, sitting
from tests.services.losses import test_losses as cases
from tests.terminal.sit import House

FINGERPRINT = "AAAA BBBB CCCC DDDD"
OTHER = "EEEE FFFF GGGG HHHH"


def installed(house: House, fingerprint: str = FINGERPRINT) -> None:
    """The dispatcher reported a password in force, installed now and proved."""
    at = render(house.core.at)
    common = {"why": "", "backend": "memory", "updated": at}
    vault = {
        "gateway": "",
        "fingerprint": "",
        "installed": "",
        "installed_by": "",
        "last_bind": "",
        "state": "unlocked",
    }
    password = {
        "gateway": "demo", "fingerprint": fingerprint, "installed": at, "installed_by": "fenglei", "last_bind": at,
        "state": "in_force",
    }  # fmt: skip
    with house.core.database.writer() as conn:
        conn.execute(credential.delete())
        conn.execute(credential.insert(), [vault | common, password | common])


class Dispatcher:
    """What answers at the dispatcher's socket; remembers every question."""

    def __init__(self, **raised: Exception) -> None:
        self.asked: list[Question] = []
        self.raised = raised
        self.lines = ["up"]
        """The states of the line, one an answer; the last one stays."""

    def __call__(self, question: Question) -> Any:
        self.asked.append(question)
        if question.verb in self.raised:
            raise self.raised[question.verb]
        line = self.lines.pop(0) if len(self.lines) > 1 else self.lines[0]
        gateway = {"gateway": "demo", "fingerprint": OTHER, "last_bind": "2026-11-24T03:00:00Z", "line": line}
        return {"state": "locked", "backend": "memory", "gateways": [gateway], "freeze": 1}

    @property
    def verbs(self) -> list[str]:
        return [question.verb for question in self.asked]


@contextmanager
def at_the_socket(house: House, dispatcher: Dispatcher, **given: Any) -> Iterator[Any]:
    app = house.app(**given)
    app.session.custody = dispatcher
    yield app


# ---- who sees what


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_everybody_sees_holder_and_fingerprint_and_who_can_read_the_password_all_the_same(
    house: House, size: tuple[int, int]
) -> None:
    installed(house)
    async with sitting(house.app("en", person="zhaomin"), size) as op:
        await op.press("6")
        await op.sees("whoever is root", "demo", "▌ ✓ in force", FINGERPRINT, "冯磊")


async def test_a_key_of_the_custodians_tells_another_why_it_is_not_his(house: House) -> None:
    dispatcher = Dispatcher()
    with at_the_socket(house, dispatcher, person="zhaomin") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees("冯磊")
            await op.press("r")
            await op.sees("只由口令保管人办理；现在是：冯磊")
            await op.press("enter", "?")
            await op.sees("只由口令保管人办理；现在是：冯磊")
    assert dispatcher.asked == []


# ---- the custodian


async def test_the_phrase_is_typed_unseen_and_a_slip_of_it_is_not_sent(house: House) -> None:
    dispatcher = Dispatcher()
    phrase = phrases.make()
    with at_the_socket(house, dispatcher, person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees("u 开锁")
            await op.press("u")
            await op.sees("开锁短语", "演练")
            await op.fill(passphrase=phrase[:-1] + ("y" if phrase.endswith("x") else "x"))
            await op.press("enter")
            await op.sees("抄错了")
            assert dispatcher.verbs == ["custody"]
            await op.fill(passphrase=phrase)
            assert phrase not in op.screen()
            await op.press("enter")
            await op.sees("口令库已打开")
    assert dispatcher.verbs == ["custody", "unlock"]
    assert (dispatcher.asked[1].person, dispatcher.asked[1].phrase) == ("fenglei", phrase)


async def test_a_new_password_is_typed_twice_never_shown_and_its_proof_is_told_step_by_step(
    house: House,
) -> None:
    installed(house)
    dispatcher = Dispatcher()
    with at_the_socket(house, dispatcher, person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees(FINGERPRINT)
            await op.press("r")
            # Steps that come are numbered: no box is there to be ticked, and nothing is signed.
            screen = await op.sees("更换口令：demo", "最多 8 个字符", "5. 旧口令作废", "再输一遍")
            assert "签名" not in screen
            await op.press(*"n3wer", "enter", *"n3war", "enter")
            await op.sees("两次输入的口令不一样")
            assert dispatcher.asked == []
            # A slip in either of the two is put right here: both are typed anew.
            await op.press(*"n3wer", "enter", *"n3wer")
            assert "n3wer" not in op.screen()
            await op.press("enter")
            screen = await op.sees("☑ 旧口令作废", FINGERPRINT, OTHER)
            assert "n3wer" not in screen
    assert dispatcher.verbs == ["rotate"]
    assert dispatcher.asked[0].secret == "n3wer"


async def test_a_line_that_is_still_connecting_is_waited_for_and_one_that_is_stopped_is_explained(
    house: House,
) -> None:
    installed(house)
    dispatcher = Dispatcher()
    dispatcher.lines = ["down", "down", "up"]
    with at_the_socket(house, dispatcher, person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees(FINGERPRINT)
            await op.press("r")
            await op.sees("更换口令：demo")
            await op.fill(passphrase="n3wer", again="n3wer")
            await op.press("ctrl+s")
            await op.sees("☑ 连接改用新口令", "正常")
            assert dispatcher.verbs == ["rotate", "custody", "custody"]
            # The password is taken even if nobody answers afterwards.
            await op.press("escape", "r")
            await op.sees("更换口令：demo")
            dispatcher.lines = ["down"]
            dispatcher.raised = {"custody": ConsoleError("no_gateway_here", gateway="demo")}
            await op.fill(passphrase="n5wer", again="n5wer")
            await op.press("ctrl+s")
            await op.sees("☐ 连接改用新口令：正在连", "☑ 旧口令作废")
    dispatcher.asked.clear()
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))
    dispatcher.lines = ["down"]
    with at_the_socket(house, dispatcher, person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees("▌ ✗ 已挂失")
            await op.press("r")
            await op.sees("更换口令：demo")
            await op.fill(passphrase="n4wer", again="n4wer")
            await op.press("ctrl+s")
            await op.sees("☐ 连接改用新口令：现在停着，两人恢复以后自动连")
            assert dispatcher.verbs == ["rotate"]


async def test_a_rotation_that_failed_says_that_the_old_one_stays(house: House) -> None:
    installed(house)
    failed = ConsoleError("rotate_failed", gateway="demo", custody_fault="bind_refused")
    with at_the_socket(house, Dispatcher(rotate=failed), person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees(FINGERPRINT)
            await op.press("r")
            await op.sees("新口令", "再输一遍")
            await op.fill(passphrase="n3wer", again="n3wer")
            await op.press("ctrl+s")
            await op.sees("服务商不认新口令", "旧口令仍然有效")
            fields = op.app.screen.query(SecretInput)
            assert [(one.value, one.has_focus) for one in fields] == [("", True), ("", False)]


@pytest.mark.parametrize(("key", "verb"), [("x", "lock"), ("b", "bind_test"), ("f", "freeze")])
async def test_locking_trying_and_freezing_take_a_key_and_a_confirmation(
    house: House, key: str, verb: str
) -> None:
    installed(house)
    dispatcher = Dispatcher()
    with at_the_socket(house, dispatcher, person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6")
            await op.sees(FINGERPRINT)
            await op.press(key)
            await op.sees(
                {"lock": "在途的按规则了结", "bind_test": "现在试吗", "freeze": "马上停住"}[verb], "y 是"
            )
            # The key that asked does not answer.
            await op.press(key)
            assert verb not in dispatcher.verbs
            await op.press("y")
            await op.until(lambda: verb in dispatcher.verbs, verb)


# ---- a loss


async def report(op: Operator) -> None:
    await op.press("6")
    await op.sees("demo")
    await op.press("e")
    await op.sees("遗失什么", "哪一个")
    await op.fill(control_where="交接时遗落")
    await op.press("ctrl+s")
    await op.sees("现在报告，即刻停用")
    await op.press("y")


async def test_anybody_reports_a_loss_and_the_frame_says_so_on_every_page(house: House) -> None:
    installed(house)
    async with sitting(house.app(person="zhaomin")) as op:
        await report(op)
        await op.sees(f"遗失单 {house.year}-L001 已立", "● 电话通知服务商", "剩")
        await op.press("pagedown")
        await op.sees("遗忘", "交接时遗落")
        await op.sees("✗ 网关 已挂失")
        await op.press("1")
        await op.sees("✗ 网关 已挂失")
    (row,) = house.core.call("zhaomin", losses.LossesPage()).rows
    assert (row.by, row.subject, row.name) == ("zhaomin", "gateway", "demo")


async def test_a_person_without_his_key_is_reported_by_name_and_his_case_goes_by_the_roster(
    house: House,
) -> None:
    async with sitting(house.app("en", person="qianwei")) as op:
        await op.press("6")
        await op.sees("demo")
        await op.press("e")
        await op.sees("<gateway password>", "holder left")
        await op.press("right")
        await op.sees("<signing key>")
        await op.press("tab", "space")
        await op.sees("Enter takes")
        await op.fill(filter="zhaomin")
        await op.press("enter")
        await op.sees("赵敏  zhaomin")
        await op.press("right")
        await op.sees("<medium lost>")
        await op.press("ctrl+s")
        await op.sees("signing key  赵敏: reported now")
        await op.press("y")
        await op.sees(f"{house.year}-L001 is open", "its medium is lost")
        assert "provider phoned" not in op.screen()
        await op.press("t")
        await op.sees("no step “provider phoned”")


async def test_who_owes_the_next_step_finds_it_in_his_turn_and_signs_it_in_a_form(house: House) -> None:
    installed(house)
    card = expiries.SetProvider("demo", "某某通信", "客服", "400-800-0000", "营业执照复印件、授权委托书")
    house.core.call("fenglei", card)
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))
    async with sitting(house.app(person="wangfang")) as op:
        await op.sees("遗失：打电话", "遗失：确认知悉")
        await op.reach("遗失：打电话")
        await op.press("enter")
        await op.sees(f"{house.year}-L001", "由您办")
        await op.press("c")
        await op.sees("“部门出具证明”不由您办")
        await op.press("escape")
        await op.press("n")
        await op.sees("办哪一步")
        await op.press("enter")
        await op.sees("某某通信", "接电话的人", "不要写口令")
        await op.fill(control_answer="已停用账号")
        await op.press("ctrl+s")
        await op.sees("电话通知服务商", "已停用账号")
        await op.fill(passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("已签，记入台账", "✓ 电话通知服务商", "王芳，用时")
    (row,) = house.core.call("wangfang", losses.LossesPage()).rows
    assert "told" not in row.waits_for


@pytest.mark.parametrize(
    ("lang", "lost", "frozen"),
    [
        ("zh", "电话通知服务商 ... 网关口令 demo", "网关 demo"),
        ("en", "provider phoned ... password demo", "gateway demo"),
    ],
)
async def test_what_is_lost_and_frozen_is_whole_in_the_list_at_80_columns(
    house: House, lang: str, lost: str, frozen: str
) -> None:
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))
    async with sitting(house.app(lang, person="fenglei")) as op:
        await op.press("6")
        await op.sees(f"{house.year}-L001")
        rows = [" ".join(one.split()) for one in op.screen().split("\n")[4:9]]
        assert any(lost in one for one in rows), rows
        assert any(frozen in one for one in rows), rows


async def test_a_form_that_lacks_something_says_what(house: House) -> None:
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))
    async with sitting(house.app("en", person="zhengtao"), (120, 40)) as op:
        await op.press("6")
        await op.sees(f"{house.year}-L001", "provider phoned")
        await op.press("down", "enter")
        await op.sees("0 of 8 steps done")
        await op.press("c")
        await op.sees("to provider", "last known")
        await op.press("ctrl+s")
        await op.sees("still empty [R12]")


async def test_what_is_signed_is_what_was_read_though_the_desk_prepares_it_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = cases.report(house.core)
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = cases.step(house.core, case, name)
    cases.install(house.core)
    prints = iter([FINGERPRINT, OTHER, OTHER])

    def lying(ctx: Any, known: Any, kind: type[Installed]) -> dict[str, Any]:
        return beyond(ctx, known, kind) | {"fingerprint": next(prints)}

    monkeypatch.setattr(services, "beyond", lying)
    monkeypatch.setattr(services, "fits", lambda *_: None)
    async with sitting(house.app("en", person="fenglei"), (120, 40)) as op:
        await op.press("6")
        await op.sees(f"{house.year}-L001")
        await op.press("down", "enter")
        await op.sees("5 of 8 steps done")
        await op.press("i")
        await op.sees("Password installed", FINGERPRINT)
        await op.fill(passphrase="demo fenglei")
        await op.press("ctrl+s")
        await op.sees("fingerprint", "Nothing was signed")
        await op.press("escape")
        await op.press("i")
        await op.sees("Password installed", OTHER)
    assert cases.show(house.core, case.row.id).head == case.head


# ---- what ends some day


async def test_the_custodian_enters_an_end_and_the_providers_card(house: House) -> None:
    ends = (datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=6)).date().isoformat()
    async with sitting(house.app(person="fenglei")) as op:
        await op.press("6")
        await op.sees("demo")
        await op.press("d")
        await op.sees("没有登记", "合同")
        while "合同" not in next(line for line in op.screen().splitlines() if "▌" in line):
            await op.press("down")
        await op.press("e")
        await op.sees("到期日", "留空就是取消")
        await op.fill(control_ends="2027-13-01")
        await op.press("ctrl+s")
        await op.sees("不是日期")
        await op.fill(control_ends="")
        await op.until(lambda: "不是日期" not in op.screen(), "an end that is taken away")
        await op.fill(control_ends=ends, control_note="合同 12 号")
        await op.press("ctrl+s")
        await op.sees("到期日已登记", ends, "还有 6 天", "合同 12 号")
        await op.press("p")
        await op.sees("补办要带的材料")
        await op.fill(control_name="某某通信", control_telephone="400-800-0000", control_papers="执照复印件")
        await op.press("ctrl+s")
        await op.sees("服务商联系方式已登记")
        list_page = op.app.screen
        await op.press("enter")
        await op.until(lambda: op.app.screen is not list_page, "the end in full")
        await op.sees("某某通信", "400-800-0000", "执照复印件")
        await op.press("escape", "1")
        await op.sees("快到期，请办理", "合同 12 号")
    view: expiries.ExpiriesView = house.core.call("zhaomin", expiries.Expiries())
    assert (view.rows[0].ends, view.rows[0].by) == (ends, "fenglei")
    assert view.refusal is not None


async def test_who_may_not_enter_an_end_is_told_who_does(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("6")
        await op.sees("demo")
        await op.press("d")
        await op.sees("(e 登记)")
        await op.press("e")
        await op.sees("由口令保管人和综合部备案员登记")


def test_a_question_shows_neither_secret_nor_phrase() -> None:
    question = Question("rotate", secret="n3wer", phrase="abcd")
    assert "n3wer" not in repr(question)
    assert "abcd" not in repr(msgspec.structs.replace(question))


async def test_the_page_reads_again_when_a_loss_moves_on(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("6")
        await op.sees("demo")
        house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))
        op.app.heard(frozenset({"losses"}))
        await op.sees("-L001")


async def test_a_duty_about_one_of_two_dispatchers_finds_that_one(house: House) -> None:
    rows: list[DispatcherRow] = house.core.call("fenglei", Dispatchers())
    first, second = (msgspec.structs.replace(rows[0], id=name) for name in ("dispatch-1", "dispatch-2"))
    found = CredentialsPage().sought(subjects.Dispatcher("dispatch-2"))
    assert found is not None
    assert (found(first), found(second)) == (False, True)


async def test_the_key_for_the_first_password_installs_and_replaces_none(house: House) -> None:
    dispatcher = Dispatcher()
    with at_the_socket(house, dispatcher, person="fenglei") as app:
        async with sitting(app) as op:
            await op.press("6", "i")
            await op.sees("装入口令：demo", "再输一遍")
            await op.press(*"n3wer", "enter", *"n3wer", "enter")
            await op.sees(OTHER)
    assert dispatcher.verbs[0] == "install"
    assert dispatcher.asked[0].secret == "n3wer"
