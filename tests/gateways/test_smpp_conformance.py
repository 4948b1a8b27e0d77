"""What a gateway session must do, shown against SMSCs of three makes: ours, npm smpp and Perl Net::SMPP."""

from collections import Counter
from pathlib import Path

import pytest

from console.gateways.ports import Accepted, LineState, Refused, Unknown, Why
from console.gateways.smpp.line import BindFailedError
from console.gateways.smpp.session import BindRefusedError, bind_test
from tests.gateways.smpp_support import (
    LONG,
    NUMBER,
    PASSWORD,
    PEER_NAMES,
    connected,
    peer,
    settings_for,
    until,
)

pytestmark = pytest.mark.parametrize("name", PEER_NAMES)


async def test_every_message_gets_its_own_id_and_a_receipt_with_its_reference(
    name: str, tmp_path: Path
) -> None:
    with peer(name, tmp_path) as port:
        async with connected(settings_for(port)) as recorder:
            recorder.send(300)
            await until(lambda: len(recorder.receipts) == 300, "300 receipts")
            assert recorder.keys() == list(range(300))
            ids = {outcome.ids[0]: outcome.key for outcome in recorder.of(Accepted)}
            assert len(ids) == 300
            for receipt in recorder.receipts:
                assert ids[receipt.message_id] == receipt.reference == receipt.number - NUMBER
                assert (receipt.status, receipt.state, receipt.error) == ("DELIVRD", 2, "000")
                assert len(receipt.done_at) == 10


async def test_the_window_is_never_exceeded(name: str, tmp_path: Path) -> None:
    with peer(name, tmp_path) as port:
        async with connected(settings_for(port, window=3)) as recorder:
            recorder.send(60)
            await until(lambda: len(recorder.outcomes) == 60, "60 outcomes")
            assert recorder.most_open == 3


async def test_a_long_text_is_one_outcome_with_an_id_for_each_part(name: str, tmp_path: Path) -> None:
    with peer(name, tmp_path) as port:
        async with connected(settings_for(port, window=4)) as recorder:
            recorder.send(20, LONG)
            await until(lambda: len(recorder.receipts) == 60, "three receipts for each of 20")
            assert recorder.keys() == list(range(20))
            ids = [message_id for outcome in recorder.of(Accepted) for message_id in outcome.ids]
            assert len(ids) == len(set(ids)) == 60
            assert Counter(receipt.number for receipt in recorder.receipts) == {
                NUMBER + key: 3 for key in range(20)
            }


async def test_a_wrong_password_stops_the_session_and_is_not_tried_again(name: str, tmp_path: Path) -> None:
    with peer(name, tmp_path) as port:
        with pytest.raises(BindRefusedError) as refusal:
            async with connected(settings_for(port), password="wrong"):
                pass
        assert refusal.value.status == 0x0E
        with pytest.raises(BindFailedError):
            await bind_test(settings_for(port), lambda: "wrong")
        await bind_test(settings_for(port), lambda: PASSWORD)


async def test_throttled_messages_are_refused_for_now_and_taken_later(name: str, tmp_path: Path) -> None:
    with peer(name, tmp_path, throttle=40) as port:
        async with connected(settings_for(port)) as recorder:
            sent = 0
            while not recorder.of(
                Refused
            ):  # a slow machine needs more than a second for 60, and each second takes 40
                assert sent < 1200, "in 20 bursts more than 40 were sent in no second"
                recorder.send(60, first=sent)
                sent += 60
                await until(lambda due=sent: len(recorder.outcomes) >= due, "an outcome for each")  # type: ignore[misc]
            refused = recorder.of(Refused)
            assert all(outcome.retry and outcome.codes == (0x58,) for outcome in refused)
            again = [outcome.key for outcome in refused]
            done = len(recorder.of(Accepted))
            while again:
                key = again.pop()
                seen = len(recorder.outcomes)
                recorder.send(1, first=key)
                await until(lambda seen=seen: len(recorder.outcomes) > seen, "an answer to the repeated one")  # type: ignore[misc]
                if type(recorder.outcomes[-1]) is Accepted:
                    done += 1
                else:
                    again.append(key)
            assert done == sent
            assert sorted(outcome.key for outcome in recorder.of(Accepted)) == list(range(sent))


async def test_a_cut_line_leaves_what_was_open_unknown_once_and_the_rest_goes_on(
    name: str, tmp_path: Path
) -> None:
    with peer(name, tmp_path, drop=25) as port:
        async with connected(settings_for(port)) as recorder:
            recorder.send(100)
            await until(lambda: len(recorder.outcomes) == 100, "an outcome for each of 100")
            assert recorder.keys() == list(range(100))
            unknown = recorder.of(Unknown)
            assert 1 <= len(unknown) <= 10
            assert all(outcome.why is Why.CUT for outcome in unknown)
            assert 24 in {outcome.key for outcome in unknown}
            assert len(recorder.of(Accepted)) == 100 - len(unknown)
            assert recorder.ups() == 2


async def test_an_undelivered_receipt_says_so(name: str, tmp_path: Path) -> None:
    with peer(name, tmp_path, undelivered=1000) as port:
        async with connected(settings_for(port)) as recorder:
            recorder.send(5)
            await until(lambda: len(recorder.receipts) == 5, "five receipts")
            assert {(receipt.status, receipt.state) for receipt in recorder.receipts} == {("UNDELIV", 5)}


async def test_close_says_goodbye_and_ends_the_session(name: str, tmp_path: Path) -> None:
    with peer(name, tmp_path) as port:
        async with connected(settings_for(port)) as recorder:
            recorder.send(5)
            await until(lambda: len(recorder.outcomes) == 5, "five outcomes")
            await recorder.session.close()
            assert recorder.events[-1].state is LineState.DOWN
            assert recorder.session.room() == 0
