"""Documents of a request (R11): attached in its form, or chosen, compared with the checksum that was signed, and saved as a file."""

from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import Final

from console.acting.contacts.browsing import Wanted, placed
from console.acting.requests import papers
from console.domain.requests.documents import ENDINGS, MOST_BYTES
from console.screens.choosing.dialog import files
from console.screens.exporting import ask_name, made_file
from console.screens.page import Page
from console.screens.requests import form_fields
from console.views import documents as words
from console.widgets.modals import Form, Item, Line
from console.widgets.show import show
from console.wire.ledger.outbox import OutKind
from console.wire.requests.rows import DocumentRow

_PAPERS: Final = Wanted("papers", ENDINGS, MOST_BYTES)


def add(page: Page, saved: Callable[[Callable[[int], None]], None], then: Callable[[], None]) -> None:
    """Attach a file: the form names it, then the desk gets it; the statement carries its SHA-256.

    `saved` saves the draft and hands on the request's id, for the desk takes only what a saved draft names.
    """
    session = page.session

    def attached(added: papers.Paper) -> None:
        form_fields.with_paper(page, added.named)
        saved(lambda request: page.work(lambda: hand_in(request, added), lambda _: done(added), slot="paper"))

    def hand_in(request: int, added: papers.Paper) -> None:
        papers.handed_in(session.desk(), request, added)

    def done(added: papers.Paper) -> None:
        page.say(page.t("form.paper_kept", name=added.name, size=words.size(len(added.data))))
        then()

    page.act(
        lambda: page.t("action.form.add_paper"),
        lambda: show(page.t("form.paper_about")),
        lambda: Form(lines=(Line("path", page.t("form.paper_path"), files=files(page, _PAPERS)),)),
        lambda filled: papers.paper(placed(filled.lines["path"], session.inbox)),
        attached,
    )


def save(page: Page, request: int, found: Sequence[DocumentRow]) -> None:
    """Ask which document if there are several, and for a name."""
    if len(found) == 1:
        _ask(page, request, found[0])
    else:
        viewer = page.session.viewer
        items = [Item(one.sha256, f"{one.name}  {words.size_of(viewer, one)}") for one in found]
        by_digest = {one.sha256: one for one in found}
        page.pick(
            lambda: page.t("document.pick"), items, lambda sha256: _ask(page, request, by_digest[sha256])
        )


def _ask(page: Page, request: int, one: DocumentRow) -> None:
    session, name = page.session, PurePath(papers.file_name(one.name))

    def write(typed: str) -> str:
        data = papers.fetched(session.desk(), request, one.sha256)
        with made_file(session, typed, OutKind.ATTACHMENT) as file:
            file.write(data)
        return typed

    ask_name(
        page,
        lambda: page.t("document.save"),
        write,
        lambda saved: page.t("document.saved", name=saved, folder=session.made_where),
        name.suffix,
        name.stem,
    )
