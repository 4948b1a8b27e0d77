"""Pages by name: a page opens another without knowing its module, which is read when it is first opened.

A page's name is its `SCOPE`. It stands in the module of that name, or in the one that `ELSEWHERE` says.
"""

from importlib import import_module
from typing import Any, Final

from textual.screen import Screen

ELSEWHERE: Final = {
    "department_rule": "department_rules",
    "complaint_form": "complaints",
    "entry": "ledger_entry",
    "expiry_form": "expiries",
    "findings": "contacts",
    "form": "request_form",
    "gathering": "evidence",
    "heads": "ledger_heads",
    "import": "import_wizard",
    "optouts": "contacts",
    "outcomes": "batch",
    "proposal": "proposals",
    "provider_form": "expiries",
    "recipients": "monitor",
    "reply": "replies",
    "request": "request_view",
    "roster": "rosters",
    "rule_file": "rule_files",
    "statistics_requests": "statistics",
    "verifying": "ledger_verify",
}


def kind(name: str) -> Any:
    """The class of the page of that name. Raises ImportError or LookupError for none."""
    module = import_module(f"console.screens.{ELSEWHERE.get(name, name)}")
    for one in vars(module).values():
        if isinstance(one, type) and one.__module__ == module.__name__ and vars(one).get("SCOPE") == name:
            return one
    raise LookupError(name)


def make(name: str, *given: Any, **named: Any) -> Screen[Any]:
    """A page of that name, made with what it takes."""
    made: Screen[Any] = kind(name)(*given, **named)
    return made
