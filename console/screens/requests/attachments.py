"""Taking a document of a request out of a screen: chosen, compared with the checksum that was signed, saved as a file (R11)."""

from collections.abc import Sequence
from pathlib import PurePath

from console.acting import papers
from console.screens.exporting import ask_name, new_file
from console.screens.page import Page
from console.views import documents as words
from console.widgets.modals import Item
from console.wire import views


def save(page: Page, request: int, found: Sequence[views.DocumentRow]) -> None:
    """Ask which document if there are several, and for a name; say so if there is none."""
    if not found:
        page.say(page.t("document.none"))
    elif len(found) == 1:
        _ask(page, request, found[0])
    else:
        viewer = page.session.viewer
        items = [Item(one.sha256, f"{one.name}  {words.size_of(viewer, one)}") for one in found]
        by_digest = {one.sha256: one for one in found}
        page.pick(
            lambda: page.t("document.pick"), items, lambda sha256: _ask(page, request, by_digest[sha256])
        )


def _ask(page: Page, request: int, one: views.DocumentRow) -> None:
    session, name = page.session, PurePath(papers.file_name(one.name))

    def write(typed: str) -> str:
        data = papers.fetched(session.desk(), request, one.sha256)
        with new_file(session.inbox, typed) as file:
            file.write(data)
        return typed

    ask_name(
        page,
        lambda: page.t("document.save"),
        write,
        lambda saved: page.t("document.saved", name=saved, folder=session.inbox),
        name.suffix,
        name.stem,
    )
