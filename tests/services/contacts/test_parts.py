"""A part of a list, by prefixes or by a share: what the desk makes, what its importer signs, and what a desk may not say."""

import random
from array import array
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from console.acting.contacts import made_lists
from console.acting.steps import read
from console.domain.acts import DerivedManifest, Making, PartManifest
from console.domain.contacts import merkle, parts
from console.domain.contacts.parts import Rule
from console.domain.rosters.rule_files import Kind
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services.context import Caller
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.canonical import NotCanonicalError
from console.signing.statements import decode
from console.store.contacts import contact_list
from console.wire import calls, dispatch
from console.wire.acts import Prepare
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists
from tests.asking import asked
from tests.services.contacts.test_list_assets import At, held, make, read_from_a_book, rows
from tests.services.core import Core, one_clock
from tests.services.rosters.test_rule_files import bring, gateway, publish
from tests.services.two_person.test_pairs import DISPATCH
from tests.world import numbers

MIXED = [
    *range(13800000000, 13800000040),
    *range(13900000000, 13900000030),
    *range(15900000000, 15900000020),
]


@pytest.fixture(autouse=True)
def same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signers' programs go by the core's clock."""
    one_clock(core, monkeypatch)


def pending(core: Core, rule: Rule, parent: int, line: At | None = None) -> made_lists.PendingMade:
    """What the importer reads before they sign."""
    found = rows(core, parent)
    return made_lists.make(
        line or At(core), rule, found, person="zhaomin", department="business", name="一部分"
    )


def taken(core: Core, rule: Rule, parent: int) -> int:
    made = pending(core, rule, parent)
    return made_lists.finish(At(core), made, lambda: core.org.people["zhaomin"]).id


def salt_of(core: Core, list_id: int) -> bytes:
    salt: bytes = core.call("dispatch-1", dispatch.PullNumbers(list_id, 0)).salt
    return salt


def signed(core: Core, list_id: int) -> Any:
    return decode(core.call("sunli", lists.SignedLists(lists=[list_id]))[0].text.encode())


@pytest.mark.parametrize("rule", [Rule(["138", "1590"]), Rule(share=30)], ids=["prefixes", "share"])
def test_a_part_and_the_rest_are_the_whole_and_have_nobody_in_common(core: Core, rule: Rule) -> None:
    whole = core.add_list(nums=array("q", MIXED))
    part = taken(core, rule, whole)
    rest = make(core, Making.SUBTRACT, whole, part, name="其余")
    one, other = set(held(core, part)), set(held(core, rest))
    assert one == set(parts.chosen(rule, salt_of(core, whole), MIXED))
    assert one
    assert other
    assert one.isdisjoint(other)
    assert one | other == set(MIXED)
    if rule.prefixes:
        assert one == {n for n in MIXED if n // 10**8 == 138 or n // 10**7 == 1590}


def test_its_manifest_says_the_rule_and_its_one_parent(core: Core) -> None:
    whole = core.add_list(nums=array("q", MIXED))
    (parent,) = rows(core, whole)
    for rule, prefixes, share in (
        (Rule(["138", "159"]), ["138", "159"], msgspec.UNSET),
        (Rule(share=40), msgspec.UNSET, 40),
    ):
        list_id = taken(core, rule, whole)
        manifest = signed(core, list_id)
        assert type(manifest) is PartManifest
        assert (manifest.made, manifest.parents) == (Making.PART, [parent.digest])
        assert (manifest.prefixes, manifest.share) == (prefixes, share)
        (row,) = rows(core, list_id)
        assert (row.made, row.parents, Rule(row.prefixes, row.share)) == ("part", [whole], rule)
        nums = held(core, list_id)
        assert (row.state, row.n, manifest.n) == ("ready", len(nums), len(nums))
        assert manifest.root == merkle.root(salt_of(core, list_id), nums).hex()
    # What is merged or subtracted is said as before.
    assert type(signed(core, make(core, Making.SUBTRACT, whole, list_id))) is DerivedManifest


def test_what_the_parent_left_aside_is_handed_on(core: Core) -> None:
    book = read_from_a_book(core, numbers(50), {"column:C": 40, "hidden_sheet:底稿": 7}, hidden=3)
    said = {"of_column:1 年末名单": 40, "of_hidden_sheet:1 年末名单": 7, "of_hidden_row:1 年末名单": 3}
    part = taken(core, Rule(share=50), book)
    assert signed(core, part).aside == said == rows(core, part)[0].aside


def test_a_share_is_the_same_people_every_time_and_a_smaller_one_lies_within_it(core: Core) -> None:
    whole = core.add_list(nums=numbers(600))
    first, again, more = (set(held(core, taken(core, Rule(share=n), whole))) for n in (30, 30, 40))
    assert first == again
    assert first < more
    other = core.add_list(nums=numbers(600))
    assert set(held(core, taken(core, Rule(share=30), other))) != first, "another list has a salt of its own"
    ordered = sorted(first)
    assert ordered != list(numbers(len(first))), "not the first ones"
    assert ordered[-1] - ordered[0] > 500


@pytest.mark.parametrize(
    ("rule", "n"), [(Rule(["1610001"]), 1), (Rule(share=30), 0)], ids=["few match", "share"]
)
def test_a_step_reads_at_most_four_thousand_numbers_also_where_few_match(
    core: Core, rule: Rule, n: int
) -> None:
    """The 12,001 numbers take three steps of 4,000 and one of the last; of each, the next begins where it ended."""
    drawn = random.Random(7)  # noqa: S311 - the same numbers each time
    nums = array("q", sorted([16100010000, *drawn.sample(range(16100020000, 16100090000), 12_000)]))
    whole, steps = core.add_list(nums=nums), []

    class Watched(At):
        def call(self, call: Any) -> Any:
            answer = super().call(call)
            if isinstance(call, wire.GrowList):
                with core.context(Caller("", "desk"), write=False) as ctx:
                    last = select(contact_list.c.last).where(contact_list.c.id == call.list_id)
                    steps.append((answer.n, answer.whole, ctx.conn.execute(last).scalar_one()))
            return answer

    pending(core, rule, whole, Watched(core))
    assert [whole_ for _, whole_, _ in steps] == [False, False, False, True]
    assert [last for *_, last in steps[:3]] == [nums[3_999], nums[7_999], nums[11_999]]
    assert steps[-1][0] == (n or len(parts.chosen(rule, salt_of(core, whole), nums)))


def test_an_empty_part_and_one_that_is_the_whole_are_refused_and_leave_nothing(core: Core) -> None:
    whole = core.add_list(nums=numbers(30))
    for rule, code in ((Rule(["138"]), "list_empty"), (Rule(["161"]), "list_part_whole")):
        with pytest.raises(RefusedError) as refused:
            pending(core, rule, whole)
        assert (refused.value.refusal.code, refused.value.refusal.clause) == (code, "R10")
    assert [row.id for row in core.call("zhaomin", lists.ListsPage()).rows] == [whole]


@pytest.mark.parametrize(
    ("prefixes", "share", "code"),
    [
        ([], 0, "list_part_rule"),
        (["138"], 30, "list_part_rule"),
        ([], 100, "list_part_share"),
        ([], -1, "list_part_share"),
        (["38"], 0, "list_part_prefix"),
        (["１３８"], 0, "list_part_prefix"),
        (["13800138"], 0, "list_part_prefix"),
        (["138", "138"], 0, "list_part_prefix_twice"),
        ([str(n) for n in range(1300, 1341)], 0, "list_part_prefixes"),
    ],
)
def test_the_desk_refuses_what_is_no_rule_by_its_name(
    core: Core, prefixes: list[str], share: int, code: str
) -> None:
    whole = core.add_list()
    core.refuses(code, "zhaomin", wire.MakePart("business", "一部分", whole, b"s" * 32, prefixes, share))


def test_a_part_is_taken_only_of_a_list_that_its_maker_may_read(core: Core) -> None:
    own, foreign = core.add_list(), core.add_list("weina", "credit")

    def call(
        parent: int, department: str = "business", name: str = "一部分", salt: bytes = b"s" * 32
    ) -> wire.MakePart:
        return wire.MakePart(department, name, parent, salt, share=30)

    core.refuses("not_your_department", "zhaomin", call(foreign))
    core.refuses("not_drafter", "sunli", call(own))
    core.refuses("not_drafter", "zhaomin", call(own, department="credit"))
    core.refuses("field_missing", "zhaomin", call(own, name=" "))
    core.refuses("list_name_mobile", "zhaomin", call(own, name="给13800138000"))
    core.refuses("manifest_differs", "zhaomin", call(own, salt=b"s"))
    both = wire.MakeList("business", "一部分", Making.PART, [own, core.add_list()], b"s" * 32)
    core.refuses("list_part_rule", "zhaomin", both)


LIES: dict[str, dict[str, Any]] = {
    "prefixes": {"rule": '{"prefixes":["138","139"],"share":0}'},
    "prefixes, share": {"rule": '{"prefixes":[],"share":30}'},
    "n, rows": {"n": 39, "rows": 39},
    "aside": {"aside": '{"of_column:1 年末名单":3}'},
}
"""What a desk says otherwise than it was asked, by the fields that its importer's own program names."""


@pytest.mark.parametrize("fields", LIES)
def test_a_desk_that_says_another_rule_or_another_count_gets_no_signature(core: Core, fields: str) -> None:
    whole = core.add_list(nums=array("q", MIXED))

    class Lying(At):
        def call(self, call: Any) -> Any:
            if isinstance(call, Prepare):
                with core.context(Caller("", "desk"), write=True) as ctx:
                    making = contact_list.c.state == "making"
                    ctx.conn.execute(update(contact_list).where(making).values(**LIES[fields]))
            return super().call(call)

    with pytest.raises(ConsoleError) as refused:
        pending(core, Rule(["138"]), whole, Lying(core))
    assert refused.value.code == "prepared_differs"
    assert sorted(refused.value.params["fields"].split(", ")) == fields.split(", ")


def test_a_desk_that_takes_the_part_of_another_list_or_by_another_rule_gets_no_signature(core: Core) -> None:
    whole, other = core.add_list(nums=array("q", MIXED)), core.add_list(nums=array("q", MIXED))

    class Swapping(At):
        change: dict[str, Any]

        def call(self, call: Any) -> Any:
            if isinstance(call, wire.MakePart):
                call = msgspec.structs.replace(call, **self.change)
            return super().call(call)

    for change, fields in (
        ({"parent": other}, "parents"),
        ({"prefixes": ["139"]}, "prefixes"),
        ({"prefixes": [], "share": 44}, "prefixes, share"),
    ):
        line = Swapping(core)
        line.change = change
        with pytest.raises(ConsoleError) as refused:
            pending(core, Rule(["138"]), whole, line)
        assert (refused.value.code, refused.value.params["fields"]) == ("prepared_differs", fields)


def test_nothing_but_a_parts_own_manifest_closes_it(core: Core) -> None:
    whole, other = core.add_list(nums=array("q", MIXED)), core.add_list(nums=numbers(9))
    part, second = pending(core, Rule(["138"]), whole), pending(core, Rule(["139"]), whole)
    merged = made_lists.make(
        At(core), Making.MERGE, rows(core, whole, other),
        person="zhaomin", department="business", name="一部分",
    )  # fmt: skip
    texts = {one.list_id: core.sign("zhaomin", one.prepared) for one in (part, second, merged)}
    core.refuses("manifest_differs", "zhaomin", wire.FinishMade(part.list_id, *texts[second.list_id]))
    core.refuses("not_a_personal_act", "zhaomin", wire.FinishMade(part.list_id, *texts[merged.list_id]))
    core.refuses("not_a_personal_act", "zhaomin", wire.FinishMade(merged.list_id, *texts[part.list_id]))
    root = read(part.prepared).root  # type: ignore[union-attr]
    core.refuses("manifest_differs", "zhaomin", asked(DerivedManifest, str(part.list_id), root=root))
    core.refuses("manifest_differs", "zhaomin", asked(PartManifest, str(merged.list_id), root=root))
    core.call("zhaomin", wire.FinishMade(part.list_id, *texts[part.list_id]))


def test_the_part_and_the_rest_are_two_slots_of_one_request_each_released_through_its_gateway(
    core: Core,
) -> None:
    publish(core, bring(core, Kind.GATEWAY, gateway(core, ('id = "demo"', 'id = "second"'))))
    whole = core.add_list(nums=array("q", [*numbers(40), *numbers(20, 16110000000)]))
    part = taken(core, Rule(["1610"]), whole)
    rest = make(core, Making.SUBTRACT, whole, part, name="其余")
    draft = core.draft(part, backup_gateway="second")
    slots = [*draft.slots, msgspec.structs.replace(draft.slots[0], list_id=rest)]
    request = core.submit(msgspec.structs.replace(draft, slots=slots))
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=40, gateway="demo")
    core.step("qianwei", "release", request, slot=2, count=20, gateway="second")
    offered = {name: core.call(DISPATCH, dispatch.PullReleased([name])).rows for name in ("demo", "second")}
    assert [(one.slot, one.list_id, one.n) for one in offered["demo"]] == [(1, part, 40)]
    assert [(one.slot, one.list_id, one.n) for one in offered["second"]] == [(2, rest, 20)]
    for slot, through in ((1, "demo"), (2, "second")):
        brought = unpack(core.call(DISPATCH, calls.BundleOf(request, slot)).data)
        proven = verify(brought, core.org.roots, render(core.at))
        assert (proven.gateway.id, proven.slot.id) == (through, slot)


@pytest.mark.parametrize(
    "change",
    [
        {"share": 30},
        {"prefixes": msgspec.UNSET},
        {"prefixes": []},
        {"prefixes": msgspec.UNSET, "share": 0},
        {"prefixes": msgspec.UNSET, "share": 100},
        {"prefixes": ["38"]},
        {"prefixes": ["13800138"]},
        {"made": "merge"},
        {"parents": []},
    ],
    ids=str,
)
def test_bytes_that_say_no_rule_or_two_are_no_statement(core: Core, change: dict[str, Any]) -> None:
    whole = core.add_list(nums=array("q", MIXED))
    good = read(pending(core, Rule(["138"]), whole).prepared)
    said = msgspec.to_builtins(good) | change
    said = {name: value for name, value in said.items() if value is not msgspec.UNSET}
    assert decode(_canonical(msgspec.to_builtins(good))) == good
    with pytest.raises(NotCanonicalError):
        decode(_canonical(said))


def test_no_older_version_says_that_it_is_a_part(core: Core) -> None:
    whole = core.add_list(nums=array("q", MIXED))
    said: dict[str, Any] = msgspec.to_builtins(read(pending(core, Rule(["138"]), whole).prepared))
    said = said | {"type": "list/4", "parents": said["parents"] * 2}
    del said["prefixes"]
    assert decode(_canonical(said | {"made": "merge"})).made is Making.MERGE  # type: ignore[union-attr]
    with pytest.raises(NotCanonicalError):
        decode(_canonical(said))


def _canonical(said: dict[str, Any]) -> bytes:
    return msgspec.json.encode(said, order="sorted")
