"""A list is what its importer signed, or it is nothing."""

import secrets
from array import array
from dataclasses import replace
from datetime import timedelta

import pytest
from msgspec.structs import replace as replaced
from sqlalchemy import select, update

from console.domain.contacts import merkle
from console.domain.contacts.packing import pack_numbers, unpack_numbers
from console.domain.times import render
from console.errors import ConsoleError
from console.services.contacts import contacts, making, optouts
from console.services.context import Caller, Forming
from console.store.contacts import contact_list
from console.wire import dispatch
from console.wire.contacts import lists
from console.wire.contacts import optouts as optout_calls
from console.wire.requests import approvals
from tests import asking
from tests.services.core import Core
from tests.services.replying import replied
from tests.world import numbers

SALT = secrets.token_bytes(32)


def begin(core: Core, person: str = "zhaomin", department: str = "business") -> int:
    call = lists.BeginList(department, "客户名单", "名单.txt", "0" * 64, 240, "ascii", "")
    return int(core.call(person, call).id)


def finishing(
    core: Core, list_id: int, nums: "array[int]", salt: bytes = SALT, **change: object
) -> lists.FinishList:
    import msgspec

    from console.domain.acts import Manifest
    from console.signing.statements import decode, sign

    prepared = core.call("zhaomin", asking.manifest(list_id, merkle.root(SALT, nums).hex()))
    act = decode(prepared.text.encode())
    assert isinstance(act, Manifest)
    signed = sign(msgspec.structs.replace(act, **change), core.org.people["zhaomin"])
    return lists.FinishList(list_id, signed.text, signed.signatures[0], salt)


def test_a_finished_list_shows_its_counts_and_findings_and_belongs_to_its_department(core: Core) -> None:
    list_id = begin(core)
    nums = numbers(25_000)
    for at in range(0, len(nums), 10_000):
        core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(nums[at : at + 10_000])))
    found = [
        (3, "landline", False, 0, "010-62322610"),
        (3, "prefix", True, 0, "…"),
        (9, "duplicate", False, 4, "16100000000"),
    ]
    core.call("zhaomin", lists.AddFindings.of(list_id, found[:1]))
    core.call("zhaomin", lists.AddFindings.of(list_id, found[1:]))
    core.call(
        "zhaomin", lists.CountList(list_id, 25_003, {"landline": 1, "junk": 1, "duplicate": 1}, {"prefix": 2})
    )
    core.call("zhaomin", finishing(core, list_id, nums))
    row = core.call("sunli", lists.ListsPage()).rows[0]
    assert (row.state, row.n, row.rows, row.counts["landline"], row.repaired) == (
        "ready",
        25_000,
        25_003,
        1,
        {"prefix": 2},
    )
    first = core.call("sunli", lists.FindingsPage(list_id, limit=2))
    rest = core.call("sunli", lists.FindingsPage(list_id, after=first.page.after))
    masked = [*found[:2], (9, "duplicate", False, 4, "***********")]
    assert [(f.row, f.reason, f.kept, f.first, f.raw) for f in first.rows + rest.rows] == masked
    own = core.call("zhaomin", lists.FindingsPage(list_id))
    assert [(f.row, f.reason, f.kept, f.first, f.raw) for f in own.rows] == found
    assert core.call("sunli", lists.FindingsPage(list_id, reason="duplicate")).page.total == 1
    assert core.call("weina", lists.ListsPage()).page.total == 0
    core.refuses("not_your_department", "weina", lists.FindingsPage(list_id))


def test_the_dispatcher_gets_exactly_the_numbers_that_were_signed_and_nobody_else_gets_any(
    core: Core,
) -> None:
    nums = numbers(12_345)
    list_id = core.add_list(nums=nums)
    got, after, salt = array("q"), 0, b""
    while True:
        chunk = core.call("dispatch-1", dispatch.PullNumbers(list_id, after))
        if not chunk.numbers:
            break
        got.frombytes(chunk.numbers)
        after, salt = got[-1], chunk.salt
    assert got == nums
    manifest = core.call("sunli", lists.ListsPage()).rows[0]
    assert manifest.n == len(nums)
    assert merkle.root(salt, got)
    for person in ("zhaomin", "fenglei", "zhoujian"):
        core.refuses("not_a_service", person, dispatch.PullNumbers(list_id, 0))


def test_a_number_in_the_name_of_a_file_or_sheet_does_not_outlive_the_list(core: Core) -> None:
    call = lists.BeginList(
        "business", "客户名单", "13800138000 的回访.xlsx", "0" * 64, 240, "xlsx", "139-0013-9000"
    )
    list_id = int(core.call("zhaomin", call).id)
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(numbers(20))))
    core.call("zhaomin", lists.CountList(list_id, 20, {}, {}))
    core.call("zhaomin", finishing(core, list_id, numbers(20)))
    row = core.call("sunli", lists.ListsPage()).rows[0]
    assert (row.source, row.sheet) == ("138****8000 的回访.xlsx", "139****9000")


def test_a_list_is_named_with_its_counts_by_its_importer_and_as_a_list_may_be_named(core: Core) -> None:
    list_id = int(core.call("zhaomin", lists.BeginList("business", "待定", "x", "0" * 64, 1, "ascii", "")).id)
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(numbers(20))))
    for name, code in ((" ", "field_missing"), ("给 138-0013-8000 的", "list_name_mobile")):
        core.refuses(code, "zhaomin", lists.CountList(list_id, 20, {}, {}, name))
    core.refuses("list_closed", "chenjing", lists.CountList(list_id, 20, {}, {}, "别的"))
    core.call("zhaomin", lists.CountList(list_id, 20, {}, {}, " 十二月到期 "))
    core.call("zhaomin", lists.CountList(list_id, 20, {}, {}))
    core.call("zhaomin", finishing(core, list_id, numbers(20)))
    assert core.call("sunli", lists.ListsPage()).rows[0].name == "十二月到期"
    # Once it is signed its name stays.
    core.refuses("list_closed", "zhaomin", lists.CountList(list_id, 20, {}, {}, "别的"))


def test_only_a_drafter_of_the_department_imports_and_only_into_his_own_open_list(core: Core) -> None:
    for person, department in (("qianwei", "business"), ("zhaomin", "credit"), ("sunli", "business")):
        core.refuses("not_drafter", person, lists.BeginList(department, "x", "x", "0" * 64, 1, "ascii", ""))
    core.refuses("field_missing", "zhaomin", lists.BeginList("business", " ", "x", "0" * 64, 1, "ascii", ""))
    for name in ("13800138000", "给 138-0013-8000 的", "１３８００１３８０００"):
        core.refuses(
            "list_name_mobile", "zhaomin", lists.BeginList("business", name, "x", "0" * 64, 1, "ascii", "")
        )
    list_id = begin(core)
    core.refuses("list_closed", "chenjing", lists.AddNumbers(list_id, pack_numbers(numbers(1))))
    done = core.add_list()
    core.refuses("list_closed", "zhaomin", lists.AddNumbers(done, pack_numbers(numbers(1, 16200000000))))
    core.refuses("list_closed", "zhaomin", lists.DropList(done))


@pytest.mark.parametrize(
    ("nums", "code"),
    [
        ([16100000001, 16100000001], "not_ascending"),
        ([16100000002, 16100000001], "not_ascending"),
        ([1380013800], "not_mobile"),
        ([16100000001, 99900000000], "not_mobile"),
    ],
)
def test_a_chunk_must_ascend_and_hold_mobile_numbers(core: Core, nums: list[int], code: str) -> None:
    list_id = begin(core)
    core.refuses(code, "zhaomin", lists.AddNumbers(list_id, pack_numbers(array("q", nums))))
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(numbers(5))))
    core.refuses("not_ascending", "zhaomin", lists.AddNumbers(list_id, pack_numbers(numbers(5))))


FOUND = [(3, "landline", False, 0, "010-62322610"), (9, "duplicate", False, 4, "16100000000")]
MISSHAPEN = [
    ("rows", b"123"),
    ("rows", pack_numbers(array("q", [3]))),
    ("rows", pack_numbers(array("q", [9, 3]))),
    ("rows", pack_numbers(array("q", [-1, 3]))),
    ("rows", pack_numbers(array("q", [3, 1 << 60]))),
    ("firsts", pack_numbers(array("q", [0, -1]))),
    ("firsts", pack_numbers(array("q", [0, 1 << 60]))),
    ("reasons", bytes([0, 2])),
    ("kept", bytes([0, 2])),
    ("ends", pack_numbers(array("q", [12, 24]))),
    ("ends", pack_numbers(array("q", [13, 12]))),
    ("ends", pack_numbers(array("q", [-1, 23]))),
    ("text", ""),
    ("names", []),
]


def test_malformed_chunks_are_named_and_change_nothing(core: Core) -> None:
    list_id = begin(core)
    for call in (
        lists.AddNumbers(list_id, b"123"),
        lists.AddNumbers(list_id, b""),
        lists.AddNumbers(list_id, pack_numbers(numbers(lists.NUMBERS + 1))),
        lists.AddFindings.of(list_id, [(1, "junk", False, 0, "x")] * (lists.FINDINGS + 1)),
        *(replaced(lists.AddFindings.of(list_id, FOUND), **{name: value}) for name, value in MISSHAPEN),
        lists.CountList(list_id, -1, {}, {}),
    ):
        with pytest.raises(ConsoleError) as caught:
            core.call("zhaomin", call)
        assert caught.value.code == "bad_chunk"
    core.refuses("list_empty", "zhaomin", asking.manifest(list_id, "0" * 64))


def test_a_manifest_that_does_not_fit_its_rows_is_refused(core: Core) -> None:
    nums = numbers(20)
    for change, salt, code in (
        ({"n": 19}, SALT, "manifest_differs"),
        ({"name": "别的"}, SALT, "manifest_differs"),
        ({"root": "0" * 64}, SALT, "manifest_root_differs"),
        ({}, bytes(32), "manifest_root_differs"),
        ({}, SALT[:31], "manifest_differs"),
        ({"department": "credit"}, SALT, "not_drafter"),
    ):
        list_id = begin(core)
        core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(nums)))
        core.refuses(code, "zhaomin", finishing(core, list_id, nums, salt, **change))
        core.call("zhaomin", lists.DropList(list_id))


def test_lists_that_were_never_finished_are_forgotten_with_their_rows(core: Core) -> None:
    list_id = begin(core)
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(numbers(5))))
    core.call("zhaomin", lists.AddFindings.of(list_id, [(1, "junk", False, 0, "x")]))
    with core.context(Caller("", "dispatch-1"), write=True) as ctx:
        assert contacts.drop_unfinished(ctx) == 1
        assert len(contacts.numbers_of(ctx, list_id)) == 0
    assert core.call("zhaomin", lists.ListsPage()).rows == []


def test_a_start_drops_what_this_desk_took_in_and_what_another_left_a_day_ago(core: Core) -> None:
    left = {"here": timedelta(), "there": timedelta(), "gone": timedelta(days=1, seconds=1)}
    for desk, ago in left.items():
        list_id = begin(core)
        with core.database.writer() as conn:
            table = contact_list.c
            values = {"desk": desk, "at": render(core.at - ago)}
            conn.execute(update(contact_list).where(table.id == list_id).values(**values))
    core.desk = replace(core.desk, mark="here")
    with core.context(Caller("", "desk"), write=True) as ctx:
        assert contacts.drop_unfinished(ctx) == 2
        assert ctx.conn.execute(select(contact_list.c.desk)).scalars().all() == ["there"]


def test_opt_outs_are_kept_once_shown_masked_and_counted_on_the_scope_card(core: Core) -> None:
    add = optout_calls.AddOptOuts([16100000001, 16100000003], "promotion", "电话")
    assert core.call("qianwei", add).id == 2
    assert core.call("qianwei", optout_calls.AddOptOuts([16100000001], "promotion", "来函")).id == 0
    assert core.call("dispatch-1", replied((16100000005, "退订"), (123, "退订"))).id == 1
    page = core.call("zhaomin", optout_calls.OptOutsPage())
    assert (page.rows[0].number, page.rows[0].scope, page.rows[0].source) == (
        "161****0005",
        "promotion",
        "reply",
    )
    # What came in together stands in no order of its numbers.
    assert {(r.number, r.scope, r.source) for r in page.rows[1:]} == {
        ("161****0003", "promotion", "电话"),
        ("161****0001", "promotion", "电话"),
    }
    assert core.call("zhaomin", optout_calls.OptOutsPage(text="0003")).page.total == 1
    core.refuses("four_digits", "zhaomin", optout_calls.OptOutsPage(text="%"))
    core.refuses("not_mobile", "qianwei", optout_calls.AddOptOuts([1], "all", ""))
    core.refuses("unknown_scope", "qianwei", optout_calls.AddOptOuts([16100000001], "none", ""))
    core.refuses("not_optout_keeper", "sunli", add)
    assert core.call("sunli", approvals.Scope(core.requested("promotion"))).opted_out == 3
    assert core.call("sunli", approvals.Scope(core.requested("notice"))).opted_out == 0
    chunk = core.call("dispatch-1", dispatch.PullOptOuts(1))
    assert (len(chunk.numbers) // 8, list(unpack_numbers(chunk.scopes)), chunk.serial) == (2, [0, 0], 3)


def test_opt_outs_are_paged_to_their_end_newest_first_and_each_once(core: Core) -> None:
    for number in numbers(7):
        core.call("qianwei", optout_calls.AddOptOuts([number], "all", "电话"))
    core.call("qianwei", optout_calls.AddOptOuts([16200000003], "promotion", "来函"))
    for text, serials in (("", [8, 7, 6, 5, 4, 3, 2, 1]), ("0003", [8, 4])):
        for limit in (1, 2, 3, 8, 9):
            seen: list[int] = []
            after = ""
            while True:
                page = core.call("zhaomin", optout_calls.OptOutsPage(text=text, after=after, limit=limit))
                seen += [row.serial for row in page.rows]
                assert page.page.total == len(serials)
                after = page.page.after
                if not after:
                    break
                assert len(seen) <= len(serials)
            assert seen == serials


def test_a_dispatcher_pulls_each_opt_out_once_and_never_goes_back(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optouts, "_PULL", 3)
    for nth, number in enumerate(numbers(7)):
        core.call("qianwei", optout_calls.AddOptOuts([number], ("promotion", "all")[nth % 2], "电话"))
    pulled: list[tuple[int, int]] = []
    serials = [0]
    while True:
        chunk = core.call("dispatch-1", dispatch.PullOptOuts(serials[-1]))
        pulled += zip(unpack_numbers(chunk.numbers), unpack_numbers(chunk.scopes), strict=True)
        if chunk.serial == serials[-1]:
            break
        serials.append(chunk.serial)
    assert pulled == [(number, nth % 2) for nth, number in enumerate(numbers(7))]
    assert serials == [0, 3, 6, 7]
    # A desk that was put back to an earlier day knows less than its dispatcher, who keeps what they have.
    assert core.call("dispatch-1", dispatch.PullOptOuts(9)) == dispatch.OptOutChunk(b"", b"", b"", 9)


@pytest.mark.parametrize("raw", ["１３８００１３８０００", "138 0013 8000", "138-0013-8000", "1.3800138e10"])
def test_a_number_in_another_spelling_is_whole_for_its_importer_alone(core: Core, raw: str) -> None:
    nums = numbers(20)
    begun = lists.BeginList("business", "客户名单", "list.txt", "0" * 64, 999, "ascii", "")
    list_id = core.call("zhaomin", begun).id
    core.call("zhaomin", lists.AddNumbers(list_id, nums.tobytes()))
    core.call("zhaomin", lists.AddFindings.of(list_id, [(21, "spaces", False, 0, raw)]))
    for person, whole in (("zhaomin", True), ("qianwei", False), ("wangfang", False), ("fenglei", False)):
        (row,) = core.call(person, lists.FindingsPage(list_id)).rows
        assert (row.raw == raw) is whole, person


def test_many_who_get_not_even_mandatory_messages_are_the_registrar_s(core: Core) -> None:
    many = [16100000000 + nth for nth in range(21)]
    packed = pack_numbers(array("q", many))
    begin = optout_calls.BeginOptOutList(
        "all", "", "carrier", "中国移动", "2026-11-01", "a.txt", "0" * 64, 21, 0
    )
    for person in ("qianwei", "zhaomin"):
        core.refuses("optout_many_all", person, optout_calls.AddOptOuts(many, "all", "电话"))
        core.refuses("optout_many_all", person, begin)
        core.refuses("optout_many_all", person, optout_calls.ScanOptOuts("all", "", "2026-11-01", packed))
        core.call(person, optout_calls.ScanOptOuts("optional", "", "2026-11-01", packed))
    core.call("qianwei", optout_calls.AddOptOuts(many[:20], "all", "电话"))
    core.call("wangfang", begin)


def begin_salted(core: Core) -> int:
    call = lists.BeginList("business", "客户名单", "名单.txt", "0" * 64, 240, "ascii", "", SALT)
    return int(core.call("zhaomin", call).id)


@pytest.mark.parametrize("sizes", [[1], [999, 1, 1], [1000, 1000], [2500, 1, 1499, 3000, 7]])
def test_a_root_that_grew_while_the_numbers_came_is_the_root_of_the_list(
    core: Core, monkeypatch: pytest.MonkeyPatch, sizes: list[int]
) -> None:
    list_id, nums, at = begin_salted(core), numbers(sum(sizes)), 0
    for size in sizes:
        core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(nums[at : at + size])))
        at += size
    core.call("zhaomin", lists.CountList(list_id, at, {}, {}))
    wrong = finishing(core, list_id, nums, root="0" * 64)
    monkeypatch.setattr(contacts, "numbers_of", None)
    core.refuses("manifest_root_differs", "zhaomin", wrong)
    core.refuses("manifest_differs", "zhaomin", finishing(core, list_id, nums, bytes(32)))
    core.call("zhaomin", finishing(core, list_id, nums))
    assert core.desk.live.roots == {}


def test_a_root_that_lost_step_with_its_list_is_computed_from_what_is_stored(core: Core) -> None:
    list_id, nums = begin_salted(core), numbers(3_000)
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(nums[:1500])))

    def rolled_back() -> None:
        with core.context(Caller("zhaomin"), write=True) as ctx:
            contacts.add_numbers(ctx, lists.AddNumbers(list_id, pack_numbers(nums[1600:2000])))
            # The numbers were hashed; now their transaction is rolled back.
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk"):
        rolled_back()
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(nums[1500:])))
    core.call("zhaomin", lists.CountList(list_id, 3_000, {}, {}))
    core.call("zhaomin", finishing(core, list_id, nums))


def test_a_list_that_is_given_up_leaves_no_root(core: Core) -> None:
    list_id = begin_salted(core)
    core.call("zhaomin", lists.AddNumbers(list_id, pack_numbers(numbers(5))))
    core.call("zhaomin", lists.DropList(list_id))
    assert core.desk.live.roots == {}
    with pytest.raises(ConsoleError):
        core.call("zhaomin", lists.BeginList("business", "x", "x", "0" * 64, 1, "ascii", "", SALT[:31]))


def test_a_list_that_ends_with_a_whole_leaf_has_no_empty_one_behind_it() -> None:
    leaves, salt = (b"a" * 32, b"b" * 32), b"s" * 32
    assert making._root(Forming((), leaves, None), salt) == merkle.root_of([*leaves]).hex()
