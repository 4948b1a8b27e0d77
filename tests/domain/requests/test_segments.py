import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.requests.segments import (
    BillingRule,
    Encoding,
    Segments,
    billed_parts,
    hidden,
    is_gsm7,
    last_part,
    measure,
    wire_parts,
)

CN, GSM_BILL, ASCII_BILL = BillingRule.CN_70_67, BillingRule.GSM_160_153, BillingRule.ASCII_140_134
UCS2, GSM7, GB = Encoding.UCS2, Encoding.GSM7, Encoding.GB18030
SMILE = "\U0001f600"
FLAG = "\U0001f1e8\U0001f1f3"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
RARE = "\U00020bb7"


@pytest.mark.parametrize(
    ("text", "encoding", "parts"),
    [
        ("1" * 160, GSM7, 1),  # V1
        ("1" * 161, GSM7, 2),
        ("1" * 307, GSM7, 3),
        ("€" + "1" * 158, GSM7, 1),  # V2
        ("€" + "1" * 159, GSM7, 2),
        (SMILE + "1" * 68, UCS2, 1),  # V3
        (SMILE + "1" * 69, UCS2, 2),
        (SMILE + "1" * 133, UCS2, 3),
        (FLAG + "1" * 66, UCS2, 1),  # V4
        (FLAG + "1" * 67, UCS2, 2),
        (RAINBOW + "1" * 64, UCS2, 1),
        (RAINBOW + "1" * 65, UCS2, 2),
        ("A" * 152 + "€" + "A" * 152, GSM7, 3),  # V7
        ("中" * 66 + SMILE + "中" * 66, UCS2, 3),  # V8
        ("€" * 80, GSM7, 1),  # V9
        ("€" * 81, GSM7, 2),
        ("中" * 70, UCS2, 1),  # V10
        ("中" * 71, UCS2, 2),
        ("中" * 134, UCS2, 2),
        ("中" * 135, UCS2, 3),
        ("中" * 469, UCS2, 7),
        ("中" * 470, UCS2, 8),
        ("中" * 500, UCS2, 8),
        (RARE * 35, UCS2, 1),  # V11
        (RARE * 36, UCS2, 2),
        ("中" * 60 + "a" * 20, GB, 1),  # V13
        ("中" * 70, GB, 1),
        ("中" * 71, GB, 2),
        ("a" * 140, GB, 1),
        ("a" * 141, GB, 2),
        # 134 octets of room: a two-octet character does not begin on the last of them.
        ("a" * 133 + "中" * 67 + "a", GB, 3),
        # A four-octet character neither.
        ("中" * 66 + SMILE + "中" * 66, GB, 3),
        ("", UCS2, 0),
    ],
)
def test_parts_on_the_wire(text: str, encoding: Encoding, parts: int) -> None:
    assert wire_parts(text, encoding) == parts


@pytest.mark.parametrize(
    ("text", "rule", "parts"),
    [
        ("中" * 160, CN, 3),  # V5
        ("1" * 350, GSM_BILL, 3),
        ("中" * 150, GSM_BILL, 3),
        ("1" * 68, CN, 1),  # V6
        ("1" * 134, CN, 2),
        ("1" * 135, CN, 3),
        (RARE * 36, CN, 1),  # V11
        ("中" * 60 + "a" * 20, CN, 2),  # V13
        ("€" * 80, GSM_BILL, 1),
        ("€" * 81, GSM_BILL, 2),
        ("a" * 140, ASCII_BILL, 1),
        ("a" * 141, ASCII_BILL, 2),
        ("a" * 268, ASCII_BILL, 2),
        ("a" * 269, ASCII_BILL, 3),
        ("a" * 70 + "中", ASCII_BILL, 2),
        ("", CN, 0),
    ],
)
def test_parts_that_are_charged(text: str, rule: BillingRule, parts: int) -> None:
    assert billed_parts(text, rule) == parts


def test_a_text_is_measured_with_signature_and_brackets() -> None:
    notice = "【某某银行】尊敬的客户，您的定期存款将于12月1日到期，请及时办理。拒收请回复R"  # V12
    assert measure(notice, CN, UCS2) == Segments(40, 1, 1, UCS2)
    assert measure("【华为云】", CN, UCS2).chars == 5  # V6


def test_a_lone_surrogate_cannot_be_sent() -> None:
    for encoding in (UCS2, GB):
        with pytest.raises(ValueError, match="surrogate"):
            wire_parts("a\ud83d", encoding)


def test_text_outside_the_alphabet_cannot_be_sent_as_gsm7() -> None:
    with pytest.raises(ValueError, match="GSM"):
        wire_parts("中", GSM7)


def test_the_gsm_alphabet_has_127_signs_and_ten_extended_ones() -> None:
    # 3GPP TS 23.038, 6.2.1: 128 positions, one of which is the escape.
    signs = [c for c in map(chr, range(0x10000)) if is_gsm7(c)]
    extended = [c for c in signs if wire_parts(c * 81, GSM7) == 2]
    assert len(signs) - len(extended) == 127
    assert set(extended) == set("\f^{}\\[~]|€")
    assert not is_gsm7("`")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_ucs2_parts_agree_with_a_split_that_is_built_and_decoded(text: str) -> None:
    units = text.encode("utf-16-be")
    parts: list[bytes] = []
    if len(units) <= 140:
        parts = [units] if units else []
    else:
        while units:
            cut = min(134, len(units))
            if cut < len(units) and 0xD8 <= units[cut - 2] <= 0xDB:
                cut -= 2
            parts.append(units[:cut])
            units = units[cut:]
    assert "".join(p.decode("utf-16-be") for p in parts) == text
    assert wire_parts(text, UCS2) == len(parts)


@pytest.mark.parametrize(
    ("text", "rule", "last"),
    [
        ("", CN, (0, 70)),
        ("中" * 58, CN, (58, 70)),
        ("中" * 70, CN, (70, 70)),
        ("中" * 71, CN, (4, 67)),
        ("中" * 134, CN, (67, 67)),
        ("中" * 135, CN, (1, 67)),
        ("a" * 160, GSM_BILL, (160, 160)),
        # A pair stays whole: it goes into the second part, though the first has one place left.
        ("a" * 152 + "€" + "a" * 10, GSM_BILL, (12, 153)),
        ("a" * 141, ASCII_BILL, (7, 134)),
    ],
)
def test_how_full_the_last_charged_part_is(text: str, rule: BillingRule, last: tuple[int, int]) -> None:
    assert last_part(text, rule) == last


@given(st.text(max_size=400))
def test_the_last_part_is_never_fuller_than_a_part(text: str) -> None:
    for rule in BillingRule:
        used, room = last_part(text, rule)
        assert used <= room
        assert (used == 0) == (text == "")


@given(st.text(max_size=100))
def test_a_longer_text_never_has_fewer_parts(text: str) -> None:
    for rule in BillingRule:
        assert billed_parts(text + "中", rule) >= billed_parts(text, rule)


@pytest.mark.parametrize(
    "char",
    ["\x00", "\t", "\r", "\x1b", "\x7f", "\x85", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u2028",
     "\u2029", "\ud800", "\ue000", "\u0378", "\ufe0f", "\ufe00", "\U000e0041", "\U000e0100", "\u3164", "\u034f", "\u2800"],
)  # fmt: skip
def test_a_character_that_shows_nothing_is_found_with_its_place(char: str) -> None:
    assert hidden(f"存款{char}到期") == [(2, ord(char))]


@pytest.mark.parametrize(
    "text",
    [SMILE, FLAG, RAINBOW, "\u2764\ufe0f", "1\ufe0f\u20e3", "👨‍👩‍👧", "👩🏽‍💻", "多行\n正文", "全角，。"],
)
def test_emoji_and_line_feeds_are_not_hidden(text: str) -> None:
    assert hidden(text) == []


@pytest.mark.parametrize(
    "text", ["中\u200d中", "😀\u200d", "\u200d😀", "1\ufe0f", "a\ufe0f", "😀\u200d\u200d😀"]
)
def test_a_joiner_outside_an_emoji_is_hidden(text: str) -> None:
    assert hidden(text)
