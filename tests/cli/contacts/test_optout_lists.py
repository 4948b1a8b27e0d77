"""Lists of opt-outs in and out as files (R13): every kind of file, what is in it and what is not, who may, and what is left of it."""

from array import array
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.acting.contacts import optout_lists as acting
from console.cli import exits
from console.domain.contacts.packing import pack_numbers
from console.services.contacts import optout_lists
from console.wire.contacts import optouts
from console.wire.requests import approvals
from tests.cli.conftest import Line, Office
from tests.cli.contacts.test_left_aside import aged
from tests.contacts.test_aside import Sheet, table, xlsx
from tests.services.core import Core
from tests.world import numbers

NUMS = list(numbers(20))


def brought(office: Office, file: Path, *more: str, person: str = "wangfang") -> Any:
    return office.json(
        person, "contacts", "optout-import", str(file), "--source", "中国移动", "--dated", "2026-11-20", *more
    )


def text(path: Path, *rows: object, encoding: str = "utf-8", end: str = "\n") -> Path:
    path.write_bytes(("\n".join(map(str, rows)) + end).encode(encoding))
    return path


def book(path: Path, *rows: object) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append([row])  # type: ignore[union-attr]
    made.save(path)
    return path


def opted(core: Core, scope: str = "promotion") -> set[str]:
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    return {row.number for row in page.rows if row.scope == scope}


MESSY = ("手机号", NUMS[0], f"+86 {NUMS[1]}", NUMS[0], "", "010-62322610", "张三", NUMS[2], f"{NUMS[3]}.0")
"""Four numbers, one of them twice; a heading, a blank row, a landline and a name."""
COUNTS = {"rows": 9, "numbers": 4, "new": 4, "known": 0, "repeated": 1, "blank": 2, "no_number": 2}


@pytest.mark.parametrize("kind", ["txt", "gbk.txt", "csv", "others.csv", "semicolons.csv", "xlsx"])
def test_every_kind_of_file_is_read_and_its_counts_add_up(office: Office, tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"list.{kind}"
    if kind == "xlsx":
        book(path, *MESSY)
    elif kind == "csv":
        text(path, *(f'"{row}",2026-11-01,"a,b"' if row else "" for row in MESSY))
    elif kind == "others.csv":
        # A time and an account have as many digits.
        text(path, *(f'2026-11-20 10:11:12,622202100011223344,"{row}"' if row else "" for row in MESSY))
    elif kind == "semicolons.csv":
        text(path, *MESSY, encoding="utf-16")
    else:
        text(path, *MESSY, encoding="gb18030" if kind == "gbk.txt" else "utf-8")
    looked = brought(office, path).data
    assert looked["recorded"] is False
    assert {name: looked[name] for name in COUNTS} == COUNTS
    assert sum(looked[name] for name in ("new", "known", "repeated", "blank", "no_number")) == looked["rows"]
    assert opted(office.core) == set()
    done = brought(office, path, "--yes").data
    assert (done["recorded"], done["added"]) == (True, 4)
    assert opted(office.core) == {f"161****{number % 10_000:04}" for number in NUMS[:4]}
    again = brought(office, path, "--yes").data
    assert (again["new"], again["known"], again["added"]) == (0, 4, 0)


def test_what_came_in_is_listed_with_source_date_and_counts_and_the_ledger_has_no_number(
    office: Office, tmp_path: Path
) -> None:
    path = text(tmp_path / "a.txt", *NUMS[:3])
    done = brought(
        office, path, "--scope", "department", "--department", "credit", "--kind", "system", "--yes"
    ).data
    (row,) = office.json("wangfang", "contacts", "optout-lists").data["rows"]
    assert (row["kind"], row["source"], row["dated"], row["scope"]) == (
        "system",
        "中国移动",
        "2026-11-20",
        "department",
    )
    assert (row["department"], row["n"], row["added"], row["ended"] > "") == ("credit", 3, 3, True)
    out = office("wangfang", "contacts", "optouts", lang="zh").out
    assert "其他系统名单 2026-11-20 中国移动" in out
    assert "不收信贷部的推广" in out or "的推广" in out
    told = office("wangfang", "ledger", "list", lang="zh").out
    assert "退订名单登记完毕" in told
    assert done["seq"] > 0
    assert office.json("wangfang", "contacts", "optout-lists", "--text", "联通").data["rows"] == []


@pytest.mark.parametrize("name", ["r.txt", "r.txt.filepart"])
def test_a_list_that_may_be_cut_off_is_not_recorded_without_a_word(
    office: Office, tmp_path: Path, name: str
) -> None:
    part = name.endswith("part")
    path = aged(text(tmp_path / name, *NUMS[:5], end="\n" if part else ""))
    assert brought(office, path).data["perhaps_cut"] == ["name" if part else "no_end"]
    refused = brought(office, path, "--yes").json["refusal"]
    assert (refused["code"], refused["params"]) == ("optout_list_perhaps_cut", {"rows": "5"})
    assert opted(office.core) == set()
    assert brought(office, path, "--whole", "--yes").data["added"] == 5
    # A script may have written it just now.
    assert brought(office, text(tmp_path / "new.txt", NUMS[9]), "--yes").data["added"] == 1


def test_rows_out_of_sight_refuse_and_other_columns_and_sheets_are_answered_for(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "r.xlsx"
    rows = table(6, NUMS[0])
    path.write_bytes(
        xlsx(Sheet("名单", rows, rows=frozenset({3, 5}), filtered="A1:C3"), Sheet("二", [[NUMS[19]]]))
    )
    looked = office(
        "wangfang", "contacts", "optout-import", path, "--source", "移动", "--dated", "2026-11-20", lang="zh"
    )
    assert "2 个号码在隐藏或筛选掉的行里，一并收录" in looked.err
    assert "第三步" not in looked.err
    known = brought(office, path).data
    assert (known["numbers"], known["no_number"], known["aside"]) == (6, 0, {"column:C": 6, "sheet:二": 1})
    for more in ((), ("--leave", "columns"), ("--leave", "sheets"), ("--column", "B")):
        assert brought(office, path, *more, "--yes").json["refusal"]["code"] == "optout_list_left_aside", more
    assert opted(office.core) == set()
    named = ("--sheet", "名单", "--column", "B", "--column", "C")
    assert brought(office, path, *named).data["numbers"] == 12
    assert brought(office, path, "--leave", "columns,sheets", "--yes").data["added"] == 6


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (("--dated", "2026-13-01"), "optout_list_day"),
        (("--dated", "2099-01-01"), "optout_list_future"),
        (("--source", ""), "field_missing"),
        (("--source", "见13800138000"), "optout_source_number"),
        (("--source", "长" * 121), "optout_source_long"),
        (("--scope", "department"), "optout_whose"),
        (("--scope", "department", "--department", "nobody"), "optout_no_department"),
    ],
)
def test_what_does_not_hold_is_refused_and_nothing_is_recorded(
    office: Office, tmp_path: Path, more: tuple[str, ...], code: str
) -> None:
    refused = brought(office, text(tmp_path / "a.txt", *NUMS[:3]), *more, "--yes")
    assert (refused.code, refused.json["refusal"]["code"]) == (exits.REFUSED, code)
    assert opted(office.core) == set()


def test_a_file_without_a_number_and_one_that_is_none_are_said(office: Office, tmp_path: Path) -> None:
    assert brought(office, text(tmp_path / "a.txt", "张三", "李四"), "--yes").code == exits.PROBLEM
    assert brought(office, tmp_path / "missing.csv", "--yes").code == exits.PROBLEM
    (tmp_path / "odd.csv").write_bytes(b"\xff\x00\xfe\x80" * 9)
    assert brought(office, tmp_path / "odd.csv", "--yes").code == exits.PROBLEM


def test_only_those_who_record_opt_outs_bring_lists_in(office: Office, tmp_path: Path) -> None:
    path = text(tmp_path / "a.txt", *NUMS[:3])
    refused = brought(office, path, "--yes", person="sunli")
    assert refused.json["refusal"]["code"] == "not_optout_keeper"


def test_a_line_that_is_cut_loses_no_refusal_and_the_file_is_brought_again(office: Office) -> None:
    core = office.core
    begun = core.call(
        "wangfang",
        optouts.BeginOptOutList(
            "promotion", "", "carrier", "中国移动", "2026-11-20", "a.txt", "0" * 64, 4, 0
        ),
    )
    part = pack_numbers(array("q", NUMS[:2]))
    assert core.call("wangfang", optouts.AddListedOptOuts(begun.id, part)).id == 2
    assert len(opted(core)) == 2
    core.refuses("optout_list_incomplete", "wangfang", optouts.EndOptOutList(begun.id))
    core.refuses("optout_list_closed", "chenjing", optouts.AddListedOptOuts(begun.id, part))
    assert (
        core.call("wangfang", optouts.AddListedOptOuts(begun.id, pack_numbers(array("q", NUMS[1:3])))).id == 1
    )
    assert core.call("wangfang", optouts.EndOptOutList(begun.id)).id == 3
    core.refuses("optout_list_closed", "wangfang", optouts.EndOptOutList(begun.id))


def test_a_list_takes_effect_on_the_card(office: Office, tmp_path: Path) -> None:
    brought(office, text(tmp_path / "a.txt", *NUMS[:7]), "--yes")
    card: approvals.ScopeCard = office.core.call("sunli", approvals.Scope(office.core.requested("promotion")))
    assert card.left_out == {"promotion": 7}


# ---- out


@pytest.mark.parametrize("ending", [".txt", ".xlsx"])
def test_what_is_handed_over_are_the_numbers_each_once_for_the_owner_alone(
    office: Office, tmp_path: Path, ending: str
) -> None:
    core = office.core
    core.call("wangfang", optouts.AddOptOuts(NUMS[:3], "promotion", "来电"))
    core.call("wangfang", optouts.AddOptOuts(NUMS[2:5], "all", "来电"))
    path = tmp_path / f"out{ending}"
    done = office.json(
        "wangfang", "contacts", "optout-export", "--out", str(path), "--reason", "交中国移动屏蔽"
    ).data
    assert (done["written"], done["erased"]) == (5, 0)
    assert path.stat().st_mode & 0o777 == 0o600
    if ending == ".txt":
        assert path.read_text("ascii").split() == [str(number) for number in NUMS[:5]]
    else:
        sheet = openpyxl.load_workbook(path).active
        assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [str(number) for number in NUMS[:5]]  # type: ignore[union-attr]
    entry = office("wangfang", "ledger", "show", str(done["seq"]), lang="zh").out
    assert "交中国移动屏蔽" in entry
    assert not any(str(number) in entry for number in NUMS)
    again = office.json("wangfang", "contacts", "optout-export", "--out", str(path), "--reason", "再来")
    assert again.code == exits.PROBLEM
    only = tmp_path / f"only{ending}"
    done = office.json(
        "wangfang", "contacts", "optout-export", "--out", str(only), "--reason", "r", "--scope", "all"
    ).data
    assert done["written"] == 3


@pytest.mark.parametrize(
    ("person", "reason", "code"),
    [
        ("zhaomin", "交运营商", "optout_export_not_yours"),
        ("sunli", "交运营商", "optout_export_not_yours"),
        ("wangfang", " ", "search_reason_missing"),
        ("wangfang", "给13800138000", "search_reason_number"),
    ],
)
def test_others_hand_nothing_over_and_nobody_without_a_reason(
    office: Office, tmp_path: Path, person: str, reason: str, code: str
) -> None:
    path = tmp_path / "out.txt"
    refused = office.json(person, "contacts", "optout-export", "--out", str(path), "--reason", reason)
    assert refused.json["refusal"]["code"] == code
    assert not path.exists()


def test_a_long_export_is_one_entry_and_nobody_else_continues_it(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    core = office.core
    monkeypatch.setattr(optout_lists, "_PART", 3)
    core.call("wangfang", optouts.AddOptOuts(NUMS, "promotion", "来电"))
    made = acting.export(Line(core, "wangfang"), "", "交运营商")
    assert list(made.numbers) == NUMS
    part = optouts.ExportOptOuts("", "交运营商", made.seq, NUMS[2])
    assert core.call("wangfang", part).seq == made.seq
    core.refuses("optout_export_over", "wuhong", part)
    core.refuses("optout_export_over", "wangfang", optouts.ExportOptOuts("all", "", made.seq, 1))
    core.refuses("optout_export_over", "wangfang", optouts.ExportOptOuts("", "", made.seq - 1, 1))
