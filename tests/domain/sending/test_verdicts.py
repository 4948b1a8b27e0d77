"""What state words of receipts mean: the dialects that are seen in the field, and words that nobody knows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.sending.verdicts import Verdict, verdict
from console.gateways.smpp import codec
from console.gateways.smpp.codec import ShortMessage
from console.gateways.smpp.receipts import receipt

D, F, P, N = Verdict.DELIVERED, Verdict.FAILED, Verdict.PENDING, Verdict.NONE


@pytest.mark.parametrize(
    ("status", "meant"),
    [
        # SMPP 3.4, appendix B
        ("DELIVRD", D), ("EXPIRED", F), ("DELETED", F), ("UNDELIV", F), ("REJECTD", F), ("ACCEPTD", P), ("ENROUTE", P),
        ("UNKNOWN", N),
        # case, spelling, full names, what stands around the word
        ("delivrd", D), ("Delivered", D), ("DELIVERED", D), ("DELIVERD", D), ("DELIVRED", D), ("DELIVRD,", D), ("DELIVRD\0", D),
        ("undeliv", F), ("UNDELIVERABLE", F), ("Undelivered", F), ("REJECTED", F), ("rejectd", F), ("FAILED", F), ("expired", F),
        ("BUFFRED", P), ("ACKED", P), ("Accepted", P), ("SCHEDULED", P), ("enroute", P),
        # CMPP words that aggregators pass on: what a centre gave back is an end, silence is none
        ("MK:0001", F), ("mk:0012", F), ("MB:0069", F), ("IB:0194", F), ("MA:0001", N), ("MC:0055", N), ("IC:0001", N),
        ("SGIP:-2", N), ("AP:2", N), ("CMPP30ERR:169", N),
        # digits, other tongues, nothing
        ("9", N), ("11", N), ("2", N), ("5", N), ("000", N), ("0", N), ("OK", N), ("zugestellt", N), ("已送达", N), ("", N),
        ("DELIVRD UNDELIV", N), ("NOTDELIVRD", N),
    ],
)  # fmt: skip
def test_a_state_word_means_what_the_field_means_by_it(status: str, meant: Verdict) -> None:
    assert verdict(status, None) is meant
    assert verdict(status.lower(), None) is meant
    assert verdict(f" {status}.", None) is meant


@pytest.mark.parametrize(
    ("status", "state", "meant"),
    [
        ("", 2, D), ("", 5, F), ("", 3, F), ("", 4, F), ("", 8, F), ("", 1, P), ("", 6, P), ("", 0, P), ("", 7, N), ("", 9, N),
        ("", 11, N), ("", 255, N), ("zugestellt", 2, D), ("zugestellt", 7, N), ("DELIVRD", 7, D), ("DELIVRD", 1, D),
        ("ACCEPTD", 2, D), ("UNDELIV", 6, F), ("DELIVRD", 5, N), ("UNDELIV", 2, N), ("DELIVRD", 2, D),
    ],
)  # fmt: skip
def test_word_and_number_are_read_together_and_a_contradiction_says_nothing(
    status: str, state: int, meant: Verdict
) -> None:
    assert verdict(status, state) is meant


@given(st.text(max_size=20))
def test_whatever_is_no_known_word_delivers_and_fails_nobody(word: str) -> None:
    known = word.strip(" \t\r\n\0.,;\"'").casefold().replace("-", "").replace("_", "")
    if not known.isascii() or len(known) < 4:
        assert verdict(word, None) is N


@pytest.mark.parametrize(
    ("text", "status", "meant"),
    [
        (
            b"id:1 sub:001 dlvrd:001 submit date:2611240815 done date:2611240816 stat:delivrd err:000 text:hi",
            "delivrd",
            D,
        ),
        (b"id:1 submitdate:261124081500 donedate:261124081600 stat:DELIVERED err: 0", "DELIVERED", D),
        (b"id:1 done date:2611240816 status:Delivered err:0", "Delivered", D),
        (b"stat:UNDELIV id:1", "UNDELIV", F),
        (b"id:1 stat:DELIVRD err:000\0", "DELIVRD", D),
        (b"id:1 stat:DELIVRD\0", "DELIVRD", D),
        (b"id:1 stat:EXPIRED err:0A1 Text:DELIVRD", "EXPIRED", F),
        (b"id:1 sub:001 err:000", "", N),
        (b"00,2611240815,2611240816,000,13800138000,1069,1", "", N),
        (b"id:1 stat: err:000", "err:000", N),
    ],
)
def test_receipts_as_providers_write_them_give_their_word(text: bytes, status: str, meant: Verdict) -> None:
    message = ShortMessage(source=b"13800138000", esm_class=4, short_message=text)
    read = receipt(message, 0)
    assert read.status == status
    assert verdict(read.status, read.state) is meant
    assert read.raw == text
    assert codec.DELIVER_SM
