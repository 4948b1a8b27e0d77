"""What a roster version owes the applications that it claims, and what it does without any: the rules alone, over one roster."""

from typing import Any

import msgspec
import pytest

from console.domain.people.enrolment import Application, NewDepartment
from console.domain.people.people import Appointment, Department, DepartmentKind, Post, Roster, Standing
from console.domain.rosters.grounds import not_carried_out, without_ground
from console.domain.rosters.rosters import changes_of
from console.domain.rosters.rosters import made as drawn_up
from console.signing.keys import generate
from tests.domain.test_authority import NOW, ROSTER

replace = msgspec.structs.replace
KEY, OTHER_KEY = generate().public, generate().public
SOON, LATER, LAST = "2027-03-01T00:00:00Z", "2027-03-20T00:00:00Z", "2027-04-01T00:00:00Z"

FORM: dict[str, Any] = {
    "org": ROSTER.org, "by": "zhaomin", "at": NOW, "roster": ROSTER.version, "number": "1", "version": 1, "previous": "",
    "kind": "add", "department": "business", "new_department": None, "person": "heqing", "name": "何青",
    "staff_no": "D0101", "title": "柜员", "telephone": "010-00000101", "email": "heqing@bank.example", "post": "operator",
    "standby": False, "duties": ["send"], "since": NOW, "until": "", "replaces": "qianwei", "trained_on": "2026-11-20",
    "key": KEY, "reason": "调动", "route": ["department_manager"], "covers": [],
}  # fmt: skip


def form(**changed: Any) -> Application:
    return msgspec.convert(FORM | changed, Application)


def change(person: str = "zhaomin", **changed: Any) -> Application:
    """An ordinary change of somebody who is in the roster already."""
    own = {
        "kind": "change",
        "person": person,
        "name": "",
        "telephone": "",
        "key": "",
        "replaces": "",
        "post": "drafter",
    }
    return form(**(own | changed))


def revoked(**changed: Any) -> Application:
    return form(**({"kind": "revoke", "person": "qianwei", "key": "", "replaces": ""} | changed))


def made(*applications: Application, old: Roster = ROSTER) -> Roster:
    changes = [one for application in applications for one in changes_of(application, old)]
    return drawn_up(
        old, changes, at=NOW, expires=old.expires, previous="0" * 64, signers=old.signers, grounds=[]
    )


def owes(new: Roster, *applications: Application, old: Roster = ROSTER) -> str:
    refusal = not_carried_out(old, new, applications)
    return refusal.code if refusal else ""


def told(new: Roster, *applications: Application, old: Roster = ROSTER) -> list[str]:
    return [one.code for one in without_ground(old, new, applications)]


def posts(roster: Roster, person: str, **changes: Any) -> Roster:
    """The roster with that person's appointments changed."""
    return replace(roster, posts=[replace(a, **changes) if a.person == person else a for a in roster.posts])


def people(roster: Roster, person: str, **changes: Any) -> Roster:
    return replace(roster, people=[replace(p, **changes) if p.id == person else p for p in roster.people])


def without(roster: Roster, person: str) -> Roster:
    return replace(
        roster,
        people=[p for p in roster.people if p.id != person],
        posts=[a for a in roster.posts if a.person != person],
    )


# ---- carried out


def test_what_cannot_be_carried_out_at_all_is_told_as_such() -> None:
    nothing = revoked(post="general_manager", department="")
    assert owes(ROSTER, nothing) == "roster_post_not_held"


def test_the_same_person_or_the_same_post_may_be_appointed_elsewhere_with_the_same_version() -> None:
    asked = form()
    new = made(asked)
    own = next(a for a in new.posts if a.person == "heqing")
    elsewhere = replace(own, department="credit")
    besides = replace(own, post=Post.DRAFTER)
    second = replace(own, person="zhaomin", standby=True)
    assert not owes(replace(new, posts=[*new.posts, elsewhere, besides, second]), asked)
    assert owes(replace(new, posts=[a for a in new.posts if a != own]), asked) == "ground_not_carried_out"


def test_a_newcomer_comes_with_all_that_the_paper_says_of_him() -> None:
    asked = form()
    new = made(asked)
    assert not owes(new, asked)
    wrong: list[dict[str, Any]] = [{"name": "何清"}, {"staff_no": "D0102"}, {"phone": "1"}, {"keys": []}]
    for changed in wrong:
        assert owes(people(new, "heqing", **changed), asked) == "ground_not_carried_out"
    assert owes(without(new, "heqing"), asked) == "ground_not_carried_out"


def test_one_word_is_changed_without_the_other() -> None:
    words: list[dict[str, str]] = [{"telephone": "010-00000099"}, {"name": "赵敏敏"}]
    for changed in words:
        asked = change(**changed)
        assert not owes(made(asked), asked)
        assert owes(ROSTER, asked) == "ground_not_carried_out"


def test_a_key_is_added_to_somebody_who_is_there() -> None:
    asked = change(key=OTHER_KEY)
    assert not owes(made(asked), asked)
    assert owes(ROSTER, asked) == "ground_not_carried_out"
    new = made(asked)
    assert owes(without(new, "zhaomin"), asked) == "ground_not_carried_out"
    person = new.person("zhaomin")
    assert person is not None
    void = [replace(k, revoked=k.since) if k.public == OTHER_KEY else k for k in person.keys]
    assert owes(people(new, "zhaomin", keys=void), asked) == "ground_not_carried_out"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, ""),
        ({"until": SOON}, ""),
        ({"until": LAST}, "ground_not_carried_out"),
        ({"until": ""}, "ground_not_carried_out"),
        ({"since": "2020-01-01T00:00:00Z"}, "ground_not_carried_out"),
        ({"standby": True}, "ground_not_carried_out"),
    ],
)
def test_a_post_given_up_may_end_sooner_and_gives_nothing_more(changes: dict[str, Any], code: str) -> None:
    asked = revoked(since=LATER)
    assert owes(posts(made(asked), "qianwei", **changes), asked) == code


def test_who_is_replaced_for_a_time_comes_back_without_an_end() -> None:
    asked = form(kind="deputy", since=NOW, until=LATER)
    new = made(asked)
    back = [a for a in new.posts if a.person == "qianwei" and a.since == LATER]
    assert [a.until for a in back] == [""]
    assert not owes(new, asked)


# ---- besides


def test_departments_and_people_come_and_go_by_application_alone() -> None:
    branch = Department("branch", "支行", DepartmentKind.OTHER)
    departments = [*ROSTER.departments, branch]
    assert told(replace(ROSTER, departments=departments)) == ["department_added"]
    with_branch = replace(ROSTER, departments=departments)
    renamed = [replace(d, name="分行") if d.id == "branch" else d for d in departments]
    assert told(replace(ROSTER, departments=renamed), old=with_branch) == ["department_changed"]
    assert told(ROSTER, old=with_branch) == ["department_removed"]
    assert sorted(told(without(ROSTER, "qianwei"))) == ["person_removed", "post_removed"]


def test_a_newcomer_his_key_and_his_post_take_an_application_and_a_post_of_the_whole_house_takes_none() -> (
    None
):
    assert sorted(told(made(form()))) == ["key_added", "person_added", "post_added", "post_removed"]
    auditor = Appointment("zhaomin", Post.AUDITOR, "", NOW, "", standby=False)
    assert told(replace(ROSTER, posts=[*ROSTER.posts, auditor])) == []


def test_a_name_or_a_telephone_alone_is_a_change_that_takes_an_application() -> None:
    assert told(people(ROSTER, "zhaomin", name="赵敏敏")) == ["person_changed"]
    assert told(people(ROSTER, "zhaomin", phone="1")) == ["person_changed"]
    assert told(people(ROSTER, "zhaomin", uid=4711)) == []


def test_who_leaves_gives_up_posts_but_gets_none() -> None:
    left = people(ROSTER, "qianwei", standing=Standing.LEFT)
    gone = replace(left, posts=[a for a in left.posts if a.person != "qianwei"])
    assert told(gone) == []
    assert told(posts(left, "qianwei", until=LAST)) == ["post_changed"]
    extra = Appointment("qianwei", Post.DRAFTER, "business", NOW, "", standby=False)
    assert told(replace(left, posts=[*left.posts, extra])) == ["post_added"]
    assert told(gone, old=left) == ["post_removed"]


def test_an_opened_department_has_its_ground() -> None:
    asked = form(
        kind="open_department",
        department="branch",
        new_department=NewDepartment("支行", DepartmentKind.OTHER, "liqiang"),
        post="department_manager",
        replaces="",
    )
    assert told(made(asked), asked) == []
    assert not owes(made(asked), asked)
