"""Our reader says what Fluent's own runtime says, and what it does not read is refused."""

import itertools
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from console.locale import catalogue, fluent
from tools.check_locale import misread

LOCALES = {"zh": "zh-CN", "en": "en-US"}


def told_by_the_runtime(source: str, lang: str, value: str | int | None = None) -> Iterator[tuple[str, str]]:
    """Every text of a file by our key, each value its name in brackets where none is given."""
    functions: Any = {name: partial("<{} {}>".format, name) for name in fluent.KEYS}
    functions |= {name: partial("<{} >".format, name) for name in fluent.NAMES}
    bundle = FluentBundle([LOCALES[lang]], functions=functions, use_isolating=False)
    bundle.add_resource(FluentResource(source))
    for entry in FluentParser().parse(source).body:
        if not isinstance(entry, ftl.Message):
            continue
        key = entry.id.name.replace("-", ".")
        message = bundle.get_message(entry.id.name)
        parts = {
            f"{key}.{one.id.name}": (message.attributes[one.id.name], one.value) for one in entry.attributes
        }
        if message.value is not None and entry.value is not None:
            parts[f"{key}.what" if parts.keys() - {f"{key}.command"} else key] = message.value, entry.value
        for name, (compiled, pattern) in parts.items():
            wanted = names_in(pattern)
            values = {one: f"<{one}>" if value is None else value for one in wanted}
            said, errors = bundle.format_pattern(compiled, values)
            assert errors == [], name
            yield name, str(said)


def names_in(node: ftl.BaseNode) -> set[str]:
    """The variables of a text, as the parser has them."""
    found = {node.id.name} if isinstance(node, ftl.VariableReference) else set()
    for part in vars(node).values():
        for one in part if isinstance(part, list) else [part]:
            if isinstance(one, ftl.BaseNode):
                found |= names_in(one)
    return found


def told_by_us(source: str, lang: str, value: str | int | None = None) -> dict[str, str]:
    return {
        key: fluent.filled(
            text, lang, lambda name: f"<{name}>" if value is None else str(value), "<{} {}>".format
        )
        for key, text in fluent.parse(source).items()
    }


@pytest.mark.parametrize(
    ("lang", "noun"), [(lang, noun) for lang in catalogue.LANGUAGES for noun in catalogue.files(lang)]
)
def test_every_text_reads_as_fluent_reads_it(lang: str, noun: str) -> None:
    source = catalogue.files(lang)[noun].read_text("utf-8")
    for value in (None, 1, 2) if "->" in source else (None,):
        wanted = dict(told_by_the_runtime(source, lang, value))
        assert wanted
        assert told_by_us(source, lang, value) == wanted
    assert list(misread(source, lang)) == []


def test_no_text_is_missed_between_file_and_catalogue() -> None:
    for lang in catalogue.LANGUAGES:
        assert catalogue.find("no.such.key", lang) is None
        for path in catalogue.files(lang).values():
            for key, text in fluent.parse(path.read_text("utf-8")).items():
                assert catalogue.find(key, lang) == text


WHOLE = """\
### Said of the file.

# Said of the next message.
plain = words = more words
blank-edges = { "  " }between{ " " }
braces = { "{" }{ $name }{ "}" }
same = { $a }{ $a }{ $b-c }
lines = first
    second, indented

    after a blank line
    { " " }with a blank before it
counted = { $n ->
    [one] one row of { $n }
   *[other] { $n } rows
} in all
exact = { $n ->
    [0] none
    [one] one
   *[other] several{ " " }
}
kind = { $n ->
   *[a] the one
    [b] the other
}
keys = press { KEY("card.approve") } or { FIELD_KEY("all.leave") }{ KEY("no.such_action") }
ordered = ask { GENERAL() } for { $name }{ GENERAL() }
pressed = { $n ->
    [one] { KEY("card.approve") } for one
   *[other] { KEY("card.approve") } for { $n } at { GENERAL() }
}
failure = What happened to { $name }.
    .why = { $name }: why
        in two lines
    .next = What to do.
    .command = What to type.
remedy = What to press on { PAGE("all.sends") }.
    .command = What to type.
"""


@pytest.mark.parametrize("lang", catalogue.LANGUAGES)
@pytest.mark.parametrize("value", [0, 1, 2, 11, 21, "a", "b", "one", "x\n[one] y", "{ $name }", None])
def test_all_that_we_read_of_fluent_reads_as_fluent_reads_it(lang: str, value: str | int | None) -> None:
    assert list(misread(WHOLE, lang)) == []
    told = told_by_us(WHOLE, lang, value)
    assert told == dict(told_by_the_runtime(WHOLE, lang, value))
    assert set(told) >= {"failure.what", "failure.why", "failure.next", "blank.edges"}
    assert set(told) >= {"failure.command", "remedy", "remedy.command"}


def test_one_is_a_plural_in_english_and_none_in_chinese() -> None:
    assert told_by_us(WHOLE, "en", 1)["counted"] == "one row of 1 in all"
    assert told_by_us(WHOLE, "zh", 1)["counted"] == "1 rows in all"
    assert told_by_us(WHOLE, "en", 0)["exact"] == "none"


def test_the_names_of_the_values_are_told_those_of_a_selector_too() -> None:
    texts = fluent.parse(WHOLE)
    assert fluent.names(texts["counted"]) == {"n"}
    assert fluent.names(texts["same"]) == {"a", "b-c"}
    assert fluent.names(texts["plain"]) == set()
    assert fluent.calls(texts["keys"]) == {
        ("KEY", "card.approve"), ("FIELD_KEY", "all.leave"), ("KEY", "no.such_action"),
    }  # fmt: skip
    assert fluent.calls(texts["pressed"]) == {("KEY", "card.approve")}
    assert fluent.calls(texts["plain"]) == set()
    assert fluent.names("{ $n ->\n[one] { $a }\n*[other] b\n}") == {"n", "a"}


@pytest.mark.parametrize(
    "source",
    [
        "-brand = ours\n",
        "a = words\nb = { a }\n",
        "a = { -brand }\n",
        "a = { NUMBER($n) }\n",
        "a = { KEY($n) }\n",
        'a = { KEY("x", "y") }\n',
        'a = { KEY("x", in: "fields") }\n',
        'a = { KEYS("x") }\n',
        'a = { KEY ("x") }\n',
        "a = { 7 }\n",
        'a = { "\\u0041" }\n',
        'a = { "\\"" }\n',
        "a = { $n",
        "a = } b\n",
        "a.b = words\n",
        "a=words\n",
        "a =  words  \n",
        "a =\n    words\n",
        "a = words\n      deeper\n    less\n",
        "a = words\n      .b = c\n   .d=e\n",
        "a =\n    .why = c\n",
        "a = one\na = two\n",
        "a = words\nno Fluent\n",
        "a = words\n\n  \n    more\n",
        "a = { $n ->\n    [one] one\n}\n",
        "a = { NUMBER($n) ->\n   *[one] one\n}\n",
        "a = { $n ->\n   *[one] { $m ->\n       *[x] y\n    }\n}\n",
        'a = { { "b" } }\n',
        "a = b\r\n",
    ],
)
def test_what_we_do_not_read_or_read_otherwise_is_refused(source: str) -> None:
    good = "good = words\n"
    assert list(misread(good, "en")) == []
    assert list(misread(good + source, "en")) != []


def test_values_are_never_read_as_fluent() -> None:
    for value, lang in itertools.product(['{ "x" }', "{ $other }", "}", "{"], catalogue.LANGUAGES):
        told = fluent.filled('a { $n } b { KEY("x") }', lang, {"n": value}.__getitem__, "{} {}".format)
        assert told == f"a {value} b KEY x"
