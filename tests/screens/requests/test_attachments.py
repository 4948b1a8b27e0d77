"""The approval document on its way: attached in the form, seen on the card, saved as the file that was signed (R11)."""

import pytest

from console.nouns.approvals import ToCard
from console.nouns.requests import ToForm
from console.screens.page import Page
from console.widgets.fields import LinesInput
from console.wire import calls
from tests.papers import APPROVAL, FOR_OTHERS
from tests.screens.driver import sitting
from tests.terminal.sit import House

OFFER = "途悦旅行社海岛五日游二人同行一人免单，报名从速，拨010-00000002。"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_file_is_attached_in_the_form_and_its_approver_saves_it_from_the_card(
    house: House, lang: str
) -> None:
    core = house.core
    draft = core.draft(core.add_list(), body=OFFER, **FOR_OTHERS | {"attachments": []})
    form = core.call("zhaomin", calls.SaveDraft(draft)).id
    source = house.folder / APPROVAL.name
    source.write_bytes(APPROVAL.data)
    app = house.app(lang, person="zhaomin")
    app.session.inbox = house.folder
    async with sitting(app, (100, 30)) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        page.go(ToForm(form))
        await op.until(lambda: getattr(op.app.screen, "preview", None) is not None, "the form")
        await op.press("pagedown", "pagedown")
        said = "010-00000002 未登记" if lang == "zh" else "010-00000002 not registered"
        field = op.app.screen.query_one("#control-quoted", LinesInput)
        await op.until(lambda: said in str(field.placeholder), "what is filled in")
        await op.press("f8")
        await op.sees("PDF")
        await op.fill(line_path=str(source))
        await op.press("ctrl+s")
        await op.sees("已存入申请" if lang == "zh" else "is kept with the request")
        kept = core.view("zhaomin", form)
        assert [(one.name, one.size) for one in kept.documents] == [("批文.pdf", len(APPROVAL.data))]
        assert kept.draft.attachments == [APPROVAL.named]
        await op.press("ctrl+s")
        await op.sees("demo zhaomin", "010-00000002")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.until(lambda: core.view("zhaomin", form).row.state == "submitted", "the submission")
    app = house.app(lang, person="sunli")
    app.session.inbox = house.folder
    source.unlink()
    async with sitting(app, (100, 30)) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        page.go(ToCard(form))
        await op.sees(
            f"批文.pdf（{len(APPROVAL.data)} B）" if lang == "zh" else f"批文.pdf ({len(APPROVAL.data)} B)"
        )
        await op.press("o")
        await op.sees("批文")
        await op.press("ctrl+s")
        await op.until(source.exists, "the file")
        assert source.read_bytes() == APPROVAL.data
