"""Another policy pack and gateway file with the real processes: in force at the desk at once, at the dispatcher once they lie there."""

from console.acting.rosters import rosters as acting
from console.acting.rosters import rule_files
from console.domain.rosters.rule_files import Kind
from console.wire import calls
from console.wire.requests.rows import RequestView
from console.wire.rosters import rosters
from tests.launch.whole import Whole, running


def publish(whole: Whole, *files: tuple[Kind, str]) -> list[rule_files.FileChange]:
    """One signer brings files, the other reads at their own console what they change, and signs; return what they read."""
    first, second = whole.walk.core("hanxue"), whole.walk.core("yangfan")
    known = acting.known(first, whole.org.roots)
    changes = [rule_files.bring(first, known.roster, kind, text.encode())[1] for kind, text in files]
    draft = acting.prepare(first, known, changes)
    acting.propose(first, draft, lambda: whole.walk.key("hanxue"))
    known = acting.known(second, whole.org.roots)
    proposal = acting.review(second, known, draft.digest)
    found = rule_files.compared(second, known.roster, proposal.roster)
    acting.confirm(second, proposal, lambda: whole.walk.key("yangfan"))
    return found


def missing(whole: Whole) -> set[str]:
    alerts = whole.walk.core("hanxue").call(rosters.Alerts())
    return {one.params["rule_file"] for one in alerts if one.code == "file_not_at_sender"}


def test_a_new_pack_and_gateway_file_come_into_force_and_are_sent_by_without_a_restart() -> None:
    with running() as whole:
        pids = {status.name: status.pid for status in whole.solo.status()}
        under_way = whole.cleared(20)
        pack = whole.org.policy_text.replace('"2026-1-demo"', '"2026-2-demo"', 1)
        gateway = whole.org.gateway_texts["demo"].replace("window = 50", "window = 7")
        read = publish(whole, (Kind.POLICY, pack), (Kind.GATEWAY, gateway))
        assert [(c.kind, [v.path for v in c.changes]) for c in read] == [
            (Kind.POLICY, [("version",)]),
            (Kind.GATEWAY, [("window",)]),
        ]

        # What was signed under the pack before is its drafter's again, at once and in words.
        view: RequestView = whole.walk.core("zhaomin").call(calls.RequestDetail(under_way))
        assert (view.row.state, view.reason) == ("returned", "policy: 2026-2-demo")

        # A release under the new one waits, says for what, and leaves the moment that the files are here.
        request = whole.released(20)
        whole.until(request, lambda view: view.row.reason == "policy_not_here")
        assert missing(whole) == {"policy", "gateway"}
        policies = whole.home.policies
        policies.mkdir(mode=0o700)
        (policies / "2026-2.toml").write_text(pack, "utf-8")
        whole.until(request, lambda view: view.row.reason == "gateway_not_here")
        assert whole.control("stats")["submits"] == 0
        (whole.home.gateways / "demo-2.toml").write_text(gateway, "utf-8")
        assert whole.state(request, "done", "refused").row.tally.delivered == 20
        whole.until(request, lambda _: not missing(whole))
        assert pids == {status.name: status.pid for status in whole.solo.status()}

        # And they count after a restart of both, from the desk's own store and the dispatcher's folder.
        (policies / "2026-2.toml").rename(policies / "called-otherwise.toml")
        whole.kill("desk")
        whole.kill("dispatch")
        whole.solo.start()
        whole.walk.close()
        whole.walk.clients.clear()
        again = whole.released(20)
        assert whole.state(again, "done", "refused").row.tally.delivered == 20
