"""Any text and any integer in any call ends in an answer or a named refusal, never in an unexpected failure."""

import logging
import random
import time
import typing
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from console.desk.calls import SERVICE_CALLS
from console.domain.acts import tag
from console.domain.shapes import SignedAct
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services import everything
from console.services.context import Caller, Context
from console.wire import bounds, calls, dispatch, every_call, frames
from console.wire.acts import Prepare
from console.wire.archive import archive
from console.wire.base import Ask
from console.wire.calls import Hello
from console.wire.contacts import complaints, lists
from console.wire.credentials import custody
from console.wire.sending import erasure, freezes, sends
from tests import hostile_values as hostile
from tests.desk.plain import PlainDesk
from tests.desk.test_server import dial, first
from tests.domain.test_declared import ASKING, given
from tests.services.archive.test_emergencies import entry, standing
from tests.services.core import Core, open_core
from tests.services.sending.test_sending import released

log = logging.getLogger(__name__)

EVERY_CALL = typing.get_args(every_call.AnyCall)
CASES = [(kind, None) for kind in EVERY_CALL] + [(Prepare, act) for act in ASKING]
"""Every call; the one that has an act prepared also for each act that is declared."""
_OF_THE_DISPATCHER = {
    *SERVICE_CALLS,
    custody.ReportCustody,
    custody.PullTrust,
    freezes.ReportFreeze,
    erasure.ReportErasure,
}

_HONEST: dict[str, Any] = {
    "request": 1, "slot": 1, "list_id": 1, "id": 1, "seq": 2, "version": 1, "limit": 5, "count": 20, "after": None,
    "scope": "all", "kind": "approval", "reason": "理由", "department": "business", "person": "zhaomin", "gateway": "demo",
    "category": "notice", "subject": "", "name": "zhaomin", "state": "", "text": "理由", "quarter": "2026Q4", "of": "1",
    "opens": "2026-11-24T04:00:00Z", "closes": "2026-11-24T08:00:00Z", "verdict": "not_sent", "which": "failed",
    "noticed": "2026-11-24T02:00:00Z", "seen": "", "since": None, "until": None, "source": "phone", "num": 13800138000,
    "numbers": None, "move": "lend", "due": "2026-12-30", "received": "2026-11-24", "step": "told", "event": "held",
    "sent_at": "2026-11-23T03:00:00Z", "channel": "other", "number": "", "check": "2026-12-30", "holds": "phrase",
    "post": "department_manager", "every": True, "head": "", "case": "0" * 64, "digest": "0" * 64,
}  # fmt: skip

_HONEST_OF: dict[str, dict[str, Any]] = {
    "OptOutsPage": {"text": "1234"}, "VerifyLedger": {"heads": []}, "AddOptOuts": {"numbers": [13800138000]},
    "CheckApplication": {"application": 0},
    "PrepareRoster": {"changes": [], "applications": [], "hand_overs": []},
    "SetExpiry": {"kind": "contract", "ends": "2027-03-31"}, "CheckEnvelope": {"intact": True},
    "MakeLegalHold": {"scope": "department", "subject": "business"},
    "ReportLoss": {"subject": "login", "name": "fenglei", "kind": "forgotten"}, "PrintForm": {"kind": "request", "id": "1"},
    "ShelvePaper": {"kind": "other", "of": "", "number": "2026-9", "code": ""}, "Freeze": {"scope": "request", "subject": "1"},
    "FormNumbers": {"kind": "request", "year": 2026}, "Statistics": {"period": "2026Q4"}, "StatisticsCodes": {"period": "2026Q4"},
    "StatisticsRequests": {"period": "2026Q4"}, "MakeStatisticsBook": {"period": "2026Q4"},
    "EnterEmergency": {"number": "2026-E-2", "category": "notice", "pages": 1},
    "EnterComplaint": {"source": "12321", "form": "", "at": "2026-11-23T03:00:00Z", "opt_out": "promotion", "reference": ""},
    "AnswerComplaint": {"id": 1}, "CloseComplaint": {"id": 1, "outcome": "justified"}, "ComplaintDetail": {"id": 1},
    "SaveDraft": {"request": 3}, "PreviewDraft": {"request": 3}, "DropDraft": {"request": 3},
    "CountList": {"rows": 5, "list_id": 3}, "AddFindings": {"list_id": 3},
    "DropList": {"list_id": 3}, "AddNumbers": {"list_id": 3},
    "GiveFreezeReason": {"id": 1},
    "BuildFiling": {"done": 0}, "MovePaper": {"id": 1}, "CorrectPaper": {"id": 1}, "PaperDetail": {"id": 1},
    "HeadStands": {}, "UnmaskComplaint": {"complaint": 1}, "UnmaskRecipient": {"position": 3},
}  # fmt: skip


def populated(core: Core) -> None:
    """Something of nearly every kind that a call may be about."""
    released(core)
    core.requested()
    core.call("zhaomin", calls.SaveDraft(core.draft(2), 0))
    core.call("zhaomin", lists.BeginList("business", "名单", "list.txt", "0" * 64, 12, "ascii", ""))
    core.call("zhaomin", freezes.Freeze("category", "promotion"))
    core.call("qianwei", entry(core))
    core.call("wangfang", complaints.EnterComplaint("direct", "不要再发", render(core.at), num=16199999999))


def honest(kind: type, core: Core, act: type[msgspec.Struct] | None = None) -> dict[str, Any]:
    made: dict[str, Any] = hostile.example(kind, "", known)
    made |= _HONEST_OF.get(kind.__name__, {})
    if act is not None:
        made |= {"act": tag(act), "subject": "1.1", "said": given(act)}
    elif kind is Prepare:
        (entry_row,) = core.call("sunli", archive.Emergencies()).rows
        made |= {"act": "emergency_acknowledgement/1", "subject": entry_row.digest, "said": standing()}
    if "draft" in made and isinstance(made["draft"], dict):
        made["draft"] = msgspec.to_builtins(core.draft(2))
    return made


def known(name: str, kind: Any) -> Any:
    said = _HONEST.get(name)
    if name in {"after", "since", "until"}:
        return "" if kind is str else 0
    return said if type(said) is kind else None


class _Undone(Exception):  # noqa: N818 - nothing of a try is kept
    pass


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()


def attempt(core: Core, person: str, call: dict[str, Any]) -> str:
    """What the desk makes of a call as it comes over the wire; nothing is kept. Raises what no handler foresaw."""
    payload = msgspec.msgpack.encode([1, call])
    try:
        asked = every_call.decode_envelope(payload).call
    except every_call.UnfitCallError:
        return "out of bounds"
    caller = Caller("", person) if person == "dispatch-1" else Caller(person)
    outcome = "answer"
    try:
        with core.context(caller, write=not isinstance(asked, Ask)) as ctx:
            _handle_for_nothing(ctx, asked)
    except _Undone:
        pass
    except RefusedError as refused:
        outcome = refused.refusal.code
    except ConsoleError as error:
        outcome = error.code
    except frames.FrameError:
        outcome = "too_large"
    return outcome


def _handle_for_nothing(ctx: Context, asked: Any) -> None:
    answer = everything.handlers()[type(asked)](ctx, asked)
    frames.encode(calls.Reply(1, ok=msgspec.Raw(msgspec.msgpack.encode(answer))))
    raise _Undone


@pytest.mark.parametrize("tries", [3, pytest.param(8, marks=pytest.mark.nightly)])
@pytest.mark.parametrize("share", range(4))
def test_any_text_and_any_integer_in_any_call_ends_in_an_answer_or_a_named_refusal(
    core: Core, share: int, tries: int, record_property: Any
) -> None:
    populated(core)
    people = [person.id for person in core.org.roster.people] if core.org.roster else []
    dice = random.Random(share)  # noqa: S311 - a seeded choice of cases
    walked: Counter[str] = Counter()
    failures = []
    for kind, act in CASES[share::4]:
        call = honest(kind, core, act)
        able = [
            person
            for person in people
            if kind not in _OF_THE_DISPATCHER and attempt(core, person, call) == "answer"
        ]
        places = [one for one in hostile.leaves(call) if one[0] != ("call",)]
        walked["calls"] += 1
        walked["answered"] += bool(able)
        walked["leaves"] += len(places)
        for at, held in places:
            if isinstance(held, bytes):
                continue
            values: tuple[Any, ...] = hostile.TEXTS if isinstance(held, str) else hostile.INTEGERS
            for value in dice.sample(values, tries):
                person = "dispatch-1" if kind in _OF_THE_DISPATCHER else dice.choice(able or people)
                walked["tries"] += 1
                try:
                    walked[
                        "unfit"
                        if attempt(core, person, hostile.put(call, at, value)) == "out of bounds"
                        else "ran"
                    ] += 1
                except Exception as error:  # noqa: BLE001 - every one of them is told
                    failures.append(
                        f"{kind.__name__} {at} {value!r:.40} by {person}: {type(error).__name__} {error!s:.90}"
                    )
    log.info("walked %s", (dict(walked)))
    record_property("walked", dict(walked))
    assert walked["leaves"] > 100
    assert not failures, f"{len(failures)} of {walked['tries']}:\n" + "\n".join(failures)


def test_a_value_out_of_bounds_is_refused_by_its_field_and_the_connection_goes_on(desk: PlainDesk) -> None:
    with dial(desk, Hello(frames.VERSION, "zhaomin")) as sock:
        first(sock)
        for call, field in (
            ({"call": "FindingsPage", "list_id": 2**64 - 1}, "list_id"),
            ({"call": "ListsPage", "after": "x"}, "after"),
            ({"call": "SaveDraft", "draft": {"slots": [{"list_id": 2**63}]}}, "list_id"),
            ({"call": "AddOptOuts", "numbers": [1] * 100_001, "scope": "all", "source": ""}, "numbers"),
        ):
            sock.sendall(frames.framed(msgspec.msgpack.encode([7, call])))
            refusal = frames.decode_reply(first(sock)).refusal
            assert refusal is not None
            assert (refusal.code, refusal.params) == ("out_of_bounds", {"field": field})
        sock.sendall(frames.encode(calls.Envelope(8, calls.WhoAmI())))
        assert frames.decode_reply(first(sock)).id == 8


def test_half_a_character_among_the_arguments_reaches_the_desk_as_a_mark_in_its_place() -> None:
    call = sends.HoldSlot(1, 1, "客户\udcff投诉")
    (payload,) = frames.Splitter().feed(frames.encode(calls.Envelope(1, call)))
    assert every_call.decode_envelope(payload).call == sends.HoldSlot(1, 1, "客户\ufffd投诉")


def test_signed_text_stays_as_it_came() -> None:
    text = '{"reason":"e\u0301\uf92d"}'
    (payload,) = frames.Splitter().feed(frames.encode(calls.Envelope(1, calls.Enact(text, "s"))))
    assert every_call.decode_envelope(payload).call == calls.Enact(text, "s")


def test_a_flood_of_combining_marks_is_cut_before_it_is_put_in_order() -> None:
    flood = "e" + "\u0301\u0316" * 200_000
    began = time.process_time()
    kept = bounds.text_tidied(flood)
    assert len(kept) <= 31
    assert unicodedata.is_normalized("NFC", kept)
    # Putting the whole of it in order takes minutes.
    assert time.process_time() - began < 5


def test_no_integer_and_no_list_of_any_call_is_without_a_bound() -> None:
    assert [where for kind in EVERY_CALL for where in _boundless(kind, kind.__name__)] == []
    assert list(_boundless(dispatch.Released, "Released")) == []


def _boundless(kind: Any, where: str) -> Iterator[str]:
    for name, type_ in hostile.hints(kind).items():
        yield from _boundless_type(type_, f"{where}.{name}")


def _boundless_type(kind: Any, where: str) -> Iterator[str]:
    plain, arguments = hostile.plain(kind), typing.get_args(hostile.plain(kind))
    if plain is kind and (kind is int or typing.get_origin(kind) in {list, dict}):
        yield where
    if isinstance(plain, type) and issubclass(plain, msgspec.Struct) and not issubclass(plain, SignedAct):
        yield from _boundless(plain, where)
    for one in arguments if typing.get_origin(plain) is not typing.Literal else ():
        yield from _boundless_type(one, where)
