"""One core, no side door: whatever a key of the screens does, a command does too."""

import typer

from console import actions
from console.cli.main import assembled

TWINS = {
    "all.todo": "todo",
    "all.requests": "request list",
    "all.approvals": "approval queue",
    "all.contacts": "contacts list",
    "all.sends": "send list",
    "all.people": "people",
    "all.ledger": "ledger list",
    "todo.delegate": "order deputy",
    "requests.open": "request show",
    "requests.new": "request new",
    "approvals.open": "approval scope",
    "approvals.batch": "approval batch",
    "approvals.return": "approval return",
    "approvals.reject": "approval reject",
    "approvals.delegate": "order deputy",
    "form.submit": "request submit",
    "form.attach": "request edit",
    "form.add_slot": "request edit",
    "form.remove_slot": "request edit",
    "form.add_paper": "request edit",
    "form.discard": "request drop",
    "request.edit": "request edit",
    "request.decide": "approval scope",
    "request.withdraw": "request withdraw",
    "request.extend": "approval extend",
    "request.versions": "request versions",
    "request.compare": "request versions",
    "request.send": "send show",
    "card.approve": "approval approve",
    "card.accept": "approval accept",
    "card.return": "approval return",
    "card.reject": "approval reject",
    "card.compare": "request versions",
    "batch.sign": "approval batch",
    "contacts.open": "contacts findings",
    "contacts.import": "contacts import",
    "contacts.optouts": "contacts optouts",
    "findings.export": "contacts findings",
    "optouts.add": "contacts optout-add",
    "import.forward": "contacts import",
    "import.sheet": "contacts import",
    "import.encoding": "contacts import",
    "import.findings": "contacts import",
    "import.export": "contacts import",
    "sends.open": "send show",
    "monitor.release": "send release",
    "monitor.hold": "send hold",
    "monitor.resume": "send resume",
    "monitor.stop": "send stop",
    "monitor.settle": "send settle",
    "monitor.continue": "send continue",
    "monitor.confirm": "proposal confirm",
    "monitor.recipients": "send recipients",
    "people.open": "people",
    "people.orders": "order list",
    "people.applications": "application list",
    "people.pledge": "pledge show",
    "people.chase": "chase",
    "chase.look": "chase",
    "people.rosters": "roster list",
    "people.rules": "policy list",
    "rule_files.open": "policy show",
    "rule_files.compare": "policy diff",
    "rule_files.propose": "policy propose",
    "rule_files.drop": "gateway drop",
    "rule_file.compare": "policy diff",
    "rule_file.save": "policy show",
    "people.alerts": "roster alerts",
    "people.suspend": "order suspend",
    "people.wake": "order standby",
    "person.deputise": "order deputy",
    "person.suspend": "order suspend",
    "person.orders": "order list",
    "orders.new": "order deputy",
    "orders.absence": "order absence",
    "orders.wake": "order standby",
    "orders.recall": "order recall",
    "deputy.sign": "order deputy",
    "applications.open": "application show",
    "applications.new": "application new",
    "application.agree": "application authorise",
    "application.file": "application file",
    "application.return": "application return",
    "application.reject": "application reject",
    "application.withdraw": "application withdraw",
    "application.edit": "application new",
    "application_form.submit": "application new",
    "application_form.read_key": "application new",
    "pledge.sign": "pledge sign",
    "pledge.everyone": "pledge list",
    "pledges.mine": "pledge show",
    "rosters.open": "roster show",
    "rosters.compare": "roster diff",
    "rosters.proposals": "roster proposals",
    "rosters.new": "roster propose",
    "roster.compare": "roster diff",
    "roster.versions": "roster diff",
    "proposals.open": "roster proposals",
    "proposal.sign": "roster confirm",
    "proposal.drop": "roster drop",
    "roster_changes.draw_up": "roster propose",
    "roster_changes.applications": "roster propose",
    "roster_changes.appoint": "roster propose",
    "roster_changes.end": "roster propose",
    "roster_changes.move": "roster propose",
    "roster_changes.leave": "roster propose",
    "roster_changes.lift": "roster propose",
    "all.credentials": "custody list",
    "credentials.open": "custody list",
    "credentials.unlock": "custody unlock",
    "credentials.lock": "custody lock",
    "credentials.install": "custody install",
    "credentials.rotate": "custody rotate",
    "credentials.bind_test": "custody bind-test",
    "credentials.report": "loss report",
    "credentials.freeze": "freeze now",
    "credentials.lift": "freeze lift",
    "credentials.give_reason": "freeze reason",
    "credentials.expiries": "expiry list",
    "loss.next": "loss show",
    "loss.told": "loss told",
    "loss.acknowledged": "loss acknowledge",
    "loss.certified": "loss certify",
    "loss.requested": "loss request",
    "loss.reissued": "loss reissued",
    "loss.installed": "loss installed",
    "loss.resumed": "loss resume",
    "loss.closed": "loss close",
    "loss.found": "loss found",
    "loss_form.sign": "loss told",
    "loss_report.send": "loss report",
    "expiries.open": "expiry list",
    "expiries.edit": "expiry set",
    "expiries.provider": "expiry provider",
    "expiry_form.save": "expiry set",
    "provider_form.save": "expiry provider",
    "all.filing": "filing list",
    "filing.open": "filing show",
    "filing.quarter": "filing list",
    "filing.print": "form print",
    "quarter.compile": "filing compile",
    "quarter.check": "filing check",
    "quarter.sign": "filing sign",
    "quarter.receive": "filing receive",
    "quarter.return": "filing return",
    "quarter.open": "request show",
    "quarter.print": "form print",
    "quarter.pack": "filing pack",
    "quarter_form.sign": "filing sign",
    "ledger.open": "ledger show",
    "ledger.verify": "ledger verify",
}
"""Action to the command that does the same."""

OF_THE_SCREEN = {
    "all.help", "all.palette", "all.language", "all.reload", "all.back", "all.switch", "all.leave",
    "todo.open", "orders.open", "pledges.open", "chase.open", "absence.open", "batch.open",
    "approvals.mark", "card.mark", "card.next", "batch.leave_out", "outcomes.close", "difference.fold", "difference.versions",
    "application_form.pick", "roster_changes.take_back",
}  # fmt: skip
"""Ways about the screens, which change and tell nothing of their own."""

FILTERS = {"filter", "again", "state", "reason", "queue", "every", "lacking", "department", "kind"}
"""Filters are options of the list's command."""

LATER: set[str] = set()
"""Pages that say that they are not there yet."""


def commands() -> set[str]:
    found: set[str] = set()

    def walk(command: object, name: str) -> None:
        below = getattr(command, "commands", None)
        if below is None:
            found.add(name)
            return
        for word, one in below.items():
            walk(one, f"{name} {word}".strip())

    walk(typer.main.get_command(assembled()), "")
    return found


def test_every_action_has_a_command_or_is_a_way_about_the_screen() -> None:
    left = {one.id for one in actions.ACTIONS if one.name not in FILTERS} - OF_THE_SCREEN - LATER
    assert left == set(TWINS)
    assert not {one.id for one in actions.ACTIONS if one.danger} & OF_THE_SCREEN


def test_every_twin_is_a_command() -> None:
    assert set(TWINS.values()) <= commands()
