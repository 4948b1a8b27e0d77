"""Words of a site's own for the screening list, from a table: what they add is read before the next list is proposed."""

from collections.abc import Callable, Sequence
from typing import Final

from console.acting.contacts.browsing import LISTS, meant
from console.acting.rosters import rule_files as acting
from console.acting.rosters import word_tables
from console.contacts import inbox
from console.domain.content import additions
from console.domain.content.lists import LEVELS, ScreeningList
from console.domain.rosters import rule_files
from console.domain.rosters.rosters import Change
from console.domain.rosters.rule_files import Kind, RuleFile
from console.errors import ConsoleError
from console.screens.choosing.dialog import files
from console.screens.page import Page
from console.screens.session import Session
from console.screens.versions.people_facts import in_force
from console.views import screening_words
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.show import show

_FILES: Final = LISTS._replace(name="words")


def add_words(page: Page, then: Callable[[Change], None]) -> None:
    """Ask for class, level and file; read what its words add; `then` gets the change that brings the next list."""
    session = page.session

    def job() -> RuleFile:
        core = session.desk()
        named = next(one for one in rule_files.named(in_force(core)) if one.kind is Kind.SCREENING)
        file = acting.fetched(core, named)
        if file is None:
            raise ConsoleError("no_such_rule_file", digest=named.digest)
        return file

    def fetched(file: RuleFile) -> None:
        kinds = _items(page, "screening", sorted(additions.classes(_list(file))))
        page.pick(lambda: page.t("screening_words.which_class"), kinds, lambda kind: leveled(file, kind))

    def leveled(file: RuleFile, kind: str) -> None:
        levels = _items(page, "rule_value", LEVELS)
        page.pick(lambda: page.t("screening_words.which_level"), levels, lambda level: ask(file, kind, level))

    def ask(file: RuleFile, kind: str, level: str) -> None:
        def form() -> Form:
            path = Line("path", page.t("rule_file.file"), files=files(page, _FILES))
            return Form(lines=(path, Line("source", page.t("screening_words.source"), optional=True)))

        page.act(
            lambda: page.t("screening_words.title"),
            lambda: show(page.t("screening_words.about")),
            form,
            lambda filled: _read(session, file, kind, level, filled),
            looked,
        )

    def looked(read: tuple[str, Change | None]) -> None:
        words, change = read
        if change is None:
            page.read(lambda: page.t("screening_words.title"), show(words))
            return
        page.confirm(
            lambda: page.t("screening_words.title"),
            lambda: f"{words}\n\n{page.t('screening_words.go_on')}",
            lambda: then(change),
        )

    page.work(job, fetched, "words")


def _read(
    session: Session, file: RuleFile, kind: str, level: str, filled: Filled
) -> tuple[str, Change | None]:
    """What the words of a file add, and the change that brings the next list, taken to the desk; None if they add nothing."""
    made, box = _list(file), session.inbox
    with inbox.open_named(meant(filled.lines["path"], box), box) as opened:
        table = word_tables.read(opened)
    rows = screening_words.rows(made, table, kind, level, filled.lines["source"])
    found, version = additions.sorted_out(rows, made), additions.next_version(made.version)
    words = "\n".join(screening_words.told(found, made.version, version, session.lang))
    if not found.fresh:
        return words, None
    title = f"{opened.name}  {opened.sha256[:16]}"
    data = additions.with_words(file.text, found.fresh, version, title).encode()
    core = session.desk()
    return words, acting.bring(core, in_force(core), Kind.SCREENING, data)[1]


def _items(page: Page, kind: str, codes: Sequence[str]) -> list[Item]:
    """Codes to pick from; first of all, that each row says it."""
    each = Item("", page.t("screening_words.each_row"))
    return [each, *(Item(code, page.session.label(kind, code)) for code in codes)]


def _list(file: RuleFile) -> ScreeningList:
    if not isinstance(file.says, ScreeningList):
        raise ConsoleError("no_such_rule_file", digest=file.named.digest)
    return file.says
