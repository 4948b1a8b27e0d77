"""What a gateway session must do, whatever it speaks: SMPP with SMSCs of three makes (ours, npm smpp, Perl Net::SMPP), CMPP and HTTP with ours."""

from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from console.gateways.account import Account
from console.gateways.cmpp.pdus import V20, V30
from console.gateways.cmpp.session import CmppSession
from console.gateways.http.session import HttpSession
from console.gateways.line import BindFailedError
from console.gateways.ports import Accepted, LineState, Refused, Unknown, Why
from console.gateways.session import AnySession, BindRefusedError
from console.gateways.smpp.session import SmppSession
from tests.gateways import cmpp_support, http_support
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


class Speaks(NamedTuple):
    """A peer, and what is spoken to it: the session, the statuses of a wrong password and of too many messages."""

    peer: str
    session: type[AnySession[Any]]
    wrong: int
    throttled: int
    version: int = 0

    def settings(self, port: int, **changes: Any) -> Account:
        """An account of the peer."""
        if self.session is SmppSession:
            return settings_for(port, **changes)
        if self.session is HttpSession:
            # One person in a call, as one in a PDU.
            return http_support.settings_for(port, **{"window": 10, "connections": 10, "batch": 1} | changes)
        return cmpp_support.settings_for(port, **{"version": self.version, "window": 10} | changes)

    def connected(self, port: int, *, password: str = PASSWORD, **changes: Any) -> Any:
        """A running, bound session and its recorder."""
        return connected(self.settings(port, **changes), password=password, kind=self.session)


SMPP = [pytest.param(Speaks(name, SmppSession, 0x0E, 0x58), id=name) for name in PEER_NAMES]
CMPP = [
    pytest.param(Speaks("cmpp", CmppSession, 3, 8, version), id=name)
    for name, version in (("cmpp2", V20), ("cmpp3", V30))
]
HTTP = [pytest.param(Speaks("http", HttpSession, 1, 104), id="http")]
pytestmark = pytest.mark.parametrize("it", [*SMPP, *CMPP, *HTTP])


async def test_every_message_gets_its_own_id_and_a_receipt(it: Speaks, tmp_path: Path) -> None:
    smpp = it.session is SmppSession
    with peer(it.peer, tmp_path) as port:
        async with it.connected(port) as recorder:
            recorder.send(300)
            await until(lambda: len(recorder.receipts) == 300, "300 receipts")
            assert recorder.keys() == list(range(300))
            ids = {outcome.ids[0]: outcome.key for outcome in recorder.of(Accepted)}
            assert len(ids) == 300
            for receipt in recorder.receipts:
                assert ids[receipt.message_id] == receipt.number - NUMBER
                assert (receipt.reference, receipt.status, receipt.state, receipt.error) == (
                    (receipt.number - NUMBER, "DELIVRD", 2, "000") if smpp else (None, "DELIVRD", None, "")
                )
                assert len(receipt.done_at) == (0 if it.session is HttpSession else 10)


async def test_the_window_is_never_exceeded(it: Speaks, tmp_path: Path) -> None:
    with peer(it.peer, tmp_path) as port:
        async with it.connected(port, window=3) as recorder:
            recorder.send(60)
            await until(lambda: len(recorder.outcomes) == 60, "60 outcomes")
            assert recorder.most_open == 3


async def test_a_long_text_is_one_outcome_with_an_id_for_each_part(it: Speaks, tmp_path: Path) -> None:
    # A provider by HTTP cuts a text by itself, and says one id of it.
    parts = 1 if it.session is HttpSession else 3
    with peer(it.peer, tmp_path) as port:
        async with it.connected(port, window=4) as recorder:
            recorder.send(20, LONG)
            await until(lambda: len(recorder.receipts) == 20 * parts, "a receipt for each part")
            assert recorder.keys() == list(range(20))
            ids = [message_id for outcome in recorder.of(Accepted) for message_id in outcome.ids]
            assert len(ids) == len(set(ids)) == 20 * parts
            assert Counter(receipt.number for receipt in recorder.receipts) == {
                NUMBER + key: parts for key in range(20)
            }


async def test_a_wrong_password_stops_the_session_and_is_not_tried_again(it: Speaks, tmp_path: Path) -> None:
    with peer(it.peer, tmp_path) as port:
        with pytest.raises(BindRefusedError) as refusal:
            async with it.connected(port, password="wrong"):
                pass
        assert refusal.value.status == it.wrong
        with pytest.raises(BindFailedError):
            await it.session.bind_test(it.settings(port), lambda: "wrong")
        await it.session.bind_test(it.settings(port), lambda: PASSWORD)


async def test_throttled_messages_are_refused_for_now_and_taken_later(it: Speaks, tmp_path: Path) -> None:
    with peer(it.peer, tmp_path, throttle=40) as port:
        async with it.connected(port) as recorder:
            sent = 0
            while not recorder.of(
                Refused
            ):  # a slow machine needs more than a second for 60, and each second takes 40
                assert sent < 1200, "in 20 bursts more than 40 were sent in no second"
                recorder.send(60, first=sent)
                sent += 60
                await until(lambda due=sent: len(recorder.outcomes) >= due, "an outcome for each")  # type: ignore[misc]
            refused = recorder.of(Refused)
            assert all(outcome.retry and outcome.codes == (it.throttled,) for outcome in refused)
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
    it: Speaks, tmp_path: Path
) -> None:
    with peer(it.peer, tmp_path, drop=25) as port:
        async with it.connected(port) as recorder:
            recorder.send(100)
            await until(lambda: len(recorder.outcomes) == 100, "an outcome for each of 100")
            assert recorder.keys() == list(range(100))
            unknown = recorder.of(Unknown)
            assert 1 <= len(unknown) <= 10
            assert all(outcome.why is Why.CUT for outcome in unknown)
            # Calls of one moment come in any order.
            near = range(15, 34) if it.session is HttpSession else range(24, 25)
            assert {outcome.key for outcome in unknown} & {*near}
            assert len(recorder.of(Accepted)) == 100 - len(unknown)
            # A call that ends takes no other with it, and the provider answers the next question.
            assert recorder.ups() == (1 if it.session is HttpSession else 2)


async def test_an_undelivered_receipt_says_so(it: Speaks, tmp_path: Path) -> None:
    with peer(it.peer, tmp_path, undelivered=1000) as port:
        async with it.connected(port) as recorder:
            recorder.send(5)
            await until(lambda: len(recorder.receipts) == 5, "five receipts")
            state = 5 if it.session is SmppSession else None
            assert {(receipt.status, receipt.state) for receipt in recorder.receipts} == {("UNDELIV", state)}


async def test_close_says_goodbye_and_ends_the_session(it: Speaks, tmp_path: Path) -> None:
    with peer(it.peer, tmp_path) as port:
        async with it.connected(port) as recorder:
            recorder.send(5)
            await until(lambda: len(recorder.outcomes) == 5, "five outcomes")
            await recorder.session.close()
            assert recorder.events[-1].state is LineState.DOWN
            assert recorder.session.room() == 0
