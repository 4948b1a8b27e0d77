"""Choosing what the next roster version changes: leave, move, appoint, end, lift a suspension, revoke a key, carry out filings."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.domain.people.enrolment import ApplicationState
from console.domain.people.people import Appointment, Post
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.rosters import Appoint, Change, EndPost, RevokeKey, SetStanding
from console.screens.credentials import custody_words
from console.screens.form_drafts import Draft
from console.screens.page import Page
from console.screens.people import order_acts
from console.screens.people.person import application_line
from console.screens.rosters import roster_keys
from console.screens.two_person.proposals import ProposalPage, RosterProposalsPage
from console.screens.versions.people_facts import Staff, gather, key_words, post_words
from console.screens.versions.roster_words import UNBOUND, change_words
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.paint import box, strong
from console.widgets.show import show
from console.wire.credentials.hand_overs import HandOverRow, HandOvers, HandOversView
from console.wire.people import enrolment

_SIGNED_BY_ALL = "confirmed"
_STANDBY = {Post.OPERATOR, Post.CUSTODIAN}


class Gathered(NamedTuple):
    """The staff, the filed applications with the keys they bring, and the hand-overs that everyone has signed."""

    staff: Staff
    filed: list[enrolment.ApplicationRow]
    handed: list[HandOverRow]
    brought: dict[int, tuple[str, str]]


class RosterChangesPage(Page, scope="roster_changes"):
    """The changes for the next version; none is stored, and nothing is signed before the difference was read."""

    def __init__(self, application: int = 0) -> None:
        super().__init__()
        self.staff: Staff | None = None
        self.filed: list[enrolment.ApplicationRow] = []
        self.handed: list[HandOverRow] = []
        self.brought: dict[int, tuple[str, str]] = {}
        self.hand_overs: list[str] = []
        self.changes: list[Change] = []
        self.applications: list[int] = [application] if application else []
        self._at = ""

    def body(self) -> Iterable[Widget]:
        """Yield one text that scrolls."""
        yield self.scrolled(Static(show(self.t("list.waiting")), id="whole", markup=False))

    def begin(self) -> None:
        """Read the staff and the filed applications; chosen changes stay."""
        self.query_one(VerticalScroll).focus()
        session = self.session

        def job() -> Gathered:
            core = session.desk()
            page = core.call(enrolment.ApplicationsPage(state=str(ApplicationState.FILED), limit=1000))
            view: HandOversView = core.call(HandOvers())
            handed = [row for row in view.rows if row.state == _SIGNED_BY_ALL]
            staff = gather(core)
            return Gathered(staff, page.rows, handed, roster_keys.brought(core, staff.roster, page.rows))

        self.work(job, self._gathered, slot="read")

    def _gathered(self, gathered: Gathered) -> None:
        if self.staff is None:
            self._take_up(gathered.staff.roster.version)
        elif gathered.staff.roster.version != self.staff.roster.version:
            # The new version may have carried everything out.
            self.changes.clear()
        self.staff, self.filed, self.brought = gathered.staff, gathered.filed, gathered.brought
        waiting = {row.id for row in self.filed}
        self.applications = [one for one in self.applications if one in waiting]
        self.handed = gathered.handed
        self.hand_overs = [row.digest for row in self.handed if row.digest in self.hand_overs]
        self._draw()

    def _draw(self) -> None:
        self.draw_frame()
        staff, t = self.staff, self.t
        if staff is None:
            return
        lines = [strong(t("people.next_version", old=staff.roster.version, new=staff.roster.version + 1))]
        chosen = [change_words(self.session, one, staff.roster) for one in self.changes]
        chosen += [
            f"{t('people.carries_out')} {application_line(self.session, row)}  {row.name}"
            for row in self.filed
            if row.id in self.applications
        ]
        chosen += [
            f"{t('people.carries_over')} {self._handed_words(row)}"
            for row in self.handed
            if row.digest in self.hand_overs
        ]
        lines += [show(f"  {nth}. {words}") for nth, words in enumerate(chosen, 1)]
        if not chosen:
            lines.append(show(t("people.nothing_chosen")))
        lines += [show(""), show(t("people.change_keys"))]
        lines += [
            strong(t("people.spare_key", person=one.person.name, key=key_words(one.key.public)))
            for one in self._counting()
            if one.spare
        ]
        left = len(self.filed) - len(self.applications)
        if left:
            lines.append(strong(t("people.filed_waiting", n=left)))
        left = len(self.handed) - len(self.hand_overs)
        if left:
            lines.append(strong(t("people.handed_waiting", n=left)))
        drawn: Text = Text("\n").join(lines)
        self.query_one("#whole", Static).update(drawn)

    def _chosen(self, *changes: Change) -> None:
        self.changes += changes
        n = len(self.changes) + len(self.applications) + len(self.hand_overs)
        self.say(self.t("people.chosen", n=n))
        self._draw()

    # ---- picking

    def _pick(
        self,
        words: Callable[[], str],
        options: Callable[[], Sequence[Item]],
        then: Callable[[str], None],
        at: str = "",
    ) -> None:
        # The dialog must be closed before another one opens.
        self.pick(words, options, lambda value: self.call_after_refresh(then, value), at=at)

    def _people(self, *standings: str) -> list[Item]:
        staff = self.staff
        if staff is None:
            return []
        return [
            Item(p.id, f"{p.name}  {post_words(self.session, staff.posts(p.id, self.session.now()))}  {p.id}")
            for p in staff.roster.people
            if staff.standing(p) in standings
        ]

    def _held(self) -> list[Appointment]:
        at = self.session.now()
        return [a for a in self.staff.roster.posts if not a.until or a.until > at] if self.staff else []

    def _pick_held(self, words: Callable[[], str], then: Callable[[Appointment], None]) -> None:
        held = self._held()

        def options() -> list[Item]:
            return [
                Item(str(nth), f"{self.session.name(a.person)}  {post_words(self.session, [a])}")
                for nth, a in enumerate(held)
            ]

        self._pick(words, options, lambda nth: then(held[int(nth)]))

    def _counting(self) -> list[roster_keys.OwnKey]:
        """Keys that would count in the next version."""
        chosen = {one: key for one, key in self.brought.items() if one in self.applications}
        return roster_keys.good_keys(self.staff.roster, chosen, self.changes) if self.staff else []

    def _pick_post(self, person: str, then: Callable[[Post, str, bool], None]) -> None:
        """Let the person pick a post, with or without a department; a post with a standby is offered as dormant second too."""
        departments = [d.id for d in self.staff.roster.departments] if self.staff else []
        posts = [(post, "") for post in UNBOUND]
        posts += [(post, d) for d in departments for post in Post if post not in UNBOUND]
        places = [
            (post, d, standby)
            for post, d in posts
            for standby in ((False, True) if post in _STANDBY else (False,))
        ]

        def options() -> list[Item]:
            mark = self.t("people.standby_mark")
            return [
                Item(str(nth), f"{self.session.post(str(post), d)}{mark if standby else ''}")
                for nth, (post, d, standby) in enumerate(places)
            ]

        def words() -> str:
            return self.t("people.which_post", name=self.session.name(person))

        self._pick(words, options, lambda nth: then(*places[int(nth)]))

    def _dated(
        self,
        title: Callable[[], str],
        names: Sequence[str],
        then: Callable[[dict[str, str]], None],
        about: str = "people.dates_about",
    ) -> None:
        """Ask for dates; each may stay empty."""
        session = self.session

        def form() -> Form:
            return Form(lines=[Line(name, self.t(f"people.{name}_empty"), optional=True) for name in names])

        def job(filled: Filled) -> dict[str, str]:
            return {name: order_acts.instant(session, filled.lines[name]) for name in names}

        self.act(title, lambda: show(self.t(about)), form, job, then)

    # ---- the changes

    def do_leave(self) -> None:
        """Let a person leave: every post ends, and their keys stop counting from then on."""
        self._pick(
            lambda: self.t("people.who_leaves"),
            lambda: self._people("active", "suspended"),
            lambda person: self._chosen(SetStanding(person, "left")),
        )

    def do_lift(self) -> None:
        """End a suspension."""
        self._pick(
            lambda: self.t("people.who_comes_back"),
            lambda: self._people("suspended"),
            lambda person: self._chosen(SetStanding(person, "active")),
        )

    def do_appoint(self) -> None:
        """Appoint a person to a post."""
        self._pick(
            lambda: self.t("people.who_is_appointed"),
            lambda: self._people("active"),
            lambda person: self._pick_post(
                person,
                lambda post, department, standby: self._appoint(person, post, department, standby=standby),
            ),
        )

    def _appoint(
        self, person: str, post: Post, department: str, *, standby: bool, ends: EndPost | None = None
    ) -> None:
        def dated(times: dict[str, str]) -> None:
            since = times["since"] or self.session.now()
            new = Appoint(person, post, department, since, times["until"], standby)
            if ends is None:
                self._chosen(new)
            else:
                self._chosen(EndPost(ends.person, ends.post, ends.department, since), new)

        def title() -> str:
            mark = self.t("people.standby_mark") if standby else ""
            return f"{self.session.name(person)}  {self.session.post(str(post), department)}{mark}"

        self._dated(title, ("since", "until"), dated)

    def do_end(self) -> None:
        """End a person's appointment to a post."""

        def ended(held: Appointment) -> None:
            self._dated(
                lambda: f"{self.session.name(held.person)}  {post_words(self.session, [held])}",
                ("end",),
                lambda times: self._chosen(
                    EndPost(held.person, held.post, held.department, times["end"] or self.session.now())
                ),
            )

        self._pick_held(lambda: self.t("people.which_ends"), ended)

    def do_move(self) -> None:
        """Move a person from one post to another: the old one ends when the new one begins."""

        def moved(held: Appointment) -> None:
            ends = EndPost(held.person, held.post, held.department, self.session.now())
            self._pick_post(
                held.person,
                lambda post, department, standby: self._appoint(
                    held.person, post, department, standby=standby, ends=ends
                ),
            )

        self._pick_held(lambda: self.t("people.which_moves"), moved)

    def do_revoke_key(self) -> None:
        """Revoke a key; keys with a newer one beside them are offered first."""

        def revoked(value: str) -> None:
            person, _, public = value.partition(" ")
            self._dated(
                lambda: f"{self.session.name(person)}  {key_words(public)}",
                ("revoked",),
                lambda times: self._chosen(RevokeKey(person, public, times["revoked"] or self.session.now())),
                about="people.revoke_about",
            )

        self._pick(
            lambda: self.t("people.which_key"),
            lambda: roster_keys.key_items(self.session, self._counting()),
            revoked,
        )

    def do_applications(self) -> None:
        """Add filed applications or remove them again, one after the other until Esc."""
        self._turn_applications("")

    def bar_applications(self) -> Refusal | None:
        """That no filed application waits."""
        return None if self.staff is None or self.filed else refuse("nothing_filed", "R1")

    def _turn_applications(self, at: str) -> None:
        def options() -> list[Item]:
            return [
                Item(
                    str(row.id),
                    f"{box(row.id in self.applications)} {application_line(self.session, row)}  {row.name}",
                )
                for row in self.filed
            ]

        def turned(application: str) -> None:
            one = int(application)
            if one in self.applications:
                self.applications.remove(one)
            else:
                self.applications.append(one)
            self._draw()
            self._turn_applications(application)

        self._pick(lambda: self.t("people.which_applications"), options, turned, at)

    def _handed_words(self, row: HandOverRow) -> str:
        names = [custody_words.person(self.session, one) for one in (row.outgoing, row.incoming)]
        return f"{row.number}  {' > '.join(names)}"

    def do_hand_overs(self) -> None:
        """Add hand-overs of custody that everyone has signed or remove them again, one after the other until Esc."""
        self._turn_hand_overs("")

    def bar_hand_overs(self) -> Refusal | None:
        """That no hand-over waits which everybody signed."""
        return None if self.staff is None or self.handed else refuse("nothing_handed", "R12")

    def bar_lift(self) -> Refusal | None:
        """That nobody is suspended."""
        return None if self.staff is None or self._people("suspended") else refuse("nobody_suspended", "R8")

    def bar_take_back(self) -> Refusal | None:
        """That no change is chosen."""
        return None if self.changes else refuse("nothing_chosen", "R8")

    def _turn_hand_overs(self, at: str) -> None:
        def options() -> list[Item]:
            return [
                Item(
                    row.digest,
                    f"{box(row.digest in self.hand_overs)} {self._handed_words(row)}",
                )
                for row in self.handed
            ]

        def turned(digest: str) -> None:
            if digest in self.hand_overs:
                self.hand_overs.remove(digest)
            else:
                self.hand_overs.append(digest)
            self._draw()
            self._turn_hand_overs(digest)

        self._pick(lambda: self.t("people.which_applications"), options, turned, at)

    def do_take_back(self) -> None:
        """Remove one of the changes."""
        staff = self.staff
        if staff is None:
            return

        def options() -> list[Item]:
            words = [change_words(self.session, one, staff.roster) for one in self.changes]
            return [Item(str(nth), label) for nth, label in enumerate(words)]

        def taken(nth: str) -> None:
            del self.changes[int(nth)]
            self._draw()

        self._pick(lambda: self.t("people.take_back"), options, taken)

    # ---- going on

    def do_draw_up(self) -> None:
        """Have the version drafted and show what it would change; without a change it only renews the one in force."""
        if self.staff is None:
            return

        def go() -> None:
            page = ProposalPage("", self.changes, self.applications, self.hand_overs, self._proposed)
            self.app.push_screen(page)

        if self.changes or self.applications or self.hand_overs:
            go()
        else:
            self.confirm(lambda: self.t("people.renew_title"), lambda: self.t("people.renew_question"), go)

    def _proposed(self) -> None:
        """Leave the choice of changes and open the page on which the version waits."""
        app = self.app
        self.session.drafts.drop(self.session.person, self.SCOPE)
        self._back()
        app.push_screen(RosterProposalsPage())

    def leave_for(self, then: Callable[[], None]) -> None:
        """Leave; what was chosen stays in the session as long as the version is in force that it changes."""
        session, staff = self.session, self.staff
        kept = {"changes": [*self.changes], "filed": [*self.applications], "handed": [*self.hand_overs]}
        some = staff is not None and any(kept.values())
        if staff is not None and some:
            session.drafts.keep(session.person, self.SCOPE, Draft({"version": staff.roster.version}, kept))
        else:
            session.drafts.drop(session.person, self.SCOPE)
        then()
        if some:
            self.say(self.t("fields.kept"))

    def _take_up(self, version: int) -> None:
        draft = self.session.drafts.read(self.session.person, self.SCOPE)
        if draft is not None and draft.first == {"version": version}:
            self.changes += draft.now["changes"]
            self.applications, self.hand_overs = [*draft.now["filed"]], [*draft.now["handed"]]
