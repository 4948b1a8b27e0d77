"""What is wrong with a file that a person wrote is named by line and field."""

from typing import Annotated

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain import toml_lines
from console.domain.toml_lines import FileFaultError


class Leaf(msgspec.Struct, forbid_unknown_fields=True):
    count: Annotated[int, msgspec.Meta(ge=1)]
    words: list[str] = []


class Document(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    part: dict[str, Leaf]
    many: list[Leaf] = []
    deep: dict[str, dict[str, Leaf]] = {}


GOOD = """\
# a note
name = "x"

[part.first]
count = 1
words = [
  "a",
  "b",
]

[part."second one"]
count = 2

[[many]]
count = 3

[[many]]
count = 4
words = ["a"]

[deep.a.b]
count = 5
"""


def fault(text: str) -> FileFaultError:
    with pytest.raises(FileFaultError) as caught:
        toml_lines.read(text, Document)
    return caught.value


def test_a_good_document_is_read() -> None:
    assert toml_lines.read(GOOD, Document).part["second one"].count == 2


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "field"),
    [
        ("count = 1", "count = '1'", "type", 5, "part.first.count"),
        ("count = 2", "count = 0", "value", 12, "part.second one.count"),
        ("count = 3", "count = 3.5", "type", 15, "many[1].count"),
        ("count = 4", "count = -4", "value", 18, "many[2].count"),
        ("count = 5", "cuont = 5", "unknown", 22, "deep.a.b.cuont"),
        ("count = 5", "", "missing", 21, "deep.a.b.count"),
        ('  "b",', "  2,", "type", 6, "part.first.words[2]"),
        ('words = ["a"]', "words = 'a'", "type", 19, "many[2].words"),
        ('name = "x"', "", "missing", 0, "name"),
        ('name = "x"', "name = [1]", "type", 2, "name"),
        ('name = "x"', 'name = "x', "not_toml", 2, ""),
        ("[deep.a.b]", "[deep.a.b", "not_toml", 21, ""),
        ("count = 5\n", "count = 5\ncount = 6\n", "not_toml", 23, ""),
        ('name = "x"', 'name = """x\ncount = 1\n"""\nother = 2', "unknown", 5, "other"),
        ("count = 2", "count = 2\nwords.a = 1", "type", 13, "part.second one.words"),
    ],
)
def test_a_fault_is_named_by_its_line_and_field(old: str, new: str, code: str, line: int, field: str) -> None:
    assert old in GOOD
    found = fault(GOOD.replace(old, new, 1))
    assert (found.code, found.line, found.field) == (code, line, field), str(found)
    assert str(found)


def test_the_words_of_a_fault_say_the_line_the_field_and_what() -> None:
    assert str(fault(GOOD.replace("count = 2", "count = true"))) == (
        "line 12: part.second one.count: int expected, not bool"
    )
    assert str(FileFaultError("too_large", detail="9 > 8")) == "9 > 8"
    assert toml_lines.fault(GOOD, ("many", 1, "words"), "no").line == 19


def test_a_place_that_is_nowhere_has_the_line_of_what_would_hold_it() -> None:
    assert toml_lines.line_of(GOOD, ("part", "first", "nothing")) == 4
    assert toml_lines.line_of(GOOD, ("nothing",)) == 0
    assert toml_lines.line_of("a.b = 1\n[[c.d]]\n[c.d.e]\nf = 1\n", ("c", "d", 0, "e", "f")) == 4
    assert toml_lines.line_of("= 1\n[]\n a\tb = 2\n", ("a",)) == 0


@pytest.mark.parametrize(
    "line",
    ["[#]", "[[#]]", "[a = {} # x]", "[a={b=1,c=2} #]", "[ # comment ]", "[a=" + "[" * 5_000, "[x][y]"],
    ids=lambda one: one[:9],
)
def test_what_looks_like_the_name_of_a_table_and_is_none_is_no_toml_on_its_line(line: str) -> None:
    assert (fault(f'name = "x"\n{line}\n').code, fault(f'name = "x"\n{line}\n').line) == ("not_toml", 2)
    said, found = toml_lines.mended(f'name = "x"\n{line}]\nother = 1\n')
    assert [(one.code, one.line, one.field) for one in found] == [("not_toml", 2, "")]
    assert said is not None
    assert toml_lines.line_of(f"{line}]\nother = 1\n", ("other",)) in {0, 2}


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(["[", "]", "{}", "#", " = ", "a", "\n"]), max_size=9).map("".join))
def test_no_text_is_too_odd_to_be_told_by_its_lines(text: str) -> None:
    for one in toml_lines.mended(text)[1]:
        assert 1 <= one.line <= text.count("\n") + 1
    assert toml_lines.line_of(text, ("a",)) <= text.count("\n") + 1


@pytest.mark.parametrize("value", ["1" * 5_000, "[" * 5_000], ids=["long", "deep"])
def test_a_value_too_long_or_too_deep_for_a_parser_is_no_toml_on_its_line(value: str) -> None:
    text = f'name = "x"\ncount = {value}\nother = 1\n'
    assert (fault(text).code, fault(text).line) == ("not_toml", 2)
    said, found = toml_lines.mended(text)
    assert said == {"name": "x", "other": 1}
    assert [(one.code, one.line, one.field) for one in found] == [("not_toml", 2, "count")]


def test_a_word_alone_on_its_line_is_never_told_as_a_key() -> None:
    text = 'password =\n"hunter2"\nhunter2\n[hunter2\n"port": 3\nrate：4\n'
    _, found = toml_lines.mended(text)
    assert [one.field for one in found] == ["password", "", "", "", "port", "rate"]


def test_full_width_signs_within_quotes_are_not_what_is_wrong() -> None:
    _, found = toml_lines.mended('a = "一，二"x\nb ＝ "一，二"\n')
    assert [(one.code, one.detail) for one in found][1:] == [("full_width", "＝")]
    assert found[0].code == "not_toml"
