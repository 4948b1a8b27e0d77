"""What an import leaves aside is said at every place where the list is shown, and nobody signs it unasked."""

import json
import os
import time
from pathlib import Path

import pytest

from console.acting.approvals import cards
from console.cli import exits
from console.look.senses import Sense
from console.screens.approvals import card_summary
from console.screens.session import Session
from console.wire.requests import approvals
from tests.cli.conftest import Office
from tests.contacts.test_aside import WIDE, Sheet, table, xlsx

START = 15400000000


def book(tmp_path: Path, name: str = "客户.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(
        xlsx(
            Sheet("名单", table(40, START), rows=frozenset({5, 6}), filtered="A1:C5"),
            Sheet("底稿", table(7, START + 500_000, 1), state="hidden"),
        )
    )
    return path


ASIDE = {"column:C": 40, "hidden_sheet:底稿": 7}


def test_other_columns_and_rows_out_of_sight_must_be_answered_for(office: Office, tmp_path: Path) -> None:
    path = book(tmp_path)
    looked = office.json("zhaomin", "contacts", "import", path).data
    assert looked["aside"] == ASIDE
    assert looked["unanswered"] == ["hidden_row", "filtered_row", "columns"]
    for options in ([], ["--leave", "columns"], ["--leave", "hidden_row,filtered_row"], ["--column", "B"]):
        refused = office.json("zhaomin", "contacts", "import", path, *options, "--yes", sign=True)
        assert refused.json["refusal"]["code"] == "list_left_aside", options
    assert office.json("zhaomin", "contacts", "list").data["rows"] == []
    every = "columns,hidden_row,filtered_row"
    done = office.json("zhaomin", "contacts", "import", path, "--leave", every, "--yes", sign=True).data
    assert (done["numbers"], done["counts"]["hidden_row"], done["counts"]["filtered_row"]) == (38, 1, 1)


def test_what_was_left_aside_stands_in_manifest_list_and_card(office: Office, tmp_path: Path) -> None:
    path, every = book(tmp_path), "columns,hidden_row,filtered_row"
    signed = office(
        "zhaomin",
        "contacts",
        "import",
        path,
        "--leave",
        every,
        "--yes",
        "--name",
        "四十",
        sign=True,
        lang="zh",
    )
    for told in ("文件里另有号码 C 列", "40", "隐藏的工作表“底稿”", "行是隐藏的", "行被筛选掉"):
        assert told in signed.err, told
    (row,) = office.json("zhaomin", "contacts", "list").data["rows"]
    assert row["aside"] == ASIDE
    shown = office("sunli", "contacts", "show", row["id"], lang="zh")
    said = ("C 列另有 40 个号码，未收录", "隐藏的工作表“底稿”另有 7 个号码，未收录")
    for told in said:
        assert told in shown.out
    request = office.core.submit(office.core.draft(row["id"]))
    card: approvals.ScopeCard = office.core.call("sunli", approvals.Scope(request))
    session = Session(lambda _: None, None, lambda _: None)  # type: ignore[arg-type, return-value]  # nobody sits
    found = card_summary.findings(session, card, cards.read(card))
    for told in said:
        assert [one.sense for one in found if told in one.words] == [Sense.YOURS], told


def test_several_columns_and_sheets_go_into_one_list(office: Office, tmp_path: Path) -> None:
    path = book(tmp_path)
    done = office.json(
        "zhaomin", "contacts", "import", path, "--sheet", "名单", "--column", "B", "--column", "C",
        "--accept", "hidden_row,filtered_row", "--yes", sign=True,
    ).data  # fmt: skip
    assert (done["numbers"], done["aside"]) == (80, {"hidden_sheet:底稿": 7})
    both = office.json("zhaomin", "contacts", "check", path, "--sheet", "名单", "--sheet", "底稿").data
    assert both["source"]["sheet"] == "名单"
    assert [part["place"] for part in both["source"]["parts"]] == ["名单!B", "底稿!B"]
    assert both["aside"] == {"column:名单!C": 40}


def test_a_second_number_in_full_width_is_not_dropped_in_silence(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("".join(f"{START + nth};{START + 500 + nth}\n".translate(WIDE) for nth in range(10)))
    looked = office.json("zhaomin", "contacts", "import", aged(path)).data
    assert (looked["numbers"], looked["left_out"]) == (0, 10)
    path.write_text(
        "".join(f"{START + nth};" + f"{START + 500 + nth}\n".translate(WIDE) for nth in range(10))
    )
    looked = office.json("zhaomin", "contacts", "import", aged(path)).data
    assert (looked["numbers"], looked["left_out"], looked["counts"]) == (0, 10, {"two_numbers": 10})


def aged(path: Path) -> Path:
    os.utime(path, (path.stat().st_mtime - 60, path.stat().st_mtime - 60))
    return path


@pytest.mark.parametrize("name", ["客户.txt", "客户.txt.part"])
def test_a_cut_upload_is_not_signed_without_a_word(office: Office, tmp_path: Path, name: str) -> None:
    rows = "".join(f"{START + nth}\n" for nth in range(50))
    path = tmp_path / name
    path.write_text(rows[:-5] if name.endswith("txt") else rows)
    aged(path)
    looked = office.json("zhaomin", "contacts", "import", path).data
    assert looked["perhaps_cut"] == ["no_end" if name.endswith("txt") else "name"]
    refused = office.json("zhaomin", "contacts", "import", path, "--yes", sign=True)
    assert refused.json["refusal"]["code"] == "list_perhaps_cut"
    assert "50" in refused.json["refusal"]["what"]
    assert office("zhaomin", "contacts", "import", path, "--whole", "--yes", sign=True).code == exits.OK


def test_a_file_of_this_moment_is_told_and_taken_where_a_script_says_yes(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "客户.txt"
    path.write_text(f"{START}\n")
    # The times that a file system gives are those of the machine, also where the clock is shifted.
    os.utime(path, (time.time(), time.time()))
    done = office("zhaomin", "contacts", "import", path, "--yes", sign=True, lang="zh")
    assert done.code == exits.OK
    assert "文件可能未传完" in done.err
    assert (
        "文件可能未传完"
        not in office("zhaomin", "contacts", "import", aged(path), "--yes", sign=True, lang="zh").err
    )


def test_no_name_reaches_the_desk_its_database_or_a_workbook(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "客户.txt"
    path.write_text(f"{START}\n欧阳秘密0 15400000009 欠款0万元\n上官秘密 备注\n")
    done = office.json("zhaomin", "contacts", "import", path, "--yes", sign=True).data
    out = tmp_path / "问题行.xlsx"
    assert office("zhaomin", "contacts", "findings", done["list"], "--xlsx", out).code == exits.OK
    import openpyxl

    cells = [str(cell.value) for row in openpyxl.load_workbook(out).worksheets[0].iter_rows() for cell in row]
    told = json.dumps(office.json("zhaomin", "contacts", "findings", done["list"]).data, ensure_ascii=False)
    octets = b"".join(one.read_bytes() for one in tmp_path.rglob("*.sqlite*") if one.is_file())
    for word in ("欧阳", "上官", "欠款0"):
        assert word not in told
        assert not any(word in cell for cell in cells)
        assert word.encode() not in octets
    assert "15400000009" in told
    kept = office.json(
        "zhaomin", "contacts", "import", path, "--texts", "--yes", "--name", "改", sign=True
    ).data
    told = json.dumps(office.json("zhaomin", "contacts", "findings", kept["list"]).data, ensure_ascii=False)
    assert "欧阳秘密0" in told
    others = json.dumps(office.json("sunli", "contacts", "findings", kept["list"]).data, ensure_ascii=False)
    assert "欧阳" not in others


def test_a_hidden_column_is_taken_where_it_is_named_and_another_one_of_its_rank_before_it(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "客户.xlsx"
    path.write_bytes(xlsx(Sheet("名单", table(30, START, 1), columns=frozenset({1}))))
    aged(path)
    refused = office.json("zhaomin", "contacts", "import", path, "--yes", sign=True).json["refusal"]
    assert (refused["code"], refused["params"]["column"]) == ("list_column_hidden", "B")
    done = office.json("zhaomin", "contacts", "import", path, "--column", "B", "--yes", sign=True)
    assert done.data["numbers"] == 30
    cells = table(30, START)
    cells[0] = ["姓名", "手机号", "手机号"]
    path.write_bytes(xlsx(Sheet("名单", cells, columns=frozenset({1}))))
    looked = office.json("zhaomin", "contacts", "import", aged(path)).data
    assert looked["source"]["column"] == "C"
    assert looked["aside"] == {"hidden_column:B": 30}
