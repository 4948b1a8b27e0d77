"""Custody at the desk: signed reports become ledger entries once, and everybody may know who holds what, for how long."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.rosters.current_roster import CurrentRoster
from console.dispatch.rosters.files import Files
from console.dispatch.store import Store
from console.domain.people.orders import Activation, Suspension
from console.domain.people.people import Appointment, Post
from console.domain.times import render
from console.errors import ConsoleError
from console.signing.canonical import dumps
from console.signing.refused import Refused
from console.signing.statements import Signed, namespace
from console.store.tables import ledger
from console.wire import calls
from console.wire.base import Call
from console.wire.credentials.custody import (
    CredentialRow,
    Credentials,
    CustodyReport,
    PullTrust,
    ReportCustody,
    TrustChain,
)
from console.wire.ledger import ledger as ledger_calls
from tests.services.core import AT, Core

PRINT = "1a2b 3c4d 5e6f 7081"


def signed(core: Core, event: str, signer: Any = None, **fields: str) -> ReportCustody:
    report = CustodyReport(
        org=core.org.roots.org, by="dispatch-1", at=render(core.at), event=event, person="fenglei", gateway="demo",
        fingerprint=PRINT, installed=render(core.at), last_bind=render(core.at), state="in_force", why="",
        backend="Secret Service", nonce="0",
    )  # fmt: skip
    text = dumps(msgspec.to_builtins(msgspec.structs.replace(report, **fields)))
    key = signer or core.org.service
    return ReportCustody(text.decode(), key.sign(text, f"sms-custody@{core.org.roots.org}"))


def told(core: Core, event: str, **fields: str) -> int:
    return int(core.call("dispatch-1", signed(core, event, **fields)).seq)


def row(core: Core, person: str = "zhaomin") -> CredentialRow:
    rows: list[CredentialRow] = core.call(person, Credentials())
    assert len(rows) == 1
    return rows[0]


def vault(core: Core, event: str, state: str, why: str = "") -> int:
    empty = dict.fromkeys(("gateway", "fingerprint", "installed", "last_bind"), "")
    return told(core, event, state=state, why=why, **empty)


def test_before_anything_is_told_nothing_is_known_but_the_holder(core: Core) -> None:
    found = row(core)
    assert (found.gateway, found.state, found.link, found.age) == ("demo", "unknown", "unknown", -1)
    assert found.holders == [("fenglei", "冯磊")]
    assert found.standby == []


def test_an_installed_password_has_holder_fingerprint_dates_and_an_age(core: Core) -> None:
    vault(core, "created", "unlocked")
    assert row(core).state == "none"
    assert told(core, "installed") > 0
    core.at += timedelta(days=12)
    found = row(core)
    assert (found.fingerprint, found.state, found.installed_by) == (PRINT, "in_force", "fenglei")
    assert (found.installed, found.last_bind, found.backend) == (render(AT), render(AT), "Secret Service")
    assert (found.age, found.due) == (12, False)
    core.at += timedelta(days=78)
    assert row(core, "fenglei").due


def test_locked_rotated_failed_and_lost_are_seen(core: Core) -> None:
    told(core, "installed")
    vault(core, "locked", "locked")
    assert row(core).state == "locked"
    vault(core, "unlocked", "unlocked")
    assert row(core).state == "in_force"
    told(core, "rotate_failed", why="bind_refused")
    assert (row(core).state, row(core).fingerprint) == ("in_force", PRINT)
    told(core, "rotated", fingerprint="9999 8888 7777 6666", nonce="1")
    assert row(core).fingerprint == "9999 8888 7777 6666"
    told(core, "incident", state="incident", why="secret_gone", person="")
    assert (row(core).state, row(core).why) == ("incident", "secret_gone")
    told(core, "bind_tested", why="bind_refused", nonce="2")
    assert row(core).why == "secret_gone"
    told(core, "installed", nonce="3")
    assert (row(core).state, row(core).why) == ("in_force", "")
    told(core, "retired", state="retired", why="leak", nonce="4")
    assert (row(core).state, row(core).why) == ("retired", "leak")


def test_a_report_told_again_changes_nothing_and_two_equal_events_are_two(core: Core) -> None:
    call = signed(core, "bind_tested")
    first = core.call("dispatch-1", call).seq
    assert core.call("dispatch-1", call).seq == 0
    again = core.call("dispatch-1", signed(core, "bind_tested", nonce="another")).seq
    assert again == first + 1


def test_the_ledger_entry_holds_the_signed_report_and_who_did_it(core: Core) -> None:
    seq = told(core, "installed")
    with core.database.reader() as conn:
        entry = conn.execute(select(ledger).where(ledger.c.seq == seq)).one()
    assert (entry.kind, entry.actor, entry.subject) == ("custody.installed", "dispatch-1", "gateway:demo")
    payload = msgspec.json.decode(entry.envelope)["payload"]
    assert (payload["person"], payload["fingerprint"]) == ("fenglei", PRINT)
    assert core.call("shenyu", ledger_calls.VerifyLedger()).bad == 0


@pytest.mark.parametrize(
    "fields",
    [{"event": "invented"}, {"by": "another"}, {"org": "another"}],
    ids=["event", "service", "organisation"],
)
def test_what_the_service_did_not_sign_so_is_refused(core: Core, fields: dict[str, str]) -> None:
    fields = {"event": "installed"} | fields
    with pytest.raises(ConsoleError) as caught:
        core.call("dispatch-1", signed(core, **fields))
    assert caught.value.code == "bad_report"
    with pytest.raises(ConsoleError):
        core.call("dispatch-1", signed(core, "installed", core.org.people["fenglei"]))
    broken = signed(core, "installed")
    for call in (
        ReportCustody(broken.text + " ", broken.signature),
        ReportCustody(broken.text.replace("custody/1", "custody/2"), broken.signature),
        ReportCustody("{}", broken.signature),
    ):
        with pytest.raises(ConsoleError):
            core.call("dispatch-1", call)
    core.refuses("not_a_service", "fenglei", signed(core, "installed"))
    core.refuses("not_a_service", "fenglei", PullTrust())
    assert row(core).state == "unknown"


# ---- whom the dispatcher takes for the custodian


class Link:
    """The dispatcher's line to the core."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.lie: Any = lambda chain: chain

    def call(self, call: Call) -> Any:
        return self.lie(self.core.call("dispatch-1", call))

    def close(self) -> None:
        pass


class At:
    """The core's instant as a clock."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def time(self) -> float:
        return self.core.at.timestamp()


class Side:
    """A dispatcher's side of the question who the custodian is."""

    def __init__(self, core: Core, home: Path) -> None:
        core.org.write(home)
        database = open_database(f"sqlite:///{home}/dispatch/dispatch.db", role="dispatch")
        upgrade(database, DISPATCH)
        self.store, self.core, self.link = Store(database), core, Link(core)
        self.files = Files(home)
        self.files.look(None)
        self.newest = CurrentRoster(self.store, self.files, At(core))

    def custodians(self) -> list[str]:
        self.newest.fetch(self.link)
        assert self.files.newest is not None
        return self.files.newest.holders(Post.CUSTODIAN, "", render(self.core.at))


@pytest.fixture
def side(core: Core, tmp_path: Path) -> Any:
    made = Side(core, tmp_path)
    yield made
    made.store.close()


def order(core: Core, act: Any) -> None:
    text, signature = core.sign(act.by, _prepared(act))
    core.call(act.by, calls.Enact(text, signature))


def _prepared(act: Any) -> Any:
    from console.services.statements import prepared

    return prepared(act)


def test_a_suspended_custodian_and_a_woken_standby_are_known_at_once(core: Core, side: Side) -> None:
    assert side.custodians() == ["fenglei"]
    roster = core.org.roster
    assert roster is not None
    since = render(core.at)
    standby = Appointment("wangfang", Post.CUSTODIAN, "general", roster.at, "", standby=True)
    newer = msgspec.structs.replace(
        roster, version=2, previous=core.org.rosters[-1].digest(), at=since, posts=[*roster.posts, standby]
    )
    core.org.add_roster(newer)
    _publish(core)
    core.at += timedelta(seconds=1)
    assert side.custodians() == ["fenglei"]
    assert row(core).standby == [("wangfang", "王芳")]
    since = render(core.at)
    wake = Activation(
        org=roster.org, by="zhengtao", at=since, roster=2, department="general", post=Post.CUSTODIAN,
        person="wangfang", since=since, until=render(core.at + timedelta(days=2)), reason="休假",
    )  # fmt: skip
    order(core, wake)
    assert side.custodians() == ["wangfang"]
    assert row(core).holders == [("wangfang", "王芳")]
    core.at += timedelta(days=3)
    assert side.custodians() == ["fenglei"]
    stop = Suspension(
        org=roster.org, by="zhengtao", at=render(core.at), roster=2, person="fenglei", reason="调查"
    )
    order(core, stop)
    assert side.custodians() == []


def _publish(core: Core) -> None:
    """Bring the organisation's newest roster version into the desk, as its files do at a start."""
    from console.services.rosters import rules

    with core.database.writer() as conn:
        rules.establish(
            conn,
            core.desk,
            signers=core.org.signers,
            rosters=core.org.rosters,
            pledges=[],
            at=render(core.at),
        )


def test_roster_versions_that_are_here_are_not_brought_again(core: Core, side: Side) -> None:
    brought: list[int] = []

    def counted(chain: TrustChain) -> TrustChain:
        brought.append(len(chain.rosters))
        return chain

    side.link.lie = counted
    roster = core.org.roster
    assert roster is not None
    for version in (2, 3):
        at = render(core.at)
        core.org.add_roster(
            msgspec.structs.replace(roster, version=version, previous=core.org.rosters[-1].digest(), at=at)
        )
        _publish(core)
        core.at += timedelta(seconds=1)
        assert side.custodians() == ["fenglei"]
        assert side.custodians() == ["fenglei"]
    assert brought == [2, 1, 2, 1]
    assert len(side.files.chain) == 3


def test_nobody_is_custodian_by_a_roster_of_tomorrow(core: Core, side: Side) -> None:
    roster = core.org.roster
    assert roster is not None
    at = render(core.at + timedelta(minutes=6))
    core.org.add_roster(
        msgspec.structs.replace(roster, version=2, previous=core.org.rosters[-1].digest(), at=at)
    )
    one = core.org.rosters[-1]
    side.link.lie = lambda chain: msgspec.structs.replace(
        chain, rosters=[*chain.rosters, (one.text, one.signatures)]
    )
    with pytest.raises(Refused, match="roster_in_future"):
        side.custodians()


def test_a_desk_that_lies_about_it_changes_nothing(core: Core, side: Side) -> None:
    roster = core.org.roster
    assert roster is not None
    act = Suspension(
        org=roster.org, by="zhengtao", at=render(core.at), roster=1, person="fenglei", reason="调查"
    )
    data = dumps(msgspec.to_builtins(act))
    forged = Signed(data.decode(), [core.org.people["qianwei"].sign(data, namespace(act))])

    def with_order(chain: TrustChain) -> TrustChain:
        return msgspec.structs.replace(chain, orders=[(forged.text, forged.signatures)])

    def without_roster(chain: TrustChain) -> TrustChain:
        return msgspec.structs.replace(chain, rosters=[])

    def another_roster(chain: TrustChain) -> TrustChain:
        made = msgspec.structs.replace(roster, posts=[replace_post(one) for one in roster.posts])
        text = dumps(msgspec.to_builtins(made))
        signature = core.org.people["hanxue"].sign(text, namespace(made))
        return msgspec.structs.replace(chain, rosters=[(text.decode(), [signature])])

    def replace_post(one: Appointment) -> Appointment:
        return msgspec.structs.replace(one, person="wuhong") if one.post is Post.CUSTODIAN else one

    assert side.custodians() == ["fenglei"]
    for lie in (with_order, without_roster, another_roster):
        side.link.lie = lie
        with pytest.raises(Refused):
            side.custodians()
        assert side.files.newest is not None
        assert side.files.newest.holders(Post.CUSTODIAN, "", render(core.at)) == ["fenglei"]
