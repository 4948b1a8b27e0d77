"""Whatever a desk offers, in whatever order: nobody is sent to by two sends of a chain, and every sum stays true.

The machine stands where the desk stands. It has any continuation and settlement signed that it likes, rightly or wrongly, keeps
them, offers them again and again and under other slots, and between them lets the provider do what providers do.
"""

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming.claim import Claims
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.custody import lines
from console.dispatch.lease import Lease
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.sends import DONE, SENDING, STOPPED, WAITING, Book, Send
from console.dispatch.store import Store, Turn
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.domain.times import render
from console.domain.two_person.pairs import Verdict, Which
from console.launch.organisation import Organisation
from console.signing.pairs import Pair
from console.signing.refused import Refused
from console.signing.statements import digest
from console.wire.dispatch import ReleasedRow
from tests.dispatch.desk import FakeDesk
from tests.dispatch.running import TEN, ShiftedClock, case, organisation
from tests.dispatch.test_continuing import row
from tests.signing.test_continue import again
from tests.signing.test_pairs import confirmation, proposal
from tests.world import Case

N = 12
_P = RecipientState
MAY_HAVE_IT = frozenset({_P.QUEUED, _P.IN_FLIGHT, _P.ACCEPTED, _P.DELIVERED, _P.NO_RECEIPT, _P.UNKNOWN})
"""States of a recipient who got the message, may have got it, or will be sent to."""
UNREACHED = {Which.FAILED: (_P.REFUSED, _P.UNDELIVERED), Which.REMAINDER: (_P.NOT_SENT,)}
LUCK = [_P.DELIVERED, _P.ACCEPTED, _P.UNKNOWN, _P.REFUSED, _P.UNDELIVERED]

ORG: Organisation = organisation()
MADE: Case = case(ORG, N)
SLOTS = st.integers(1, 6)


class OneGateway:
    """The demo's gateway, as if it were open."""

    def __init__(self, org: Organisation, store: Store) -> None:
        self._text = org.gateway_texts["demo"]
        self._lease = Lease(store, "demo", "this one")
        self._lease.take()

    def digests(self) -> dict[str, str]:
        return {"demo": digest(self._text.encode())}

    def prepare(self, _gateway: str) -> Any:
        return lines.Factory(gateways.read(self._text))

    def leases(self) -> dict[str, Lease]:
        return {"demo": self._lease}


class Machine(RuleBasedStateMachine):
    """One dispatcher's claims and book, and a desk that offers what it likes."""

    folder: Path

    @initialize()
    def open(self) -> None:
        home = Path(tempfile.mkdtemp(dir=self.folder))
        ORG.write(home)
        database = open_database(f"sqlite:///{home}/chains.db", role="dispatch")
        upgrade(database, DISPATCH)
        self.store, self.clock, self.desk = Store(database), ShiftedClock(), FakeDesk(ORG.roots)
        files = Files(home)
        files.look(None)
        outbox = Outbox(Author(ORG.roots.org, "dispatch-1"), self.clock)
        self.gateway = OneGateway(ORG, self.store)
        self.claims = Claims(self.store, self.desk, files, outbox, self.clock, self.gateway, lambda: None)
        self.book = Book("demo", self.gateway.prepare("demo"))
        self.signed: list[tuple[ReleasedRow, bool]] = []
        assert self.take(self.desk.offer(MADE).row()) is not None

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()

    # ---- where it stands

    def sends(self) -> list[Send]:
        return list(self.book) if hasattr(self, "book") else []

    def ended(self) -> list[Send]:
        return [s for s in self.sends() if s.state in {DONE, STOPPED}]

    def under_way(self) -> list[Send]:
        return [s for s in self.sends() if s.state in {WAITING, SENDING}]

    def states(self, send_id: int) -> dict[int, RecipientState]:
        with self.store.look() as look:
            return self.states_in(look, send_id)

    @staticmethod
    def states_in(turn: Turn, send_id: int) -> dict[int, RecipientState]:
        rows = turn.rows("SELECT place, state FROM recipient WHERE send_id = ? ORDER BY place", (send_id,))
        return {place: RecipientState(state) for place, state in rows}

    def those(self, send: Send, state: RecipientState) -> list[int]:
        return [place for place, now in self.states(send.id).items() if now is state]

    def unreached(self, source: Send, which: Which) -> list[int]:
        """Those whom a send did not reach and no other one took up."""
        with self.store.look() as look:
            rows = look.rows(
                "SELECT place FROM recipient r JOIN send s ON s.id = r.send_id"
                " WHERE s.continues = ? AND s.state <> 'refused'",
                (source.id,),
            )
        taken = {place for (place,) in rows}
        states = self.states(source.id)
        return [place for place, now in states.items() if now in UNREACHED[which] and place not in taken]

    def why(self, slot: int) -> list[Any]:
        with self.store.look() as look:
            return look.rows("SELECT event, reason FROM outbox WHERE slot = ?", (slot,))

    # ---- what the desk does

    def take(self, offered: ReleasedRow) -> Send | None:
        found = self.claims.take(offered)
        if found is None:
            return None
        with self.store.turn() as turn:
            return self.book.get(turn, found[0])

    def propose(
        self, source: Send, slot: int, which: Which, more: int = 0, approver: str = "sunli", by: str = "qianwei",
        hours: tuple[float, float] = (0, 9),
    ) -> ReleasedRow | None:  # fmt: skip
        """Have one signed for the true number and `more`; None where there would be nobody to sign for."""
        count = len(self.unreached(source, which)) + more
        if count < 1:
            return None
        opens, closes = (render(TEN + timedelta(hours=after)) for after in hours)
        first = again(
            MADE, by=by, release=source.release, slot=source.slot, which=which, as_slot=slot, count=count,
            opens=opens, closes=closes, reason=f"第{len(self.signed)}次",
        )  # fmt: skip
        offered = row(Pair(first, confirmation(MADE, first, by=approver)), slot)
        self.signed.append((offered, (approver, by) == ("sunli", "qianwei")))
        return offered

    @rule(
        data=st.data(), slot=SLOTS, which=st.sampled_from(Which), more=st.sampled_from([0, 0, 1, -1, 5]),
        approver=st.sampled_from(["sunli", "sunli", "sunli", "liqiang", "qianwei"]),
        by=st.sampled_from(["qianwei", "qianwei", "qianwei", "wuhong"]),
        hours=st.sampled_from([(0, 9), (1, 9), (0, 0.5)]),
    )  # fmt: skip
    def have_a_continuation_signed(
        self, data: st.DataObject, slot: int, which: Which, more: int, approver: str, by: str,
        hours: tuple[float, float],
    ) -> None:  # fmt: skip
        """Of any send that ever was, ended or not, for any number, by anybody; it is offered some time."""
        self.propose(data.draw(st.sampled_from(self.sends())), slot, which, more, approver, by, hours)

    @precondition(lambda self: bool(getattr(self, "signed", [])))
    @rule(data=st.data(), times=st.integers(1, 2), under=st.sampled_from([0, 0, 0, 1]))
    def offer_one(self, data: st.DataObject, times: int, under: int) -> None:
        """Any of those that were signed, now or long ago, as often as it likes and under any slot."""
        offered, right = data.draw(st.sampled_from(self.signed))
        if under:
            offered = msgspec.structs.replace(offered, slot=data.draw(SLOTS))
        for _ in range(times):
            made = self.take(offered)
            assert made is None or right, "what the wrong two signed was taken"

    @precondition(lambda self: bool(self.ended()))
    @rule(data=st.data(), which=st.sampled_from(Which))
    def continue_as_it_should_be(self, data: st.DataObject, which: Which) -> None:
        """The right two sign for the right number, and it is taken at once."""
        source = data.draw(st.sampled_from(self.ended()))
        slot = max(send.slot for send in self.sends()) + 10
        wanted = self.unreached(source, which)
        offered = self.propose(source, slot, which)
        if offered is None:
            return
        made = self.take(offered)
        assert made is not None, self.why(slot)
        assert list(self.states(made.id)) == wanted

    @precondition(lambda self: bool(self.ended()))
    @rule(data=st.data(), which=st.sampled_from(Which))
    def continue_the_same_by_two_pairs(self, data: st.DataObject, which: Which) -> None:
        """Two pairs are signed for the same recipients before either is offered: the first one has them."""
        source = data.draw(st.sampled_from(self.ended()))
        slot = max(send.slot for send in self.sends()) + 10
        both = [self.propose(source, slot + nth, which) for nth in (0, 1)]
        taken = [self.take(offered) for offered in both if offered is not None]
        assert [made is not None for made in taken] in ([], [True, False]), self.why(slot)

    @precondition(lambda self: bool(self.under_way()))
    @rule(data=st.data(), which=st.sampled_from(Which))
    def continue_what_has_not_ended(self, data: st.DataObject, which: Which) -> None:
        source = data.draw(st.sampled_from(self.under_way()))
        offered = self.propose(source, max(send.slot for send in self.sends()) + 10, which)
        unsent = {*self.those(source, _P.QUEUED), *self.those(source, _P.IN_FLIGHT)}
        assert offered is None or not unsent or self.take(offered) is None

    @precondition(lambda self: bool(self.ended()))
    @rule(data=st.data(), verdict=st.sampled_from(Verdict), more=st.sampled_from([0, 0, 0, 1]))
    def settle(self, data: st.DataObject, verdict: Verdict, more: int) -> None:
        send = data.draw(st.sampled_from(self.ended()))
        places = self.those(send, _P.UNKNOWN)
        if not places:
            return
        first = proposal(
            MADE, release=send.release, slot=send.slot, count=len(places) + more, verdict=verdict
        )
        try:
            self.claims.judge.settle(send, first, confirmation(MADE, first), len(places))
        except (Refused, UnfitError):
            assert more
            return
        assert not more
        becomes = {Verdict.SENT: _P.NO_RECEIPT, Verdict.NOT_SENT: _P.NOT_SENT}.get(verdict)
        if becomes is not None:
            self.move(send, _P.UNKNOWN, becomes, places)
            with self.store.turn() as turn:
                turn.run(
                    "INSERT INTO settlement (proposal, send_id, verdict, count, at) VALUES (?, ?, ?, ?, 0)",
                    (first.digest(), send.id, str(verdict), len(places)),
                )

    # ---- what time and the provider do

    @precondition(lambda self: bool(self.under_way()))
    @rule(data=st.data())
    def start_or_go_on(self, data: st.DataObject) -> None:
        send = data.draw(st.sampled_from(self.under_way()))
        with self.store.turn() as turn:
            self.book.set(turn, send, state=SENDING)
        queued = self.those(send, _P.QUEUED)
        for place in queued[: data.draw(st.integers(0, len(queued)))]:
            self.move(send, _P.QUEUED, _P.IN_FLIGHT, [place])
            self.move(send, _P.IN_FLIGHT, data.draw(st.sampled_from(LUCK)), [place])

    @precondition(lambda self: bool(self.under_way()))
    @rule(data=st.data(), state=st.sampled_from([DONE, STOPPED]))
    def end(self, data: st.DataObject, state: str) -> None:
        """Its window passes, or it is stopped: whoever waits is not sent to."""
        send = data.draw(st.sampled_from(self.under_way()))
        self.move(send, _P.QUEUED, _P.NOT_SENT, self.those(send, _P.QUEUED))
        with self.store.turn() as turn:
            self.book.set(turn, send, state=state)

    @precondition(lambda self: bool(self.under_way()))
    @rule(data=st.data())
    def run_to_the_end(self, data: st.DataObject) -> None:
        """A send as most of them go: everybody is sent to, with what luck they have, or its window passes at some point."""
        send = data.draw(st.sampled_from(self.under_way()))
        for place in self.those(send, _P.QUEUED):
            after = data.draw(st.sampled_from([*LUCK, _P.NOT_SENT]))
            if after is _P.NOT_SENT:
                self.move(send, _P.QUEUED, after, [place])
            else:
                self.move(send, _P.QUEUED, _P.IN_FLIGHT, [place])
                self.move(send, _P.IN_FLIGHT, after, [place])
        with self.store.turn() as turn:
            self.book.set(turn, send, state=DONE)

    @rule(
        data=st.data(),
        before=st.sampled_from([_P.ACCEPTED, _P.UNKNOWN, _P.NO_RECEIPT]),
        after=st.sampled_from([_P.DELIVERED, _P.UNDELIVERED]),
    )
    def hear_late(self, data: st.DataObject, before: RecipientState, after: RecipientState) -> None:
        send = data.draw(st.sampled_from(self.sends()))
        self.move(send, before, after, self.those(send, before)[:1])

    @precondition(lambda self: bool(self.ended()))
    @rule(data=st.data())
    def hear_of_one_whom_two_called_not_sent(self, data: st.DataObject) -> None:
        """A receipt that contradicts them: kept, and it moves nobody."""
        send = data.draw(st.sampled_from(self.ended()))
        for place in self.those(send, _P.NOT_SENT)[:1]:
            with self.store.turn() as turn:
                turn.run("UPDATE recipient SET attempt = 1 WHERE send_id = ? AND place = ?", (send.id, place))
                turn.run(
                    "INSERT INTO receipt (gateway, num, msgid, status, raw, at, send_id)"
                    " SELECT 'demo', num, 'x', 'DELIVRD', ?, 0, send_id FROM recipient WHERE send_id = ? AND place = ?",
                    (b"", send.id, place),
                )

    @rule(data=st.data())
    def refuse_what_waits(self, data: st.DataObject) -> None:
        """A continuation that waited is no longer good when its window opens."""
        waiting = [send for send in self.sends() if send.state == WAITING and send.continues]
        if waiting:
            send = data.draw(st.sampled_from(waiting))
            with self.store.turn() as turn:
                self.claims.take_back(turn, send.id, "signer_not_active")
            self.book.forget(send.id)

    @precondition(lambda self: bool(self.sends()))
    @rule()
    def start_anew(self) -> None:
        self.claims.loading.sweep()
        self.book = Book("demo", self.gateway.prepare("demo"))
        with self.store.turn() as turn:
            for (send_id,) in turn.rows("SELECT id FROM send WHERE state <> 'refused'"):
                self.book.get(turn, send_id)

    def move(self, send: Send, old: RecipientState, new: RecipientState, places: list[int]) -> None:
        if places:
            with self.store.turn() as turn:
                self.book.move(turn, send, old, new, places)
                self.book.save(turn, 0)

    # ---- what must always hold

    @invariant()
    def nobody_is_sent_to_by_two_sends_of_a_chain(self) -> None:
        seen: dict[int, list[str]] = {}
        for send in self.sends():
            for place, state in self.states(send.id).items():
                if state in MAY_HAVE_IT:
                    seen.setdefault(place, []).append(f"slot {send.slot}: {state.name}")
        assert all(len(found) <= 1 for found in seen.values()), seen

    @invariant()
    def every_continuation_has_none_but_those_whom_its_source_did_not_reach(self) -> None:
        for send in self.sends():
            own = self.states(send.id)
            assert len(own) == send.n == sum(send.tally)
            if send.continues:
                source = self.states(send.continues)
                unreached = {*UNREACHED[Which.FAILED], *UNREACHED[Which.REMAINDER]}
                assert all(source.get(place) in unreached for place in own)
            else:
                assert list(own) == list(range(len(MADE.nums)))
        slots = [send.slot for send in self.sends()]
        assert len(slots) == len(set(slots))


def test_nobody_is_sent_to_twice_whatever_a_desk_offers(tmp_path: Path) -> None:
    class Here(Machine):
        folder = tmp_path

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=int(os.environ.get("SMS_TEST_WALKS", "4")),
            stateful_step_count=50,
            deadline=None,
            # The same walks each time; a longer look at others is SMS_TEST_WALKS away.
            derandomize="SMS_TEST_WALKS" not in os.environ,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
