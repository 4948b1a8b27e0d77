"""The dispatcher's own socket: a freeze and a hold never fail for their words, and no value is unexpected."""

import asyncio
import logging
import struct
from collections import Counter
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch.claiming.refusals import LackingError
from console.dispatch.control_socket import ControlSocket
from console.dispatch.reports import outbox
from console.wire import control
from console.wire.control import Question
from tests import hostile_values as hostile
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch.test_doubt_in_steps import House
from tests.dispatch.test_holds import told

log = logging.getLogger(__name__)

WORDS = [one for one in hostile.TEXTS if len(one) < 20_000]


async def raw(one: World, question: dict[str, Any]) -> dict[str, Any]:
    """The answer to a question as any program may write it."""
    reader, writer = await asyncio.open_unix_connection(one.home / "run" / "dispatch.sock")
    data = msgspec.msgpack.encode(question)
    writer.write(struct.pack(">I", len(data)) + data)
    (length,) = struct.unpack(">I", await reader.readexactly(4))
    answer: dict[str, Any] = msgspec.msgpack.decode(await reader.readexactly(length))
    writer.close()
    return answer


async def test_whatever_is_typed_the_send_is_held_and_the_freeze_is_made(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 5)
        for words in WORDS:
            held = await told(one, verb="hold", request=1, slot=1, reason=words)
            assert held["ok"]["hold"] == 1, words
        for nth, words in enumerate(WORDS[:19]):
            frozen = await told(one, verb="freeze", scope="request", subject=str(nth + 1), reason=words)
            assert frozen["ok"]["freeze"], words
        frozen = await told(one, verb="freeze", scope="all", reason="客户\uf92d投诉 13800138000")
        assert frozen["ok"]["freeze"]
        reasons = {reason for (reason,) in one.rows('SELECT reason FROM "freeze"')}
        assert "客户來投诉 138****8000" in reasons
        assert one.task is not None
        assert not one.task.done()


async def test_any_value_in_any_question_is_answered_or_refused_by_name(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        walked: Counter[str] = Counter()
        for verb in ("status", "hold", "freeze", "unfreeze", "custody", "x"):
            honest = {name: "" if kind is not int else 1 for name, kind in
                      ((name, hostile.plain(kind)) for name, kind in hostile.hints(Question).items())}  # fmt: skip
            honest |= {"verb": verb, "person": "wangfang", "scope": "request", "subject": "1"}
            for at, held in hostile.leaves(honest):
                for value in (hostile.INTEGERS if isinstance(held, int) else WORDS)[
                    :: 1 if verb == "hold" else 5
                ]:
                    answer = await raw(one, hostile.put(honest, at, value))
                    assert answer.keys() <= {"ok", "refusal", "problem"}, (verb, at, value)
                    if "problem" in answer:
                        assert answer["problem"]["code"] != "unexpected"
                    walked["asked"] += 1
                    walked[next(iter(answer))] += 1
        log.info("walked %s", (dict(walked)))
        assert one.task is not None
        assert not one.task.done()
        assert (await told(one, verb="status"))["ok"]


async def test_lines_that_say_nothing_keep_nobody_from_freezing(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        silent = [await asyncio.open_unix_connection(one.home / "run" / "dispatch.sock") for _ in range(80)]
        async with asyncio.timeout(10):
            assert (await told(one, verb="freeze", scope="all", reason="盗用"))["ok"]["freeze"]
        for _, writer in silent:
            writer.close()


def test_a_question_with_half_a_character_is_asked_with_a_mark_in_its_place() -> None:
    data = control._encoded(Question("hold", reason="客户\udcff", secret="s\u0301e\u0301"))
    found = control.read(data)
    assert (found.reason, found.secret) == ("客户\ufffd", "s\u0301e\u0301")


@pytest.mark.parametrize(
    "data", [b"", b"\xc1", b"\x91" * 4000, msgspec.msgpack.encode({"verb": 1}), b"\x81\xa4verb\xa2\xff\xff"]
)
def test_what_is_no_question_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(control.UnfitError):
        control.read(data)


def test_a_socket_that_was_never_opened_can_be_closed() -> None:
    asyncio.run(ControlSocket().close())


def test_a_send_that_waits_for_a_file_says_until_when() -> None:
    error = LackingError("policy_not_here", "2026-12-01T00:00:00Z")
    assert (error.name, error.detail, str(error)) == (
        "policy_not_here",
        "until 2026-12-01T00:00:00Z",
        "policy_not_here: until 2026-12-01T00:00:00Z",
    )


def test_the_final_text_of_a_report_is_no_other_report_s(database_url: str, tmp_path: Path) -> None:
    house = House(tmp_path, database_url)
    with house.store.turn() as turn:
        for nth in (1, 2):
            turn.run(
                "INSERT INTO outbox (request, slot, release_digest, event, reason, body) VALUES (?, 1, '', 'done', '', ?)",
                (nth, "{}"),
            )
        first, _ = outbox.pending(turn)
        outbox.rewrite(turn, first, '{"a": 1}')
        assert [one.body for one in outbox.pending(turn)] == ['{"a": 1}', "{}"]
    house.store.close()
