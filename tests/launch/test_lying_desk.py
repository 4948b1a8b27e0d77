"""A desk that swaps the list of a request, with the real desk, dispatcher and simulator: no signer signs it, and nothing is sent.

The drafter chose the list 客户甲; the desk puts 客户乙, as long as it, into the saved form, and tells everybody the name and the
samples of the first one.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.approvals import cards
from console.backup import verbs
from console.cli import exits
from console.cli.main import run
from console.cli.outside import Outside
from console.db.sqlite import sqlite_choice
from console.domain.archive.check_code import check_code
from console.domain.categories import Category
from console.domain.times import render
from console.settings import Home
from console.signing.keys import demo_passphrase
from console.wire import calls
from console.wire.base import Call
from console.wire.client import Client
from console.wire.contacts import lists as list_calls
from console.wire.contacts.lists import SignedLists
from console.wire.requests import approvals
from console.wire.requests.rows import RequestView
from tests import asking
from tests.launch.whole import Whole, running
from tests.lying import SIGNED, Lie, LyingDesk

N = 40
SWAP = """UPDATE request SET draft = replace(draft, '"list_id":1', '"list_id":2') WHERE id = 1"""


def honest(_call: Call, answer: Any) -> Any:
    return answer


class House:
    """The command line of anybody in a running house, over a desk that tells a lie."""

    def __init__(self, whole: Whole, capsys: pytest.CaptureFixture[str]) -> None:
        self.whole, self.capsys = whole, capsys
        self.lie: Lie = honest
        self.lines: list[LyingDesk] = []

    def connect(self, home: Home, person: str) -> LyingDesk:
        client = Client(home.desk_socket, person=person)
        self.lines.append(LyingDesk(client, self.lie))
        return self.lines[-1]

    def __call__(self, person: str, *arguments: object, lang: str = "zh") -> tuple[int, str]:
        """Exit code, and everything that was said; the answer stands last."""
        reading, writing = os.pipe()
        os.write(writing, demo_passphrase(person).encode() + b"\n")
        os.close(writing)
        words = ["--home", self.whole.home.root, "--as", person, "--lang", lang, "--passphrase-fd", reading]
        outside = Outside(self.connect, _sqlite, _nothing, _nothing, _nothing, lambda: verbs, _nothing)
        try:
            code = run([*map(str, words), *map(str, arguments)], outside)
        finally:
            os.close(reading)
            for line in self.lines:
                line.desk.close()  # type: ignore[attr-defined]  # a client
        output = self.capsys.readouterr()
        return code, output.err + output.out

    def refused(self, person: str, code: str, *arguments: object) -> str:
        """Run a command that must refuse under that name, in words, and send no signature."""
        self.lines.clear()
        found, told = self(person, "--json", *arguments)
        assert found == exits.PROBLEM, told
        answer = json.loads(told[told.index("{\n") :])
        assert answer["problem"]["code"] == code
        assert not any(isinstance(call, SIGNED) for line in self.lines for call in line.asked)
        in_words = self(person, *arguments)[1]
        for part in ("what", "why", "next"):
            assert answer["problem"][part] in in_words
        return str(answer["problem"]["what"])


def _sqlite() -> tuple[str, str, str, str]:
    choice = sqlite_choice()
    return choice.module, choice.version, choice.journal, choice.why


def _nothing(*_given: Any) -> int:
    raise AssertionError("no screens here")


def two_lists(whole: Whole) -> None:
    """List 1 is 客户甲, list 2 客户乙: other people, and as many."""
    for name, start in (("客户甲", 16100000000), ("客户乙", 16200000000)):
        path = whole.home.root / f"{name}.txt"
        path.write_text("".join(f"{start + nth}\n" for nth in range(N)))
        whole.walk.bring_list(path, "business")


def form(whole: Whole, category: Category) -> Path:
    now = datetime.now(UTC)
    opens, closes = (render(now + timedelta(hours=hours)) for hours in (-1, 8))
    path = whole.home.root / "form.toml"
    fields = {
        "department": "business", "category": str(category), "subtype": "到期提醒", "purpose": "提醒客户",
        "telephone": "010-00000001", "basis": "consent", "consent": "协议第7条", "audience": "本行客户",
        "selection": "见所附名单", "list_source": "核心系统", "signature": "【云岭示范银行】",
        "body": "您的定期存款将到期,请及时办理。", "opt_out": "拒收请回复R" if category is Category.PROMOTION else "",
        "gateway": "demo",
    }  # fmt: skip
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines += ["harmless = true", "unclassified = true", "[[slots]]", "list_id = 1"]
    path.write_text("\n".join([*lines, f'opens = "{opens}"', f'closes = "{closes}"', ""]))
    return path


@contextmanager
def house(category: Category, capsys: pytest.CaptureFixture[str]) -> Iterator[House]:
    """A house with both lists and the saved form of list 1, after which the desk swaps the list."""
    with running() as whole:
        two_lists(whole)
        made = House(whole, capsys)
        code, told = made("zhaomin", "request", "new", form(whole, category))
        assert code == exits.OK, told
        assert f"选定名单 客户甲  {N} 个号码" in told
        whole.tamper(SWAP)
        yield made


def fooled(whole: Whole) -> None:
    """What a drafter signs whose program compared nothing."""
    core = whole.walk.core("zhaomin")
    asking.enacted(core, core.call(asking.request(1)), whole.walk.key("zhaomin"))


def with_the_names_of_the_first(whole: Whole) -> Lie:
    """Whatever the desk tells of the list, it tells of 客户甲."""
    page: list_calls.ListPage = whole.walk.core("zhaomin").call(list_calls.ListsPage())
    first = next(row for row in page.rows if row.id == 1)

    def lie(_call: Call, answer: Any) -> Any:
        match answer:
            case approvals.ScopeCard():
                samples = [f"161****{nth:04d}" for nth in range(len(answer.samples))]
                lists = [msgspec.structs.replace(first, digest=row.digest) for row in answer.lists]
                card = msgspec.structs.replace(answer, lists=lists, samples=samples)
                return msgspec.structs.replace(card, shown=cards.computed_digest(card))
            case RequestView():
                slots = [msgspec.structs.replace(s, list_id=1, list_name=first.name) for s in answer.slots]
                return msgspec.structs.replace(answer, slots=slots)
            case _:
                return answer

    return lie


def with_the_manifest_of_the_first(whole: Whole) -> Lie:
    """And to whoever asks for the signed manifest of the list that the bytes name, it gives that of 客户甲."""
    names = with_the_names_of_the_first(whole)
    own = whole.walk.core("zhaomin").call(SignedLists(lists=[1]))

    def lie(call: Call, answer: Any) -> Any:
        return own if isinstance(call, SignedLists) else names(call, answer)

    return lie


def test_a_desk_that_swaps_the_list_is_refused_by_every_signer_and_sends_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    approve = ("approval", "approve", 1, "--count", N, "--content-checked", "--list-checked")
    release = ("send", "release", 1, "--count", N)
    with house(Category.PROMOTION, capsys) as made:
        whole = made.whole
        told = made.refused("zhaomin", "list_not_chosen", "request", "submit", 1)
        assert "“客户甲”（40 个号码），要签的却是“客户乙”（40 个号码）" in told
        fooled(whole)
        lies = {
            "list_not_as_shown": with_the_names_of_the_first(whole),
            "list_unproven": with_the_manifest_of_the_first(whole),
        }
        for manager in ("sunli", "liqiang", "zhoujian"):
            for code, made.lie in lies.items():
                told = made.refused(manager, code, *approve)
                assert code != "list_not_as_shown" or "要发的是“客户乙”（40 个号码）" in told
            approved(whole, manager)
        view: RequestView = whole.walk.core("wangfang").call(calls.RequestDetail(1))
        accept = ("approval", "accept", 1, "--paper", "2026-1", "--code", check_code(view.digest))
        for code, made.lie in lies.items():
            made.refused("wangfang", code, *accept)
        accepted(whole, view)
        for code, made.lie in lies.items():
            made.refused("wuhong", code, *release)
        assert whole.control("stats")["submits"] == 0
        assert whole.send(1).row.state == "cleared"
        # Who is told the truth reads what the importer of the other list signed, before there is anything to sign.
        made.lie = honest
        out = whole.home.root / "release.json"
        ended, told = made("wuhong", "statement", "prepare", "release", 1, "--count", N, "--out", out)
        assert ended == exits.OK, told
        assert "名单（导入人的签名已核对）" in told
        assert "客户乙  40 个号码" in told
        assert "客户甲" not in told


def approved(whole: Whole, person: str) -> None:
    """What a manager signs whose program compared nothing."""
    core = whole.walk.core(person)
    card: approvals.ScopeCard = core.call(approvals.Scope(1))
    call = asking.step(
        "approval", 1, card.head, count=N, content_checked=True, list_checked=True, shown=card.shown
    )
    asking.enacted(core, core.call(call), whole.walk.key(person))


def accepted(whole: Whole, view: RequestView) -> None:
    core = whole.walk.core("wangfang")
    call = asking.step("acceptance", 1, _head(whole), paper="2026-1", code=check_code(view.digest))
    asking.enacted(core, core.call(call), whole.walk.key("wangfang"))


def _head(whole: Whole) -> str:
    view: RequestView = whole.walk.core("wangfang").call(calls.RequestDetail(1))
    return view.head
