"""Of a row that was left out the number is kept and nothing else: what stands beside it is about a person."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.contacts.beside import BESIDE, only_number, told

NUMBER = "13900139000"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"欧阳秘密0 {NUMBER} 欠款0万元", f"…{NUMBER}…"),
        (f"{NUMBER}张三", f"{NUMBER}…"),
        (f"张三　{NUMBER}", f"…{NUMBER}"),
        (f"{NUMBER}\n李四 欠35000", f"{NUMBER}…"),
        (f"330102199001011234 {NUMBER}", f"…{NUMBER}"),
        ("张三 139-0013-9000 家属13800138000", "…139-0013-9000…13800138000"),
        ("１３９００１３９０００　李", "１３９００１３９０００…"),
        ("王 0571-88886666 1390013900", "…0571-88886666 1390013900"),
        (f"{NUMBER} ￥500", f"{NUMBER}…"),
        (f"{NUMBER},500", f"{NUMBER}…"),
        (f"\U000e0041{NUMBER}", f"…{NUMBER}"),
        ("手机号", "…"), ("合计", "…"), ("6222021234567890123", "…"), ("=VLOOKUP(王五)", "…"), ("欠款35000元", "…"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_number_goes(text: str, said: str) -> None:
    assert only_number(text) == said


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, f" {NUMBER} ", "+86 139 0013 9000", "0086 139-0013-9000", f"{NUMBER};13800138000", f"{NUMBER}13800138000",
        f"{NUMBER}.5", "1390013900 0", "1390013900(0)", "1.39E+10", "#N/A", "#DIV/0!", "=…", "95588", "1390013", "",
        f"\u200b{NUMBER}", "１３９００１３９０００", f"'{NUMBER}", "(021)58881234",
    ],
)  # fmt: skip
def test_a_number_in_whatever_writing_stays(text: str) -> None:
    assert only_number(text) == text


def test_where_it_stands_stays_before_it() -> None:
    assert told(f"C: 张三{NUMBER}", "other_column") == f"C: …{NUMBER}"
    assert told("名单!B7: 张三", "junk") == "名单!B7: …"
    # What only looks like a place is a name.
    assert told(f"LI: {NUMBER}", "junk") == f"…{NUMBER}"


WORDS = st.text(st.sampled_from("张三李四欧阳欠款万元abcXYZ甲é한ひ𠮷€★"), min_size=1, max_size=8)


@given(
    WORDS,
    st.sampled_from(["", " ", "　", "\t", ":", "，", "\n", "1", "35000"]),
    st.booleans(),
    st.sampled_from(["junk", "extra_column"]),
)
def test_no_word_beside_a_number_is_kept(words: str, between: str, before: bool, reason: str) -> None:
    text = f"{words}{between} {NUMBER}" if before else f"{NUMBER} {between}{words}"
    said = told(text, reason)
    assert re.fullmatch(rf"[{BESIDE}\s]*{NUMBER}[{BESIDE}\s]*", said)
    assert told(said, reason) == said
