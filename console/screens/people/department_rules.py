"""部门规定 The departments' own rules (R0): the version in force in each, its whole text, earlier versions, signing the next one."""

from functools import partial
from typing import NamedTuple

from rich.text import Text

from console.acting.rosters import department_rules as acting
from console.acting.steps import Core
from console.domain.people.department_rules import DepartmentRules
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.nouns.people import ToRulesForm
from console.screens.labelled import rows
from console.screens.lists import ListPage, portion
from console.screens.session import Session
from console.screens.whole import WholePage
from console.views.rosters import RULES, rules_version
from console.widgets.columns import folded
from console.widgets.modals import Item
from console.widgets.paint import part_heading
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import shown
from console.wire.people import department_rules as wire


class DepartmentRulesPage(ListPage[wire.RulesRow], scope="department_rules"):
    """Every department with the version in force."""

    VIEW = RULES
    KEY = ("department",)
    TOPICS = frozenset({"departments", "roster"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for every department; the filter matches names and titles."""
        rules: list[wire.RulesRow] = self.session.desk().call(wire.DepartmentRulesPage())
        typed = text.casefold()
        fitting = [row for row in rules if typed in f"{row.department} {row.name} {row.title}".casefold()]
        return portion(fitting, after, limit)

    def bar_open(self) -> Refusal | None:
        """That the text of these rules is not the reader's to read."""
        return self.here.closed if self.here is not None else None

    def do_open(self) -> None:
        """Read the rules in force."""
        row = self.here
        if row is not None:
            self.app.push_screen(DepartmentRulePage(row.department))

    def bar_new(self) -> Refusal | None:
        """That the department under the cursor is not the reader's."""
        row = self.here
        return self.session.demand_manager(row.department) if row is not None else None

    def do_new(self) -> None:
        """Write the next version of the department under the cursor."""
        row = self.here
        if row is not None:
            self.app.push_screen(DepartmentRulePage(row.department, write=True))


class Known(NamedTuple):
    """A department's newest row, and the version shown as it was signed; None if there is no version yet."""

    newest: wire.RulesRow
    shown: wire.RulesText | None
    act: DepartmentRules | None


class DepartmentRulePage(WholePage[Known], scope="department_rule"):
    """One department's rules in full: the version in force, or an earlier one."""

    TOPICS = frozenset({"departments"})

    def __init__(self, department: str, version: int = 0, *, write: bool = False) -> None:
        super().__init__()
        self.department, self.version, self._write = department, version, write

    def read_it(self) -> None:
        """Read the version."""
        session, department, version = self.session, self.department, self.version
        self.work(
            lambda: _known(session.desk(), department, version),
            self.took,
            slot="read",
            otherwise=self.back_saying,
        )

    def words(self, view: Known, width: int) -> Text:
        """The version with its text."""
        return rule_words(self.session, view, width)

    def took(self, view: Known) -> None:
        """Show the version; a person who came to write one goes on to the form."""
        super().took(view)
        if self._write:
            self._write = False
            self.do_new()

    # ---- keys

    def bar_new(self) -> Refusal | None:
        """That the department is not the reader's."""
        return self.session.demand_manager(self.department)

    def bar_versions(self) -> Refusal | None:
        """That there is none yet."""
        none = self.view is not None and not self.view.newest.version
        return refuse("no_rules_yet", "R0", department=self.department) if none else None

    def do_versions(self) -> None:
        """Choose another version to read."""
        self.ask(wire.DepartmentRulesVersions(self.department), self._pick)

    def _pick(self, rules: list[wire.RulesRow]) -> None:
        session = self.session

        def options() -> list[Item]:
            return [
                Item(
                    str(row.version),
                    f"{rules_version(session.viewer, row)}  {session.when(row.at)[:16]}  {session.name(row.by)}  {row.title}",
                )
                for row in rules
            ]

        def picked(version: str) -> None:
            # Version 0 follows the newest version when another one comes; a chosen earlier version stays.
            self.version = 0 if int(version) == rules[0].version else int(version)
            self.query_one("#scroll").scroll_home(animate=False)
            self.reload()

        known = self.view
        at = str(known.act.version) if known is not None and known.act is not None else ""
        self.pick(lambda: self.t("rules.pick"), options, picked, at=at)

    def do_new(self) -> None:
        """Write the next version, beginning with the text shown."""
        known = self.view
        if known is not None:
            act = known.act
            title, text = (act.title, act.rules) if act is not None else ("", "")
            self.go(ToRulesForm(known.newest, title, text))


def _known(core: Core, department: str, version: int) -> Known:
    page: list[wire.RulesRow] = core.call(wire.DepartmentRulesPage())
    newest = next((row for row in page if row.department == department), None)
    if newest is None:
        raise ConsoleError("no_such_rules", department=department)
    if not newest.version:
        return Known(newest, None, None)
    text: wire.RulesText = core.call(wire.DepartmentRulesDetail(department, version))
    return Known(newest, text, acting.shown(text))


# ---- in words


def rule_words(session: Session, known: Known, width: int) -> Text:
    """The version with its whole text; or the words that there is none yet and who signs the first."""
    t, text, act = session.t, known.shown, known.act
    head = partial(RULES.pairs, shown.PANE, session.viewer)
    if text is None or act is None:
        return Text("\n\n").join([rows(session, head(known.newest), width), show(t("rules.none_yet"))])
    parts = [rows(session, head(text.row), width)]
    if text.carrier:
        parts.append(rows(session, [(t("signed.carried"), session.name(text.carrier))], width))
    if act.version < known.newest.version:
        parts.append(part_heading(t("rules.earlier", n=known.newest.version)))
    parts += [show(""), *folded(show(act.rules), width)]
    return Text("\n").join(parts)
