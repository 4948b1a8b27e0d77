"""The attacks on a verifier that keeps the roster versions which it has seen: what is brought to it begins with the last of them."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import msgspec

from console.domain.people.people import Roster
from console.launch.organisation import Organisation
from console.signing.bundle_file import Bundle
from console.signing.statements import Signed, sign
from console.signing.trust import Pin
from tests.signing.attacks import GOOD, act, case, key, minutes, roster, same_roots, under_the_first_roster
from tests.world import tampered

replace = msgspec.structs.replace

MADE = {2: -50, 3: -45, 4: -40}
"""When the later versions were made, in minutes from the verifier's clock."""


class Kept(NamedTuple):
    """The versions that a verifier has of its own, from the first on."""

    rosters: list[Signed]


Attack = Iterator[tuple[str, str, Bundle] | tuple[str, str, Bundle, Pin] | tuple[str, str, Bundle, Kept, Pin]]
"""Name, expected refusal, bundle, and what the verifier has and remembers."""


def grown() -> Organisation:
    """The organisation with four versions."""
    org = same_roots()
    for version, at in MADE.items():
        org.add_roster(
            replace(
                org.roster or roster(), version=version, previous=org.rosters[-1].digest(), at=minutes(at)
            )
        )
    return org


def pin(org: Organisation, version: int) -> Pin:
    """What somebody remembers who accepted that version last."""
    return Pin(version, org.rosters[version - 1].digest())


def remembered(org: Organisation, version: int) -> tuple[Kept, Pin]:
    """Who accepted that version last has it, and all before it."""
    return Kept(org.rosters[:version]), pin(org, version)


def brought(org: Organisation, *rosters: Signed, **more: Any) -> Bundle:
    """A good notice of that organisation with these versions alone."""
    return case(org=org, **more).bundle(rosters=list(rosters))


def signed(version: Roster) -> Signed:
    """A version that both roster signers signed, as insiders could."""
    return sign(version, key("hanxue"), key("yangfan"))


def good() -> Attack:
    """Who has the earlier versions needs none of them again."""
    org = grown()
    _, two, three, four = org.rosters
    for name, version, rest in (
        ("good-shortened-to-what-is-remembered", 2, (two, three, four)),
        ("good-shortened-to-one-new-version", 3, (three, four)),
        ("good-shortened-with-nothing-new", 4, (four,)),
    ):
        yield name, GOOD, brought(org, *rest), *remembered(org, version)
    earlier = {"list": lambda a: replace(a, roster=2, at=minutes(-47))}
    yield (
        "good-shortened-with-a-list-of-an-older-version",
        GOOD,
        brought(org, four, twist=earlier),
        *remembered(org, 4),
    )
    yield "good-shortened-though-more-is-brought", GOOD, brought(org, two, three, four), *remembered(org, 4)
    yield "good-whole-though-all-is-remembered", GOOD, brought(org, *org.rosters), *remembered(org, 4)


def cut() -> Attack:
    """The chain does not reach what is remembered, or has a hole."""
    org = grown()
    _, two, three, four = org.rosters
    yield "shortened-to-one-who-has-nothing", "roster_chain_broken", brought(org, three, four)
    yield "shortened-to-one-who-only-remembers", "roster_chain_broken", brought(org, three, four), pin(org, 3)
    for name, refusal, version, rest in (
        ("shortened-with-a-gap", "roster_chain_broken", 2, (two, four)),
        ("shortened-after-what-is-remembered", "roster_chain_broken", 2, (three, four)),
        ("shortened-long-after-what-is-remembered", "roster_chain_broken", 2, (four,)),
        ("shortened-without-what-is-remembered", "roster_older", 3, (two,)),
        ("shortened-backwards", "roster_chain_broken", 3, (three, two)),
        ("shortened-to-nothing", "bundle_malformed", 4, ()),
        ("shortened-to-a-pledge", "bundle_malformed", 3, (org.pledges[0], four)),
        ("shortened-to-no-statement", "not_canonical", 3, (Signed("{}", []), four)),
    ):
        yield name, refusal, brought(org, *rest), *remembered(org, version)


def forked() -> Attack:
    """Insiders and a desk in league: another version where one is remembered, or before it."""
    org = grown()
    _, two, three, four = org.rosters
    forged = tampered(two, "孙丽", "孙莉")
    yield (
        "shortened-an-older-version-forged",
        "roster_not_by_signers",
        brought(org, forged, three, four),
        *remembered(org, 3),
    )
    other = signed(replace(act(two), org_name="云岭"))
    yield (
        "shortened-an-older-version-signed-anew",
        "roster_chain_broken",
        brought(org, other, three, four),
        *remembered(org, 3),
    )
    at_pin = signed(replace(act(three), org_name="云岭"))
    behind = signed(replace(act(four), previous=at_pin.digest()))
    yield (
        "shortened-forked-at-what-is-remembered",
        "roster_forked",
        brought(org, at_pin, behind),
        *remembered(org, 3),
    )
    yield (
        "shortened-linked-to-a-fork",
        "roster_chain_broken",
        brought(org, three, behind),
        *remembered(org, 3),
    )
    again = signed(replace(act(three), previous=other.digest()))
    last = signed(replace(act(four), previous=again.digest()))
    yield (
        "shortened-forked-before-what-is-remembered",
        "roster_forked",
        brought(org, other, again, last),
        *remembered(org, 3),
    )
    renumbered = signed(replace(act(four), version=3))
    yield (
        "shortened-a-version-renumbered",
        "roster_chain_broken",
        brought(org, renumbered),
        *remembered(org, 3),
    )
    kept = Kept([org.rosters[0], forged, three])
    yield "shortened-own-copy-spoilt", "roster_not_by_signers", brought(org, three, four), kept, pin(org, 3)


def dated() -> Attack:
    """A roster of tomorrow, and one that is older than the one before it."""
    for name, refusal, at in (
        ("roster-in-the-future", "roster_in_future", 6),
        ("good-roster-five-minutes-ahead", GOOD, 5),
        ("roster-older-than-the-one-before-it", "roster_chain_broken", -62),
        ("good-roster-of-the-second-of-the-one-before-it", GOOD, -61),
    ):
        org = same_roots()
        org.add_roster(replace(roster(), version=2, previous=org.rosters[-1].digest(), at=minutes(at)))
        yield name, refusal, case(org=org, twist=under_the_first_roster() if at > 0 else {}).bundle()


GROUPS: list[Callable[[], Attack]] = [good, cut, forked, dated]
