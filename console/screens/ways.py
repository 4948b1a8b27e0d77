"""The way to every page: the action by which it is opened from another. Palette and cheat sheet follow it, and name pages by it."""

from typing import Final

from console import actions
from console.actions import TABS, Action
from console.locale.words import text

ALONE: Final = {
    "absence": "orders.absence",
    "applications": "people.applications",
    "archive": "filing.archive",
    "chase": "people.chase",
    "complaints": "sends.complaints",
    "department_rules": "people.department_rules",
    "emergencies": "archive.emergencies",
    "envelopes": "credentials.envelopes",
    "erasure": "filing.erasure",
    "erasures": "erasure.certificates",
    "expiries": "credentials.expiries",
    "gateway_codes": "credentials.codes",
    "form_numbers": "archive.numbers",
    "hand_overs": "credentials.hand_overs",
    "heads": "ledger.heads",
    "keys": "all.keys",
    "legal_holds": "erasure.holds",
    "optouts": "contacts.optouts",
    "optout_lists": "optouts.lists",
    "orders": "people.orders",
    "papers_owed": "archive.owed",
    "pledge": "people.pledge",
    "pledges": "pledge.everyone",
    "proposals": "rosters.proposals",
    "replies": "sends.replies",
    "rosters": "people.rosters",
    "rule_files": "people.rules",
    "running": "sends.running",
    "statistics": "filing.statistics",
    "templates": "requests.templates",
    "verifying": "ledger.verify",
    "watch": "sends.watch",
}
"""Pages that only need their key, and the action that opens each."""

WITHIN: Final = {
    "application": "applications.open",
    "application_form": "applications.new",
    "batch": "approvals.batch",
    "card": "approvals.open",
    "complaint": "complaints.open",
    "complaint_form": "complaints.new",
    "department_rule": "department_rules.open",
    "department_rules_form": "department_rule.new",
    "deputy": "orders.new",
    "difference": "request.compare",
    "effects": "proposal.effects",
    "emergency_form": "emergencies.new",
    "entry": "ledger.open",
    "expiry_form": "expiries.edit",
    "findings": "contacts.open",
    "contact_list": "contacts.whole",
    "optout_list": "optouts.import",
    "form": "requests.new",
    "gathering": "request.evidence",
    "hand_over_form": "hand_overs.new",
    "import": "contacts.import",
    "import_check": "import_columns.forward",
    "import_columns": "import.take",
    "import_done": "import_check.forward",
    "import_findings": "import_check.rows",
    "import_paste": "import.paste",
    "loss": "credentials.open",
    "loss_form": "loss.told",
    "loss_report": "credentials.report",
    "monitor": "sends.open",
    "outcomes": "batch.sign",
    "paper": "archive.open",
    "paper_form": "archive.new",
    "person": "people.open",
    "proposal": "proposals.open",
    "provider_form": "expiries.provider",
    "quarter": "filing.open",
    "quarter_form": "quarter.sign",
    "recipients": "monitor.recipients",
    "reply": "replies.open",
    "request": "requests.open",
    "roster": "rosters.open",
    "roster_changes": "rosters.new",
    "rule_file": "rule_files.open",
    "seal_form": "envelopes.seal",
    "statistics_requests": "statistics.open",
    "template": "templates.open",
    "template_form": "templates.new",
    "timeline": "sends.number",
    "watched": "watch.open",
}
"""Pages of one thing, which is chosen first, and forms; and the action that opens each."""


_BEHIND: Final = {by: page for page, by in (ALONE | WITHIN).items()}


def behind(action: Action) -> str:
    """The page that an action opens, perhaps once something was chosen or typed; empty if it opens none."""
    return _BEHIND.get(action.id, "")


def opener(page: str) -> Action | None:
    """The action that opens a page; None for the tabs, and for the choice of a person."""
    by = ALONE.get(page) or WITHIN.get(page)
    return actions.find(by) if by else None


def opened(action: Action) -> str:
    """The page that an action opens without anything else; empty if it opens none."""
    if action.scope == actions.ALL and action.name in TABS:
        return action.name
    return next((page for page, by in ALONE.items() if by == action.id), "")


def way(page: str) -> list[str]:
    """The pages from a tab to this page, which is the last of them."""
    by = opener(page)
    return [*(way(by.scope) if by is not None and by.scope != actions.ALL else []), page]


def resting(page: str) -> list[str]:
    """The way as far as it needs nothing but keys: the rest begins with choosing something there."""
    pages = way(page)
    stop = next((nth for nth, one in enumerate(pages) if one in WITHIN), len(pages))
    return pages[:stop]


def steps(action: Action) -> list[Action]:
    """The actions that lead from the last page of `resting` to this one and carry it out."""
    pages = way(action.scope)
    openers = [opener(page) for page in pages[len(resting(action.scope)) :]]
    return [*(one for one in openers if one is not None), action]


def name(page: str, lang: str) -> str:
    """A page's name."""
    return text(f"tab.{page}" if page in TABS else f"help.{page}.title", lang)


def path(page: str, lang: str) -> str:
    """The names of the pages on the way to this one, such as `归档 > 档案簿`."""
    return " > ".join(name(one, lang) for one in way(page))
