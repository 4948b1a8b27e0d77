"""Applications as the grounds of a roster version: whoever claims one carries it out, and its proof is told to who signs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.people.enrolment import Application
from console.domain.people.people import Person, Post, Roster, Standing
from console.domain.rosters.grounds import without_ground
from console.domain.rosters.rosters import (
    AddKey,
    Appoint,
    Change,
    EditPerson,
    EndPost,
    RevokeKey,
    SetStanding,
    changes_of,
)
from console.domain.times import render
from console.errors import RefusedError
from console.signing.keys import generate
from console.signing.statements import decode, digest, encode
from console.wire.rosters import rosters
from tests.services.core import AT, Core
from tests.services.people.test_enrolment import KEY, Desk, form
from tests.services.rosters.test_rosters import (
    FIRST,
    SECOND,
    armour,
    confirm,
    minutes,
    newest,
    prepared,
    propose,
    published,
)

replace = msgspec.structs.replace
Spoil = Callable[[Roster], Roster]


def people(person: str, change: Callable[[Person], Person]) -> Spoil:
    return lambda roster: replace(roster, people=[change(p) if p.id == person else p for p in roster.people])


def posts(person: str, **changes: Any) -> Spoil:
    """The person's appointments with these changes, or without them at all."""

    def spoil(roster: Roster) -> Roster:
        kept = [a for a in roster.posts if a.person != person]
        bent = [replace(a, **changes) for a in roster.posts if a.person == person] if changes else []
        return replace(roster, posts=kept + bent)

    return spoil


def still_there(roster: Roster) -> Roster:
    """The predecessor keeps a post of the same kind, as a dormant second."""
    own = next(a for a in roster.posts if a.person == "heqing")
    return replace(roster, posts=[*roster.posts, replace(own, person="qianwei", standby=True)])


def unknown(roster: Roster) -> Roster:
    return replace(
        roster,
        people=[p for p in roster.people if p.id != "heqing"],
        posts=[a for a in roster.posts if a.person != "heqing"],
    )


def refused(core: Core, text: str) -> str:
    """Why the first signature over a version is not taken."""
    with pytest.raises(RefusedError) as caught:
        core.call(FIRST, rosters.ProposeRoster(text, armour(core, FIRST, text)))
    assert caught.value.refusal.clause
    return caught.value.refusal.code


@pytest.mark.parametrize(
    "spoil",
    [
        unknown,
        people("heqing", lambda p: replace(p, name="何清")),
        people("heqing", lambda p: replace(p, phone="010-00000109")),
        people("heqing", lambda p: replace(p, staff_no="D0109")),
        people("heqing", lambda p: replace(p, keys=[])),
        people("heqing", lambda p: replace(p, keys=[replace(p.keys[0], public=generate().public)])),
        people("heqing", lambda p: replace(p, keys=[replace(p.keys[0], revoked=p.keys[0].since)])),
        posts("heqing"),
        posts("heqing", standby=True),
        posts("heqing", until=render(AT + timedelta(days=30))),
        posts("heqing", since=render(AT + timedelta(days=1))),
        posts("heqing", post=Post.DRAFTER),
        posts("heqing", department="credit"),
        still_there,
    ],
)
def test_a_version_that_claims_an_application_does_all_that_it_asks_for(core: Core, spoil: Spoil) -> None:
    application = Desk(core).filed(form())
    made = decode(prepared(core, applications=(application,)).encode())
    assert isinstance(made, Roster)
    assert refused(core, encode(spoil(made)).decode()) == "ground_not_carried_out"
    propose(core, encode(made).decode())


def test_a_version_that_claims_an_application_and_changes_nothing_is_refused(core: Core) -> None:
    application = Desk(core).filed(form())
    claimed = Desk(core).view(application).digest
    made = decode(prepared(core).encode())
    assert isinstance(made, Roster)
    assert refused(core, encode(replace(made, grounds=[claimed])).decode()) == "ground_not_carried_out"
    assert (
        refused(core, encode(replace(made, grounds=[claimed, claimed])).decode()) == "application_not_filed"
    )


@pytest.mark.parametrize(
    "changes",
    [
        [EditPerson("heqing", uid=4711)],
        [SetStanding("qianwei", "left")],
        [Appoint("heqing", Post.DRAFTER, "business", render(AT))],
        [SetStanding("weina", "suspended"), EditPerson("zhaomin", phone="010-00000077")],
    ],
)
def test_what_else_a_version_does_is_the_signers_own_as_long_as_it_takes_nothing_back(
    core: Core, changes: list[Change]
) -> None:
    application = Desk(core).filed(form())
    made = published(core, *changes, applications=(application,))
    assert made.holders(Post.OPERATOR, "business", render(core.at)) == ["heqing"]


@pytest.mark.parametrize(
    "changes",
    [
        [EndPost("heqing", Post.OPERATOR, "business", render(AT + timedelta(days=9)))],
        [EditPerson("heqing", name="何清")],
        [RevokeKey("heqing", KEY.public, render(AT))],
        [SetStanding("heqing", "left")],
    ],
)
def test_no_version_is_drawn_up_that_takes_back_what_it_carries_out(
    core: Core, changes: list[Change]
) -> None:
    application = Desk(core).filed(form())
    minutes(core)
    core.refuses("ground_not_carried_out", FIRST, rosters.PrepareRoster(changes, [application]))


def opening() -> dict[str, Any]:
    return {
        "kind": "open_department",
        "department": "risk",
        "department_name": "风险部",
        "post": "department_manager",
        "supervisor": "liqiang",
        "replaces": "",
        "trained_on": "",
        "duties": ["maintenance"],
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda roster: replace(roster, departments=roster.departments[:-1], posts=roster.posts[:-2]),
        lambda roster: replace(
            roster, departments=[*roster.departments[:-1], replace(roster.departments[-1], name="风控部")]
        ),
        posts("liqiang"),
    ],
)
def test_a_department_is_opened_under_its_name_and_supervisor(core: Core, spoil: Spoil) -> None:
    desk = Desk(core)
    application = desk.apply(form(**opening()), "wangfang")
    for person, decision in (("liqiang", "approve"), ("zhoujian", "approve"), ("zhengtao", "file")):
        desk.decide(person, decision, application)
    made = decode(prepared(core, applications=(application,)).encode())
    assert isinstance(made, Roster)
    assert refused(core, encode(spoil(made)).decode()) in {
        "ground_not_carried_out",
        "roster_unknown_department",
    }
    propose(core, encode(made).decode())


def test_a_change_and_a_revocation_are_carried_out_too(core: Core) -> None:
    desk = Desk(core)
    own: dict[str, Any] = {
        "kind": "change",
        "person": "zhaomin",
        "name": "赵敏敏",
        "staff_no": "D0001",
        "post": "drafter",
    }
    own |= {"telephone": "010-00000099", "key": "", "replaces": "", "trained_on": "", "duties": []}
    change = desk.filed(form(**own))
    made = decode(prepared(core, applications=(change,)).encode())
    assert isinstance(made, Roster)
    for spoil in (
        people("zhaomin", lambda p: replace(p, name="赵敏")),
        people("zhaomin", lambda p: replace(p, phone="010-00000001")),
    ):
        assert refused(core, encode(spoil(made)).decode()) == "ground_not_carried_out"
    confirm(core, propose(core, encode(made).decode()))
    core.at += timedelta(minutes=1)
    gone: dict[str, Any] = {
        "kind": "revoke",
        "person": "qianwei",
        "key": "",
        "replaces": "",
        "trained_on": "",
        "duties": [],
    }
    ended = desk.filed(form(**gone, since=render(core.at + timedelta(days=3))))
    made = decode(prepared(core, applications=(ended,)).encode())
    assert isinstance(made, Roster)
    assert refused(core, encode(posts("qianwei", until="")(made)).decode()) == "ground_not_carried_out"
    sooner = posts("qianwei", until=render(core.at + timedelta(days=1)))
    propose(core, encode(sooner(made)).decode())


# ---- what has no ground


def application(**changed: Any) -> Application:
    wanted = form(**changed)
    fields = {
        name: getattr(wanted, name)
        for name in wanted.__struct_fields__
        if name in Application.__struct_fields__
    }
    return msgspec.convert(
        fields
        | {"org": "yunling", "by": "zhaomin", "at": render(AT), "roster": 1, "number": "1", "version": 1}
        | {"previous": "", "new_department": None, "route": ["department_manager"], "covers": []},
        Application,
        strict=False,
    )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([], []),
        ([SetStanding("qianwei", "left")], []),
        ([SetStanding("qianwei", "suspended")], []),
        ([EditPerson("qianwei", uid=4711)], []),
        ([Appoint("zhaomin", Post.AUDITOR, "", render(AT))], []),
        ([AddKey("zhaomin", KEY.public)], ["key_added"]),
        ([EditPerson("zhaomin", phone="8001")], ["person_changed"]),
        ([Appoint("weina", Post.DRAFTER, "business", render(AT))], ["post_added"]),
        ([EndPost("zhaomin", Post.DRAFTER, "business", render(AT))], ["post_removed"]),
        ([EndPost("zhaomin", Post.DRAFTER, "business", render(AT + timedelta(days=9)))], ["post_changed"]),
    ],
)
def test_of_the_changes_for_which_there_is_an_application_those_without_one_are_told(
    core: Core, changes: list[Change], told: list[str]
) -> None:
    old = newest(core)
    made = decode(prepared(core, *changes).encode())
    assert isinstance(made, Roster)
    assert [one.code for one in without_ground(old, made, [])] == told


def test_what_an_application_asks_for_has_its_ground_and_what_comes_with_it_has_none(core: Core) -> None:
    old = newest(core)
    asked = application()
    more = Appoint("heqing", Post.DRAFTER, "business", render(AT))
    made = decode(prepared(core, *changes_of(asked, old), more).encode())
    assert isinstance(made, Roster)
    assert [(one.code, one.after["post"]) for one in without_ground(old, made, [asked])] == [
        ("post_added", "drafter")
    ]
    codes = [one.code for one in without_ground(old, made, [])]
    assert codes == ["person_added", "key_added", "post_added", "post_added", "post_removed"]


def test_who_is_gone_needs_no_application_to_give_his_post_up_but_who_left_before_does(core: Core) -> None:
    old = newest(core)
    gone = [replace(p, standing=Standing.LEFT) if p.id == "qianwei" else p for p in old.people]
    kept = [a for a in old.posts if a.person != "qianwei"]
    assert without_ground(old, replace(old, people=gone, posts=kept), []) == []
    before = replace(old, people=gone)
    assert [o.code for o in without_ground(before, replace(before, posts=kept), [])] == ["post_removed"]


# ---- the proof


def test_the_proof_of_an_application_is_its_newest_version_with_every_decision_on_it(core: Core) -> None:
    desk = Desk(core)
    application = desk.apply(form())
    desk.decide("sunli", "return", application)
    core.at += timedelta(minutes=1)
    desk.apply(form(reason="改好了"), application=application)
    for person, decision in (("sunli", "authorise"), ("liqiang", "approve"), ("wangfang", "file")):
        desk.decide(person, decision, application)
    key = desk.view(application).digest
    proof: rosters.GroundProof = core.call(SECOND, rosters.GroundOf(key))
    kinds = [getattr(decode(one.text.encode()), "decision", "application") for one in proof.statements]
    assert kinds == ["application", "authorise", "approve", "file"]
    assert digest(proof.statements[0].text.encode()) == key
    assert proof.policies == [core.org.policy_text]
    core.refuses("not_your_department", "weina", rosters.GroundOf(key))
