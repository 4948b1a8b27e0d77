"""通讯录 Contacts: the departments' lists, their findings, and the opt-outs."""

from collections.abc import Callable
from functools import partial

from console.domain.contacts.optouts import ACTIVE, CHOICES, ENDED
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.contacts.searching import EXPORTERS
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.nouns.contacts import ToList
from console.screens import pages
from console.screens.contacts import import_findings, optout_ends, optout_list
from console.screens.contacts.optout_scope import pick_scope
from console.screens.lists import ListPage, paged
from console.screens.session import number
from console.screens.two_person.confirmation import ConfirmingPage
from console.views.contacts import FINDING, LIST, OPT_OUT, scope_words
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import paging
from console.wire.answers import Done
from console.wire.contacts import lists, optouts
from console.wire.duties import subjects

_KEEPERS = {Post.OPERATOR, Post.DRAFTER, Post.REGISTRAR}


class ContactsPage(ListPage[lists.ListRow], scope="contacts"):
    """Lists, newest first."""

    ON_ROW = frozenset({"whole"})
    FILLS = "import"
    VIEW = LIST

    def __init__(self) -> None:
        super().__init__()
        self.current = True

    def begin(self) -> None:
        """Disable the import key if the caller may import nowhere; the desk judges again."""
        self.allowed = {"import_list": self.session.demand_drafter()}
        super().begin()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, lists.ListsPage(text=text, current=self.current, after=after, limit=limit))

    def do_whole(self) -> None:
        """Open the list's own page."""
        row = self.here
        if row is not None:
            self.go(ToList(row.id))

    def do_versions(self) -> None:
        """Show also the lists that a newer version has replaced, or the newest ones alone."""
        self.current = not self.current
        self.records.reload()
        self.say(self.t("list_assets.current" if self.current else "list_assets.every"))

    def do_open(self) -> None:
        """Open the list's findings."""
        row = self.here
        if row is not None:
            self.app.push_screen(FindingsPage(row))

    def do_import(self) -> None:
        """Begin an import."""
        self.open("import")


class FindingsPage(ListPage[lists.FindingRow], scope="findings"):
    """Findings of one list, in file order."""

    VIEW = FINDING
    KEY = ("row", "reason")

    def __init__(self, of: lists.ListRow) -> None:
        super().__init__()
        self.of = of

    def begin(self) -> None:
        """Load the findings, and name their list on the message line."""
        super().begin()
        self.say(self.hint())

    def hint(self) -> str:
        """The list of these findings, with its counts."""
        of = self.of
        return self.t(
            "findings.of", name=of.name, rows=number(of.rows), n=number(of.n), left_out=number(of.rows - of.n)
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the findings of the chosen reason."""
        del text
        return paged(self, lists.FindingsPage(self.of.id, reason=self.state, after=after, limit=limit))

    def do_reason(self) -> None:
        """Show only one reason."""

        def options() -> list[Item]:
            label = partial(self.session.label, "reason")
            items = [Item(one, f"{label(one)}  {number(n)}") for one, n in self.of.counts.items() if n]
            return [Item("*", self.t("filter.every")), *items]

        def picked(reason: str) -> None:
            self.state = "" if reason == "*" else reason
            self.records.ask("")

        self.pick(lambda: self.t("filter.pick"), options, picked, at=self.state)

    def do_filter(self) -> None:
        """Pick a reason: findings are filtered by reason only."""
        self.do_reason()

    def do_export(self) -> None:
        """Write every finding to a workbook in the person's own folder."""
        call, of = self.session.desk().call, self.of
        pages = paging.rows(call, lambda key: lists.FindingsPage(of.id, after=key, limit=1000))
        import_findings.export(self, "findings.export", of.name, of.digest, pages)


class OptOutsPage(ConfirmingPage, ListPage[optouts.OptOutRow], scope="optouts"):
    """Opt-outs, newest first, masked; the filter takes the last four digits."""

    FILLS = "add"
    VIEW = OPT_OUT
    KEY = ("serial",)
    STATES = ("optout", (ACTIVE, ENDED))

    def __init__(self) -> None:
        super().__init__()
        self.scope = ""

    def sought(self, about: pages.About) -> Callable[[optouts.OptOutRow], bool] | None:
        """Tell the opt-out that a proposal would end."""
        match about:
            case subjects.Proposal(about=name) if name.startswith("optout:"):
                return lambda row: name == f"optout:{row.serial}"
        return None

    def begin(self) -> None:
        """Disable the key for new opt-outs if the caller does not keep opt-outs; the desk judges again."""
        me = self.session.me
        keeps = me is not None and any(post in _KEEPERS for post, _ in me.posts)
        held = {post for post, _ in me.posts} if me is not None else set()
        exports = bool(held & set(EXPORTERS)) and Post.CUSTODIAN not in held
        self.allowed = {
            "add_optout": None if keeps else refuse("not_optout_keeper", "R13"),
            "optouts.export": None if exports else refuse("optout_export_not_yours", "R13"),
        }
        super().begin()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = optouts.OptOutsPage(text=text, state=self.state, scope=self.scope, after=after, limit=limit)
        return paged(self, call)

    def do_scope(self) -> None:
        """Show only the opt-outs of one scope."""
        viewer = self.session.viewer

        def options() -> list[Item]:
            return [
                *(Item(one, scope_words(viewer, one)) for one in CHOICES),
                Item("*", self.t("filter.every")),
            ]

        def picked(scope: str) -> None:
            self.scope = "" if scope == "*" else scope
            self.records.ask("")

        self.pick(lambda: self.t("filter.pick"), options, picked, at=self.scope)

    def do_add(self) -> None:
        """Record refusals that were reported to a person: first what they cover, then the numbers."""
        pick_scope(self, self._add)

    def _add(self, scope: str, department: str) -> None:
        session = self.session

        def form() -> Form:
            return Form(
                lines=(
                    Line("numbers", self.t("optouts.numbers"), several=True),
                    Line("source", self.t("optouts.source")),
                )
            )

        def job(filled: Filled) -> Done:
            words = filled.lines["numbers"].replace(",", " ").replace("，", " ").split()
            if not all(word.isascii() and word.isdigit() for word in words):
                raise ConsoleError("not_numbers")
            numbers, source = [int(word) for word in words], filled.lines["source"]
            done: Done = session.desk().call(optouts.AddOptOuts(numbers, scope, source, department))
            return done

        self.act(
            lambda: f"{self.t('action.optouts.add')}  {scope_words(session.viewer, scope, department)}",
            lambda: show(self.t("optouts.about")),
            form,
            job,
            self._added,
        )

    def do_import(self) -> None:
        """Record a list from a file."""
        optout_list.bring_in(self)

    def do_export(self) -> None:
        """Write the numbers to a file, for a carrier."""
        optout_list.hand_over(self)

    def _added(self, done: Done) -> None:
        self.say(self.t("optouts.added", n=done.id))
        self.records.reload()

    def do_end(self) -> None:
        """Propose to end a refusal, because the person wants messages again."""
        optout_ends.propose(self, self._done)

    def bar_confirm(self) -> Refusal | None:
        """That none waits for the reader."""
        return self.unconfirmable(lambda one: one.kind == Resubscribe.RULE.name)

    def do_confirm(self) -> None:
        """Confirm such a proposal as the second person."""
        optout_ends.confirm(self, self._done)

    def _done(self, done: str) -> None:
        self.say(done)
        self.records.reload()
