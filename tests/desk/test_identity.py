"""Who is on the line: every cell of both identity ports."""

import os
from typing import Any

import msgspec
import pytest

from console.desk.identity import Chosen, PeerUid
from console.domain.people.people import Roster, Standing
from console.errors import RefusedError
from console.services.context import Caller
from console.wire.calls import Hello
from tests.desk.plain import World, changed

ME = os.geteuid()


@pytest.fixture
def roster(world: World) -> Roster:
    """Accounts 1001 and 1002 are Zhao Min's and Qian Wei's; nobody else has one."""
    both = changed(changed(world.roster, "zhaomin", uid=1001), "qianwei", uid=1002)
    return msgspec.structs.replace(both, solo=False)


def refusal(identity: Any, hello: Hello, uid: int, roster: Roster) -> tuple[str, str]:
    with pytest.raises(RefusedError) as refused:
        identity.caller(hello, uid, roster)
    return refused.value.refusal.code, refused.value.refusal.clause


PEER = PeerUid({2001: "dispatch-1", 1002: "dispatch-1", 2002: "dispatch-9"})


def test_the_account_says_who_calls(roster: Roster) -> None:
    assert PEER.caller(Hello(1), 1001, roster) == Caller("zhaomin")
    assert PEER.caller(Hello(1, "zhaomin"), 1001, roster) == Caller("zhaomin")
    assert PEER.caller(Hello(1), 2001, roster) == Caller("", "dispatch-1")
    assert PEER.caller(Hello(1, "", "dispatch-1"), 2001, roster) == Caller("", "dispatch-1")


def test_an_account_of_a_person_and_a_service_is_the_service_only_when_asked(roster: Roster) -> None:
    assert PEER.caller(Hello(1), 1002, roster) == Caller("qianwei")
    assert PEER.caller(Hello(1, "", "dispatch-1"), 1002, roster) == Caller("", "dispatch-1")


@pytest.mark.parametrize(
    ("hello", "uid", "code"),
    [
        (Hello(1), 0, "account_unknown"),
        (Hello(1), 1003, "account_unknown"),
        (Hello(1), -1, "account_unknown"),
        (Hello(1, "zhaomin"), 1002, "not_own_account"),
        (Hello(1, "zhaomin"), 2001, "not_own_account"),
        (Hello(1, "", "dispatch-1"), 1001, "not_own_account"),
        (Hello(1, "", "dispatch-2"), 2001, "not_own_account"),
        (Hello(1), 2002, "service_unknown"),
    ],
)
def test_any_other_account_is_refused_with_the_clause(
    roster: Roster, hello: Hello, uid: int, code: str
) -> None:
    assert refusal(PEER, hello, uid, roster) == (code, "R8" if code == "account_unknown" else "R12")


def test_a_person_without_an_account_cannot_be_reached_by_an_unknown_one(world: World) -> None:
    assert refusal(PeerUid({}), Hello(1, "zhaomin"), -1, world.roster)[0] == "account_unknown"


def test_whom_the_platform_does_not_tell_is_nobody_also_where_a_service_has_that_number(
    roster: Roster,
) -> None:
    """Newcomers have the account -1 until the roster gives them one: none of them is another, or a service."""
    nobody = PeerUid({-1: "dispatch-1"})
    for hello in (Hello(1), Hello(1, "sunli"), Hello(1, "liqiang"), Hello(1, "", "dispatch-1")):
        assert refusal(nobody, hello, -1, roster) == ("account_unknown", "R8")


def test_an_account_that_two_people_share_is_refused(roster: Roster) -> None:
    shared = changed(roster, "qianwei", uid=1001)
    assert refusal(PEER, Hello(1), 1001, shared) == ("account_shared", "R12")


@pytest.mark.parametrize("standing", [Standing.SUSPENDED, Standing.LEFT])
def test_a_person_who_is_suspended_or_left_is_refused(
    world: World, roster: Roster, standing: Standing
) -> None:
    gone = changed(roster, "zhaomin", standing=standing)
    assert refusal(PEER, Hello(1), 1001, gone) == ("person_not_active", "R8")
    gone = changed(world.roster, "zhaomin", standing=standing)
    assert refusal(Chosen(), Hello(1, "zhaomin"), ME, gone) == ("person_not_active", "R8")


def test_in_solo_mode_the_caller_says_who_he_is(world: World) -> None:
    assert Chosen().caller(Hello(1, "sunli"), ME, world.roster) == Caller("sunli")
    assert Chosen().caller(Hello(1, "", "dispatch-1"), ME, world.roster) == Caller("", "dispatch-1")


@pytest.mark.parametrize(
    ("hello", "code"),
    [
        (Hello(1), "nobody_named"),
        (Hello(1, "sunli", "dispatch-1"), "nobody_named"),
        (Hello(1, "nobody"), "not_in_roster"),
        (Hello(1, "", "dispatch-2"), "service_unknown"),
    ],
)
def test_in_solo_mode_he_must_be_one_of_the_roster(world: World, hello: Hello, code: str) -> None:
    assert refusal(Chosen(), hello, ME, world.roster)[0] == code


def test_a_chosen_identity_is_worth_nothing_outside_solo_mode(roster: Roster) -> None:
    assert refusal(Chosen(), Hello(1, "sunli"), ME, roster) == ("identity_not_chosen", "R12")


def test_another_account_chooses_nobody(world: World) -> None:
    assert refusal(Chosen(), Hello(1, "sunli"), ME + 1, world.roster) == ("account_unknown", "R8")


WATCH = Hello(1, watch=True)
WATCHED = PeerUid({2001: "dispatch-1"}, {0, 3000})


@pytest.mark.parametrize("uid", [0, 3000, 1001])
def test_root_the_monitoring_account_and_people_may_watch_and_are_nobody_then(
    roster: Roster, uid: int
) -> None:
    caller = WATCHED.caller(WATCH, uid, roster)
    assert caller == Caller("", only="watch")
    assert (caller.person, caller.service) == ("", "")


@pytest.mark.parametrize("uid", [3001, 2001, -1])
def test_nobody_else_watches(roster: Roster, uid: int) -> None:
    if uid == 2001:
        assert not WATCHED.caller(WATCH, uid, roster).only
    else:
        assert refusal(WATCHED, WATCH, uid, roster)[0] == "account_unknown"


def test_who_may_watch_is_nobody_without_saying_so(roster: Roster) -> None:
    assert refusal(WATCHED, Hello(1), 3000, roster) == ("account_unknown", "R8")
    assert refusal(WATCHED, Hello(1, "zhaomin"), 3000, roster) == ("account_unknown", "R8")


def test_in_solo_the_own_account_and_root_watch(world: World) -> None:
    assert Chosen().caller(WATCH, ME, world.roster).only
    assert Chosen().caller(WATCH, 0, world.roster).only
    assert refusal(Chosen(), WATCH, ME + 1, world.roster)[0] == "account_unknown"


def test_whoever_left_does_not_watch(roster: Roster) -> None:
    gone = changed(roster, "zhaomin", standing=Standing.SUSPENDED)
    assert refusal(WATCHED, WATCH, 1001, gone)[0] == "person_not_active"


# ---- the program that tells people outside

TELLS = Hello(1, notices=True)
TOLD = PeerUid({2001: "dispatch-1"}, {0, 3000}, 4000)


def test_the_account_of_the_notices_tells_and_is_nobody_then(roster: Roster) -> None:
    assert TOLD.caller(TELLS, 4000, roster) == Caller("", only="notices")
    assert refusal(TOLD, Hello(1), 4000, roster) == ("account_unknown", "R8")
    assert refusal(TOLD, Hello(1, "zhaomin"), 4000, roster) == ("account_unknown", "R8")


@pytest.mark.parametrize("uid", [0, 3000, -1])
def test_nobody_else_tells(roster: Roster, uid: int) -> None:
    assert refusal(TOLD, TELLS, uid, roster)[0] == "account_unknown"


def test_who_only_says_so_stays_who_they_are(roster: Roster) -> None:
    assert TOLD.caller(TELLS, 1001, roster) == Caller("zhaomin")
    assert TOLD.caller(TELLS, 2001, roster) == Caller("", "dispatch-1")
    assert PeerUid({}, (), 1001).caller(TELLS, 1001, roster) == Caller("zhaomin"), (
        "a person's account tells nobody"
    )
