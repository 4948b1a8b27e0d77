"""Requests, deputies, standbys, suspensions, freezes and roster changes walk at random through the core, beside a naive model.

The model (`naive`) knows the regulation in a few lines of its own. Whatever somebody tries, core and model must agree on yes or no;
whatever is released must convince the verifier, and what somebody suspended has a hand in must not; and what is frozen, the
dispatcher's own parts keep back, until two people whom the model knows have lifted it.
"""

import os
import secrets
import shutil
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

import pytest
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

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.freezes.frozen import Question
from console.domain.archive.check_code import check_code
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EndPost, SetStanding
from console.domain.times import render
from console.errors import RefusedError
from console.services.context import Caller
from console.services.requests import deadlines
from console.signing.bundle import verify
from console.signing.bundle_file import Verified, unpack
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.wire import calls
from console.wire.answers import Blob, Done, Prepared
from console.wire.people.personnel import OrderPage, OrdersPage
from console.wire.requests.drafts import SlotDraft
from console.wire.requests.rows import RequestPage
from console.wire.rosters import rosters
from console.wire.sending import freezes
from console.wire.sending import sends as send_calls
from tests import asking
from tests.services.core import AT, open_core
from tests.services.naive import (
    DEPARTMENTS,
    DM,
    DRAFTERS,
    GM,
    PEOPLE,
    ROUTES,
    SM,
    STANDBY,
    Asked,
    Frozen,
    House,
    Lent,
    Lift,
    Woken,
)
from tests.services.walking import DISPATCHER, ORG, Side

WINDOWS = [timedelta(hours=2), timedelta(days=20)]
DAYS = timedelta(days=6)
"""So long that who has five working days to decide has let them go by."""
ENDS = ["withdraw", "send_back return", "send_back rejection"]
TRIED = {"approve", "accept", "release", "extend", *ENDS}
LENT = [(DM, "sunli"), (SM, "liqiang"), (GM, "zhoujian"), (DM, "jiangbo")]
FREEZABLE = ["all:", "gateway:demo", "category:notice", "category:promotion", *["request:"] * 3]
FREEZABLE += [f"person:{one}" for one in ("zhaomin", "sunli", "liqiang", "jiangbo", "chenjing", STANDBY)]
"""Never two managers together who could lift what is frozen of a person: then a roster version alone would (`Freezing.by_roster`)."""


class Machine(RuleBasedStateMachine):
    """One organisation at work for some days."""

    folder: ClassVar[Path]
    blank: ClassVar[Path]

    @initialize(data=st.data())
    def found(self, data: st.DataObject) -> None:
        name = self.folder / secrets.token_hex(8)
        self.core = open_core(f"sqlite:///{name}.db", ORG)
        shutil.copy(self.blank, f"{name}.dispatch.db")
        self.side = Side(self.core, Path(f"{name}.dispatch.db"))
        self.house = House(AT)
        self.started = AT
        self.changed = True
        for department, category in (("business", "notice"), ("business", "promotion"), ("credit", "other")):
            self.ask(department=department, category=category, window=data.draw(st.sampled_from(WINDOWS)))
            self.go_on(data, data.draw(st.integers(0, 5)), data)

    def teardown(self) -> None:
        if hasattr(self, "house"):
            self.side.close()
            self.core.database.close()

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
        self.passes(timedelta(seconds=1))
        return done

    def passes(self, time: timedelta) -> None:
        """Time goes by for everybody, and the desk sees to what it has decided."""
        self.core.at += time
        with self.core.context(Caller("", "desk"), write=True) as ctx:
            deadlines.sweep(ctx)
        self.house.passes(time)
        self.changed |= time > timedelta(seconds=1)

    def step(self, person: str, kind: str, asked: Asked, **fields: Any) -> Any:
        """A signed step as that person's program would make it, from what anybody may know of the request."""
        view = self.core.view("shenyu", asked.id)
        if kind == "approval":
            fields |= {"count": 3, "content_checked": True, "list_checked": True, "shown": "0" * 64}
        if kind == "acceptance":
            fields |= {"code": check_code(view.digest)}
        call = asking.step(kind, asked.id, view.head, **fields)
        return self.core.enact(person, self.core.call(person, call))

    def order(self, by: str, kind: str, **fields: Any) -> Any:
        call = asking.order(kind, reason="如此", **fields)
        done = self.core.enact(by, self.core.call(by, call))
        self.changed = True
        return done

    def newest_order(self) -> str:
        page: OrderPage = self.core.call("shenyu", OrdersPage(live=False, limit=1))
        return page.rows[0].digest

    def some(self, data: st.DataObject) -> Asked:
        return self.house.asked[data.draw(st.sampled_from(sorted(self.house.asked)))]

    # ---- requests

    @rule(
        department=st.sampled_from(DEPARTMENTS),
        category=st.sampled_from(sorted(ROUTES)),
        window=st.sampled_from(WINDOWS),
    )
    def ask(self, department: str, category: str, window: timedelta) -> None:
        drafter, now = DRAFTERS[department], self.core.at
        may = self.house.may_ask(department, category)
        lists: list[int] = []

        def act() -> int:
            lists.append(self.core.add_list(drafter, department, 3))
            return self.submit(drafter, category, department, lists[0], now + window)

        made = self.tries(may, act)
        if made:
            self.house.asked[made] = Asked(made, department, category, drafter, lists[0], now, now + window)

    def submit(
        self, drafter: str, category: str, department: str, numbers: int, closes: datetime, request: int = 0
    ) -> int:
        slot = SlotDraft(numbers, render(self.core.at), render(closes))
        return self.core.submit(
            self.core.draft(numbers, category, department, slots=[slot]), drafter, request
        )

    def ask_again(self, data: st.DataObject, window: timedelta = WINDOWS[1]) -> None:
        """What came back goes in again, as a new version that nobody has signed."""
        asked, now = self.some(data), self.core.at
        act = partial(
            self.submit,
            asked.drafter,
            asked.category,
            asked.department,
            asked.numbers,
            now + window,
            asked.id,
        )
        if self.tries(self.house.may_ask_again(asked), act):
            self.house.asked[asked.id] = Asked(
                asked.id, asked.department, asked.category, asked.drafter, asked.numbers, now, now + window
            )

    def approve(self, data: st.DataObject, person: str) -> None:
        asked = self.some(data)
        signed = self.house.signature(person, asked)
        if self.tries(self.house.may_approve(person, asked), lambda: self.step(person, "approval", asked)):
            asked.signed.append(signed)
            if asked.due is None:
                asked.state = "cleared" if asked.category == "notice" else "approved"
                asked.slot = "cleared" if asked.category == "notice" else "waiting"

    @rule(data=st.data(), person=st.sampled_from(PEOPLE), kind=st.sampled_from(sorted(TRIED)))
    def anybody_tries(self, data: st.DataObject, person: str, kind: str) -> None:
        """Somebody takes a step on a request, whether they may or not."""
        what, _, how = kind.partition(" ")
        getattr(self, what)(data=data, person=person, **({"kind": how} if how else {}))

    @rule(data=st.data(), person=st.sampled_from(["zhaomin", "sunli", "jiangbo"]), kind=st.sampled_from(ENDS))
    def somebody_near_ends_it(self, data: st.DataObject, person: str, kind: str) -> None:
        """Drafter or manager have done with it, whether they may or not."""
        self.anybody_tries(data=data, person=person, kind=kind)

    @rule(data=st.data(), steps=st.integers(1, 6))
    def go_on_as_it_should(self, data: st.DataObject, steps: int) -> None:
        """Somebody who may takes the next steps: chance alone would hardly ever finish a route."""
        self.go_on(data, steps, data)

    @rule(data=st.data())
    def finish_one_by_the_standby(self, data: st.DataObject) -> None:
        """The operator is away from today on."""
        chosen = self.signed_notice(data)
        self.wake(by="sunli", wait=0, days=1)
        self.go_on(chosen, 2, data)

    @rule(data=st.data())
    def finish_one_too_late(self, data: st.DataObject) -> None:
        """Nobody lets it go in its window; by the last approver's word somebody does afterwards."""
        chosen = self.signed_notice(data)
        self.passes(WINDOWS[0])
        self.go_on(chosen, 2, data)

    def signed_notice(self, data: st.DataObject) -> st.DataObject:
        """A new notice of the business department, signed if somebody may, and not yet let go."""
        self.ask(department="business", category="notice", window=WINDOWS[0])
        chosen = cast("st.DataObject", _Fixed(max(self.house.asked)))
        self.go_on(chosen, 1, data, release=False)
        return chosen

    @rule(data=st.data())
    def begin_one_anew(self, data: st.DataObject) -> None:
        """It is sent back, comes again as a second version, and everybody signs that one."""
        house, asked = self.house, self.some(data)
        chosen = cast("st.DataObject", _Fixed(asked.id))
        manager = next((p for p in PEOPLE if house.may_decide(p, asked)), "")
        if manager:
            self.send_back(data=chosen, person=manager, kind="return")
            self.ask_again(data=chosen, window=WINDOWS[0])
        self.go_on(chosen, 6, data)

    def go_on(self, which: st.DataObject, steps: int, data: st.DataObject, *, release: bool = True) -> None:
        """Up to so many steps on one request by whoever may; each may find it changed, for each takes time."""
        number, house = self.some(which).id, self.house
        chosen = cast("st.DataObject", _Fixed(number))
        for _ in range(steps):
            asked = house.asked[number]
            moves = [
                *((self.approve, p) for p in PEOPLE if house.may_approve(p, asked)),
                *((self.accept, p) for p in PEOPLE if house.may_accept(p, asked)),
                *((self.release, p) for p in PEOPLE if release and house.may_release(p, asked)),
                *((self.extend, p) for p in PEOPLE if house.may_extend(p, asked)),
            ]
            if moves:
                move, person = data.draw(st.sampled_from(moves))
                move(data=chosen, person=person)

    def send_back(self, data: st.DataObject, person: str, kind: str) -> None:
        asked = self.some(data)
        may = self.house.may_decide(person, asked)
        if kind == "return" and asked.category != "notice" and asked.state == "approved":
            may = self.house.may_accept(person, asked)
        if self.tries(may, lambda: self.step(person, kind, asked, text="不妥")):
            asked.state = "returned" if kind == "return" else "rejected"
            asked.slot = "stopped"

    def withdraw(self, data: st.DataObject, person: str) -> None:
        asked = self.some(data)
        act = partial(self.step, person, "withdrawal", asked, text="不发了")
        if self.tries(self.house.may_withdraw(person, asked), act):
            asked.state, asked.slot = "withdrawn", "stopped"

    def accept(self, data: st.DataObject, person: str) -> None:
        asked = self.some(data)
        paper = f"2026-{asked.id}-{self.core.at:%d%H%M%S}"
        act = partial(self.step, person, "acceptance", asked, paper=paper)
        if self.tries(self.house.may_accept(person, asked), act):
            asked.accepted_by, asked.state, asked.slot = person, "cleared", "cleared"

    def release(self, data: st.DataObject, person: str) -> None:
        asked, wakers = self.some(data), self.house.wakers()
        act = partial(self.step, person, "release", asked, slot=1, count=3)
        if self.tries(self.house.may_release(person, asked), act):
            asked.released_by, asked.slot, self.changed = person, "released", True
            asked.woken_by = wakers if person == STANDBY else frozenset()

    def extend(self, data: st.DataObject, person: str) -> None:
        """What lapsed goes on by the last approver's word."""
        asked, closes = self.some(data), self.core.at + WINDOWS[0]
        act = partial(
            self.step, person, "extension", asked, slot=1, count=3, text="晚了",
            opens=render(self.core.at), closes=render(closes),
        )  # fmt: skip
        if self.tries(self.house.may_extend(person, asked), act):
            asked.closes, asked.slot = closes, "cleared"
            asked.extended_by.add(person)

    # ---- orders

    @rule(
        data=st.data(),
        post=st.sampled_from(
            [(DM, "sunli", "business"), (SM, "liqiang", "credit"), (DM, "jiangbo", "credit")]
        ),
    )
    def lend_as_it_should(self, data: st.DataObject, post: tuple[Post, str, str]) -> None:
        """Somebody who may names a deputy who is far enough from the work."""
        (what, principal, department), house = post, self.house
        givers = [p for p in PEOPLE if house.may_lend(p, principal, what, department, "zhengtao")]
        near = {"business": {"zhaomin", "qianwei", STANDBY}, "credit": {"weina"}}[department]
        far = [
            p
            for p in PEOPLE
            if house.here(p)
            and p not in near | {principal, "shenyu"}
            and not house.under(p) & near
            and (what is not DM or p in {"zhengtao", "jiangbo", "wuhong", "chenjing", "weina", "sunli"})
        ]
        if givers and far:
            by, deputy = data.draw(st.sampled_from(givers)), data.draw(st.sampled_from(far))
            self.lend(by=by, post=(what, principal), department=department, deputy=deputy, days=1)

    def lend(self, by: str, post: tuple[Post, str], department: str, deputy: str, days: float) -> None:
        what, principal = post
        until = self.core.at.replace(microsecond=0) + timedelta(days=days)
        act = partial(
            self.order, by, "deputation", person=deputy, principal=principal, post=what, department=department,
            since=render(self.core.at), until=render(until),
        )  # fmt: skip
        if self.tries(self.house.may_lend(by, principal, what, department, deputy), act):
            order = Lent(self.newest_order(), by, principal, what, department, deputy, until)
            self.house.lent.append(order)

    @rule(
        by=st.sampled_from(["wangfang", "sunli", "qianwei"]),
        person=st.sampled_from(["zhaomin", "sunli", "weina", "jiangbo", STANDBY]),
    )
    def somebody_suspends(self, by: str, person: str) -> None:
        """Somebody, perhaps they themselves, takes a person's rights at once, whether they may or not."""
        self.suspend(by=by, person=person)

    @rule(data=st.data(), kind=st.sampled_from(["lend", "lend", "wake", "recall", "recall"]))
    def anybody_orders(self, data: st.DataObject, kind: str) -> None:
        """Somebody names a deputy, wakes the standby, or recalls either, whether they may or not."""

        def one(*of: Any) -> Any:
            return data.draw(st.sampled_from(of))

        if kind == "lend":
            by = one("sunli", "liqiang", "zhoujian", "zhengtao", "chuyan", "jiangbo", "zhaomin")
            self.lend(
                by=by, post=one(*LENT), department=one(*DEPARTMENTS), deputy=one(*PEOPLE), days=one(0.05, 1)
            )
        elif kind == "wake":
            self.wake(by=one("sunli", "chenjing", "qianwei"), wait=one(0, 60), days=one(0.05, 1, 9))
        elif self.house.lent or self.house.woken:
            order = one(*self.house.lent, *self.house.woken)
            self.recall(order, by=one(order.by, order.by, "liqiang", "sunli", "weina"))

    def wake(self, by: str, wait: int, days: float) -> None:
        """The manager wakes the standby for dated days, and whom they stand by for releases nothing meanwhile."""
        since = self.core.at + timedelta(minutes=wait)
        until = since + timedelta(days=days)
        act = partial(
            self.order, by, "activation", person=STANDBY, post=Post.OPERATOR, department="business",
            since=render(since), until=render(until),
        )  # fmt: skip
        if self.tries(self.house.may_wake(by), act):
            self.house.woken.append(Woken(self.newest_order(), by, since, until))

    def recall(self, order: Lent | Woken, by: str) -> None:
        act = partial(self.order, by, "recall", order=order.digest)
        if self.tries(self.house.may_recall(by, order), act):
            order.recalled = True

    def suspend(self, by: str, person: str) -> None:
        act = partial(self.order, by, "suspension", person=person)
        if self.tries(self.house.may_suspend(by, person), act):
            self.house.goes(person)

    # ---- roster versions

    @rule(data=st.data(), kind=st.sampled_from(["back", "manager", "operator", "leaves"]))
    def change_the_roster(self, data: st.DataObject, kind: str) -> None:
        """Two roster signers lift a suspension, move a post, or take the names of leavers out; what was signed stays good."""
        house = self.house
        back = sorted(house.away - house.left)
        if kind == "back" and back:
            person = data.draw(st.sampled_from(back))
            self.publish([SetStanding(person, "active")])
            house.away.discard(person)
            house.published()
        elif kind == "manager" and not {"sunli", "chenjing"} & house.away:
            self.moves(DM, "business", "sunli", "chenjing")
        elif kind == "operator" and "zhaomin" not in house.away:
            self.moves(Post.OPERATOR, "general", "wuhong", "zhaomin")
        elif kind == "leaves" and self.core.at > AT + timedelta(hours=1):
            self.leaves(data.draw(st.sampled_from(["chuyan", "jiangbo"])))

    def moves(self, post: Post, department: str, one: str, other: str) -> None:
        """A post changes hands, or comes back."""
        first = (one, post, department) in self.house.posts
        old, new = (one, other) if first else (other, one)
        at = render(self.core.at + timedelta(minutes=1))
        self.publish([EndPost(old, post, department, at), Appoint(new, post, department, at)])
        self.house.posts = (self.house.posts - {(old, post, department)}) | {(new, post, department)}
        self.house.published()

    def leaves(self, person: str) -> None:
        """Somebody's posts end for good; what they signed and was not let go comes back."""
        if person not in self.house.left:
            self.publish([SetStanding(person, "left")])
            self.house.left.add(person)
            self.house.posts = {one for one in self.house.posts if one[0] != person}
            self.house.goes(person)
            self.house.published()

    def publish(self, changes: list[Any]) -> None:
        self.passes(timedelta(minutes=1))
        text, signature = self.core.sign("hanxue", self.core.call("hanxue", rosters.PrepareRoster(changes)))
        self.core.call("hanxue", rosters.ProposeRoster(text, signature))
        (waiting,) = [
            p for p in self.core.call("yangfan", rosters.RosterProposals()).rows if p.state == "open"
        ]
        _, second = self.core.sign("yangfan", Prepared(waiting.text))
        self.core.call("yangfan", rosters.ConfirmRoster(waiting.digest, second))
        self.changed = True

    # ---- freezes

    @rule(data=st.data(), by=st.sampled_from(PEOPLE), what=st.sampled_from(FREEZABLE))
    def freeze(self, data: st.DataObject, by: str, what: str) -> None:
        scope, _, subject = what.partition(":")
        if scope == "request":
            # Of what is let go already, if there is any: it is what a freeze is for.
            numbers = sorted(self.house.asked)
            gone = [n for n in numbers if self.house.asked[n].slot == "released"]
            subject = str(data.draw(st.sampled_from(gone or numbers)))
        act = partial(self.core.call, by, freezes.Freeze(scope, subject, "怀疑"))
        done = self.tries(self.house.may_freeze(by, scope, subject), act)
        if done and not any(one.id == done.id for one in self.house.frozen):
            self.house.frozen.append(Frozen(done.id, scope, subject, by))

    def propose_lifting(self, data: st.DataObject, by: str) -> None:
        frozen: Frozen = data.draw(st.sampled_from(self.house.frozen))
        texts: list[str] = []

        def act() -> Done:
            prepared: Prepared = self.core.call(by, asking.unfreeze(frozen.id, "已查明"))
            texts.append(prepared.text)
            return self.core.enact(by, prepared)

        now = self.core.at
        if self.tries(self.house.may_lift(by, frozen), act):
            digest = Signed(texts[0], []).digest()
            self.house.lifts.append(Lift(digest, frozen, by, now + timedelta(hours=72)))

    def second_lifting(self, data: st.DataObject, by: str) -> None:
        lift: Lift = data.draw(st.sampled_from(self.house.lifts))

        def act() -> Done:
            return self.core.enact(by, self.core.call(by, asking.confirmation(lift.digest)))

        if self.tries(self.house.may_second(by, lift), act):
            lift.second = by

    @precondition(lambda self: self.house.frozen)
    @rule(data=st.data(), by=st.sampled_from(PEOPLE))
    def anybody_lifts(self, data: st.DataObject, by: str) -> None:
        """Somebody signs one half of a lifting, whether they may or not."""
        second: bool = data.draw(st.booleans())
        if self.house.lifts and second:
            self.second_lifting(data=data, by=by)
        else:
            self.propose_lifting(data=data, by=by)

    @rule(data=st.data(), what=st.sampled_from(FREEZABLE), carry=st.booleans())
    def lift_as_it_should(self, data: st.DataObject, what: str, carry: bool) -> None:
        """Two who may lift one of the freezes, the dispatcher having been told of it."""
        house = self.house
        if not house.in_force():
            self.freeze(data=data, by="zhoujian", what=what)
        self.dispatcher_asks()
        frozen = data.draw(st.sampled_from(house.frozen))
        if frozen.scope == "person":
            # They try it themselves before anybody else.
            self.propose_lifting(data=cast("st.DataObject", _Fixed(frozen)), by=frozen.subject)
        first = [p for p in PEOPLE if house.may_lift(p, frozen)]
        if first:
            self.propose_lifting(
                data=cast("st.DataObject", _Fixed(frozen)), by=data.draw(st.sampled_from(first))
            )
        lift = house.waiting(frozen)
        second = [p for p in PEOPLE if lift is not None and house.may_second(p, lift)]
        wrong = [p for p in PEOPLE if house.manages(p) and p not in second]
        if lift is not None and wrong:
            self.second_lifting(
                data=cast("st.DataObject", _Fixed(lift)), by=data.draw(st.sampled_from(wrong))
            )
        if second:
            self.second_lifting(
                data=cast("st.DataObject", _Fixed(lift)), by=data.draw(st.sampled_from(second))
            )
        if carry:
            self.dispatcher_asks()

    @rule()
    def dispatcher_asks(self) -> None:
        """It takes what is frozen and what two people said, does what it finds good, and tells the desk of both."""
        told, house = self.side.pull(), self.house
        self.side.releasing = {
            a.id: a.releasing for a in house.asked.values() if a.id in {row.request for row in told.rows}
        }
        self.side.freezing.ordered(told.frozen)
        for frozen in house.in_force():
            frozen.told = True
        self.side.freezing.offered(told.lifts)
        offered = {one.digest for one in house.lifts if one.second and house.lasts(one)}
        questions = {one.pair.proposal.digest(): one for one in self.side.freezing.waiting()}
        assert set(questions) == offered
        if questions or self.side.holds.people:
            self.judge(questions)
        assert self.side.freezing.deliver(self.side, ORG.service) == []
        self.changed = True

    def judge(self, questions: dict[str, Question]) -> None:
        """Each pair is judged by the chain of rosters; a version alone lifts nothing."""
        known, house = self.side.known(), self.house
        for digest, question in questions.items():
            lift = next(one for one in house.lifts if one.digest == digest)
            lift.over, lift.frozen.lifted = True, house.carried_out(lift)
            self.side.judge(question, known)
        self.side.freezing.by_roster(known.newest)

    # ---- time

    @rule(minutes=st.sampled_from([1, 30, 150]))
    def wait(self, minutes: int) -> None:
        if self.core.at < self.started + timedelta(hours=8):
            self.passes(timedelta(minutes=minutes))

    @precondition(lambda self: self.started == AT and self.core.at > AT + timedelta(hours=2))
    @rule()
    def let_days_go_by(self) -> None:
        self.passes(DAYS)
        self.started = self.core.at

    # ---- what must always hold

    @invariant()
    def core_and_model_agree_on_every_state(self) -> None:
        if not hasattr(self, "house"):
            return
        asked = self.house.asked.values()
        page: RequestPage = self.core.call("shenyu", calls.RequestsPage(limit=1000))
        # Where nobody could sign or release it, the form stays what it was.
        known = {row.id: row.state for row in page.rows if row.state != "draft"}
        assert known == {one.id: one.state for one in asked}
        sends: send_calls.SendPage = self.core.call("shenyu", send_calls.SendsPage(limit=1000))
        # What fell with its request before anybody let it go is no send.
        slots = {one.id: one.slot for one in asked if one.slot not in {"waiting", "stopped"}}
        assert {row.request: row.state for row in sends.rows} == slots

    @invariant()
    def everything_that_is_frozen_is_told_to_whoever_sends_until_it_is_lifted(self) -> None:
        if not hasattr(self, "house"):
            return
        known = [(one.id, one.scope, one.subject, one.by) for one in self.house.in_force()]
        assert [(one.id, one.scope, one.subject, one.person) for one in self.side.pull().frozen] == known
        there = {(one.scope, one.subject) for one in self.house.in_force() if one.told}
        assert self.side.holds.frozen == there

    @invariant()
    def the_verifier_takes_what_is_released_and_nothing_that_leans_on_the_suspended(self) -> None:
        if not getattr(self, "changed", False):
            return
        self.changed = False
        for asked in self.house.asked.values():
            if asked.slot != "released":
                continue
            blob: Blob = self.core.call(DISPATCHER, calls.BundleOf(asked.id, 1))
            verified, why = self.judged(blob)
            assert (verified is not None) is self.house.proved(asked), (why, asked)
            kept = self.house.frozen_for(asked)
            if verified is not None and kept is not None:
                assert self.side.keeps(asked, verified) is kept, asked

    def judged(self, blob: Blob) -> tuple[Verified | None, str]:
        """What the dispatcher finds proved, or why it would not send it."""
        try:
            return verify(unpack(blob.data), ORG.roots, render(self.core.at)), ""
        except Refused as refused:
            return None, refused.name


class _Fixed:
    """Stands for a choice that was already made."""

    def __init__(self, chosen: Any) -> None:
        self.chosen = chosen

    def draw(self, _strategy: Any) -> Any:
        return self.chosen


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    """A dispatcher's empty database, which every walk copies."""
    path = tmp_path / "blank.db"
    made = open_database(f"sqlite:///{path}", role="dispatch")
    upgrade(made, DISPATCH)
    made.close()
    return path


@pytest.mark.timeout(600)
def test_core_model_and_verifier_agree_wherever_people_go(tmp_path: Path, blank: Path) -> None:
    class Here(Machine):
        folder = tmp_path

    Here.blank = blank
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=int(os.environ.get("SMS_TEST_WALKS", "3")),
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
