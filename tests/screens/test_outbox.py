"""At the screens of a separated host: what is printed or exported lies in the person's outbox, and the line that fetches it is said."""

import errno
import json
import re
import tarfile
from pathlib import Path

import pytest

from console.acting.evidence import evidence_check
from console.acting.outbox_files import Place
from console.app import ConsoleApp
from console.wire.ledger import ledger
from tests.archives import untar
from tests.screens.driver import Operator, sitting
from tests.screens.filing.test_filing import at_quarter, ended
from tests.screens.ledger.test_evidence_pages import gather, sent
from tests.screens.test_again import open_request
from tests.services import quarters
from tests.terminal.sit import House

__all__ = ["ended"]

LINE = "sftp -P 2224 zhaomin@10.1.1.2:{} ."


def boxed(house: House, lang: str = "zh", person: str = "zhaomin") -> tuple[ConsoleApp, Path]:
    """The screens of somebody with an outbox, and its folder."""
    app, folder = house.app(lang, person=person), house.folder / "out"
    folder.mkdir(exist_ok=True)
    app.session.outbox = Place(folder, LINE.format)
    return app, folder


def lies(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def kinds(house: House) -> list[str]:
    """What the ledger says was put out, the oldest first."""
    rows = house.core.call("shenyu", ledger.EntriesPage("outbox.put")).rows
    views = [house.core.call("shenyu", ledger.EntryDetail(row.seq)) for row in reversed(rows)]
    return [json.loads(view.envelope)["payload"]["kind"] for view in views]


async def told(op: Operator, name: str) -> None:
    """The line stands on the screen to be typed; where it is longer than the dialog it goes on below."""
    wanted = re.sub(r"\s", "", LINE.format(name))
    await op.until(lambda: wanted in re.sub(r"[\s│▌▐┃]", "", op.screen()), LINE.format(name))


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_form_lies_in_the_outbox_and_the_line_to_type_is_said(house: House, lang: str) -> None:
    view = house.core.view("zhaomin", house.core.requested())
    app, folder = boxed(house, lang)
    name = f"{view.row.number}-v1.xlsx"
    async with sitting(app) as op:
        await open_request(op, view.row.number)
        await op.sees("审批流程" if lang == "zh" else "waits for")
        await op.press("p")
        await op.sees("自己的电脑" if lang == "zh" else "your own computer")
        await told(op, name)
        await op.press("escape")
        await op.press("p")
        await told(op, f"{view.row.number}-v1-2.xlsx")
    assert lies(folder) == [f"{view.row.number}-v1-2.xlsx", name]
    assert kinds(house) == ["form", "form"]
    assert list(house.folder.glob("*.xlsx")) == []


async def test_a_list_lies_there_under_a_name_that_can_be_typed(house: House) -> None:
    house.core.requested()
    app, folder = boxed(house)
    async with sitting(app, (120, 40)) as op:
        await op.press("2", "f4")
        await op.sees("取件箱")
        await op.fill(line_name="申请 一览$(x)")
        await op.press("ctrl+s")
        await told(op, "申请-一览--x-.xlsx")
    assert (lies(folder), kinds(house)) == (["申请-一览--x-.xlsx"], ["table"])


async def test_the_name_that_is_offered_is_one_that_nothing_there_has(house: House) -> None:
    house.core.requested()
    app, folder = boxed(house)
    async with sitting(app, (120, 40)) as op:
        for nth in (1, 2):
            await op.press("2", "f4")
            await op.sees("取件箱")
            await op.press("ctrl+s")
            await op.until(lambda nth=nth: len(lies(folder)) == nth, "the file")  # type: ignore[misc]
            await op.sees("自己的电脑")
            await op.press("escape")
    again, first = lies(folder)
    assert again == f"{Path(first).stem}-2.xlsx"


async def test_a_name_with_a_folder_is_refused_in_the_dialog(house: House) -> None:
    house.core.requested()
    app, folder = boxed(house)
    async with sitting(app, (120, 40)) as op:
        await op.press("2", "f4")
        await op.sees("取件箱")
        await op.fill(line_name="../sunli/out/x")
        await op.press("ctrl+s")
        await op.sees("不能用")
    assert (lies(folder), kinds(house)) == ([], [])


async def test_evidence_lies_there_as_a_tar_that_verifies_once_it_is_unpacked(house: House) -> None:
    request = sent(house)
    app, folder = boxed(house, person="wangfang")
    async with sitting(app) as op:
        await gather(op, app, request)
        await op.fill(line_reason="审计抽查", line_name="proof")
        await op.press("ctrl+s")
        await told(op, "proof.tar")
    with tarfile.open(folder / "proof.tar") as tar:
        untar(tar, house.folder / "fetched")
    found = evidence_check.check(house.folder / "fetched" / "proof", house.core.org.roots)
    assert (found.faults, len(found.verified)) == ([], 1)
    assert kinds(house) == ["evidence"]


async def test_a_quarters_pack_lies_there_as_a_tar(ended: House) -> None:
    quarters.compiled(ended.core)
    app, folder = boxed(ended, person="sunli")
    async with sitting(app, (120, 40)) as op:
        await at_quarter(op)
        await op.press("w")
        await op.press("ctrl+s")
        await op.sees("取件箱里的")
        (name,) = lies(folder)
        await told(op, name)
    with tarfile.open(folder / name) as tar:
        assert any(one.name.endswith("MANIFEST.sha256") for one in tar.getmembers())
    assert kinds(ended) == ["pack"]


async def test_a_full_outbox_is_named_and_what_lay_there_lies_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = house.core.view("zhaomin", house.core.requested())
    app, folder = boxed(house)
    (folder / "first.xlsx").write_text("first")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("console.acting.outbox.os.fsync", full)
    async with sitting(app) as op:
        await open_request(op, view.row.number)
        await op.sees("审批流程")
        await op.press("p")
        await op.sees("放不进取件箱", "1 个")
    assert (lies(folder), kinds(house)) == (["first.xlsx"], [])


def test_no_page_writes_a_file_past_the_outbox() -> None:
    screens = Path(__file__).parents[2] / "console" / "screens"
    past = {"new_file(", "folders.write(", ".write_bytes("}
    found = {
        (path.name, word)
        for path in screens.rglob("*.py")
        for word in past
        if word in path.read_text("utf-8") and path.name != "exporting.py"
    }
    assert found == set()
