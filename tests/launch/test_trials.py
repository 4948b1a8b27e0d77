"""Real desk, dispatcher and simulator: two try a new gateway, its receipts match nobody, and the list says what the file must have."""

import json

from console.acting.two_person import proposals, trials
from console.domain.rosters.rule_files import Kind
from console.wire import pairs
from console.wire.sending.trials import TrialRow, Trials, TrialsView
from tests import asking
from tests.launch.test_rule_files import missing, publish
from tests.launch.whole import Whole, running
from tests.patience import Wait

TO = "移动测试机、联通测试机"


def tried(one: Whole) -> list[TrialRow]:
    """The telephones of a trial that the custodian proposed and the manager let go, once all have a receipt."""
    custodian, manager = one.walk.core("fenglei"), one.walk.core("zhengtao")
    view: TrialsView = custodian.call(Trials())
    said = {"to": TO, "reason": "新接的网关"}
    made = trials.of_gateway(custodian, trials.line_of(view.lines, "demo"), said, by="fenglei")
    asking.enacted(custodian, made, one.walk.key("fenglei"))
    (row,) = [row for row in manager.call(pairs.ProposalsPage()) if row.state == "open"]
    asking.enacted(manager, proposals.confirm(manager, row.digest, by="zhengtao"), one.walk.key("zhengtao"))
    wait = Wait()
    while True:
        rows = [one for one in custodian.call(Trials()).rows if one.digest == row.digest]
        if all(one.receipt for one in rows):
            return rows
        assert not wait.over(), rows


def test_what_a_trial_learned_of_ids_is_what_makes_the_next_ones_receipts_match() -> None:
    with running() as one:
        # The first ids are the same in both kinds of number.
        one.ended(one.released(20))
        faults = json.dumps({"hexadecimal": True, "echo": False})
        assert "error" not in one.control(f"faults {faults}")
        first = tried(one)
        assert [(row.label, row.state, row.learned) for row in first] == [
            ("移动测试机", "accepted", "hex_to_dec"),
            ("联通测试机", "accepted", "hex_to_dec"),
        ]
        assert all(row.receipt.startswith("? ") for row in first)
        gateway = one.org.gateway_texts["demo"] + f'receipt_id = "{first[0].learned}"\n'
        publish(one, (Kind.GATEWAY, gateway))
        (one.home.gateways / "demo-2.toml").write_text(gateway, "utf-8")
        wait = Wait()
        while missing(one):
            assert not wait.over()
        assert [(row.state, row.learned) for row in tried(one)] == [("delivered", "")] * 2
        assert one.control("stats")["distinct"] == 22
