"""Filters of lists: the word that people see is understood, in both languages; an unknown one is refused and never means "none"."""

import pytest

from console.cli import exits
from console.locale import words
from tests.cli.conftest import Office

FILTERS = [
    ("sunli", ("request", "list"), "--state", "submitted", "state.request.submitted"),
    ("sunli", ("request", "list"), "--state", "unsettled", "state.request.unsettled"),
    ("sunli", ("request", "list"), "--category", "promotion", "category.promotion"),
    ("qianwei", ("send", "list"), "--state", "sending", "state.slot.sending"),
    ("qianwei", ("send", "recipients", "1"), "--state", "no_receipt", "state.recipient.no_receipt"),
    ("zhaomin", ("template", "list"), "--state", "offered", "state.template.offered"),
    ("zhaomin", ("template", "list"), "--category", "notice", "category.notice"),
    ("wuhong", ("complaint", "list"), "--state", "answered", "state.complaint.answered"),
    ("wuhong", ("replies", "list"), "--state", "open", "state.reply.open"),
    ("wuhong", ("watch", "list"), "--state", "open", "state.watch.open"),
    ("wangfang", ("application", "list"), "--state", "carried_out", "state.application.carried_out"),
    ("wangfang", ("contacts", "optouts"), "--state", "ended", "state.optout.ended"),
    ("wangfang", ("archive", "list"), "--state", "lent", "paper_state.lent"),
    ("wangfang", ("archive", "emergencies"), "--state", "entered", "emergency_state.entered"),
]


@pytest.mark.parametrize(("person", "command", "option", "word", "key"), FILTERS, ids=str)
def test_the_printed_word_filters_as_the_word_of_programs_does_and_an_unknown_one_is_refused(
    office: Office, person: str, command: tuple[str, ...], option: str, word: str, key: str
) -> None:
    office.core.cleared()
    asked = office(person, *command, option, word)
    assert asked.code == exits.OK, asked.err
    for lang in ("zh", "en"):
        said = office(person, *command, option, words.text(key, lang))
        assert (said.code, said.out) == (exits.OK, asked.out), lang
        wrong = office(person, *command, option, "nonsense", lang=lang)
        assert (wrong.code, wrong.out) == (exits.USAGE, "")
        assert "nonsense" in wrong.err
        assert f"{word} {words.text(key, lang)}" in wrong.err


@pytest.mark.parametrize(
    ("person", "command"),
    [
        ("sunli", ("request", "list", "--state", "draft")),
        ("sunli", ("request", "list", "--text", "zzz")),
        ("qianwei", ("send", "list", "--state", "done")),
        ("zhaomin", ("contacts", "list", "--text", "zzz")),
        ("shenyu", ("ledger", "list", "--kind", "loss.reported")),
    ],
    ids=str,
)
def test_a_filter_that_leaves_nothing_does_not_say_that_there_is_nothing(
    office: Office, person: str, command: tuple[str, ...]
) -> None:
    office.core.cleared()
    for lang in ("zh", "en"):
        assert office(person, *command, lang=lang).out == words.text("cli.nothing_fits", lang) + "\n"


@pytest.mark.parametrize(
    ("person", "command", "said"),
    [
        ("sunli", ("request", "list", "--limit", "5"), "cli.no_requests"),
        ("hanxue", ("order", "list", "--all"), "cli.no_orders"),
    ],
    ids=str,
)
def test_without_a_filter_a_list_says_that_there_is_nothing(
    office: Office, person: str, command: tuple[str, ...], said: str
) -> None:
    assert office(person, *command).out == words.text(said, "en") + "\n"


def test_a_state_chooses_the_requests_that_are_in_it(office: Office) -> None:
    office.core.cleared()
    office.core.requested("promotion")
    numbers = {
        state: [
            row["state"] for row in office.json("sunli", "request", "list", "--state", state).data["rows"]
        ]
        for state in ("审批中", "可放行", "草稿")
    }
    assert numbers == {"审批中": ["submitted"], "可放行": ["cleared"], "草稿": []}
