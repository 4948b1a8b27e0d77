"""One contact list: where it is from, its versions and note, what needs it, who it overlaps with; compare, make of others, delete."""

from collections.abc import Callable
from typing import NamedTuple

from rich.text import Text

from console.acting.contacts import made_lists
from console.acting.contacts.made_lists import PendingMade
from console.acting.contacts.mended_lists import Offer
from console.acting.steps import Core, read
from console.domain import acts
from console.domain.acts import Making
from console.domain.contacts import parts
from console.domain.contacts.mended import marked
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.nouns.contacts import ToFindings, ToList
from console.screens import signing
from console.screens.contacts import next_version
from console.screens.contacts.list_words import manifest_words
from console.screens.do_form import do
from console.screens.exporting import ask_name, made_file
from console.screens.session import Session, number
from console.screens.whole import WholePage, whole_words
from console.views.contacts import DIFFERENCE, LIST, glance_words, needs_words
from console.widgets.columns import folded
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.paint import strong
from console.widgets.parts import hung
from console.widgets.show import show
from console.wire import paging, shown
from console.wire.answers import Done
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists
from console.wire.ledger.outbox import OutKind

_MOST = 1000
"""Lists that are offered beside this one, and numbers of one answer."""


_ERASED = "erased"


class Known(NamedTuple):
    """A list, and what still needs it."""

    row: lists.ListRow
    needs: list[wire.Need]
    glance: wire.Glance | None = None


class ContactListPage(WholePage[Known], scope="contact_list"):
    """One list in full."""

    TOPICS = frozenset({"lists", "requests"})

    def __init__(self, list_id: int) -> None:
        super().__init__()
        self.list_id = list_id

    def read_it(self) -> None:
        """Read the list, and what needs it."""
        refusal = self.session.demand_drafter()
        for name in ("note", "merge", "subtract", "part", "replace", "mend", "delete"):
            self.allowed[f"contact_list.{name}"] = refusal
        core, list_id = self.session.desk(), self.list_id
        self.work(lambda: _known(core, list_id), self.took, slot="read", otherwise=self.back_saying)

    def words(self, view: Known, width: int) -> Text:
        """The list's facts, what stands out about it, and what needs it."""
        viewer = self.session.viewer
        parts = [whole_words(LIST, self.session, view.row, width)]
        if view.row.state != _ERASED:
            parts.append(glance_lines(self.session, view.glance, width))
        lines = [strong(self.t("list_assets.needs"))]
        for line in needs_words(viewer, view.needs):
            lines += folded(show(line), width)
        return Text("\n\n").join([*parts, Text("\n").join(lines)])

    def took(self, view: Known) -> None:
        """Show the list at once, and what stands out about it when it has been counted."""
        counted = self.view.glance if self.view is not None else None
        if not marked(view.row.sheet):
            self.allowed["contact_list.mend"] = refuse("list_not_mended", "R10", list=self.list_id)
        super().took(view._replace(glance=counted))
        if view.row.state != _ERASED:
            self.ask(wire.ListGlance(self.list_id), self._glanced)

    def _glanced(self, glance: wire.Glance) -> None:
        if self.view is not None:
            self.view = self.view._replace(glance=glance)
            self.draw_whole()

    # ---- to look at

    def do_findings(self) -> None:
        """Open the rows of its file that were no ordinary numbers."""
        if self.view is not None:
            self.go(ToFindings(self.view.row))

    def bar_compare(self) -> Refusal | None:
        """That the reader sees no number, not even a masked one (R12)."""
        return self.session.demand_reader("recipients")

    def do_compare(self) -> None:
        """Choose another list, and say how the two differ; a part's numbers can be written, masked."""
        self._other("action.contact_list.compare", self._compared)

    def _compared(self, other: lists.ListRow) -> None:
        self.ask(wire.ListDifference(self.list_id, other.id), lambda found: self._parts(other, found))

    def _parts(self, other: lists.ListRow, found: wire.Difference) -> None:
        viewer = self.session.viewer
        heads = {one.name: DIFFERENCE.label(viewer.lang, one) for one in DIFFERENCE.at(shown.SHOW)}

        def options() -> list[Item]:
            return [Item(side, f"{heads[side]}  {number(getattr(found, side))}") for side in wire.SIDES]

        def title() -> str:
            both = f"{found.name} {number(found.n)} / {found.other_name} {number(found.other_n)}"
            return self.t("list_assets.parts", lists=both)

        self.pick(title, options, lambda side: self._write(other, side, heads[side]))

    def _write(self, other: lists.ListRow, side: str, head: str) -> None:
        session, list_id = self.session, self.list_id

        def write(name: str) -> tuple[str, int]:
            rows = paging.rows(
                session.desk().call,
                lambda key: wire.DifferenceNumbers(list_id, other.id, side, after=key, limit=_MOST),
            )
            n = 0
            with made_file(session, name, OutKind.NUMBERS) as file:
                for row in rows:
                    file.write(f"{row.number}\n".encode())
                    n += 1
            return name, n

        ask_name(
            self,
            lambda: f"{self.t('action.contact_list.compare')}  {head}",
            write,
            lambda done: self.t("export.done", name=done[0], n=done[1]),
            ".txt",
            f"{self.t('action.contact_list.compare')} {self.list_id}-{other.id} {head}",
        )

    def _other(self, title: str, then: Callable[[lists.ListRow], object]) -> None:
        """Choose another finished list."""

        def offered(page: lists.ListPage) -> None:
            rows = {str(row.id): row for row in page.rows if row.id != self.list_id and row.state == "ready"}
            if not rows:
                self.say(self.t("list_assets.no_other"))
                return

            def options() -> list[Item]:
                when = self.session.when
                return [
                    Item(key, f"{row.name}  {number(row.n)}  {when(row.at, year=False)}")
                    for key, row in rows.items()
                ]

            self.pick(lambda: self.t(title), options, lambda key: then(rows[key]))

        self.ask(lists.ListsPage(current=False, limit=_MOST), offered)

    # ---- lists made of it

    def do_merge(self) -> None:
        """Make a list of this one's numbers and another's."""
        self._other("action.contact_list.merge", lambda other: self._called(Making.MERGE, other))

    def do_subtract(self) -> None:
        """Make a list of this one's numbers without another's."""
        self._other("action.contact_list.subtract", lambda other: self._called(Making.SUBTRACT, other))

    def do_part(self) -> None:
        """Make a list of a part of this one's numbers."""
        known, t = self.view, self.t
        if known is None:
            return
        row = known.row
        lines = (
            Line("name", t("list_assets.name")),
            Line("prefixes", t("list_assets.prefixes"), optional=True),
            Line("share", t("list_assets.share"), optional=True),
        )
        about = t("list_assets.part_about", name=row.name, n=number(row.n))
        self._make(Making.PART, [row], about, lines)

    def _called(self, made: Making, other: lists.ListRow) -> None:
        known = self.view
        if known is None:
            return
        own = known.row
        about = f"{own.name} {number(own.n)}  {'-' if made is Making.SUBTRACT else '+'}  {other.name} {number(other.n)}"
        self._make(made, [own, other], about, (Line("name", self.t("list_assets.name")),))

    def _make(self, made: Making, parents: list[lists.ListRow], about: str, lines: tuple[Line, ...]) -> None:
        session, own = self.session, parents[0]
        person = session.person
        department = own.department if own.department in session.drafts_for() else ""
        department = department or next(iter(session.drafts_for()), own.department)

        def job(filled: Filled) -> PendingMade:
            typed = filled.lines
            how = parts.typed(typed["prefixes"], typed["share"]) if made is Making.PART else made
            if isinstance(how, Refusal):
                raise RefusedError(how)
            return made_lists.make(
                session.desk(), how, parents,
                person=person, department=department, name=typed["name"].strip(),
            )  # fmt: skip

        self.act(
            lambda: session.label("making", made),
            lambda: show(about),
            lambda: Form(lines=lines),
            job,
            self._sign,
        )

    def _sign(self, pending: PendingMade) -> None:
        session = self.session
        act = read(pending.prepared)

        def about() -> Text:
            return manifest_words(session, act) if isinstance(act, acts.Manifest) else show("")

        self.act(
            lambda: self.t("import_view.sign_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            lambda filled: made_lists.finish(
                session.desk(), pending, lambda: signing.unlocked(session, filled)
            ),
            self._made,
            lambda: self.ask(lists.DropList(pending.list_id), lambda _done: self._not_signed()),
        )

    def _made(self, done: Done) -> None:
        self.go(ToList(done.id))
        self.say(self.t("list_assets.made", list=done.id))

    def _not_signed(self) -> None:
        self.say(self.t("list_assets.not_signed"))

    # ---- what is kept beside it

    def do_note(self) -> None:
        """Write its note."""
        known, list_id = self.view, self.list_id
        do(
            self,
            wire.SetListNote,
            lambda: self.t("action.contact_list.note"),
            lambda: show(self.t("list_assets.note_about")),
            lambda _done: self._changed(self.t("list_assets.noted", list=list_id)),
            {"list_id": list_id},
            {"note": known.row.note if known is not None else ""},
        )

    def do_replace(self) -> None:
        """Choose the list whose next version this one is."""

        def picked(old: lists.ListRow) -> None:
            words = self.t("list_assets.replaces", list=self.list_id, old=old.id)
            self.ask(wire.ReplaceList(self.list_id, old.id), lambda _done: self._changed(words))

        self._other("action.contact_list.replace", picked)

    def do_mend(self) -> None:
        """Take its mended numbers into the list that they belong to, as its next version."""

        def then(list_id: int, what: Offer) -> None:
            self.go(ToList(list_id))
            self.say(self.t("list_assets.replaces", list=list_id, old=what.of.id))

        next_version.take_in(self, self.list_id, then)

    def do_delete(self) -> None:
        """Delete it, if nothing needs it."""
        known = self.view
        if known is None:
            return
        session, row = self.session, known.row

        def again() -> Form:
            wrong = self.t("list_assets.count_wrong")
            return Form(lines=(Line("count", self.t("list_assets.count"), equals=str(row.n), wrong=wrong),))

        self.act(
            lambda: self.t("action.contact_list.delete"),
            lambda: show(self.t("list_assets.delete_about", name=row.name, n=number(row.n))),
            again,
            lambda _filled: made_lists.delete(session.desk(), row.id) or 1,
            lambda _done: self._changed(self.t("list_assets.deleted", name=row.name)),
        )

    def _changed(self, words: str) -> None:
        self.reload()
        self.say(words)

    def reload(self) -> None:
        """Read the list again."""
        self.read_it()


def _known(core: Core, list_id: int) -> Known:
    row: lists.ListRow = core.call(wire.ListDetail(list_id))
    needs: list[wire.Need] = core.call(wire.ListNeeds(list_id))
    return Known(row, needs)


def glance_lines(session: Session, glance: wire.Glance | None, width: int) -> Text:
    """What stands out about a list, under its heading; before it is counted, that it is being counted."""
    lines = [strong(session.t("glance.title"))]
    if glance is None:
        lines += folded(show(session.t("glance.waiting")), width)
    else:
        for sense, said in glance_words(session.viewer, glance):
            lines += hung(sense, said, width)
    return Text("\n").join(lines)
