"""Lists that can be limited to one department, one kind or one state."""

from collections.abc import Iterable
from typing import ClassVar, Final, Generic, TypeVar

from console.screens.lists import ListPage
from console.widgets.modals import Item

_EVERY: Final = "*"


_Row = TypeVar("_Row")


class NarrowedPage(ListPage[_Row], Generic[_Row]):
    """A list that can be narrowed to one value of each of its `PARTS`, beside its filter and its state.

    `PARTS` maps each part (department, kind, category, state) to the kind under which the catalogue has its values; a
    department is shown by its own name.
    """

    PARTS: ClassVar[dict[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.department = self.kind = self.category = self.reason = ""

    def narrowed(self) -> bool:
        """Whether the rows are limited."""
        return super().narrowed() or self._limited

    def hint(self) -> str:
        """Which rows the list is limited to."""
        words = ", ".join(self.only())
        return self.t("filter.state", state=words) if words else ""

    @property
    def _limited(self) -> bool:
        return any(getattr(self, part) for part in self.PARTS)

    def only(self) -> list[str]:
        """The words for what limits the list, the filter last."""
        other = self.state if "state" not in self.PARTS else ""
        shown = [self.session.state(other, self._state_of)] if other else []
        shown += [self._value_words(part, getattr(self, part)) for part in self.PARTS if getattr(self, part)]
        text = self.records.filter if self.query("#records") else ""
        return [*shown, text] if text else shown

    def narrow(self, part: str, values: Iterable[str]) -> None:
        """Let the person choose one value of a part, or all of them."""

        def options() -> list[Item]:
            named = [Item(str(value), self._value_words(part, value)) for value in values]
            return [Item(_EVERY, self.t("filter.every")), *named]

        def picked(value: str) -> None:
            setattr(self, part, "" if value == _EVERY else value)
            self.again()

        self.pick(lambda: self.t("filter.pick"), options, picked, at=getattr(self, part) or _EVERY)

    def do_department(self) -> None:
        """Limit the list to one department."""
        self.narrow("department", [*self.session.departments])

    def do_back(self) -> None:
        """Remove the filter on the first Esc, the other limits on the next, then go back."""
        open_ = self.records.filter or self.searching
        if self._limited and not open_:
            for part in self.PARTS:
                setattr(self, part, "")
            self.again()
            return
        super().do_back()

    def again(self) -> None:
        """Reload the list with its limits, and say which they are."""
        self.records.ask(self.records.filter)
        self.say(self.hint() or self.t("filter.off"))

    def _value_words(self, part: str, value: str) -> str:
        if part == "department":
            return self.session.department(value)
        return self.session.label(self.PARTS[part], value)
