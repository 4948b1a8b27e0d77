"""模板 Templates: the texts that a department uses again and again; one in full, its versions, beginning a request from it."""

from rich.text import Text

from console.acting.requests import templates as acting
from console.domain.refusals import Refusal, refuse
from console.domain.templates import blanks
from console.domain.templates.keeping import KEPT_BY, State
from console.nouns.requests import ToForm
from console.nouns.templates import ToTemplateForm
from console.screens.do_form import do
from console.screens.labelled import rows
from console.screens.lists import ListPage
from console.screens.page import Page
from console.screens.session import Session
from console.screens.whole import WholePage
from console.views.templates import ROW, WHOLE
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.record_list import Rows
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.duties import subjects as about
from console.wire.requests import templates as wire
from console.wire.requests.drafts import Draft


def own_departments(session: Session) -> list[str]:
    """The departments whose templates the person keeps."""
    posts = session.me.posts if session.me is not None else []
    return list(dict.fromkeys(department for post, department in posts if post in KEPT_BY))


class TemplatesPage(ListPage[wire.TemplateRow], scope="templates"):
    """The templates that the person may use, the newest first."""

    ON_ROW = frozenset({"begin"})
    VIEW = ROW
    OPENS = about.Template
    TOPICS = frozenset({"templates", "roster"})
    STATES = ("template", State)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = wire.TemplatesPage(self.state, "", text, after, limit)
        page: wire.TemplatePage = self.session.desk().call(call)
        return Rows(page.page.total, page.page.after, page.rows)

    def bar_new(self) -> Refusal | None:
        """Why the reader writes no templates."""
        return None if own_departments(self.session) else refuse("template_not_yours", "R9", department="")

    bar_take = bar_new

    def bar_begin(self) -> Refusal | None:
        """That the template under the cursor is not offered, or that the reader drafts nowhere."""
        row = self.here
        if row is not None and row.state == State.WITHDRAWN:
            return refuse("template_withdrawn", "R9", name=row.name)
        return self.session.demand_drafter()

    def do_begin(self) -> None:
        """Begin a request from the template under the cursor."""
        row = self.here
        if row is not None:
            session = self.session
            self.work(lambda: acting.read(session.desk(), row.id), lambda view: begin(self, view))

    def do_new(self) -> None:
        """Write a new template."""
        self.go(ToTemplateForm(own_departments(self.session)[0]))

    def do_take(self) -> None:
        """Take templates that the program ships into the department."""
        mine = own_departments(self.session)[0]
        self.ask(wire.ShippedTemplates(mine), lambda rows: self._pick(mine, rows))

    def _pick(self, department: str, rows: list[wire.ShippedRow]) -> None:
        session = self.session
        left = [row for row in rows if not row.taken]
        if not left:
            self.say(self.t("template.none_left"))
            return

        def items() -> list[Item]:
            every = Item("*", self.t("template.take_all", n=len(left)))
            return [
                every,
                *(Item(row.name, f"{session.label('category', row.category)}  {row.name}") for row in left),
            ]

        self.pick(
            lambda: self.t("template.pick_shipped"),
            items,
            lambda name: self._take(department, [row.name for row in left] if name == "*" else [name]),
        )

    def _take(self, department: str, names: list[str]) -> None:
        session = self.session

        def job(filled: Filled) -> Done:
            call = wire.TakeTemplates(department, names, filled.lines["signature"])
            done: Done = session.desk().call(call)
            return done

        self.act(
            lambda: self.t("action.templates.take"),
            lambda: show(self.t("form.between").join(names)),
            lambda: Form(
                lines=(Line("signature", session.label("field", "signature"), value=session.signature),)
            ),
            job,
            self._taken,
        )

    def _taken(self, done: Done) -> None:
        self.say(self.t("template.taken", n=done.number))
        self.reload()


class TemplatePage(WholePage[wire.TemplateView], scope="template"):
    """One template: its newest version, or an earlier one."""

    VIEW = WHOLE
    TOPICS = frozenset({"templates", "roster"})

    def __init__(self, template: int) -> None:
        super().__init__()
        self.template = template
        self.version = 0

    def read_it(self) -> None:
        """Read the version, and prove that it is the one whose digest is named."""
        session, template, version = self.session, self.template, self.version
        self.work(
            lambda: acting.read(session.desk(), template, version),
            self.took,
            slot="read",
            otherwise=self.back_saying,
        )

    def do_begin(self) -> None:
        """Begin a request from the version shown."""
        if self.view is not None:
            begin(self, self.view)

    def do_write(self) -> None:
        """Write the next version, beginning with the one shown."""
        view = self.view
        if view is not None:
            self.go(ToTemplateForm(view.row.department, view))

    def do_withdraw(self) -> None:
        """Offer the template no longer, with the reason."""
        view = self.view
        if view is None:
            return

        def about() -> Text:
            drawn: Text = show(f"{view.row.name}  v{view.row.version}\n\n{self.t('template.withdraw_about')}")
            return drawn

        given = {"template": view.row.id}
        do(
            self,
            wire.WithdrawTemplate,
            lambda: self.t("action.template.withdraw"),
            about,
            lambda _: self._withdrawn(),
            given,
        )

    def _withdrawn(self) -> None:
        self.say(self.t("template.withdrawn_done"))
        self.reload()

    def do_restore(self) -> None:
        """Offer a withdrawn template again."""
        view = self.view
        if view is None:
            return

        def question() -> str:
            name = f"{view.row.name}  v{view.row.version}"
            return f"{name}\n\n{self.t('template.restore_about', reason=view.row.reason)}"

        def ask() -> None:
            self.ask(wire.RestoreTemplate(view.row.id), lambda _: self._restored())

        self.confirm(lambda: self.t("action.template.restore"), question, ask)

    def _restored(self) -> None:
        self.say(self.t("template.restored_done"))
        self.reload()

    def do_versions(self) -> None:
        """Choose another version to read."""
        self.ask(wire.TemplateVersions(self.template), self._pick)

    def _pick(self, rows: list[wire.VersionRow]) -> None:
        session, newest = self.session, rows[0].version

        def items() -> list[Item]:
            return [
                Item(
                    str(row.version),
                    f"v{row.version}  {session.when(row.at)}  {session.name(row.by)}  {row.name}",
                )
                for row in rows
            ]

        def picked(version: str) -> None:
            # Version 0 follows the newest one when another is written; a chosen earlier version stays.
            self.version = 0 if int(version) == newest else int(version)
            self.query_one("#scroll").scroll_home(animate=False)
            self.reload()

        at = str(self.view.kept.version) if self.view is not None else ""
        self.pick(lambda: self.t("template.pick_version"), items, picked, at=at)


def _to_fill(session: Session, says: wire.Template) -> Text:
    """The body, and every other text that has a blank, each with its label: a person sees where a blank stands."""
    others = [(name, text) for name, text in says.texts().items() if name != "body" and blanks.names(text)]
    words = show(f"{says.body}\n\n")
    if others:
        words.append_text(
            rows(session, [(session.label("field", name), text) for name, text in others], ROOM)
        )
        words.append("\n\n")
    return words.append_text(show(session.t("template.fill_about")))


def begin(page: Page, view: wire.TemplateView) -> None:
    """Ask for the values of the template's blanks, and open the form with its texts; a value that is left out stays a blank."""
    session = page.session
    refusal = view.allowed.get("begin") or session.demand_drafter()
    if refusal is not None:
        page.trouble(refusal)
        return
    named = blanks.names(*view.kept.says.texts().values())

    def draft(values: dict[str, str]) -> Draft:
        return acting.begun(view, session.drafts_for(), values, session.signature)

    def then(made: Draft) -> None:
        page.go(ToForm(0, made.department, made, sha256=view.sha256))

    def job(filled: Filled) -> Draft:
        return draft({name: filled.lines[f"blank{nth}"].strip() for nth, name in enumerate(named)})

    if not named:
        then(draft({}))
        return
    page.act(
        lambda: page.t("template.fill_title", name=view.row.name, version=view.kept.version),
        lambda: _to_fill(session, view.kept.says),
        lambda: Form(lines=tuple(Line(f"blank{nth}", name, optional=True) for nth, name in enumerate(named))),
        job,
        then,
    )
