"""Lists of which a part can be asked for alone: one department, one kind, one state."""

from collections.abc import Iterable
from typing import ClassVar, Final, Generic, TypeVar

from console.screens.lists import ListPage
from console.widgets.modals import Item

_EVERY: Final = "*"


_Row = TypeVar("_Row")


class NarrowedPage(ListPage[_Row], Generic[_Row]):
    """A list that can be narrowed to one value of each of its `PARTS`, beside its filter.

    `PARTS` gives for each of department, kind, category and state that the list has the catalogue's words for its values; a
    department has its own name.
    """

    PARTS: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.department = self.kind = self.category = ""

    def narrowed(self) -> bool:
        """Whether only some rows are asked for."""
        return bool(self.records.filter) or any(getattr(self, part) for part in self.PARTS)

    def hint(self) -> str:
        """Which rows alone are shown."""
        words = ", ".join(self.only())
        return self.t("filter.state", state=words) if words else ""

    def only(self) -> list[str]:
        """What the list is narrowed to, in words, the filter last."""
        shown = [self._value_words(part, getattr(self, part)) for part in self.PARTS if getattr(self, part)]
        text = self.records.filter if self.query("#records") else ""
        return [*shown, text] if text else shown

    def narrow(self, part: str, values: Iterable[str]) -> None:
        """Let the person choose one value of a part, or all of them."""

        def options() -> list[Item]:
            named = [Item(value, self._value_words(part, value)) for value in values]
            return [Item(_EVERY, self.t("filter.every")), *named]

        def picked(value: str) -> None:
            setattr(self, part, "" if value == _EVERY else value)
            self.again()

        self.pick(lambda: self.t("filter.pick"), options, picked, at=getattr(self, part) or _EVERY)

    def do_department(self) -> None:
        """Only one department."""
        self.narrow("department", [*self.session.departments])

    def do_back(self) -> None:
        """Esc takes away the text, then what else narrows the list, then goes back."""
        open_ = self.records.filter or self.query_one("#search").display
        if any(getattr(self, part) for part in self.PARTS) and not open_:
            for part in self.PARTS:
                setattr(self, part, "")
            self.again()
            return
        super().do_back()

    def again(self) -> None:
        """Ask anew for what is to be shown now, and say which."""
        self.records.ask(self.records.filter)
        self.say(self.hint() or self.t("filter.off"))

    def _value_words(self, part: str, value: str) -> str:
        if part == "department":
            return self.session.department(value)
        return self.session.label(self.PARTS[part], value)
