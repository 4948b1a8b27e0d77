"""The monitor of one slot: the states of its recipients, its speed, its errors; and the keys for release, hold, resume, stop."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from rich.text import Text
from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget

from console.acting.approvals import cards
from console.acting.approvals.decisions import On, insist_approved
from console.acting.contacts import recipients
from console.acting.contacts.manifests import Vouched
from console.acting.freezes import brakes
from console.actions import Action
from console.domain import acts
from console.domain.leaves import noun_of
from console.domain.refusals import Refusal
from console.domain.states import SlotState
from console.locale import words
from console.look.senses import Sense
from console.noun import sense_of
from console.nouns.sending import ToRecipients
from console.screens import act_form
from console.screens.hearing import silent
from console.screens.lists import ListPage
from console.screens.page import Page
from console.screens.requests import decisions, submitting
from console.screens.requests.vouched_words import list_words
from console.screens.sending import continuing, holding, monitor_words, results, settling, trials, ways
from console.screens.session import number
from console.screens.statement import slot_words
from console.screens.timeline import grey, unmask
from console.views.sending import RECIPIENT
from console.widgets.lines import Draw, Lines
from console.widgets.paint import marks
from console.widgets.pane import Longer
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import calls, pairs
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.contacts import numbers
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from console.wire.sending.slots import GatewayRow, Tally

_TICK = 0.5
_SLOW = 10
SUPPRESSED = "suppressed"
_RUNNING = {SlotState.RELEASED, SlotState.SENDING, SlotState.HELD}


class MonitorPage(Page, scope="monitor"):
    """One slot; read twice a second while it runs, and every five seconds otherwise."""

    USABLE_FIRST = True
    CSS = """
    #monitor { height: 1fr; }
    #lower { height: 1fr; min-height: 6; }
    #states { width: 37; max-height: 14; }
    #right { width: 1fr; height: 100%; }
    MonitorPage.-narrow #lower { layout: vertical; height: auto; }
    MonitorPage.-narrow #states { width: 100%; height: 14; }
    MonitorPage.-narrow #right { width: 100%; height: auto; }
    MonitorPage.-wide #right { layout: grid; grid-size: 2; grid-rows: auto; }
    MonitorPage.-wide #events { column-span: 2; }
    """

    def __init__(self, request: int, slot: int) -> None:
        super().__init__()
        self.request, self.slot = request, slot
        self.view: sends.SendView | None = None
        self.whole: RequestView | None = None
        self.proposals: list[pairs.ProposalRow] = []
        self.gateways: dict[str, GatewayRow] = {}
        self._asking = False
        self._ticks = 0
        self._latest, self._just_acted = "", False

    def body(self) -> Iterable[Widget]:
        """Yield the slot and what to read first; beneath, its progress and speed, and states beside link, errors and events."""
        yield Lines(id="title")
        yield Lines(id="notes")
        states = RecordList(
            (
                Column(
                    self.t("column.state"),
                    20,
                    lambda r: monitor_words.state_name(self.session, r[0]),
                    sense=lambda r: sense_of("state:recipient", r[0]),
                ),
                Column(self.t("column.count"), 0, lambda r: number(r[1]), right=True),
            ),
            self._states,
            lambda r: r[0],
            empty="",
            waiting=self.t("list.waiting"),
            id="states",
        )
        states.border_title = show(self.t("monitor.states"))
        panels = (self._panel(name) for name in ("link", "errors", "events"))
        right = Longer(*panels, more=self._goes_on, id="right", sign_on=lambda: states)
        yield VerticalScroll(
            self._panel("progress"),
            self._panel("speed"),
            Horizontal(states, right, id="lower"),
            id="monitor",
            can_focus=False,
        )

    def _goes_on(self, n: int, focused: bool) -> str:
        """The sign that link, errors and events go on; it stands on the frame beside them, which is always in view."""
        key = "monitor.goes_on" if focused else "monitor.goes_on_tab"
        return self.t(key, mark=marks().below, n=n)

    def hint(self) -> str:
        """The newest event, which may stand beneath what is in view."""
        return self._latest

    def _panel(self, name: str) -> Lines:
        panel = Lines(id=name, classes="panel")
        panel.border_title = show(self.t(f"monitor.{name}"))
        return panel

    def begin(self) -> None:
        """Read once, then at intervals."""
        self.query_one("#states").focus()
        self._look()
        self.ask(calls.RequestDetail(self.request), self._know)
        self.ask(calls.Gateways(), self._know_gateways)
        self.set_interval(_TICK, self._tick)

    def reload(self) -> None:
        """Read now."""
        self._look()
        self.ask(calls.RequestDetail(self.request), self._know)

    async def relabel(self) -> None:
        """Draw in the other language with the last data."""
        await self.recompose()
        self.draw_frame()
        self.query_one("#states").focus()
        if self.view is not None:
            self._draw(self.view)
        self._look()

    def _know(self, whole: RequestView) -> None:
        self.whole = whole
        if self.view is not None:
            self._draw(self.view)

    def _tick(self) -> None:
        self._ticks += 1
        running = self.view is not None and self.view.row.state in _RUNNING
        # A first reading that fails opens a dialog; no other reading is tried while it is open, or dialogs would pile up.
        asked = self._visible() if self.view is not None else self.app.screen is self
        if asked and (running or self._ticks % _SLOW == 0):
            self._look()
        if self.view is not None and asked and self._ticks % _SLOW == 0:
            self.ask(calls.Gateways(), self._know_gateways)

    def _visible(self) -> bool:
        """Whether only dialogs are above; `is_current` is also true below a page whose background is the terminal's."""
        stack = self.app.screen_stack
        return self in stack and all(above.is_modal for above in stack[stack.index(self) + 1 :])

    def _look(self) -> None:
        if not self._asking:
            self._asking = True
            self.ask(sends.SendDetail(self.request, self.slot), self._show)

    def failed(self, call: Call, error: Exception) -> None:
        """Tell nothing more of a desk that is silent than every page does: the next reading is half a second away."""
        if isinstance(call, sends.SendDetail):
            self._asking = False
        if isinstance(call, sends.SendDetail | calls.Gateways) and self.view is not None and silent(error):
            return
        super().failed(call, error)

    def heard(self, *, again: bool) -> None:
        """Show no speed while the desk is silent: nobody knows it."""
        super().heard(again=again)
        if self.view is not None:
            self._draw(self.view)

    def _show(self, view: sends.SendView) -> None:
        self._asking = False
        before, self.view = self.view, view
        if self.allowed != view.allowed:
            self.allowed = dict(view.allowed)
            self.draw_frame()
        if before == view:
            return
        if before is None or before.events != view.events:
            self.ask(pairs.ProposalsPage(self.request, open=False), self._know_proposals)
            self._tell_newest(view)
        self._draw(view)
        if before is None or (before.row.tally, before.row.suppressed) != (
            view.row.tally,
            view.row.suppressed,
        ):
            self.query_one("#states", RecordList).reload()

    def _tell_newest(self, view: sends.SendView) -> None:
        """Keep the newest event on the message line while there is no message; what an act did stays until more happens."""
        session, newest = self.session, monitor_words.newest(self.session, view)
        over = newest != self._latest and session.meaning is Sense.GOOD and not self._just_acted
        if over or session.message in {"", self._latest}:
            self._latest = newest
            self.say(newest)
        self._latest, self._just_acted = newest, False

    def _draw(self, view: sends.SendView) -> None:
        session, gateway = self.session, self.gateways.get(view.row.gateway)
        cap, state = (gateway.rate, gateway.state) if gateway is not None else (0, "")
        asked = self.whole.draft.rate if self.whole is not None else 0
        if session.hearing.silent:
            view, state = msgspec.structs.replace(view, rates=[], eta_seconds=-1), ""
        said = [*monitor_words.notes(session, view, self.proposals)]
        drawn: dict[str, Draw] = {
            "title": lambda width: monitor_words.title(session, view.row, width),
            "notes": lambda width: monitor_words.note_lines(said, width),
            "progress": lambda width: monitor_words.progress(session, view, width),
            "speed": lambda width: monitor_words.speed(session, view, cap, asked, width),
            "errors": lambda width: [
                *monitor_words.errors(session, view, width),
                *monitor_words.wire(session, view, width),
            ],
            "link": lambda width: monitor_words.link(session, view, state, width),
            "events": lambda width: monitor_words.events(session, view, width),
        }
        for name, draw in drawn.items():
            self.query_one(f"#{name}", Lines).put(draw)
        self.query_one("#progress").border_subtitle = show(monitor_words.adds_up(session, view))
        self.query_one("#speed").display = view.row.state in _RUNNING or any(view.rates)
        self.query_one("#errors").display = bool(view.errors)
        self.query_one("#events").display = bool(view.events)

    def _know_proposals(self, rows: list[pairs.ProposalRow]) -> None:
        self.proposals = rows
        if self.view is not None:
            self._draw(self.view)

    def _know_gateways(self, rows: list[GatewayRow]) -> None:
        before, self.gateways = self.gateways, {row.id: row for row in rows}
        if self.view is not None and self.gateways != before:
            self._draw(self.view)

    def _states(self, text: str, after: str, limit: int) -> Rows:
        del text, after, limit
        tally = self.view.row.tally if self.view else Tally()
        pairs: list[tuple[str, int]] = []
        for name in tally.__struct_fields__:
            pairs.append((name, int(getattr(tally, name))))
            if name == SUPPRESSED and self.view is not None:
                pairs += [(f"{SUPPRESSED}:{why}", n) for why, n in self.view.row.suppressed]
        return Rows(len(pairs), "", pairs)

    @on(RecordList.Moved)
    def _moved(self, message: RecordList.Moved) -> None:
        message.stop()

    # ---- acts

    def do_release(self) -> None:
        """Read the lists as their importers signed them, type the count, sign: from then on messages are sent inside the window."""
        session, whole, view = self.session, self.whole, self.view
        if whole is None or view is None:
            return
        signed = cards.statement(whole.statement, whole.digest)

        def proved(lists: tuple[Vouched, ...]) -> None:
            mine = [one for one in lists if one.slot == self.slot]

            def by(gateway: str) -> None:
                released = self.t("monitor.released")
                self._signed(acts.Release, lambda _: self._acted(released), lists=mine, gateway=gateway)

            ways.pick(self, signed, view.row.gateway, self.gateways, by)

        self.work(lambda: submitting.of_slots(session, whole)[1], proved, slot="release")

    def do_resume(self) -> None:
        """Resume a held slot: type the count, sign."""
        self._signed(acts.Resume, lambda _: self._acted(self.t("monitor.resumed")))

    def do_stop(self) -> None:
        """Stop the slot: say why, type the count, sign; nothing more of it is sent, and the dispatcher is told at once."""
        session = self.session

        def by_both(said: Mapping[str, Given], take: Callable[[], Done]) -> brakes.Braked:
            held = sends.HoldSlot(self.request, self.slot, str(said["reason"]))
            return brakes.by_both(take, session.ask_dispatcher, brakes.holding(held, session.person))

        self._signed(acts.Stop, lambda taken: self._braked("stopped", taken), by_both)

    def _signed(
        self,
        kind: type[acts.Step],
        then: Callable[[Any], None],
        enact: decisions.Enact = lambda _, take: take(),
        *,
        lists: Sequence[Vouched] = (),
        gateway: str = "",
    ) -> None:
        view, whole = self.view, self.whole
        if view is None or whole is None:
            return
        gateway = gateway or view.row.gateway
        session, request, slot = self.session, self.request, self.slot
        # A release uses the count in the signed list. For a running send, or a continuation, only the desk has the count.
        count = lists[0].manifest.n if lists else view.row.tally.approved
        act = cards.statement(whole.statement, whole.digest)
        given: dict[type[acts.Step], dict[str, Given]] = {
            # The act lifts the hold that the person saw, not another that may follow.
            acts.Resume: {"hold": view.hold},
            acts.Release: {"gateway": gateway},
        }

        def on() -> On:
            if kind is acts.Release:
                insist_approved(act, gateway)
            # Another slot may have added to the chain since; the request's digest is still the one that was read.
            fresh: RequestView = session.desk().call(calls.RequestDetail(request))
            return On(request, whole.digest, fresh.head, slot)

        def about() -> Text:
            window = session.window(view.row.opens, view.row.closes)
            where = (
                (session.label("field", "window"), window),
                (session.label("field", "gateway"), gateway),
                *self._about_hold(kind, view),
                *self._about_wait(kind, view),
            )
            words = slot_words(session, act, slot, count, *where)
            return words.append("\n").append_text(list_words(session, lists, ROOM)) if lists else words

        decisions.decide(
            self,
            kind,
            on,
            lambda: session.label("step", noun_of(kind)),
            about,
            then,
            given=given.get(kind, {}),
            counts={"count": count},
            # The unsent count is typed again for a stop too, although its act does not contain it.
            also=[act_form.count_line(self, "stop.count", count)] if kind is acts.Stop else (),
            enact=enact,
        )

    def _about_hold(self, kind: type[acts.Step], view: sends.SendView) -> Iterator[tuple[str, str]]:
        """What whoever resumes a slot decides on: who held it and why, and how many are still to be sent to."""
        if kind is acts.Resume:
            yield self.t("monitor.held_already"), monitor_words.held_words(self.session, view)
            yield self.t("monitor.left"), number(view.row.tally.queued)

    def _about_wait(self, kind: type[acts.Step], view: sends.SendView) -> Iterator[tuple[str, str]]:
        """What a release would wait for, told before it is signed."""
        if kind is acts.Release and view.row.reason:
            yield self.t("send.waits_for"), words.slot_reason(view.row.reason, self.session.lang)

    def _acted(self, done: str, meaning: Sense = Sense.PLAIN) -> None:
        # Refusals may have changed by the act; until the page is reloaded, the desk decides.
        self.allowed, self._just_acted = {}, True
        self.say(done, meaning)
        self.reload()

    def refusal(self, action: Action) -> Refusal | None:
        """Judge as every page does; but anyone may hold a running send, without asking the desk."""
        if action.name == "hold" and self.view is not None and self.view.row.state in _RUNNING:
            return None
        return super().refusal(action)

    def label_of(self, action: Action) -> str:
        """The words beside a key; a slot that is held already is given the reason by the key that held it."""
        held = action.name == "hold" and self.view is not None and monitor_words.held_by_person(self.view)
        return self.t("monitor.give_reason") if held else super().label_of(action)

    def primary(self, own: Sequence[Action]) -> Action | None:
        """The one thing to do next; of a slot that a person holds, to resume it, for whoever may."""
        if self.view is None or not monitor_words.held_by_person(self.view):
            return super().primary(own)
        resume = next(one for one in own if one.name == "resume")
        return resume if self.refusal(resume) is None else None

    def do_hold(self) -> None:
        """Hold the slot at once; say why, if a person holds it already."""
        row = self.view.row if self.view is not None else None
        if row is not None and self.view is not None and monitor_words.held_by_person(self.view):
            holding.give_reason(
                self, self.request, self.slot, row, lambda _: self._acted(self.t("monitor.reason_given"))
            )
            return
        holding.hold(self, self.request, self.slot, row, lambda taken: self._braked("held", taken))

    def _braked(self, what: str, taken: brakes.Braked) -> None:
        self._acted(holding.told(self.session, what, taken), Sense.GOOD)

    def do_settle(self) -> None:
        """Propose the outcome of the unknown recipients; the first approver confirms."""
        if self.view is not None:
            settling.propose(self, self.view, lambda: self._acted(self.t("settling.proposed")))

    def do_continue(self) -> None:
        """Propose to send again to the recipients that the slot did not reach; an approver confirms."""
        if self.view is not None and self.whole is not None:
            done = self.t("continuing.proposed")
            continuing.propose(self, self.view, self.whole, self.gateways, lambda: self._acted(done))

    def do_trial(self) -> None:
        """Propose to try the approved text on the organisation's own telephones."""
        if self.view is not None and self.whole is not None:
            trials.of_request(self, self.whole, self.view.row.gateway, self._acted)

    def do_confirm(self) -> None:
        """Read the proposal, type the number, sign; the dispatcher judges both signatures."""
        kept = settling.open_proposal(self.proposals, self.slot)
        if kept is not None and self.whole is not None:
            settling.confirm(self, kept, self.whole, lambda: self._acted(self.t("settling.confirmed")))

    def bar_results(self) -> Refusal | None:
        """That the reader sees no recipients (R12)."""
        return self.session.demand_reader("recipients")

    def do_results(self) -> None:
        """Write what became of each recipient into a file, masked, by state and reason."""
        if self.view is not None:
            results.export(self, self.view.row)

    def do_recipients(self) -> None:
        """Open the recipients of the state under the cursor."""
        row: Any = self.query_one("#states", RecordList).row
        state, _, why = row[0].partition(":") if row is not None and row[0] != "approved" else ("", "", "")
        self.go(ToRecipients(self.request, self.slot, state, why))


class RecipientsPage(ListPage[sends.RecipientRow], scope="recipients"):
    """Recipients of one slot, masked, in an order unrelated to their numbers; `state` empty for all, `why` one reason alone."""

    ON_ROW = frozenset({"unmask"})
    VIEW = RECIPIENT
    KEY = ("position",)

    def __init__(self, request: int, slot: int, state: str, why: str = "") -> None:
        super().__init__()
        self.request, self.slot, self.state, self.why = request, slot, state, why
        self._state_of = "recipient"

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        del text
        call = sends.RecipientsPage(
            self.request, self.slot, self.state, after=after, limit=limit, why=self.why
        )
        answer = recipients.page(self.session.desk().call, call)
        return Rows(answer.page.total, answer.page.after, answer.rows)

    def hint(self) -> str:
        """Which rows the list is limited to; a reason says more than its state."""
        if self.why:
            return self.t("filter.state", state=self.session.label("suppressed", self.why))
        return super().hint()

    def narrowed(self) -> bool:
        """Whether a state or a reason limits the rows."""
        return bool(self.why) or super().narrowed()

    def begin(self) -> None:
        """Load the list, and ask whether the caller may see a number."""
        super().begin()
        grey(self, "recipients.unmask")

    def do_unmask(self) -> None:
        """Show the number under the cursor once, with a reason."""
        row = self.here
        if row is not None:
            about = f"{self.request}.{self.slot}  {row.number}  {self.session.state(row.state, 'recipient')}"
            call = numbers.UnmaskRecipient(self.request, self.slot, row.position, "")
            unmask(self, about, call)
