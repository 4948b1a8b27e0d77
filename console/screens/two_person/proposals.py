"""Roster versions that wait for their second signature, and the page on which a roster signer reads a difference and signs."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.acting.rosters import rosters as acting
from console.acting.rosters import rule_files, screening_effects
from console.acting.rosters.rosters import Draft
from console.acting.rosters.rule_files import FileChange
from console.acting.rosters.screening_effects import brought
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.rosters import Change
from console.nouns.rosters import ToEffects
from console.screens import pages, signing
from console.screens.failures import one_line
from console.screens.lists import ListPage, paged
from console.screens.page import Page
from console.screens.versions.effect_words import effect_words
from console.screens.versions.roster_words import behind_words, draft_words
from console.screens.versions.rule_file_words import change_words
from console.views.rosters import PROPOSAL, effects
from console.widgets.modals import Filled, Form
from console.widgets.paint import part_heading, strong
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.duties import subjects
from console.wire.rosters import rosters
from console.wire.rosters.rule_files import Effects


class RosterProposalsPage(ListPage[rosters.RosterProposal], scope="proposals"):
    """Waiting proposals, and the outcome of the last ones, newest first."""

    VIEW = PROPOSAL
    KEY = ("digest",)
    TOPICS = frozenset({"proposals", "roster"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """One page of proposals; it holds as many as fit into one answer, because each comes in full."""
        del text
        return paged(self, rosters.RosterProposals(after=after, limit=limit))

    def sought(self, about: pages.About) -> Callable[[rosters.RosterProposal], bool] | None:
        """Tell the version that waits."""
        match about:
            case subjects.Version(digest=digest):
                return lambda row: row.digest == digest
        return None

    def do_open(self) -> None:
        """Read what the proposal would change, and sign it."""
        row = self.here
        if row is not None:
            self.app.push_screen(ProposalPage(row.digest))

    def bar_open(self) -> Refusal | None:
        """That the version under the cursor waits no longer."""
        row = self.here
        over = row is not None and row.state != "open"
        return refuse("roster_proposal_over", "R2", state=row.state) if over and row is not None else None

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""


class Gathered(NamedTuple):
    """The next version as computed here, the changes of its files, and what each person who leaves with it leaves behind."""

    draft: Draft
    files: list[FileChange]
    behind: list[rosters.HandOver]


class ProposalPage(Page, scope="proposal"):
    """A next version before it is signed: a proposal by its digest, or one made from changes, filed applications and hand-overs.

    Versions are proved and the difference is computed on this machine. `then` is called once the version was signed.
    """

    def __init__(
        self,
        digest: str = "",
        changes: Sequence[Change] = (),
        applications: Sequence[int] = (),
        hand_overs: Sequence[str] = (),
        then: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self.digest = digest
        self.then = then
        self.changes, self.applications = list(changes), list(applications)
        self.hand_overs = list(hand_overs)
        self.draft: Draft | None = None
        self.files: list[FileChange] = []
        self.behind: list[rosters.HandOver] = []
        self.effects: Effects | None = None
        self.unjudged = ""
        self.refused: Refusal | None = None

    def body(self) -> Iterable[Widget]:
        """Yield one text that scrolls."""
        yield self.scrolled(Static(show(self.t("people.proving")), id="whole", markup=False))

    def begin(self) -> None:
        """Prove the versions, have the next one drafted, and compute the difference here."""
        self.query_one(VerticalScroll).focus()
        if self.draft is not None:
            self._draw()
            return
        session, digest, changes, applications = self.session, self.digest, self.changes, self.applications
        hand_overs = self.hand_overs

        def job() -> Gathered:
            core = session.desk()
            known = acting.known(core, session.roots())
            if digest:
                draft = acting.review(core, known, digest)
            else:
                draft = acting.prepare(core, known, changes, applications, hand_overs)
            files = rule_files.compared(core, known.roster, draft.roster)
            return Gathered(draft, files, acting.behind(core, draft))

        self.work(job, self._gathered, slot="read", otherwise=self.back_saying)

    def reload(self) -> None:
        """Begin again; a version that is already drafted stays as it is while the person reads it."""
        self.begin()

    def _gathered(self, gathered: Gathered) -> None:
        self.draft, self.files, self.behind = gathered
        by = gathered.draft.by
        others = refuse("roster_not_yours", "R2", person=by) if by and by != self.session.person else None
        self.allowed = {"proposal.sign": gathered.draft.refusal, "proposal.drop": others}
        self._draw()
        self.draw_frame()
        listed, desk = brought(self.files), self.session.desk
        if listed and self.effects is None:
            self.work(lambda: screening_effects.gathered(desk(), listed), self._told, "effects", self._untold)

    def _told(self, told: Effects) -> None:
        self.effects = told
        self._draw()

    def _untold(self, error: Exception) -> None:
        """A desk that cannot say it keeps nobody from signing; who signs reads that it was not said."""
        self.unjudged = self.t("effects.unjudged", why=one_line(error, self.session))
        self._draw()

    def do_effects(self) -> None:
        """Show every text that the new screening list would block or warn of, as a list."""
        self.go(ToEffects(brought(self.files)))

    def bar_effects(self) -> Refusal | None:
        """That it brings no screening list, or that the reader does not see what the list would do."""
        if self.draft is None:
            return None
        return refuse("no_list_brought", "R11") if not brought(self.files) else self.session.demand_signer()

    def on_resize(self) -> None:
        """Fold long values to the new width."""
        self._draw()

    def _draw(self) -> None:
        draft = self.draft
        if draft is None:
            return
        width = max(40, self.size.width - 4)
        drawn: Text = draft_words(self.session, draft, width)
        for changed in self.files:
            drawn.append_text(show("\n")).append_text(change_words(self.session, changed, width))
        if brought(self.files):
            drawn.append_text(show("\n")).append_text(
                effect_words(self.session, self.effects, width, self.unjudged)
            )
        for one in self.behind:
            drawn.append_text(show("\n")).append_text(self._behind(one, width))
        if draft.refusal is not None:
            drawn.append_text(show("\n\n")).append_text(strong(one_line(draft.refusal, self.session)))
        self.query_one("#whole", Static).update(drawn)

    def _behind(self, one: rosters.HandOver, width: int) -> Text:
        head = part_heading(self.t("roster.leaves_behind", person=self.session.name(one.person)))
        return Text("\n").join([head, behind_words(self.session, one, width)])

    # ---- signing

    def do_sign(self) -> None:
        """Sign as the first or the second signer."""
        draft, session = self.draft, self.session
        if draft is None:
            self.say(self.t("people.proving"))
            return
        second = bool(draft.by)
        told = [words for _, words in effects(session.viewer, self.effects)] if self.effects else []
        told = told or [self.unjudged] * bool(self.unjudged)
        if brought(self.files) and not told:
            self.say(self.t("effects.waiting"))
            return

        def job(filled: Filled) -> Done:
            take = acting.confirm if second else acting.propose
            return take(session.desk(), draft, lambda: signing.unlocked(session, filled))

        def about() -> Text:
            old, new = draft.known.roster.version, draft.roster.version
            lines = [
                self.t("roster.next", version=new, old=old, expires=session.when(draft.roster.expires)),
                self.t("people.differences", n=len(draft.differences)),
                self.t("people.proved" if draft.known.proved else "people.not_proved"),
                self.t("people.sign_second" if second else "people.sign_first"),
                *told,
            ]
            return show("\n".join(lines))

        self.act(
            lambda: self.t("people.confirm_title" if second else "people.propose_title"),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            lambda _: self._signed(second=second),
        )

    def _signed(self, *, second: bool) -> None:
        version = self.draft.roster.version if self.draft else 0
        self._back()
        self.then()
        self.say(self.t("people.published" if second else "people.proposed", n=version))

    def do_drop(self) -> None:
        """Withdraw the caller's own proposal; a version that was not proposed yet is only left."""
        if not self.digest:
            self._back()
            return
        self.confirm(
            lambda: self.t("people.drop_title"),
            lambda: self.t("people.drop_question"),
            lambda: self.ask(rosters.DropRosterProposal(self.digest), self._dropped),
        )

    def _dropped(self, _done: Done) -> None:
        self._back()
        self.say(self.t("people.dropped"))
