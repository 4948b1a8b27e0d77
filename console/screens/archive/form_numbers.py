"""The register of form numbers (R3): every serial number of a department in a year, including void and missing ones."""

from console.nouns.requests import ToRequest
from console.screens.lists import ListPage
from console.views.archive import NUMBER
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.wire.archive import archive as wire
from console.wire.duties import subjects as about

_YEARS = 10
_KINDS = ("request", "application", "emergency")


class FormNumbersPage(ListPage[wire.NumberRow], scope="form_numbers"):
    """One department's numbers of one year and kind."""

    VIEW = NUMBER
    KEY = ("serial",)
    TOPICS = frozenset({"archive", "requests", "applications", "emergencies"})

    def __init__(self) -> None:
        super().__init__()
        self.department, self.kind, self.year, self.void = "", "request", 0, False

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page; it begins with the caller's own department."""
        department = self.department or self._own()
        call = wire.FormNumbers(department, self.year, self.kind, self.void, text, after, limit)
        page: wire.NumbersPage = self.session.desk().call(call)
        return Rows(page.page.total, page.page.after, page.rows)

    def _own(self) -> str:
        me = self.session.me
        mine = next((department for _, department in me.posts if department), "") if me is not None else ""
        return mine or next(iter(self.session.departments), "")

    def narrowed(self) -> bool:
        """Whether the rows are limited."""
        return super().narrowed() or self.void

    def hint(self) -> str:
        """The department, kind and year of the numbers."""
        shown = [
            self.session.department(self.department or self._own()),
            self.session.label("number_kind", self.kind),
            str(self.year) if self.year else "",
            self.t("archive.is_void") if self.void else "",
            self.records.filter if self.query("#records") else "",
        ]
        return self.t("filter.state", state=", ".join(one for one in shown if one))

    # ---- keys

    def do_open(self) -> None:
        """Open the form that has the number."""
        row = self.here
        if row is None or not row.id:
            return
        if row.kind == "request":
            self.go(ToRequest(row.id))
        elif row.kind == "application":
            self.go(about.Application(row.id))
        else:
            self.go(about.Emergency(row.number))

    def do_department(self) -> None:
        """Show another department's numbers."""

        def picked(value: str) -> None:
            self.department = value
            self._again()

        self.pick(
            lambda: self.t("filter.pick"),
            lambda: [Item(one, name) for one, name in self.session.departments.items()],
            picked,
            at=self.department or self._own(),
        )

    def do_kind(self) -> None:
        """Show another kind of number."""

        def picked(value: str) -> None:
            self.kind = value
            self._again()

        self.pick(
            lambda: self.t("filter.pick"),
            lambda: [Item(one, self.session.label("number_kind", one)) for one in _KINDS],
            picked,
            at=self.kind,
        )

    def do_year(self) -> None:
        """Show another year."""
        this = int(self.session.now()[:4])

        def picked(value: str) -> None:
            self.year = int(value)
            self._again()

        self.pick(
            lambda: self.t("filter.pick"),
            lambda: [Item(str(year), str(year)) for year in range(this, this - _YEARS, -1)],
            picked,
            at=str(self.year or this),
        )

    def do_void(self) -> None:
        """Show only void numbers, or all again."""
        self.void = not self.void
        self._again()

    def _again(self) -> None:
        self.records.ask(self.records.filter)
        self.say(self.hint())
