"""The pledge (附件2): how the caller stands, every clause ticked one by one, a witness, the passphrase."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import BindingType
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from console.acting import pledges as acting
from console.acting import steps
from console.acting.steps import Core
from console.domain import pledges
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.screens import signing
from console.screens.failures import one_line
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.people_facts import Staff, gather, person_items
from console.screens.person import pledge_words
from console.screens.statement import rows
from console.widgets.columns import folded
from console.widgets.fields import Field, Tick
from console.widgets.modals import ROOM, Filled, Form, Item
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire import personnel, views
from console.wire.base import Call


class ClauseTick(Tick):
    """A clause with its box: folded to the page, further lines under the first."""

    DEFAULT_CSS = "ClauseTick { height: auto; }"

    def render(self) -> Text:
        """Draw box and clause."""
        lines = self._lines(self.size.width)
        drawn = show(f"[{'x' if self.value else ' '}] ").append_text(lines[0])
        for one in lines[1:]:
            drawn.append_text(show("\n    ")).append_text(one)
        return drawn

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the clause takes."""
        del container, viewport
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Text]:
        return folded(show(self._words), max(20, width - 4))


class Read(NamedTuple):
    """The pledge in force and who could be witness."""

    given: personnel.PledgeText
    staff: Staff


class PledgePage(FieldsPage, inherit_bindings=False):
    """The caller's own pledge."""

    SCOPE = "pledge"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("pledge")
    CSS = FieldsPage.CSS

    def __init__(self) -> None:
        super().__init__()
        self.found: Read | None = None
        self._ticks: set[int] = set()
        self._witness = ""
        self._whether: personnel.PreparePledge | None = None

    # ---- loading

    def begin(self) -> None:
        """Read the pledge in force; its clauses must be those that this program knows."""
        if self.found is not None:
            return
        session = self.session
        self.work(lambda: _read(session.desk()), self._gathered, slot="read")

    async def _gathered(self, found: Read) -> None:
        self.found = found
        await self.rebuild("clause-1")
        self._ask_whether()

    def fields(self) -> Iterable[Widget]:
        """How the caller stands, the clauses, the witness."""
        found = self.found
        if found is None:
            return
        given, t = found.given, self.t
        stands = t("people.you_stand", how=pledge_words(self.session, given.mine))
        yield Static(show(stands, "bold"), markup=False)
        yield Static(show(t("people.pledge_head", version=given.version, months=given.months)), markup=False)
        for clause in given.clauses:
            words = f"{clause.number}. {clause.zh if self.session.lang == 'zh' else clause.en}"
            yield ClauseTick(words, value=clause.number in self._ticks, id=f"control-clause-{clause.number}")
        if given.mine is not None:
            witness = Picked(self._witnesses, t("people.pick_hint"), self._witness, id="control-witness")
            yield Field("witness", t("people.witness"), witness)

    def _ask_whether(self) -> None:
        """Ask the desk, before anything is ticked, whether the pledge may be signed now; each witness would do for that."""
        found, witnesses = self.found, self._witnesses()
        if found is None or found.given.mine is None or not witnesses:
            return
        every = [clause.number for clause in found.given.clauses]
        self._whether = personnel.PreparePledge(found.given.mine.department, every, witnesses[0].value)
        self.ask(self._whether, lambda _: None, slot="whether")

    def failed(self, call: Call, error: Exception) -> None:
        """What was asked beforehand greys the key; everything else is told in a dialog."""
        if call is self._whether and isinstance(error, RefusedError):
            self.allowed = {"pledge.sign": error.refusal}
            self.draw_frame()
            self.judge()
        else:
            super().failed(call, error)

    def _witnesses(self) -> Sequence[Item]:
        """Managers and people of the General Department who are here; the desk judges again."""
        if self.found is None:
            return []
        staff, me = self.found.staff, self.session.person
        able = pledges.witnesses(staff.roster, me, self.session.now())
        return [
            item for item in person_items(self.session, staff, self.session.now(), me) if item.value in able
        ]

    def gather(self) -> None:
        """Keep what is ticked."""
        self._ticks = set(self._ticked())
        self._witness = self.value("witness")

    def _ticked(self) -> list[int]:
        clauses = self.found.given.clauses if self.found else []
        return [clause.number for clause in clauses if self.ticked(f"clause-{clause.number}")]

    # ---- judging

    def judge(self) -> None:
        """Say how many clauses are left."""
        found = self.found
        if found is None or not self.query("#control-clause-1"):
            return
        if found.given.mine is None:
            self.preview(self.t("people.pledge_not_yours"))
            return
        refusal = self.allowed.get("pledge.sign")
        if refusal is not None:
            self.preview(one_line(refusal, self.session))
            return
        left = len(found.given.clauses) - len(self._ticked())
        self.faults = (
            {} if self.value("witness") else {"witness": refuse("field_missing", "A2", field="witness")}
        )
        self.draw_faults()
        if left:
            self.preview(self.t("people.clauses_left", n=left))
        elif self.faults:
            self.preview(self.t("people.witness_missing"))
        else:
            self.preview(self.t("people.ready"))

    # ---- keys

    def do_everyone(self) -> None:
        """How everybody stands who must pledge."""
        from console.screens.pledges import PledgesPage  # noqa: PLC0415 - loaded when first opened

        self.app.push_screen(PledgesPage())

    def do_sign(self) -> None:
        """Every clause ticked and a witness chosen: show what is signed, ask for the passphrase, sign."""
        found = self.found
        if found is None:
            return
        given, mine = found.given, found.given.mine
        if mine is None:
            self.trouble(refuse("no_pledge_due", "A2", department=""))
            return
        self.all_faults = True
        self.judge()
        accepted = self._ticked()
        for clause in given.clauses:
            if clause.number not in accepted:
                self.query_one(f"#control-clause-{clause.number}").focus()
                return
        if self.faults:
            self.go_to_fault()
            return
        witness = self.value("witness")
        self.ask(
            personnel.PreparePledge(mine.department, accepted, witness),
            lambda _: self._sign(given, mine.department, accepted, witness),
        )

    def _sign(self, given: personnel.PledgeText, department: str, accepted: list[int], witness: str) -> None:
        session, t = self.session, self.t

        def job(filled: Filled) -> views.Done:
            core = session.desk()
            prepared = acting.prepare(
                core, given, accepted, by=session.person, department=department, witness=witness
            )
            return steps.enact(core, prepared, signing.unlocked(session, filled))

        def about() -> Text:
            return rows(
                session,
                [
                    (t("people.pledge"), given.version),
                    (t("column.department"), session.department(department)),
                    (t("people.accepted"), t("people.all_clauses", n=len(accepted))),
                    (t("people.witness"), session.name(witness)),
                    (t("people.holds_for"), t("people.months", n=given.months)),
                ],
                ROOM,
            )

        self.act(
            lambda: t("people.pledge_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            self._signed,
        )

    def _signed(self, done: views.Done) -> None:
        self.touched = False
        self._back()
        self.say(self.t("people.pledged", version=done.number))


def _read(core: Core) -> Read:
    return Read(acting.text(core), gather(core))
