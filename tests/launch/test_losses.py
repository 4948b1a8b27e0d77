"""A password is lost in the middle of a send, in real processes (R12): all stops, and two people let the rest go, none twice."""

import json
from typing import Any

from console.acting import freezes, losses
from console.domain.losses.losses import ACT_OF, Step
from console.domain.sending import gateways
from console.domain.times import parse
from console.wire import calls, ledger, sends, views
from console.wire.control import Question, ask
from console.wire.custody import CredentialRow, Credentials
from console.wire.freezes import Freezes
from console.wire.losses import LossDetail, LossView, ReportLoss
from console.wire.pairs import ProposalsPage
from tests import asking
from tests.launch.whole import Whole, running
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


def taken(whole: Whole, request: int) -> int:
    """Wait until nothing is on the wire; how many the provider took."""
    whole.until(request, lambda view: view.row.tally.in_flight == 0 and view.row.tally.accepted == 0)
    return int(whole.control("stats")["submits"])


def test_a_loss_at_half_of_a_send_stops_it_and_two_people_let_the_rest_go() -> None:
    with running(rate=300, window=20) as whole:
        request = whole.released(TOTAL)
        whole.until(request, lambda view: out(view) >= TOTAL // 2)
        done: views.Done = whole.walk.core("sunli").call(
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
