"""The General Department is called what the organisation calls it: on screens, at the command line, on paper; and no text names it by hand."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import openpyxl
import pytest

from console.domain.people.people import DepartmentKind
from console.launch import organisation
from console.locale import catalogue, words
from console.wire.archive.forms import Printed, PrintForm
from tests.cli.conftest import Office
from tests.services.core import AT, open_core
from tools import check_locale

OFFICE = "行长办公室"


@pytest.fixture(autouse=True)
def nobody_yet() -> Iterator[None]:
    words.use_general(str)
    yield
    words.use_general(str)


def test_while_no_organisation_is_known_the_regulations_own_name_is_used() -> None:
    assert words.named("post", "registrar", "zh") == "综合部备案员"


def test_a_text_has_the_organisations_name_and_nothing_that_a_terminal_would_obey() -> None:
    words.use_general(lambda: OFFICE)
    assert words.named("post", "registrar", "zh") == f"{OFFICE}备案员"
    words.use_general(lambda: "综\x1b[2J合\n部")
    assert "\x1b" not in words.named("post", "registrar", "zh")


def test_no_chinese_text_names_it_by_hand() -> None:
    texts = {key: (catalogue.find(key, "zh") or "", "x") for key in ("post.registrar", "post.accept")}
    assert not [line for line in check_locale.incomplete(texts) if "by hand" in line]
    (found,) = check_locale.incomplete({"a.b": ("请综合管理部办理", "Ask them.")})
    assert "by hand" in found
    assert not list(check_locale.incomplete({"general_department": ("综合部", "General Department")}))


@pytest.fixture
def renamed(
    tmp_path: Path, sqlite_url: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Office]:
    """A bank whose General Department has another name."""
    departments = [
        msgspec.structs.replace(one, name=OFFICE) if one.kind is DepartmentKind.GENERAL else one
        for one in organisation.DEPARTMENTS
    ]
    monkeypatch.setattr(organisation, "DEPARTMENTS", tuple(departments))
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    core = open_core(sqlite_url, organisation.build(AT - timedelta(hours=1)))
    core.at = AT
    (tmp_path / "home").mkdir(mode=0o700)
    yield Office(core, tmp_path / "home", capsys)
    core.database.close()


def test_the_command_line_says_the_organisations_own_name(renamed: Office) -> None:
    refused = renamed("sunli", "ledger", "export", "--out", renamed.home / "all", lang="zh")
    assert f"请审计员或{OFFICE}导出" in refused.err
    assert "综合" not in refused.err


def test_a_printed_form_says_the_organisations_own_name(renamed: Office) -> None:
    core = renamed.core
    request = core.requested("promotion")
    for person in ("sunli", "liqiang", "zhoujian"):
        core.step(person, "approval", request)
    core.step("wangfang", "acceptance", request, paper="P-1", place="A-1")
    for kind in ("request", "receipt"):
        paper: Printed = core.call("wangfang", PrintForm(kind, str(request), 0, "zh"))
        sheets = openpyxl.load_workbook(io.BytesIO(paper.data)).worksheets
        words_on_it = "\n".join(
            str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value
        )
        assert OFFICE in words_on_it
        assert "综合部" not in words_on_it
        assert "综合管理部" not in words_on_it
