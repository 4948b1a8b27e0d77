"""What a declared act or call says of itself: bytes, form, command and comparison come from it, so it is tried on every one of them."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from console.cli import declared as commands
from console.domain import acts, declared
from console.domain.declared import Asked
from console.domain.losses.losses import Certificate, Found, Reissued, Requested, Told
from console.domain.pair import PairAct
from console.domain.people.orders import Deputation, Suspension
from console.domain.shapes import SignedAct
from console.domain.two_person.pairs import PROPOSED, Proposal
from console.locale import words
from console.screens import act_form
from console.signing.statements import decode, encode
from console.widgets.modals import Filled
from console.widgets.show import cells
from console.wire import every_call

ASKING: list[type[msgspec.Struct]] = [
    *(kind for kind in acts.BY_TAG.values() if declared.of(kind) and kind is not Proposal),
    *PROPOSED.values(),
    *(kind for kind in every_call.AnyCall.__args__ if declared.of(kind)),
]
LABEL = 19
"""Cells of a label in a form."""
LISTS = {"numbers", "choices", "texts", "quoted", "papers", "slots"}
DRAWN_BY_THEIR_PAGE = {
    *("pledge.accepted", "application.duties", "request.quoted", "request.attachments", "request.slots"),
}
TYPED_WITH_THE_DRAFT = {"request.slots"}
"""As an option of their own: `--slot`."""
NEEDED_BY_ANOTHER = {
    "complaint.mobile": ("complaint_opt_out_whom", "R13"),
    "paper_form.of": ("field_missing", "R3"),
    "paper_form.code": ("field_missing", "R3"),
}
"""Fields that may be left out, but not where every other one is filled in."""
SOME: dict[str, Any] = {"numbers": 1, "quoted": {}, "papers": {}, "slots": {}}
NOON = "2026-11-24T04:00:00Z"


def fields() -> Iterator[Any]:
    for kind in ASKING:
        yield from (pytest.param(kind, one, id=one.field) for one in declared.of(kind))


def clause(kind: type[msgspec.Struct]) -> str:
    return kind.RULE.clause if issubclass(kind, PairAct) else str(getattr(kind, "CLAUSE", SignedAct.CLAUSE))


def given(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """What somebody says who fills in every field, each as long as it may be."""
    return {one.name: _given(one) for one in declared.of(kind)}


def _given(one: Asked) -> Any:
    if one.kind == "tick":
        return True
    if one.kind in {"number", "again"}:
        return 1
    if one.kind in {"time", "now"}:
        return NOON
    if one.kind == "day":
        return NOON[:10]
    if one.kind == "mobile":
        return 16100000001
    if one.kind == "phone":
        return "010-00000001"
    if one.kind in LISTS - {"texts"}:
        return list(one.choices) or [SOME.get(one.kind, "甲")]
    text = one.choices[0] if one.choices else "甲" * (one.most or declared.LINE)
    return [text] if one.kind == "texts" else text


def found(kind: type[msgspec.Struct], /, **changed: Any) -> dict[str, tuple[str, str]]:
    said = {name: value for name, value in (given(kind) | changed).items() if value is not None}
    return {name: (one.code, one.clause) for name, one in declared.faults(kind, said)}


@pytest.mark.parametrize("kind", ASKING)
def test_what_is_typed_is_said_by_its_last_name_and_no_name_twice(kind: type[msgspec.Struct]) -> None:
    names = [one.name for one in declared.of(kind)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", ASKING)
def test_an_act_that_is_filled_in_whole_has_no_fault(kind: type[msgspec.Struct]) -> None:
    assert found(kind) == {}


@pytest.mark.parametrize(("kind", "one"), fields())
def test_a_field_that_must_be_given_is_missed_and_another_is_not(
    kind: type[msgspec.Struct], one: Asked
) -> None:
    code = one.missing.code if one.missing else "field_missing"
    blank: Any = {"tick": False, "number": 0, "again": 0, "mobile": 0}.get(
        one.kind, [] if one.kind in LISTS else " \n"
    )
    cited = one.missing.clause if one.missing else clause(kind)
    wanted = {one.name: (code, cited)} if one.needed and one.kind != "number" else {}
    if one.field in NEEDED_BY_ANOTHER:
        wanted = {one.name: NEEDED_BY_ANOTHER[one.field]}
    assert found(kind, **{one.name: blank}) == wanted
    assert found(kind, **{one.name: None}) == wanted


@pytest.mark.parametrize(("kind", "one"), fields())
def test_a_value_of_another_shape_is_refused(kind: type[msgspec.Struct], one: Asked) -> None:
    wrong: Any = "yes" if one.kind in {"tick", "number", "again", "mobile"} else True
    assert one.name in found(kind, **{one.name: wrong})


@pytest.mark.parametrize(("kind", "one"), fields())
def test_a_list_holds_nothing_of_another_shape(kind: type[msgspec.Struct], one: Asked) -> None:
    if one.kind in LISTS:
        wrongs: tuple[Any, ...] = ("甲" if one.kind == "numbers" else 1, True, [], None)
        for wrong in wrongs:
            assert {name.rstrip("0123456789") for name in found(kind, **{one.name: [wrong]})} == {one.name}


@pytest.mark.parametrize(("kind", "one"), fields())
def test_a_text_is_bounded_where_the_act_is(kind: type[msgspec.Struct], one: Asked) -> None:
    if one.most and not one.choices and not one.urgent and one.kind in {"line", "lines"}:
        assert found(kind, **{one.name: "甲" * (one.most + 1)}) == {one.name: ("too_long", clause(kind))}
    if one.kind == "texts":
        second = [_given(one)[0], "甲" * (one.most + 1)]
        assert found(kind, **{one.name: second}) == {f"{one.name}1": ("too_long", clause(kind))}


@pytest.mark.parametrize("kind", ASKING)
def test_a_field_that_the_act_does_not_have_is_not_lost_in_silence(kind: type[msgspec.Struct]) -> None:
    assert found(kind, colour="red") == {"colour": ("field_unknown", "I1")}


@pytest.mark.parametrize(("kind", "one"), fields())
def test_every_field_has_its_place_in_form_and_command_and_its_words(
    kind: type[msgspec.Struct], one: Asked
) -> None:
    del kind
    if one.seen:
        assert all(words.has(words.field_key(one.noun, one.named), lang) for lang in ("zh", "en"))
        return
    parts = {*act_form.KINDS, act_form.AGAIN, act_form.TEXTS}
    assert one.kind in parts or one.field in DRAWN_BY_THEIR_PAGE
    assert one.kind in commands.KINDS or one.field in TYPED_WITH_THE_DRAFT
    for lang in ("zh", "en"):
        label = words.text(words.field_key(one.noun, one.named), lang)
        assert cells(label) < LABEL, f"{label!r} would be cut off"
        if one.kind == "tick":
            assert words.text(f"ask.{one.field}", lang)
        assert words.field(one.field, lang) == label


def test_no_day_that_the_calendar_lacks_is_signed() -> None:
    assert found(Told, when="2026-02-31T04:00:00Z") == {"when": ("time_unreadable", "R12")}


def test_a_mobile_number_stands_in_no_text_that_people_write() -> None:
    assert found(Told, answer="回电 138 0013 8000") == {"answer": ("application_mobile", "I6")}
    assert found(Told, person="客服 13800138000") == {"person": ("application_mobile", "I6")}


def test_a_code_that_others_gave_may_look_like_a_mobile_number() -> None:
    assert found(Requested, ticket="13800138000") == {}


def test_a_digest_of_what_was_shown_is_nobody_s_number() -> None:
    assert found(acts.Approval, shown="13800138000" + "a" * 53) == {}


def beyond() -> dict[str, Any]:
    return {
        "org": "yunling", "by": "zhengtao", "at": NOON, "roster": 1, "case": "a" * 64, "previous": "b" * 64,
        "department": "general", "holder": "fenglei", "kind": "leak",
    }  # fmt: skip


def test_an_act_says_what_was_said_and_what_the_desk_knows_and_its_bytes_are_good() -> None:
    act = declared.filled(Certificate, given(Certificate), beyond())
    assert declared.said_in(act) == given(Certificate)
    assert (act.holder, act.kind, act.by) == ("fenglei", "leak", "zhengtao")
    assert decode(encode(act)) == act


def test_the_desk_cannot_add_what_nobody_said_nor_leave_a_field_of_its_own_out() -> None:
    for spoiled in (beyond() | {"colour": "red"}, {k: v for k, v in beyond().items() if k != "holder"}):
        with pytest.raises(msgspec.ValidationError):
            declared.filled(Certificate, given(Certificate), spoiled)


def test_each_field_that_the_desk_changes_is_named() -> None:
    said = given(Reissued)
    known = {name: beyond()[name] for name in ("org", "by", "at", "roster", "case", "previous")}
    act = declared.filled(Reissued, said, known)
    assert declared.differing(act, said) == []
    for name, other in {"old_void": False, "when": "2026-11-24T04:00:01Z", "checked": "x"}.items():
        assert declared.differing(act, said | {name: other}) == [name]


def test_urgent_words_are_kept_without_what_may_not_stand_and_refuse_nothing() -> None:
    said = {"person": "zhaomin", "reason": f" 口令外泄\u200b，电话 138 0013 8000{'，' * 3000}"}
    assert list(declared.faults(Suspension, said)) == []
    act = declared.filled(Suspension, said, {n: beyond()[n] for n in ("org", "by", "at", "roster")})
    assert act.reason.startswith("口令外泄\ufffd,电话 138****8000,")
    assert len(act.reason) == 2000
    assert declared.differing(act, said) == []
    assert declared.differing(act, said | {"reason": "口令外泄"}) == ["reason"]


@pytest.mark.parametrize("categories", [["notice", "shouting"], ["notice", 7], "notice"])
def test_of_a_set_nothing_is_taken_but_its_own_values(categories: Any) -> None:
    wrong = found(Deputation, categories=categories)
    code = "not_a_choice" if categories == ["notice", "shouting"] else "field_missing"
    assert wrong == {"categories": (code, "R2")}


def test_what_was_left_out_must_be_empty_in_the_act() -> None:
    act = declared.filled(
        Told, given(Told), {k: beyond()[k] for k in ("org", "by", "at", "roster", "case", "previous")}
    )
    assert declared.differing(act, {k: v for k, v in given(Told).items() if k != "answer"}) == ["answer"]


def test_a_text_is_said_without_blanks_around_it_and_with_one_kind_of_line_end() -> None:
    said = {"where": " 抽屉里\r\n第二层\r \n"}
    known = {name: beyond()[name] for name in ("org", "by", "at", "roster", "case", "previous")}
    act = declared.filled(Found, said, known)
    assert act.where == "抽屉里\n第二层"
    assert declared.differing(act, said) == []
    assert declared.differing(replace(act, where=f"{act.where} "), said) == ["where"]


def test_a_number_that_no_line_asked_for_again_is_no_answer() -> None:
    page: Any = SimpleNamespace(session=SimpleNamespace(now=str))
    said = act_form.answered(
        page, acts.Approval, {}, Filled({"content_checked": True, "list_checked": True}, {}, b"")
    )
    assert "count" not in said
    assert said["content_checked"] is True
