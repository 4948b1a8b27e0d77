"""`contacts check` against tables whose truth was made by hand, on a host without any organisation."""

import json
from pathlib import Path
from typing import Any

import pytest

from console.cli.main import run
from console.cli.outside import Outside
from console.errors import ConsoleError
from tests.cli.conftest import Office
from tests.contacts.truth import WRITERS, Truth, make


class Check:
    """Runs the command on a host without an organisation."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self.capsys = home, capsys

    def __call__(self, *words: object) -> tuple[int, str, str]:
        def nothing(*_: Any) -> Any:
            raise ConsoleError("desk_gone")

        outside = Outside(nothing, nothing, nothing, nothing, nothing, nothing, nothing)
        code = run(["--home", str(self.home / "none"), "--lang", "zh", *map(str, words)], outside)
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def data(self, *words: object) -> dict[str, Any]:
        code, out, err = self("--json", "contacts", "check", *words)
        assert code == 0, (out, err)
        data: dict[str, Any] = json.loads(out)["data"]
        return data


@pytest.fixture
def check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    return Check(tmp_path, capsys)


def agrees(data: dict[str, Any], truth: Truth, repaired: bool) -> None:
    """Numbers, duplicates, reasons and rows are those of the truth."""
    expected = truth.findings(repaired)
    found = {
        (row, one["reason"], one["kept"])
        for one in data["findings"]
        for row in range(one["row"], one["row"] + one["rows"])
    }
    assert found == expected
    assert data["numbers"] == truth.numbers(repaired)
    assert data["accepted"] == len(data["numbers"])
    assert data["duplicates"] == sum(reason == "duplicate" for _, reason, _ in expected)
    assert data["counts"] == {
        reason: sum(one == reason for _, one, _ in expected) for reason in {one for _, one, _ in expected}
    }
    assert data["rows"] == len(truth.cells())
    assert data["source"]["column"] == "C"


@pytest.mark.parametrize(
    ("name", "share"),
    [
        # By day each format with one share, by turns.
        pytest.param(name, share, marks=() if (nth + turn) % 3 == 0 else pytest.mark.nightly)
        for nth, name in enumerate(WRITERS)
        for turn, share in enumerate([0.08, 0.25, 0.6])
    ],
)
def test_a_table_of_every_format_gives_its_truth(
    check: Check, tmp_path: Path, name: str, share: float
) -> None:
    seed = int(share * 100) + 1000 * list(WRITERS).index(name)
    truth = make(seed, share)
    path = tmp_path / name
    path.write_bytes(WRITERS[name](truth))
    agrees(check.data(path, "--findings", "--numbers"), truth, repaired=False)
    agrees(check.data(path, "--findings", "--numbers", "--repair", "all"), truth, repaired=True)


def test_it_says_in_words_what_was_read_and_stores_nothing(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(WRITERS["openpyxl.xlsx"](make(1, 0.08)))
    code, out, err = check("contacts", "check", path)
    assert code == 0
    assert "C 手机号 (A 序号, B 姓名, D 备注)" in err
    assert "工作表「Sheet」也有手机号（1 个），没有收录" in err
    assert "读到 243 行" in out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["名单.xlsx"]


def test_sheet_and_column_are_chosen_by_name_and_a_wrong_name_is_told(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(WRITERS["openpyxl.xlsx"](make(2, 0.25)))
    for column in ("D", "d", "备注"):
        assert check.data(path, "--column", column)["source"]["column"] == "D"
    assert check.data(path, "--sheet", "Sheet")["rows"] == 1
    code, out, _ = check("--json", "contacts", "check", path, "--column", "没有")
    assert code != 0
    assert json.loads(out)["problem"]["code"] == "import.no_such_column"
    code, _, err = check("contacts", "check", path, "--repair", "junk")
    assert code != 0
    assert "fullwidth" in err


def test_repairs_are_named_one_by_one_too(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("13800138000\n+8613800138001\n138-0013-8002\n", "utf-8")
    assert check.data(path)["accepted"] == 1
    assert check.data(path, "--repair", "prefix")["accepted"] == 2
    data = check.data(path, "--repair", "prefix,spacing")
    assert (data["accepted"], data["repairs"], data["repaired"]) == (
        3,
        ["prefix", "spacing"],
        {"prefix": 1, "spacing": 1},
    )


def test_the_column_that_was_named_is_what_the_importer_signs(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "客户.csv"
    path.write_text("姓名,手机,家属手机\n张三,15400000001,15400000011\n李四,15400000002,\n", "utf-8")
    looked = office.json("zhaomin", "contacts", "import", path)
    assert (looked.data["numbers"], looked.data["source"]["column"]) == (2, "B")
    assert not looked.data["imported"]
    done = office.json(
        "zhaomin", "contacts", "import", path, "--column", "家属手机", "--yes", "--name", "家属", sign=True
    )
    assert (done.data["imported"], done.data["numbers"], done.data["source"]["column"]) == (True, 1, "C")
    assert done.data["counts"] == {"header": 1, "other_column": 1, "unassigned": 1}
    listed = office.json("zhaomin", "contacts", "list").data
    assert "!C" in json.dumps(listed)
    found = office.json("zhaomin", "contacts", "findings", done.data["list"]).data
    # Its importer sees the number that was left out; no name was stored.
    assert "B: 15400000002" in json.dumps(found)
    assert "李四" not in json.dumps(found, ensure_ascii=False)
