"""A sentence that names the key of an action asks for it by the action's id, so that it names the key that the person has."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from console import actions
from console.locale import catalogue, fluent, key_names, words
from tools.check_locale import load

_NAMED: Final = {
    words.key_name(key, lang) for one in actions.ACTIONS for key in one.keys for lang in catalogue.LANGUAGES
}
"""Every key that an action has, as people read it in either language."""
_LONG: Final = "|".join(map(re.escape, sorted(name for name in _NAMED if len(name) > 1)))
_LETTERS: Final = "".join(sorted(name for name in _NAMED if len(name) == 1 and name.isalpha()))
_TABS: Final = "|".join(
    words.text(f"tab.{name}", lang) for name in actions.TABS for lang in catalogue.LANGUAGES
)
_ASKED, _VALUE = "¶", "§"
"""Stand for a key that was asked for, and for any other value."""
_APART: Final = rf"(?<![\w.+\-'’\"/=\[])(?<!{_VALUE} ){{}}(?![\w+\-'’=\]{_VALUE}]|\.\w)"
"""A word of its own; Chinese letters are no letters of a Latin word, and what follows a figure is its unit."""
_KEY_LIKE: Final = re.compile(
    "|".join(
        (
            _APART.format(rf"(?:{_LONG}|↵|回车)(?! (?:an?|the|it|another)\b)"),
            _APART.format(f"[{_LETTERS}]"),
            rf"(?<![\d.])[1-9] (?:{_TABS})(?![a-z])",
            r"按 ?[\d/?:.]|\b[Pp]ress(?:es)? [\d/?:.]|(?<=[，；])/ |(?<=, )/ ",
            r"[（(][1-9][)）、,]|(?<!\d)[1-9](?:、| and |, )[a-z]\b",
        )
    ),
    re.ASCII,
)

OTHER_KEYS: Final = {
    # Fields, boxes and dialogs have keys of their own, which no file changes.
    "batch.end": "Enter",
    "batch.keys": "空格 Space x Enter PgUp PgDn",
    "chooser.open": "F4",
    "chooser.keys": "Enter Esc Ctrl+R",
    "chooser.silent": "Esc",
    "people.pick": "Enter",
    "people.pick_hint": "Enter",
    "people.deputy_head": "Enter 空格 Space",
    "people.form_head": "Enter 空格 Space",
    "people.pledge_head": "Enter 空格 Space x",
    "people.which_applications": "Enter Esc",
    "form.keys": "Enter 空格 Space",
    "form.no_list": "Enter",
    "card.code_hint": "Esc",
    "rules.form_head": "Enter",
    "idle.about": "Ctrl+Q",
    "frame.space": "空格 Space",
    "keys.close": "Enter",
    "keys.read": "Esc",
    "keys.confirm": "y n Esc",
    "keys.pick": "Enter Esc",
    "keys.pick_list": "Enter Esc",
    "keys.act.ticks": "空格 Space x",
    "keys.act.next": "Enter",
    "keys.act.last": "Enter Ctrl+S",
    "keys.act.one": "Enter Ctrl+S",
    "keys.act.look": "PgUp PgDn",
    "keys.act.leave": "Esc",
    "choose.solo": "Enter",
    "cli.gateway_new_keys": "回车 Enter",
    "choose.nobody": "Esc",
    "help.dialog.confirm": "y n Esc",
    "help.dialog.pick": "Enter Esc",
    "help.dialog.file": "Enter Ctrl+R Esc /",
    "help.dialog.act": "PgUp PgDn 空格 Space x Enter Ctrl+S Esc",
    "screening_words.go_on": "y",
    # Every list moves and jumps by the same keys, which the file leaves alone.
    "help.lists": "k PgUp PgDn 空格 Space",
    "frame.chord": "t r a c s k f p l",
    # Typed as an answer on the command line.
    "demo.unstarted": "r Enter",
    "demo.ends": "r Enter",
    "demo.ended": "r Enter",
    # Letters and blanks that are no keys.
    "refusal.phrase_unfit.next": "i l o",
    "problem.phrase_mistyped.next": "i l o",
    "reason.spacing": "空格",
    "gateway_file.typed.tables": "空格",
    "head.about": "空格",
    "problem.not_numbers.next": "空格",
    "refusal.text_signature.why": "空格",
    "form.times": "x",
    "ends.late_hours_one": "h",
    "rule_field.gateway.response_timeout": "s",
    "rule_field.gateway.enquire_seconds": "s",
    "hold.desk_silent": "s",
    "figure.median": "h",
    "figure.p90": "h",
}
"""Words that name other keys, or letters, with what they may name; a list's line for a filter (`filter.…`) names Enter."""


def key_like(text: str) -> Iterator[str]:
    """What of a text reads as a key; what it asks for does not count."""
    text = re.sub(r"\{ *(?:FIELD_)?KEY\([^{}]*\}", _ASKED, text)
    text = re.sub(r"\{ *(?:\$[\w-]+|\"[^\"]*\") *\}", _VALUE, text)
    # What is left of braces chooses between texts, which are all read.
    text = re.sub(r"\{ *\$[\w-]+ *->|\*?\[\w+\](?= )|\n\}", "", text)
    for found in _KEY_LIKE.finditer(text):
        yield found.group().strip()


def hand_written(key: str, lang: str, text: str) -> list[str]:
    """What of a text may be the key of an action; in English `a` is an article, which its Chinese shows."""
    may = {"Enter"} if key.startswith("filter.") else {*OTHER_KEYS.get(key, "").split()}
    may |= {"a"} if lang == "en" else set()
    return [one for one in key_like(text) if one not in may]


def texts() -> Iterator[tuple[str, str, str]]:
    """Key, language and text of all words but the pinyin, which are letters."""
    for key, pair in load().items():
        if not key.startswith("pinyin."):
            for lang, text in zip(catalogue.LANGUAGES, pair, strict=True):
                yield key, lang, text


def test_no_sentence_names_the_key_of_an_action_by_hand() -> None:
    found = [
        f"{key} ({lang}): {named}" for key, lang, text in texts() if (named := hand_written(key, lang, text))
    ]
    assert found == []


def test_what_is_said_of_other_keys_is_still_said() -> None:
    said: dict[str, set[str]] = {}
    for key, _, text in texts():
        said.setdefault(key, set()).update(key_like(text))
    for key, named in OTHER_KEYS.items():
        assert {*named.split()} <= said[key], key


@pytest.mark.parametrize(
    "text",
    [
        "没有投诉。按 n 登记一件。", "先按 4、i 导入通讯录", "在 3 审批 按 a 一起批准", "空格选中", "Enter 看全部", "按 Esc 返回",
        "F5 从名册里取人", "{ $n } 件；w 看全部", "（人员页 l，或 order unlock）", "人员（8）", "↵ 选光标处的文件", "打开，/ 按名称筛选",
        "Press i to import", "n enters other paper", "PgDn next", "Ctrl+S signs", "x stops, v begins anew", "{ $n } s; s shows all",
        "(4, i)", "8 and c show", "press 4", "on 6 Keys", "{ $n ->\n[one] n\n*[other] { $n } n\n}",
    ],
)  # fmt: skip
def test_a_key_that_is_written_by_hand_is_found(text: str) -> None:
    assert [*key_like(text)] != []


@pytest.mark.parametrize(
    "text",
    [
        "v{ $version } 于 { $when } 被退回", "{ $n } s left", 'press { KEY("card.approve") }.', "Enter it again", "R0、R12",
        "附件3（8 页）", "five groups", "1 人 = { $total } 段", "2026-11-01..2026-11-30", "ssh-keygen -Y", "it's", "3 days",
    ],
)  # fmt: skip
def test_what_is_no_key_is_not_taken_for_one(text: str) -> None:
    assert [*key_like(text)] == []


def test_every_action_that_words_name_is_there() -> None:
    known = {one.id for one in actions.ACTIONS}
    asked = {(key, action) for key, _, text in texts() for _, action in fluent.calls(text)}
    assert asked
    assert [one for one in asked if one[1] not in known] == []


def test_outside_the_fields_of_a_form_the_first_key_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_names._Actions, "keys", lambda _: ("u", "ctrl+u"))
    assert key_names.of_action("any") == "u"
    assert key_names.of_action("any", in_fields=True) == "ctrl+u"
