"""A whole house whose dispatcher loses its folder in mid-send: nothing leaves, two people arm it again, and all doubt is settled."""

import shutil

from console.acting.contacts.recipients import page
from console.acting.freezes import freezes
from console.wire.ledger import ledger
from console.wire.pairs import ProposalsPage
from console.wire.sending import sends
from tests import asking
from tests.launch.test_backup import settle, unarmed
from tests.launch.whole import running

TOTAL = 3000


def test_a_dispatcher_whose_folder_is_lost_in_mid_send_repeats_nobody() -> None:
    with running(rate=150, window=20) as whole:
        request = whole.released(TOTAL)
        whole.until(request, lambda view: view.row.tally.delivered > 500)
        auditor = whole.walk.core("zhoujian")
        reported = page(auditor.call, sends.RecipientsPage(request, 1, state="delivered", limit=1000))
        whole.kill("dispatch")
        folder = whole.home.dispatch_database.parent
        shutil.rmtree(folder)
        folder.mkdir(0o700)
        taken = whole.control("stats")["submits"]
        whole.solo.start()
        row = unarmed(whole)
        assert row.why == "forgot_desk"
        custodian, manager = whole.walk.core("fenglei"), whole.walk.core("zhengtao")
        prepared = freezes.rearm(custodian, row, {"reason": "目录丢失"}, by="fenglei")
        asking.enacted(custodian, prepared, whole.walk.key("fenglei"))
        (proposal,) = manager.call(ProposalsPage())
        asking.enacted(manager, freezes.confirm(manager, proposal, by="zhengtao"), whole.walk.key("zhengtao"))
        tally = whole.ended(request).row.tally
        stats = whole.control("stats")
        assert (stats["submits"], stats["repeats"]) == (taken, 0)
        assert tally.balances()
        assert tally.unknown >= TOTAL - stats["distinct"] > 0
        assert tally.delivered >= len(reported.rows) > 0
        assert custodian.call(ledger.VerifyLedger()).bad == 0
        settle(whole, request, tally.unknown)
        settled = whole.until(request, lambda view: view.row.tally.unknown == 0).row.tally
        assert settled.balances()
        # The house goes on: what is released now is sent, once.
        after = whole.released(50)
        assert whole.state(after, "done").row.tally.delivered == 50
        assert whole.control("stats")["submits"] == taken + 50
