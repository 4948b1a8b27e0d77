"""Attachment 3 from the form to the roster: who may apply, who decides in which order, and what the form must say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.people.enrolment import Application
from console.domain.people.people import Roster
from console.domain.rosters.rosters import AddPerson, apply, changes_of
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services.rosters import rules
from console.signing import keys
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.statements import decode, namespace
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.ledger import ledger
from console.wire.people.enrolment import (
    ApplicationDetail,
    ApplicationForm,
    ApplicationsPage,
    ApplicationView,
    CheckApplication,
)
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import AT, Core
from tests.services.ways import remembered

KEY = keys.generate()


def form(**changed: Any) -> ApplicationForm:
    """He Qing, new to the bank, takes over from Qian Wei as the business department's operator."""
    base = ApplicationForm(
        kind="add",
        department="business",
        person="heqing",
        name="何青",
        staff_no="D0101",
        title="柜员",
        telephone="010-00000101",
        email="heqing@bank.example",
        post="operator",
        duties=["send", "contacts", "statistics"],
        since=render(AT),
        replaces="qianwei",
        trained_on="2026-11-20",
        key=KEY.public,
        reason="钱伟调往信贷部",
    )
    return msgspec.structs.replace(base, **changed)


@dataclass
class Desk:
    """The core with what people do with applications, in one line each."""

    core: Core

    def apply(self, wanted: ApplicationForm, person: str = "zhaomin", application: int = 0) -> int:
        prepared = self.core.call(person, asking.application(wanted, application))
        return self.core.enact(person, prepared).id

    def view(self, application: int, person: str = "wangfang") -> ApplicationView:
        answer: ApplicationView = self.core.call(person, ApplicationDetail(application))
        return answer

    def prepare(self, person: str, decision: str, application: int, **said: str) -> Prepared:
        head = self.view(application).head
        if decision == "file":
            said = {"paper": "2026-A-7", "place": "C-3"} | said
        if decision in {"return", "reject", "withdraw"}:
            said = {"reason": "不齐"} | said
        call = asking.decision(application, head, decision, **said)
        prepared: Prepared = self.core.call(person, call)
        return prepared

    def decide(self, person: str, decision: str, application: int, **said: str) -> Done:
        return self.core.enact(person, self.prepare(person, decision, application, **said))

    def state(self, application: int) -> tuple[str, str]:
        row = self.view(application).row
        return row.state, row.waits_for

    def filed(self, wanted: ApplicationForm) -> int:
        return _filed(self.core, wanted)

    def publish(self, *applications: int) -> None:
        """Two roster signers sign the version that carries these applications out."""
        prepared = self.core.call("hanxue", rosters.PrepareRoster([], list(applications)))
        roster = decode(prepared.text.encode())
        assert isinstance(roster, Roster)
        text, space = prepared.text, namespace(roster)
        first = self.core.org.people["hanxue"].sign(text.encode(), space)
        self.core.call("hanxue", rosters.ProposeRoster(text, first))
        digest = self.core.call("yangfan", rosters.RosterProposals()).rows[0].digest
        second = self.core.org.people["yangfan"].sign(text.encode(), space)
        self.core.call("yangfan", rosters.ConfirmRoster(digest, second))

    def faults(self, by: str = "zhaomin", /, **changed: Any) -> dict[str, str]:
        """The first fault of each field."""
        answer = self.core.call(by, CheckApplication(form(**changed)))
        return {fault.field: fault.refusal.code for fault in reversed(answer)}

    def refuses(self, code: str, act: Callable[[], object]) -> None:
        with pytest.raises(RefusedError) as caught:
            act()
        assert caught.value.refusal.code == code
        assert caught.value.refusal.clause

    def todo(self, person: str) -> list[tuple[str, int]]:
        return [(row.what, row.application) for row in self.core.call(person, calls.Todo())]


@remembered
def _filed(core: Core, wanted: ApplicationForm) -> int:
    desk = Desk(core)
    application = desk.apply(wanted)
    desk.decide("sunli", "authorise", application)
    desk.decide("liqiang", "approve", application)
    desk.decide("wangfang", "file", application, paper=f"A3-{application}")
    return application


@pytest.fixture
def desk(core: Core) -> Desk:
    return Desk(core)


# ---- from the form to the first message


def test_a_new_operator_is_applied_for_decided_filed_rostered_pledges_and_releases(desk: Desk) -> None:
    core = desk.core
    core.org.people["heqing"] = KEY
    application = desk.apply(form())
    assert desk.state(application) == ("submitted", "department_manager")
    desk.decide("sunli", "authorise", application)
    assert desk.state(application) == ("authorised", "supervising_manager")
    desk.decide("liqiang", "approve", application)
    assert desk.state(application) == ("approved", "file")
    desk.decide("wangfang", "file", application)
    assert desk.state(application) == ("filed", "roster")
    desk.publish(application)
    assert desk.state(application) == ("active", "")
    view = desk.view(application)
    assert view.roster == 2
    assert (view.paper, view.place) == ("2026-A-7", "C-3")
    assert [step.kind for step in view.steps] == ["application", "authorise", "approve", "file"]
    assert {step.verdict for step in view.steps} == {"good"}

    core.at += timedelta(minutes=1)
    request = core.cleared()
    core.refuses(
        "no_pledge",
        "heqing",
        asking.step("release", request, core.view("heqing", request).head, slot=1, count=20),
    )
    assert ("pledge", 0) in desk.todo("heqing")
    pledge = core.call("heqing", asking.pledge(witness="sunli"))
    core.enact("heqing", pledge)
    assert desk.todo("heqing") == [("release", 0)]
    core.step("heqing", "release", request, slot=1, count=20, gateway="demo")
    bundle = unpack(core.call("heqing", calls.BundleOf(request, 1)).data)
    verified = verify(bundle, core.org.roots, render(core.at))
    assert verified.release is not None
    assert verified.release.by == "heqing"
    with pytest.raises(RefusedError):
        core.step("qianwei", "release", request, slot=1, count=20, gateway="demo")


def test_a_version_signed_elsewhere_carries_out_the_applications_that_it_names(desk: Desk) -> None:
    core, application = desk.core, desk.filed(form())
    waiting = desk.apply(
        form(
            person="hexi",
            name="何西",
            staff_no="D0102",
            standby=True,
            replaces="",
            key=keys.generate().public,
        )
    )
    assert core.org.roster is not None
    grounds = [desk.view(one).digest for one in (application, waiting)]
    asked = msgspec.json.decode(desk.view(application).statement, type=Application)
    second = apply(
        core.org.roster,
        changes_of(asked, core.org.roster),
        at=render(AT),
        expires=core.org.roster.expires,
        previous=core.org.rosters[0].digest(),
        signers=core.org.roster.signers,
        grounds=grounds,
    )
    core.org.add_roster(second)
    with core.database.writer() as conn:
        rules.establish(
            conn, core.desk, signers=core.org.signers, rosters=core.org.rosters, pledges=[], at=render(AT)
        )
    assert desk.state(application) == ("active", "")
    assert desk.view(application).roster == 2
    assert desk.state(waiting) == ("submitted", "department_manager")


def test_each_step_is_one_ledger_entry_without_a_telephone_of_a_person(desk: Desk) -> None:
    application = desk.filed(form())
    answer = desk.core.call("shenyu", ledger.EntriesPage(subject=f"application:{application}"))
    assert [(row.kind, row.actor) for row in reversed(answer.rows)] == [
        ("application.submitted", "zhaomin"),
        ("application.authorise", "sunli"),
        ("application.approve", "liqiang"),
        ("application.file", "wangfang"),
    ]
    assert desk.core.call("shenyu", ledger.VerifyLedger()).why == ""


# ---- who, and in which order


def test_the_applicant_who_holds_the_first_post_covers_it_with_his_application(desk: Desk) -> None:
    application = desk.apply(form(), "sunli")
    assert desk.state(application) == ("authorised", "supervising_manager")
    assert desk.view(application).steps[0].posts == ["department_manager"]
    desk.refuses("application_signed_already", lambda: desk.decide("sunli", "approve", application))
    desk.decide("liqiang", "approve", application)
    desk.refuses("not_filing", lambda: desk.decide("zhoujian", "file", application))
    desk.decide("wuhong", "file", application)
    assert desk.state(application) == ("filed", "roster")


def test_what_waits_stands_in_the_todo_of_whom_it_waits_for_and_of_nobody_else(desk: Desk) -> None:
    application = desk.apply(form())
    waiting = {
        "authorise_application": {"sunli"},
        "approve_application": {"liqiang"},
        "file_application": {"wuhong", "zhengtao", "wangfang"},
        "carry_out": {"hanxue", "yangfan"},
    }
    steps = iter([("sunli", "authorise"), ("liqiang", "approve"), ("wangfang", "file")])
    for what, people in waiting.items():
        told = {
            p.id for p in desk.core.call("sunli", calls.People()) if (what, application) in desk.todo(p.id)
        }
        assert told == people
        queue = desk.core.call(min(people), ApplicationsPage(queue=True))
        assert [row.id for row in queue.rows] == [application]
        step = next(steps, None)
        if step:
            desk.decide(*step, application)
    assert desk.core.call("sunli", ApplicationsPage(queue=True)).rows == []


def test_a_returned_application_comes_back_as_a_new_version_that_voids_what_was_signed(desk: Desk) -> None:
    application = desk.apply(form())
    number = desk.view(application).row.number
    assert number == "2026-业务部-A-0001"
    desk.decide("sunli", "authorise", application)
    desk.decide("liqiang", "return", application, reason="理由再写清楚")
    assert desk.state(application) == ("returned", "revise")
    assert desk.todo("zhaomin") == [("revise_application", application)]
    assert desk.view(application).reason == "理由再写清楚"
    desk.refuses("application_fixed", lambda: desk.apply(form(department="credit"), "weina", application))
    assert desk.apply(form(reason="钱伟12月1日调往信贷部"), application=application) == application
    view = desk.view(application)
    assert (view.row.version, view.row.number, view.row.state) == (2, number, "submitted")
    assert [step.kind for step in view.steps] == ["application", "authorise", "return", "application"]
    desk.refuses("out_of_order", lambda: desk.prepare("liqiang", "approve", application))
    desk.decide("sunli", "authorise", application)
    assert desk.state(application) == ("authorised", "supervising_manager")


def test_only_a_returned_application_gets_a_new_version(desk: Desk) -> None:
    application = desk.apply(form())
    desk.refuses("application_not_returned", lambda: desk.apply(form(reason="改"), application=application))
    desk.decide("sunli", "reject", application, reason="编制已满")
    desk.refuses("application_not_returned", lambda: desk.apply(form(reason="改"), application=application))
    assert desk.state(application) == ("rejected", "")


def test_a_withdrawn_application_is_over_and_a_filed_one_is_not_withdrawn(desk: Desk) -> None:
    application = desk.apply(form())
    desk.refuses("not_your_application", lambda: desk.prepare("wangfang", "withdraw", application))
    desk.decide("zhaomin", "withdraw", application)
    assert desk.state(application) == ("withdrawn", "")
    assert desk.view(application).row.number == "2026-业务部-A-0001"
    again = desk.filed(form())
    assert desk.view(again).row.number == "2026-业务部-A-0002"
    desk.refuses("application_not_waiting", lambda: desk.decide("zhaomin", "withdraw", again))


def test_a_decision_on_what_has_moved_on_is_stale_at_both_moments(desk: Desk) -> None:
    application = desk.apply(form())
    early = desk.prepare("sunli", "return", application)
    head = desk.view(application).head
    desk.decide("sunli", "authorise", application)
    desk.refuses("stale", lambda: desk.core.enact("sunli", early))
    call = asking.decision(application, head, "approve")
    desk.core.refuses("stale", "liqiang", call)


def test_who_may_decide_is_judged_again_when_the_signature_arrives(desk: Desk) -> None:
    application = desk.apply(form())
    prepared = desk.prepare("sunli", "authorise", application)
    order = asking.order("suspension", person="sunli", reason="岗位调整")
    desk.core.enact("zhengtao", desk.core.call("zhengtao", order))
    desk.refuses("not_the_signer", lambda: desk.core.enact("sunli", prepared))
    assert desk.state(application) == ("submitted", "department_manager")


def test_a_statement_that_says_otherwise_than_its_decision_is_refused(desk: Desk) -> None:
    application = desk.apply(form())
    text = desk.prepare("sunli", "authorise", application).text
    forged = [
        ("wrong_post", text.replace('"posts":["department_manager"]', '"posts":[]')),
        ("wrong_post", text.replace('"department_manager"]', '"department_manager","supervising_manager"]')),
        ("other_decision", text.replace('"authorise"', '"approve"')),
        ("wrong_post", text.replace('"authorise"', '"return"').replace('"reason":""', '"reason":"x"')),
        ("paper_only_filed", text.replace('"paper":""', '"paper":"7"')),
        ("application_mobile", text.replace('"reason":""', '"reason":"打13800138000"')),
        ("stale", text.replace(desk.view(application).digest, "0" * 64, 1)),
    ]
    for code, one in forged:
        assert one != text
        desk.refuses(code, lambda one=one: desk.core.enact("sunli", Prepared(one)))  # type: ignore[misc]
    assert desk.state(application) == ("submitted", "department_manager")


def test_an_application_that_is_not_what_the_desk_would_prepare_is_stale(desk: Desk) -> None:
    text = desk.core.call("zhaomin", asking.application(form())).text
    for forged in (
        text.replace('"covers":[]', '"covers":["department_manager"]'),
        text.replace(
            '"route":["department_manager","supervising_manager"]', '"route":["supervising_manager"]'
        ),
        text.replace("A-0001", "A-0009"),
        text.replace('"previous":""', f'"previous":"{"0" * 64}"'),
    ):
        assert forged != text
        desk.refuses("stale", lambda one=forged: desk.core.enact("zhaomin", Prepared(one)))  # type: ignore[misc]
    assert desk.core.call("wangfang", ApplicationsPage()).rows == []


def test_a_signature_may_be_carried_in_and_the_carrier_is_recorded(desk: Desk) -> None:
    application = desk.apply(form())
    desk.core.enact("sunli", desk.prepare("sunli", "authorise", application), carrier="zhaomin")
    assert desk.view(application).steps[-1].carrier == "zhaomin"


@pytest.mark.parametrize(
    ("decision", "said", "code"),
    [
        ("return", {"reason": " "}, "reason_missing"),
        ("reject", {"reason": ""}, "reason_missing"),
        ("authorise", {"paper": "7"}, "paper_only_filed"),
        ("authorise", {"reason": "电话 1３8-0013-8000"}, "application_mobile"),
        ("consider", {}, "not_a_choice"),
    ],
)
def test_a_decision_says_what_it_must(desk: Desk, decision: str, said: dict[str, str], code: str) -> None:
    application = desk.apply(form())
    desk.refuses(code, lambda: desk.prepare("sunli", decision, application, **said))


def test_what_is_filed_has_a_number_on_paper(desk: Desk) -> None:
    application = desk.apply(form(), "sunli")
    desk.decide("liqiang", "approve", application)
    desk.refuses("paper_missing", lambda: desk.prepare("wangfang", "file", application, paper=" "))


def test_others_see_neither_list_nor_detail(desk: Desk) -> None:
    application = desk.apply(form())
    assert desk.core.call("weina", ApplicationsPage()).rows == []
    desk.core.refuses("not_your_department", "weina", ApplicationDetail(application))
    assert len(desk.core.call("hanxue", ApplicationsPage(text="何青")).rows) == 1
    assert desk.core.call("hanxue", ApplicationsPage(state="filed")).rows == []
    with pytest.raises(ConsoleError):
        desk.core.call("wangfang", ApplicationDetail(99))


def test_whom_an_application_names_reads_it_though_it_is_another_department_s(desk: Desk) -> None:
    roster = desk.core.org.roster
    assert roster is not None
    weina = roster.person("weina")
    assert weina is not None
    known = {"person": weina.id, "name": weina.name, "staff_no": weina.staff_no}
    application = desk.apply(form(**known, key=weina.keys[0].public))
    assert desk.view(application, "weina").row.person == "weina"
    desk.core.refuses("not_your_department", "jiangbo", ApplicationDetail(application))


# ---- the form


def test_a_complete_form_has_no_fault(desk: Desk) -> None:
    assert desk.faults() == {}


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"name": ""}, "name", "field_missing"),
        ({"staff_no": " "}, "staff_no", "field_missing"),
        ({"title": ""}, "title", "field_missing"),
        ({"reason": ""}, "reason", "field_missing"),
        ({"since": ""}, "since", "field_missing"),
        ({"duties": []}, "duties", "field_missing"),
        ({"duties": ["party"]}, "duties", "field_missing"),
        ({"email": "heqing"}, "email", "email_form"),
        ({"kind": "lend"}, "kind", "not_a_choice"),
        ({"post": "boss"}, "post", "not_a_choice"),
        ({"telephone": "13800138000"}, "telephone", "application_mobile"),
        ({"telephone": "+86 138-0013-8000"}, "telephone", "application_mobile"),
        ({"telephone": "１３８００１３８０００"}, "telephone", "application_mobile"),
        ({"email": "13800138000@139.com"}, "email", "application_mobile"),
        ({"reason": "有事打 138 0013 8000"}, "reason", "application_mobile"),
        ({"title": "柜\u200b员"}, "title", "hidden_characters"),
        ({"title": "柜" * 201}, "title", "too_long"),
        ({"department": "moon"}, "department", "department_unknown"),
        ({"person": "He Qing"}, "person", "id_form"),
        ({"person": "zhaomin"}, "person", "person_is_another"),
        ({"staff_no": "D0001"}, "person", "person_is_another"),
        (
            {"person": "fenglei", "name": "冯磊", "staff_no": "D0013", "key": ""},
            "person",
            "custodian_takes_no_post",
        ),
        ({"post": "general_manager"}, "post", "not_by_application"),
        ({"replaces": ""}, "replaces", "one_operator"),
        ({"replaces": "zhaomin"}, "replaces", "replaces_nobody"),
        ({"standby": True, "post": "drafter", "replaces": ""}, "standby", "standby_is_operator"),
        ({"kind": "deputy", "post": "drafter", "replaces": ""}, "post", "deputy_is_operator"),
        ({"kind": "deputy"}, "until", "deputy_operator_dates"),
        ({"kind": "deputy", "until": "2027-11-24T03:00:00Z"}, "until", "deputy_operator_dates"),
        ({"until": "2026-11-24T03:00:00Z"}, "until", "application_dates"),
        ({"since": "2026-13-01T00:00:00Z"}, "since", "time_unreadable"),
        ({"since": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"}, "until", "application_dates"),
        ({"trained_on": ""}, "trained_on", "training_date"),
        ({"trained_on": "2026-11-25"}, "trained_on", "training_date"),
        ({"trained_on": "2026-02-31"}, "trained_on", "expiry_no_day"),
        ({"key": ""}, "key", "key_of_new_person"),
        ({"key": "ssh-rsa AAAA"}, "key", "key_line"),
        ({"key": "ssh-ed25519 AAAA"}, "key", "key_line"),
        ({"kind": "change", "person": "moon"}, "person", "person_unknown"),
        ({"kind": "change", "person": "zhaomin", "staff_no": "D0001"}, "post", "does_not_hold"),
    ],
)
def test_a_fault_stands_beside_its_field(desk: Desk, changed: dict[str, Any], field: str, code: str) -> None:
    assert desk.faults(**changed).get(field) == code
    with pytest.raises(RefusedError):
        desk.apply(form(**changed))


def test_a_form_that_nobody_could_decide_on_is_told_so_beside_its_department(desk: Desk) -> None:
    roster = desk.core.org.roster
    assert roster is not None
    above = next(one for one in roster.people if one.id == "liqiang")
    said = {"person": above.id, "name": above.name, "staff_no": above.staff_no, "key": ""}
    # Whoever is in charge of the department would have to approve of himself.
    assert desk.faults(**said, post="drafter", replaces="") == {"department": "nobody_to_decide"}
    with pytest.raises(RefusedError, match="nobody_to_decide"):
        desk.apply(form(**said, post="drafter", replaces=""))


def test_a_key_belongs_to_one_name_for_ever(desk: Desk) -> None:
    people = desk.core.org.people
    assert desk.faults(key=people["weina"].public)["key"] == "key_taken"
    assert desk.faults(key=desk.core.org.service.public)["key"] == "key_taken"
    assert desk.faults(key=desk.core.org.root_keys[0].public)["key"] == "key_taken"
    desk.apply(form())
    other = {"person": "hexi", "name": "何西", "staff_no": "D0102", "standby": True, "replaces": ""}
    assert desk.faults(**other)["key"] == "key_taken"
    assert desk.faults(**other, key=keys.generate().public) == {}


def test_a_comment_after_the_key_is_left_out_of_what_is_signed(desk: Desk) -> None:
    application = desk.apply(form(key=f"{KEY.public} heqing@laptop"))
    assert desk.view(application).form.key == KEY.public


def test_the_same_is_not_asked_for_twice_at_a_time(desk: Desk) -> None:
    application = desk.apply(form())
    assert desk.faults()["person"] == "application_pending"
    desk.decide("zhaomin", "withdraw", application)
    assert desk.faults() == {}


def test_a_newcomers_id_and_staff_number_are_taken_by_an_application_under_way(desk: Desk) -> None:
    desk.apply(form())
    other = {"standby": True, "replaces": "", "key": keys.generate().public}
    assert desk.faults(**other, staff_no="D0102")["person"] == "person_is_another"
    assert desk.faults(**other, person="hexi")["person"] == "person_is_another"


def test_a_standby_and_a_temporary_deputy_stand_beside_the_operator(desk: Desk) -> None:
    assert desk.faults(standby=True, replaces="") == {}
    week = {"kind": "deputy", "until": render(AT + timedelta(days=7))}
    assert desk.faults(**week) == {}
    # Nobody else would find out before the roster signers, who take no version with two operators in one department.
    assert desk.faults(**week, replaces="")["replaces"] == "one_operator"


def test_a_person_on_file_changes_key_and_telephone(desk: Desk) -> None:
    new = keys.generate()
    qianwei = form(
        kind="change",
        person="qianwei",
        name="钱伟",
        staff_no="D0002",
        replaces="",
        key="",
        telephone="010-00000002",
    )
    answer = desk.core.call("qianwei", CheckApplication(qianwei))
    assert [fault.refusal.code for fault in answer] == ["nothing_changes"]
    changed = msgspec.structs.replace(qianwei, key=new.public)
    application = desk.apply(changed, "qianwei")
    desk.refuses("own_enrolment", lambda: desk.prepare("qianwei", "authorise", application))
    desk.decide("sunli", "authorise", application)
    desk.decide("liqiang", "approve", application)
    desk.decide("wangfang", "file", application)
    desk.publish(application)
    desk.core.at += timedelta(minutes=1)
    desk.core.org.people["qianwei"] = new
    request = desk.core.cleared()
    desk.core.step("qianwei", "release", request, slot=1, count=20, gateway="demo")


def qianwei_changes(**changed: Any) -> ApplicationForm:
    base = form(kind="change", person="qianwei", name="钱伟", staff_no="D0002", replaces="")
    return msgspec.structs.replace(base, **changed)


def test_who_has_a_key_asks_for_another_himself(desk: Desk) -> None:
    change = qianwei_changes(key=keys.generate().public, telephone="010-00000002")
    for other in ("zhaomin", "sunli"):
        answer = desk.core.call(other, CheckApplication(change))
        assert [(f.field, f.refusal.code) for f in answer] == [("key", "key_of_another")]
    assert desk.core.call("qianwei", CheckApplication(change)) == []
    elsewhere = msgspec.structs.replace(change, kind="add", standby=True)
    answer = desk.core.call("sunli", CheckApplication(elsewhere))
    assert [(f.field, f.refusal.code) for f in answer] == [("key", "key_of_another")]
    own = msgspec.structs.replace(elsewhere, key=desk.core.org.people["qianwei"].public)
    assert desk.core.call("sunli", CheckApplication(own)) == [], "the key that he has anyway may be named"
    without = msgspec.structs.replace(change, key="")
    assert desk.core.call("sunli", CheckApplication(msgspec.structs.replace(without, name="钱卫"))) == []


def test_what_the_desk_did_not_prepare_does_not_bring_a_key_in_anothers_name_either(desk: Desk) -> None:
    change = qianwei_changes(key=keys.generate().public)
    prepared = desk.core.call("qianwei", asking.application(change))
    forged = Prepared(prepared.text.replace('"by":"qianwei"', '"by":"sunli"'))
    desk.refuses("key_of_another", lambda: desk.core.enact("sunli", forged))


def test_two_applications_under_way_do_not_bring_one_newcomer_two_keys(desk: Desk) -> None:
    desk.apply(form())
    also = {"post": "drafter", "replaces": ""}
    assert desk.faults(**also, key=keys.generate().public) == {"key": "key_of_another"}
    assert desk.faults(**also) == {}


def test_what_is_at_fault_by_the_time_of_its_signature_is_refused(desk: Desk) -> None:
    other = form(post="drafter", replaces="", key=keys.generate().public)
    late = desk.core.call("zhaomin", asking.application(other))
    desk.apply(form())
    desk.refuses("key_of_another", lambda: desk.core.enact("zhaomin", late))


def test_whom_a_version_made_known_meanwhile_gets_no_key_by_an_older_application(desk: Desk) -> None:
    """Two newcomers' papers, one of them filed before the roster knew them with another key."""
    core = desk.core
    application = desk.filed(form())
    add = AddPerson("heqing", "何青", "D0101", "010-00000101", -1, keys.generate().public)
    text = core.call("hanxue", rosters.PrepareRoster([add])).text
    space = namespace(decode(text.encode()))
    core.call("hanxue", rosters.ProposeRoster(text, core.org.people["hanxue"].sign(text.encode(), space)))
    digest = core.call("yangfan", rosters.RosterProposals()).rows[0].digest
    core.call("yangfan", rosters.ConfirmRoster(digest, core.org.people["yangfan"].sign(text.encode(), space)))
    core.at += timedelta(minutes=1)
    core.refuses("key_of_another", "hanxue", rosters.PrepareRoster([], [application]))


def test_a_post_is_given_up_and_the_right_ends_with_the_roster(desk: Desk) -> None:
    ended = ApplicationForm(
        kind="revoke",
        department="business",
        person="qianwei",
        post="operator",
        since=render(AT),
        reason="离职",
    )
    assert desk.core.call("sunli", CheckApplication(ended)) == []
    with_key = msgspec.structs.replace(ended, key=KEY.public)
    assert [f.refusal.code for f in desk.core.call("sunli", CheckApplication(with_key))] == ["key_not_here"]
    request = desk.core.cleared()
    application = desk.filed(ended)
    desk.publish(application)
    desk.core.at += timedelta(minutes=1)
    with pytest.raises(RefusedError):
        desk.core.step("qianwei", "release", request, slot=1, count=20, gateway="demo")


def test_a_department_joins_with_its_manager_and_who_is_in_charge(desk: Desk) -> None:
    wanted = form(
        kind="open_department",
        department="law",
        department_name="法律部",
        supervisor="liqiang",
        post="department_manager",
        replaces="",
        duties=["maintenance"],
    )
    desk.core.refuses("not_opener", "zhaomin", asking.application(wanted))
    application = desk.apply(wanted, "wangfang")
    assert desk.view(application).row.number == "2026-法律部-A-0001"
    assert desk.todo("liqiang") == [("approve_application", application)]
    assert [row.id for row in desk.core.call("liqiang", ApplicationsPage()).rows] == [application]
    head = desk.core.call("liqiang", ApplicationDetail(application)).head
    desk.core.enact("liqiang", desk.core.call("liqiang", asking.decision(application, head, "approve")))
    assert desk.state(application) == ("submitted", "general_manager")
    desk.decide("zhoujian", "approve", application)
    desk.refuses("application_signed_already", lambda: desk.prepare("wangfang", "file", application))
    desk.decide("wuhong", "file", application)
    desk.publish(application)
    names = {d.id: d.name for d in desk.core.call("wangfang", calls.Departments())}
    assert names["law"] == "法律部"
    assert ("department_manager", "law") in next(
        p.posts for p in desk.core.call("wangfang", calls.People()) if p.id == "heqing"
    )


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"department": "credit"}, "department", "department_exists"),
        ({"department_name": "信贷部"}, "department", "department_exists"),
        ({"department": "Law"}, "department", "id_form"),
        ({"department_name": ""}, "department_name", "field_missing"),
        ({"department_kind": "general"}, "department_kind", "one_general_department"),
        ({"department_kind": "moon"}, "department_kind", "not_a_choice"),
        ({"supervisor": "zhaomin"}, "supervisor", "not_in_charge"),
        ({"supervisor": ""}, "supervisor", "field_missing"),
        ({"post": "operator"}, "post", "manager_comes_first"),
    ],
)
def test_a_new_department_is_described_in_full(
    desk: Desk, changed: dict[str, Any], field: str, code: str
) -> None:
    base: dict[str, Any] = {
        "kind": "open_department",
        "department": "law",
        "department_name": "法律部",
        "supervisor": "liqiang",
        "post": "department_manager",
        "replaces": "",
    }
    assert desk.faults("wangfang", **base) == {}
    assert desk.faults("wangfang", **base | changed).get(field) == code
