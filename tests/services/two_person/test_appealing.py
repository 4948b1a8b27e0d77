"""A text that the list blocks is released once by two people (R11): at the desk, in the bundle, by the dispatcher's own look; and taken back."""

import io
from datetime import timedelta
from functools import partial
from typing import Any

import msgspec
import openpyxl
import pytest

from console.acting.approvals import cards
from console.acting.people import pledges
from console.acting.two_person import appeals as acting
from console.dispatch.claiming.refusals import UnfitError
from console.dispatch.claiming.texts import Texts
from console.domain import acts
from console.domain.content import lists
from console.domain.content.appeals import AppealWithdrawal, ReleaseText
from console.domain.data_folder import data_folder
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.domain.toml_lines import FileFaultError
from console.domain.two_person.pairs import Confirmation
from console.errors import ConsoleError, RefusedError
from console.signing.bundle import verify
from console.signing.bundle_file import Bundle, Pair, unpack
from console.signing.refused import Refused
from console.signing.statements import Signed, decode, sign
from console.signing.withdrawing import opened
from console.wire import calls, dispatch, pairs
from console.wire.acts import Prepare
from console.wire.answers import Blob, Prepared
from console.wire.archive import forms
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from tests import asking
from tests.lies import Line
from tests.services.core import Core, one_clock
from tests.services.rosters.test_rosters import published
from tests.services.sending.test_sending import report

DRAFTER, SUPERVISOR, REGISTRAR = "zhaomin", "liqiang", "wangfang"


@pytest.fixture(autouse=True)
def same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def drafted(core: Core, **fields: Any) -> tuple[Draft, int]:
    draft = core.draft(core.add_list(), **({"body": BLOCKED} | fields))
    return draft, int(core.call(DRAFTER, calls.SaveDraft(draft)).id)


BLOCKED = "恭喜您中奖，请点击链接领取奖品并先转账手续费到安全账户。"


def refused(core: Core, person: str, call: Any) -> str:
    with pytest.raises(RefusedError) as caught:
        core.call(person, call)
    return caught.value.refusal.code


def propose(core: Core, request: int, by: str = SUPERVISOR, reason: str = "反诈宣传用语，经核实") -> str:
    line = Line(core, by)
    view: RequestView = line.call(calls.RequestDetail(request))
    prepared = acting.propose(line, view, acting.lists(line, view), {"reason": reason}, by=by)
    core.enact(by, prepared)
    rows: list[pairs.ProposalRow] = core.call(by, pairs.ProposalsPage())
    return next(row.digest for row in rows if row.kind == "appeal")


def confirm(core: Core, proposal: str, by: str = REGISTRAR) -> None:
    core.enact(by, core.call(by, asking.asked(Confirmation, proposal)))


def withdrawal(proposal: str, reason: str) -> Prepare:
    return asking.asked(AppealWithdrawal, proposal, reason=reason)


def submitted(core: Core) -> int:
    draft, request = drafted(core)
    confirm(core, propose(core, request))
    core.at += timedelta(minutes=1)
    return core.submit(draft, DRAFTER, request)


def bundle(core: Core, request: int, slot: int = 0) -> Bundle:
    blob: Blob = core.call("dispatch-1", calls.BundleOf(request, slot))
    return unpack(blob.data)


def cleared(core: Core) -> int:
    request = submitted(core)
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    return request


def test_a_blocked_text_is_submitted_once_two_people_released_it_and_its_bundle_proves_it(core: Core) -> None:
    draft, request = drafted(core)
    codes = {fault.refusal.code for fault in core.call(DRAFTER, calls.PreviewDraft(draft, request)).faults}
    assert codes == {"text_screened"}
    proposal = propose(core, request)
    assert [row.what for row in core.call(REGISTRAR, calls.Todo()) if row.what.startswith("confirm")]
    assert core.call(DRAFTER, calls.PreviewDraft(draft, request)).faults
    confirm(core, proposal)
    assert core.call(DRAFTER, calls.PreviewDraft(draft, request)).faults == []
    core.at += timedelta(minutes=1)
    core.submit(draft, DRAFTER, request)
    core.step("sunli", "approval", request)
    core.step("qianwei", "release", request, slot=1, count=20)
    whole = bundle(core, request, 1)
    proved = verify(whole, core.org.roots, render(core.at))
    assert [type(one) for one in proved.appeals] == [ReleaseText]
    Texts(Line(core, "dispatch-1")).judge(proved, whole)  # type: ignore[arg-type]  # a line is link enough
    bare = msgspec.structs.replace(whole, appeals=msgspec.UNSET)
    with pytest.raises(UnfitError):
        Texts(Line(core, "dispatch-1")).judge(verify(bare, core.org.roots, render(core.at)), bare)  # type: ignore[arg-type]


def test_another_text_other_recipients_another_time_and_another_request_are_not_released(core: Core) -> None:
    draft, request = drafted(core)
    confirm(core, propose(core, request))
    slot = draft.slots[0]
    later = msgspec.structs.replace(slot, closes=render(core.at + timedelta(hours=7)))
    others = (
        {"body": BLOCKED + "！"},
        {"slots": [msgspec.structs.replace(slot, list_id=core.add_list(n=21))]},
        {"slots": [later]},
    )
    for change in others:
        changed = msgspec.structs.replace(draft, **change)
        codes = {one.refusal.code for one in core.call(DRAFTER, calls.PreviewDraft(changed, request)).faults}
        assert "text_screened" in codes, change
    again = int(core.call(DRAFTER, calls.SaveDraft(draft)).id)
    assert "text_screened" in {
        one.refusal.code for one in core.call(DRAFTER, calls.PreviewDraft(draft, again)).faults
    }


def test_only_the_supervising_manager_proposes_and_only_the_registrar_confirms(core: Core) -> None:
    _, request = drafted(core)
    for person in (DRAFTER, "sunli", REGISTRAR, "zhoujian"):
        assert (
            refused(core, person, asking.asked(ReleaseText, str(request), reason="x")) == "not_your_part"
        ), person
    proposal = propose(core, request)
    for person in ("sunli", SUPERVISOR, "chuyan", "zhengtao"):
        code = refused(core, person, asking.asked(Confirmation, proposal))
        assert code in {"not_your_part", "same_person_twice"}, person


def also_drafts(core: Core, person: str) -> None:
    """The roster names a person a drafter of the business department as well, and they pledge."""
    published(core, Appoint(person, Post.DRAFTER, "business", render(core.at)))
    core.at += timedelta(seconds=61)
    line = Line(core, person)
    core.enact(person, pledges.prepare(line, pledges.text(line), asking.pledge("business").said, by=person))


@pytest.mark.parametrize("hand", ["wrote", "imported"])
@pytest.mark.parametrize("half", [SUPERVISOR, REGISTRAR])
def test_whoever_wrote_a_text_or_imported_its_list_releases_no_half_of_it(
    core: Core, half: str, hand: str
) -> None:
    also_drafts(core, half)
    draft = core.draft(core.add_list(half if hand == "imported" else DRAFTER, "business"), body=BLOCKED)
    request = int(core.call(half if hand == "wrote" else DRAFTER, calls.SaveDraft(draft)).id)
    if half == SUPERVISOR:
        assert refused(core, half, asking.asked(ReleaseText, str(request), reason="x")) == "appeal_own"
        may = core.view(half, request).allowed["appeal"]
        assert may is not None
        assert may.code == "appeal_own"
    else:
        proposal = propose(core, request)
        assert refused(core, half, asking.asked(Confirmation, proposal)) == "appeal_own"
        # To take a release back is open to whoever could have signed it.
        core.enact(half, core.call(half, withdrawal(proposal, "本人起草")))


@pytest.mark.parametrize("half", [SUPERVISOR, REGISTRAR])
def test_whoever_released_a_text_does_not_submit_it_and_another_drafter_does(core: Core, half: str) -> None:
    also_drafts(core, half)
    _, request = drafted(core)
    confirm(core, propose(core, request))
    core.at += timedelta(minutes=1)
    prepared = core.call(DRAFTER, asking.asked(acts.REQUEST, str(request)))
    assert refused(core, half, asking.asked(acts.REQUEST, str(request))) == "appeal_own"
    may = core.view(half, request).allowed["submit"]
    assert may is not None
    assert may.code == "appeal_own"
    # A program of their own that signs what another drafter's prepared.
    own = Prepared(prepared.text.replace(f'"by":"{DRAFTER}"', f'"by":"{half}"'))
    with pytest.raises(RefusedError) as caught:
        core.enact(half, own)
    assert caught.value.refusal.code == "appeal_own"
    core.enact(DRAFTER, prepared)


def test_what_is_classified_or_of_a_class_that_is_not_marked_is_never_released(core: Core) -> None:
    for body in ("绝密★一年 会议纪要", BLOCKED + "绝密★一年"):
        _, request = drafted(core, body=body)
        assert (
            refused(core, SUPERVISOR, asking.asked(ReleaseText, str(request), reason="x")) == "appeal_never"
        )
    _, plain = drafted(core, body="您的定期存款将于12月1日到期,请及时办理。")
    assert refused(core, SUPERVISOR, asking.asked(ReleaseText, str(plain), reason="x")) == "appeal_nothing"
    text = (data_folder() / "screening" / "2026-2.toml").read_text("utf-8")
    for never in ("classified", "too_long", "unjudged", "signature"):
        with pytest.raises(FileFaultError):
            lists.read(text.replace('appeal = ["absolute_claim"', f'appeal = ["{never}"'))


def test_a_release_is_taken_back_and_the_text_is_blocked_again(core: Core) -> None:
    request = submitted(core)
    (row,) = [one for one in core.call(REGISTRAR, pairs.ProposalsPage(open=False)) if one.kind == "appeal"]
    assert row.state == "confirmed"
    assert refused(core, "qianwei", withdrawal(row.digest, "x")) == "not_your_part"
    assert refused(core, REGISTRAR, withdrawal(row.digest, " ")) == "reason_missing"
    core.enact(REGISTRAR, core.call(REGISTRAR, withdrawal(row.digest, "内容有误")))
    assert refused(core, REGISTRAR, withdrawal(row.digest, "再撤")) == "appeal_gone"
    released: dispatch.Released = core.call("dispatch-1", dispatch.PullReleased([]))
    (told,) = released.withdrawn
    assert core.org.roster is not None
    act = opened(Signed(told.text, [told.signature]), core.org.roster)
    assert (act.by, act.proposal, act.reason) == (REGISTRAR, row.digest, "内容有误")
    assert core.view("sunli", request).allowed["approve"] is not None
    (row,) = [one for one in core.call(REGISTRAR, pairs.ProposalsPage(open=False)) if one.kind == "appeal"]
    assert row.state == "withdrawn"


def test_a_held_send_goes_on_no_more_once_its_release_is_taken_back(core: Core) -> None:
    request = cleared(core)
    report(core, request, "started", queued=20)
    core.call("sunli", sends.HoldSlot(request, 1, "投诉"))
    report(core, request, "held", reason="hold", queued=20)
    assert core.view("qianwei", request).allowed["resume"] is None
    again = asking.step("resume", request, core.view("qianwei", request).head, slot=1, count=20, hold=1)
    prepared = core.call("qianwei", again)
    (row,) = [one for one in core.call(REGISTRAR, pairs.ProposalsPage(open=False)) if one.kind == "appeal"]
    core.at += timedelta(minutes=1)
    core.enact(REGISTRAR, core.call(REGISTRAR, withdrawal(row.digest, "内容有误")))
    with pytest.raises(RefusedError) as caught:
        core.enact("qianwei", prepared)
    assert caught.value.refusal.code == "text_release_withdrawn"
    assert caught.value.refusal.params["person"] == REGISTRAR
    assert refused(core, "qianwei", again) == "text_release_withdrawn"
    slot = core.call("qianwei", sends.SendDetail(request, 1))
    for refusal in (core.view("qianwei", request).allowed["resume"], slot.allowed["resume"]):
        assert refusal is not None
        assert refusal.code == "text_release_withdrawn"
    core.step("qianwei", "stop", request, slot=1, reason="停止")


@pytest.mark.parametrize("confirmed", [False, True])
def test_who_confirms_a_release_that_was_withdrawn_reads_by_whom_and_when(
    core: Core, *, confirmed: bool
) -> None:
    _, request = drafted(core)
    proposal = propose(core, request)
    signed = core.call(REGISTRAR, asking.asked(Confirmation, proposal))
    if confirmed:
        core.enact(REGISTRAR, signed)
    core.at += timedelta(minutes=5)
    core.enact(SUPERVISOR, core.call(SUPERVISOR, withdrawal(proposal, "内容有误")))
    core.at += timedelta(minutes=5)
    again = partial(core.call, REGISTRAR, asking.asked(Confirmation, proposal))
    with pytest.raises(RefusedError) as caught:
        (again if confirmed else partial(core.enact, REGISTRAR, signed))()
    refusal = caught.value.refusal
    assert (refusal.code, refusal.params["person"]) == ("appeal_withdrawn", SUPERVISOR)
    assert refusal.params["at"] == render(core.at - timedelta(minutes=5))


def test_a_manager_s_own_program_withdraws_no_other_release_than_the_one_it_shows(core: Core) -> None:
    _, request = drafted(core)
    proposal = propose(core, request)
    line = Line(core, REGISTRAR)
    (row,) = [one for one in line.call(pairs.ProposalsPage()) if one.digest == proposal]
    assert acting.withdraw(line, row, {"reason": "x"}, by=REGISTRAR).text

    def other(_call: Any, prepared: Prepared) -> Prepared:
        return Prepared(prepared.text.replace(proposal, "0" * 64))

    class Liar:
        def call(self, call: Any) -> Any:
            return other(call, line.call(call))

        def __getattr__(self, name: str) -> Any:
            return getattr(line, name)

    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.withdraw(Liar(), row, {"reason": "x"}, by=REGISTRAR)


def test_a_changed_draft_overtakes_its_release_and_a_new_one_may_be_proposed(core: Core) -> None:
    draft, request = drafted(core)
    confirm(core, propose(core, request))
    assert (
        refused(core, SUPERVISOR, asking.asked(ReleaseText, str(request), reason="x"))
        == "appeal_proposed_already"
    )
    core.call(DRAFTER, calls.SaveDraft(msgspec.structs.replace(draft, body=BLOCKED + "！"), request))
    core.at += timedelta(minutes=1)
    assert propose(core, request)


def lying(core: Core, whole: Bundle, **changes: Any) -> Bundle:
    """The same bundle with a pair of other people's making, or about something else."""
    assert whole.appeals is not msgspec.UNSET
    (pair,) = whole.appeals
    first: Any = decode(pair.proposal.text.encode())
    people = {"first": first.by, "second": REGISTRAR} | {
        k: v for k, v in changes.items() if k in {"first", "second"}
    }
    acts = {k: v for k, v in changes.items() if k not in {"first", "second", "at"}}
    act = msgspec.structs.replace(first.act, **acts)
    proposal = sign(
        msgspec.structs.replace(first, act=act, by=people["first"]), core.org.people[people["first"]]
    )
    second: Any = decode(pair.confirmation.text.encode())
    at = changes.get("at", second.at)
    confirmation = sign(
        msgspec.structs.replace(second, by=people["second"], proposal=proposal.digest(), at=at),
        core.org.people[people["second"]],
    )
    return msgspec.structs.replace(whole, appeals=[Pair(proposal, confirmation)])


def test_only_who_reads_the_department_s_requests_reads_a_release(core: Core) -> None:
    _, request = drafted(core)
    proposal = propose(core, request)
    assert core.call("jiangbo", pairs.ProposalsPage(open=False)) == []
    with pytest.raises((RefusedError, ConsoleError)):
        core.call("jiangbo", asking.asked(Confirmation, proposal))
    (row,) = core.call("sunli", pairs.ProposalsPage(request))
    assert (row.kind, row.request, row.slot, row.number) == ("appeal", request, 0, str(request))


def test_a_deleted_draft_takes_its_release_along_and_leaves_it_to_no_draft_of_the_same_number(
    core: Core,
) -> None:
    draft, request = drafted(core)
    confirm(core, propose(core, request))
    core.call(DRAFTER, calls.DropDraft(request))
    again = int(core.call(DRAFTER, calls.SaveDraft(draft)).id)
    codes = {fault.refusal.code for fault in core.call(DRAFTER, calls.PreviewDraft(draft, again)).faults}
    assert codes == {"text_screened"}
    (row,) = core.call(REGISTRAR, pairs.ProposalsPage(open=False))
    assert row.state == "overtaken"


def test_a_release_that_still_waits_cannot_be_confirmed_once_the_request_was_submitted(core: Core) -> None:
    draft, request = drafted(core)
    waiting = propose(core, request)
    plain = msgspec.structs.replace(draft, body="您的定期存款将于12月1日到期,请及时办理。")
    core.submit(plain, DRAFTER, request)
    assert refused(core, REGISTRAR, asking.asked(Confirmation, waiting)) == "appeal_stale"


def test_card_page_and_paper_say_who_released_the_text(core: Core) -> None:
    request = submitted(core)
    card: approvals.ScopeCard = core.call("sunli", approvals.Scope(request))
    cards.read(card)
    (freed,) = card.released
    assert (freed.by, freed.confirmed_by, freed.reason) == (SUPERVISOR, REGISTRAR, "反诈宣传用语，经核实")
    with pytest.raises(ConsoleError, match="prepared_differs"):
        cards.read(msgspec.structs.replace(card, released=[]))
    assert [one.state for one in core.view("sunli", request).appeals] == ["confirmed"]
    form: forms.Printed = core.call("sunli", forms.PrintForm("request", str(request)))
    said = "".join(
        str(cell.value)
        for row in openpyxl.load_workbook(io.BytesIO(form.data)).worksheets[0].rows
        for cell in row
    )
    assert "敏感词放行" in said
    assert "反诈宣传用语，经核实" in said


def test_the_key_is_open_to_whom_the_desk_lets_do_something(core: Core) -> None:
    _, request = drafted(core)

    def may(person: str) -> str:
        refusal = core.view(person, request).allowed["appeal"]
        return refusal.code if refusal else ""

    assert {who: may(who) for who in (DRAFTER, SUPERVISOR, REGISTRAR)} == {
        DRAFTER: "not_your_part", SUPERVISOR: "", REGISTRAR: "not_your_part",
    }  # fmt: skip
    confirm(core, propose(core, request))
    assert [may(who) for who in (SUPERVISOR, REGISTRAR)] == ["", ""]
    _, plain = drafted(core, body="您的定期存款将于12月1日到期,请及时办理。")
    refusal = core.view(SUPERVISOR, plain).allowed["appeal"]
    assert refusal is not None
    assert refusal.code == "appeal_nothing"


LIES: dict[str, tuple[dict[str, Any], str]] = {
    "another text": ({"text": "别的"}, "pair_differs"),
    "other recipients": ({"sends": "0" * 64}, "pair_differs"),
    "another category": ({"category": "other"}, "pair_differs"),
    "only what is never released": ({"classes": ["classified"]}, "pair_differs"),
    "another department's": ({"department": "credit"}, "pair_differs"),
    "the drafter proposed": ({"first": DRAFTER}, "pair_not_allowed"),
    "the department manager confirmed": ({"second": "sunli"}, "pair_not_allowed"),
    "the same person twice": ({"second": SUPERVISOR}, "pair_not_allowed"),
    "confirmed after the request": ({"at": "later"}, "pair_order"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_bundle_with_another_pair_is_refused_by_its_name(core: Core, lie: str) -> None:
    changes, refusal = LIES[lie]
    whole = bundle(core, cleared(core), 1)
    core.at += timedelta(hours=1)
    changes = {k: render(core.at - timedelta(minutes=1)) if v == "later" else v for k, v in changes.items()}
    with pytest.raises(Refused) as caught:
        verify(lying(core, whole, **changes), core.org.roots, render(core.at))
    assert caught.value.name == refusal


def test_a_manager_s_own_program_refuses_to_release_another_text_than_the_draft_s(core: Core) -> None:
    _, request = drafted(core)
    line = Line(core, SUPERVISOR)
    view: RequestView = line.call(calls.RequestDetail(request))
    other = msgspec.structs.replace(view, draft=msgspec.structs.replace(view.draft, body="别的"))
    with pytest.raises(ConsoleError, match="prepared_differs"):
        acting.propose(line, other, acting.lists(line, other), {"reason": "x"}, by=SUPERVISOR)
