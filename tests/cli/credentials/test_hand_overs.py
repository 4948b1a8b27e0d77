"""Custody that changes hands at the command line (R12): a hand-over from proposal to print, envelopes, another phrase."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from console.cli import exits
from console.domain.credentials import phrases
from console.domain.times import render
from console.settings import Home
from tests.cli.conftest import Office
from tests.cli.credentials.test_custody import Dispatcher
from tests.services.losses.test_losses import install


@pytest.fixture
def dispatcher(office: Office) -> Iterator[Dispatcher]:
    made = Dispatcher(Home(office.home).dispatch_socket)
    yield made
    made.close()


def piped(text: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, text.encode() + b"\n")
    os.close(writing)
    return reading


def hand_over(office: Office, *also: str) -> str:
    """Propose one to hanxue and let the others sign, as far as they are named; its number."""
    words = ("custody", "hand-over", "propose", "--to", "hanxue", "--reason", "轮岗")
    answer = office.json("fenglei", *words, sign=True)
    assert answer.code == exits.OK, answer.out
    assert len(answer.data["proposal"]) == 64
    # What the desk prepared was read before it was signed.
    for word in ("AAAA BBBB CCCC DDDD", "hanxue", "2026-H001", "轮岗"):
        assert word in answer.err
    for person in also:
        signed = office(person, "custody", "hand-over", "confirm", "2026-H001", sign=True)
        assert signed.code == exits.OK, signed.err
        assert "AAAA BBBB CCCC DDDD" in signed.err + signed.out
    return "2026-H001"


def test_a_hand_over_goes_from_the_proposal_to_the_roster_by_commands_alone(office: Office) -> None:
    install(office.core)
    number = hand_over(office, "hanxue", "wangfang")
    listed = office.json("shenyu", "custody", "hand-over", "list").data
    assert (listed["rows"][0]["state"], listed["rows"][0]["number"]) == ("confirmed", number)
    office.core.at += timedelta(minutes=1)
    proposed = office("hanxue", "roster", "propose", "--hand-over", number, "--yes", sign=True)
    assert proposed.code == exits.OK, proposed.err
    assert "carries out hand-over 2026-H001" in proposed.err + proposed.out
    digest = office.json("yangfan", "roster", "proposals").data["rows"][0]["digest"]
    done = office("yangfan", "roster", "confirm", digest[:16], "--yes", sign=True)
    assert done.code == exits.OK, done.err
    shown = office("zhaomin", "custody", "hand-over", "show", number, lang="zh")
    assert "已移交" in shown.out
    assert "韩雪" in office("zhaomin", "custody", "list", lang="zh").out
    assert "known to another" in office("zhaomin", "custody", "list").out
    assert "to be changed: password demo, because of hand-over 2026-H001" in (
        office("zhaomin", "custody", "envelope", "list").out
    )
    assert "口令须更换" in office("hanxue", "todo", lang="zh").out


def test_a_hand_over_says_whom_it_waits_for(office: Office) -> None:
    install(office.core)
    number = hand_over(office)
    lines = office("zhaomin", "custody", "hand-over", "show", number).out.splitlines()
    assert ["waits", "for", "the", "incoming", "custodian"] in [line.split() for line in lines]


def test_who_may_not_is_told_whose_part_it_is(office: Office) -> None:
    install(office.core)
    answer = office.json(
        "zhaomin", "custody", "hand-over", "propose", "--to", "hanxue", "--reason", "x", sign=True
    )
    assert answer.code == exits.REFUSED
    assert answer.json["refusal"]["code"] == "not_your_part"
    hand_over(office)
    early = office.json("wangfang", "custody", "hand-over", "confirm", "2026-H001", sign=True)
    assert (early.code, early.json["refusal"]["code"]) == (exits.REFUSED, "not_your_part")
    assert "no hand-over 2026-H009" in office("wangfang", "custody", "hand-over", "show", "2026-H009").err
    assert "hand over custody" in office("hanxue", "proposal", "list").out
    late = office(
        "fenglei",
        "custody",
        "hand-over",
        "propose",
        "--to",
        "hanxue",
        "--reason",
        "x",
        "--effective",
        "morgen",
    )
    assert late.code == exits.USAGE


def test_a_roster_version_that_just_names_a_custodian_is_refused_with_the_way_to_do_it(
    office: Office,
) -> None:
    install(office.core)
    answer = office(
        "hanxue", "roster", "propose", "--appoint", "yangfan,custodian,general", "--yes", sign=True, lang="zh"
    )
    assert answer.code == exits.REFUSED
    assert "custody hand-over propose" in answer.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_names_fingerprints_envelopes_and_three_signatures_and_no_secret(
    office: Office, tmp_path: Path, lang: str
) -> None:
    install(office.core)
    seal(office)
    hand_over(office, "hanxue", "wangfang")
    answer = office(
        "fenglei", "form", "print", "handover", "2026-H001", "--out", str(tmp_path), "--paper-lang", lang
    )
    assert answer.code == exits.OK, answer.err
    data = (tmp_path / "2026-H001-hand-over.xlsx").read_bytes()
    sheet = load_workbook(BytesIO(data)).active
    assert sheet is not None
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)
    for word in ("2026-H001", "AAAA BBBB CCCC DDDD", "2026-E001", "封 0071", "冯磊", "韩雪", "王芳"):
        assert word in text, word
    assert ("移交人（手写签名、日期）" if lang == "zh" else "from (ink signature, date)") in text
    assert sheet.page_setup.paperSize == 9


def seal(office: Office, number: str = "封 0071") -> None:
    check = render(office.core.at + timedelta(days=60))[:10]
    answer = office(
        "fenglei", "custody", "envelope", "seal", "password", "--gateway", "demo", "--seal", number,
        "--place", "综合部保险柜", "--check", check, "--reason", "季度封存", sign=True,
    )  # fmt: skip
    assert answer.code == exits.OK, answer.err
    for word in ("AAAA BBBB CCCC DDDD", "2026-E001", number, check, "季度封存"):
        assert word in answer.err
    confirm(office, "wangfang")


def confirm(office: Office, person: str) -> None:
    rows = office.json(person, "proposal", "list").data
    digest = next(row["digest"] for row in rows if row["refusal"] is None)
    done = office(person, "proposal", "confirm", digest[:16], sign=True)
    assert done.code == exits.OK, done.err


def test_an_envelope_is_sealed_looked_at_opened_by_two_and_the_password_is_to_be_changed(
    office: Office,
) -> None:
    install(office.core)
    empty = office("zhaomin", "custody", "envelope", "list", lang="zh")
    assert "custody envelope seal" in empty.out
    seal(office)
    assert "封 0071" in office("zhaomin", "custody", "envelope", "list").out
    check = render(office.core.at + timedelta(days=90))[:10]
    done = office("wangfang", "custody", "envelope", "check", "2026-E001", "--check", check)
    assert done.code == exits.OK, done.err
    wrong = office.json(
        "fenglei", "custody", "envelope", "open", "2026-E001", "--seal", "封 1", "--reason", "x", sign=True
    )
    assert wrong.json["refusal"]["code"] == "envelope_other_seal"
    opened = office(
        "fenglei",
        "custody",
        "envelope",
        "open",
        "2026-E001",
        "--seal",
        "封 0071",
        "--reason",
        "急用",
        sign=True,
    )
    assert opened.code == exits.OK, opened.err
    confirm(office, "zhengtao")
    listed = office.json("zhaomin", "custody", "envelope", "list", "--all").data
    assert listed["rows"][0]["state"] == "opened"
    assert listed["changes"][0]["cause"] == "opened"
    assert office("wangfang", "custody", "envelope", "open", "E9", "--seal", "x", "--reason", "x").code == 2


def test_a_broken_seal_is_entered_and_counts_as_opened(office: Office) -> None:
    install(office.core)
    seal(office)
    done = office("wangfang", "custody", "envelope", "check", "2026-E001", "--broken", "--note", "撕开")
    assert done.code == exits.OK, done.err
    assert "because of broken seal 2026-E001" in office("zhaomin", "custody", "envelope", "list").out
    assert "not whole" in office("shenyu", "ledger", "list").out


def test_the_phrase_is_changed_without_either_of_them_among_the_words(
    office: Office, dispatcher: Dispatcher
) -> None:
    old, new = phrases.make(), phrases.make()
    reading, second = piped(old), piped(new)
    try:
        answer = office("fenglei", "--passphrase-fd", reading, "custody", "rephrase", "--new-fd", second)
    finally:
        os.close(reading)
        os.close(second)
    assert answer.code == exits.OK, answer.err
    assert [one.verb for one in dispatcher.asked] == ["custody", "rephrase"]
    assert (dispatcher.asked[1].phrase, dispatcher.asked[1].new_phrase) == (old, new)
    assert new not in answer.out + answer.err
    assert old not in answer.out + answer.err
