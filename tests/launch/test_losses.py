"""A password is lost in the middle of a send, in real processes (R12): all stops, and two people let the rest go, none twice."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest

from console.acting import losses
from console.acting.freezes import freezes
from console.domain.losses.losses import ACT_OF, Step
from console.domain.sending import gateways
from console.domain.times import parse
from console.errors import RefusedError
from console.launch.processes import SIMULATOR_PASSWORD
from console.wire import calls
from console.wire.answers import Done
from console.wire.control import Question, ask
from console.wire.credentials.custody import CredentialRow, Credentials
from console.wire.credentials.losses import LossDetail, LossView, ReportLoss
from console.wire.ledger import ledger
from console.wire.pairs import ProposalsPage
from console.wire.sending import sends
from console.wire.sending.freezes import Freezes
from tests import asking
from tests.launch.whole import Whole, running
from tests.patience import PATIENCE
from tests.services.losses.test_losses import SOON, WHO

TOTAL = 1500


def case_of(whole: Whole, case: int) -> LossView:
    view: LossView = whole.walk.core("wangfang").call(LossDetail(case))
    return view


def step(whole: Whole, case: int, name: str) -> None:
    """The next step of a case, by who takes it."""
    by, view = WHO[name], case_of(whole, case)
    core, fields = whole.walk.core(by), dict(SOON[name])
    if name in {"told", "reissued"}:
        fields["when"] = core.call(calls.WhoAmI()).time
    prepared = losses.prepare(core, ACT_OF[Step(name)], fields, by=by, view=view)
    asking.enacted(core, prepared, whole.walk.key(by))


def out(view: sends.SendView) -> int:
    tally = view.row.tally
    return tally.approved - tally.queued


def password(whole: Whole) -> CredentialRow:
    rows: list[CredentialRow] = whole.walk.core("fenglei").call(Credentials())
    return rows[0]


def until(condition: Callable[[], bool]) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never was"
        time.sleep(0.05)


def asked(whole: Whole, verb: str, secret: str = "") -> None:
    """A verb of the custodian about the password."""
    ask(whole.home.dispatch_socket, Question(verb, person="fenglei", gateway="demo", secret=secret))


def taken(whole: Whole, request: int) -> int:
    """Wait until nothing is on the wire; how many the provider took."""
    whole.until(request, lambda view: view.row.tally.in_flight == 0 and view.row.tally.accepted == 0)
    return int(whole.control("stats")["submits"])


def test_a_loss_at_half_of_a_send_stops_it_and_two_people_let_the_rest_go() -> None:
    with running(rate=300, window=20) as whole:
        request = whole.released(TOTAL)
        whole.until(request, lambda view: out(view) >= TOTAL // 2)
        done: Done = whole.walk.core("sunli").call(
            ReportLoss("gateway", "demo", "leak", whole.walk.core("sunli").call(calls.WhoAmI()).time)
        )
        held = whole.state(request, "held")
        assert TOTAL // 2 <= out(held) < TOTAL
        stopped = taken(whole, request)
        for name in ("told", "acknowledged", "certified", "requested", "reissued"):
            step(whole, done.id, name)
        whole.until(request, lambda _: password(whole).state == "retired")
        before = password(whole)
        account = gateways.read(whole.org.gateway_texts["demo"]).account
        whole.control("password " + json.dumps({"account": account, "password": "n3wer"}))
        question: dict[str, Any] = {"person": "fenglei", "gateway": "demo", "secret": "n3wer"}
        ask(whole.home.dispatch_socket, Question("install", **question))
        whole.until(request, lambda _: password(whole).fingerprint != before.fingerprint)
        step(whole, done.id, "installed")
        # With the new password in place the line is up, and still nothing leaves.
        whole.until(request, lambda _: password(whole).link == "lost")
        assert taken(whole, request) == stopped
        core, view = whole.walk.core("fenglei"), case_of(whole, done.id)
        prepared = freezes.resume(core, view, password(whole).fingerprint, {"reason": "已补办"}, by="fenglei")
        asking.enacted(core, prepared, whole.walk.key("fenglei"))
        other = whole.walk.core("zhengtao")
        (row,) = other.call(ProposalsPage())
        asking.enacted(other, freezes.confirm(other, row, by="zhengtao"), whole.walk.key("zhengtao"))
        ended = whole.state(request, "done")
        assert ended.row.tally.balances()
        assert ended.row.tally.queued == ended.row.tally.unknown == 0
        stats = whole.control("stats")
        assert (stats["distinct"], stats["repeats"]) == (TOTAL, 0)
        resumed = case_of(whole, done.id)
        assert parse(resumed.row.resumed) >= parse(resumed.row.at)
        assert other.call(Freezes()) == []
        kinds = [entry.kind for entry in other.call(ledger.EntriesPage(limit=100)).rows]
        assert {"loss.reported", "freeze.frozen", "custody.retired", "freeze.lifted"} <= set(kinds)
        assert other.call(ledger.VerifyLedger()).bad == 0


def renewed(whole: Whole) -> tuple[int, CredentialRow]:
    """A lost password and its case, up to the new one in its place: reissued by the provider, installed and proved."""
    core = whole.walk.core("sunli")
    case = core.call(ReportLoss("gateway", "demo", "leak", core.call(calls.WhoAmI()).time)).id
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        step(whole, case, name)
    until(lambda: password(whole).state == "retired")
    before = password(whole)
    account = gateways.read(whole.org.gateway_texts["demo"]).account
    whole.control("password " + json.dumps({"account": account, "password": "n3wer"}))
    asked(whole, "install", "n3wer")
    until(lambda: password(whole).fingerprint != before.fingerprint)
    step(whole, case, "installed")
    return int(case), password(whole)


def resumed_by_two(whole: Whole, case: int) -> None:
    core, view = whole.walk.core("fenglei"), case_of(whole, case)
    prepared = freezes.resume(
        core, view, losses.installed(view).fingerprint, {"reason": "已补办"}, by="fenglei"
    )
    asking.enacted(core, prepared, whole.walk.key("fenglei"))
    other = whole.walk.core("zhengtao")
    (row,) = other.call(ProposalsPage())
    asking.enacted(other, freezes.confirm(other, row, by="zhengtao"), whole.walk.key("zhengtao"))


def test_after_a_restart_the_voided_password_is_still_void_and_the_new_one_in_force() -> None:
    with running() as whole:
        case, new = renewed(whole)
        resumed_by_two(whole, case)
        until(lambda: case_of(whole, case).row.resumed != "")
        whole.walk.close()
        whole.walk.clients.clear()
        whole.solo.stop()
        whole.solo.start()
        until(lambda: password(whole).link == "up")
        after = password(whole)
        assert (after.fingerprint, after.installed, after.state) == (
            new.fingerprint,
            new.installed,
            "in_force",
        )
        assert b"n3wer" not in b"".join(
            path.read_bytes()
            for path in whole.home.root.rglob("*")
            if path.is_file() and "socket" not in path.name
        )
        ended = whole.state(whole.released(30), "done")
        assert ended.row.tally.balances()
        with pytest.raises(RefusedError, match="secret_retired"):
            asked(whole, "rotate", secret=SIMULATOR_PASSWORD)


def test_a_resumption_that_two_signed_while_the_dispatcher_was_dead_reaches_it_when_it_is_back() -> None:
    with running() as whole:
        request = whole.cleared(40)
        case, _ = renewed(whole)
        whole.kill("dispatch")
        resumed_by_two(whole, case)
        (row,) = whole.walk.core("zhengtao").call(ProposalsPage())
        assert row.state == "confirmed"
        whole.solo.start()
        until(lambda: case_of(whole, case).row.resumed != "")
        whole.walk.release(request)
        ended = whole.state(request, "done")
        assert ended.row.tally.balances()
        assert whole.walk.core("zhengtao").call(ProposalsPage(open=True)) == []
