"""What the command line says to people: times on their clock, people by name, the system's errors in their language."""

import errno
import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting import clock
from console.cli import exits
from console.cli.failures import by_name
from console.domain.times import render
from console.errors import ConsoleError, os_cause
from console.locale import words
from console.wire import calls
from console.wire.people import personnel
from tests import asking
from tests.cli.conftest import Office, brought
from tests.cli.people.test_enrolment import TWELVE, fields, unpledged
from tests.services.people import test_department_rules, test_enrolment
from tests.services.people.test_orders import deputy
from tests.services.two_person.test_pairs import doubtful, propose

MACHINE = re.compile(r"[0-9]T[0-9:]+Z")
LATIN = re.compile(r"[A-Za-z]{3,}")


def become_busy(office: Office) -> None:
    """Bring something of every kind into an office: 1 a promotion in its second version, 2 a draft, 3 in doubt."""
    core = office.core
    request = core.requested("promotion")
    core.step("sunli", "return", request, text="请改时间")
    draft = core.view("zhaomin", request).draft
    later = msgspec.structs.replace(draft.slots[0], closes=render(core.at + timedelta(hours=9)))
    core.submit(msgspec.structs.replace(draft, slots=[later]), request=request)
    core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list())))
    propose(core, doubtful(core))
    deputy(core)
    core.step("jiangbo", "approval", request)
    test_department_rules.acknowledge(core)
    core.enact("zhaomin", core.call("zhaomin", asking.application(test_enrolment.form())))


@pytest.fixture
def busy(office: Office) -> Office:
    brought(office, become_busy)
    return office


READ = [
    ("sunli", "whoami"),
    ("sunli", "people"),
    ("sunli", "todo"),
    ("liqiang", "chase"),
    ("sunli", "request", "list"),
    ("sunli", "request", "show", "1"),
    ("zhaomin", "request", "show", "2"),
    ("zhaomin", "request", "preview", "2"),
    ("sunli", "request", "versions", "1"),
    ("liqiang", "approval", "scope", "1"),
    ("liqiang", "approval", "queue"),
    ("zhaomin", "contacts", "list"),
    ("zhaomin", "contacts", "optouts"),
    ("qianwei", "send", "list"),
    ("qianwei", "send", "show", "3"),
    ("shenyu", "ledger", "list"),
    ("sunli", "order", "list", "--all"),
    ("sunli", "order", "absence"),
    ("hanxue", "roster", "list"),
    ("hanxue", "roster", "show"),
    ("hanxue", "roster", "alerts"),
    ("hanxue", "roster", "leaves-behind", "sunli"),
    ("hanxue", "roster", "proposals"),
    ("zhaomin", "application", "list"),
    ("zhaomin", "application", "show", "1"),
    ("zhaomin", "pledge", "show"),
    ("zhaomin", "pledge", "list"),
    ("sunli", "department", "list"),
    ("sunli", "department", "rules", "business"),
    ("sunli", "proposal", "list"),
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_command_prints_an_instant_as_programs_write_it_but_as_json(busy: Office, lang: str) -> None:
    in_json = 0
    for person, *command in READ:
        plain = busy(person, *command, lang=lang)
        assert plain.code == exits.OK, (command, plain.err)
        assert not MACHINE.search(plain.out + plain.err), (command, plain.out)
        in_json += bool(MACHINE.search(busy.json(person, *command).out))
    assert in_json > 20


def test_the_difference_between_two_windows_is_read_on_peoples_clock(busy: Office) -> None:
    changed = busy("liqiang", "approval", "scope", "1", lang="zh").out
    (slot,) = [row for row in changed.split("\n") if "结束时间：2026-11-24 19:00 +08 →" in row]
    assert slot.count("开始时间：2026-11-24 10:50 +08") == 2
    assert slot.endswith("结束时间：2026-11-24 20:00 +08")


def test_who_signed_in_whose_place_is_told_by_name(busy: Office) -> None:
    core = busy.core
    assert "（代 孙丽 (sunli)）" in busy("sunli", "request", "show", "1", lang="zh").out
    other = core.requested("notice")
    assert "（代 孙丽 (sunli)）" in busy("jiangbo", "approval", "scope", other, lang="zh").out
    signed = busy(
        "jiangbo", "approval", "approve", other, "--count", "20", "--content-checked", "--list-checked", sign=True,
        lang="zh",
    )  # fmt: skip
    assert signed.code == exits.OK, signed.err
    assert re.search(r"代签\s+孙丽 \(sunli\)|代\s+孙丽 \(sunli\)", signed.err)
    assert "蒋波 (jiangbo)" in signed.err
    carried = core.requested("notice", n=21)
    core.step("sunli", "approval", carried, carrier="zhaomin")
    assert "由 赵敏 (zhaomin) 带进来" in busy("sunli", "request", "show", carried, lang="zh").out


def test_a_refusal_names_people_and_departments(office: Office) -> None:
    request = office.core.requested()
    answer = office("zhaomin", "approval", "return", request, "--reason", "x", lang="zh")
    assert answer.code == exits.REFUSED
    assert "赵敏 (zhaomin)" in answer.err
    assert (
        "综合部 (general)"
        in office("zhaomin", "request", "new", "--field", "department=general", lang="zh").err
    )
    asked = office.json("zhaomin", "approval", "return", request, "--reason", "x").json["refusal"]
    assert asked["params"]["person"] == "zhaomin"
    office.down = True
    assert office("zhaomin", "request", "list", lang="zh").code == exits.NO_DESK


# ---- what is signed here is dated now


def submit(office: Office, _: Path) -> list[Any]:
    draft = office.core.call("zhaomin", calls.SaveDraft(office.core.draft(office.core.add_list()))).id
    return ["zhaomin", "request", "submit", draft]


def listed(_: Office, tmp_path: Path) -> list[Any]:
    file = tmp_path / "list.txt"
    file.write_text("16100000000\n", "ascii")
    return ["zhaomin", "contacts", "import", file, "--yes"]


def ruled(_: Office, tmp_path: Path) -> list[Any]:
    file = tmp_path / "rules.txt"
    file.write_text("先审后发。", "utf-8")
    return ["sunli", "department", "rules", "business", "--sign", file]


ACTS: dict[str, Callable[[Office, Path], list[Any]]] = {
    "submit": submit,
    "approve": lambda office, _: [
        "sunli", "approval", "approve", office.core.requested(), "--count", "20", "--content-checked", "--list-checked",
    ],
    "batch": lambda office, _: [
        "sunli", "approval", "batch", f"{office.core.requested()}:20", "--content-checked", "--list-checked",
    ],
    "return": lambda office, _: ["sunli", "approval", "return", office.core.requested(), "--reason", "改"],
    "withdraw": lambda office, _: ["zhaomin", "request", "withdraw", office.core.requested(), "--reason", "不发"],
    "release": lambda office, _: ["qianwei", "send", "release", office.core.cleared(), "--count", "20"],
    "stop": lambda office, _: ["qianwei", "send", "stop", office.core.cleared(), "--count", "20", "--reason", "错"],
    "import": listed,
    "order": lambda *_: ["sunli", "order", "suspend", "zhaomin", "--reason", "泄露"],
    "pledge": lambda *_: ["zhaomin", "pledge", "sign", "--accept", TWELVE, "--witness", "zhengtao"],
    "rules": ruled,
    "application": lambda _, tmp_path: ["zhaomin", "application", "new", *fields(tmp_path)],
    "statement": lambda office, tmp_path: [
        "sunli", "statement", "prepare", "return", office.core.requested(), "--text", "改", "--out", tmp_path / "a.json",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "minutes"), [*((name, 6) for name in ACTS), ("return", -6), ("import", -6)])
def test_every_command_that_signs_goes_by_this_machines_clock(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, minutes: int
) -> None:
    command = ACTS[name](office, tmp_path)
    if name == "pledge":
        unpledged(office, "zhaomin")
    before = office.json("shenyu", "ledger", "list").data["page"]["total"]
    monkeypatch.setattr(clock, "now", lambda: render(office.core.at + timedelta(minutes=minutes)))
    answer = office.json(*command, sign=True)
    assert answer.code != exits.OK
    assert "clocks_differ" in answer.out
    assert office.json("shenyu", "ledger", "list").data["page"]["total"] == before


def test_what_was_prepared_for_elsewhere_is_signed_within_a_week_and_carried_in(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = office.core.requested()
    file = tmp_path / "return.json"
    prepared = office("sunli", "statement", "prepare", "return", request, "--text", "请改", "--out", file)
    assert prepared.code == exits.OK
    for days, code in ((8, "prepared_too_long_ago"), (-1, "clocks_differ")):
        monkeypatch.setattr(clock, "now", lambda days=days: render(office.core.at + timedelta(days=days)))
        assert office.json("sunli", "statement", "sign", file).json["problem"]["code"] == code
    office.core.at += timedelta(hours=20)
    monkeypatch.setattr(clock, "now", lambda: render(office.core.at))
    assert office("sunli", "statement", "sign", file, sign=True).code == exits.OK
    # Its own signer brings it in, a day after it was prepared.
    carried = office("sunli", "statement", "carry", file)
    assert carried.code == exits.OK, carried.err
    assert office.core.view("sunli", request).row.state == "returned"


def test_of_two_equal_drafts_signed_elsewhere_the_one_that_is_named_is_submitted(
    office: Office, tmp_path: Path
) -> None:
    draft = office.core.draft(office.core.add_list())
    first, second = (office.core.call("zhaomin", calls.SaveDraft(draft)).id for _ in range(2))
    file = tmp_path / "request.json"
    assert office("zhaomin", "statement", "prepare", "request", second, "--out", file).code == exits.OK
    assert office("zhaomin", "statement", "sign", file, sign=True).code == exits.OK
    unnamed = office.json("zhaomin", "statement", "carry", file)
    assert unnamed.json["refusal"]["code"] == "identical_drafts"
    assert office("zhaomin", "statement", "carry", file, "--draft", second).code == exits.OK
    assert [office.core.view("zhaomin", one).row.state for one in (first, second)] == ["draft", "submitted"]
    assert office("zhaomin", "request", "submit", first, sign=True).code == exits.OK
    assert office.core.view("zhaomin", first).row.state == "submitted"


# ---- the small words


def test_a_form_with_faults_ends_as_a_refusal_does(office: Office, tmp_path: Path) -> None:
    wrong = fields(tmp_path, telephone="13800138000")
    for answer in (
        office("zhaomin", "application", "new", *wrong, "--check", lang="zh"),
        office.json("zhaomin", "application", "new", *wrong, "--check"),
    ):
        assert answer.code == exits.REFUSED
    assert office("zhaomin", "application", "new", *fields(tmp_path), "--check").code == exits.OK


@pytest.mark.parametrize("given", ["1-12", "1,2-11,12", "1-6，7-12", " 1 - 12 "])
def test_clauses_are_accepted_as_a_list_and_as_a_range(office: Office, given: str) -> None:
    unpledged(office, "zhaomin")
    answer = office.json("zhaomin", "pledge", "sign", "--accept", given, "--witness", "zhengtao", sign=True)
    assert answer.code == exits.OK, answer.out


@pytest.mark.parametrize("given", ["12-1", "1-", "-", "1-2-3", "a-b", "1-999999999", ""])
def test_what_is_neither_a_list_nor_a_range_is_a_mistake_of_usage(office: Office, given: str) -> None:
    answer = office(
        "zhaomin", "pledge", "sign", "--accept", given, "--witness", "zhengtao", sign=True, lang="zh"
    )
    assert answer.code == exits.USAGE
    if given:
        assert "1-12" in answer.err


def test_repairs_are_accepted_as_a_list(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text("16100000000\n１６１００００００01\n+8616100000002\n", "utf-8")
    looked = office.json("zhaomin", "contacts", "import", file)
    both = office.json("zhaomin", "contacts", "import", file, "--accept", "fullwidth,prefix")
    assert looked.data["numbers"] < both.data["numbers"] == 3
    assert office("zhaomin", "contacts", "import", file, "--accept", "fullwidth,nothing").code == exits.USAGE


def test_a_file_that_fails_is_named_and_the_cause_is_said_in_the_same_language(
    office: Office, tmp_path: Path
) -> None:
    missing = tmp_path / "没有.json"
    answer = office("zhaomin", "statement", "carry", missing, lang="zh")
    assert answer.code == exits.PROBLEM
    assert f"文件 {missing} 读不出来：没有这个文件或目录" in answer.err
    assert "no such file or folder" in office("zhaomin", "statement", "carry", missing, lang="en").err
    folder = office("zhaomin", "statement", "carry", tmp_path, lang="zh").err
    assert "这是目录，不是文件" in folder
    unwritable = office("sunli", "key", "new", "--out", tmp_path / "no" / "key", sign=True, lang="zh")
    assert "No such file" not in unwritable.err


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def test_no_cause_of_the_operating_system_stands_in_another_language(number: int) -> None:
    error = OSError(number, os.strerror(number), "/tmp/x")  # noqa: S108 - only a name
    told = words.problem("file_unreadable", {"path": "F", "error": os_cause(error)}, "zh").what
    assert not LATIN.search(told), told
    assert "Errno" not in words.problem("plan_unreadable", {"error": str(error)}, "en").what
    assert os.strerror(number) not in words.problem("bad_settings", {"what": f"a.toml: {error}"}, "zh").what


def test_who_cannot_be_named_is_told_by_his_id(office: Office) -> None:
    assert by_name({"person": "sunli", "n": 3}, None) == {"person": "sunli", "n": "3"}
    assert isinstance(ConsoleError("x", person="y").params["person"], str)
    assert office.core.call("sunli", personnel.OrdersPage()).rows == []
