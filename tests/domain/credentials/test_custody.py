"""To whom custody may go, who signs it, what it does to a roster, and what a version may not do without it."""

from typing import Any

import msgspec
import pytest

from console.domain.credentials.custody import CLASHES, HandOver, OpenEnvelope, may_take
from console.domain.people.people import Appointment, Person, Post, Roster, Standing
from console.domain.rosters.grounds import not_carried_out, without_hand_over
from console.domain.rosters.rosters import changes_of, made
from console.domain.two_person.pairing import Ground, may_confirm, may_propose
from tests.domain.people.test_grounds import form
from tests.domain.test_authority import NOW, ROSTER

replace = msgspec.structs.replace
BEFORE, LATER = "2026-01-01T00:00:00Z", "2026-12-01T00:00:00Z"


def also(roster: Roster, *held: Appointment) -> Roster:
    return replace(roster, posts=[*roster.posts, *held])


def without(roster: Roster, post: Post) -> Roster:
    return replace(roster, posts=[a for a in roster.posts if a.post is not post])


def as_(roster: Roster, person: str, **fields: Any) -> Roster:
    people: list[Person] = [replace(p, **fields) if p.id == person else p for p in roster.people]
    return replace(roster, people=people)


def act(**fields: Any) -> HandOver:
    base = HandOver("2026-H001", "fenglei", "hanxue", "general", NOW, [], [], LATER)
    return replace(base, **fields)


def after(old: Roster, *papers: HandOver, **fields: Any) -> Roster:
    changes = [change for paper in papers for change in changes_of(paper, old)]
    new = made(old, changes, at=NOW, expires=LATER, previous="", signers="", grounds=[])
    return replace(new, **fields)


def code(refusal: Any) -> str:
    assert refusal is None or refusal.clause == "R12"
    return refusal.code if refusal else ""


@pytest.mark.parametrize("post", sorted(CLASHES))
def test_no_other_post_of_the_platform_goes_with_it_also_one_that_begins_later(post: Post) -> None:
    department = "" if post in {Post.GENERAL_MANAGER, Post.AUDITOR} else "credit"
    assert code(may_take("hanxue", ROSTER, NOW)) == ""
    for since in (NOW, LATER):
        held = Appointment("hanxue", post, department, since, "", standby=False)
        assert code(may_take("hanxue", also(ROSTER, held), NOW)) == "hand_over_clash"
    over = Appointment("hanxue", post, department, "2026-01-01T00:00:00Z", NOW, standby=False)
    assert code(may_take("hanxue", also(ROSTER, over), NOW)) == ""


def test_who_takes_it_over_is_active_with_a_key_of_his_own() -> None:
    assert (
        code(may_take("hanxue", as_(ROSTER, "hanxue", standing=Standing.SUSPENDED), NOW))
        == "hand_over_unknown"
    )
    assert code(may_take("hanxue", as_(ROSTER, "hanxue", keys=[]), NOW)) == "hand_over_no_key"


def test_who_holds_no_post_yet_signs_for_what_he_takes_over_and_nobody_suspended_does() -> None:
    bare = replace(ROSTER, posts=[a for a in ROSTER.posts if a.person != "hanxue"])
    on = Ground(bare, NOW, outgoing="fenglei", incoming="hanxue")
    assert may_confirm("hanxue", HandOver.RULE, on, proposer="fenglei") is None
    gone = replace(on, roster=as_(bare, "hanxue", standing=Standing.SUSPENDED))
    refusal = may_confirm("hanxue", HandOver.RULE, gone, proposer="fenglei")
    assert refusal is not None
    assert refusal.code == "not_in_roster"
    stranger = replace(on, incoming="stranger")
    refusal = may_confirm("stranger", HandOver.RULE, stranger, proposer="fenglei")
    assert refusal is not None
    assert refusal.code == "not_in_roster"


def test_neither_who_gives_nor_who_takes_it_is_the_witness() -> None:
    keeper = Appointment("wangfang", Post.CUSTODIAN, "general", "2026-01-01T00:00:00Z", "", standby=False)
    roster = also(without(ROSTER, Post.CUSTODIAN), keeper)
    on = Ground(roster, NOW, outgoing="wangfang", incoming="hanxue")
    refusal = may_confirm("wangfang", HandOver.RULE, on, proposer="zhengtao", confirmed=("hanxue",))
    assert refusal is not None
    assert refusal.code == "not_your_part"
    assert may_confirm("wuhong", HandOver.RULE, on, proposer="zhengtao", confirmed=("hanxue",)) is None
    taking = Ground(ROSTER, NOW, outgoing="fenglei", incoming="wangfang")
    refusal = may_confirm("wangfang", HandOver.RULE, taking, proposer="fenglei", confirmed=("hanxue",))
    assert refusal is not None
    assert refusal.code == "not_your_part"


def test_where_nobody_keeps_the_passwords_the_general_departments_manager_begins() -> None:
    on = Ground(without(ROSTER, Post.CUSTODIAN), NOW, incoming="hanxue")
    able = {p.id for p in ROSTER.people if may_propose(p.id, HandOver.RULE, on) is None}
    assert able == {"zhengtao"}


@pytest.mark.parametrize(
    ("since", "until", "able"),
    [(BEFORE, "", True), (BEFORE, LATER, True), (NOW, "", True), (BEFORE, NOW, False), (LATER, "", False)],
)
def test_a_dormant_standby_without_any_other_post_asks_for_the_envelope_on_his_days_alone(
    since: str, until: str, able: bool
) -> None:
    bare = replace(ROSTER, posts=[a for a in ROSTER.posts if a.person != "yangfan"])
    held = Appointment("yangfan", Post.CUSTODIAN, "general", since, until, standby=True)
    on = Ground(also(bare, held), NOW)
    assert (may_propose("yangfan", OpenEnvelope.RULE, on) is None) == able
    assert may_propose("hanxue", OpenEnvelope.RULE, on) is not None


def test_a_version_that_carries_it_out_ends_one_post_and_gives_the_other() -> None:
    new = after(ROSTER, act())
    held = [(a.person, a.until, a.standby) for a in new.posts if a.post is Post.CUSTODIAN]
    assert held == [("hanxue", "", False)]
    assert not_carried_out(ROSTER, new, [act()]) is None
    kept = replace(new, posts=[*new.posts, *(a for a in ROSTER.posts if a.post is Post.CUSTODIAN)])
    assert code(not_carried_out(ROSTER, kept, [act()])) == "hand_over_not_carried_out"
    lent = replace(
        new,
        posts=[
            replace(a, until=LATER) if a.person == "hanxue" and a.post is Post.CUSTODIAN else a
            for a in new.posts
        ],
    )
    assert code(not_carried_out(ROSTER, lent, [act()])) == "hand_over_not_carried_out"


def test_of_a_later_day_the_old_one_keeps_it_until_then() -> None:
    new = after(ROSTER, act(effective="2026-11-28T00:00:00Z"))
    held = {a.person: (a.since, a.until) for a in new.posts if a.post is Post.CUSTODIAN}
    assert held["fenglei"][1] == held["hanxue"][0] == "2026-11-28T00:00:00Z"


def test_nobody_becomes_custodian_without_taking_it_over() -> None:
    new = after(ROSTER, act())
    assert code(without_hand_over(ROSTER, new, [], in_force=False)) == "custody_not_handed_over"
    assert code(without_hand_over(ROSTER, new, [act(incoming="yangfan")], in_force=False)) == (
        "custody_not_handed_over"
    )
    assert without_hand_over(ROSTER, new, [act()], in_force=False) is None
    assert without_hand_over(ROSTER, after(ROSTER), [], in_force=True) is None
    empty = without(ROSTER, Post.CUSTODIAN)
    assert without_hand_over(empty, new, [], in_force=False) is None
    assert code(without_hand_over(empty, new, [], in_force=True)) == "custody_not_handed_over"
    # A post that was over before is nobody's any more: to take it up again is to take it over.
    former = also(
        empty, Appointment("hanxue", Post.CUSTODIAN, "general", "2026-01-01T00:00:00Z", NOW, standby=False)
    )
    assert code(without_hand_over(former, new, [], in_force=True)) == "custody_not_handed_over"
    assert code(without_hand_over(ROSTER, new, [form()], in_force=True)) == "custody_not_handed_over"


def test_a_dormant_standby_is_named_freely_and_wakes_by_hand_over_alone() -> None:
    asleep = Appointment("hanxue", Post.CUSTODIAN, "general", BEFORE, "", standby=True)
    named = also(after(ROSTER), asleep)
    assert without_hand_over(ROSTER, named, [], in_force=True) is None
    awake = also(after(ROSTER), replace(asleep, standby=False))
    assert code(without_hand_over(also(ROSTER, asleep), awake, [], in_force=True)) == (
        "custody_not_handed_over"
    )


def test_who_keeps_the_passwords_until_a_day_keeps_them_until_then() -> None:
    ending = replace(
        ROSTER,
        posts=[replace(a, until=LATER) if a.post is Post.CUSTODIAN else a for a in ROSTER.posts],
    )
    assert without_hand_over(ending, after(ending), [], in_force=True) is None
