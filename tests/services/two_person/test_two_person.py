"""The laws of every act that takes two people, whatever it is about: one engine judges them all."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import msgspec
import pytest
from sqlalchemy import select, update

from console.domain.freezes.freezes import Scope
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.domain.two_person.pairs import PROPOSED, Confirmation
from console.errors import ConsoleError, RefusedError
from console.launch.organisation import DEMO_PACK
from console.services.context import Caller
from console.signing.statements import decode, digest, encode
from console.store.credentials import credential
from console.store.custody import cosignature
from console.store.freezes import freeze
from console.store.personnel import proposal
from console.store.tables import ledger
from console.wire import calls, pairs
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared
from console.wire.contacts import optouts
from console.wire.sending import erasure, freezes
from tests import asking
from tests.domain.test_declared import given
from tests.services.core import Core, bank, one_clock, open_core
from tests.services.credentials.test_envelopes import call as sealing
from tests.services.erasure import test_erasing
from tests.services.freezes.test_freezes import Told, freeze_it
from tests.services.losses.test_losses import install
from tests.services.rosters.test_rosters import minutes, published
from tests.services.two_person import test_pairs
from tests.services.two_person.test_pairs import told
from tests.world import numbers

FIRST = next(iter(numbers(1)))


@pytest.fixture
def core(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    """A house whose policy lets numbers go as soon as a send is over."""
    made = open_core(sqlite_url, bank(policy_pack=DEMO_PACK))
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


class Act(NamedTuple):
    """An act of two: who signs, how it is asked for once its ground is laid, and what makes what it says untrue."""

    first: str
    second: str
    lay: Callable[[Core], Any]
    taken: str
    untrue: Callable[[Core], None]


def _settle(core: Core) -> Any:
    return asking.settle(test_pairs.doubtful(core))


def _receipt(core: Core) -> None:
    told(core, 1, "corrected", delivered=18, unknown=2)


def _unfreeze(core: Core) -> Any:
    number = freeze_it(core)
    Told(core).take()
    return asking.unfreeze(number, "已查明")


def _thawed(core: Core) -> None:
    with core.database.writer() as conn:
        conn.execute(update(freeze).values(lifted=render(core.at)))


def _erase(core: Core) -> Any:
    request = test_erasing.sent(core)
    return asking.erase(request)


def _frozen(core: Core) -> None:
    core.call("zhengtao", freezes.Freeze(str(Scope.REQUEST), "1", "疑似错发"))


def _release(core: Core) -> Any:
    hold: Done = core.call("sunli", erasure.MakeLegalHold("department", "business", "诉讼"))
    return asking.release_hold(hold.id, "结案")


def _released(core: Core) -> None:
    with core.database.writer() as conn:
        conn.exec_driver_sql("UPDATE legal_hold SET released = 'then'")


def _resubscribe(core: Core) -> Any:
    core.call("wangfang", optouts.AddOptOuts([FIRST], "promotion", "来电"))
    rows: list[optouts.OptOutOf] = core.call("wangfang", optouts.OptOutsOf(FIRST, "本人来电"))
    return asking.resubscribe(rows[0].serial, wanted=render(core.at), proof="paper", evidence="2026-17")


def _refused_again(core: Core) -> None:
    core.call("zhaomin", optouts.AddOptOuts([FIRST], "promotion", "来电"))


def _seal(core: Core) -> Any:
    install(core)
    return sealing(core)


def _hand_over(core: Core) -> Any:
    install(core)
    return asking.hand_over("hanxue", render(core.at))


def _rotated(core: Core) -> None:
    with core.database.writer() as conn:
        conn.execute(update(credential).values(fingerprint="EEEE FFFF GGGG HHHH"))


ACTS: dict[str, Act] = {
    "settle": Act("qianwei", "sunli", _settle, "proposed_already", _receipt),
    "unfreeze": Act("zhengtao", "jiangbo", _unfreeze, "lift_proposed_already", _thawed),
    "erase": Act("wangfang", "chuyan", _erase, "erase_proposed_already", _frozen),
    "release_hold": Act("wangfang", "zhoujian", _release, "erase_proposed_already", _released),
    "resubscribe": Act("wangfang", "zhengtao", _resubscribe, "resubscribe_proposed_already", _refused_again),
    "seal_envelope": Act("fenglei", "wangfang", _seal, "custody_proposed_already", _rotated),
    "hand_over": Act("fenglei", "hanxue", _hand_over, "custody_proposed_already", _rotated),
}


@pytest.fixture(params=ACTS)
def act(request: pytest.FixtureRequest) -> Act:
    return ACTS[request.param]


def proposed(core: Core, act: Act, *, carrier: str = "") -> str:
    prepared: Prepared = core.call(act.first, act.lay(core))
    core.enact(act.first, prepared, carrier=carrier)
    return digest(prepared.text.encode())


def row(core: Core, found: str, person: str = "zhengtao") -> pairs.ProposalRow:
    rows: list[pairs.ProposalRow] = core.call(person, pairs.ProposalsPage(open=False))
    return next(one for one in rows if one.digest == found)


def confirmation(core: Core, found: str, by: str, **ago: float) -> Prepared:
    """What a desk prepares that asks nobody."""
    with core.context(Caller(by), write=False) as ctx:
        at = render(core.at - timedelta(**ago))
        act = Confirmation(ctx.roster.org, by, at, ctx.roster.version, found)
    return Prepared(encode(act).decode())


def refused(core: Core, found: str, by: str, *, carrier: str = "", **ago: float) -> str:
    """Why a confirmation that was signed all the same is not taken in."""
    with pytest.raises(RefusedError) as caught:
        core.enact(by, confirmation(core, found, by, **ago), carrier=carrier)
    return caught.value.refusal.code


def signatures(core: Core) -> int:
    with core.database.reader() as conn:
        kept = conn.execute(select(proposal.c.digest).where(proposal.c.confirmation != "")).all()
        return len(kept) + len(conn.execute(select(cosignature.c.proposal)).all())


def test_nobody_signs_twice_nor_by_the_hand_of_another(core: Core, act: Act) -> None:
    found = proposed(core, act)
    core.refuses("same_person_twice", act.first, asking.confirmation(found))
    assert refused(core, found, act.first) == "same_person_twice"
    assert refused(core, found, act.first, carrier=act.second) == "same_person_twice"
    assert signatures(core) == 0


def test_nobody_but_whose_part_it_is_confirms(core: Core, act: Act) -> None:
    found = proposed(core, act)
    for person in ("shenyu", "zhaomin"):
        assert refused(core, found, person) == "not_your_part"
    assert refused(core, found, "shenyu", carrier=act.second) == "not_your_part"
    assert row(core, found).state == "open"


def test_one_act_about_the_same_thing_waits_at_a_time(core: Core, act: Act) -> None:
    call = act.lay(core)
    first, again = (core.call(act.first, call) for _ in range(2))
    core.enact(act.first, first)
    minutes(core)
    core.refuses(act.taken, act.first, call)
    signed = msgspec.structs.replace(decode(again.text.encode()), at=render(core.at))
    with pytest.raises(RefusedError) as caught:
        core.enact(act.first, Prepared(encode(signed).decode()))
    # Of what is numbered one after the other the second would need the next number.
    numbered = {"hand_over_moved_on", "envelope_there"}
    assert caught.value.refusal.code in {act.taken} | numbered
    with core.database.reader() as conn:
        assert len(conn.execute(select(proposal.c.digest)).all()) == 1


def test_what_is_not_so_any_more_is_confirmed_by_nobody(core: Core, act: Act) -> None:
    found = proposed(core, act)
    ready = core.call(act.second, asking.confirmation(found))
    act.untrue(core)
    assert row(core, found).state == "overtaken"
    with pytest.raises(RefusedError) as caught:
        core.enact(act.second, ready)
    assert caught.value.refusal.clause
    assert signatures(core) == 0


def test_a_proposal_without_its_second_is_over_after_its_days(core: Core, act: Act) -> None:
    found = proposed(core, act)
    core.at += timedelta(hours=72)
    assert row(core, found).state == "expired"
    assert refused(core, found, act.second) == "proposal_expired"


def test_both_signatures_may_be_carried_and_count_as_their_signers(core: Core, act: Act) -> None:
    found = proposed(core, act, carrier="sunli")
    assert row(core, found).by == act.first
    # Whoever carries it may be who signed first: who signs is in the bytes.
    core.enact(act.second, core.call(act.second, asking.confirmation(found)), carrier=act.first)
    assert row(core, found).confirmed_by == act.second
    with core.database.reader() as conn:
        actors = conn.execute(
            select(ledger.c.actor).where(ledger.c.kind.startswith("proposal.")).order_by(ledger.c.seq)
        ).scalars()
        assert list(actors) == [act.first, act.second]


def test_a_confirmation_is_not_dated_before_its_proposal(core: Core, act: Act) -> None:
    found = proposed(core, act)
    minutes(core, 1)
    assert refused(core, found, act.second, minutes=6, seconds=1) == "older_than_before"
    core.enact(act.second, confirmation(core, found, act.second, minutes=6))
    assert signatures(core) >= 1


def test_a_settlement_is_not_dated_before_what_let_its_slot_go(core: Core) -> None:
    act = ACTS["settle"]
    prepared: Prepared = core.call(act.first, act.lay(core))
    early = msgspec.structs.replace(decode(prepared.text.encode()), at=render(core.at - timedelta(minutes=6)))
    with pytest.raises(RefusedError) as caught:
        core.enact(act.first, Prepared(encode(early).decode()))
    assert caught.value.refusal.code == "older_than_before"


def test_whose_post_began_after_the_date_of_a_signature_did_not_sign_by_it(core: Core) -> None:
    begins = core.at + timedelta(minutes=30)
    published(core, Appoint("wuhong", Post.SUPERVISING_MANAGER, "credit", render(begins)))
    call = ACTS["unfreeze"].lay(core)
    core.at = begins + timedelta(minutes=1)
    early = decode(core.call("wuhong", call).text.encode())
    early = msgspec.structs.replace(early, at=render(begins - timedelta(minutes=1)))
    with pytest.raises(RefusedError) as caught:
        core.enact("wuhong", Prepared(encode(early).decode()))
    assert caught.value.refusal.code == "not_your_part"
    prepared: Prepared = core.call("zhengtao", call)
    core.enact("zhengtao", prepared)
    found = digest(prepared.text.encode())
    assert refused(core, found, "wuhong", minutes=2) == "not_your_part"
    core.enact("wuhong", confirmation(core, found, "wuhong"))
    assert row(core, found).confirmed_by == "wuhong"


def test_a_reason_says_something_and_names_no_number(core: Core, act: Act) -> None:
    call = act.lay(core)
    blank: dict[str, Any] = (
        {"said": {**call.said, "reason": " "}} if isinstance(call, Prepare) else {"reason": " "}
    )
    with pytest.raises(RefusedError):
        core.call(act.first, msgspec.structs.replace(call, **blank))
    prepared: Prepared = core.call(act.first, call)
    for reason, code in ((" ", "reason_missing"), ("客户 13800138000 来电", "application_mobile")):
        said = msgspec.structs.replace(decode(prepared.text.encode()), reason=reason)
        with pytest.raises(RefusedError) as caught:
            core.enact(act.first, Prepared(encode(said).decode()))
        assert caught.value.refusal.code == code


def test_a_hand_over_waits_for_its_third_signature_and_an_envelope_for_its_second(core: Core) -> None:
    act = ACTS["hand_over"]
    found = proposed(core, act)
    core.enact(act.second, core.call(act.second, asking.confirmation(found)))
    assert (row(core, found).state, row(core, found).confirmed_by) == ("open", "hanxue")
    assert refused(core, found, "hanxue") == "same_person_twice"
    core.enact("wangfang", core.call("wangfang", asking.confirmation(found)))
    assert (row(core, found).state, row(core, found).confirmed_by) == ("confirmed", "hanxue, wangfang")
    seal = core.call("fenglei", sealing(core, holds="phrase", gateway=""))
    core.enact("fenglei", seal)
    sealed = digest(seal.text.encode())
    core.enact("wangfang", core.call("wangfang", asking.confirmation(sealed)))
    assert row(core, sealed).state == "applied"
    assert refused(core, sealed, "zhengtao") == "confirmed_already"


def test_the_list_says_of_each_act_what_the_desk_would_say(core: Core, act: Act) -> None:
    found = proposed(core, act)
    assert row(core, found, act.second).refusal is None
    mine = row(core, found, act.first).refusal
    assert mine is not None
    assert mine.code == "same_person_twice"
    waits = [one for one in core.call(act.second, calls.Todo()) if one.what.startswith("confirm")]
    assert len(waits) == 1


@pytest.mark.parametrize("tag", PROPOSED)
def test_whatever_a_proposal_is_asked_about_the_answer_is_a_named_refusal(core: Core, tag: str) -> None:
    said = given(PROPOSED[tag]) | {"reason": "查明"}
    for subject in ("", "0", "-1", "１", "9" * 30, "../1", "x" * 300, "\u202e1"):
        with pytest.raises((RefusedError, ConsoleError)):
            core.call("fenglei", Prepare(tag, subject, "", said))
    every: tuple[dict[str, Any], ...] = ({}, {"reason": 3}, {"reason": ["查明"]}, {**said, "colour": "red"})
    for broken in every:
        with pytest.raises((RefusedError, ConsoleError)):
            core.call("fenglei", Prepare(tag, "1", "", broken))
