"""A new draft out of an older request: its fields, and nothing that was another time's or another person's to say."""

import msgspec
import pytest

from console.acting.requests.copying import copied
from console.errors import RefusedError
from console.wire.requests.drafts import Draft, SlotDraft

NOW = "2026-12-01T01:00:00Z"
OLD = Draft(
    department="business",
    category="promotion",
    purpose="提醒",
    harmless=True,
    unclassified=True,
    body="您好",
    slots=[
        SlotDraft(7, "2026-11-30T01:00:00Z", "2026-12-01T01:00:00Z"),
        SlotDraft(8, "2026-11-30T01:00:00Z", "2026-12-01T01:00:01Z"),
    ],
    gateway="demo",
    remarks="x",
)


def test_every_field_comes_along_but_passed_windows_and_the_self_checks() -> None:
    new = copied(OLD, ["business"], NOW)
    changed = {
        name
        for name in Draft.__struct_fields__
        if msgspec.to_builtins(getattr(new, name)) != msgspec.to_builtins(getattr(OLD, name))
    }
    assert changed == {"harmless", "unclassified", "slots"}
    assert (new.harmless, new.unclassified) == (False, False)
    assert new.slots == [SlotDraft(7), OLD.slots[1]]


def test_another_departments_drafter_gets_it_for_their_own_without_its_lists() -> None:
    new = copied(OLD, ["credit"], NOW)
    assert new.department == "credit"
    assert [slot.list_id for slot in new.slots] == [0, 0]
    assert copied(OLD, ["credit", "business"], NOW).department == "business"


def test_a_request_without_slots_becomes_a_draft_with_one_to_fill_in() -> None:
    assert copied(msgspec.structs.replace(OLD, slots=[]), ["business"], NOW).slots == [SlotDraft()]


def test_who_drafts_nowhere_gets_no_draft() -> None:
    with pytest.raises(RefusedError) as refused:
        copied(OLD, [], NOW)
    assert refused.value.refusal.code == "not_drafter"
