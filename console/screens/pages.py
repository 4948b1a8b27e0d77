"""Pages by name, which is their `SCOPE`: a page opens another without importing its module, which is loaded on first use."""

from importlib import import_module
from typing import Any, Final

from textual.screen import Screen

MODULES: Final = {
    "absence": "approvals.absence",
    "application": "people.application",
    "application_form": "people.application_form",
    "applications": "people.applications",
    "approvals": "approvals.approvals",
    "archive": "archive.archive",
    "batch": "approvals.batch",
    "card": "approvals.card",
    "chase": "duties.chase",
    "choose": "choose",
    "complaint": "complaints.complaint",
    "complaint_form": "complaints.complaints",
    "complaints": "complaints.complaints",
    "contacts": "contacts.contacts",
    "credentials": "credentials.credentials",
    "department_rule": "people.department_rules",
    "department_rules": "people.department_rules",
    "department_rules_form": "people.department_rules_form",
    "deputy": "approvals.deputy",
    "difference": "requests.difference",
    "effects": "rosters.screening_effects",
    "emergencies": "archive.emergencies",
    "emergency_form": "archive.emergency_form",
    "entry": "ledger.ledger_entry",
    "envelopes": "credentials.envelopes",
    "erasure": "erasure.erasure",
    "erasures": "erasure.erasures",
    "expiries": "credentials.expiries",
    "gateway_codes": "credentials.gateway_codes",
    "expiry_form": "credentials.expiries",
    "filing": "filing.filing",
    "findings": "contacts.contacts",
    "contact_list": "contacts.contact_list",
    "form": "requests.request_form",
    "form_numbers": "archive.form_numbers",
    "gathering": "ledger.evidence",
    "hand_over_form": "credentials.hand_over_form",
    "hand_overs": "credentials.hand_overs",
    "heads": "ledger.ledger_heads",
    "import": "contacts.import_file",
    "import_check": "contacts.import_check",
    "import_columns": "contacts.import_columns",
    "import_done": "contacts.import_done",
    "import_findings": "contacts.import_findings",
    "import_paste": "contacts.import_file",
    "keys": "cheat_sheet",
    "ledger": "ledger.ledger",
    "legal_holds": "erasure.legal_holds",
    "loss": "losses.loss",
    "loss_form": "losses.loss_form",
    "loss_report": "losses.loss_report",
    "monitor": "sending.monitor",
    "optouts": "contacts.contacts",
    "optout_list": "contacts.optout_list",
    "optout_lists": "contacts.optout_list",
    "orders": "people.orders",
    "outcomes": "approvals.batch",
    "paper": "archive.paper",
    "paper_form": "archive.paper_form",
    "papers_owed": "archive.papers_owed",
    "people": "people.people",
    "person": "people.person",
    "pledge": "people.pledge",
    "pledges": "people.pledges",
    "proposal": "two_person.proposals",
    "proposals": "two_person.proposals",
    "provider_form": "credentials.expiries",
    "quarter": "filing.quarter",
    "quarter_form": "filing.quarter_form",
    "recipients": "sending.monitor",
    "replies": "replies.replies",
    "reply": "replies.replies",
    "request": "requests.request_view",
    "requests": "requests.requests",
    "roster": "rosters.rosters",
    "roster_changes": "rosters.roster_changes",
    "rosters": "rosters.rosters",
    "rule_file": "rosters.rule_files",
    "rule_files": "rosters.rule_files",
    "running": "sending.running",
    "seal_form": "credentials.seal_form",
    "sends": "sending.sends",
    "statistics": "filing.statistics",
    "statistics_requests": "filing.statistics",
    "template": "templates.templates",
    "template_form": "templates.template_form",
    "templates": "templates.templates",
    "timeline": "timeline",
    "todo": "duties.todo",
    "verifying": "ledger.ledger_verify",
    "watch": "watch.watch",
    "watched": "watch.watch",
}
"""The module of each page, relative to this package."""


def kind(name: str) -> Any:
    """The class of the page with that name. Raises LookupError if there is none."""
    module = import_module(f"console.screens.{MODULES[name]}")
    for one in vars(module).values():
        if isinstance(one, type) and one.__module__ == module.__name__ and vars(one).get("SCOPE") == name:
            return one
    raise LookupError(name)


def make(name: str, *given: Any, **named: Any) -> Screen[Any]:
    """Make the page with that name from these arguments."""
    made: Screen[Any] = kind(name)(*given, **named)
    if not named:
        made.named_with = given  # type: ignore[attr-defined]  # every page has it; the library's screens do not
    return made
