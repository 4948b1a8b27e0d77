"""Codings and wire segmentation. V-numbers are the published or computed vectors of the project's domain notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.gateways.text import (
    GSM_BASIC,
    GSM_EXTENSION,
    Coding,
    UnencodableError,
    concatenation_header,
    decode,
    encode,
    segments,
    split,
)

GSM7, UCS2, GB = Coding.GSM7, Coding.UCS2, Coding.GB18030
EMOJI, EURO = "\U0001f600", "€"
FLAG = "\U0001f1e8\U0001f1f3"
RAINBOW = "\U0001f3f3\ufe0f\u200d\U0001f308"
NOTICE = "【某某银行】尊敬的客户，您的定期存款将于12月1日到期，请及时办理。拒收请回复R"


@pytest.mark.parametrize(
    ("vector", "coding", "text", "parts"),
    [
        ("V1", GSM7, "1" * 160, 1), ("V1", GSM7, "1" * 161, 2), ("V1", GSM7, "1" * 307, 3),
        ("V2", GSM7, "^" + "1" * 158, 1), ("V2", GSM7, "^" + "1" * 159, 2),
        ("V3", UCS2, EMOJI + "1" * 68, 1), ("V3", UCS2, EMOJI + "1" * 69, 2), ("V3", UCS2, EMOJI + "1" * 133, 3),
        ("V4", UCS2, FLAG + "1" * 66, 1), ("V4", UCS2, FLAG + "1" * 67, 2),
        ("V4", UCS2, RAINBOW + "1" * 64, 1), ("V4", UCS2, RAINBOW + "1" * 65, 2),
        ("V5", UCS2, "中" * 160, 3), ("V5", GSM7, "a" * 350, 3), ("V5", UCS2, "é中" * 75, 3),
        ("V6", UCS2, "例" * 68, 1), ("V6", UCS2, "例" * 134, 2), ("V6", UCS2, "例" * 135, 3),
        ("V7", GSM7, "A" * 152 + EURO + "A" * 152, 3), ("V8", UCS2, "中" * 66 + EMOJI + "中" * 66, 3),
        ("V9", GSM7, EURO * 80, 1), ("V9", GSM7, EURO * 81, 2),
        *[("V10", UCS2, "中" * n, p) for n, p in ((70, 1), (71, 2), (134, 2), (135, 3), (469, 7), (470, 8), (500, 8))],
        ("V11", UCS2, "\U00020bb7" * 35, 1), ("V11", UCS2, "\U00020bb7" * 36, 2),
        ("V12", UCS2, NOTICE, 1), ("V13", GB, "中" * 60 + "a" * 20, 1), ("V13+", GB, "中" * 60 + "a" * 21, 2),
    ],
)  # fmt: skip
def test_a_text_takes_the_parts_that_the_vectors_say(
    vector: str, coding: Coding, text: str, parts: int
) -> None:
    assert len(split(text, coding)) == parts, vector


def test_part_sizes_of_v5_and_the_length_of_v12() -> None:
    assert [len(p) // 2 for p in split("中" * 160, UCS2)] == [67, 67, 26]
    assert [len(p) for p in split("a" * 350, GSM7)] == [153, 153, 44]
    assert len(NOTICE) == 40
    assert len(encode("中" * 60 + "a" * 20, GB)) == 140


def test_v14_and_v52_the_octets_of_known_texts() -> None:
    assert (
        encode("测试gocmpp submit", UCS2).hex()
        == "6d4b8bd50067006f0063006d007000700020007300750062006d00690074"
    )
    assert encode("汉", GB).hex() == "baba"
    assert encode("汉", UCS2).hex() == "6c49"
    assert encode(EMOJI, GB).hex() == "9439fc36"


def test_v15_the_concatenation_headers() -> None:
    assert concatenation_header(0x2A, 2, 1).hex() == "0500032a0201"
    assert concatenation_header(0x1234, 2, 1, wide=True).hex() == "06080412340201"


@pytest.mark.parametrize("bad", [(256, 2, 1), (1, 2, 3), (1, 2, 0), (1, 256, 1), (-1, 2, 1)])
def test_a_header_value_outside_its_field_is_refused(bad: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="out of range"):
        concatenation_header(*bad)


def test_a_wide_header_leaves_66_ucs2_units_and_152_septets() -> None:
    assert [len(p) // 2 for p in split("中" * 133, UCS2, header=7)] == [66, 66, 1]
    assert [len(p) for p in split("a" * 305, GSM7, header=7)] == [152, 152, 1]


def test_the_gsm_tables_are_complete_and_escape_costs_two() -> None:
    assert len(GSM_BASIC) == 128
    assert encode("@£$§à`"[:5], GSM7).hex() == "0001025f7f"
    assert encode("€[", GSM7).hex() == "1b651b3c"
    assert len(GSM_EXTENSION) == 10


@pytest.mark.parametrize(("text", "coding", "position"), [("ab中", GSM7, 2), ("a`", GSM7, 1), ("a\x1b", GSM7, 1), ("\ud800", UCS2, 0)])  # fmt: skip
def test_a_character_that_the_coding_lacks_is_named(text: str, coding: Coding, position: int) -> None:
    with pytest.raises(UnencodableError) as refusal:
        split(text, coding)
    assert refusal.value.position == position


def test_an_empty_text_and_one_over_255_parts_are_refused() -> None:
    with pytest.raises(ValueError, match="empty"):
        split("", UCS2)
    with pytest.raises(ValueError, match="255"):
        split("中" * (67 * 255 + 1), UCS2)
    assert len(split("中" * (67 * 255), UCS2)) == 255


alphabets = {
    GSM7: st.text(
        st.sampled_from([c for c in GSM_BASIC if c != "\x1b"] + list(GSM_EXTENSION)), min_size=1, max_size=700
    ),
    UCS2: st.text(
        st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("中" + EMOJI)),
        min_size=1,
        max_size=300,
    ),
    GB: st.text(
        st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("中a" + EMOJI)),
        min_size=1,
        max_size=300,
    ),
}


@pytest.mark.parametrize("coding", list(Coding))
@given(data=st.data())
def test_every_part_reads_alone_and_all_together_are_the_text(coding: Coding, data: st.DataObject) -> None:
    text = data.draw(alphabets[coding])
    parts = segments(text, coding, 9, 255)
    bodies = [part[6:] for part in parts] if len(parts) > 1 else list(parts)
    for number, part in enumerate(parts, start=1):
        assert len(part) <= (160 if coding is GSM7 else 140)
        if len(parts) > 1:
            assert part[:6] == bytes((5, 0, 3, 9, len(parts), number))
    read = [decode(body, coding) for body in bodies]
    assert "".join(read) == text
    assert all("\ufffd" not in piece or "\ufffd" in text for piece in read)


@given(st.binary(max_size=200), st.integers(0, 255))
def test_reading_a_subscribers_octets_never_fails(octets: bytes, data_coding: int) -> None:
    assert isinstance(decode(octets, data_coding), str)
