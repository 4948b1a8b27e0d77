"""Who of a list is left out is said at import, on the form and on the card, and the counts add up to the list's (R13)."""

from collections import Counter
from itertools import combinations
from typing import Any

import msgspec
import pytest

from console.domain.categories import Category
from console.domain.contacts.optouts import CHOICES, covers
from console.services.contacts import hashed_optouts
from console.services.context import Caller
from console.wire import calls
from console.wire.contacts import lists as list_calls
from console.wire.contacts import optouts
from console.wire.requests import approvals
from console.wire.requests.drafts import Preview
from tests.services.core import Core
from tests.world import numbers

CLAUSE = "存款合同第7条"
OFFER = "新客专享大额存单年化4.5%，额度有限，欢迎立即到店抢购。"
NUMS = list(numbers(20))
OWN: list[tuple[str, str]] = [
    ("department", "business"), ("department", "credit"), ("promotion", ""), ("optional", ""), ("all", ""),
]  # fmt: skip
SETS = [chosen for size in (1, 2, 3) for chosen in combinations(OWN, size)][:19]
"""What the first nineteen of the list refuse: each scope alone, and together with others; the twentieth refuses nothing."""


def refuse_all(core: Core) -> None:
    for number, chosen in zip(NUMS, SETS, strict=False):
        for scope, whose in chosen:
            core.call("wangfang", optouts.AddOptOuts([number], scope, "来电", whose))


def expected(category: Category, *, mandatory: bool) -> dict[str, int]:
    """Counted by hand: each number once, under the widest of its scopes that keeps the message back."""
    found: Counter[str] = Counter()
    for chosen in SETS:
        keeping = [
            scope
            for scope, whose in chosen
            if covers(scope, whose, category, "business", mandatory=mandatory)
        ]
        if keeping:
            found[max(keeping, key=CHOICES.index)] += 1
    return dict(found)


MESSAGES: list[tuple[str, dict[str, Any], Category, bool, str]] = [
    ("promotion", {"basis": "consent", "consent": CLAUSE}, Category.PROMOTION, False, "promotion"),
    ("notice", {"consent": CLAUSE}, Category.NOTICE, True, "mandatory"),
    ("notice", {"consent": ""}, Category.NOTICE, False, "unnamed"),
    ("notice", {"basis": "consent", "consent": CLAUSE}, Category.NOTICE, False, "basis"),
    ("notice", {"body": OFFER, "consent": CLAUSE}, Category.PROMOTION, False, "misfiled"),
]


@pytest.mark.parametrize(("category", "fields", "kind", "mandatory", "duty"), MESSAGES)
def test_form_and_card_say_the_same_and_the_counts_add_up(
    core: Core,
    category: str,
    fields: dict[str, Any],
    kind: Category,
    mandatory: bool,
    duty: str,
) -> None:
    refuse_all(core)
    list_id = core.add_list("zhaomin", "business", 20)
    draft = core.draft(list_id, category, **fields)
    shown: Preview = core.call("zhaomin", calls.PreviewDraft(draft))
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(core.submit(draft)))
    assert shown.left_out == card.left_out == expected(kind, mandatory=mandatory)
    assert (shown.duty, card.duty) == (duty, duty)
    despite = sum(
        "optional" in {scope for scope, _ in chosen} for chosen in SETS if ("all", "") not in chosen
    )
    assert card.despite == (despite if mandatory else 0)
    assert card.opted_out == sum(card.left_out.values()) < 20


def test_an_import_counts_every_number_once_under_its_widest_scope(core: Core) -> None:
    refuse_all(core)
    opted: list_calls.OptedOut = core.call(
        "zhaomin", list_calls.ListOptOuts(core.add_list("zhaomin", "business", 20))
    )
    found: Counter[str] = Counter()
    for chosen in SETS:
        ours = [scope for scope, whose in chosen if whose in {"", "business"}]
        if ours:
            found[max(ours, key=CHOICES.index)] += 1
    assert opted.scopes == found
    assert opted.n == 20


def test_a_list_of_another_department_is_not_counted_for_everybody(core: Core) -> None:
    list_id = core.add_list("weina", "credit", 20)
    core.refuses("not_your_department", "zhaomin", list_calls.ListOptOuts(list_id))
    assert core.call("zhaomin", list_calls.ListOptOuts(99)) == list_calls.OptedOut(0, {})


def test_a_list_of_which_everybody_opted_out_says_so(core: Core) -> None:
    core.call("wangfang", optouts.AddOptOuts(NUMS, "promotion", "来电"))
    draft = core.draft(core.add_list("zhaomin", "business", 20), "promotion", basis="consent", consent=CLAUSE)
    shown: Preview = core.call("zhaomin", calls.PreviewDraft(draft))
    assert sum(shown.left_out.values()) == shown.recipients == 20


def test_two_slots_to_one_list_are_counted_as_their_recipients_are(core: Core) -> None:
    core.call("wangfang", optouts.AddOptOuts(NUMS[:3], "all", "来电"))
    draft = core.draft(core.add_list("zhaomin", "business", 20))
    twice = msgspec.structs.replace(draft, slots=[*draft.slots, *draft.slots])
    shown: Preview = core.call("zhaomin", calls.PreviewDraft(twice))
    assert (shown.recipients, shown.left_out) == (40, {"all": 6})
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(core.submit(twice)))
    assert card.left_out == {"all": 6}


def test_what_came_since_is_on_the_card_at_once(core: Core) -> None:
    request = core.requested("promotion")
    assert core.call("sunli", approvals.Scope(request)).opted_out == 0
    core.call("wangfang", optouts.AddOptOuts(NUMS[:2], "promotion", "来电"))
    assert core.call("sunli", approvals.Scope(request)).opted_out == 2


def test_clear_and_hashed_opt_outs_of_one_number_count_once(core: Core) -> None:
    core.call("wangfang", optouts.AddOptOuts(NUMS[:2], "promotion", "来电"))
    with core.context(Caller("", "desk"), write=True) as ctx:
        assert hashed_optouts.erase_numbers(ctx, NUMS[:2]) == 2
    core.call("wangfang", optouts.AddOptOuts(NUMS[1:3], "all", "来电"))
    list_id = core.add_list("zhaomin", "business", 20)
    opted: list_calls.OptedOut = core.call("zhaomin", list_calls.ListOptOuts(list_id))
    assert opted.scopes == {"promotion": 1, "all": 2}
