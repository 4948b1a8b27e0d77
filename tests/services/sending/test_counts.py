"""One model of counts: list, monitor, lock screen, request, statistics, results and ledger say the same of every walk, and add up.

A walk moves recipients at random by the moves that a recipient may make (receipts, throttling, opt-outs, doubt, what two people
settle) and may stop the send. The dispatcher's own book, endings, outbox and results keep it in its database; what it would tell
goes through the desk's real services; then every place that shows counts is read.
"""

import json
import random
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from console.db.engine import open_database
from console.db.migrate import DISPATCH as TREE
from console.db.migrate import upgrade
from console.dispatch.reports import outbox, results
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.sending import endings
from console.dispatch.sends import SENDING, Book, Send
from console.dispatch.store import Store
from console.domain.sending import counts
from console.domain.states import RECIPIENT_MOVES, RecipientState
from console.screens.filing.statistics import share
from console.screens.lists import columns
from console.screens.lock import running_words
from console.screens.sending import monitor_words
from console.screens.sending.sends import SendsPage
from console.screens.session import Session
from console.services.context import Caller
from console.services.filing.filing_gaps import recount
from console.store.tables import ledger
from console.wire import dispatch
from console.wire.filing import statistics
from console.wire.sending import sends as send_calls
from tests.dispatch_rows import put_recipients
from tests.services.core import Core, open_core
from tests.services.sending.test_sending import DISPATCH, released, report
from tests.services.two_person.test_pairs import digest_of_release
from tests.world import numbers

WALKS = 25
N = 12
NAMES = [state.name.lower() for state in RecipientState]


class Dispatcher:
    """The dispatcher's own parts over a database of their own; its gateway is the walk."""

    def __init__(self, core: Core, folder: Path) -> None:
        self.core = core
        database = open_database(f"sqlite:///{folder / 'dispatch.db'}", role="dispatch")
        upgrade(database, TREE)
        self.store = Store(database)
        self.outbox = Outbox(Author(core.org.roots.org, DISPATCH), self)
        self.book = Book("demo", lambda _text, _reference: cast("Any", SimpleNamespace(parts=1)))
        # Nobody else has this database.
        self.lease = cast("Any", SimpleNamespace(check=lambda _turn: 0))

    def time(self) -> float:
        return self.core.at.timestamp()

    def claim(self, request: int) -> Send:
        """Take a release up and start it."""
        release, nums = digest_of_release(self.core, request), list(numbers(N))
        row: dict[str, Any] = {
            "id": request, "request": request, "slot": 1, "release_digest": release, "request_digest": "", "list_id": 1,
            "n": N, "category": "notice", "gateway": "demo", "opens": "", "closes": "9", "hours_from": "00:00",
            "hours_to": "23:59", "rate": 0, "body": "x", "reference": 1, "state": SENDING, "reason": "", "hold": 0,
            "resumed": 0, "reported": 0, "bundle": b"", "held_at": "", "continues": 0, "root": 0, "pairs": "[]",
            "people": "",
        }  # fmt: skip
        with self.store.turn() as turn:
            turn.insert("send", list(row), [tuple(row.values())])
            turn.insert("tally", ["send_id", *NAMES], [(request, N, *[0] * 9)])
            turn.insert("chunk", ["send_id", "position", "revision"], [(request, 0, 0)])
            put_recipients(turn, request, [(num, 0, 0, 0) for num in nums])
            send = self.book.get(turn, request)
            assert send is not None
            self.outbox.put(turn, send, outbox.STARTED)
        self.tell(send)
        return send

    def people(self, send: Send) -> dict[int, RecipientState]:
        with self.store.look() as look:
            found = look.rows(
                "SELECT place, state FROM recipient WHERE send_id = ? ORDER BY place", (send.id,)
            )
        return {place: RecipientState(state) for place, state in found}

    def move(self, send: Send, place: int, old: RecipientState, new: RecipientState) -> None:
        with self.store.turn() as turn:
            self.book.move(turn, send, old, new, [place])
            for changed in self.book.save(turn, self.time()):
                endings.judge(turn, self.book, changed, self.outbox)

    def stop(self, send: Send) -> None:
        endings.end(self.store, self.book, send, self.outbox, self.lease, endings.STOP, self.time())

    def tell(self, send: Send) -> None:
        """Results, counters, and the reports of the outbox, as the dispatcher's threads bring them."""
        self.core.call(DISPATCH, results.report(self.store, send, 0, self.outbox.by, self.core.org.service))
        counters = dispatch.Counters(send.request, 1, send.view(), 0, 50, "", (-1, -1), [])
        self.core.call(DISPATCH, dispatch.ReportProgress([counters]))
        with self.store.look() as look:
            waiting = outbox.pending(look)
            tally, root, suppressed = results.summary(look, send.id)
        for one in waiting:
            body = one.body
            if one.event in outbox.ENDINGS:
                body = outbox.completed(body, tally, root, suppressed)
            signed = self.core.org.service.sign(body.encode(), f"sms-report@{self.core.org.roots.org}")
            told = outbox.tally_of(body)
            call = dispatch.ReportSlot(one.request, 1, one.release, one.event, one.reason, told, body, signed)
            self.core.call(DISPATCH, call)
            with self.store.turn() as turn:
                outbox.confirmed(turn, one)


class Readers:
    """Every place that shows counts, as the people themselves are counted."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.session = Session(lambda _: cast("Any", None), None, lambda _: Path(), "en")
        made = columns((cast("Any", SendsPage.VIEW),), self.session)
        head = self.session.t("column.progress")
        self.progress: Callable[[Any], str] = next(one.cell for one in made if one.head == head)

    def agree(self, send: Send, said: dict[str, int]) -> None:
        """List, monitor, lock screen, request and results say what `said` counts of the people."""
        view: send_calls.SendView = self.core.call("qianwei", send_calls.SendDetail(send.request, 1))
        page: send_calls.SendPage = self.core.call("qianwei", send_calls.SendsPage())
        row = next(one for one in page.rows if one.request == send.request)
        slot = self.core.view("qianwei", send.request).slots[0]
        for tally in (view.row.tally, row.tally, slot.tally):
            assert {state: getattr(tally, state) for state in counts.STATES} == said
            assert counts.balances(tally)
        with self.core.context(Caller("qianwei"), write=False) as ctx:
            assert {state: n for state, n in recount(ctx, send.request, 1).items() if n} == {
                state: n for state, n in said.items() if n
            }
        sent, unknown = counts.certain(said), said["unknown"]
        assert sent + unknown + counts.total(said, ("queued", "in_flight", "suppressed", "not_sent")) == N
        shown = monitor_words.progress(self.session, view, 76)[0].plain
        assert f"{100 * sent // N}%  sent {sent} / approved {N}" in shown
        assert sum(counts.parts(view.row.tally).values()) == N
        assert monitor_words.adds_up(self.session, view)
        assert self.progress(row) == f"{sent}/{N}" + (f" unknown {unknown}" if unknown else "")
        assert f"of {N}: {sent} sent, {said['delivered']} delivered, {said['unknown']} unknown" in (
            running_words(self.session, row)
        )

    def ledger(self, send: Send, said: dict[str, int]) -> None:
        """The newest ending in the ledger has the tally that all others show."""
        with self.core.context(Caller("shenyu"), write=False) as ctx:
            found = ctx.conn.execute(
                select(ledger.c.envelope)
                .where(ledger.c.subject == f"request:{send.request}", ledger.c.kind.in_(ENDED))
                .order_by(ledger.c.seq.desc())
            ).scalars()
            told = json.loads(next(iter(found)))["payload"]["tally"]
        assert told == {"approved": N, **said}

    def statistics(self, said: dict[str, int], sends: int) -> None:
        """The figures of the year are the sum of all sends so far."""
        view: statistics.StatisticsView = self.core.call("zhoujian", statistics.Statistics("2026"))
        figures = view.total.figures
        assert figures.balances()
        assert (figures.sends, figures.recipients) == (sends, sends * N)
        assert {state: getattr(figures, state) for state in counts.ENDS} == {
            state: said[state] for state in counts.ENDS
        }
        assert figures.running == counts.total(said, counts.RUNNING)


ENDED = ("send.done", "send.stopped", "send.corrected")


def counted(people: dict[int, RecipientState]) -> dict[str, int]:
    states = list(people.values())
    return {state.name.lower(): states.count(state) for state in RecipientState}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("examples", [10, pytest.param(WALKS, marks=pytest.mark.nightly)])
def test_every_place_that_counts_recipients_says_the_same_and_adds_up(tmp_path: Path, examples: int) -> None:
    core = open_core(f"sqlite:///{tmp_path / 'desk.db'}")
    dispatcher, readers = Dispatcher(core, tmp_path), Readers(core)
    whole, walks, moves = dict.fromkeys(counts.STATES, 0), 0, 0
    seen: set[RecipientState] = set()

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        phases=[Phase.generate],
    )
    @given(st.integers(0, 1 << 32))
    def walk(seed: int) -> None:
        nonlocal walks, moves
        chance = random.Random(seed)  # noqa: S311 - a walk, not a key
        stops = chance.randrange(120)
        send = dispatcher.claim(released(core, N))
        walks += 1
        for nth in range(30 + chance.randrange(60)):
            people = dispatcher.people(send)
            movable = [num for num, state in people.items() if RECIPIENT_MOVES[state]]
            if nth == stops and send.state == SENDING:
                dispatcher.stop(send)
            elif movable:
                num = chance.choice(movable)
                ways = sorted(RECIPIENT_MOVES[people[num]])
                # Most of a queue goes out.
                new = ways[0] if chance.random() < 0.5 else chance.choice(ways)
                dispatcher.move(send, num, people[num], new)
                seen.update(dispatcher.people(send).values())
                moves += 1
            if nth % 40 == 25:
                dispatcher.tell(send)
                readers.agree(send, counted(dispatcher.people(send)))
        dispatcher.tell(send)
        said = counted(dispatcher.people(send))
        readers.agree(send, said)
        if send.state != SENDING:
            with dispatcher.store.turn() as turn:
                dispatcher.outbox.put(turn, send, outbox.CORRECTED, "receipts")
            dispatcher.tell(send)
            readers.ledger(send, said)
        for state, n in said.items():
            whole[state] += n
        readers.statistics(whole, walks)

    walk()
    dispatcher.store.close()
    core.database.close()
    assert walks >= examples
    assert moves > examples
    assert seen == set(RecipientState)
    print(f"{walks} walks, {moves} moves, {whole}")  # noqa: T201 - what was walked


def test_a_send_that_was_stopped_half_way_is_not_said_to_be_all_sent_or_all_delivered(core: Core) -> None:
    request = released(core, 20)
    report(core, request, "started", queued=20)
    report(core, request, "stopped", reason="stop", delivered=8, undelivered=1, not_sent=11)
    readers = Readers(core)
    page: send_calls.SendPage = core.call("qianwei", send_calls.SendsPage())
    assert readers.progress(page.rows[0]) == "9/20"
    view: send_calls.SendView = core.call("qianwei", send_calls.SendDetail(request, 1))
    assert "45%  sent 9 / approved 20" in monitor_words.progress(readers.session, view, 76)[0].plain
    figures: statistics.StatisticsView = core.call("zhoujian", statistics.Statistics("2026"))
    assert share(figures.total) == "40.0 %"


def test_what_nobody_approved_is_no_send_and_what_was_stopped_before_it_began_was_not_sent(
    core: Core,
) -> None:
    fallen = core.requested()
    core.step("zhaomin", "withdrawal", fallen, text="内容有误")
    stopped = core.cleared()
    core.step("qianwei", "stop", stopped, slot=1, text="内容有误")
    page: send_calls.SendPage = core.call("qianwei", send_calls.SendsPage())
    assert [(row.request, row.state) for row in page.rows] == [(stopped, "stopped")]
    assert page.page.total == 1
    tally = page.rows[0].tally
    assert (tally.not_sent, tally.queued, tally.balances()) == (20, 0, True)
    view: send_calls.SendView = core.call("qianwei", send_calls.SendDetail(stopped, 1))
    # Nobody let it go, so there is nothing to go on with.
    assert (view.failed, view.remainder) == (0, 0)
