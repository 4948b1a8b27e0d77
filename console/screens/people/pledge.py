"""The pledge (附件2): the caller's state, every clause ticked one by one, a witness, the passphrase."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.text import Text
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from console.acting.people import pledges as acting
from console.acting.steps import Core
from console.domain import acts
from console.domain.acts import Pledge
from console.domain.declared import Asked
from console.domain.people import pledges
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.screens import act_form
from console.screens.act_form import ActForm
from console.screens.failures import whole
from console.screens.people.person import pledge_words
from console.screens.versions.people_facts import Staff, gather, person_items
from console.widgets.columns import folded
from console.widgets.fields import Tick
from console.widgets.modals import Item
from console.widgets.paint import box, strong
from console.widgets.show import cells, show
from console.wire.acts import Given, Prepare
from console.wire.base import Call
from console.wire.people import personnel


class ClauseTick(Tick):
    """A clause with its box, folded to the page; further lines are aligned with the first."""

    DEFAULT_CSS = "ClauseTick { height: auto; }"

    def render(self) -> Text:
        """Draw box and clause."""
        lines = self._lines(self.size.width)
        lead = f"{box(self.value)} "
        drawn = show(lead).append_text(lines[0])
        for one in lines[1:]:
            drawn.append_text(show("\n" + " " * cells(lead))).append_text(one)
        return drawn

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of lines that the clause takes."""
        del container, viewport
        return len(self._lines(width))

    def _lines(self, width: int) -> list[Text]:
        return folded(show(self._words), max(20, width - 4))


class Read(NamedTuple):
    """The pledge in force, and the people who could be witnesses."""

    given: personnel.PledgeText
    staff: Staff


class PledgePage(ActForm, scope="pledge"):
    """The caller's own pledge."""

    def __init__(self) -> None:
        super().__init__(Pledge)
        self.found: Read | None = None
        self._ticks: set[int] = set()
        self._whether: Prepare | None = None

    # ---- loading

    def begin(self) -> None:
        """Read the pledge in force; its clauses must be the ones that this program knows."""
        if self.found is not None:
            return
        session = self.session
        self.work(lambda: _read(session.desk()), self._gathered, slot="read")

    async def _gathered(self, read: Read) -> None:
        self.found = read
        await self.rebuild("clause-1")
        self.draw_frame()
        self._ask_whether()

    def fields(self) -> Iterable[Widget]:
        """Yield the fields; the witness is asked for only if the caller must pledge."""
        return super().fields() if self._mine is not None else self.above()

    def above(self) -> Iterable[Widget]:
        """Yield the state of the caller's pledge, and the clauses."""
        read = self.found
        if read is None:
            return
        given, t = read.given, self.t
        stands = t("people.you_stand", how=pledge_words(self.session, given.mine))
        yield Static(strong(stands), markup=False)
        yield Static(show(t("people.pledge_head", version=given.version, months=given.months)), markup=False)
        for clause in given.clauses:
            words = f"{clause.number}. {clause.zh if self.session.lang == 'zh' else clause.en}"
            yield ClauseTick(words, value=clause.number in self._ticks, id=f"control-clause-{clause.number}")

    @property
    def _mine(self) -> personnel.PledgeRow | None:
        """The caller's pledge, if their posts require one."""
        return self.found.given.mine if self.found else None

    def given(self) -> dict[str, Given]:
        """The department, and the ticked clauses."""
        department = self._mine.department if self._mine else ""
        return {"department": department, "accepted": [*self._ticked()]}

    def _ask_whether(self) -> None:
        """Ask the desk, before anything is ticked, whether the pledge may be signed now; any witness will do for this question."""
        witnesses = self._witnesses()
        if self.found is None or self._mine is None or not witnesses:
            return
        every = [clause.number for clause in self.found.given.clauses]
        self._whether = Prepare(
            acts.tag(Pledge), "", "", {**self.given(), "accepted": [*every], "witness": witnesses[0].value}
        )
        self.ask(self._whether, lambda _: None, slot="whether")

    def failed(self, call: Call, error: Exception) -> None:
        """Disable the key if the question asked in advance was refused; show every other failure in a dialog."""
        if call is self._whether and isinstance(error, RefusedError):
            self.allowed = {"pledge.sign": error.refusal}
            self.draw_frame()
            self.judge()
        else:
            super().failed(call, error)

    def items(self, one: Asked) -> Sequence[Item]:
        """The people who may be the witness."""
        del one
        return self._witnesses()

    def _witnesses(self) -> Sequence[Item]:
        """Managers and people of the General Department who hold a post now; the desk judges again."""
        if self.found is None:
            return []
        staff, me = self.found.staff, self.session.person
        able = pledges.witnesses(staff.roster, me, self.session.now())
        return [
            item for item in person_items(self.session, staff, self.session.now(), me) if item.value in able
        ]

    def gather(self) -> None:
        """Keep the ticks."""
        super().gather()
        self._ticks = set(self._ticked())

    def _ticked(self) -> list[int]:
        clauses = self.found.given.clauses if self.found else []
        return [clause.number for clause in clauses if self.ticked(f"clause-{clause.number}")]

    @property
    def about(self) -> str:
        """The version of the text."""
        return self.found.given.version if self.found is not None else ""

    def opens_with(self) -> dict[str, Any]:
        """The values of the fields, and no tick."""
        return {**super().opens_with(), "clauses": []}

    def to_keep(self) -> Mapping[str, Any]:
        """The values of the fields, and the ticked clauses."""
        return {**super().to_keep(), "clauses": sorted(self._ticks)}

    def take_up(self, values: Mapping[str, Any]) -> None:
        """Take what was kept."""
        super().take_up(values)
        self._ticks = set(values.get("clauses", ()))

    # ---- judging

    def judge(self) -> None:
        """Say how many clauses are left."""
        read = self.found
        if read is None or not self.query("#control-clause-1"):
            return
        if read.given.mine is None:
            self.preview(self.t("people.pledge_not_yours"))
            return
        refusal = self.allowed.get("pledge.sign")
        if refusal is not None:
            self.preview(whole(refusal, self.session))
            return
        super().judge()
        left = len(read.given.clauses) - len(self._ticked())
        if left:
            self.preview(self.t("people.clauses_left", n=left))

    # ---- keys

    def bar_sign(self) -> Refusal | None:
        """That none of the reader's posts asks for a pledge."""
        if self.found is None or self._mine is not None:
            return None
        return refuse("no_pledge_due", "A2", department=self.session.own_departments())

    def do_sign(self) -> None:
        """Show the pledge if every clause is ticked and a witness chosen, ask for the passphrase, sign."""
        read = self.found
        if read is None:
            return
        ticked = self._ticked()
        left = next((one.number for one in read.given.clauses if one.number not in ticked), 0)
        if left:
            self.query_one(f"#control-clause-{left}").focus()
        else:
            super().do_sign()

    def sign(self, said: dict[str, Given]) -> None:
        """Have the pledge that was read prepared, shown and signed."""
        read = self.found
        if read is not None:
            act_form.sign(
                self,
                lambda core: acting.prepare(core, read.given, said, by=self.session.person),
                lambda: self.t("people.pledge_title"),
                lambda: self._signed(read.given.version),
            )

    def _signed(self, version: str) -> None:
        self.done()
        self._back()
        self.say(self.t("people.pledged", version=version))


def _read(core: Core) -> Read:
    return Read(acting.text(core), gather(core))
