"""What an approver is told of a version that came back: every field that changed, alone, on the card, in the commands and for templates."""

from typing import Any

import msgspec
import pytest

from console import reading
from console.acting.approvals import cards, versions
from console.acting.requests.templates import against
from console.domain import acts, declared
from console.errors import ConsoleError
from console.screens.approvals.card import computed_words
from console.screens.session import Session
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.views import templates as template_words
from console.wire.requests import approvals, templates
from tests.cli.conftest import Office

MAY_CHANGE = declared.of(acts.REQUEST)
NAMES = [one.name for one in MAY_CHANGE]
SAYS = templates.Template(
    name="到期提醒",
    subtype="到期提醒",
    purpose="提醒客户办理到期存款",
    telephone="010-00000001",
    consent="协议第7条",
    audience="本行定期存款客户",
    selection="12月1日到期",
    list_source="核心系统",
    signature="【云岭示范银行】",
    body="您的定期存款将于12月1日到期,请及时办理。",
    remarks="加急",
)

GIVEN = [one for one in MAY_CHANGE if one.name in SAYS.given()]
"""What a template gives."""


@pytest.fixture
def twice(office: Office) -> approvals.ScopeCard:
    """The card of a request that came back with nothing changed, made from a template that gives every field."""
    core = office.core
    template = core.call("zhaomin", templates.WriteTemplate("business", SAYS)).id
    request = core.requested(
        template=template,
        template_version=1,
        remarks="加急",
        gateway="demo",
        opt_out="",
        telephone="010-00000001",
    )
    core.step("sunli", "return", request, text="再核对一遍")
    core.submit(core.view("zhaomin", request).draft, "zhaomin", request)
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    return card


def told(card: approvals.ScopeCard) -> set[str]:
    """What the card, read by the signer's own program, says has changed."""
    reader = Session(lambda _person: None, None, lambda _person: None).reader  # type: ignore[arg-type, return-value]  # nobody sits
    return {one.field for one in reading.changed_since(reader, versions.of_card(card))}


def other(one: declared.Asked, value: Any) -> Any:
    match value:
        case bool():
            return not value
        case int():
            return value + 1
        case list():
            parts = {
                "quoted": {"text": "http://a.cn/x", "registered": True},
                "papers": {"name": "合同.pdf", "sha256": "0" * 64},
                "slots": {**(value[:1] or [{}])[0], "closes": "2026-11-24T10:00:01Z"},
            }
            return [parts[one.kind]]
        case _ if one.choices:
            return next(choice for choice in one.choices if choice != value)
    return f"{value}改"


def with_another(card: approvals.ScopeCard, one: declared.Asked) -> approvals.ScopeCard:
    """The card of the same version with one field changed, as a desk of this release would give it."""
    act = cards.read(card)
    whole: Any = msgspec.to_builtins(act)
    *before, last = one.path
    within = whole
    for name in before:
        within = within.setdefault(name, {})
    within[last] = other(one, declared.said_in(act)[one.name])
    text = dumps(whole).decode()
    return msgspec.structs.replace(card, statement=text, digest=digest(text.encode()))


def test_a_version_that_came_back_the_same_says_so(twice: approvals.ScopeCard) -> None:
    assert told(twice) == set()


@pytest.mark.parametrize("one", MAY_CHANGE, ids=NAMES)
def test_each_asked_field_changed_alone_is_told(twice: approvals.ScopeCard, one: declared.Asked) -> None:
    card = with_another(twice, one)
    path = ".".join(one.path)
    assert any(f"{field}.".startswith(f"{path}.") for field in told(card) - told(twice)), path


@pytest.mark.parametrize("one", GIVEN, ids=[".".join(one.path) for one in GIVEN])
def test_each_field_of_a_template_changed_alone_is_told(
    twice: approvals.ScopeCard, one: declared.Asked
) -> None:
    assert twice.template is not None
    same, held = (
        against(cards.read(twice), twice.template),
        against(cards.statement((card := with_another(twice, one)).statement, card.digest), twice.template),
    )
    assert same is not None
    assert held is not None
    assert same.found.changes == ()
    assert [change.field for change in held.found.changes] == [one.name]
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    assert session.label("field", one.name) in template_words.notes(session.viewer, held)[0][1]


CHANGED = {"basis": "consent", "consent": "客户2026年11月签的同意书", "telephone": "010-00000009", "rate": 7}


@pytest.mark.parametrize("name", CHANGED)
def test_card_and_commands_show_a_field_that_was_changed_after_a_return(office: Office, name: str) -> None:
    core = office.core
    request = core.requested()
    core.step("sunli", "return", request, text="再核对一遍")
    draft = msgspec.structs.replace(core.view("zhaomin", request).draft, **{name: CHANGED[name]})
    core.submit(draft, "zhaomin", request)
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    drawn = computed_words(session, card, cards.read(card), 76).plain
    changed = reading.changed_since(session.reader, versions.of_card(card))
    assert name in {one.field for one in changed}
    line = next(one for one in changed if one.field == name)
    assert f"+ {line.new}" in drawn
    printed = office("sunli", "approval", "scope", request, lang="zh").out
    assert f"{line.label}: {line.old or '无'} → {line.new}" in printed
    assert line.new in office("sunli", "request", "versions", request, lang="zh").out
    listed = office.json("sunli", "approval", "scope", request).data["changed"]
    assert name in {one["field"] for one in listed}


LIES = {
    "an earlier version of its own": lambda card: msgspec.structs.replace(
        card, before=card.before.replace("到期提醒", "到期告知")
    ),
    "none at all": lambda card: msgspec.structs.replace(card, before=""),
    "the newer one twice": lambda card: msgspec.structs.replace(card, before=card.statement),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_desk_that_hides_the_version_before_is_refused(twice: approvals.ScopeCard, lie: str) -> None:
    with pytest.raises(ConsoleError) as caught:
        told(LIES[lie](twice))
    assert caught.value.code in {"prepared_differs", "prepared_unreadable"}
