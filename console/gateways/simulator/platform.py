"""A provider of bulk messages by HTTP in one object, for demonstration and tests, as free-text platforms are.

Each call is a POST of JSON: `account`, `time` (epoch seconds), `sign` (MD5 of account, secret and time). `/send` takes `mobiles` (at
most 50), `content` and `uid`, and answers a code, and a number, code and id for each. `/balance` sends nothing. `/reports` and
`/replies` give what waits in `list`, each entry once: what an answer had in it, nobody can fetch again. An entry of a report has `mobile`,
`id`, `uid` and `stat`, one of a reply `mobile`, `to` and `content`. Codes are 0 taken, 101 wrong sign, 102 unknown account, 103 bad field or
path, 104 too fast, 105 bad number. It misbehaves as its `WebFaults` say.
"""

import asyncio
import hashlib
import hmac
import json
import ssl
import time
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

import h11

from console.gateways.simulator.centre import Account, Centre, Line, Question, Verbs
from console.gateways.simulator.counts import Counts, Witness
from console.gateways.simulator.faults import WebFaults
from console.gateways.simulator.passwords import Secrets

_MOST: Final = 50
_PAGE: Final = 500
"""Entries that one fetch gives at most."""
_CLOCK: Final = 300
"""Seconds by which a call's time may differ."""

OK, WRONG_SIGN, UNKNOWN_ACCOUNT, BAD_FIELD, TOO_FAST, BAD_NUMBER = "0", "101", "102", "103", "104", "105"


class _Waiting(Account["_Peer", dict[str, Any]]):
    """An account: its receipts wait in `waiting`, its replies beside them."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: deque[dict[str, Any]] = deque()


class Platform(Centre["_Peer"]):
    """The provider. `accounts` maps names to secrets; `faults` may be replaced at any time."""

    def __init__(
        self,
        accounts: Mapping[str, str],
        faults: WebFaults | None = None,
        *,
        log_file: Path | None = None,
        tls: ssl.SSLContext | None = None,
        secrets: Path | None = None,
    ) -> None:
        self.faults: WebFaults
        super().__init__(Witness(Counts(), log_file), faults or WebFaults(), Secrets(accounts, secrets), tls)
        self._accounts = {name: _Waiting() for name in accounts}
        self._serial = 0
        self.verbs: Verbs = {"reply": self._reply, "report": self._report}

    def line(self) -> "_Peer":
        """Return the protocol of a new connection."""
        return _Peer(self)

    def waiting(self) -> int:
        """Return how many receipts nobody has fetched."""
        return sum(len(account.waiting) for account in self._accounts.values())

    def _reply(self, question: Question) -> None:
        self._accounts[question["account"]].replies.append(
            {"mobile": question["number"], "to": question["to"], "content": question["text"]}
        )
        self.witness.counts.replies_sent += 1

    def _report(self, question: Question) -> None:
        self._accounts[question["account"]].waiting.append(
            {
                "mobile": question["number"],
                "id": question["id"],
                "stat": question["stat"],
                "uid": question.get("uid", ""),
            }
        )

    # --- called by the lines ------------------------------------------------------------------------------------

    def answer(self, path: str, asked: Any) -> dict[str, Any]:
        """Carry out a call, and return what answers it."""
        counts = self.witness.counts
        account = asked.get("account") if isinstance(asked, dict) else None
        waiting = self._accounts.get(account) if isinstance(account, str) else None
        if waiting is None:
            counts.binds_refused += 1
            return {"code": UNKNOWN_ACCOUNT}
        if not self._signed(asked):
            counts.binds_refused += 1
            return {"code": WRONG_SIGN}
        match path.partition("?")[0]:
            case "/send":
                return self._send(waiting, asked)
            case "/balance":
                counts.binds += 1
                return {"code": OK, "balance": 100_000}
            case "/reports":
                return {"code": OK, "list": _taken(waiting.waiting, counts)}
            case "/replies":
                return {"code": OK, "list": _taken(waiting.replies)}
        return {"code": BAD_FIELD}

    def _signed(self, asked: Mapping[str, Any]) -> bool:
        account, moment, sign = (str(asked.get(key, "")) for key in ("account", "time", "sign"))
        if not moment.isascii() or not moment.isdigit() or abs(time.time() - int(moment)) > _CLOCK:
            return False
        said = f"{account}{self.secrets.of(account)}{moment}".encode()
        return hmac.compare_digest(
            hashlib.md5(said, usedforsecurity=False).hexdigest(), sign.encode("ascii", "replace").decode()
        )

    def _send(self, account: _Waiting, asked: Mapping[str, Any]) -> dict[str, Any]:
        faults, counts = self.faults, self.witness.counts
        counts.submits += 1
        numbers, content = str(asked.get("mobiles", "")).split(","), asked.get("content")
        if not content or len(numbers) > _MOST:
            counts.refused += 1
            return {"code": BAD_FIELD}
        if faults.code:
            counts.refused += 1
            return {"code": faults.code}
        if faults.rate and account.over(faults.rate, len(numbers)):
            counts.throttled += 1
            return {"code": TOO_FAST}
        told = [self._take(account, number, str(asked.get("uid", "")), counts.submits) for number in numbers]
        return {"code": OK, "list": told[faults.leave_out :]}

    def _take(self, account: _Waiting, number: str, uid: str, call: int) -> dict[str, str]:
        faults, counts = self.faults, self.witness.counts
        code = faults.refuse.get(number, OK if number.isdigit() else BAD_NUMBER)
        if code != OK:
            counts.refused += 1
            return {"mobile": number, "code": code, "id": ""}
        account.in_second += 1
        self._serial += 1
        counts.last_at = time.monotonic()
        counts.first_at = counts.first_at or counts.last_at
        message_id = f"{call if faults.same_id else self._serial:0{max(12, faults.id_length)}d}"
        self.witness.took(number.encode(), 1, message_id)
        if faults.receipts:
            bad = self._serial % 1000 < faults.undelivered
            receipt = {
                "mobile": number,
                "id": message_id,
                "stat": faults.stat or ("UNDELIV" if bad else "DELIVRD"),
                "uid": uid,
            }
            account.waiting.append(receipt)
            counts.receipts_sent += 1
        if (text := faults.replies.get(number)) is not None:
            account.replies.append({"mobile": number, "to": "", "content": text})
            counts.replies_sent += 1
        return {"mobile": number, "code": OK, "id": message_id}


def _taken(waiting: deque[dict[str, Any]], counts: Counts | None = None) -> list[dict[str, Any]]:
    """Return what waits, which is forgotten with that."""
    found = [waiting.popleft() for _ in range(min(len(waiting), _PAGE))]
    if counts is not None:
        counts.receipts_acknowledged += len(found)
    return found


class _Peer(Line):
    """One client's connection: one call after the other."""

    def __init__(self, platform: Platform) -> None:
        super().__init__(platform)
        self._platform = platform
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 20)
        self._body = bytearray()
        self._path = ""

    def data_received(self, data: bytes) -> None:
        """Read what came; each whole call is answered in its turn."""
        self._http.receive_data(data)
        try:
            self._hear()
        except h11.RemoteProtocolError:
            self._platform.witness.counts.unreadable += 1
            self.cut()

    def eof_received(self) -> None:
        """The client leaves."""
        self.cut()

    def _hear(self) -> None:
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA or event is h11.PAUSED:
                return
            if isinstance(event, h11.Request):
                self._path, self._body = event.target.decode("latin-1"), bytearray()
            elif isinstance(event, h11.Data):
                self._body += event.data
            elif isinstance(event, h11.EndOfMessage):
                self._called()
            elif isinstance(event, h11.ConnectionClosed):
                self._close()
                return

    def _called(self) -> None:
        platform, faults = self._platform, self._platform.faults
        counts = platform.witness.counts
        sends = self._path.startswith("/send")
        if faults.mute and (sends or faults.mute == "all"):
            return
        if faults.status and sends:
            self._say(faults.status, b"<html>no</html>")
            return
        try:
            asked = json.loads(bytes(self._body))
            answer = platform.answer(self._path, asked)
        except (ValueError, RecursionError):
            counts.unreadable += 1
            answer = {"code": BAD_FIELD}
        if sends and self._lost():
            counts.unanswered += 1
            self.cut()
            return
        said = faults.answer.encode() if sends and faults.answer else json.dumps(answer).encode()
        self._loop.call_later(
            faults.delay, self._say, faults.status_after if sends and faults.status_after else 200, said
        )

    def _lost(self) -> bool:
        """Whether the answer to this call is lost, and the connection with it."""
        platform, faults = self._platform, self._platform.faults
        if faults.cut_after:
            platform.faults = replace(faults, cut_after=faults.cut_after - 1)
            if faults.cut_after == 1:
                platform.witness.counts.cuts += 1
                return True
        return bool(faults.lose_every) and platform.witness.counts.submits % faults.lose_every == 0

    def _say(self, status: int, body: bytes) -> None:
        if cast("asyncio.Transport", self._transport).is_closing():
            return
        headers = [("content-type", "application/json"), ("content-length", str(len(body)))]
        self._write(self._http.send(h11.Response(status_code=status, headers=headers)) or b"")
        half = self._platform.faults.half and self._path.startswith("/send")
        self._write(self._http.send(h11.Data(data=body)) if not half else body[: len(body) // 2])
        if half:
            self._close()
            return
        self._write(self._http.send(h11.EndOfMessage()) or b"")
        if self._http.our_state is h11.MUST_CLOSE:
            self._close()
            return
        self._http.start_next_cycle()
        self._hear()
