"""Sealed envelopes (R12): sealed before a witness, looked at, opened by two; what was opened is to be changed."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.acting import custody as acting
from console.domain.credentials.custody import OpenEnvelope, SealEnvelope
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.domain.two_person.pairs import Proposal
from console.errors import ConsoleError, RefusedError
from console.signing.statements import decode, encode
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.credentials import envelopes
from console.wire.credentials.custody import Credentials
from console.wire.duties.deadlines import Chase
from tests import asking
from tests.services.core import Core, one_clock
from tests.services.credentials.test_hand_overs import kinds, proposed, told, what
from tests.services.losses.test_losses import _Line, install
from tests.services.rosters.test_rosters import minutes, published
from tests.services.ways import remembered

KEEPER, WITNESS, BOSS, STANDBY = "fenglei", "wangfang", "zhengtao", "hanxue"
SEAL = "封 0071"


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def day(core: Core, days: int) -> str:
    return render(core.at + timedelta(days=days))[:10]


def late(core: Core) -> list[bool]:
    return [one.late for one in core.call("shenyu", Chase(kind="envelope_check")).rows]


def view(core: Core, person: str = "zhaomin", *, open_: bool = False) -> envelopes.EnvelopesView:
    found: envelopes.EnvelopesView = core.call(person, envelopes.Envelopes(open=open_))
    return found


def one(core: Core, number: str = "E001") -> envelopes.EnvelopeRow:
    """The envelope of that number, which may lack its year."""
    return next(row for row in view(core).rows if row.number.endswith(number))


def call(core: Core, **changed: str) -> Prepare:
    usual = {
        "holds": "password", "gateway": "demo", "seal": SEAL, "place": "综合部保险柜", "check": day(core, 60), "reason": "季度封存",
    }  # fmt: skip
    return asking.sealing(**usual | changed)


def seal(core: Core, **changed: Any) -> str:
    """Propose a sealing; the digest of the proposal."""
    core.enact(KEEPER, acting.sealing(_Line(core, KEEPER), call(core, **changed).said, by=KEEPER))
    return view(core).sealings[0]


def confirm(core: Core, digest: str, by: str) -> None:
    core.enact(by, acting.confirm(_Line(core, by), digest, by=by))


@remembered
def sealed(core: Core, **changed: Any) -> envelopes.EnvelopeRow:
    confirm(core, seal(core, **changed), WITNESS)
    return view(core).rows[0]


def ask_to_open(core: Core, by: str, seal_: str = SEAL, number: str = "E001") -> str:
    asked = {"seal": seal_, "reason": "保管人急病，须登录"}
    core.enact(by, acting.opening(_Line(core, by), one(core, number), asked, by=by))
    return one(core, number).proposal


def standby(core: Core) -> None:
    published(core, Appoint(STANDBY, Post.CUSTODIAN, "general", render(core.at), standby=True))
    minutes(core)


def test_the_custodian_seals_before_a_witness_and_then_it_stands_in_the_register(core: Core) -> None:
    install(core)
    digest = seal(core)
    assert [row.state for row in view(core).rows] == ["proposed"]
    assert "confirm_seal_envelope" in what(core, WITNESS)
    confirm(core, digest, WITNESS)
    row = one(core)
    assert (row.number, row.holds, row.gateway, row.fingerprint) == (
        "2026-E001", "password", "demo", "AAAA BBBB CCCC DDDD",
    )  # fmt: skip
    assert (row.seal, row.sealed_by, row.witness, row.state) == (SEAL, KEEPER, WITNESS, "sealed")
    assert "envelope.sealed" in kinds(core)
    assert proposed(core).envelopes == ["2026-E001"]


@pytest.mark.parametrize("person", ["zhaomin", "zhengtao", "wangfang", "hanxue"])
def test_nobody_but_the_custodian_seals(core: Core, person: str) -> None:
    install(core)
    core.refuses("not_your_part", person, call(core))
    refusal = view(core, person).refusal
    assert refusal is not None
    assert refusal.code == "not_your_part"


@pytest.mark.parametrize("person", ["zhaomin", "sunli", "zhoujian", "shenyu"])
def test_nobody_outside_the_general_department_witnesses_it(core: Core, person: str) -> None:
    install(core)
    digest = seal(core)
    core.refuses("not_your_part", person, asking.confirmation(digest))
    core.refuses("same_person_twice", KEEPER, asking.confirmation(digest))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"holds": "money"}, "not_a_choice"),
        ({"holds": "phrase"}, "envelope_holds"),
        ({"gateway": ""}, "field_missing"),
        ({"gateway": "other"}, "no_such_gateway"),
        ({"seal": " "}, "field_missing"),
        ({"place": ""}, "field_missing"),
        ({"reason": ""}, "reason_missing"),
        ({"seal": "封" * 61}, "too_long"),
        ({"place": "找 13800138000"}, "application_mobile"),
        ({"reason": "13800138000"}, "application_mobile"),
        ({"check": "soon"}, "expiry_no_day"),
        ({"check": "2026-12-32"}, "expiry_no_day"),
        ({"check": "2026-W52-4"}, "expiry_no_day"),
        ({"check": "2026-11-24"}, "envelope_check_day"),
        ({"check": "2027-11-24"}, "envelope_check_day"),
    ],
)
def test_what_makes_no_sense_is_not_sealed(core: Core, changed: dict[str, str], code: str) -> None:
    install(core)
    core.refuses(code, KEEPER, call(core, **changed))


def test_what_is_not_in_force_is_not_sealed(core: Core) -> None:
    core.refuses("envelope_other_password", KEEPER, call(core))
    install(core)
    digest = seal(core)
    told(core, "rotated")
    core.refuses("envelope_other_password", WITNESS, asking.confirmation(digest))


def test_a_sealing_of_another_password_than_is_said_is_refused(core: Core) -> None:
    install(core)
    prepared: Prepared = core.call(KEEPER, call(core))
    act = decode(prepared.text.encode())
    assert isinstance(act, Proposal)
    assert isinstance(act.act, SealEnvelope)
    for changed, code in (
        ({"fingerprint": "0000 0000 0000 0000"}, "envelope_other_password"),
        ({"fingerprint": ""}, "envelope_other_password"),
        ({"number": "2026-E009"}, "envelope_there"),
        ({"place": "找 13800138000"}, "application_mobile"),
        ({"check": "2026-12-32"}, "expiry_no_day"),
    ):
        spoiled = msgspec.structs.replace(act, act=msgspec.structs.replace(act.act, **changed))
        with pytest.raises(RefusedError) as caught:
            core.enact(KEEPER, Prepared(encode(spoiled).decode()))
        assert caught.value.refusal.code == code


def test_a_desk_that_prepares_another_sealing_gets_no_signature(core: Core) -> None:
    install(core)

    class Lying:
        def call(self, _asked: Any) -> Any:
            return core.call(KEEPER, call(core, place="别处"))

    with pytest.raises(ConsoleError) as caught:
        acting.sealing(Lying(), call(core).said, by=KEEPER)
    assert caught.value.code == "prepared_differs"


def test_the_standby_and_the_general_departments_manager_open_it_and_it_is_to_be_changed(core: Core) -> None:
    install(core)
    standby(core)
    sealed(core)
    digest = ask_to_open(core, STANDBY)
    assert one(core).state == "sealed"
    assert "confirm_open_envelope" in what(core, BOSS)
    core.refuses("not_your_part", WITNESS, asking.confirmation(digest))
    core.refuses("same_person_twice", STANDBY, asking.confirmation(digest))
    confirm(core, digest, BOSS)
    row = one(core)
    assert (row.state, row.ended_by, row.ended_with, row.why) == (
        "opened", STANDBY, BOSS, "保管人急病，须登录",
    )  # fmt: skip
    (change,) = view(core).changes
    assert (change.gateway, change.cause, change.number, change.done) == ("demo", "opened", "2026-E001", "")
    assert core.call("zhaomin", Credentials())[0].change.cause == "opened"
    assert "secret_change" in what(core, KEEPER)
    assert "envelope.opened" in kinds(core)
    told(core, "rotated")
    assert view(core, open_=True).changes == []
    assert "secret_change" not in what(core, KEEPER)


def test_nobody_else_opens_one(core: Core) -> None:
    install(core)
    standby(core)
    sealed(core)
    for person in ("zhaomin", "wangfang", "zhengtao", "yangfan", "shenyu"):
        asked = asking.opening("2026-E001", SEAL, "想看")
        core.refuses("not_your_part", person, asked)
        refusal = view(core, person).rows[0].refusal
        assert refusal is not None
        assert refusal.code == "not_your_part"


def test_a_standby_who_is_suspended_opens_nothing(core: Core) -> None:

    install(core)
    standby(core)
    sealed(core)
    core.enact(STANDBY, core.call(STANDBY, asking.order("suspension", STANDBY, reason="丢了密钥")))
    minutes(core)
    core.refuses("not_in_roster", STANDBY, asking.opening("2026-E001", SEAL, "想看"))


def test_another_seal_than_in_the_register_is_not_opened(core: Core) -> None:
    install(core)
    row = sealed(core)
    core.refuses("envelope_other_seal", KEEPER, asking.opening(row.number, "封 0072", "取用"))
    prepared: Prepared = core.call(KEEPER, asking.opening(row.number, SEAL, "取用"))
    act = decode(prepared.text.encode())
    assert isinstance(act, Proposal)
    assert isinstance(act.act, OpenEnvelope)
    spoiled = msgspec.structs.replace(act, act=msgspec.structs.replace(act.act, sealing="0" * 64))
    with pytest.raises(RefusedError) as caught:
        core.enact(KEEPER, Prepared(encode(spoiled).decode()))
    assert caught.value.refusal.code == "envelope_other_seal"


def test_an_opening_is_asked_for_once_and_an_opened_one_not_again(core: Core) -> None:
    install(core)
    sealed(core)
    digest = ask_to_open(core, KEEPER)
    asked = asking.opening("2026-E001", SEAL, "取用")
    core.refuses("custody_proposed_already", KEEPER, asked)
    confirm(core, digest, BOSS)
    core.refuses("envelope_not_sealed", KEEPER, asked)
    core.refuses("application_mobile", KEEPER, asking.opening("2026-E001", SEAL, "问 13800138000"))
    with pytest.raises(ConsoleError) as caught:
        core.call(KEEPER, asking.opening("2026-E777", SEAL, "取用"))
    assert caught.value.code == "no_such_envelope"


def test_its_keepers_look_at_it_on_its_day_and_enter_the_next_one(core: Core) -> None:
    install(core)
    sealed(core)
    assert "envelope_check" not in what(core, WITNESS)
    core.at += timedelta(days=60)
    assert "envelope_check" in what(core, WITNESS)
    assert "envelope_check" in what(core, KEEPER)
    assert "envelope_check" not in what(core, "zhaomin")
    assert late(core) == [False], "it has all of its day"
    core.at += timedelta(days=1)
    assert late(core) == [True]
    core.at -= timedelta(days=1)
    for person in ("zhaomin", "zhengtao", "shenyu"):
        core.refuses("expiry_not_yours", person, envelopes.CheckEnvelope("2026-E001", True, day(core, 30)))
    core.refuses("envelope_check_day", WITNESS, envelopes.CheckEnvelope("2026-E001", True, day(core, 200)))
    core.refuses("envelope_check_day", WITNESS, envelopes.CheckEnvelope("2026-E001", True))
    core.call(WITNESS, envelopes.CheckEnvelope("2026-E001", True, day(core, 90)))
    assert (one(core).check, one(core).checked_by) == (day(core, 90), WITNESS)
    assert "envelope_check" not in what(core, WITNESS)
    assert kinds(core)[-1] == "envelope.checked"


def test_one_change_of_a_password_is_one_thing_to_do_whatever_made_it_due(core: Core) -> None:
    install(core)
    sealed(core)
    core.call(WITNESS, envelopes.CheckEnvelope("2026-E001", False, "", "边角撕开"))
    sealed(core, seal="封 0072")
    core.call(WITNESS, envelopes.CheckEnvelope("2026-E002", False, "", "不见了"))
    assert len(view(core, open_=True).changes) == 2
    assert what(core, KEEPER).count("secret_change") == 1
    told(core, "rotated")
    assert view(core, open_=True).changes == []


def test_a_change_that_is_still_due_stands_before_one_that_was_made(core: Core) -> None:
    install(core)
    for seal_ in (SEAL, "封 0072"):
        number = sealed(core, seal=seal_).number
        core.call(WITNESS, envelopes.CheckEnvelope(number, False, "", "边角撕开"))
        if seal_ == SEAL:
            told(core, "rotated")
            core.at += timedelta(days=3)
    assert [(row.number, bool(row.done)) for row in view(core).changes] == [
        ("2026-E002", False), ("2026-E001", True),
    ]  # fmt: skip


def test_a_seal_that_is_not_whole_counts_as_opened_by_nobody_knows_whom(core: Core) -> None:
    install(core)
    sealed(core)
    core.refuses("field_missing", WITNESS, envelopes.CheckEnvelope("2026-E001", False))
    core.refuses(
        "application_mobile", WITNESS, envelopes.CheckEnvelope("2026-E001", False, "", "13800138000")
    )
    core.call(WITNESS, envelopes.CheckEnvelope("2026-E001", False, "", "边角撕开"))
    assert (one(core).state, one(core).why) == ("broken", "边角撕开")
    assert view(core).changes[0].cause == "broken"
    assert kinds(core)[-1] == "envelope.broken"
    core.refuses("envelope_not_sealed", WITNESS, envelopes.CheckEnvelope("2026-E001", True, day(core, 30)))


def test_after_a_rotation_its_content_is_void_until_another_takes_its_place(core: Core) -> None:
    install(core)
    sealed(core)
    told(core, "rotated")
    assert one(core).stale
    assert "envelope_stale" in what(core, KEEPER)
    assert sealed(core).number == "2026-E002"
    before = one(core)
    assert before.state == "replaced"
    # What became of the first one stays as it was, however often another follows.
    core.at += timedelta(days=1)
    sealed(core)
    assert one(core) == before
    assert "envelope_stale" not in what(core, KEEPER)


def test_an_envelope_with_the_phrase_makes_another_phrase_due_once_it_is_opened(core: Core) -> None:
    install(core)
    told(core, "unlocked", "", "")
    sealed(core, holds="phrase", gateway="")
    confirm(core, ask_to_open(core, KEEPER), BOSS)
    assert [row.what for row in view(core).changes] == ["phrase"]
    told(core, "rephrased", "", "")
    assert view(core, open_=True).changes == []
    sealed(core, holds="phrase", gateway="", seal="封 0090")
    assert not view(core).rows[0].stale
