"""Custody is handed over by three signatures (R12), carried out by a roster version, and followed by other passwords."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from console.acting import custody as acting
from console.acting.rosters import rosters as roster_acting
from console.domain.credentials.custody import HandOver
from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EndPost, SetStanding
from console.domain.times import render
from console.domain.two_person.pairs import Confirmation, Proposal
from console.errors import ConsoleError, RefusedError
from console.signing.canonical import dumps
from console.signing.statements import decode, encode
from console.store.custody import cosignature, secret_change
from console.store.tables import ledger
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.credentials import custody, hand_overs
from console.wire.duties.deadlines import Chase, ChasePage
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger as ledger_calls
from console.wire.rosters import rosters
from tests import asking
from tests.services.core import Core, one_clock
from tests.services.losses.test_losses import _Line, install
from tests.services.rosters.test_rosters import armour, confirm, minutes, newest, prepared, propose, published
from tests.services.ways import remembered

OUT, IN, WITNESS, BOSS = "fenglei", "hanxue", "wangfang", "zhengtao"
PRINT = "AAAA BBBB CCCC DDDD"


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def rows(core: Core, person: str = "zhaomin") -> list[hand_overs.HandOverRow]:
    view: hand_overs.HandOversView = core.call(person, hand_overs.HandOvers())
    return view.rows


def asked(core: Core, to: str = IN, reason: str = "轮岗", effective: str = "") -> Prepare:
    return asking.hand_over(to, effective or render(core.at), reason)


@remembered
def proposed(core: Core, by: str = OUT, to: str = IN, effective: str = "") -> hand_overs.HandOverRow:
    call = asked(core, to, effective=effective)
    core.enact(by, acting.hand_over(_Line(core, by), call.said, by=by))
    return rows(core)[0]


def sign(core: Core, row: hand_overs.HandOverRow, by: str) -> hand_overs.HandOverRow:
    core.enact(by, acting.confirm(_Line(core, by), row.digest, by=by))
    return next(one for one in rows(core) if one.digest == row.digest)


@remembered
def whole(core: Core) -> hand_overs.HandOverRow:
    row = proposed(core)
    sign(core, row, IN)
    return sign(core, row, WITNESS)


def next_version(core: Core, *hand_over: str, changes: Any = ()) -> str:
    minutes(core)
    answer: Prepared = core.call("hanxue", rosters.PrepareRoster(list(changes), [], list(hand_over)))
    return answer.text


@remembered
def carried_out(core: Core) -> hand_overs.HandOverRow:
    row = whole(core)
    confirm(core, propose(core, next_version(core, row.digest)))
    return rows(core)[0]


def kinds(core: Core) -> list[str]:
    with core.database.reader() as conn:
        return list(conn.execute(select(ledger.c.kind).order_by(ledger.c.seq)).scalars())


def what(core: Core, person: str) -> list[str]:
    found: list[TodoRow] = core.call(person, calls.Todo())
    return [row.what for row in found]


def told(core: Core, event: str, fingerprint: str = "EEEE FFFF GGGG HHHH", gateway: str = "demo") -> None:
    """What the dispatcher reports of an act of custody."""
    at = render(core.at)
    report = custody.CustodyReport(
        org=core.org.roots.org, by="dispatch-1", at=at, event=event, person=IN, gateway=gateway,
        fingerprint=fingerprint, installed=at if gateway else "", last_bind=at if gateway else "",
        state="in_force" if gateway else "unlocked", why="", backend="Secret Service", nonce=f"{event}{at}",
    )  # fmt: skip
    text = dumps(msgspec.to_builtins(report))
    signature = core.org.service.sign(text, f"sms-custody@{core.org.roots.org}")
    core.call("dispatch-1", custody.ReportCustody(text.decode(), signature))
    minutes(core)


# ---- the whole path


def test_three_sign_a_roster_version_carries_it_out_and_every_password_is_to_be_changed(core: Core) -> None:
    install(core)
    row = proposed(core)
    assert (row.number, row.outgoing, row.incoming, row.state) == ("2026-H001", OUT, IN, "open")
    assert [(one.gateway, one.fingerprint) for one in row.passwords] == [("demo", PRINT)]
    assert row.waits_for == "incoming_custodian"
    row = sign(core, row, IN)
    assert (row.state, row.waits_for) == ("open", "general_witness")
    row = sign(core, row, WITNESS)
    assert (row.state, [one.person for one in row.signed]) == ("confirmed", [IN, WITNESS])
    # Nobody is custodian by it yet: authority is what the roster says.
    assert core.call(IN, custody.Credentials())[0].holders == [(OUT, "冯磊")]
    confirm(core, propose(core, next_version(core, row.digest)))
    row = rows(core)[0]
    assert (row.state, row.roster) == ("applied", 2)
    credential = core.call(IN, custody.Credentials())[0]
    assert credential.holders == [(IN, "韩雪")]
    assert (credential.change.cause, credential.change.number) == ("hand_over", "2026-H001")
    assert "custody.handed_over" in kinds(core)
    assert newest(core).grounds == [row.digest]


def test_who_takes_it_over_signs_before_the_witness_and_each_of_them_once(core: Core) -> None:
    install(core)
    row = proposed(core)
    refused(core, row, WITNESS, "not_your_part")
    refused(core, row, OUT, "same_person_twice")
    sign(core, row, IN)
    refused(core, row, IN, "same_person_twice")
    refused(core, row, "qianwei", "not_your_part")
    sign(core, row, WITNESS)
    refused(core, row, BOSS, "confirmed_already")


def refused(core: Core, row: hand_overs.HandOverRow, by: str, code: str) -> None:
    core.refuses(code, by, asking.confirmation(row.digest))
    # A desk that prepares it all the same, and a person who signs all the same: what comes in is judged again.
    with core.context(_caller(by), write=False) as ctx:
        act = Confirmation(ctx.roster.org, by, ctx.at, ctx.roster.version, row.digest)
    with pytest.raises(RefusedError) as caught:
        core.enact(by, Prepared(encode(act).decode()))
    assert caught.value.refusal.code == code


def _caller(person: str) -> Any:
    from console.services.context import Caller

    return Caller(person)


@pytest.mark.parametrize("person", ["zhaomin", "qianwei", "wangfang", "sunli", "hanxue", "shenyu"])
def test_nobody_but_the_custodian_and_his_manager_proposes_one(core: Core, person: str) -> None:
    core.refuses("not_your_part", person, asked(core))
    assert core.call(person, hand_overs.HandOvers()).refusal.code == "not_your_part"


def test_the_manager_proposes_where_the_custodian_is_gone_and_is_no_witness_of_it(core: Core) -> None:
    install(core)
    core.enact(BOSS, core.call(BOSS, asking.order("suspension", OUT, reason="失联")))
    minutes(core)
    row = proposed(core, BOSS)
    assert row.outgoing == OUT
    sign(core, row, IN)
    refused(core, row, BOSS, "same_person_twice")
    assert sign(core, row, "wuhong").state == "confirmed"


def test_where_nobody_holds_it_the_general_departments_manager_proposes(core: Core) -> None:
    install(core)
    published(core, SetStanding(OUT, "left"))
    row = proposed(core, BOSS)
    assert row.outgoing == ""
    sign(core, row, IN)
    sign(core, row, WITNESS)
    confirm(core, propose(core, next_version(core, row.digest)))
    assert core.call(IN, custody.Credentials())[0].holders == [(IN, "韩雪")]


# ---- to whom, and when


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("nobody", "hand_over_unknown"),
        (OUT, "hand_over_same"),
        ("zhaomin", "hand_over_clash"),
        ("qianwei", "hand_over_clash"),
        ("sunli", "hand_over_clash"),
        ("liqiang", "hand_over_clash"),
        ("zhoujian", "hand_over_clash"),
        ("wangfang", "hand_over_clash"),
        ("shenyu", "hand_over_clash"),
    ],
)
def test_custody_goes_to_nobody_who_drafts_decides_sends_files_or_audits(
    core: Core, to: str, code: str
) -> None:
    core.refuses(code, OUT, asked(core, to))


def test_it_goes_to_nobody_without_a_key_of_his_own(core: Core) -> None:
    key = core.org.people["yangfan"].public
    from console.domain.rosters.rosters import RevokeKey

    text = prepared(core, RevokeKey("yangfan", key, render(core.at)))
    del text
    core.refuses("hand_over_clash", OUT, asked(core, "chenjing"))
    core.call(OUT, asked(core, "yangfan"))
    second = armour(core, "yangfan", again := prepared(core, RevokeKey("yangfan", key, render(core.at))))
    proposal = propose(core, again)
    core.call("yangfan", rosters.ConfirmRoster(proposal, second))
    core.refuses("hand_over_no_key", OUT, asked(core, "yangfan"))


@pytest.mark.parametrize("days", [-1, 31])
def test_it_begins_neither_in_the_past_nor_far_ahead(core: Core, days: int) -> None:
    at = render(core.at + timedelta(days=days))
    core.refuses("hand_over_day", OUT, asked(core, effective=at))
    core.refuses("time_unreadable", OUT, asked(core, effective="morgen"))


def test_a_reason_is_given_and_holds_no_number(core: Core) -> None:
    core.refuses("reason_missing", OUT, asked(core, reason="  "))
    core.refuses("application_mobile", OUT, asked(core, reason="问 13800138000"))


def test_one_at_a_time_waits_for_its_signatures(core: Core) -> None:
    proposed(core)
    core.refuses("custody_proposed_already", OUT, asked(core, "yangfan"))


def test_on_a_day_ahead_it_is_carried_out_at_once_and_counts_from_then(core: Core) -> None:
    install(core)
    at = render(core.at + timedelta(days=3))
    row = proposed(core, effective=at)
    sign(core, row, IN)
    sign(core, row, WITNESS)
    confirm(core, propose(core, next_version(core, row.digest)))
    assert core.call(IN, custody.Credentials())[0].holders == [(OUT, "冯磊")]
    # What the old custodian changes before that day they know as well.
    told(core, "rotated")
    assert "secret_change" not in what(core, IN)
    core.at += timedelta(days=3)
    assert core.call(IN, custody.Credentials())[0].holders == [(IN, "韩雪")]
    assert "secret_change" in what(core, IN)
    told(core, "rotated", "1111 2222 3333 4444")
    assert "secret_change" not in what(core, IN)


# ---- what changes meanwhile


def test_a_password_that_changes_before_all_have_signed_makes_it_void(core: Core) -> None:
    install(core)
    row = proposed(core)
    told(core, "rotated")
    assert rows(core)[0].state == "overtaken"
    refused(core, row, IN, "hand_over_moved_on")


def test_a_proposal_of_what_is_not_so_is_refused(core: Core) -> None:
    install(core)
    text: Prepared = core.call(OUT, asked(core))
    act = decode(text.text.encode())
    assert isinstance(act, Proposal)
    assert isinstance(act.act, HandOver)
    replace = msgspec.structs.replace
    later = render(core.at + timedelta(days=20))
    for changed, code in (
        ({"passwords": []}, "hand_over_moved_on"),
        ({"envelopes": ["2026-E001"]}, "hand_over_moved_on"),
        ({"rotate_by": later}, "hand_over_moved_on"),
        ({"number": "2026-H009"}, "hand_over_moved_on"),
        ({"outgoing": "yangfan"}, "hand_over_not_his"),
        ({"department": "credit"}, "hand_over_not_his"),
        ({"incoming": "qianwei"}, "hand_over_clash"),
        ({"effective": later, "rotate_by": later}, "hand_over_moved_on"),
    ):
        spoiled = encode(replace(act, act=replace(act.act, **changed))).decode()
        with pytest.raises(RefusedError) as caught:
            core.enact(OUT, Prepared(spoiled))
        assert caught.value.refusal.code == code, changed


def test_it_expires_without_its_signatures_and_when_nobody_carries_it_out(core: Core) -> None:
    row = proposed(core)
    core.at += timedelta(hours=73)
    assert (rows(core)[0].state, rows(core)[0].waits_for) == ("expired", "")
    refused(core, row, IN, "proposal_expired")
    row = whole(core)
    assert row.state == "confirmed"
    core.at += timedelta(days=31)
    assert rows(core)[0].state == "expired"
    core.refuses("hand_over_not_signed", "hanxue", rosters.PrepareRoster([], [], [row.digest]))


# ---- the roster version


def test_the_chase_board_says_who_has_to_sign_a_hand_over_and_who_has_to_carry_it_out(core: Core) -> None:
    def board() -> list[tuple[str, str, str, list[str]]]:
        page: ChasePage = core.call("wangfang", Chase(text="2026-H001"))
        return [(one.what, one.title, one.number, one.who) for one in page.rows]

    install(core)
    row = proposed(core)
    assert board() == [("confirm", "hand_over", "2026-H001", [IN])]
    sign(core, row, IN)
    assert board() == [("confirm", "hand_over", "2026-H001", ["wangfang", "wuhong", "zhengtao"])]
    sign(core, row, WITNESS)
    assert board() == [("hand_over", "韩雪", "2026-H001", ["hanxue", "yangfan"])]
    confirm(core, propose(core, next_version(core, row.digest)))
    assert [one[0] for one in board()] == ["secret_change"]


def test_a_version_carries_out_what_everybody_signed_and_nothing_else(core: Core) -> None:
    install(core)
    row = proposed(core)
    unknown = "0" * 64
    for digest in (row.digest, unknown):
        core.refuses("hand_over_not_signed", "hanxue", rosters.PrepareRoster([], [], [digest]))
    sign(core, row, IN)
    core.refuses("hand_over_not_signed", "hanxue", rosters.PrepareRoster([], [], [row.digest]))
    sign(core, row, WITNESS)
    roster = decode(next_version(core, row.digest).encode())
    empty = encode(msgspec.structs.replace(roster, posts=newest(core).posts)).decode()
    call = rosters.ProposeRoster(empty, armour(core, "hanxue", empty))
    core.refuses("hand_over_not_carried_out", "hanxue", call)
    twice = encode(msgspec.structs.replace(roster, grounds=[row.digest, row.digest])).decode()
    core.refuses(
        "application_not_filed", "hanxue", rosters.ProposeRoster(twice, armour(core, "hanxue", twice))
    )
    confirm(core, propose(core, next_version(core, row.digest)))
    core.refuses("hand_over_not_signed", "hanxue", rosters.PrepareRoster([], [], [row.digest]))


def test_nobody_becomes_custodian_without_a_hand_over(core: Core) -> None:
    """Also not by a detour: the post first left empty, then given to somebody."""
    appoint = Appoint(IN, Post.CUSTODIAN, "general", "2026-11-24T00:00:00Z")
    core.refuses("custody_not_handed_over", "hanxue", rosters.PrepareRoster([appoint]))
    end = EndPost(OUT, Post.CUSTODIAN, "general", render(core.at))
    core.refuses("custody_not_handed_over", "hanxue", rosters.PrepareRoster([end, appoint]))
    install(core)
    published(core, end)
    minutes(core)
    core.refuses("custody_not_handed_over", "hanxue", rosters.PrepareRoster([appoint]))
    # A standby is filed in advance, and holds nothing until they are woken.
    published(core, Appoint(IN, Post.CUSTODIAN, "general", render(core.at), standby=True))


def test_where_no_password_was_ever_in_force_there_is_nothing_to_hand_over(core: Core) -> None:
    published(core, EndPost(OUT, Post.CUSTODIAN, "general", render(core.at)))
    published(core, Appoint(IN, Post.CUSTODIAN, "general", render(core.at)))
    minutes(core)
    assert core.call(IN, custody.Credentials())[0].holders == [(IN, "韩雪")]


def test_a_standby_who_takes_it_over_is_standby_no_more(core: Core) -> None:
    install(core)
    published(core, Appoint(IN, Post.CUSTODIAN, "general", render(core.at), standby=True))
    minutes(core)
    carried_out(core)
    held = [a for a in newest(core).posts if a.post is Post.CUSTODIAN]
    assert [(a.person, a.standby, a.until) for a in held] == [(IN, False, "")]


def test_who_was_custodian_is_none_to_the_dispatcher_and_the_chain_with_it_holds(core: Core) -> None:
    install(core)
    carried_out(core)
    chain: custody.TrustChain = core.call("dispatch-1", custody.PullTrust())
    from console.signing.statements import Signed
    from console.signing.trust import establish

    trust = establish(
        core.org.roots,
        [Signed(text, signatures) for text, signatures in chain.signers],
        [Signed(text, signatures) for text, signatures in chain.rosters],
        None,
    )
    assert trust.newest.holders(Post.CUSTODIAN, "", render(core.at)) == [IN]


# ---- what a roster signer's own program proves


def test_a_signers_program_proves_the_three_signatures_itself(core: Core) -> None:
    install(core)
    row = whole(core)
    minutes(core)
    line = _Line(core, "hanxue")
    known = roster_acting.known(line, core.org.roots)
    draft = roster_acting.prepare(line, known, [], [], [row.digest])
    assert draft.refusal is None
    assert [one.number for one in draft.basis.claimed] == ["2026-H001"]
    assert draft.basis.without == []


@pytest.mark.parametrize("lost", [1, 2])
def test_a_desk_that_makes_a_signature_up_convinces_no_signers_program(core: Core, lost: int) -> None:
    install(core)
    row = whole(core)
    minutes(core)
    with core.database.writer() as conn:
        conn.execute(cosignature.delete().where(cosignature.c.nth == lost))
    line = _Line(core, "hanxue")
    known = roster_acting.known(line, core.org.roots)
    with pytest.raises(RefusedError) as caught:
        roster_acting.prepare(line, known, [], [], [row.digest])
    assert caught.value.refusal.code == "ground_false"


def test_a_signature_over_something_else_is_found_by_a_signers_program(core: Core) -> None:
    install(core)
    row = whole(core)
    minutes(core)
    other = core.org.people["wuhong"].sign(b"{}", f"sms-confirmation@{core.org.roots.org}")
    with core.database.writer() as conn:
        conn.execute(update(cosignature).where(cosignature.c.nth == 2).values(signature=other))
    line = _Line(core, "hanxue")
    known = roster_acting.known(line, core.org.roots)
    with pytest.raises(RefusedError) as caught:
        roster_acting.prepare(line, known, [], [], [row.digest])
    assert caught.value.refusal.params["refused"] == "ground_signature"


class _Lying:
    """A desk that prepares another hand-over than it was asked for."""

    def __init__(self, core: Core, **changed: Any) -> None:
        self.line, self.changed = _Line(core, OUT), changed

    def call(self, call: Any) -> Any:
        answer = self.line.call(call)
        if isinstance(answer, Prepared):
            act = decode(answer.text.encode())
            assert isinstance(act, Proposal)
            whole = msgspec.structs.replace(act.act, **self.changed)
            return Prepared(encode(msgspec.structs.replace(act, act=whole)).decode())
        return answer


@pytest.mark.parametrize(
    "changed", [{"incoming": "yangfan"}, {"passwords": []}, {"effective": "2026-12-24T04:00:00Z"}]
)
def test_a_desk_that_prepares_another_hand_over_gets_no_signature(
    core: Core, changed: dict[str, Any]
) -> None:
    install(core)
    with pytest.raises(ConsoleError) as caught:
        acting.hand_over(_Lying(core, **changed), asked(core).said, by=OUT)
    assert caught.value.code == "prepared_differs"


# ---- afterwards


def test_the_new_custodian_is_told_until_every_password_is_another(core: Core) -> None:
    install(core)
    carried_out(core)
    assert "secret_change" in what(core, IN)
    assert "secret_change" not in what(core, OUT)
    # The same password put in once more is no change.
    told(core, "installed", PRINT)
    assert "secret_change" in what(core, IN)
    told(core, "rotated")
    assert "secret_change" not in what(core, IN)
    assert core.call(IN, custody.Credentials())[0].change is None


def test_another_password_that_is_put_in_is_a_change_too(core: Core) -> None:
    install(core)
    carried_out(core)
    told(core, "installed", "1111 2222 3333 4444")
    assert "secret_change" not in what(core, IN)


def test_what_is_not_changed_in_time_is_told_to_the_general_departments_manager(core: Core) -> None:
    install(core)
    carried_out(core)
    assert "secret_change_late" not in what(core, BOSS)
    core.at += timedelta(days=4)
    assert "secret_change_late" in what(core, BOSS)
    (late,) = core.call(BOSS, Chase(kind="secret_change")).rows
    assert (late.number, late.who, late.late) == ("demo", [IN], True)


def test_the_phrase_is_to_be_another_where_the_keyring_has_one(core: Core) -> None:
    install(core)
    told(core, "unlocked", "", "")
    carried_out(core)
    with core.database.reader() as conn:
        due = list(conn.execute(select(secret_change.c.what).where(secret_change.c.done == "")).scalars())
    assert sorted(due) == ["password", "phrase"]
    told(core, "rotated")
    assert what(core, IN).count("secret_change") == 1
    told(core, "rephrased", "", "")
    assert "secret_change" not in what(core, IN)


def test_everybody_who_is_to_sign_finds_it_in_his_turn(core: Core) -> None:
    install(core)
    row = proposed(core)
    assert "confirm_hand_over" in what(core, IN)
    assert "confirm_hand_over" not in what(core, WITNESS)
    sign(core, row, IN)
    assert "confirm_hand_over" in what(core, WITNESS)
    sign(core, row, WITNESS)
    assert "carry_out_hand_over" in what(core, "yangfan")
    assert "carry_out_hand_over" not in what(core, WITNESS)


def test_no_entry_of_it_holds_a_number_and_each_signature_is_one(core: Core) -> None:
    install(core)
    carried_out(core)
    page: ledger_calls.EntryPage = core.call("shenyu", ledger_calls.EntriesPage())
    made = [(row.kind, row.actor) for row in reversed(page.rows) if row.subject.startswith("hand_over:")]
    assert made == [
        ("proposal.made", OUT),
        ("proposal.confirmed", IN),
        ("proposal.confirmed", WITNESS),
        ("custody.handed_over", "yangfan"),
    ]


def test_an_auditor_reads_it_and_signs_nothing(core: Core) -> None:
    row = proposed(core)
    assert rows(core, "shenyu")[0].number == row.number
    refused(core, row, "shenyu", "not_your_part")
