"""A department's lists: next versions, notes, differences, lists made of others, and deletion."""

import random
from array import array
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, select, update

from console.acting.contacts import made_lists
from console.acting.steps import read
from console.domain.acts import DerivedManifest, FileManifest, MadeManifest, Making, Manifest, aside_of
from console.domain.contacts import merkle
from console.errors import ConsoleError, RefusedError
from console.locale import aside as aside_words
from console.locale import vouched
from console.services.contacts import contacts
from console.services.context import Caller
from console.signing.statements import decode
from console.store.contacts import ListNumberRecord, contact_list
from console.wire import dispatch
from console.wire.acts import Prepare
from console.wire.contacts import list_assets as wire
from console.wire.contacts import lists
from console.wire.sending import erasure as erasures
from tests.asking import asked
from tests.services.core import Core, one_clock
from tests.world import numbers


@pytest.fixture(autouse=True)
def same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signers' programs go by the core's clock."""
    one_clock(core, monkeypatch)


@dataclass
class At:
    """One person's line to the core."""

    core: Core
    person: str = "zhaomin"

    def call(self, call: Any) -> Any:
        return self.core.call(self.person, call)


def rows(core: Core, *ids: int, person: str = "zhaomin") -> list[lists.ListRow]:
    return [core.call(person, wire.ListDetail(one)) for one in ids]


def make(
    core: Core,
    made: Making,
    *ids: int,
    name: str = "合并名单",
    person: str = "zhaomin",
    department: str = "business",
) -> int:
    at = At(core, person)
    pending = made_lists.make(
        at, made, rows(core, *ids, person=person), person=person, department=department, name=name
    )
    return made_lists.finish(at, pending, lambda: core.org.people[person]).id


def held(core: Core, list_id: int) -> "array[int]":
    """What the dispatcher would send to."""
    found, after = array("q"), 0
    while chunk := core.call("dispatch-1", dispatch.PullNumbers(list_id, after)).numbers:
        found.frombytes(chunk)
        after = found[-1]
    return found


# ---- versions and notes


def test_the_newest_version_is_offered_and_the_ones_before_it_remain(core: Core) -> None:
    first, second, third, other = (core.add_list() for _ in range(4))
    core.call("zhaomin", wire.ReplaceList(second, first))
    core.call("zhaomin", wire.ReplaceList(third, second))
    offered = core.call("sunli", lists.ListsPage())
    assert [row.id for row in offered.rows] == [other, third]
    assert offered.page.total == 2
    every = core.call("sunli", lists.ListsPage(current=False)).rows
    assert [(row.id, row.version, row.replaces, row.replaced_by) for row in every] == [
        (other, 1, 0, 0),
        (third, 3, second, 0),
        (second, 2, first, third),
        (first, 1, 0, second),
    ]
    core.call("zhaomin", wire.ReplaceList(third, 0))
    assert [row.id for row in core.call("sunli", lists.ListsPage()).rows] == [other, third, second]


def test_a_list_is_replaced_by_one_newer_list_of_its_department(core: Core) -> None:
    first, second, third = (core.add_list() for _ in range(3))
    foreign = core.add_list("weina", "credit")
    core.call("zhaomin", wire.ReplaceList(second, first))
    core.refuses("list_replaced", "zhaomin", wire.ReplaceList(third, first))
    core.refuses("list_older", "zhaomin", wire.ReplaceList(first, second))
    core.refuses("list_older", "zhaomin", wire.ReplaceList(first, first))
    core.refuses("not_your_department", "zhaomin", wire.ReplaceList(third, foreign))
    core.refuses(
        "list_other_department", "chenjing", wire.ReplaceList(core.add_list("chenjing", "general"), first)
    )
    core.refuses("not_drafter", "sunli", wire.ReplaceList(third, second))
    core.call("zhaomin", wire.ReplaceList(second, first))


def test_a_note_is_free_text_that_holds_no_number_and_is_no_part_of_the_manifest(core: Core) -> None:
    list_id = core.add_list()
    before = rows(core, list_id)[0]
    core.call("zhaomin", wire.SetListNote(list_id, "  12月到期的客户  "))
    after = rows(core, list_id, person="sunli")[0]
    assert (after.note, after.digest) == ("12月到期的客户", before.digest)
    core.refuses("application_mobile", "zhaomin", wire.SetListNote(list_id, "问 138-0013-8000"))
    core.refuses("too_long", "zhaomin", wire.SetListNote(list_id, "字" * 501))
    core.refuses("not_drafter", "sunli", wire.SetListNote(list_id, "x"))
    core.refuses("not_your_department", "weina", wire.SetListNote(list_id, "x"))
    core.call("zhaomin", wire.SetListNote(list_id, ""))
    assert rows(core, list_id)[0].note == ""


def test_a_list_was_last_used_when_the_newest_window_to_it_opens(core: Core) -> None:
    unused = core.add_list()
    assert rows(core, unused)[0].last_used == ""
    request = core.cleared()
    one = core.view("sunli", request).slots[0]
    row = rows(core, one.list_id)[0]
    assert (row.used_by, row.last_used) == (1, one.opens)


# ---- differences


def test_a_difference_counts_and_shows_masked_numbers_in_an_order_that_says_nothing(core: Core) -> None:
    one = core.add_list(nums=array("q", [15400000001, 15412340001, 15499990001, 16100000007]))
    other = core.add_list(nums=array("q", [15400000001, 16100000007, 19400000003]))
    found = core.call("zhaomin", wire.ListDifference(one, other))
    assert (found.n, found.other_n, found.only, found.both, found.only_other) == (4, 3, 2, 2, 1)

    def page(side: str, **more: Any) -> wire.MaskedPage:
        answer: wire.MaskedPage = core.call("sunli", wire.DifferenceNumbers(one, other, side, **more))
        return answer

    assert [row.number for row in page("both").rows] == ["154****0001", "161****0007"]
    assert [row.number for row in page("only").rows] == ["154****0001", "154****0001"]
    assert [row.number for row in page("only_other").rows] == ["194****0003"]
    first = page("only", limit=1)
    rest = page("only", limit=1, after=first.page.after)
    assert (first.page.total, first.page.after, len(rest.rows), rest.page.after) == (2, "1", 1, "")
    core.refuses("custodian_sees_no_number", "fenglei", wire.DifferenceNumbers(one, other, "both"))
    core.refuses("not_your_department", "weina", wire.ListDifference(one, other))
    foreign = core.add_list("weina", "credit")
    core.refuses("not_your_department", "zhaomin", wire.ListDifference(one, foreign))
    assert core.call("zhoujian", wire.ListDifference(other, foreign)).both == 1


# ---- lists made of others


@pytest.mark.parametrize("seed", range(3))
def test_a_made_list_holds_what_the_sets_hold_and_its_manifest_says_of_what(core: Core, seed: int) -> None:
    drawn = random.Random(seed)  # noqa: S311 - the same numbers each time
    parts = [sorted(drawn.sample(range(16100000000, 16100030000), n)) for n in (17_003, 9_000, 40)]
    ids = [core.add_list(nums=array("q", part)) for part in parts]
    a, b, c = map(set, parts)
    for made, wanted in ((Making.MERGE, a | b | c), (Making.SUBTRACT, a - b - c)):
        list_id = make(core, made, *ids)
        row = rows(core, list_id)[0]
        assert held(core, list_id) == array("q", sorted(wanted))
        assert (row.state, row.n, row.rows, row.made, row.parents) == (
            "ready",
            len(wanted),
            len(wanted),
            made,
            ids,
        )
        signed = core.call("sunli", lists.SignedLists(lists=[list_id]))[0]
        manifest = decode(signed.text.encode())
        assert isinstance(manifest, MadeManifest)
        assert manifest.parents == [one.digest for one in rows(core, *ids)]
        text = "".join(f"{number}\n" for number in sorted(wanted)).encode()
        assert (manifest.source.sha256, manifest.source.size) == (sha256(text).hexdigest(), len(text))
        salt = core.call("dispatch-1", dispatch.PullNumbers(list_id, 0)).salt
        assert manifest.root == merkle.root(salt, sorted(wanted)).hex()


def test_a_request_to_a_made_list_is_cleared_like_any_other(core: Core) -> None:
    made = make(
        core, Making.MERGE, core.add_list(nums=numbers(5)), core.add_list(nums=numbers(9, 16100000003))
    )
    request = core.submit(core.draft(made))
    assert core.view("sunli", request).slots[0].n == 12


def test_a_signer_reads_how_a_list_was_made_and_nothing_of_the_kind_about_a_file(core: Core) -> None:
    file = core.add_list()
    made = make(core, Making.MERGE, file, core.add_list(nums=numbers(9, 16100000013)))
    said = {}
    for signed in core.call("sunli", lists.SignedLists(lists=[file, made])):
        manifest = decode(signed.text.encode())
        assert isinstance(manifest, Manifest)
        said[signed.list_id] = dict(vouched.rows(1, manifest, "赵敏", "zh", str, proved=True))
    assert "   做法" not in said[file]
    assert said[made]["   做法"] == "合并"


LEFT = {"column:C": 40, "column:D": 2, "hidden_sheet:底稿": 7}
"""What the first parent's file held beside the list."""


def read_from_a_book(core: Core, nums: "array[int]", left: dict[str, int], hidden: int = 0) -> int:
    """A list whose file held more than was taken."""
    begun = lists.BeginList("business", "年末名单", "年末.xlsx", "a" * 64, 9000, "xlsx", "名单!B")
    list_id: int = core.call("zhaomin", begun).id
    core.call("zhaomin", lists.AddNumbers(list_id, nums.tobytes()))
    counts = {"hidden_row": hidden} if hidden else {}
    core.call("zhaomin", lists.CountList(list_id, len(nums) + hidden, counts, {}, aside=left))
    salt = b"s" * 32
    asked_for = asked(FileManifest, str(list_id), root=merkle.root(salt, nums).hex())
    text, signature = core.sign("zhaomin", core.call("zhaomin", asked_for))
    core.call("zhaomin", lists.FinishList(list_id, text, signature, salt))
    return list_id


def test_a_made_list_says_in_its_signed_manifest_what_each_of_its_lists_left_aside(core: Core) -> None:
    book = read_from_a_book(core, numbers(5), LEFT, hidden=3)
    plain = core.add_list(nums=numbers(9, 16100000003))
    said = {"of_column:1 年末名单": 42, "of_hidden_sheet:1 年末名单": 7, "of_hidden_row:1 年末名单": 3}
    for made in (Making.MERGE, Making.SUBTRACT):
        pending = made_lists.make(
            At(core), made, rows(core, book, plain), person="zhaomin", department="business", name="两份"
        )
        shown = read(pending.prepared)
        assert isinstance(shown, DerivedManifest)
        assert shown.aside == said
        done = made_lists.finish(At(core), pending, lambda: core.org.people["zhaomin"])
        (row,) = rows(core, done.id)
        assert row.aside == said
        signed = core.call("sunli", lists.SignedLists(lists=[done.id]))[0]
        manifest = decode(signed.text.encode())
        assert isinstance(manifest, DerivedManifest)
        assert aside_of(manifest) == said
    told = aside_words.lines(said, "zh")
    assert told == [
        "原名单 1“年末名单”：其他列另有 42 个号码，未收录",
        "原名单 1“年末名单”：隐藏的工作表另有 7 个号码，未收录",
        "原名单 1“年末名单”：隐藏行有 3 行，未收录",
    ]


def test_what_was_left_aside_is_handed_on_through_lists_made_of_made_ones(core: Core) -> None:
    book = read_from_a_book(core, numbers(5), LEFT, hidden=3)
    first = make(core, Making.SUBTRACT, book, core.add_list(nums=numbers(2)), name="去掉两个")
    again = make(core, Making.MERGE, core.add_list(nums=numbers(4)), first, book, name="三份")
    assert rows(core, again)[0].aside == {
        "of_column:2 去掉两个": 42, "of_hidden_sheet:2 去掉两个": 7, "of_hidden_row:2 去掉两个": 3,
        "of_column:3 年末名单": 42, "of_hidden_sheet:3 年末名单": 7, "of_hidden_row:3 年末名单": 3,
    }  # fmt: skip


def test_a_desk_that_keeps_quiet_about_what_was_left_aside_gets_no_signature(core: Core) -> None:
    book, plain = read_from_a_book(core, numbers(5), LEFT), core.add_list(nums=numbers(9, 16100000003))

    class Quiet(At):
        def call(self, call: Any) -> Any:
            if isinstance(call, Prepare):
                with core.context(Caller("", "desk"), write=True) as ctx:
                    ctx.conn.execute(
                        update(contact_list).where(contact_list.c.state == "making").values(aside="{}")
                    )
            return super().call(call)

    with pytest.raises(ConsoleError) as refused:
        made_lists.make(
            Quiet(core), Making.MERGE, rows(core, book, plain),
            person="zhaomin", department="business", name="两份",
        )  # fmt: skip
    assert (refused.value.code, refused.value.params["fields"]) == ("prepared_differs", "aside")


def test_a_list_is_made_only_of_lists_that_its_maker_may_read(core: Core) -> None:
    own, foreign = core.add_list(), core.add_list("weina", "credit")

    def call(
        *parents: int, department: str = "business", name: str = "合并", salt: bytes = b"s" * 32
    ) -> wire.MakeList:
        return wire.MakeList(department, name, Making.MERGE, list(parents), salt)

    core.refuses("not_your_department", "zhaomin", call(own, foreign))
    core.refuses("not_drafter", "sunli", call(own, core.add_list()))
    core.refuses("not_drafter", "zhaomin", call(own, core.add_list(), department="credit"))
    core.refuses("list_twice", "zhaomin", call(own, own))
    core.refuses("field_missing", "zhaomin", call(own, core.add_list(), name=" "))
    core.refuses("list_name_mobile", "zhaomin", call(own, core.add_list(), name="13800138000"))
    core.refuses("manifest_differs", "zhaomin", call(own, core.add_list(), salt=b"s"))
    # The General Department reads every list.
    made = make(core, Making.MERGE, own, foreign, person="chenjing", department="general")
    assert rows(core, made, person="chenjing")[0].department == "general"


def test_nothing_but_its_own_manifest_closes_a_list_that_is_being_made(core: Core) -> None:
    ids = core.add_list(nums=numbers(50)), core.add_list(nums=numbers(50, 16100000040))
    at = At(core)
    pending = made_lists.make(
        at, Making.MERGE, rows(core, *ids), person="zhaomin", department="business", name="合并"
    )
    text, signature = core.sign("zhaomin", pending.prepared)
    core.refuses("list_closed", "zhaomin", lists.FinishList(pending.list_id, text, signature, b"s" * 32))
    core.refuses(
        "list_closed", "zhaomin", lists.AddNumbers(pending.list_id, numbers(1, 16200000000).tobytes())
    )
    core.refuses("list_closed", "chenjing", wire.FinishMade(pending.list_id, text, signature))
    imported = core.add_list()
    plain = core.call("sunli", lists.SignedLists(lists=[imported]))[0]
    assert type(decode(plain.text.encode())) is Manifest
    core.refuses(
        "not_a_personal_act", "zhaomin", wire.FinishMade(pending.list_id, plain.text, plain.signature)
    )
    other = made_lists.make(
        at, Making.SUBTRACT, rows(core, *ids), person="zhaomin", department="business", name="扣除"
    )
    core.refuses("manifest_differs", "zhaomin", wire.FinishMade(other.list_id, text, signature))
    core.call("zhaomin", wire.FinishMade(pending.list_id, text, signature))
    core.refuses("list_closed", "zhaomin", wire.GrowList(pending.list_id))


def test_an_empty_remainder_makes_no_list_and_leaves_nothing_behind(core: Core) -> None:
    ids = core.add_list(nums=numbers(5)), core.add_list(nums=numbers(9))
    with pytest.raises(RefusedError) as refused:
        make(core, Making.SUBTRACT, *ids)
    assert refused.value.refusal.code == "list_empty"
    assert [row.id for row in core.call("zhaomin", lists.ListsPage()).rows] == sorted(ids, reverse=True)


def test_a_list_that_nobody_finished_is_dropped_when_the_desk_starts(core: Core) -> None:
    ids = core.add_list(nums=numbers(5)), core.add_list(nums=numbers(9))
    begun = core.call("zhaomin", wire.MakeList("business", "合并", Making.MERGE, list(ids), b"s" * 32)).id
    assert [(one.n, one.rows) for one in rows(core, begun)] == [(0, 0)]
    core.call("zhaomin", wire.GrowList(begun))
    with core.context(Caller("", "desk"), write=True) as ctx:
        assert contacts.drop_unfinished(ctx) == 1
    with pytest.raises(ConsoleError) as none:
        core.call("zhaomin", wire.ListDetail(begun))
    assert none.value.code == "no_such_list"


# ---- deletion


def test_a_list_that_nothing_needs_is_deleted_and_its_manifest_stays(core: Core) -> None:
    list_id = core.add_list(nums=numbers(45_000))
    assert core.call("zhaomin", wire.ListNeeds(list_id)) == []
    first = core.call("zhaomin", wire.DeleteList(list_id))
    assert (first.seq > 0, first.id) == (True, 1)
    # Nobody is offered it from now on, though rows are left.
    row = rows(core, list_id)[0]
    assert row.state == "erased"
    core.refuses("list_not_ready", "zhaomin", wire.ListDifference(list_id, core.add_list()))
    assert made_lists.delete(At(core), list_id) == 0
    assert held_rows(core, list_id) == 0
    assert core.call("sunli", lists.SignedLists(lists=[list_id]))[0].text
    with core.context(Caller("zhaomin"), write=False) as ctx:
        assert (
            ctx.conn.execute(select(contact_list.c.salt).where(contact_list.c.id == list_id)).scalar() is None
        )


def held_rows(core: Core, list_id: int) -> int:
    with core.context(Caller("zhaomin"), write=False) as ctx:
        where = ListNumberRecord.list_id == list_id
        return int(
            ctx.conn.execute(select(func.count()).select_from(ListNumberRecord).where(where)).scalar_one()
        )


def test_a_deletion_that_was_cut_short_ends_when_the_desk_starts(core: Core) -> None:
    list_id = core.add_list(nums=numbers(45_000))
    core.call("zhaomin", wire.DeleteList(list_id))
    assert held_rows(core, list_id) == 37_000
    with core.context(Caller("", "desk"), write=True) as ctx:
        contacts.drop_unfinished(ctx)
    assert held_rows(core, list_id) == 0


def test_what_needs_a_list_is_said_and_keeps_it(core: Core) -> None:
    listed = core.add_list()
    request = core.call("zhaomin", drafted(core, listed)).id
    assert [(one.kind, one.subject) for one in core.call("zhaomin", wire.ListNeeds(listed))] == [
        ("draft", str(request))
    ]
    core.refuses("list_needed_draft", "zhaomin", wire.DeleteList(listed))
    used = core.add_list()
    asked = core.submit(core.draft(used))
    number = core.view("sunli", asked).row.number
    assert [(one.kind, one.subject) for one in core.call("zhaomin", wire.ListNeeds(used))] == [
        ("request", number)
    ]
    core.refuses("list_needed_request", "zhaomin", wire.DeleteList(used))
    free = core.add_list()
    core.call("wangfang", erasures.MakeLegalHold("department", "business", "诉讼保全"))
    assert [one.kind for one in core.call("zhaomin", wire.ListNeeds(free))] == ["hold"]
    core.refuses("erase_held", "zhaomin", wire.DeleteList(free))
    core.refuses("not_drafter", "sunli", wire.DeleteList(free))


def drafted(core: Core, list_id: int) -> Any:
    from console.wire import calls

    return calls.SaveDraft(core.draft(list_id), 0)
