"""By which counts a brake is pulled: at the limit, not one before it, and by its own name."""

import pytest

from console.domain.sending.brakes import Answers, Stood, of_line, of_send, read


@pytest.mark.parametrize(
    ("now", "before", "code", "running", "why"),
    [
        (Stood(500, unknown=10), Stood(), "", 0, "brake_unknown: 10/500"),
        (Stood(500, unknown=9), Stood(), "", 0, ""),
        (Stood(499, unknown=499), Stood(), "", 0, ""),
        (Stood(500, refused=100), Stood(), "", 0, "brake_refused: 100/500"),
        (Stood(500, refused=99), Stood(), "", 0, ""),
        (Stood(1000, unknown=20), Stood(500, unknown=11), "", 0, ""),
        (Stood(1000, unknown=21), Stood(500, unknown=11), "", 0, "brake_unknown: 10/500"),
        # Those in doubt before may have their receipts by now.
        (Stood(1000, unknown=3), Stood(400, unknown=11), "", 0, ""),
        (Stood(50, refused=50), Stood(), "0x00000058", 50, "brake_code: 50/0x00000058"),
        (Stood(49, refused=49), Stood(), "0x00000058", 49, ""),
    ],
)
def test_a_send_stops_by_its_counts(now: Stood, before: Stood, code: str, running: int, why: str) -> None:
    assert of_send(now, before, code, running) == why


@pytest.mark.parametrize(
    ("answers", "minutes", "why"),
    [
        (Answers(lost=32), 30, "brake_lost: 32/16"),
        (Answers(lost=31), 30, ""),
        (Answers(unread=20, receipts=21), 30, "brake_unread: 20/21"),
        (Answers(unread=19, receipts=21), 30, ""),
        (Answers(receipts=200, unmatched=10), 30, "brake_unmatched: 10/200"),
        (Answers(receipts=200, unmatched=9), 30, ""),
        (Answers(receipts=199, unmatched=199), 30, ""),
        (Answers(awaited=500, waited=1800), 30, "brake_silent: 500/30"),
        (Answers(awaited=499, waited=99_999), 30, ""),
        (Answers(awaited=500, waited=1799), 30, ""),
        (Answers(awaited=500, waited=99_999), 0, ""),
        (Answers(refused=3, code="0x00000008"), 30, "brake_bind: 3/0x00000008"),
        (Answers(refused=2, code="0x00000008"), 30, ""),
    ],
)
def test_a_line_stops_by_its_counts(answers: Answers, minutes: int, why: str) -> None:
    assert of_line(answers, 16, minutes) == why


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("brake_code: 50/CONNECT-9/7", ("brake_code", "50", "CONNECT-9/7")),
        ("brake_lost: 32/16", ("brake_lost", "32", "16")),
        ("brake_bind: 3/CONNECT-5 v3.0", ("brake_bind", "3", "CONNECT-5 v3.0")),
        ("brake_lost", None), ("brake_lost: 32", None), ("brake_other: 1/2", None), ("怀疑: 1/2", None), ("", None),
    ],
)  # fmt: skip
def test_what_is_said_is_read_again(text: str, found: tuple[str, str, str] | None) -> None:
    assert read(text) == found
