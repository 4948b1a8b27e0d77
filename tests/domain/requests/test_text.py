"""What a text may hold, and what nobody would see in it."""

import pytest

from console.domain.acts import Text
from console.domain.digit_masking import digits_masked
from console.domain.requests.text import faults, unseen, usual_signature


@pytest.mark.parametrize(
    ("text", "opt_out", "code"),
    [
        (Text(signature="云岭", body="好", opt_out=""), False, "signature"),
        (Text(signature="【云 岭】", body="好", opt_out=""), False, "signature"),
        (Text(signature="【云岭】", body="【好】", opt_out=""), False, "brackets"),
        (Text(signature="【云岭】", body="好", opt_out="【R】"), False, "brackets"),
        (Text(signature="【云岭】", body="e\u0301", opt_out=""), False, "nfc"),
        (Text(signature="【云岭】", body="好\u200b", opt_out=""), False, "hidden"),
        (Text(signature="【云岭】", body="好\u0323\u0324\u0325\u0326\u0330", opt_out=""), False, "piled"),
        (Text(signature="【云岭】", body="好", opt_out=" "), True, "opt_out"),
        (Text(signature="【云岭】", body=" ", opt_out=""), False, "body"),
    ],
)
def test_each_fault_of_a_text_has_its_code(text: Text, opt_out: bool, code: str) -> None:
    assert faults(text, opt_out=opt_out) == [code]


def test_a_good_text_has_no_fault() -> None:
    assert faults(Text(signature="【云岭】", body="好", opt_out="拒收请回复R"), opt_out=True) == []
    assert faults(Text(signature="【云岭】", body="好", opt_out=""), opt_out=False) == []
    assert (
        faults(Text(signature="【云岭】", body="好\u0323\u0324\u0325\u0326", opt_out=""), opt_out=False) == []
    )


@pytest.mark.parametrize(
    "value", ["a\u202e", ["a", "\x00"], {"k": {"x": "\u200b"}}, ("a", "\u2028"), [("a\ufeff", True)]]
)
def test_hidden_characters_are_found_wherever_they_stand(value: object) -> None:
    assert unseen(value)


@pytest.mark.parametrize("value", ["a\nb", ["中", 1, None, True], {"k": {"x": "y"}}, ("a", "b"), 7])
def test_what_everybody_sees_passes(value: object) -> None:
    assert not unseen(value)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("13800138000", "138****8000"),
        ("13800138000 张三", "138****8000 张三"),
        ("１３８００１３８０００", "１３８****８０００"),
        ("138 0013 8000", "138 **** 8000"),
        ("138-0013-8000", "138-****-8000"),
        ("138.0013.8000", "138.****.8000"),
        ("1 3 8 0 0 1 3 8 0 0 0", "1 3 8 * * * * 8 0 0 0"),
        ("138 - 0013 - 8000", "138 - **** - 8000"),
        ("+8613800138000", "+86138****8000"),
        ("0086 138 0013 8000", "0086 138 **** 8000"),
        ("13800138000,13900139000", "138****8000,139****9000"),
        ("13800138000 13900139000", "138******** *******9000"),
        ("1.3800138e10", "1.3****e10"),
        ("1.3800138E+10", "1.3****E+10"),
        ("12345678", "12345678"),
        ("010-62322610", "010-62322610"),
        ("第7行 2026-11-24", "第7行 2026-11-24"),
        ("", ""),
    ],
)
def test_a_row_of_a_file_shows_no_whole_number_however_it_is_written(raw: str, shown: str) -> None:
    assert digits_masked(raw) == shown


@pytest.mark.parametrize(
    ("registered", "usual"),
    [
        ([], "【云岭】"),
        (["【云岭】"], "【云岭】"),
        (["【云岭村镇银行】", "【云岭】"], "【云岭】"),
        (["【云岭村镇银行】", "【云岭银行】"], "【云岭村镇银行】"),
    ],
)
def test_a_new_text_begins_with_the_registered_signature_that_is_the_organisations_name(
    registered: list[str], usual: str
) -> None:
    assert usual_signature(registered, "云岭") == usual
