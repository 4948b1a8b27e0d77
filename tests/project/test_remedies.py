"""A remedy fits the place where one stands: a page and a key on a screen, a command at the command line."""

from collections.abc import Iterator

import pytest

from console import actions
from console.locale import catalogue, fluent, words
from console.widgets.columns import folded
from console.widgets.room import ROOM
from console.widgets.show import show
from tools import check_remedies
from tools.check_locale import load

_BODY = 16
"""Lines of a dialog's body at 80x23."""


@pytest.fixture(autouse=True)
def on_a_screen() -> Iterator[None]:
    """Whatever ran before in this process."""
    words.use_commands(False)
    yield
    words.use_commands(False)


@pytest.fixture
def typed(on_a_screen: None) -> None:
    del on_a_screen
    words.use_commands(True)


def test_no_text_that_a_screen_may_show_names_a_command() -> None:
    assert list(check_remedies.findings(load())) == []


@pytest.mark.parametrize(
    "said",
    [
        "用 request show 看。",
        "写明原因（--reason）。",
        "看 sms-console doctor。",
        "先 custody hand-over list",
        "看 doctor，再试。",
        "核对人员编号（people）。",
    ],
)
def test_a_command_or_option_in_a_refusal_is_found(said: str) -> None:
    catalogue_with = {"refusal.reason_missing.what": ("无", "no"), "refusal.reason_missing.next": (said, "-")}
    (finding,) = check_remedies.findings(catalogue_with)
    assert finding.startswith("refusal.reason_missing.next: names")


def test_an_option_in_english_alone_is_found() -> None:
    said = {"refusal.reason_missing.next": ("勾选后再签。", "Tick both (--content-checked), then sign.")}
    (finding,) = check_remedies.findings(said)
    assert "--content-checked" in finding


def test_a_key_alone_in_what_a_command_meets_too_is_found() -> None:
    said = ('按 { KEY("all.back") } 返回。', 'Press { KEY("all.back") }.')
    (finding,) = check_remedies.findings({"refusal.reason_missing.next": said})
    assert "names a key alone" in finding
    # With words for the command line, and where only a page says it, nothing is amiss.
    assert [*check_remedies.findings({"refusal.entry_edge.next": said})] == []
    both = {"refusal.reason_missing.next": said, "refusal.reason_missing.command": ("写原因。", "Say why.")}
    assert [*check_remedies.findings(both)] == []


@pytest.mark.parametrize("key", ["hold.clock_ahead", "freeze_scope.all"])
def test_a_command_in_words_whose_key_is_put_together_is_found(key: str) -> None:
    (finding,) = check_remedies.findings({key: ("须两人启用（freeze rearm）", "-")})
    assert finding.startswith(f"{key}: names")


def test_words_that_only_resemble_a_command_are_none() -> None:
    for said in ('按 { KEY("request.edit") } 修改', "requests shown", "2026-业务部-0001", "sms-console"):
        assert check_remedies.naming(said) == []


def test_a_commands_words_that_want_a_value_of_nobody_are_found() -> None:
    texts = {
        "refusal.a.what": ("{ $n }", "{ $n }"),
        "refusal.a.next": ("-", "-"),
        "refusal.a.command": ("{ $m }", "-"),
    }
    (finding,) = check_remedies.findings(texts)
    assert "wants ['m']" in finding


@pytest.mark.parametrize("lang", catalogue.LANGUAGES)
def test_no_remedy_is_higher_than_its_dialog(lang: str) -> None:
    for key, pair in load().items():
        if not key.endswith(".next"):
            continue
        why = load().get(f"{key.removesuffix('next')}why", ("", ""))
        body = "\n\n".join(f"Why so: {one[lang == 'en']}" for one in (why, pair))
        filled = fluent.filled(body, lang, lambda _: "x" * 24, lambda _, action: action[-6:])
        assert len(folded(show(filled), ROOM)) <= _BODY, key


def test_on_a_screen_a_remedy_names_page_and_key() -> None:
    said = words.problem("no_such_request", {"request": "9"}, "zh").next
    assert "2 申请" in said
    assert "request list" not in said


@pytest.mark.usefixtures("typed")
def test_at_the_command_line_it_names_the_command() -> None:
    assert "request list" in words.problem("no_such_request", {"request": "9"}, "zh").next
    assert "complaint answer" in words.text("next.complaint", "en")


def test_where_both_need_the_same_words_there_is_one_text() -> None:
    texts = load()
    for key, pair in texts.items():
        base, _, last = key.rpartition(".")
        if last == fluent.COMMAND and f"{base}.next" in texts:
            assert pair != texts[f"{base}.next"], key


def test_a_page_is_called_by_its_key_and_name() -> None:
    key = actions.find("all.sends").keys[0]
    said = words.problem("no_such_reply", {}, "en").next
    assert f"{key} {words.text('tab.sends', 'en')}" in said
