"""Frames: what goes in comes out, and hostile bytes give one named error."""

import builtins
import re
import types
import typing
from enum import Enum
from typing import Any

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from console.domain.refusals import Refusal
from console.wire import calls, every_call, frames
from console.wire.answers import Blob, Done
from console.wire.base import Ask, Do, EnactCall
from console.wire.bounds import tidied
from console.wire.calls import Envelope, Hello, Notice, Problem, Reply, Welcome
from console.wire.contacts import lists
from console.wire.every_call import UnfitCallError
from console.wire.frames import FrameError, Splitter
from console.wire.requests.drafts import Draft, SlotDraft

EVERY_CALL = typing.get_args(every_call.AnyCall)
IDS = st.integers(1, 2**53 - 1)


def whole_reply(payload: bytes) -> Any:
    """A reply and what it holds, as a client reads them."""
    reply = frames.decode_reply(payload)
    return reply if reply.ok is None else frames.decode_answer(reply, Done)


DECODERS = [frames.decode_hello, frames.decode_welcome, every_call.decode_envelope, whole_reply]


SAMPLES = (
    "0.1.1@2026-12-01T01:00:00Z",
    "notice",
    "sent",
    "en",
    "12",
    "1.2",
    "0.1.2",
    "0.1.2.3",
    "queued",
    "cap_day",
    "both",
    "ab" * 32,
    "statement",
    5,
)
"""Values of which one fits each bound."""


def _bounded(arguments: tuple[Any, ...]) -> Any:
    """A value of a type with bounds: so many items, or a text that fits the pattern."""
    bounds = [one for one in arguments if isinstance(one, msgspec.Meta)]
    if typing.get_origin(arguments[0]) is list:
        return sample(arguments[0]) * (next((one.min_length for one in bounds), None) or 1)
    pattern = next((one.pattern for one in bounds), None)
    return next(
        one for one in (sample(arguments[0]), *SAMPLES) if pattern is None or re.search(pattern, str(one))
    )


def _struct(kind: Any) -> Any:
    return kind(*(sample(field.type) for field in msgspec.structs.fields(kind)))


def sample(kind: Any) -> Any:
    """A value of a field's type that is not its default."""
    arguments = typing.get_args(kind)
    match typing.get_origin(kind) or kind:
        case types.UnionType | typing.Union:
            return sample(arguments[0])
        case typing.Annotated:
            return _bounded(arguments)
        case builtins.list:
            return [sample(arguments[0])]
        case builtins.dict:
            return {sample(arguments[0]): sample(arguments[1])}
        case builtins.tuple:
            return tuple(sample(one) for one in arguments)
        case builtins.str:
            return "文"
        case builtins.bytes:
            return b"\0\xff"
        case builtins.bool:
            return True
        case builtins.int:
            return 161_999_999
        case named:
            return next(iter(named)) if issubclass(named, Enum) else _struct(named)


def payload(frame: bytes) -> bytes:
    (found,) = Splitter().feed(frame)
    return found


@given(IDS, st.sampled_from(["WhoAmI", "RequestsPage"]), st.text(max_size=50))
def test_a_call_comes_out_as_it_went_in(number: int, kind: str, text: str) -> None:
    call = calls.WhoAmI() if kind == "WhoAmI" else calls.RequestsPage(text=text)
    found = every_call.decode_envelope(payload(frames.encode(Envelope(number, call))))
    assert found == Envelope(number, tidied(call))


def test_a_text_that_was_signed_comes_out_byte_for_byte() -> None:
    # Two characters that any other text would have as one.
    call = lists.FinishList(1, "e\u0301", "e\u0301", bytes(32))
    assert every_call.decode_envelope(payload(frames.encode(Envelope(1, call)))).call == call
    plain = every_call.decode_envelope(
        payload(frames.encode(Envelope(1, calls.RequestsPage(text="e\u0301"))))
    )
    assert plain.call == calls.RequestsPage(text="\u00e9")


@pytest.mark.parametrize("kind", EVERY_CALL)
def test_every_kind_of_call_survives_the_way(kind: Any) -> None:
    call = sample(kind)
    frame = frames.encode(Envelope(1, call))
    assert every_call.decode_envelope(payload(frame)).call == call


def test_no_kind_of_call_is_left_out_of_the_union() -> None:
    named = {one for base in (Ask, Do, EnactCall) for one in base.__subclasses__()}
    # Other tests of this process may have calls of their own.
    assert {one for one in named if one.__module__.startswith("console.")} == set(EVERY_CALL)


@given(st.text(max_size=20), st.text(max_size=20))
def test_greetings_come_out_as_they_went_in(person: str, service: str) -> None:
    hello = Hello(frames.VERSION, person, service)
    assert frames.decode_hello(payload(frames.encode(hello))) == hello
    welcome = Welcome(frames.VERSION, Refusal(person, service, {"a": person}))
    assert frames.decode_welcome(payload(frames.encode(welcome))) == welcome
    assert frames.decode_welcome(payload(frames.encode(Welcome(1)))) == Welcome(1)


def test_an_answer_is_decoded_as_exactly_the_type_of_the_call() -> None:
    done = Done(3, 4, "x")
    reply = frames.decode_reply(
        payload(frames.encode(Reply(7, ok=msgspec.Raw(msgspec.msgpack.encode(done)))))
    )
    assert reply.id == 7
    assert frames.decode_answer(reply, Done) == done
    with pytest.raises(FrameError):
        frames.decode_answer(reply, Blob)


def test_refusals_and_problems_hold_no_answer() -> None:
    refused = Reply(1, refusal=Refusal("own_work", "R2", {"person": "x"}))
    failed = Reply(2, problem=Problem("unexpected", {}, "abcd"))
    for reply in (refused, failed):
        decoded = frames.decode_reply(payload(frames.encode(reply)))
        assert decoded == reply
        with pytest.raises(FrameError):
            frames.decode_answer(decoded, Done)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(1),
        Reply(1, ok=msgspec.Raw(b"\x01"), problem=Problem("x")),
        Reply(1, refusal=Refusal("x", "R2"), problem=Problem("x")),
    ],
)
def test_a_reply_with_none_or_several_parts_is_refused(reply: Reply) -> None:
    with pytest.raises(FrameError):
        frames.decode_reply(payload(frames.encode(reply)))


def test_a_notice_travels_as_reply_number_0() -> None:
    reply = frames.decode_reply(payload(frames.encode_notice(["lists", "sends"])))
    assert reply.id == 0
    assert frames.decode_notice(reply) == Notice(["lists", "sends"])


@given(st.lists(st.binary(min_size=1, max_size=200), max_size=8), st.data())
def test_payloads_are_cut_right_however_the_stream_is_chopped(
    whole: list[bytes], data: st.DataObject
) -> None:
    stream = b"".join(map(frames.framed, whole))
    splitter, found = Splitter(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += splitter.feed(stream[:size])
        stream = stream[size:]
    assert found == whole
    assert not splitter.pending


@pytest.mark.parametrize("length", [0, frames.MAX_FRAME + 1, 0xFFFFFFFF])
def test_a_length_out_of_bounds_is_refused_at_once_and_for_good(length: int) -> None:
    splitter = Splitter()
    with pytest.raises(FrameError):
        splitter.feed(length.to_bytes(4, "big"))
    with pytest.raises(FrameError):
        splitter.feed(frames.framed(b"good"))


def test_the_longest_frame_passes_and_one_byte_more_does_not() -> None:
    assert payload(frames.framed(b"x" * frames.MAX_FRAME)) == b"x" * frames.MAX_FRAME
    for size in (0, frames.MAX_FRAME + 1):
        with pytest.raises(FrameError):
            frames.framed(b"x" * size)
    with pytest.raises(FrameError):
        frames.encode(Envelope(1, lists.AddNumbers(1, bytes(frames.MAX_FRAME))))


def test_a_lower_limit_holds_until_it_is_raised() -> None:
    with pytest.raises(FrameError):
        Splitter(4).feed(frames.framed(b"12345"))
    splitter = Splitter(4)
    splitter.limit = 5
    assert splitter.feed(frames.framed(b"12345")) == [b"12345"]


@pytest.mark.parametrize("number", [0, -1, 2**53, 2**63])
def test_a_call_number_out_of_bounds_is_refused(number: int) -> None:
    with pytest.raises(FrameError):
        every_call.decode_envelope(payload(frames.encode(Envelope(number, calls.WhoAmI()))))


HOSTILE = [
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\x91" * 100_000,
    b"\x92\x01" + b"\x91" * 100_000,
    b"\x92\x01\x81\xa4call" + b"\x81\xa1a" * 100_000,
    b"\x92\x01\xa2\xff\xfe",
    b"\x92\x01\x81\xa4call\xa4Nope",
    b"\x92\x01\x82\xa4call\xa6WhoAmI\xa4call\xa6People\xc0",
    b"\x92\x01\xc7\x0c\xff" + b"\xff" * 12,
    b"\xc9\xff\xff\xff\xff\x01",
    b"\x81\xa7version\xa1x",
    b"",
]


def test_a_greeting_with_a_field_of_another_type_is_refused() -> None:
    with pytest.raises(FrameError):
        frames.decode_hello(b"\x82\xa7version\x01\xa6person\x01")


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize("bad", HOSTILE, ids=range(len(HOSTILE)))
def test_known_hostile_payloads_give_the_named_error_alone(decode: Any, bad: bytes) -> None:
    with pytest.raises(FrameError):
        decode(bad)


@settings(max_examples=300)
@given(st.binary(max_size=300))
@example(b"\x00\x00\x00\x01\xc1")
def test_any_bytes_give_payloads_or_the_named_error(data: bytes) -> None:
    try:
        payloads = Splitter().feed(data)
    except FrameError:
        payloads = []
    for one in [*payloads, data]:
        for decode in DECODERS:
            try:
                decode(one)
            except FrameError:
                continue


@settings(max_examples=300)
@given(st.integers(0, 400), st.binary(min_size=1, max_size=4), st.sampled_from(DECODERS))
def test_a_good_message_with_bytes_changed_gives_a_message_or_the_named_error(
    at: int, change: bytes, decode: Any
) -> None:
    draft = calls.SaveDraft(Draft(purpose="a", slots=[SlotDraft(1)], quoted=[("x", True)]))
    for message in (
        Envelope(1, draft),
        Reply(1, refusal=Refusal("a", "b")),
        Hello(1, "a", source="x" * 64),
        Welcome(1),
    ):
        good = bytearray(msgspec.msgpack.encode(message))
        good[at % len(good) : at % len(good) + len(change)] = change
        try:
            decode(bytes(good))
        except (FrameError, UnfitCallError):
            continue
