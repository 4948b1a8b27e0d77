"""`list` and `show` made from a call and a view: their options, what they ask for, and what they print."""

from typing import Annotated, Any, ClassVar

import msgspec
import pytest
import typer

from console.cli import viewed
from console.cli.main import assembled
from console.domain import leaves
from console.views.complaints import ROW, WHOLE
from console.views.view import View
from console.wire import archive, complaints, erasure
from console.wire.base import Ask
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
        "--state": "", "--overdue": False, "--all": False, "--year": 0,
    }  # fmt: skip


def command(*names: str) -> Any:
    found: Any = typer.main.get_command(assembled())
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
    told = office.json("wangfang", "complaint", "show", "2026-C001").data
    assert {*told} == {one.name for one in leaves.declared(WHOLE.kind).fields}
    assert told["row"]["number"] == "2026-C001"


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
