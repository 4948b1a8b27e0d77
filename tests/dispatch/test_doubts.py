"""What the desk is told of each recipient in doubt: whether octets went, over which line, when, and what came near it."""

import asyncio
from pathlib import Path

from console.dispatch.reports import doubts
from console.domain.states import RecipientState
from console.wire.sending.sends import Evidence
from tests.dispatch.running import TEN, World, case, organisation, until, world

N = 15
UNKNOWN = int(RecipientState.UNKNOWN)


def known(one: World) -> dict[int, Evidence]:
    """What the desk has of those in doubt, by place."""
    results = one.desk.results()
    return dict(results[0].evidence) if results and results[0].states == bytes([UNKNOWN]) * N else {}


async def doubtful(one: World, **faults: object) -> dict[int, Evidence]:
    one.faults(**faults)
    one.desk.offer(case(one.org, N))
    await one.start()
    await until(lambda: known(one))
    return known(one)


async def test_a_lost_answer_is_told_with_its_line_and_its_time(tmp_path: Path) -> None:
    async with world(tmp_path, organisation(window=10, response_timeout=1)) as one:
        told = await doubtful(one, lose_every=1, receipts=False)
        ((opened, ended),) = one.rows("SELECT opened, ended FROM bound_line")
        ((reference,),) = one.rows("SELECT reference FROM send")
        assert (ended, len(told)) == (0, N)
        for evidence in told.values():
            assert (evidence.written, evidence.attempt, evidence.reference) == (True, 1, reference)
            assert TEN.strftime("%Y-%m-%dT") == evidence.at[:11]
            assert evidence.opened <= evidence.at
            assert (evidence.ended, evidence.parts, evidence.receipts) == ("", 0, 0)
        assert opened > 0


async def test_of_a_time_without_a_line_neither_its_begin_nor_its_end_is_told(tmp_path: Path) -> None:
    async with world(tmp_path, organisation(window=10, response_timeout=1)) as one:
        await doubtful(one, lose_every=1, receipts=False)
        ((opened, _),) = one.rows("SELECT opened, ended FROM bound_line")
        with one.store.look() as look:
            assert doubts._line(look, "demo", opened + 1) == (opened, 0)
            assert doubts._line(look, "demo", opened - 1) == doubts._line(look, "demo", 0) == (0, 0)


async def test_whether_octets_went_before_our_own_end_nobody_says(tmp_path: Path) -> None:
    async with world(tmp_path, organisation(window=N, response_timeout=30)) as one:
        one.faults(lose_every=1, receipts=False)
        one.desk.offer(case(one.org, N))
        await one.start()
        await until(lambda: one.counts["accepted"] == N)
        await one.die()
        # A process that is killed writes nothing more.
        store, _ = one.installation().open_store()
        with store.turn() as turn:
            turn.run("UPDATE recipient SET state = 1")
            turn.run("UPDATE tally SET unknown = 0, in_flight = ?", (N,))
            turn.run("DELETE FROM verdict")
        store.close()
        await one.start()
        await until(lambda: known(one) and not any(e.written for e in known(one).values()))
        assert {(bool(e.opened), e.opened <= e.at) for e in known(one).values()} == {(True, True)}


async def test_a_receipt_that_matches_nobody_is_laid_beside_whom_it_names_as_soon_as_it_is_here(
    tmp_path: Path,
) -> None:
    async with world(tmp_path, organisation(window=10, response_timeout=1)) as one:
        await doubtful(one, lose_every=1, receipts=False)
        ((place, num, at),) = one.rows("SELECT place, num, at FROM recipient WHERE place = 3")
        late, early = at + 60_000, at - 3_600_000
        assert one.service is not None
        with one.service.dispatcher.store.turn() as turn:
            for msgid, whose, when in (("a", num, early), ("b", num, late), ("c", num + 5_000_000, late)):
                turn.run(
                    "INSERT INTO receipt (gateway, num, msgid, status, raw, at) VALUES ('demo', ?, ?, 'DELIVRD', ?, ?)",
                    (whose, msgid, b"", when),
                )
        one.service.worker.look_again()
        await until(lambda: known(one) and known(one)[place].receipts)
        assert (known(one)[place].receipts, known(one)[place].receipt) == (1, "DELIVRD")
        assert {e.receipts for at_, e in known(one).items() if at_ != place} == {0}


async def test_a_line_that_ended_is_told_with_its_end_and_only_so_many_are_kept(tmp_path: Path) -> None:
    async with world(tmp_path, organisation(window=N, response_timeout=30)) as one:
        told = await doubtful(one, cut_after=N, receipts=False)
        assert {(e.written, e.opened <= e.at) for e in told.values()} == {(True, True)}
        await until(lambda: len(one.rows("SELECT 1 FROM bound_line")) == 2)
        await asyncio.sleep(0)
        ended = [row[0] for row in one.rows("SELECT ended FROM bound_line ORDER BY opened")]
        assert ended[0] > 0 == ended[1]
