"""A hand-over of custody is proved whole from its three signatures, or has a name for what is wrong; no dispatcher takes one for a lift."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from console.domain import policy
from console.domain.credentials.custody import Handed, HandOver, Holds, OpenEnvelope, SealEnvelope
from console.domain.people.orders import Suspension
from console.domain.people.people import Post
from console.domain.people.standing import Brought
from console.domain.times import render
from console.launch.organisation import build
from console.signing.enrolment import Ground
from console.signing.hand_over import handed_over
from console.signing.pairs import verify_lifting
from console.signing.refused import Refused
from console.signing.statements import Signed, digest
from tests.signing.test_lifting import House
from tests.world import make

replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def house() -> House:
    return House(make())


def act(house: House, **changes: Any) -> HandOver:
    base = HandOver(
        number="2026-H001", outgoing="fenglei", incoming="hanxue", department="general",
        effective=render(house.case.at), passwords=[Handed("demo", "AAAA BBBB CCCC DDDD", render(house.case.at))],
        envelopes=[], rotate_by=render(house.case.at + timedelta(days=2)),
    )  # fmt: skip
    return replace(base, **changes)


def ground(house: House, *orders: Brought) -> Ground:
    pack = house.case.org.policy_text
    return Ground(house.trust, list(orders), {digest(pack.encode()): policy.read(pack)})


def statements(
    house: House, whole: HandOver | None = None, by: str = "fenglei", **changes: Any
) -> list[Signed]:
    first = house.proposal(whole or act(house), by, **changes)
    return [first, house.confirmation(first, "hanxue"), house.confirmation(first, "wangfang")]


def refused(
    house: House, signed: list[Signed], key: str = "", on: Ground | None = None, until: str = ""
) -> str:
    with pytest.raises(Refused) as caught:
        handed_over(key or signed[0].digest(), signed, on or ground(house), until or house.case.now)
    return f"{caught.value.name} {caught.value.detail}".strip()


def test_the_three_right_people_make_it_whole(house: House) -> None:
    found = handed_over((signed := statements(house))[0].digest(), signed, ground(house), house.case.now)
    assert (found.act, found.proposal.by, [one.by for one in found.steps]) == (
        act(house), "fenglei", ["hanxue", "wangfang"],
    )  # fmt: skip


def test_each_signature_is_needed_in_its_order_and_from_its_own_person(house: House) -> None:
    first, second, third = statements(house)
    assert refused(house, [first]) == "ground_not_filed 0 of 2"
    assert refused(house, [first, second]) == "ground_not_filed 1 of 2"
    assert refused(house, [first, third, second]) == "ground_decision not_your_part"
    assert refused(house, [first, second, second]) == "ground_decision same_person_twice"
    assert refused(house, [first, second, third, third]) == "ground_decision same_person_twice"
    assert refused(house, [first, second, house.confirmation(first, "wuhong"), third]) == (
        "ground_decision confirmed_already"
    )
    assert (
        refused(house, [first, house.confirmation(first, "yangfan"), third])
        == "ground_decision not_your_part"
    )
    assert (
        refused(house, [first, second, house.confirmation(first, "sunli")]) == "ground_decision not_your_part"
    )
    assert refused(house, [first, second, house.confirmation(first, "fenglei")]) == (
        "ground_decision same_person_twice"
    )


def test_nobody_but_custodian_and_superior_begins_one(house: House) -> None:
    assert refused(house, statements(house, by="sunli")) == "ground_decision not_your_part"
    signed = statements(house, by="zhengtao")
    assert handed_over(signed[0].digest(), signed, ground(house), house.case.now).proposal.by == "zhengtao"


def test_a_key_of_somebody_else_signs_nothing(house: House) -> None:
    first = house.proposal(act(house), "fenglei", key="sunli")
    rest = [house.confirmation(first, "hanxue"), house.confirmation(first, "wangfang")]
    assert refused(house, [first, *rest]).startswith("ground_signature")
    first, second, _ = statements(house)
    forged = house.confirmation(first, "wangfang", key="sunli")
    assert refused(house, [first, second, forged]).startswith("ground_signature")


def test_bytes_that_were_changed_are_not_what_was_signed(house: House) -> None:
    first, second, third = statements(house)
    other = Signed(first.text.replace("hanxue", "yangfan"), first.signatures)
    assert refused(house, [other, second, third]).startswith("ground_signature")
    assert refused(house, [first, second, third], key="0" * 64) == "ground_chain another hand-over"


def test_a_confirmation_of_another_proposal_is_none_of_this_one(house: House) -> None:
    first, second, _ = statements(house)
    other = house.proposal(act(house, number="2026-H002"), "fenglei")
    strange = house.confirmation(other, "wangfang")
    assert refused(house, [first, second, strange]) == "ground_chain confirmation"


def test_what_is_no_hand_over_is_none(house: House) -> None:
    sealing = SealEnvelope("2026-E001", Holds.PHRASE, "", "", "s", "p", "2027-01-01")
    first = house.proposal(sealing, "fenglei")
    assert refused(house, [first]) == "ground_chain not a hand-over"
    second = statements(house)[1]
    assert refused(house, [second]) == "ground_chain not of kind Proposal"


def test_times_that_do_not_follow_each_other_are_refused(house: House) -> None:
    at = house.case.at
    first = house.proposal(act(house), "fenglei")
    early = house.confirmation(first, "hanxue", at=render(at - timedelta(minutes=40)))
    assert (
        refused(house, [first, early, house.confirmation(first, "wangfang")]) == "ground_chain confirmation"
    )
    assert refused(house, statements(house), until=render(at - timedelta(minutes=20))).startswith(
        "ground_not_filed only"
    )
    long = statements(house, expires=render(at + timedelta(days=9)))
    assert refused(house, long).startswith("pair_expired")
    over = statements(house, expires=render(at - timedelta(minutes=6)))
    assert refused(house, over) == "ground_chain confirmation"


def dated(house: House, begun: int, *confirmed: int, expires: int = 3600) -> list[Signed]:
    """The three statements at these seconds from now."""

    def then(seconds: int) -> str:
        return render(house.case.at + timedelta(seconds=seconds))

    first = house.proposal(act(house), "fenglei", at=then(begun), expires=then(expires))
    people = zip(("hanxue", "wangfang"), confirmed, strict=True)
    return [first, *(house.confirmation(first, by, at=then(at)) for by, at in people)]


@pytest.mark.parametrize(
    "when",
    [
        # Clocks may be five minutes apart, each from the latest before it, and not a second more.
        (-600, -900, -900),
        (-600, -300, -600),
        (-600, 0, -300),
        # The last of them may be five minutes ahead of the instant by which all must be there.
        (-600, -300, 300),
    ],
)
def test_the_clocks_of_two_signers_may_be_five_minutes_apart(
    house: House, when: tuple[int, int, int]
) -> None:
    signed = dated(house, *when)
    assert handed_over(signed[0].digest(), signed, ground(house), house.case.now).act == act(house)


@pytest.mark.parametrize(
    ("when", "expires", "refusal"),
    [
        ((-600, -901, -600), 3600, "ground_chain confirmation"),
        ((-600, -600, -901), 3600, "ground_chain confirmation"),
        # Not step by step backwards either: the third is held against the latest, not against the one before it.
        ((-600, -840, -960), 3600, "ground_chain confirmation"),
        ((-600, -100, -500), 3600, "ground_chain confirmation"),
        ((-600, -300, 301), 3600, "ground_not_filed only at"),
        # A proposal is over in the second in which it expires.
        ((-600, -300, -200), -200, "ground_chain confirmation"),
        ((-600, -300, -200), -300, "ground_chain confirmation"),
    ],
)
def test_a_signature_out_of_its_time_makes_no_hand_over(
    house: House, when: tuple[int, int, int], expires: int, refusal: str
) -> None:
    assert refused(house, dated(house, *when, expires=expires)).startswith(refusal)


def test_a_proposal_waits_as_long_as_the_policy_lets_it_and_no_second_longer(house: House) -> None:
    hours = policy.read(house.case.org.policy_text).orders.proposal_hours
    longest = dated(house, -600, -300, -200, expires=-600 + hours * 3600)
    assert handed_over(longest[0].digest(), longest, ground(house), house.case.now).proposal.by == "fenglei"
    over = dated(house, -600, -300, -200, expires=-600 + hours * 3600 + 1)
    assert refused(house, over).startswith("pair_expired")


def test_nothing_at_all_is_no_hand_over(house: House) -> None:
    assert refused(house, [], key="0" * 64) == "ground_chain another hand-over"


def test_a_hand_over_that_a_roster_version_carried_out_makes_nobody_the_custodian_again() -> None:
    own = House(make())
    org = own.case.org
    signed = statements(own)
    digest_of = signed[0].digest()
    assert org.roster is not None
    following = replace(
        org.roster, version=2, previous=org.rosters[-1].digest(), at=own.case.now, grounds=[digest_of]
    )
    org.add_roster(following)
    assert refused(own, signed) == "ground_used"


def test_where_nobody_has_custody_the_general_department_s_manager_gives_it_out() -> None:
    org = build((at := datetime.now(UTC)) - timedelta(hours=1))
    assert org.roster is not None
    posts = [one for one in org.roster.posts if one.post is not Post.CUSTODIAN]
    started = render(at - timedelta(minutes=50))
    org.add_roster(replace(org.roster, version=2, previous=org.rosters[-1].digest(), at=started, posts=posts))
    own = House(make(org=org, at=at))
    signed = statements(own, act(own, outgoing=""), by="zhengtao")
    found = handed_over(signed[0].digest(), signed, ground(own), own.case.now)
    assert (found.act.outgoing, found.act.incoming) == ("", "hanxue")
    assert refused(own, statements(own, act(own), by="zhengtao")) == "ground_decision hand_over_not_his"


def test_custody_must_lie_where_it_says_and_go_where_it_may(house: House) -> None:
    assert (
        refused(house, statements(house, act(house, outgoing="sunli"))) == "ground_decision hand_over_not_his"
    )
    assert refused(house, statements(house, act(house, outgoing=""))) == "ground_decision hand_over_not_his"
    whole = act(house, incoming="qianwei")
    first = house.proposal(whole, "fenglei")
    signed = [first, house.confirmation(first, "qianwei"), house.confirmation(first, "wangfang")]
    assert refused(house, signed) == "ground_decision hand_over_clash"


def test_who_was_suspended_when_he_signed_made_no_hand_over(house: House) -> None:
    case = house.case
    assert case.org.roster is not None
    order = Suspension(
        org=case.org.roots.org, by="zhengtao", at=render(case.at - timedelta(minutes=30)),
        roster=case.org.roster.version, person="wangfang", reason="x",
    )  # fmt: skip
    on = ground(house, Brought("0" * 64, order))
    assert refused(house, statements(house), on=on) == "ground_decision not_in_roster"
    # In the very second in which they signed counts too; what they signed before stays good.
    signed = statements(house)
    then = replace(order, at=render(case.at - timedelta(minutes=5)))
    assert (
        refused(house, signed, on=ground(house, Brought("0" * 64, then))) == "ground_decision not_in_roster"
    )
    later = ground(house, Brought("0" * 64, replace(order, at=render(case.at - timedelta(seconds=299)))))
    assert len(handed_over(signed[0].digest(), signed, later, case.now).steps) == 2


def test_without_the_policy_pack_of_its_time_nothing_is_judged(house: House) -> None:
    on = Ground(house.trust, [], {})
    assert refused(house, statements(house), on=on).startswith("policy_differs")


@pytest.mark.parametrize("kind", ["hand_over", "seal", "open"])
def test_a_dispatcher_lifts_nothing_by_what_people_sign_about_custody(house: House, kind: str) -> None:
    """Custodian and manager are the very two who let a gateway go on: what they signed about an envelope must not do it."""
    whole = {
        "hand_over": act(house),
        "seal": SealEnvelope("2026-E001", Holds.PHRASE, "", "", "s", "p", "2027-01-01"),
        "open": OpenEnvelope("2026-E001", "0" * 64, "s"),
    }[kind]
    with pytest.raises(Refused) as caught:
        verify_lifting(house.pair(whole, "fenglei", "zhengtao"), house.around())
    assert caught.value.name == "pair_differs"
