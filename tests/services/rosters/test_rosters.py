"""Roster versions by two roster signers: what is published, what is refused, and what becomes of requests under way."""

import dataclasses
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, update

from console.db import verify as chain_verify
from console.domain.people.people import GatewayRef, PolicyRef, Post, Roster, Signers, Standing
from console.domain.rosters.rosters import (
    AddKey,
    AddPerson,
    Appoint,
    Change,
    EditPerson,
    EndPost,
    RevokeKey,
    SetGateway,
    SetStanding,
)
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services import kept_rows
from console.services.context import Caller
from console.services.kept_files import KeptFiles
from console.services.requests import pending
from console.services.rosters import rosters as service
from console.services.rosters import rules
from console.signing.bundle import verify
from console.signing.bundle_file import unpack
from console.signing.keys import UnlockedKey, generate
from console.signing.refused import Refused
from console.signing.statements import Signed, decode, digest, encode, namespace, sign
from console.store import people
from console.store.personnel import roster_proposal
from console.wire import calls
from console.wire.answers import Blob, Done, Prepared
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger
from console.wire.requests.drafts import Preview
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import AT, Core
from tests.services.people.test_enrolment import Desk as Applications
from tests.services.people.test_enrolment import form
from tests.services.ways import remembered

replace = msgspec.structs.replace
FIRST, SECOND = "hanxue", "yangfan"
LEAVE = SetStanding("qianwei", "left")


def minutes(core: Core, n: float = 1) -> str:
    """Let time pass; the instant then."""
    core.at += timedelta(minutes=n)
    return render(core.at)


def prepared(core: Core, *changes: Change, by: str = FIRST, applications: tuple[int, ...] = ()) -> str:
    minutes(core)
    answer: Prepared = core.call(by, rosters.PrepareRoster(list(changes), list(applications)))
    return answer.text


def armour(core: Core, person: str, text: str, key: UnlockedKey | None = None) -> str:
    return (key or core.org.people[person]).sign(text.encode(), namespace(decode(text.encode())))


def propose(core: Core, text: str, by: str = FIRST, carrier: str = "") -> str:
    core.call(carrier or by, rosters.ProposeRoster(text, armour(core, by, text)))
    return digest(text.encode())


def confirm(core: Core, proposal: str, by: str = SECOND, carrier: str = "") -> Done:
    text = next(p.text for p in core.call(FIRST, rosters.RosterProposals()).rows if p.digest == proposal)
    done: Done = core.call(carrier or by, rosters.ConfirmRoster(proposal, armour(core, by, text)))
    return done


@remembered
def published(core: Core, *changes: Change, **more: Any) -> Roster:
    confirm(core, propose(core, prepared(core, *changes, **more)))
    return newest(core)


def newest(core: Core) -> Roster:
    answer: rosters.RosterText = core.call(FIRST, rosters.RosterDetail())
    return msgspec.json.decode(answer.text, type=Roster)


def refusal(core: Core, person: str, call: Any) -> Any:
    with pytest.raises(RefusedError) as caught:
        core.call(person, call)
    assert caught.value.refusal.clause
    return caught.value.refusal


def states(core: Core) -> list[str]:
    return [p.state for p in core.call(FIRST, rosters.RosterProposals()).rows]


def suspend(core: Core, person: str, by: str) -> None:
    order = core.call(by, asking.order("suspension", person, reason="密钥可能外泄"))
    core.enact(by, order)


def judged(core: Core, request: int) -> str:
    """What the verifier says of a request as the desk would hand it over now: empty, or the name of the refusal."""
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request))
    try:
        verify(unpack(blob.data), core.org.roots, render(core.at))
    except Refused as refused:
        return refused.name
    return ""


# ---- publishing


def test_two_roster_signers_publish_the_next_version_and_it_is_in_force_at_once(core: Core) -> None:
    text = prepared(core, LEAVE, Appoint("zhaomin", Post.OPERATOR, "business", render(core.at)))
    proposal = propose(core, text)
    assert newest(core).version == 1
    minutes(core)
    done = confirm(core, proposal)
    new = newest(core)
    assert (done.id, new.version) == (2, 2)
    assert new.holders(Post.OPERATOR, "business", render(core.at)) == ["zhaomin"]
    with core.context(Caller("zhaomin"), write=False) as ctx:
        assert ctx.roster == new
    rows: list[rosters.RosterRow] = core.call("zhaomin", rosters.RosterVersions())
    assert [(r.version, r.signed_by) for r in rows] == [(2, [FIRST, SECOND]), (1, [FIRST, SECOND])]
    assert states(core) == ["published"]


def test_the_chain_with_the_new_version_is_what_the_dispatcher_accepts(core: Core) -> None:
    request = core.requested()
    published(core, EditPerson("zhaomin", phone="010-00000077"))
    assert judged(core, request) == ""
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request))
    assert verify(unpack(blob.data), core.org.roots, render(core.at)).pin.version == 2


def test_each_of_both_acts_is_one_ledger_entry_with_its_signer_and_carrier(core: Core) -> None:
    proposal = propose(core, prepared(core, LEAVE), carrier="shenyu")
    done = confirm(core, proposal, carrier="wangfang")
    entry: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(done.seq))
    envelope = msgspec.json.decode(entry.envelope)
    assert (envelope["kind"], envelope["actor"], envelope["carrier"]) == (
        "roster.published",
        SECOND,
        "wangfang",
    )
    assert envelope["payload"]["proposed_by"] == FIRST
    first: ledger.EntryPage = core.call("shenyu", ledger.EntriesPage(kind="roster.proposed"))
    assert [(r.actor, r.subject) for r in first.rows] == [(FIRST, "roster:2")]
    with core.database.reader() as conn:
        assert chain_verify.verify(conn, genesis=core.desk.genesis).bad is None


def test_a_version_is_made_for_ninety_days_and_names_the_one_before(core: Core) -> None:
    text = prepared(core)
    made = msgspec.json.decode(text, type=Roster)
    assert made.expires == render(core.at + timedelta(days=90))
    assert made.previous == core.org.rosters[0].digest()
    assert (made.at, made.signers) == (render(core.at), core.org.signers[0].digest())


def test_an_expired_roster_can_still_be_renewed(core: Core) -> None:
    core.at += timedelta(days=91)
    assert published(core).expires > render(core.at)


def test_a_proposal_tells_whom_it_is_open_to(core: Core) -> None:
    propose(core, prepared(core, LEAVE))
    codes = {}
    for person in (FIRST, SECOND, "zhaomin"):
        [row] = core.call(person, rosters.RosterProposals()).rows
        codes[person] = row.refusal.code if row.refusal else ""
    assert codes == {FIRST: "roster_same_signer", SECOND: "", "zhaomin": "not_a_roster_signer"}


# ---- refusals of the first signature


def test_only_a_roster_signer_prepares_proposes_and_drops(core: Core) -> None:
    text = prepared(core, LEAVE)
    assert refusal(core, "sunli", rosters.PrepareRoster([])).code == "not_a_roster_signer"
    proposal = propose(core, text)
    assert refusal(core, "sunli", rosters.DropRosterProposal(proposal)).code == "not_a_roster_signer"
    other = prepared(core)
    call = rosters.ProposeRoster(other, armour(core, "sunli", other))
    assert refusal(core, "sunli", call).code == "roster_key_unnamed"


def test_a_roster_signer_whose_key_the_roots_did_not_name_signs_nothing(core: Core) -> None:
    published(core, Appoint("sunli", Post.ROSTER_SIGNER, "", render(core.at)))
    text = prepared(core, LEAVE, by="sunli")
    call = rosters.ProposeRoster(text, armour(core, "sunli", text))
    assert refusal(core, "sunli", call).code == "roster_key_unnamed"


def test_a_named_key_whose_holder_is_no_roster_signer_any_more_signs_nothing(core: Core) -> None:
    published(
        core,
        EndPost(SECOND, Post.ROSTER_SIGNER, "", render(core.at)),
        Appoint(SECOND, Post.AUDITOR, "", render(core.at)),
    )
    text = prepared(core, LEAVE)
    call = rosters.ProposeRoster(text, armour(core, SECOND, text))
    assert refusal(core, SECOND, call).code == "not_a_roster_signer"


def test_a_revoked_key_signs_no_version(core: Core) -> None:
    published(core, RevokeKey(SECOND, core.org.people[SECOND].public, render(core.at)))
    text = prepared(core, LEAVE)
    assert (
        refusal(core, SECOND, rosters.ProposeRoster(text, armour(core, SECOND, text))).code
        == "not_the_signer"
    )


def altered(core: Core, **fields: Any) -> str:
    """A next version as somebody writes it themselves."""
    made = msgspec.json.decode(prepared(core, LEAVE), type=Roster)
    return encode(replace(made, **fields)).decode()


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("foreign_organisation", {"org": "other"}),
        ("roster_solo_changed", {"solo": False}),
        ("roster_not_next", {"version": 3}),
        ("roster_not_next", {"version": 1}),
        ("roster_not_next", {"previous": "0" * 64}),
        ("roster_other_signers", {"signers": "0" * 64}),
        ("roster_not_now", {"at": render(AT + timedelta(hours=1))}),
        ("roster_not_now", {"at": render(AT - timedelta(hours=2))}),
        ("roster_expired", {"expires": render(AT)}),
        ("roster_other_file", {"policy": PolicyRef("2026-1", "0" * 64)}),
        ("roster_other_file", {"gateways": [GatewayRef("demo", "0" * 64)]}),
        ("roster_other_file", {"gateways": [GatewayRef("other", "0" * 64)]}),
        ("application_not_filed", {"grounds": ["0" * 64]}),
        ("roster_too_long", {"expires": render(AT + timedelta(days=101))}),
    ],
)
def test_a_version_that_does_not_follow_is_refused(core: Core, code: str, fields: dict[str, Any]) -> None:
    text = altered(core, **fields)
    found = refusal(core, FIRST, rosters.ProposeRoster(text, armour(core, FIRST, text)))
    assert found.code == code


def test_a_version_that_makes_no_sense_is_refused_whoever_signs_it(core: Core) -> None:
    made = msgspec.json.decode(prepared(core), type=Roster)
    twice = replace(made, people=[*made.people, made.people[0]])
    text = encode(twice).decode()
    found = refusal(core, FIRST, rosters.ProposeRoster(text, armour(core, FIRST, text)))
    assert found.code == "roster_name_twice"


def test_what_is_no_roster_or_not_signed_is_refused(core: Core) -> None:
    text = prepared(core, LEAVE)
    good = armour(core, FIRST, text)
    assert refusal(core, FIRST, rosters.ProposeRoster(" " + text, good)).code == "not_canonical"
    assert refusal(core, FIRST, rosters.ProposeRoster(text + "\ud800", good)).code == "not_canonical"
    order = core.call("sunli", asking.order("suspension", "zhaomin", reason="x")).text
    assert refusal(core, FIRST, rosters.ProposeRoster(order, good)).code == "not_a_roster"
    other = armour(core, FIRST, prepared(core))
    assert refusal(core, FIRST, rosters.ProposeRoster(text, other)).code == "bad_signature"


def test_a_change_that_makes_no_sense_is_refused_when_it_is_prepared(core: Core) -> None:
    call = rosters.PrepareRoster([Appoint("zhaomin", Post.OPERATOR, "business", render(core.at))])
    assert refusal(core, FIRST, call).code == "roster_two_operators"
    text = rosters.PrepareRoster([EditPerson("zhaomin", name="e\u0301")])
    assert refusal(core, FIRST, text).code == "not_canonical"
    gateway = rosters.PrepareRoster([SetGateway("backup", "0" * 64)])
    assert refusal(core, FIRST, gateway).code == "roster_other_file"


def test_the_same_proposal_twice_is_refused(core: Core) -> None:
    text = prepared(core, LEAVE)
    propose(core, text)
    call = rosters.ProposeRoster(text, armour(core, SECOND, text))
    assert refusal(core, SECOND, call).code == "signed_before"


# ---- refusals of the second signature


def test_the_same_person_does_not_sign_twice_also_with_another_key(core: Core) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal, by=FIRST)
    assert caught.value.refusal.code == "roster_same_signer"
    assert newest(core).version == 1


def test_a_second_signature_that_is_no_roster_signers_is_refused(core: Core) -> None:
    text = prepared(core, LEAVE)
    proposal = propose(core, text)
    call = rosters.ConfirmRoster(proposal, armour(core, "sunli", text))
    assert refusal(core, "sunli", call).code == "roster_key_unnamed"
    other = rosters.ConfirmRoster(proposal, armour(core, SECOND, prepared(core)))
    assert refusal(core, SECOND, other).code == "bad_signature"
    with pytest.raises(ConsoleError) as caught:
        core.call(SECOND, rosters.ConfirmRoster("0" * 64, ""))
    assert caught.value.code == "no_such_roster_proposal"


@pytest.mark.parametrize("suspended", [FIRST, SECOND, "zhaomin"])
def test_a_version_older_than_a_suspension_must_be_proposed_again(core: Core, suspended: str) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    minutes(core)
    suspend(core, suspended, "wangfang")
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.code == "roster_before_order"
    assert newest(core).version == 1


def test_no_version_is_prepared_in_the_second_of_an_order(core: Core) -> None:
    suspend(core, "zhaomin", "sunli")
    assert refusal(core, FIRST, rosters.PrepareRoster([])).code == "roster_before_order"
    minutes(core)
    core.call(FIRST, rosters.PrepareRoster([]))


@pytest.mark.parametrize(("gone", "code"), [(FIRST, "not_a_roster_signer"), (SECOND, "not_a_roster_signer")])
def test_a_roster_signer_who_is_suspended_signs_neither_first_nor_second(
    core: Core, gone: str, code: str
) -> None:
    text = prepared(core, LEAVE)
    suspend(core, gone, "wangfang")
    minutes(core)
    made = replace(msgspec.json.decode(text, type=Roster), at=render(core.at))
    text = encode(made).decode()
    first = rosters.ProposeRoster(text, armour(core, FIRST, text))
    if gone == FIRST:
        assert refusal(core, "wangfang", first).code == code
    else:
        core.call(FIRST, first)
        call = rosters.ConfirmRoster(digest(text.encode()), armour(core, SECOND, text))
        assert refusal(core, "wangfang", call).code == code


def test_both_are_judged_again_when_the_second_signs(core: Core) -> None:
    """The first lost their post since: their signature under the proposal that waited is worth nothing."""
    text = prepared(core, LEAVE)
    proposal = propose(core, text)
    with core.context(Caller("wangfang"), write=True) as ctx:
        posts = [h for h in ctx.roster.posts if h.person != FIRST]
        ctx.roster = replace(ctx.roster, posts=posts)
        with pytest.raises(RefusedError) as caught:
            service.confirm(ctx, rosters.ConfirmRoster(proposal, armour(core, SECOND, text)))
    assert caught.value.refusal.code == "not_a_roster_signer"
    assert caught.value.refusal.params == {"person": FIRST}


def test_a_proposal_waits_as_long_as_the_policy_says(core: Core) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    core.at += timedelta(hours=72)
    assert states(core) == ["expired"]
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.code == "roster_not_open"
    assert caught.value.refusal.params == {"proposal": "expired"}


def test_a_proposal_is_overtaken_by_another_version(core: Core) -> None:
    old = propose(core, prepared(core, LEAVE))
    published(core, EditPerson("zhaomin", phone="8001"))
    assert sorted(states(core)) == ["overtaken", "published"]
    with pytest.raises(RefusedError) as caught:
        confirm(core, old)
    assert caught.value.refusal.params == {"proposal": "overtaken"}


def test_a_proposal_is_dropped_and_then_not_confirmed(core: Core) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    core.call(FIRST, rosters.DropRosterProposal(proposal))
    assert states(core) == ["dropped"]
    assert refusal(core, FIRST, rosters.DropRosterProposal(proposal)).code == "roster_not_open"
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.params == {"proposal": "dropped"}


@pytest.mark.parametrize("kind", ["gateway", "policy", "screening"])
def test_a_version_whose_files_the_desk_has_lost_since_is_not_published(core: Core, kind: str) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    core.desk = dataclasses.replace(core.desk, files=KeptFiles())
    with core.database.writer() as conn:
        conn.execute(delete(people.rule_file).where(people.rule_file.c.kind == kind))
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.code == "roster_other_file"


def test_a_proposal_whose_bytes_the_database_lost_is_not_published(core: Core) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    text = next(p.text for p in core.call(FIRST, rosters.RosterProposals()).rows)
    forged = text.replace('"left"', '"active"')
    with core.database.writer() as conn:
        conn.execute(update(roster_proposal).values(text=forged))
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.code == "bad_signature"


# ---- suspensions and standbys


def test_a_suspension_goes_on_in_the_next_version_unless_it_is_lifted(core: Core) -> None:
    suspend(core, "zhaomin", "sunli")
    new = published(core, EditPerson("qianwei", phone="8001"))
    person = new.person("zhaomin")
    assert person is not None
    assert person.standing is Standing.SUSPENDED
    lifted = published(core, SetStanding("zhaomin", "active"))
    assert lifted.holds("zhaomin", Post.DRAFTER, "business", render(core.at))
    core.requested()


def test_a_version_that_lifts_an_order_says_so_though_both_signed_texts_agree(core: Core) -> None:
    suspend(core, "zhaomin", "sunli")
    propose(core, prepared(core, SetStanding("zhaomin", "active")))
    propose(core, prepared(core, EditPerson("qianwei", phone="8001")))
    rows: list[rosters.RosterProposal] = core.call(SECOND, rosters.RosterProposals()).rows
    assert [row.lifts for row in rows] == [[], ["zhaomin"]]


def test_an_awake_standby_does_not_leak_into_the_next_version(core: Core) -> None:
    start = render(core.at)
    published(
        core,
        Appoint("zhaomin", Post.OPERATOR, "business", start, standby=True),
    )
    minutes(core)
    since, until = render(core.at), render(core.at + timedelta(days=3))
    order = core.call(
        "sunli",
        asking.order(
            "activation",
            "zhaomin",
            post="operator",
            department="business",
            since=since,
            until=until,
            reason="休假",
        ),
    )
    core.enact("sunli", order)
    with core.context(Caller("zhaomin"), write=False) as ctx:
        assert ctx.roster.holders(Post.OPERATOR, "business", since) == ["zhaomin"]
    minutes(core)
    new = published(core, EditPerson("qianwei", phone="8001"))
    held = [
        (h.person, h.standby, h.until)
        for h in new.posts
        if h.post is Post.OPERATOR and h.department == "business"
    ]
    assert held == [("qianwei", False, ""), ("zhaomin", True, "")]


# ---- applications


def test_an_application_is_carried_out_once_and_only_when_it_is_filed(core: Core) -> None:
    desk = Applications(core)
    early = desk.apply(form())
    assert refusal(core, FIRST, rosters.PrepareRoster([], [early])).code == "application_not_filed"
    with pytest.raises(ConsoleError) as caught:
        core.call(FIRST, rosters.PrepareRoster([], [99]))
    assert caught.value.code == "no_such_application"
    for person, decision in (("sunli", "authorise"), ("liqiang", "approve"), ("wangfang", "file")):
        desk.decide(person, decision, early)
    text = prepared(core, applications=(early,))
    waiting = propose(core, text)
    confirm(core, waiting)
    assert desk.state(early) == ("active", "")
    assert desk.view(early).roster == 2
    assert newest(core).grounds == [desk.view(early).digest]
    assert newest(core).holders(Post.OPERATOR, "business", render(core.at)) == ["heqing"]
    assert refusal(core, FIRST, rosters.PrepareRoster([], [early])).code == "application_not_filed"
    again = altered(core, grounds=newest(core).grounds)
    found = refusal(core, FIRST, rosters.ProposeRoster(again, armour(core, FIRST, again)))
    assert (found.code, found.params) == ("application_not_filed", {"number": desk.view(early).row.number})


# ---- requests under way


def newcomer(core: Core) -> list[Change]:
    """A new operator with a new key."""
    core.org.people["tangyu"] = generate()
    at = render(core.at)
    return [
        AddPerson("tangyu", "唐宇", "D0099", "010-00000099", -1, core.org.people["tangyu"].public),
        Appoint("tangyu", Post.OPERATOR, "business", at),
    ]


@pytest.mark.parametrize("who", ["zhaomin", "sunli"])
def test_what_a_leaver_signed_goes_back_with_the_reason_and_the_verifier_agrees(core: Core, who: str) -> None:
    drafted, cleared = core.requested(), core.cleared()
    untouched = core.requested("other", "credit")
    assert judged(core, cleared) == ""
    published(core, SetStanding(who, "left"))
    name = {"zhaomin": "赵敏", "sunli": "孙丽"}[who]
    view = core.view("zhoujian", cleared)
    assert (view.row.state, view.row.waits_for) == ("returned", "revise")
    assert view.reason == f"left: {name} ({who})"
    assert [s.state for s in view.slots] == ["stopped"]
    assert judged(core, cleared) == "signer_not_active"
    assert core.view("zhoujian", drafted).row.state == ("returned" if who == "zhaomin" else "submitted")
    assert core.view("zhoujian", untouched).row.state == "submitted"
    kinds: ledger.EntryPage = core.call("zhoujian", ledger.EntriesPage(kind="request.stopped"))
    assert kinds.page.total == (2 if who == "zhaomin" else 1)
    todo: list[TodoRow] = core.call("zhaomin", calls.Todo())
    # Who left has nothing to do any more; see below for who takes their requests over.
    assert [row.request for row in todo if row.what == "revise"] == ([cleared] if who == "sunli" else [])


def test_the_drafter_asks_again_and_everybody_signs_again(core: Core) -> None:
    request = core.cleared()
    published(
        core,
        SetStanding("sunli", "left"),
        Appoint("liqiang", Post.DEPARTMENT_MANAGER, "business", render(core.at)),
    )
    view = core.view("zhaomin", request)
    minutes(core)
    core.submit(replace(view.draft, purpose="第二稿"), request=request)
    assert core.view("zhaomin", request).row.waits_for == "department_manager"


def test_what_a_drafter_left_behind_is_revised_by_his_successor_with_a_list_of_his_own(core: Core) -> None:
    """The leaver's request and list are nobody's any more: the next drafter takes over, imports again, and it goes out."""
    request = core.cleared()
    published(
        core, SetStanding("zhaomin", "left"), Appoint("weina", Post.DRAFTER, "business", render(core.at))
    )
    todo: list[TodoRow] = core.call("weina", calls.Todo())
    assert ("revise", request) in [(row.what, row.request) for row in todo]
    draft = core.view("weina", request).draft
    core.call("weina", calls.SaveDraft(draft, request))
    assert core.view("weina", request).row.drafter == "weina"
    found = refusal(core, "weina", asking.request(request))
    assert (found.code, found.params) == ("list_without_importer", {"person": "zhaomin"})
    listed = core.add_list("weina", "business")
    core.submit(replace(draft, slots=[replace(draft.slots[0], list_id=listed)]), "weina", request)
    minutes(core)
    core.step("sunli", "approval", request)
    assert core.view("weina", request).row.state == "cleared"
    assert judged(core, request) == ""


def test_a_list_that_a_revoked_key_signed_is_imported_again(core: Core) -> None:
    old, new = core.org.people["zhaomin"], generate()
    listed = core.add_list()
    published(
        core,
        AddKey("zhaomin", new.public),
        RevokeKey("zhaomin", old.public, render(core.at - timedelta(hours=1))),
    )
    core.org.people["zhaomin"] = new
    preview: Preview = core.call("zhaomin", calls.PreviewDraft(core.draft(listed)))
    assert ("slots.0.list", "list_without_importer") in [(f.field, f.refusal.code) for f in preview.faults]
    again: Preview = core.call("zhaomin", calls.PreviewDraft(core.draft(core.add_list())))
    assert not [f for f in again.faults if f.field == "slots.0.list"]


def test_another_drafter_who_helps_does_not_take_the_request_over(core: Core) -> None:
    published(core, Appoint("weina", Post.DRAFTER, "business", render(core.at)))
    request = core.requested()
    core.step("sunli", "return", request, text="改")
    core.call("weina", calls.SaveDraft(core.view("weina", request).draft, request))
    assert core.view("weina", request).row.drafter == "zhaomin"
    assert "revise" not in [row.what for row in core.call("weina", calls.Todo())]


def test_an_ordinary_transfer_leaves_earlier_signatures_good(core: Core) -> None:
    request = core.cleared()
    at = render(core.at)
    published(
        core,
        EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", at),
        Appoint("sunli", Post.DEPARTMENT_MANAGER, "credit", at),
        EndPost("jiangbo", Post.DEPARTMENT_MANAGER, "credit", at),
        Appoint("jiangbo", Post.DEPARTMENT_MANAGER, "business", at),
        EndPost("zhaomin", Post.DRAFTER, "business", at),
        Appoint("zhaomin", Post.DRAFTER, "credit", at),
        Appoint("weina", Post.DRAFTER, "business", at),
    )
    assert core.view("zhoujian", request).row.state == "cleared"
    assert judged(core, request) == ""
    core.step("qianwei", "release", request, slot=1, count=20)


def test_what_was_signed_while_the_version_waited_is_good_unless_it_ends_that_post(core: Core) -> None:
    at = render(core.at)
    waiting = propose(
        core,
        prepared(
            core,
            EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", at),
            Appoint("sunli", Post.AUDITOR, "", at),
            Appoint("liqiang", Post.DEPARTMENT_MANAGER, "business", at),
        ),
    )
    minutes(core)
    by_sunli, by_jiangbo = core.cleared(), core.cleared("other", "credit")
    minutes(core)
    confirm(core, waiting)
    assert core.view("zhoujian", by_sunli).reason == "moved: 孙丽 (sunli)"
    assert core.view("zhoujian", by_jiangbo).row.state == "cleared"
    assert judged(core, by_sunli) == "step_not_allowed"
    assert judged(core, by_jiangbo) == ""


def test_a_revoked_key_voids_what_it_signed_and_not_what_another_key_of_the_same_person_did(
    core: Core,
) -> None:
    first = core.requested()
    old, new = core.org.people["zhaomin"], generate()
    published(core, AddKey("zhaomin", new.public))
    core.org.people["zhaomin"] = new
    minutes(core)
    second = core.requested()
    published(core, RevokeKey("zhaomin", old.public, render(core.at - timedelta(hours=1))))
    assert core.view("zhoujian", first).reason == "key_revoked: 赵敏 (zhaomin)"
    assert core.view("zhoujian", second).row.state == "submitted"


def test_somebody_suspended_by_a_version_stops_what_he_signed(core: Core) -> None:
    request = core.requested()
    published(core, SetStanding("zhaomin", "suspended"))
    assert core.view("zhoujian", request).reason == "suspended: 赵敏 (zhaomin)"


def test_released_slots_are_left_and_the_others_of_the_request_stop(core: Core) -> None:
    listed = [core.add_list(), core.add_list()]
    draft = core.draft(listed[0])
    draft = replace(draft, slots=[draft.slots[0], replace(draft.slots[0], list_id=listed[1])])
    request = core.submit(draft)
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    minutes(core)
    published(core, SetStanding("zhaomin", "left"))
    view = core.view("zhoujian", request)
    assert view.row.state == "cleared"
    assert [s.state for s in view.slots] == ["released", "stopped"]
    entries: ledger.EntryPage = core.call("zhoujian", ledger.EntriesPage(kind="request.stopped"))
    detail: ledger.EntryView = core.call("zhoujian", ledger.EntryDetail(entries.rows[0].seq))
    assert msgspec.json.decode(detail.envelope)["payload"]["left"] == [1]


def test_a_deputys_signature_falls_with_its_principal(core: Core) -> None:
    since, until = render(core.at), render(core.at + timedelta(days=3))
    order = core.call(
        "sunli",
        asking.order(
            "deputation",
            "jiangbo",
            post="department_manager",
            department="business",
            since=since,
            until=until,
            reason="出差",
        ),
    )
    core.enact("sunli", order)
    request = core.requested()
    minutes(core)
    core.step("jiangbo", "approval", request)
    assert core.view("zhoujian", request).row.state == "cleared"
    assert judged(core, request) == ""
    published(core, SetStanding("sunli", "left"))
    assert core.view("zhoujian", request).reason == "left: 孙丽 (sunli)"
    assert judged(core, request) == "step_not_allowed"


@pytest.mark.parametrize(
    ("gone", "also", "stops"),
    [("sunli", False, True), ("liqiang", False, True), ("liqiang", True, False), ("jiangbo", False, True)],
)
def test_a_deputys_signature_falls_with_his_principal_or_the_only_one_who_named_him(
    core: Core, gone: str, also: bool, stops: bool
) -> None:
    """The superior names the deputy; where the principal named them too, the superior's leaving changes nothing."""
    for giver in ("liqiang", "sunli")[: 2 if also else 1]:
        order = core.call(
            giver,
            asking.order(
                "deputation",
                "jiangbo",
                principal="sunli",
                post="department_manager",
                department="business",
                since=render(core.at),
                until=render(core.at + timedelta(days=3)),
                reason="出差",
            ),
        )
        core.enact(giver, order)
        minutes(core)
    request = core.requested()
    core.step("jiangbo", "approval", request)
    assert judged(core, request) == ""
    published(core, SetStanding(gone, "left"))
    assert core.view("zhoujian", request).row.state == ("returned" if stops else "cleared")
    assert bool(judged(core, request)) == stops


def test_nothing_stops_where_nobody_is_named(core: Core) -> None:
    request = core.cleared()
    with core.context(Caller("wangfang"), write=True) as ctx:
        assert pending.stop_for(ctx, [], "left") == []
        assert pending.stop_for(ctx, ["weina"], "left") == []
        assert [row.id for row in pending.carrying(ctx, "sunli")] == [request]
    assert core.view("zhoujian", request).row.state == "cleared"


# ---- what is left behind, and what was signed since


def test_what_a_person_leaves_behind_is_told_to_those_who_look_after_it(core: Core) -> None:
    request = core.cleared()
    order = core.call(
        "sunli",
        asking.order(
            "deputation",
            "jiangbo",
            post="department_manager",
            department="business",
            since=render(core.at),
            until=render(core.at + timedelta(days=3)),
            reason="出差",
        ),
    )
    core.enact("sunli", order)
    answer: rosters.HandOver = core.call(FIRST, rosters.LeavesBehind("sunli"))
    assert answer.posts == [("department_manager", "business")]
    assert [row.id for row in answer.pending] == [request]
    assert [(row.digest, row.person, row.principal) for row in answer.orders] == [
        (digest(order.text.encode()), "jiangbo", "sunli")
    ]
    assert (answer.custody, answer.lists) == ([], 0)
    drafter: rosters.HandOver = core.call("sunli", rosters.LeavesBehind("zhaomin"))
    assert (drafter.lists, [row.id for row in drafter.pending]) == (1, [request])
    keeper: rosters.HandOver = core.call("fenglei", rosters.LeavesBehind("fenglei"))
    assert (keeper.custody, keeper.passwords) == (["general"], [one.id for one in newest(core).gateways])
    assert (drafter.passwords, answer.passwords) == ([], [])
    assert refusal(core, "weina", rosters.LeavesBehind("zhaomin")).code == "not_your_person"
    with pytest.raises(ConsoleError) as caught:
        core.call(FIRST, rosters.LeavesBehind("nobody"))
    assert caught.value.code == "no_such_person"


def test_a_mover_hands_over_what_goes_with_the_post_that_he_gives_up(core: Core) -> None:
    core.cleared()
    core.add_list()
    published(core, Appoint("zhaomin", Post.OPERATOR, "business", render(core.at), standby=True))
    minutes(core)
    order = core.call(
        "sunli",
        asking.order(
            "activation",
            "zhaomin",
            post="operator",
            department="business",
            since=render(core.at),
            until=render(core.at + timedelta(days=3)),
            reason="休假",
        ),
    )
    core.enact("sunli", order)
    minutes(core)
    asked = rosters.LeavesBehind("zhaomin", [("drafter", "business")])
    drafter: rosters.HandOver = core.call(FIRST, asked)
    assert (drafter.posts, drafter.orders, drafter.lists) == ([("drafter", "business")], [], 2)
    assert len(drafter.pending) == 1
    operator: rosters.HandOver = core.call(FIRST, rosters.LeavesBehind("zhaomin", [("operator", "business")]))
    assert [row.kind for row in operator.orders] == ["activation"]
    elsewhere: rosters.HandOver = core.call(FIRST, rosters.LeavesBehind("zhaomin", [("drafter", "credit")]))
    assert (elsewhere.posts, elsewhere.pending, elsewhere.orders, elsewhere.lists) == ([], [], [], 0)


def test_what_was_signed_since_an_entry_is_listed_and_the_entry_tells_the_time(core: Core) -> None:
    core.requested()
    page: ledger.EntryPage = core.call("wangfang", ledger.EntriesPage(actor="zhaomin"))
    finished, submitted = page.rows[1], page.rows[0]
    since: ledger.EntryPage = core.call(FIRST, rosters.SignedSince("zhaomin", submitted.seq))
    assert [row.kind for row in since.rows] == ["request.submitted"]
    whole: ledger.EntryPage = core.call(FIRST, rosters.SignedSince("zhaomin", finished.seq))
    assert [row.kind for row in whole.rows] == ["request.submitted", "list.finished"]
    first: ledger.EntryPage = core.call(FIRST, rosters.SignedSince("zhaomin", finished.seq, limit=1))
    assert (first.page.total, first.page.after) == (2, str(submitted.seq))
    rest: ledger.EntryPage = core.call(
        FIRST, rosters.SignedSince("zhaomin", finished.seq, after=first.page.after)
    )
    assert [row.seq for row in rest.rows] == [finished.seq]
    assert core.call(FIRST, rosters.EntryTime(finished.seq)).time == finished.time
    assert refusal(core, "zhaomin", rosters.EntryTime(finished.seq)).code == "not_a_roster_signer"
    assert refusal(core, "weina", rosters.SignedSince("zhaomin", 1)).code == "not_your_person"


def test_a_version_is_shown_as_it_was_signed_and_so_are_the_statements_that_name_its_signers(
    core: Core,
) -> None:
    answer: rosters.RosterText = core.call("zhaomin", rosters.RosterDetail(1))
    assert Signed(answer.text, answer.signatures) == core.org.rosters[0]
    named: list[rosters.SignedText] = core.call("zhaomin", rosters.RosterSigners())
    assert [Signed(s.text, s.signatures) for s in named] == core.org.signers
    with pytest.raises(ConsoleError) as caught:
        core.call("zhaomin", rosters.RosterDetail(9))
    assert caught.value.code == "no_such_roster"


def test_alerts_name_who_has_no_pledge(core: Core) -> None:
    assert core.call("zhaomin", rosters.Alerts()) == []
    published(core, LEAVE, *newcomer(core))
    answer = core.call("zhaomin", rosters.Alerts())
    assert [(a.code, a.params) for a in answer] == [("pledge_missing", {"person": "tangyu"})]


def renamed(core: Core, **fields: Any) -> None:
    """The roots say anew who signs rosters."""
    statement = decode(core.org.signers[0].text.encode())
    assert isinstance(statement, Signers)
    later = sign(replace(statement, version=2, **fields), core.org.root_keys[0])
    with core.database.writer() as conn:
        rules.establish(
            conn,
            core.desk,
            signers=[*core.org.signers, later],
            rosters=core.org.rosters,
            pledges=[],
            at=render(core.at),
        )


def test_roster_signers_whom_the_roots_replaced_publish_no_more(core: Core) -> None:
    proposal = propose(core, prepared(core, LEAVE))
    renamed(core, keys=[generate().public, generate().public])
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.code == "roster_other_signers"


def test_nothing_is_published_that_the_dispatcher_would_refuse(core: Core) -> None:
    """The roots ask for three signatures; two of them make no version."""
    third = core.org.people["sunli"].public
    renamed(core, threshold=3, keys=[*(core.org.people[p].public for p in (FIRST, SECOND)), third])
    proposal = propose(core, prepared(core, LEAVE))
    with pytest.raises(RefusedError) as caught:
        confirm(core, proposal)
    assert caught.value.refusal.code == "roster_unprovable"
    assert caught.value.refusal.params == {"refused": "roster_not_by_signers"}
    assert (newest(core).version, states(core)) == (1, ["open"])


def test_rosters_of_the_past_stay_as_they_were(core: Core) -> None:
    before = core.call(FIRST, rosters.RosterDetail(1))
    published(core, LEAVE)
    assert core.call(FIRST, rosters.RosterDetail(1)) == before
    with core.database.reader() as conn:
        roster, _ = rules.load(conn, core.desk)
    assert roster.version == 2
    with core.context(Caller(FIRST), write=False) as ctx:
        assert [r.version for r in kept_rows.rosters(ctx)] == [1, 2]
