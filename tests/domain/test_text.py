"""What a text may hold, and what nobody would see in it."""

import pytest

from console.domain.acts import Text
from console.domain.text import faults, unseen


@pytest.mark.parametrize(
    ("text", "opt_out", "code"),
    [
        (Text(signature="云岭", body="好", opt_out=""), False, "signature"),
        (Text(signature="【云 岭】", body="好", opt_out=""), False, "signature"),
        (Text(signature="【云岭】", body="【好】", opt_out=""), False, "brackets"),
        (Text(signature="【云岭】", body="好", opt_out="【R】"), False, "brackets"),
        (Text(signature="【云岭】", body="e\u0301", opt_out=""), False, "nfc"),
        (Text(signature="【云岭】", body="好\u200b", opt_out=""), False, "hidden"),
        (Text(signature="【云岭】", body="好", opt_out=" "), True, "opt_out"),
        (Text(signature="【云岭】", body=" ", opt_out=""), False, "body"),
    ],
)
def test_each_fault_of_a_text_has_its_code(text: Text, opt_out: bool, code: str) -> None:
    assert faults(text, opt_out=opt_out) == [code]


def test_a_good_text_has_no_fault() -> None:
    assert faults(Text(signature="【云岭】", body="好", opt_out="拒收请回复R"), opt_out=True) == []
    assert faults(Text(signature="【云岭】", body="好", opt_out=""), opt_out=False) == []


@pytest.mark.parametrize(
    "value", ["a\u202e", ["a", "\x00"], {"k": {"x": "\u200b"}}, ("a", "\u2028"), [("a\ufeff", True)]]
)
def test_hidden_characters_are_found_wherever_they_stand(value: object) -> None:
    assert unseen(value)


@pytest.mark.parametrize("value", ["a\nb", ["中", 1, None, True], {"k": {"x": "y"}}, ("a", "b"), 7])
def test_what_everybody_sees_passes(value: object) -> None:
    assert not unseen(value)
