"""The next roster version: what changes do, what no version may be, what is different, and what is lacking."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from console.domain import policy
from console.domain.people.enrolment import Application, ApplicationKind, NewDepartment
from console.domain.people.people import (
    Appointment,
    Department,
    DepartmentKind,
    GatewayRef,
    Key,
    Person,
    PolicyRef,
    Post,
    Roster,
    Service,
    Standing,
)
from console.domain.rosters.roster_alerts import alerts
from console.domain.rosters.roster_differences import difference, giving_up, kept_beside
from console.domain.rosters.rosters import (
    AddDepartment,
    AddKey,
    AddPerson,
    Appoint,
    Change,
    ChangeError,
    EditPerson,
    EndPost,
    RevokeKey,
    SetGateway,
    SetPolicy,
    SetStanding,
    apply,
    changes_of,
)
from console.domain.times import render
from console.launch.organisation import build
from console.signing.keys import generate

replace = msgspec.structs.replace
START = datetime(2026, 11, 24, 2, 0, 0, tzinfo=UTC)
AT = "2026-11-24T03:00:00Z"
LATER = "2026-12-01T00:00:00Z"
LAST = "2026-12-15T00:00:00Z"
KEY, OTHER_KEY = generate().public, generate().public
ORG = build(START)
assert ORG.roster is not None
ROSTER: Roster = ORG.roster
POLICY = policy.read(ORG.policy_text)


def made(*changes: Change, roster: Roster = ROSTER) -> Roster:
    return apply(
        roster,
        changes,
        at=AT,
        expires="2027-02-22T03:00:00Z",
        previous="0" * 64,
        signers=roster.signers,
        grounds=[],
    )


def refused(code: str, *changes: Change, roster: Roster = ROSTER) -> dict[str, str]:
    with pytest.raises(ChangeError) as caught:
        made(*changes, roster=roster)
    assert caught.value.refusal.code == code
    return caught.value.refusal.params


def posts(roster: Roster, person: str) -> list[tuple[str, str, str, str]]:
    return [(h.post, h.department, h.since, h.until) for h in roster.posts if h.person == person]


def added(person: str = "tangyu", key: str = KEY, uid: int = -1) -> AddPerson:
    return AddPerson(person, "唐宇", "D0099", "010-00000099", uid, key)


# ---- changes


def test_a_version_without_changes_renews_the_one_before() -> None:
    new = made()
    assert (new.version, new.previous, new.at) == (2, "0" * 64, AT)
    assert {d.subject for d in difference(ROSTER, new)} == {"version", "previous", "at", "expires"}


def test_who_leaves_loses_every_post_and_his_account_but_keeps_his_name_and_key() -> None:
    roster = replace(ROSTER, people=[replace(p, uid=n) for n, p in enumerate(ROSTER.people, 1000)])
    new = made(SetStanding("liqiang", "left"), roster=roster)
    person = new.person("liqiang")
    assert person is not None
    assert (person.standing, person.uid) == (Standing.LEFT, -1)
    assert person.keys == next(p for p in ROSTER.people if p.id == "liqiang").keys
    assert posts(new, "liqiang") == []


def test_a_transfer_ends_one_post_and_begins_another_in_one_version() -> None:
    new = made(
        EndPost("qianwei", Post.OPERATOR, "business", AT),
        Appoint("qianwei", Post.OPERATOR, "credit", AT),
        Appoint("zhaomin", Post.OPERATOR, "business", AT),
    )
    assert posts(new, "qianwei") == [("operator", "credit", AT, "")]
    assert new.holders(Post.OPERATOR, "business", AT) == ["zhaomin"]


def test_a_post_ends_on_a_later_day_and_its_successor_begins_then() -> None:
    new = made(
        added(),
        EndPost("qianwei", Post.OPERATOR, "business", LATER),
        Appoint("tangyu", Post.OPERATOR, "business", LATER),
    )
    assert new.holders(Post.OPERATOR, "business", AT) == ["qianwei"]
    assert new.holders(Post.OPERATOR, "business", LATER) == ["tangyu"]


def test_nothing_begins_or_ends_before_the_version_that_says_so() -> None:
    early = "2026-11-01T00:00:00Z"
    new = made(
        EndPost("qianwei", Post.OPERATOR, "business", early),
        Appoint("zhaomin", Post.OPERATOR, "business", early),
    )
    assert posts(new, "qianwei") == []
    assert posts(new, "zhaomin")[-1] == ("operator", "business", AT, "")


def test_appointments_that_are_over_are_left_out() -> None:
    over = Appointment("zhaomin", Post.OPERATOR, "credit", render(START), AT, standby=False)
    assert over not in made(roster=replace(ROSTER, posts=[*ROSTER.posts, over])).posts


def test_a_key_is_added_from_now_and_revoked_since_a_moment_before() -> None:
    old = ROSTER.keys_of("sunli")[0]
    since = render(START)
    person = made(AddKey("sunli", KEY), RevokeKey("sunli", old, since)).person("sunli")
    assert person is not None
    assert [(k.public, k.since, k.revoked) for k in person.keys] == [
        (old, person.keys[0].since, since),
        (KEY, AT, ""),
    ]


def test_suspending_and_lifting_keep_the_posts() -> None:
    suspended = made(SetStanding("sunli", "suspended"))
    assert suspended.holders(Post.DEPARTMENT_MANAGER, "business", AT) == []
    lifted = made(SetStanding("sunli", "active"), roster=suspended)
    assert lifted.holders(Post.DEPARTMENT_MANAGER, "business", AT) == ["sunli"]


def test_files_come_into_force_and_go_out_of_it() -> None:
    new = made(SetPolicy("2027-1", "1" * 64, "2"), SetGateway("backup", "2" * 64), SetGateway("demo", ""))
    assert new.policy == PolicyRef("2027-1", "1" * 64)
    assert new.pledge == "2"
    assert new.gateways == [GatewayRef("backup", "2" * 64)]


def test_a_person_is_edited_and_what_is_not_named_stays() -> None:
    before = ROSTER.person("zhaomin")
    assert before is not None
    assert made(EditPerson("zhaomin", phone="010-1")).person("zhaomin") == replace(before, phone="010-1")
    assert made(EditPerson("zhaomin", name="赵明", uid=7)).person("zhaomin") == replace(
        before, name="赵明", uid=7
    )


REFUSED: list[tuple[str, list[Change]]] = [
    ("roster_unknown_person", [SetStanding("nobody", "left")]),
    ("roster_unknown_person", [EditPerson("nobody", name="x")]),
    ("roster_unknown_person", [AddKey("nobody", KEY)]),
    ("roster_unknown_person", [RevokeKey("nobody", KEY, AT)]),
    ("roster_unknown_person", [Appoint("nobody", Post.DRAFTER, "credit", AT)]),
    ("roster_unknown_person", [EndPost("nobody", Post.DRAFTER, "credit", AT)]),
    ("roster_person_known", [added("zhaomin")]),
    ("roster_bad_id", [added("Tang Yu")]),
    ("roster_bad_id", [AddDepartment("风险部", "风险部", DepartmentKind.OTHER)]),
    ("roster_key_malformed", [added(key="ssh-rsa AAAA")]),
    ("roster_key_malformed", [AddKey("sunli", f"{KEY} comment")]),
    ("roster_key_taken", [added(key=ROSTER.keys_of("sunli")[0])]),
    ("roster_key_taken", [AddKey("sunli", ROSTER.keys_of("zhaomin")[0])]),
    ("roster_key_taken", [AddKey("sunli", ROSTER.keys_of("sunli")[0])]),
    ("roster_key_taken", [AddKey("sunli", ROSTER.services[0].public)]),
    ("roster_key_taken", [AddKey("sunli", KEY), AddKey("zhaomin", KEY)]),
    ("roster_key_not_his", [RevokeKey("sunli", ROSTER.keys_of("zhaomin")[0], AT)]),
    ("roster_key_not_his", [RevokeKey("sunli", ROSTER.keys_of("sunli")[0], AT)] * 2),
    ("roster_revoked_later", [RevokeKey("sunli", ROSTER.keys_of("sunli")[0], LATER)]),
    ("telephone_form", [EditPerson("zhaomin", phone="abc")]),
    ("telephone_form", [replace(added(), phone="abc")]),
    ("account_shared", [EditPerson("sunli", uid=1000), EditPerson("zhaomin", uid=1000)]),
    ("account_shared", [EditPerson("sunli", uid=1000), added(uid=1000)]),
    ("roster_unknown_department", [Appoint("zhaomin", Post.DRAFTER, "risk", AT)]),
    ("roster_unknown_department", [Appoint("zhaomin", Post.DRAFTER, "", AT)]),
    ("roster_unknown_department", [Appoint("zhaomin", Post.AUDITOR, "risk", AT)]),
    ("roster_two_operators", [Appoint("zhaomin", Post.OPERATOR, "business", AT)]),
    ("roster_two_operators", [Appoint("zhaomin", Post.OPERATOR, "business", LATER, LAST)]),
    (
        "roster_two_operators",
        [
            EndPost("qianwei", Post.OPERATOR, "business", LAST),
            Appoint("zhaomin", Post.OPERATOR, "business", LATER),
        ],
    ),
    ("roster_post_not_held", [EndPost("qianwei", Post.OPERATOR, "general", AT)]),
    ("roster_post_not_held", [EndPost("qianwei", Post.OPERATOR, "business", AT)] * 2),
    ("roster_post_held", [Appoint("qianwei", Post.OPERATOR, "business", AT)]),
    ("roster_post_dates", [Appoint("zhaomin", Post.OPERATOR, "credit", LATER, LATER)]),
    ("roster_post_dates", [Appoint("zhaomin", Post.OPERATOR, "credit", LATER, AT)]),
    ("roster_no_standby", [Appoint("zhaomin", Post.DRAFTER, "credit", AT, standby=True)]),
    ("roster_standing_same", [SetStanding("zhaomin", "active")]),
    ("roster_standing_same", [SetStanding("zhaomin", "left")] * 2),
    (
        "roster_person_left",
        [SetStanding("zhaomin", "left"), Appoint("zhaomin", Post.DRAFTER, "credit", AT)],
    ),
    ("roster_name_twice", [AddDepartment("credit", "信贷部", DepartmentKind.OTHER)]),
    ("roster_no_gateway", [SetGateway("backup", "")]),
]


@pytest.mark.parametrize(("code", "changes"), REFUSED, ids=[f"{n}-{c}" for n, (c, _) in enumerate(REFUSED)])
def test_a_change_that_makes_no_sense_is_refused_by_name(code: str, changes: list[Change]) -> None:
    refused(code, *changes)


def test_a_standby_or_a_suspended_operator_beside_the_active_one_is_no_second_operator() -> None:
    made(Appoint("zhaomin", Post.OPERATOR, "business", AT, standby=True))
    suspended = made(SetStanding("qianwei", "suspended"), Appoint("zhaomin", Post.OPERATOR, "business", AT))
    params = refused("roster_two_operators", SetStanding("qianwei", "active"), roster=suspended)
    assert params == {"department": "business", "people": "qianwei, zhaomin"}


def test_somebody_comes_back_without_his_old_posts() -> None:
    gone = made(SetStanding("qianwei", "left"))
    back = made(
        SetStanding("qianwei", "active"), Appoint("qianwei", Post.OPERATOR, "business", AT), roster=gone
    )
    assert posts(back, "qianwei") == [("operator", "business", AT, "")]


# ---- applications


def application(kind: str, **fields: Any) -> Application:
    base: dict[str, Any] = {
        "org": "yunling",
        "by": "sunli",
        "at": AT,
        "roster": 1,
        "number": "2026-业务部-A001",
        "version": 1,
        "previous": "",
        "kind": ApplicationKind(kind),
        "department": "business",
        "new_department": None,
        "person": "tangyu",
        "name": "唐宇",
        "staff_no": "D0099",
        "title": "",
        "telephone": "010-00000099",
        "email": "",
        "post": Post.OPERATOR,
        "standby": False,
        "duties": [],
        "since": LATER,
        "until": "",
        "replaces": "",
        "trained_on": "",
        "key": KEY,
        "reason": "",
        "route": [Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER],
        "covers": [],
    }
    return Application(**base | fields)


def carried_out(one: Application, roster: Roster = ROSTER) -> Roster:
    return made(*changes_of(one, roster), roster=roster)


def test_an_application_adds_a_person_with_his_key_and_ends_the_predecessors_post_that_day() -> None:
    new = carried_out(application("add", replaces="qianwei"))
    assert new.keys_of("tangyu") == [KEY]
    assert new.holders(Post.OPERATOR, "business", AT) == ["qianwei"]
    assert new.holders(Post.OPERATOR, "business", LATER) == ["tangyu"]


def test_an_application_for_somebody_who_is_here_keeps_his_key_or_adds_one() -> None:
    same = application("add", person="zhaomin", post=Post.DRAFTER, department="credit", key="")
    assert carried_out(same).keys_of("zhaomin") == ROSTER.keys_of("zhaomin")
    assert posts(carried_out(same), "zhaomin")[-1] == ("drafter", "credit", LATER, "")
    another = replace(same, key=KEY)
    assert carried_out(another).keys_of("zhaomin") == [*ROSTER.keys_of("zhaomin"), KEY]
    assert changes_of(replace(same, key=ROSTER.keys_of("zhaomin")[0]), ROSTER) == changes_of(same, ROSTER)


def test_a_standby_is_filed_beside_the_operator() -> None:
    held = next(h for h in carried_out(application("add", standby=True)).posts if h.person == "tangyu")
    assert held.standby


def test_a_change_gives_another_name_telephone_or_key_and_no_post() -> None:
    one = application("change", person="sunli", name="孙莉", telephone="", key=KEY)
    assert changes_of(one, ROSTER) == [EditPerson("sunli", "孙莉"), AddKey("sunli", KEY)]
    nothing = application("change", person="sunli", name="孙丽", telephone="", key="")
    assert changes_of(nothing, ROSTER) == []


def test_a_revocation_ends_the_post_on_its_day() -> None:
    new = carried_out(application("revoke", person="qianwei"))
    assert posts(new, "qianwei") == [("operator", "business", render(START - timedelta(minutes=1)), LATER)]


def test_a_deputy_operator_has_the_post_for_his_days_and_the_operator_before_and_after() -> None:
    new = carried_out(application("deputy", until=LAST, replaces="qianwei"))
    assert [new.holders(Post.OPERATOR, "business", at) for at in (AT, LATER, LAST)] == [
        ["qianwei"],
        ["tangyu"],
        ["qianwei"],
    ]
    refused("roster_two_operators", *changes_of(application("deputy", until=LAST), ROSTER))


def test_a_department_opens_with_its_manager_and_supervisor() -> None:
    one = application(
        "open_department",
        department="risk",
        new_department=NewDepartment("风险部", DepartmentKind.OTHER, "chuyan"),
        post=Post.DEPARTMENT_MANAGER,
        since=AT,
    )
    new = carried_out(one)
    assert new.department("risk") == Department("risk", "风险部", DepartmentKind.OTHER)
    assert new.holders(Post.DEPARTMENT_MANAGER, "risk", AT) == ["tangyu"]
    assert new.holders(Post.SUPERVISING_MANAGER, "risk", AT) == ["chuyan"]


# ---- differences

SMALL = replace(
    ROSTER,
    people=[
        *ROSTER.people[:2],
        Person(
            "sunli", "孙丽", "D3", "010", 7, [Key(KEY, AT, ""), Key(OTHER_KEY, AT, LATER)], Standing.SUSPENDED
        ),
    ],
    posts=[
        *ROSTER.posts[:2],
        Appointment("sunli", Post.OPERATOR, "business", AT, LATER, standby=True),
        Appointment("sunli", Post.OPERATOR, "business", LATER, "", standby=True),
    ],
    gateways=[*ROSTER.gateways, GatewayRef("backup", "2" * 64)],
    services=[*ROSTER.services, Service("dispatch-2", "dispatch", OTHER_KEY)],
    grounds=["3" * 64],
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    if isinstance(value, dict):
        for key, item in value.items():
            found += places(item, (*path, key))
    elif isinstance(value, list):
        found += [(*path, what) for what in ("drop", "double", "swap", "insert")]
        for nth, item in enumerate(value):
            found += places(item, (*path, nth))
    else:
        found.append(path)
    return found


def changed(whole: Any, path: tuple[Any, ...], word: str, nth: int) -> Any:
    """The same document with one value, or one list, another."""
    whole = deepcopy(whole)
    *way, last = path
    place = whole
    for step in way:
        place = place[step]
    if not isinstance(place, list) or isinstance(last, int):
        old = place[last]
        place[last] = (not old) if isinstance(old, bool) else old + nth + 1 if isinstance(old, int) else word
    elif place:
        at = nth % len(place)
        match last:
            case "drop":
                del place[at]
            case "double":
                place.insert(nth % 2 * len(place), deepcopy(place[at]))
            case "swap":
                place[at], place[at - 1] = place[at - 1], place[at]
            case _:
                place.insert(at, deepcopy(place[at - 1]))
    return whole


PLAIN = msgspec.to_builtins(SMALL)
PLACES = [path for path in places(PLAIN) if path != ("type",)]
WORDS = st.sampled_from(
    ["", "zhaomin", "operator", "general", "left", "active", AT, LATER, KEY, "1", '["a"]', "a,b", "x"]
)
EDIT = st.tuples(st.sampled_from(PLACES), WORDS, st.integers(0, 5))


def edited(edits: list[tuple[tuple[Any, ...], str, int]]) -> Roster:
    """A roster as somebody could write it, however senseless; skips what is no roster at all."""
    plain = PLAIN
    for path, word, nth in edits:
        try:
            plain = changed(plain, path, word, nth)
        except (IndexError, KeyError, TypeError):
            assume(False)
    try:
        return msgspec.convert(plain, Roster, strict=True)
    except msgspec.ValidationError:
        assume(False)
        raise


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_each_field_that_is_changed_shows(path: tuple[Any, ...]) -> None:
    shown = 0
    for word in ("zhaomin", "operator", "drafter", "general", "other", "left", AT, LATER, KEY):
        for nth in range(3):
            try:
                new = msgspec.convert(changed(PLAIN, path, word, nth), Roster, strict=True)
            except msgspec.ValidationError:
                continue
            assert bool(difference(SMALL, new)) == (new != SMALL)
            shown += new != SMALL
    assert shown or path[-1] == "swap"


@settings(max_examples=400, deadline=None)
@given(st.lists(EDIT, min_size=1, max_size=3), st.lists(EDIT, min_size=1, max_size=3))
def test_the_old_version_and_the_differences_determine_the_new_one(
    one: list[tuple[tuple[Any, ...], str, int]], other: list[tuple[tuple[Any, ...], str, int]]
) -> None:
    """So nothing can differ that the second signer does not read: two different versions read differently."""
    first, second = edited(one), edited(other)
    assert (difference(SMALL, first) == difference(SMALL, second)) == (first == second)


def test_a_second_entry_of_the_same_name_does_not_hide_behind_the_first() -> None:
    twin = replace(SMALL.people[0], standing=Standing.LEFT)
    shown = difference(SMALL, replace(SMALL, people=[*SMALL.people, twin]))
    assert [(d.code, d.subject, d.after["standing"]) for d in shown if "standing" in d.after] == [
        ("person_added", twin.id, "left")
    ]
    before = difference(SMALL, replace(SMALL, people=[twin, *SMALL.people]))
    assert ("person_changed", twin.id) in [(d.code, d.subject) for d in before]


def test_whoever_leaves_moves_or_ends_sooner_hands_over_and_nobody_else() -> None:
    operator = [("operator", "business")]
    left = made(SetStanding("qianwei", "left"))
    assert giving_up(ROSTER, left) == {"qianwei": operator}
    assert giving_up(left, made(roster=left)) == {}
    moved = made(
        EndPost("qianwei", Post.OPERATOR, "business", AT), Appoint("qianwei", Post.OPERATOR, "credit", AT)
    )
    assert giving_up(ROSTER, moved) == {"qianwei": operator}
    sooner = made(EndPost("qianwei", Post.OPERATOR, "business", LATER))
    assert giving_up(ROSTER, sooner) == {"qianwei": operator}
    # With that day behind it the next version only says what was said.
    assert giving_up(sooner, made(roster=sooner)) == {}
    away = carried_out(application("deputy", replaces="qianwei", until=LAST))
    assert giving_up(ROSTER, away) == {}
    assert giving_up(ROSTER, made(SetStanding("qianwei", "suspended"))) == {}
    assert giving_up(ROSTER, made()) == {}


def test_an_older_key_that_goes_on_counting_beside_a_new_one_is_named() -> None:
    old = ROSTER.keys_of("zhaomin")[0]
    assert kept_beside(ROSTER, made(AddKey("zhaomin", OTHER_KEY))) == [("zhaomin", old)]
    assert kept_beside(ROSTER, made(AddKey("zhaomin", OTHER_KEY), RevokeKey("zhaomin", old, AT))) == []
    assert kept_beside(ROSTER, made(added())) == []
    two = made(AddKey("zhaomin", OTHER_KEY))
    assert kept_beside(two, made(roster=two)) == []
    gone = made(AddKey("zhaomin", OTHER_KEY), SetStanding("zhaomin", "left"))
    assert kept_beside(ROSTER, gone) == []


def test_a_difference_names_who_what_before_and_after() -> None:
    new = made(
        SetStanding("qianwei", "left"),
        added(),
        Appoint("tangyu", Post.OPERATOR, "business", LATER),
        AddKey("sunli", OTHER_KEY),
    )
    shown = {(d.code, d.subject): d for d in difference(ROSTER, new)}
    assert shown["person_changed", "qianwei"].before == {"standing": "active"}
    assert shown["person_changed", "qianwei"].after == {"standing": "left"}
    assert shown["post_removed", "qianwei"].before["post"] == "operator"
    assert shown["person_added", "tangyu"].after["name"] == "唐宇"
    assert shown["key_added", "tangyu"].after["public"] == KEY
    assert shown["post_added", "tangyu"].after["since"] == LATER
    assert shown["key_added", "sunli"].after == {"public": OTHER_KEY, "since": AT, "revoked": ""}


# ---- alerts


def seven() -> Roster:
    """The smallest organisation: a Business Department of two, a General Department, and who is above them."""
    people = {
        "clerk": [(Post.DRAFTER, "business"), (Post.OPERATOR, "business")],
        "head": [(Post.DEPARTMENT_MANAGER, "business")],
        "office": [(Post.DRAFTER, "general"), (Post.OPERATOR, "general"), (Post.REGISTRAR, "general")],
        "chief": [(Post.DEPARTMENT_MANAGER, "general"), (Post.ROSTER_SIGNER, "")],
        "deputy": [(Post.SUPERVISING_MANAGER, "business"), (Post.SUPERVISING_MANAGER, "general")],
        "director": [(Post.GENERAL_MANAGER, "")],
        "keeper": [(Post.CUSTODIAN, "general"), (Post.ROSTER_SIGNER, "")],
    }
    return replace(
        ROSTER,
        departments=[d for d in ROSTER.departments if d.id != "credit"],
        people=[
            Person(name, name, name, "", -1, [Key(generate().public, ROSTER.at, "")], Standing.ACTIVE)
            for name in people
        ],
        posts=[
            Appointment(name, post, department, ROSTER.at, "", standby=False)
            for name, held in people.items()
            for post, department in held
        ],
    )


def codes(roster: Roster, at: str = AT, pledged: set[str] | None = None) -> list[str]:
    return [alert.code for alert in alerts(roster, POLICY, at, pledged)]


def without(roster: Roster, person: str) -> Roster:
    return replace(roster, posts=[h for h in roster.posts if h.person != person])


def also(roster: Roster, person: str, post: Post, department: str) -> Roster:
    return replace(
        roster,
        posts=[*roster.posts, Appointment(person, post, department, ROSTER.at, "", standby=False)],
    )


def test_the_smallest_organisation_of_seven_has_no_clash() -> None:
    small = seven()
    assert len(small.people) == 7
    assert alerts(small, POLICY, AT) == []
    assert made(roster=small).people == small.people


def test_the_demo_organisation_has_no_clash() -> None:
    assert alerts(ROSTER, POLICY, AT) == []


@pytest.mark.parametrize(
    ("code", "roster"),
    [
        ("operator_missing", without(seven(), "clerk")),
        ("drafter_missing", without(seven(), "clerk")),
        ("operators_two", also(seven(), "office", Post.OPERATOR, "business")),
        ("department_empty", replace(seven(), departments=ROSTER.departments)),
        ("approver_missing", without(seven(), "head")),
        ("approver_missing", without(seven(), "deputy")),
        ("approver_missing", without(seven(), "director")),
        ("approver_only_drafter", also(without(seven(), "clerk"), "head", Post.DRAFTER, "business")),
        ("custodian_acts", also(seven(), "keeper", Post.DRAFTER, "business")),
        ("custodian_acts", also(seven(), "keeper", Post.DEPARTMENT_MANAGER, "business")),
        ("custodian_acts", also(seven(), "keeper", Post.OPERATOR, "general")),
        ("custodians_two", also(seven(), "chief", Post.CUSTODIAN, "general")),
        ("roster_signers_few", without(seven(), "keeper")),
    ],
)
def test_a_clash_or_gap_is_named_and_grave(code: str, roster: Roster) -> None:
    assert code in [alert.code for alert in alerts(roster, POLICY, AT) if alert.grave]


def test_a_supervising_manager_who_is_the_general_manager_is_told_and_his_promotion_needs_a_second_approver() -> (
    None
):
    both = also(without(seven(), "deputy"), "director", Post.SUPERVISING_MANAGER, "business")
    both = also(both, "director", Post.SUPERVISING_MANAGER, "general")
    assert codes(both) == ["supervisor_is_general_manager"] * 2
    alone = also(without(both, "head"), "director", Post.DEPARTMENT_MANAGER, "business")
    grave = [(a.code, a.params["category"]) for a in alerts(alone, POLICY, AT) if a.grave]
    assert grave == [("approvers_too_few", "promotion")]


def test_a_roster_says_two_weeks_before_that_it_will_expire() -> None:
    def on(days: float) -> list[str]:
        return codes(
            ROSTER, render(datetime.strptime(ROSTER.expires, "%Y-%m-%dT%H:%M:%S%z") - timedelta(days))
        )

    assert on(14) == []
    assert on(13.9) == ["roster_expiring"]
    assert "roster_over" in on(0)


def test_who_must_pledge_and_has_not_is_named_where_that_is_known() -> None:
    bound = {"clerk", "head", "office", "chief"}
    assert codes(seven(), pledged=bound) == []
    missing = alerts(seven(), POLICY, AT, bound - {"clerk"})
    assert [(a.code, a.params["person"]) for a in missing] == [("pledge_missing", "clerk")]
    assert codes(seven()) == []


def test_who_holds_a_post_and_has_no_account_is_named_where_people_have_accounts() -> None:
    apart = replace(
        ROSTER, solo=False, people=[replace(p, uid=1000 + n) for n, p in enumerate(ROSTER.people)]
    )
    assert "no_account" not in codes(apart)

    def bare(person: str, **changed: Any) -> Roster:
        people = [replace(p, uid=-1, **changed) if p.id == person else p for p in apart.people]
        return replace(apart, people=people)

    (alert,) = [one for one in alerts(bare("zhaomin"), POLICY, AT) if one.code == "no_account"]
    assert (alert.params, alert.clause, alert.grave) == ({"person": "zhaomin"}, "R12", False)
    assert "no_account" not in codes(bare("zhaomin", standing=Standing.LEFT))
    postless = replace(bare("zhaomin"), posts=[p for p in apart.posts if p.person != "zhaomin"])
    assert "no_account" not in codes(postless)
    assert "no_account" not in codes(replace(bare("zhaomin"), solo=True))


def test_the_suspended_count_for_nothing() -> None:
    people = [replace(p, standing=Standing.SUSPENDED) if p.id == "clerk" else p for p in seven().people]
    assert "operator_missing" in codes(replace(seven(), people=people))
