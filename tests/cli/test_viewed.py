"""`list` and `show` made from a call and a view: their options, what they ask for, and what they print."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, ClassVar

import msgspec
import openpyxl
import pytest
import typer

from console.cli import viewed
from console.cli.command_line import commands
from console.domain import leaves
from console.views.complaints import ROW, WHOLE
from console.views.view import View
from console.wire import calls
from console.wire.archive import archive
from console.wire.base import Ask
from console.wire.contacts import complaints
from console.wire.sending import erasure
from console.wire.shown import shown
from tests.cli.conftest import Office


class Things(Ask, frozen=True):
    """A call as it might be."""

    department: str
    state: str = ""
    overdue: bool = False
    open: bool = True
    year: int = 0
    Answer: ClassVar[type] = list[complaints.ComplaintRow]


def options(command: Any) -> dict[str, tuple[Any, bool]]:
    """The options of a command by name: default, whether it must be given."""
    return {
        one.opts[0]: (one.default, one.required) for one in command.params if one.param_type_name == "option"
    }


def test_the_options_of_a_list_are_the_fields_of_its_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SMS_CONSOLE_WORDS", raising=False)
    app = typer.Typer()
    app.callback()(lambda: None)
    viewed.add_list(app, Things, ROW, "cli.no_complaints")
    (command,) = typer.main.get_command(app).commands.values()  # type: ignore[attr-defined]  # a group
    found = options(command)
    assert found.pop("--department")[1]
    assert {name: default for name, (default, needed) in found.items() if not needed and name != "--help"} == {
        "--state": "", "--overdue": False, "--all": False, "--year": 0, "--xlsx": None,
    }  # fmt: skip


def command(*names: str) -> Any:
    found: Any = commands()
    for name in names:
        found = found.commands[name]
    return found


@pytest.mark.parametrize(
    ("names", "call"),
    [
        (("complaint", "list"), complaints.ComplaintsPage),
        (("archive", "numbers"), archive.FormNumbers),
        (("erasure", "holds"), erasure.LegalHolds),
    ],
)
def test_a_lists_defaults_are_those_of_its_call(names: tuple[str, ...], call: type[Ask]) -> None:
    asked = {one.name: one.default for one in leaves.declared(call).fields if not one.required}
    given = {one.name: one.default for one in command(*names).params if one.name in asked}
    assert given == asked | {name: False for name, default in asked.items() if default is True}


def test_what_is_printed_is_the_view_and_json_is_what_the_desk_answered(office: Office) -> None:
    office.json(
        "wangfang", "complaint", "enter", "--source", "12321", "--words", "反复收到", "--reference", "甲-1"
    )
    head, row, total = office("wangfang", "complaint", "list", lang="zh").out.splitlines()
    assert head.split() == [ROW.label("zh", one) for one in ROW.at("t")]
    assert row.startswith("2026-C001  待答复  12321")
    assert total == "共 1 条"
    whole = office("wangfang", "complaint", "show", "2026-C001", lang="zh").out
    assert [line.split()[0] for line in whole.splitlines()] == [
        "投诉编号", "状态", "来源", "期限", "收到", "来文号", "登记人", "由谁办", "投诉内容",
    ]  # fmt: skip
    data = office.json("wangfang", "complaint", "show", "2026-C001").data
    assert {*data} == {one.name for one in leaves.declared(WHOLE.kind).fields}
    assert data["row"]["number"] == "2026-C001"


def test_a_table_has_the_name_of_a_department_and_one_thing_in_full_its_id_as_well(office: Office) -> None:
    office.core.add_list()
    listed = office("zhaomin", "contacts", "list", lang="zh").out
    assert "业务部" in listed
    assert "business" not in listed
    assert "业务部 (business)" in office("zhaomin", "contacts", "show", "1", lang="zh").out


def test_a_new_field_of_a_row_is_in_the_table_by_its_declaration_alone(office: Office) -> None:
    class Longer(complaints.ComplaintRow, frozen=True):
        reference: Annotated[str, shown()] = "甲-1"

    office.json("wangfang", "complaint", "enter", "--source", "12321", "--words", "反复收到")
    (row,) = office.core.call("wangfang", complaints.ComplaintsPage()).rows
    view = View(Longer, "complaint")
    told = msgspec.convert(msgspec.to_builtins(row), Longer)
    fields = view.at("t")
    assert [view.label("zh", one) for one in fields][-1] == "来文号"
    assert fields[-1].name in {one.name for one in view.at("l")} & {one.name for one in view.at("p")}
    assert told.reference == "甲-1"


def test_an_empty_list_says_so(office: Office) -> None:
    assert office("wangfang", "complaint", "list").out == "No complaint.\n"
    assert office.json("wangfang", "complaint", "list").data["rows"] == []


# ---- as a workbook

HOSTILE = '=HYPERLINK("http://x.cn","查")'


def entered(office: Office, *words: str) -> None:
    for one in words:
        office.json("wangfang", "complaint", "enter", "--source", "other", "--words", "x", "--reference", one)


def test_a_list_is_a_workbook_with_the_columns_of_its_table_and_every_row(
    office: Office, tmp_path: Path
) -> None:
    entered(office, "甲-1", "甲-2", "甲-3")
    out = tmp_path / "投诉.xlsx"
    said = office("wangfang", "complaint", "list", "--limit", "2", "--xlsx", out, lang="zh")
    assert said.out == f"已写 3 行到 {out}\n"
    head, *rows = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert [*head] == [ROW.label("zh", one) for one in ROW.at("t")]
    assert [row[0] for row in rows] == ["2026-C003", "2026-C002", "2026-C001"]
    assert rows[0][1] == "待答复"
    assert out.stat().st_mode & 0o777 == 0o600
    assert office.json("wangfang", "complaint", "list", "--xlsx", tmp_path / "2").data == {
        "path": str(tmp_path / "2"), "rows": 3,
    }  # fmt: skip


def test_what_people_wrote_is_text_in_a_workbook_and_what_is_counted_is_a_number(
    office: Office, tmp_path: Path
) -> None:
    draft = office.core.draft(office.core.add_list(), purpose=HOSTILE)
    office.core.call("zhaomin", calls.SaveDraft(draft))
    out = tmp_path / "requests.xlsx"
    assert office("zhaomin", "request", "list", "--xlsx", out).code == 0
    row = next(openpyxl.load_workbook(out).worksheets[0].iter_rows(min_row=2))
    cells = {cell.value: cell for cell in row}
    assert cells[HOSTILE].data_type == "s"
    # The mark stays in the cell: who edits it in a program does not make a formula of it.
    assert cells[HOSTILE].quotePrefix
    assert {cell.data_type for cell in row if isinstance(cell.value, int)} == {"n"}
    assert any(isinstance(value, int) for value in cells)


def test_a_workbook_replaces_no_file_and_leaves_nothing_where_the_list_is_refused(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "there.xlsx"
    out.write_bytes(b"mine")
    refused = office.json("wangfang", "complaint", "list", "--xlsx", out)
    assert refused.json["problem"]["code"] == "file_exists"
    assert out.read_bytes() == b"mine"
    other = tmp_path / "other.xlsx"
    assert office("shenyu", "contacts", "findings", "77", "--xlsx", other).code == 1
    assert not other.exists()


def test_every_command_that_is_called_list_writes_a_workbook() -> None:
    groups = commands()
    lists = [*_called(groups, "list")]
    assert len(lists) >= 20
    without = [path for path, one in lists if "xlsx" not in {option.name for option in one.params}]
    # Files to fetch, and no rows of the desk: a workbook of them would be one more of them.
    assert without == ["outbox list"]


def _called(group: Any, name: str, *path: str) -> Iterator[tuple[str, Any]]:
    for key, one in group.commands.items():
        if hasattr(one, "commands"):
            yield from _called(one, name, *path, key)
        elif key == name:
            yield " ".join((*path, key)), one


def test_a_list_that_must_be_told_of_what_says_so(office: Office) -> None:
    said = office("zhaomin", "contacts", "findings")
    assert said.code == 2
    assert "LIST is missing" in said.err
