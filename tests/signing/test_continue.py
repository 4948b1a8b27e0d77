"""Sending again is let go only by the two right people, whole, and while it is so; and by whoever holds the post now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import msgspec
import pytest

from console.domain import acts
from console.domain.people.orders import Suspension
from console.domain.people.people import GatewayRef, Post, Standing
from console.domain.times import parse, render
from console.domain.two_person.pairs import Continue, ContinueThrough, Proposal, Verdict, Which
from console.signing.bundle import verify
from console.signing.bundle_file import Own, Verified
from console.signing.pairs import Pair, verify_continue, verify_settle
from console.signing.refused import Refused
from console.signing.resuming import verify_resume
from console.signing.statements import Signed, digest, sign
from console.signing.trust import Stage
from tests.signing import stand_ins
from tests.signing.attacks import ORG, minutes
from tests.signing.test_pairs import confirmation
from tests.signing.test_pairs import proposal as settlement
from tests.world import Case, make, tampered, with_same_keys

COUNT = 40
FIRST_SLOT = 2

Change = Callable[[Case], Signed]


def act(case: Case, **changes: Any) -> Continue:
    """Forty of the two hundred were never sent to; they are to be sent to tomorrow."""
    assert case.release is not None
    asked = Continue(
        request=case.request.digest(),
        release=case.release.digest(),
        slot=1,
        which=Which.REMAINDER,
        as_slot=FIRST_SLOT,
        opens=render(case.at + timedelta(hours=10)),
        closes=render(case.at + timedelta(hours=20)),
        count=COUNT,
    )
    return msgspec.structs.replace(asked, **changes)


def again(case: Case, by: str = "qianwei", key: str = "", **changes: Any) -> Signed:
    """The releasing operator's proposal; `changes` replace fields of the act or of the proposal, `key` another's signature."""
    assert case.org.roster is not None
    about = {name: changes.pop(name) for name in Continue.__struct_fields__ if name in changes}
    asked: Continue = act(case, **about)
    if gateway := changes.pop("gateway", ""):
        asked = ContinueThrough(**msgspec.structs.asdict(asked), gateway=gateway)
    whole = Proposal(
        org=case.org.roots.org,
        by=by,
        at=render(case.at - timedelta(minutes=10)),
        roster=case.org.roster.version,
        act=asked,
        expires=render(case.at + timedelta(hours=71)),
        reason="时段内没有发完",
    )
    return sign(msgspec.structs.replace(whole, **changes), case.org.people[key or by])


def pair(case: Case, first: Signed, by: str = "sunli", **changes: Any) -> Pair:
    return Pair(first, confirmation(case, first, by, **changes))


def verified(case: Case, at: str = "", stage: Stage = Stage.BEGUN) -> Verified:
    own = Own(case.org.policy_text, case.org.gateway_texts["demo"])
    return verify(case.bundle(), case.org.roots, at or case.now, own=own, stage=stage)


def judge(
    case: Case, signed: Pair, *, at: str = "", stage: Stage = Stage.NEW, on: Verified | None = None
) -> tuple[Verified, Continue]:
    def file_of(_: Verified, gateway: str) -> str:
        return case.org.gateway_texts[gateway]

    return verify_continue(
        on or verified(case, at), signed, case.bundle(), case.org.roots, file_of=file_of, stage=stage
    )


def refused(case: Case, signed: Pair, *, at: str = "", stage: Stage = Stage.NEW) -> str:
    with pytest.raises(Refused) as caught:
        judge(case, signed, at=at, stage=stage)
    return caught.value.name


@pytest.fixture(scope="module")
def case() -> Case:
    return make()


# ---- what is good


@cache
def two_gateways(dear: int = 4, backup: str = "second") -> Case:
    """A request that names `backup` as its backup gateway, and an organisation that has a second one at `dear` fen a part."""
    org = with_same_keys(make().org)
    assert org.roster is not None
    first = org.gateway_texts["demo"]
    second = first.replace('id = "demo"', 'id = "second"').replace("price_fen = 4", f"price_fen = {dear}")
    org.gateway_texts["second"] = second
    refs = [*org.roster.gateways, GatewayRef("second", digest(second.encode()))]
    previous = org.rosters[-1].digest()
    at = render(parse(org.roster.at) + timedelta(seconds=1))
    org.add_roster(
        msgspec.structs.replace(
            org.roster, version=org.roster.version + 1, previous=previous, at=at, gateways=refs
        )
    )

    def twist(request: acts.Request) -> acts.Request:
        return msgspec.structs.replace(request, backup_gateway=backup)

    return make(org=org, twist={"request": twist})


@pytest.mark.parametrize("which", list(Which))
def test_it_goes_through_the_gateway_that_was_signed_of_those_that_the_request_names(which: Which) -> None:
    case = two_gateways()
    same, other = (pair(case, again(case, which=which, gateway=name)) for name in ("demo", "second"))
    assert judge(case, same)[0].gateway == verified(case).gateway
    new, told = judge(case, other)
    assert (new.gateway.id, told.count) == ("second", COUNT)
    # What continues that one goes through its gateway again if it names none, or back through the first.
    later = again(case, release=other.proposal.digest(), slot=FIRST_SLOT, as_slot=3, count=1)
    assert judge(case, pair(case, later), on=new)[0].gateway.id == "second"
    back = again(case, release=other.proposal.digest(), slot=FIRST_SLOT, as_slot=3, count=1, gateway="demo")
    assert judge(case, pair(case, back), on=new)[0].gateway.id == "demo"


def test_it_goes_through_no_gateway_that_the_request_does_not_name() -> None:
    case = two_gateways(backup="")
    assert refused(case, pair(case, again(case, gateway="second"))) == "gateway_not_approved"
    assert refused(case, pair(case, again(case, gateway="third"))) == "gateway_not_approved"


def test_the_backup_gateway_s_file_is_the_one_in_the_roster() -> None:
    case = two_gateways()
    signed = pair(case, again(case, gateway="second"))
    for text in (case.org.gateway_texts["second"] + "\n", case.org.gateway_texts["demo"]):
        with pytest.raises(Refused) as caught:
            verify_continue(
                verified(case), signed, case.bundle(), case.org.roots, file_of=lambda *_, text=text: text
            )
        assert caught.value.name == "gateway_differs"
    with pytest.raises(Refused) as caught:
        verify_continue(verified(case), signed, case.bundle(), case.org.roots)
    assert caught.value.name == "gateway_differs", "whoever has no file of it lets nothing through"


def test_through_the_backup_gateway_nothing_costs_more_than_was_approved() -> None:
    case = two_gateways(dear=5)
    assert refused(case, pair(case, again(case, gateway="second"))) == "request_cost"
    assert judge(case, pair(case, again(case, gateway="demo")))[0].gateway.id == "demo"


@pytest.mark.parametrize("which", list(Which))
def test_what_operator_and_approver_sign_is_taken_and_proves_the_new_send(case: Case, which: Which) -> None:
    first = again(case, which=which)
    new, told = judge(case, pair(case, first))
    assert (told.which, told.count) == (which, COUNT)
    assert (new.slot.id, new.slot.n, new.slot.opens, new.slot.closes) == (2, COUNT, told.opens, told.closes)
    assert (new.release_digest, new.continues) == (first.digest(), 1)
    # Text, list and gateway are those of the request.
    before = verified(case)
    assert (new.slot.list, new.manifest, new.gateway, new.request) == (
        before.slot.list,
        before.manifest,
        before.gateway,
        before.request,
    )


def test_of_a_promotion_the_failed_are_the_first_approver_s_and_the_remainder_the_last_one_s() -> None:
    promotion = make("promotion")
    failed = again(promotion, by="wuhong", which=Which.FAILED)
    left = again(promotion, by="wuhong", which=Which.REMAINDER)
    assert judge(promotion, pair(promotion, failed, "sunli"))[1].which is Which.FAILED
    assert judge(promotion, pair(promotion, left, "zhoujian"))[1].which is Which.REMAINDER
    for first, wrong in ((failed, "zhoujian"), (left, "sunli"), (failed, "liqiang"), (left, "liqiang")):
        assert refused(promotion, pair(promotion, first, wrong)) == "pair_not_allowed"


def test_what_was_continued_is_continued_again_from_itself_alone(case: Case) -> None:
    first = again(case)
    once, _ = judge(case, pair(case, first))
    then: dict[str, Any] = {
        "at": render(case.at + timedelta(hours=21)),
        "expires": render(case.at + timedelta(hours=40)),
        "opens": render(case.at + timedelta(hours=22)),
        "closes": render(case.at + timedelta(hours=30)),
        "slot": 2,
        "as_slot": 3,
        "release": first.digest(),
        "count": 7,
    }
    second = again(case, **then)
    late = render(case.at + timedelta(hours=22))
    signed = pair(case, second, at=late)
    begun, _ = judge(case, pair(case, first), at=late, stage=Stage.BEGUN)
    twice, told = judge(case, signed, on=begun)
    assert (twice.slot.id, twice.slot.n, twice.continues, told.slot) == (3, 7, 2, 2)
    # Not more than there were, not of the send at the beginning, and not before the first of them was signed.
    for bent in ({"count": COUNT + 1}, {"slot": 1}, {"release": once.request_digest}, {"as_slot": 1}):
        with pytest.raises(Refused) as caught:
            judge(case, pair(case, again(case, **then | bent), at=late), on=begun)
        assert caught.value.name in {"continue_count", "pair_differs", "release_slot"}
    early = again(case, **then | {"at": render(case.at - timedelta(minutes=11))})
    with pytest.raises(Refused) as caught:
        judge(case, pair(case, early, at=late), on=begun)
    assert caught.value.name == "pair_order"


# ---- what is bent


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"count":40', '"count":41'),
        ('"which":"remainder"', '"which":"failed"'),
        ('"slot":1', '"slot":3'),
        ('"as_slot":2', '"as_slot":3'),
        ("qianwei", "wuhong"),
        ("时段内", "时段外"),
    ],
)
def test_a_desk_that_changes_one_word_is_refused(case: Case, old: str, new: str) -> None:
    first = again(case)
    bent = tampered(first, old, new)
    assert refused(case, pair(case, bent)) == "pair_signature"
    assert refused(case, Pair(bent, confirmation(case, first))) == "pair_signature"


@pytest.mark.parametrize(
    ("name", "bend"),
    [
        ("pair_not_allowed", lambda c: pair(c, again(c), "qianwei")),
        ("pair_not_allowed", lambda c: pair(c, again(c, by="sunli"), "sunli")),
        ("pair_not_allowed", lambda c: pair(c, again(c, by="wuhong"))),
        ("pair_not_allowed", lambda c: pair(c, again(c, by="fenglei"))),
        ("pair_not_allowed", lambda c: pair(c, again(c), "liqiang")),
        ("pair_not_allowed", lambda c: pair(c, again(c), "zhaomin")),
        ("pair_signature", lambda c: pair(c, again(c, key="sunli"))),
        ("pair_signature", lambda c: pair(c, again(c), key="qianwei")),
        ("pair_signature", lambda c: Pair(Signed(again(c).text, []), confirmation(c, again(c)))),
        ("pair_differs", lambda c: Pair(confirmation(c, again(c)), again(c))),
        ("pair_differs", lambda c: Pair(again(c), confirmation(c, again(c, count=7)))),
        ("pair_differs", lambda c: pair(c, settlement(c))),
        ("pair_differs", lambda c: pair(c, again(c, request="0" * 64))),
        ("pair_differs", lambda c: pair(c, again(c, release="0" * 64))),
        ("pair_differs", lambda c: pair(c, again(c, slot=3))),
        ("release_slot", lambda c: pair(c, again(c, as_slot=1))),
        ("continue_count", lambda c: pair(c, again(c, count=201))),
        ("continue_window", lambda c: pair(c, again(c, closes=act(c).opens))),
        ("continue_window", lambda c: pair(c, again(c, opens=act(c).closes, closes=act(c).opens))),
        ("continue_window", lambda c: pair(c, again(c, closes=render(c.at + timedelta(days=31, hours=11))))),
        (
            "continue_window",
            lambda c: pair(
                c,
                again(
                    c,
                    opens=render(c.at - timedelta(minutes=20)),
                    closes=render(c.at - timedelta(minutes=6)),
                ),
            ),
        ),
        ("pair_expired", lambda c: pair(c, again(c, expires=c.now))),
        ("pair_expired", lambda c: pair(c, again(c, expires=render(c.at + timedelta(hours=73))))),
        ("pair_order", lambda c: pair(c, again(c), at=render(c.at - timedelta(minutes=16)))),
        (
            "pair_order",
            lambda c: pair(c, again(c, at=render(c.at - timedelta(minutes=24)), expires=act(c).opens)),
        ),
        ("signed_in_future", lambda c: pair(c, again(c), at=render(c.at + timedelta(minutes=6)))),
        ("hidden_characters", lambda c: pair(c, again(c, reason="没有\u200b发完"))),
        ("foreign_organisation", lambda c: pair(c, again(c, org="another"))),
    ],
)
def test_every_way_to_bend_it_is_refused_under_its_own_name(
    case: Case, name: str, bend: Callable[[Case], Pair]
) -> None:
    assert judge(case, pair(case, again(case)))[1].count == COUNT
    assert refused(case, bend(case)) == name


def test_a_settlement_is_no_continuation_and_a_continuation_no_settlement(case: Case) -> None:
    first = again(case)
    with pytest.raises(Refused) as caught:
        verify_settle(
            verified(case), first, confirmation(case, first), case.bundle(), case.org.roots, unknown=COUNT
        )
    assert caught.value.name == "pair_differs"


def test_who_has_no_pledge_lets_nothing_go_again(case: Case) -> None:
    good = verified(case)
    without = msgspec.structs.replace(good, pledges=tuple(p for p in good.pledges if p.by != "qianwei"))
    with pytest.raises(Refused) as caught:
        judge(case, pair(case, again(case)), on=without)
    assert (caught.value.name, caught.value.detail) == ("pair_not_allowed", "no_pledge")


# ---- what time and people bring


def test_what_is_claimed_stays_good_when_the_proposal_ends_and_both_have_moved_on(case: Case) -> None:
    changed, signed = moved(make(at=case.at), again, pair, "qianwei", "sunli")
    late = render(case.at + timedelta(hours=80))
    for stage in (Stage.CLAIMED, Stage.BEGUN):
        assert judge(changed, signed, at=late, stage=stage)[1].count == COUNT
    assert refused(changed, signed, at=late) == "pair_expired"
    assert refused(changed, signed) == "pair_not_allowed"


def moved(made: Case, first: Any, second: Any, *people: str) -> tuple[Case, Pair]:
    """A case whose operator and manager gave their posts up a little after they had signed; others hold them now."""
    signed = second(made, first(made))
    successors = {"qianwei": "weina", "sunli": "hanxue"}
    roster(made, successors={person: successors[person] for person in people})
    return made, signed


def roster(
    made: Case, *, successors: dict[str, str] | None = None, standing: dict[str, Standing] | None = None
) -> None:
    """The next roster version, three minutes ago: posts go to successors, people stand otherwise."""
    old, successors, standing = made.org.roster, successors or {}, standing or {}
    assert old is not None
    made.org.add_roster(
        msgspec.structs.replace(
            old,
            version=old.version + 1,
            previous=made.org.rosters[-1].digest(),
            at=render(made.at - timedelta(minutes=3)),
            posts=[
                msgspec.structs.replace(a, person=successors.get(a.person, a.person))
                if a.post in {Post.OPERATOR, Post.DEPARTMENT_MANAGER}
                else a
                for a in old.posts
                if standing.get(a.person) is not Standing.LEFT or a.person in successors
            ],
            people=[msgspec.structs.replace(p, standing=standing.get(p.id, p.standing)) for p in old.people],
        )
    )


@pytest.mark.parametrize("who", ["qianwei", "sunli"])
def test_of_a_claimed_continuation_a_leaver_stops_what_waits_and_the_suspended_also_what_runs(
    who: str,
) -> None:
    made = make()
    signed = pair(made, again(made))
    roster(made, standing={who: Standing.LEFT})
    assert refused(made, signed, stage=Stage.CLAIMED) == "signer_not_active"
    assert judge(made, signed, stage=Stage.BEGUN)[1].count == COUNT
    other = make()
    signed = pair(other, again(other))
    good = verified(other)
    roster(other, standing={who: Standing.SUSPENDED})
    for stage in Stage:
        with pytest.raises(Refused) as caught:
            judge(other, signed, on=good, stage=stage)
        assert caught.value.name == "signer_not_active"


def test_a_key_that_was_revoked_stops_also_what_runs() -> None:
    made = make()
    signed, old = pair(made, again(made)), made.org.roster
    good = verified(made)
    assert old is not None
    people = [
        msgspec.structs.replace(
            p,
            keys=[msgspec.structs.replace(k, revoked=render(made.at - timedelta(minutes=4))) for k in p.keys],
        )
        if p.id == "qianwei"
        else p
        for p in old.people
    ]
    at = render(made.at - timedelta(minutes=3))
    made.org.add_roster(
        msgspec.structs.replace(old, version=2, previous=made.org.rosters[-1].digest(), at=at, people=people)
    )
    with pytest.raises(Refused) as caught:
        judge(made, signed, on=good, stage=Stage.BEGUN)
    assert caught.value.name == "key_revoked"


# ---- the operator was replaced, or left


def resume(made: Case, by: str, **changes: Any) -> Signed:
    assert made.release is not None
    assert made.org.roster is not None
    lifts = acts.Resume(
        org=made.org.roots.org, by=by, at=made.now, roster=made.org.roster.version, request=made.request.digest(),
        previous=made.release.digest(), slot=1, hold=1, count=len(made.nums),
    )  # fmt: skip
    return sign(msgspec.structs.replace(lifts, **changes), made.org.people[by])


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.LEFT])
def test_the_new_operator_resumes_settles_and_continues_what_the_one_before_let_go(
    standing: Standing,
) -> None:
    made = make()
    roster(made, successors={"qianwei": "weina"}, standing={"qianwei": standing})
    bundle, roots = made.bundle(), made.org.roots
    # A release that nobody has seen yet must come from the operator of today.
    with pytest.raises(Refused) as caught:
        verified(made, stage=Stage.NEW)
    assert caught.value.name in {"release_not_allowed", "signer_not_active"}
    begun = verified(made)
    assert verify_resume(begun, resume(made, "weina"), bundle, roots, hold=1).by == "weina"
    first = settlement(made, by="weina", at=render(made.at - timedelta(minutes=2)))
    second = confirmation(made, first, at=render(made.at - timedelta(minutes=1)))
    assert verify_settle(begun, first, second, bundle, roots, unknown=3).verdict is Verdict.NOT_SENT
    further = again(made, by="weina", at=render(made.at - timedelta(minutes=2)))
    signed = pair(made, further, at=render(made.at - timedelta(minutes=1)))
    assert judge(made, signed)[1].count == COUNT
    # And the one before does none of it any more.
    former = "release_not_allowed", "signer_not_active", "pair_not_allowed", "resume_not_allowed"
    with pytest.raises(Refused) as caught:
        verify_resume(begun, resume(made, "qianwei"), bundle, roots, hold=1)
    assert caught.value.name in former
    assert refused(made, pair(made, again(made, by="qianwei", at=made.now), at=made.now)) in former


def test_a_transfer_leaves_a_waiting_release_good_and_a_leaving_does_not() -> None:
    moved_on, left = make(), make()
    roster(moved_on, successors={"qianwei": "weina"})
    assert verified(moved_on, stage=Stage.CLAIMED).release is not None
    roster(left, successors={"qianwei": "weina"}, standing={"qianwei": Standing.LEFT})
    with pytest.raises(Refused) as caught:
        verified(left, stage=Stage.CLAIMED)
    assert caught.value.name == "signer_not_active"
    assert verified(left, stage=Stage.BEGUN).release is not None


@pytest.mark.parametrize("who", ["zhaomin", "sunli", "qianwei"])
def test_of_what_has_begun_a_leaver_stops_nothing_and_the_suspended_everything(who: str) -> None:
    made = make()
    roster(made, standing={who: Standing.LEFT})
    assert verified(made, stage=Stage.BEGUN).slot.id == 1
    other = make()
    assert other.org.roster is not None
    given = Suspension(
        org=other.org.roots.org,
        by="wangfang",
        at=render(other.at - timedelta(minutes=1)),
        roster=other.org.roster.version,
        person=who,
        reason="密钥可能泄露",
    )
    stopped = replace(other, org=replace(other.org, orders=[sign(given, other.org.people["wangfang"])]))
    with pytest.raises(Refused) as caught:
        verified(stopped, stage=Stage.BEGUN)
    assert caught.value.name == "signer_not_active"


# ---- a hold is lifted after it was taken


def test_nobody_lifts_a_hold_beforehand(case: Case) -> None:
    """A desk that has somebody sign for the next hold today gains nothing when it comes."""
    bundle, roots, good = case.bundle(), case.org.roots, verified(case)
    signed = resume(case, "qianwei", at=render(case.at - timedelta(minutes=10)), hold=2)
    held_at = render(case.at - timedelta(minutes=4))
    with pytest.raises(Refused) as caught:
        verify_resume(good, signed, bundle, roots, hold=2, held_at=held_at)
    assert (caught.value.name, caught.value.detail) == (
        "resume_not_allowed",
        "older than its release or hold",
    )
    # Clocks may differ a little; and it lifts its own hold alone.
    assert (
        verify_resume(
            good, signed, bundle, roots, hold=2, held_at=render(case.at - timedelta(minutes=5))
        ).hold
        == 2
    )
    with pytest.raises(Refused):
        verify_resume(good, signed, bundle, roots, hold=1, held_at="")


# ---- the edges


def test_the_longest_window_and_the_whole_send_are_still_taken(case: Case) -> None:
    opens = render(case.at + timedelta(hours=1))
    longest = render(case.at + timedelta(hours=1) + acts.LONGEST_WINDOW)
    whole = verified(case).slot.n
    new, _ = judge(case, pair(case, again(case, opens=opens, closes=longest, count=whole)))
    assert (new.slot.closes, new.slot.n) == (longest, whole)
    assert refused(case, pair(case, again(case, count=whole + 1))) == "continue_count"


def test_a_window_that_ends_with_the_second_signature_is_over(case: Case) -> None:
    second = render(case.at - timedelta(minutes=5))
    opens = render(case.at - timedelta(hours=1))
    assert refused(case, pair(case, again(case, opens=opens, closes=second), at=second)) == "continue_window"


def test_a_continuation_is_never_continued_as_itself(case: Case) -> None:
    first = again(case)
    late = render(case.at + timedelta(hours=22))
    begun, _ = judge(case, pair(case, first), at=late, stage=Stage.BEGUN)
    same = again(
        case, at=render(case.at + timedelta(hours=21)), expires=render(case.at + timedelta(hours=40)),
        opens=render(case.at + timedelta(hours=22)), closes=render(case.at + timedelta(hours=30)), slot=FIRST_SLOT,
        as_slot=FIRST_SLOT, release=first.digest(), count=7,
    )  # fmt: skip
    with pytest.raises(Refused) as caught:
        judge(case, pair(case, same, at=late), on=begun)
    assert caught.value.name == "release_slot"


def test_who_confirmed_a_continuation_counts_as_one_who_extended_it(case: Case) -> None:
    new, _ = judge(case, pair(case, again(case)))
    assert new.facts.extended_by == verified(case).facts.extended_by | {"sunli"}


def test_the_released_slot_alone_carries_the_name_of_who_released_it() -> None:
    def two(request: acts.Request) -> acts.Request:
        again_ = msgspec.structs.replace(request.slots[0], id=2)
        cost = msgspec.structs.replace(
            request.cost, billed_total=2 * request.cost.billed_total, fen=2 * request.cost.fen
        )
        return msgspec.structs.replace(request, slots=[*request.slots, again_], cost=cost)

    def counted(approval: acts.Approval) -> acts.Approval:
        return msgspec.structs.replace(approval, count=400)

    facts = verified(make(twist={"request": two, "approval1": counted}), stage=Stage.NEW).facts
    assert [(slot.id, slot.released_by) for slot in facts.slots] == [(1, "qianwei"), (2, "")]


def test_a_signature_in_anothers_place_is_known_as_one() -> None:
    given = stand_ins.by_deputy(stand_ins.deputation())
    found = verify(given, ORG.roots, minutes(0), stage=Stage.NEW)
    assert found.facts.stood_in == {"jiangbo"}
    assert verified(make()).facts.stood_in == frozenset()
