"""What a dispatcher says of how far its database goes: kept as it signed it, for the day on which it has forgotten."""

from typing import Any

import msgspec
import pytest

from console.domain.times import render
from console.errors import ConsoleError
from console.signing.canonical import dumps
from console.wire.ledger.memory import Memory, PullMemories, PullResults, TellMemory
from tests.services.core import Core

DISPATCH = "dispatch-1"


def word(core: Core, number: int, *, line: str = "a", signer: Any = None, **fields: Any) -> TellMemory:
    told = Memory(
        org=core.org.roots.org, by=DISPATCH, at=render(core.at), line=line * 32, number=number, gateways=["demo"],
        seq=0, hash="0" * 64,
    )  # fmt: skip
    text = dumps(msgspec.to_builtins(msgspec.structs.replace(told, **fields)))
    key = signer or core.org.service
    return TellMemory(text.decode(), key.sign(text, f"sms-memory@{core.org.roots.org}"))


def kept(core: Core) -> list[tuple[str, int]]:
    told = [msgspec.json.decode(text, type=Memory) for text, _ in core.call(DISPATCH, PullMemories())]
    return [(one.line[0], one.number) for one in told]


def test_the_furthest_word_of_a_start_stays_and_a_new_start_takes_its_place(core: Core) -> None:
    assert kept(core) == []
    for number in (0, 7, 3):
        core.call(DISPATCH, word(core, number))
    assert kept(core) == [("a", 7)]
    core.call(DISPATCH, word(core, 1, line="b"))
    assert kept(core) == [("b", 1)]


def test_a_word_that_is_not_the_dispatcher_s_own_is_not_kept(core: Core) -> None:
    good = word(core, 7)
    core.call(DISPATCH, good)
    for bad in (
        word(core, 9, signer=core.org.people["sunli"]),
        word(core, 9, by="dispatch-2"),
        word(core, 9, org="elsewhere"),
        TellMemory(good.text.replace('"number":7', '"number":9'), good.signature),
        TellMemory(good.text + " ", good.signature),
        TellMemory("{}", good.signature),
    ):
        with pytest.raises(ConsoleError) as error:
            core.call(DISPATCH, bad)
        assert error.value.code == "bad_report"
    assert kept(core) == [("a", 7)]


@pytest.mark.parametrize(
    "call", [PullMemories(), PullResults(1, 1), TellMemory("{}", "")], ids=lambda c: type(c).__name__
)
def test_no_person_tells_or_reads_it(core: Core, call: Any) -> None:
    core.refuses("not_a_service", "sunli", call)
