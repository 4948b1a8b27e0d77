"""What the palette finds at the desk while a person types, only as the desk shows it to them, and the page that opens each."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final

from textual.screen import Screen

from console.errors import RefusedError
from console.nouns.contacts import ToFindings
from console.nouns.people import ToPerson
from console.nouns.sending import ToMonitor
from console.screens import pages
from console.screens.failures import KNOWN, one_line
from console.screens.session import Session
from console.views.losses import lost
from console.widgets.finder import Found
from console.widgets.modals import Item
from console.wire import calls
from console.wire.base import Ask
from console.wire.contacts import lists
from console.wire.credentials import losses
from console.wire.duties import subjects as about
from console.wire.sending import sends

FEW: Final = 4
"""Most that is shown of each kind."""

Opens = Callable[[], Screen[Any]]
Thing = tuple[Item, Opens]
"""An item, and what makes its page."""


class Objects:
    """Finds requests, people, lists, sends and loss cases; `find` is called in a thread. The shorter lists are read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: dict[type[Ask], Any] = {}
        self.pages: dict[str, Opens] = {}
        """The page of each item that was found, by the item's value."""

    def find(self, typed: str) -> Found:
        """A few of each kind whose number or name has the text; a kind that cannot be read is named in `trouble`."""
        items: list[Item] = []
        unread: dict[str, Exception] = {}
        for kind, things in self._kinds(typed).items():
            try:
                for item, page in things():
                    items.append(item)
                    self.pages[item.value] = page
            except RefusedError:
                # The desk does not show this kind to this person.
                continue
            except KNOWN as error:
                unread[kind] = error
        return Found(items, self._trouble(unread))

    def _kinds(self, typed: str) -> Mapping[str, Callable[[], Iterable[Thing]]]:
        return {
            "request": partial(self._requests, typed),
            "person": partial(self._people, typed),
            "list": partial(self._lists, typed),
            "send": partial(self._sends, typed),
            "loss": partial(self._losses, typed),
        }

    def _trouble(self, unread: Mapping[str, Exception]) -> str:
        if not unread:
            return ""
        session = self._session
        kinds = session.t("palette.comma").join(session.t(f"palette.kind.{kind}") for kind in unread)
        return session.t("palette.unread", kinds=kinds, why=one_line(next(iter(unread.values())), session))

    # ---- each kind

    def _requests(self, typed: str) -> Iterator[Thing]:
        session = self._session
        for row in self._few(calls.RequestsPage(text=typed, limit=FEW)):
            words = f"{row.number}  {row.purpose}" if row.number else row.purpose
            item = self._item("request", row.id, words, session.state(row.state, "request"))
            yield item, partial(pages.kind("requests").page_of, session, row)

    def _people(self, typed: str) -> Iterator[Thing]:
        session = self._session
        for row in _having(self._whole(calls.People()), typed, lambda one: (one.name, one.id)):
            posts = " ".join(session.post(*post) for post in row.posts)
            yield self._item("person", row.id, row.name, posts), partial(pages.showing, ToPerson(row.id))

    def _lists(self, typed: str) -> Iterator[Thing]:
        for row in self._few(lists.ListsPage(text=typed, limit=FEW)):
            item = self._item("list", row.id, row.name, self._session.department(row.department))
            yield item, partial(pages.showing, ToFindings(row))

    def _sends(self, typed: str) -> Iterator[Thing]:
        session = self._session
        for row in self._few(sends.SendsPage(text=typed, limit=FEW)):
            words = f"{row.number} #{row.slot}  {row.purpose}"
            item = self._item("send", f"{row.request}.{row.slot}", words, session.state(row.state, "slot"))
            yield item, partial(pages.showing, ToMonitor(row.request, row.slot))

    def _losses(self, typed: str) -> Iterator[Thing]:
        viewer = self._session.viewer
        rows = self._whole(losses.LossesPage()).rows
        for row in _having(rows, typed, lambda one: (one.number, lost(viewer, one))):
            words = f"{row.number}  {lost(viewer, row)}"
            yield (
                self._item("loss", row.id, words, viewer.when(row.at)),
                partial(pages.showing, about.Loss(row.id)),
            )

    # ---- reading

    def _item(self, kind: str, key: object, words: str, aside: str) -> Item:
        return Item(f"{kind} {key}", words, self._session.t(f"palette.kind.{kind}"), aside)

    def _few(self, call: Ask) -> Sequence[Any]:
        # However many rows the desk sends.
        rows: Sequence[Any] = self._session.desk().call(call).rows[:FEW]
        return rows

    def _whole(self, call: Ask) -> Any:
        if type(call) not in self._read:
            self._read[type(call)] = self._session.desk().call(call)
        return self._read[type(call)]


def _having(rows: Sequence[Any], typed: str, names: Callable[[Any], Sequence[str]]) -> list[Any]:
    """A few rows one of whose names has the text."""
    folded = typed.casefold()
    return [row for row in rows if any(folded in name.casefold() for name in names(row))][:FEW]
