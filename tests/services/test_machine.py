"""Requests, deputies, suspensions and roster changes walk at random through the core, beside a model that anybody can read.

The model knows the regulation in a few lines of its own. Whatever somebody tries, core and model must agree on yes or no, and
whatever is released must convince the verifier; what somebody suspended has a hand in must not.
"""

import os
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, ClassVar, cast

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from console.domain.check_code import check_code
from console.domain.people import Post
from console.domain.rosters import Appoint, EndPost, SetStanding
from console.domain.times import render
from console.errors import RefusedError
from console.launch.organisation import STAFF, build
from console.signing.bundle import unpack, verify
from console.signing.refused import Refused
from console.wire import calls, personnel, rosters, views
from tests.services.core import AT, Core, open_core

PEOPLE = [person for person, _, _ in STAFF]
DEPARTMENTS = ("business", "general", "credit")
DM, SM, GM = Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER
ROUTES = {"notice": (DM,), "promotion": (DM, SM, GM), "other": (DM,)}
PLEDGED = {"zhaomin", "qianwei", "sunli", "wuhong", "zhengtao", "chenjing", "weina", "jiangbo"}
ORG = build(AT - timedelta(hours=1))


@dataclass
class Asked:
    """A request as the model knows it."""

    id: int
    department: str
    category: str
    drafter: str
    state: str = "submitted"
    signed: list[tuple[str, str, str]] = field(default_factory=list)  # who, in whose place, by whose word
    accepted_by: str = ""
    released_by: str = ""

    @property
    def due(self) -> Post | None:
        route = ROUTES[self.category]
        return route[len(self.signed)] if len(self.signed) < len(route) else None

    @property
    def releasing(self) -> str:
        return self.department if self.category == "notice" else "general"

    def leans_on(self) -> set[str]:
        """Everybody whose good standing the release needs."""
        return {self.drafter, self.accepted_by, *(p for one in self.signed for p in one)} - {""}


@dataclass
class Lent:
    """A deputation as the model knows it."""

    digest: str
    by: str
    principal: str
    post: Post
    department: str
    deputy: str
    until: Any
    recalled: bool = False


class Machine(RuleBasedStateMachine):
    """One organisation at work for a morning."""

    core: Core
    folder: ClassVar[Path]

    @initialize()
    def found(self) -> None:
        self.core = open_core(f"sqlite:///{self.folder / secrets.token_hex(8)}.db", ORG)
        self.posts = {(person, post, department) for person, _, posts in STAFF for post, department in posts}
        self.away: set[str] = set()
        self.asked: dict[int, Asked] = {}
        self.lent: list[Lent] = []
        for department, category in (("business", "notice"), ("business", "promotion"), ("credit", "other")):
            self.ask(department=department, category=category)

    def teardown(self) -> None:
        if hasattr(self, "core"):
            self.core.database.close()

    # ---- the model's rules

    def holds(self, person: str, post: Post, department: str) -> bool:
        return person not in self.away and any(
            p == person and q is post and (d == department or post is GM) for p, q, d in self.posts
        )

    def here(self, person: str) -> bool:
        return person not in self.away and any(p == person for p, _, _ in self.posts)

    def under(self, person: str) -> set[str]:
        if self.holds(person, GM, ""):
            return set(PEOPLE) - {person}
        over = {d for p, q, d in self.posts if p == person and q in {DM, SM}}
        return {p for p, _, d in self.posts if d in over} - {person}

    def operators(self, department: str) -> set[str]:
        return {p for p in PEOPLE if self.holds(p, Post.OPERATOR, department)}

    def lender(self, person: str, asked: Asked) -> Lent | None:
        """By whose word a person may sign the level that is due, if it is not his own post's."""
        if asked.due is None or self.holds(person, asked.due, asked.department):
            return None
        fitting = [
            lent
            for lent in self.lent
            if lent.deputy == person
            and lent.post is asked.due
            and (lent.department == asked.department or lent.post is GM)
            and not lent.recalled
            and self.core.at < lent.until
            and not {lent.by, lent.principal} & self.away
            and self.holds(lent.principal, lent.post, asked.department)
        ]
        return min(fitting, key=lambda lent: lent.principal, default=None)

    def may_decide(self, person: str, asked: Asked) -> bool:
        if asked.state != "submitted" or asked.due is None or not self.here(person):
            return False
        done = {who for who, _, _ in asked.signed}
        if person == asked.drafter or person in done or self.holds(person, Post.CUSTODIAN, "general"):
            return False
        if self.holds(person, asked.due, asked.department):
            return True
        lent = self.lender(person, asked)
        if lent is None or lent.principal == asked.drafter or lent.principal in done:
            return False
        near = {asked.drafter} | self.operators(asked.releasing)
        return person not in near and not self.under(person) & near

    def may_approve(self, person: str, asked: Asked) -> bool:
        return self.may_decide(person, asked) and (asked.due is not DM or person in PLEDGED)

    def may_accept(self, person: str, asked: Asked) -> bool:
        keepers = {Post.OPERATOR, Post.REGISTRAR, DM}
        return (
            asked.state == "approved"
            and person not in self.away
            and any(p == person and d == "general" and q in keepers for p, q, d in self.posts)
            and person not in {asked.drafter, *(who for who, _, _ in asked.signed)}
            and not self.holds(person, Post.CUSTODIAN, "general")
        )

    def may_release(self, person: str, asked: Asked) -> bool:
        return (
            asked.state == "cleared"
            and not asked.released_by
            and self.holds(person, Post.OPERATOR, asked.releasing)
            and person in PLEDGED
            and person not in {who for who, _, _ in asked.signed}
        )

    def may_lend(self, by: str, principal: str, post: Post, department: str, deputy: str) -> bool:
        above = {DM: SM, SM: GM}.get(post)
        return (
            self.here(by)
            and self.holds(principal, post, department)
            and (by == principal or (above is not None and self.holds(by, above, department)))
            and deputy != principal
            and self.here(deputy)
        )

    # ---- what the core says

    def tries(self, expected: bool, act: Any) -> Any:
        """Carry an act out; core and model agree on whether it may be."""
        done, why = None, ""
        try:
            done = act()
        except RefusedError as refused:
            why = refused.refusal.code
        assert (not why) is expected, (
            f"the core {f'refuses with {why}' if why else 'allows'}; the model does not"
        )
        # The same act in the same second would be the same statement.
        self.core.at += timedelta(seconds=1)
        return done

    def step(self, person: str, kind: str, asked: Asked, **fields: Any) -> Any:
        """A signed step as that person's program would make it, from what anybody may know of the request."""
        view = self.core.view("shenyu", asked.id)
        if kind == "approval":
            fields |= {"count": 3, "content_checked": True, "list_checked": True, "shown": "0" * 64}
        if kind == "acceptance":
            fields |= {"code": check_code(view.digest)}
        call = calls.PrepareStep(kind, asked.id, view.head, **fields)
        return self.core.enact(person, self.core.call(person, call))

    def some(self, data: st.DataObject) -> Asked:
        return self.asked[data.draw(st.sampled_from(sorted(self.asked)))]

    # ---- what people try

    @rule(department=st.sampled_from(DEPARTMENTS), category=st.sampled_from(sorted(ROUTES)))
    def ask(self, department: str, category: str) -> None:
        drafter = {"business": "zhaomin", "general": "chenjing", "credit": "weina"}[department]
        hands_off = {drafter}
        possible = (
            self.holds(drafter, Post.DRAFTER, department)
            and bool(self.operators(department if category == "notice" else "general"))
            and all(
                {p for p in PEOPLE if self.holds(p, post, department)} - hands_off
                for post in ROUTES[category]
            )
        )
        made = self.tries(possible, lambda: self.core.requested(category, department, 3))
        if made:
            self.asked[made] = Asked(made, department, category, drafter)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), person=st.sampled_from(PEOPLE))
    def approve(self, data: st.DataObject, person: str) -> None:
        asked = self.some(data)
        may = self.may_approve(person, asked)
        lent = self.lender(person, asked)
        if self.tries(may, lambda: self.step(person, "approval", asked)):
            asked.signed.append((person, lent.principal if lent else "", lent.by if lent else ""))
            if asked.due is None:
                asked.state = "cleared" if asked.category == "notice" else "approved"

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), steps=st.integers(1, 5))
    def go_on_as_it_should(self, data: st.DataObject, steps: int) -> None:
        """Somebody who may takes the next step: chance alone would hardly ever finish a route."""
        asked = self.some(data)
        chosen = cast("st.DataObject", _Fixed(asked.id))
        for _ in range(steps):
            moves = [
                *((self.approve, p) for p in PEOPLE if self.may_approve(p, asked)),
                *((self.accept, p) for p in PEOPLE if self.may_accept(p, asked)),
                *((self.release, p) for p in PEOPLE if self.may_release(p, asked)),
            ]
            if moves:
                move, person = data.draw(st.sampled_from(moves))
                move(data=chosen, person=person)

    @rule(
        data=st.data(),
        post=st.sampled_from(
            [(DM, "sunli", "business"), (SM, "liqiang", "credit"), (DM, "jiangbo", "credit")]
        ),
    )
    def lend_as_it_should(self, data: st.DataObject, post: tuple[Post, str, str]) -> None:
        """Somebody who may names a deputy who is far enough from the work."""
        what, principal, department = post
        givers = [p for p in PEOPLE if self.may_lend(p, principal, what, department, "shenyu")]
        if givers:
            near = {"business": {"zhaomin", "qianwei"}, "credit": {"weina"}}[department]
            far = [
                p
                for p in PEOPLE
                if self.here(p)
                and p != principal
                and p not in near
                and not self.under(p) & near
                and (what is not DM or p in PLEDGED)
            ]
            by, deputy = data.draw(st.sampled_from(givers)), data.draw(st.sampled_from(far))
            self.lend(by=by, post=(what, principal), department=department, deputy=deputy, days=1)

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), person=st.sampled_from(PEOPLE), kind=st.sampled_from(["return", "rejection"]))
    def send_back(self, data: st.DataObject, person: str, kind: str) -> None:
        asked = self.some(data)
        may = self.may_decide(person, asked)
        if kind == "return" and asked.category != "notice" and asked.state == "approved":
            may = self.may_accept(person, asked)
        if self.tries(may, lambda: self.step(person, kind, asked, text="不妥")):
            asked.state = "returned" if kind == "return" else "rejected"

    @precondition(lambda self: self.asked)
    @rule(
        data=st.data(),
        person=st.sampled_from(["wuhong", "zhengtao", "wangfang", "sunli", "fenglei", "chenjing"]),
    )
    def accept(self, data: st.DataObject, person: str) -> None:
        asked = self.some(data)
        if self.tries(
            self.may_accept(person, asked),
            lambda: self.step(person, "acceptance", asked, paper=f"2026-{asked.id}"),
        ):
            asked.accepted_by, asked.state = person, "cleared"

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), person=st.sampled_from(["qianwei", "wuhong", "weina", "sunli", "zhaomin"]))
    def release(self, data: st.DataObject, person: str) -> None:
        asked = self.some(data)
        act = lambda: self.step(person, "release", asked, slot=1, count=3)  # noqa: E731 - as its neighbours
        if self.tries(self.may_release(person, asked), act):
            asked.released_by = person

    @rule(
        by=st.sampled_from(["sunli", "liqiang", "zhoujian", "zhengtao", "chuyan", "jiangbo", "zhaomin"]),
        post=st.sampled_from([(DM, "sunli"), (SM, "liqiang"), (GM, "zhoujian"), (DM, "jiangbo")]),
        department=st.sampled_from(DEPARTMENTS),
        deputy=st.sampled_from(PEOPLE),
        days=st.sampled_from([0.05, 1]),
    )
    def lend(self, by: str, post: tuple[Post, str], department: str, deputy: str, days: float) -> None:
        what, principal = post
        until = self.core.at.replace(microsecond=0) + timedelta(days=days)
        call = personnel.PrepareOrder(
            "deputation", person=deputy, principal=principal, post=what, department=department,
            since=render(self.core.at), until=render(until), reason="出差",
        )  # fmt: skip
        may = self.may_lend(by, principal, what, department, deputy)
        if self.tries(may, lambda: self.core.enact(by, self.core.call(by, call))):
            digest = self.orders()[0].digest
            self.lent.append(Lent(digest, by, principal, what, department, deputy, until))

    @precondition(lambda self: self.lent)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def recall(self, data: st.DataObject, by: str) -> None:
        lent = data.draw(st.sampled_from(self.lent))
        above = {DM: SM, SM: GM}.get(lent.post)
        may = self.here(by) and (
            by in {lent.by, lent.principal} or (above is not None and self.holds(by, above, lent.department))
        )
        call = personnel.PrepareOrder("recall", order=lent.digest, reason="回来了")
        if self.tries(may, lambda: self.core.enact(by, self.core.call(by, call))):
            lent.recalled = True

    @rule(
        by=st.sampled_from(["wangfang", "sunli", "qianwei"]),
        person=st.sampled_from(["zhaomin", "sunli", "weina", "jiangbo"]),
    )
    def suspend(self, by: str, person: str) -> None:
        manages = {d for p, q, d in self.posts if p == by and q is DM}
        may = (
            self.here(by)
            and person not in self.away
            and (by in {person, "wangfang"} or any(p == person and d in manages for p, _, d in self.posts))
        )
        call = personnel.PrepareOrder("suspension", person=person, reason="疑似泄露")
        if self.tries(may, lambda: self.core.enact(by, self.core.call(by, call))):
            self.gone(person)

    @precondition(lambda self: self.away)
    @rule(data=st.data())
    def come_back(self, data: st.DataObject) -> None:
        """Two roster signers lift a suspension."""
        person = data.draw(st.sampled_from(sorted(self.away)))
        self.core.at += timedelta(minutes=1)
        self.publish([SetStanding(person, "active")])
        self.away.discard(person)

    @precondition(lambda self: "sunli" not in self.away)
    @rule()
    def hand_the_post_over(self) -> None:
        """The manager of the business department changes; what he signed stays good."""
        now = ("sunli", DM, "business") in self.posts
        old, new = ("sunli", "chenjing") if now else ("chenjing", "sunli")
        if new in self.away:
            return
        self.core.at += timedelta(minutes=1)
        at = render(self.core.at)
        self.publish([EndPost(old, DM, "business", at), Appoint(new, DM, "business", at)])
        self.posts = (self.posts - {(old, DM, "business")}) | {(new, DM, "business")}

    @rule(minutes=st.sampled_from([1, 30, 90]))
    def wait(self, minutes: int) -> None:
        if self.core.at < AT + timedelta(hours=5):
            self.core.at += timedelta(minutes=minutes)

    # ---- what must always hold

    @invariant()
    def core_and_model_agree_on_every_state(self) -> None:
        for asked in getattr(self, "asked", {}).values():
            view = self.core.view("shenyu", asked.id)
            assert view.row.state == asked.state, asked
            if asked.released_by:
                assert view.slots[0].state == "released"

    @invariant()
    def the_verifier_takes_what_is_released_and_nothing_that_leans_on_the_suspended(self) -> None:
        for asked in getattr(self, "asked", {}).values():
            if not asked.released_by:
                continue
            blob: views.Blob = self.core.call("dispatch-1", calls.BundleOf(asked.id, 1))
            sound = not (asked.leans_on() | {asked.released_by}) & self.away
            assert (self.refusal(blob) == "") is sound, (self.refusal(blob), asked)

    # ---- small helpers

    def refusal(self, blob: views.Blob) -> str:
        """Why the dispatcher would not send it, or empty."""
        try:
            verify(unpack(blob.data), ORG.roots, render(self.core.at))
        except Refused as refused:
            return refused.name
        return ""

    def gone(self, person: str) -> None:
        self.away.add(person)
        for asked in self.asked.values():
            if (
                asked.state in {"submitted", "approved", "cleared"}
                and not asked.released_by
                and person in asked.leans_on()
            ):
                asked.state = "returned"

    def orders(self) -> list[personnel.OrderRow]:
        page: personnel.OrderPage = self.core.call("shenyu", personnel.OrdersPage(live=False))
        return page.rows

    def publish(self, changes: list[Any]) -> None:
        prepared = self.core.call("hanxue", rosters.PrepareRoster(changes))
        text, signature = self.core.sign("hanxue", prepared)
        self.core.call("hanxue", rosters.ProposeRoster(text, signature))
        (waiting,) = [
            p for p in self.core.call("yangfan", rosters.RosterProposals()).rows if p.state == "open"
        ]
        _, second = self.core.sign("yangfan", views.Prepared(waiting.text))
        self.core.call("yangfan", rosters.ConfirmRoster(waiting.digest, second))


class _Fixed:
    """Stands for a choice that was already made."""

    def __init__(self, chosen: int) -> None:
        self.chosen = chosen

    def draw(self, _strategy: Any) -> int:
        return self.chosen


def test_core_model_and_verifier_agree_wherever_people_go(tmp_path: Path) -> None:
    class Here(Machine):
        folder = tmp_path

    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=int(os.environ.get("SMS_TEST_WALKS", "12")),
            stateful_step_count=40,
            deadline=None,
            # The same walks each time; a longer look at others is SMS_TEST_WALKS away.
            derandomize="SMS_TEST_WALKS" not in os.environ,
            database=None,
            # A walk is shown as it went; shrinking it would take minutes.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
