"""The links and telephone numbers that a request names are those of its text (R11)."""

import msgspec
import pytest

from console.acting.own_trust import Own
from console.acting.requests import submission
from console.acting.rosters import registered
from console.domain import acts
from console.domain.content import quoted
from console.domain.content.lists import Registered
from console.domain.rosters.rule_files import Kind
from console.signing.statements import decode
from console.wire import calls
from console.wire.answers import Prepared
from console.wire.requests.drafts import Draft, Preview
from tests import asking
from tests.papers import Line
from tests.services.core import Core, one_clock
from tests.services.rosters.test_rule_files import bring, publish, words

BODY = "存款12月1日到期，详见https://bank.example/a?b=1，或拨010-00000002、95588。"


@pytest.fixture(autouse=True)
def _clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def prepared(core: Core, draft: Draft) -> tuple[int, Prepared]:
    form = core.call("zhaomin", calls.SaveDraft(draft)).id
    return form, core.call("zhaomin", asking.request(form))


def said(made: Prepared) -> list[tuple[str, bool]]:
    act = decode(made.text.encode())
    assert isinstance(act, acts.Request)
    return [(one.text, one.registered) for one in act.quoted]


def faults(core: Core, draft: Draft) -> list[tuple[str, str]]:
    preview: Preview = core.call("zhaomin", calls.PreviewDraft(draft))
    return [(one.field, one.refusal.code) for one in preview.faults]


def test_what_stands_in_the_text_is_filled_in_and_compared_by_the_drafters_own_program(core: Core) -> None:
    draft = core.draft(core.add_list(), body=BODY, quoted=[("95588", True)])
    found = [("https://bank.example/a?b=1", False), ("010-00000002", False), ("95588", True)]
    assert core.call("zhaomin", calls.PreviewDraft(draft)).quoted == found
    _, made = prepared(core, draft)
    assert said(made) == found
    act = submission.insist(made, draft, by="zhaomin")
    for changed in (
        act.quoted[1:],
        [*act.quoted, act.quoted[0]],
        [msgspec.structs.replace(act.quoted[0], registered=True)],
    ):
        lie = msgspec.structs.replace(act, quoted=[*changed, *act.quoted[len(changed) :]])
        assert submission.differing(draft, lie) == ["quoted"]
    typed = core.draft(core.add_list(), body=BODY, quoted=[("96588", False), ("010 00000002", False)])
    assert faults(core, typed) == [("quoted", "quoted_not_in_text")]


def test_the_signed_list_says_what_is_registered_also_to_the_drafters_own_program(core: Core) -> None:
    signatures = "[registered]\nsignatures = "
    more = '[registered]\nlinks = ["bank.example"]\ntelephones = ["95588"]\nsignatures = '
    publish(core, bring(core, Kind.SCREENING, words(core, (signatures, more))))
    draft = core.draft(core.add_list(), body=BODY, quoted=[("95588", False)])
    found = [("https://bank.example/a?b=1", True), ("010-00000002", False), ("95588", True)]
    _, made = prepared(core, draft)
    assert said(made) == found
    line, own = Line(core, "zhaomin"), Own(lambda: core.org.roots)
    known = registered.of_draft(line, own, draft)
    assert (known.links, known.telephones) == (["bank.example"], ["95588"])
    act = submission.insist(made, draft, by="zhaomin", registered=known)
    lie = [msgspec.structs.replace(one, registered=True) for one in act.quoted]
    assert submission.differing(draft, msgspec.structs.replace(act, quoted=lie), known) == ["quoted"]
    claimed = core.draft(core.add_list(), body=BODY, quoted=[("010-00000002", True)])
    assert faults(core, claimed) == [("quoted", "quoted_not_registered")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("请点 www . bank . com", ["www.bank.com"]),
        ("看http://a.com/4008001234", ["http://a.com/4008001234"]),
        ("拨010-00000002或010－00000002", ["010-00000002"]),
        ("拨０１０-00000002", ["０１０-00000002"]),
        ("客服95588，12月1日", []),
        ("订单号4008001234", []),
    ],
)
def test_each_is_found_once_as_it_stands(text: str, found: list[str]) -> None:
    assert quoted.found(text) == found


def test_a_link_that_no_field_holds_is_refused(core: Core) -> None:
    draft = core.draft(core.add_list(), body=f"见https://bank.example/{'a' * 200}")
    assert faults(core, draft) == [("body", "too_long")]


def test_nothing_registered_leaves_it_to_whoever_typed_it() -> None:
    assert quoted.filled("拨010-00000002", [("01000000002", True)], Registered()) == [("010-00000002", True)]
