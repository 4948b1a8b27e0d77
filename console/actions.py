"""Table of every action of the screens. Footer, help, palette, key bindings and the reference page are made from it.

The keys are limited to those that both a plain terminal and tmux pass on. On screens with text fields the actions also have
control or function keys, because letters go into the fields.
"""

from collections.abc import Mapping
from typing import Final, NamedTuple

from console.locale.words import text

ALL: Final = "all"
"""Scope of the actions that every page has."""

TABS: Final = (
    "todo", "requests", "approvals", "contacts", "sends", "credentials", "filing", "people", "ledger",
)  # fmt: skip
"""The pages behind the digits 1 to 9."""

LIST: Final = "list"
"""Scope of the actions that every page with a list has."""

FORM: Final = "fields"
"""Scope of the actions that every form has whose values are kept here until it is signed or saved."""

SHARED: Final = (ALL, LIST, FORM)
"""The scopes that no page has for itself."""

SIGNS: Final = 2
"""Danger of the actions that carry a signature over what the page shows."""


class Action(NamedTuple):
    """One action: its id, the page it belongs to, its default keys, its danger, the act that is judged, its clause.

    `danger`: 0 only reads, 1 changes something that can be changed back, 2 carries a signature, 3 releases messages or ends a
    send. `act` names the `Act` whose refusal greys the key (empty: never greyed). The first key is the one that is shown.
    """

    id: str
    scope: str
    keys: tuple[str, ...]
    danger: int = 0
    act: str = ""
    clause: str = ""

    @property
    def name(self) -> str:
        """The method that carries the action out: `approve` of `card.approve`."""
        return self.id.rpartition(".")[2]

    def label(self, lang: str) -> str:
        """The label of the action in that language."""
        return text(f"action.{self.id}", lang)


def _filtered(scope: str) -> tuple[Action, ...]:
    """The actions of a list that can be searched."""
    return Action(f"{scope}.filter", scope, ("slash",)), Action(f"{scope}.again", scope, ("full_stop",))


ACTIONS: Final[tuple[Action, ...]] = (
    *(Action(f"all.{page}", ALL, (str(nth),)) for nth, page in enumerate(TABS, 1)),
    Action("all.help", ALL, ("question_mark", "f1")),
    Action("all.palette", ALL, ("colon", "ctrl+p")),
    Action("all.keys", ALL, ("f12",)),
    Action("all.language", ALL, ("f2",)),
    Action("all.marks", ALL, ("f3",)),
    Action("all.reload", ALL, ("ctrl+r",)),
    Action("all.back", ALL, ("escape",)),
    Action("all.switch", ALL, ("f9",)),
    Action("all.leave", ALL, ("q", "ctrl+q")),
    # Lists, and that of all keys.
    Action("list.book", LIST, ("f4",)),
    Action("fields.clear", FORM, ("f10",)),
    Action("keys.open", "keys", ("enter",)),
    *_filtered("keys"),
    Action("todo.open", "todo", ("enter",)),
    Action("todo.print", "todo", ("p",), 0, "", "R3"),
    Action("todo.delegate", "todo", ("d",), 2, "", "R2"),
    Action("requests.open", "requests", ("enter",)),
    Action("requests.new", "requests", ("n",), 1, "draft", "R9"),
    *_filtered("requests"),
    Action("requests.state", "requests", ("s",)),
    Action("approvals.open", "approvals", ("enter",), 0, "", "R2"),
    Action("approvals.mark", "approvals", ("space",)),
    Action("approvals.batch", "approvals", ("a",), 2, "", "R2"),
    Action("approvals.return", "approvals", ("r",), 2, "", "R2"),
    Action("approvals.reject", "approvals", ("x",), 2, "", "R2"),
    Action("approvals.delegate", "approvals", ("d",), 2, "", "R2"),
    *_filtered("approvals"),
    # The entry form.
    Action("form.submit", "form", ("ctrl+s",), 2, "submit", "R2"),
    Action("form.next", "form", ("pagedown", "ctrl+pagedown")),
    Action("form.previous", "form", ("pageup", "ctrl+pageup")),
    Action("form.attach", "form", ("f5",), 1, "", "R10"),
    Action("form.phone", "form", ("ctrl+o",)),
    Action("form.add_slot", "form", ("f6",), 1, "", "R2"),
    Action("form.remove_slot", "form", ("f7",), 1, "", "R2"),
    Action("form.take", "form", ("f4",), 1, "", "R13"),
    Action("form.add_paper", "form", ("f8",), 1, "", "R2"),
    Action("form.discard", "form", ("f10",), 1, "", "R3"),
    # One request.
    Action("request.edit", "request", ("e",), 1, "edit", "R9"),
    Action("request.decide", "request", ("a",), 0, "", "R2"),
    Action("request.withdraw", "request", ("w",), 2, "withdraw", "R7"),
    Action("request.copy", "request", ("n",), 1, "draft", "R9"),
    Action("request.print", "request", ("p",), 0, "", "R3"),
    Action("request.extend", "request", ("t",), 2, "extend", "R2"),
    Action("request.versions", "request", ("v",)),
    Action("request.compare", "request", ("c",)),
    Action("request.send", "request", ("s",)),
    Action("request.evidence", "request", ("b",), 1, "", "R3"),
    Action("request.complaints", "request", ("k",), 0, "", "R7"),
    Action("request.replies", "request", ("r",), 0, "", "R13"),
    Action("gathering.stop", "gathering", ("x",)),
    # The approval card.
    Action("card.approve", "card", ("a",), 2, "approve", "R2"),
    Action("card.accept", "card", ("c",), 2, "accept", "R6"),
    Action("card.return", "card", ("r",), 2, "return", "R2"),
    Action("card.reject", "card", ("x",), 2, "reject", "R2"),
    Action("card.mark", "card", ("space",), 0, "approve", "R2"),
    Action("card.whole", "card", ("v",)),
    Action("card.next", "card", ("n",)),
    Action("card.compare", "card", ("d",)),
    Action("card.print", "card", ("p",), 0, "", "R3"),
    # Several approvals with one passphrase.
    Action("batch.sign", "batch", ("ctrl+s",), 2, "", "R2"),
    Action("batch.open", "batch", ("f5",)),
    Action("batch.leave_out", "batch", ("f7",)),
    Action("outcomes.close", "outcomes", ("enter",)),
    # Two versions of a request.
    Action("difference.fold", "difference", ("f",)),
    Action("difference.versions", "difference", ("v",)),
    # Contacts.
    Action("contacts.open", "contacts", ("enter",), 0, "", "R10"),
    Action("contacts.import", "contacts", ("i",), 2, "import_list", "R10"),
    Action("contacts.optouts", "contacts", ("o",), 0, "", "R13"),
    *_filtered("contacts"),
    Action("findings.reason", "findings", ("s",)),
    Action("findings.export", "findings", ("w",), 0, "", "R10"),
    Action("optouts.add", "optouts", ("a",), 1, "add_optout", "R13"),
    Action("optouts.import", "optouts", ("i",), 1, "add_optout", "R13"),
    Action("optouts.export", "optouts", ("e",), 1, "", "R13"),
    Action("optouts.scope", "optouts", ("v",)),
    Action("optouts.lists", "optouts", ("l",), 0, "", "R13"),
    Action("optout_lists.open", "optout_lists", ("enter",)),
    *_filtered("optout_lists"),
    Action("optout_list.record", "optout_list", ("ctrl+s",), 1, "", "R13"),
    Action("optout_list.stop", "optout_list", ("x",)),
    Action("optouts.end", "optouts", ("b",), 1, "add_optout", "R13"),
    Action("optouts.state", "optouts", ("s",)),
    Action("optouts.confirm", "optouts", ("c",), 1, "", "R13"),
    *_filtered("optouts"),
    Action("import.take", "import", ("enter",), 1, "", "R10"),
    Action("import.paste", "import", ("p",), 1),
    Action("import.path", "import", ("slash",)),
    Action("import_paste.take", "import_paste", ("ctrl+s",), 1, "", "R10"),
    Action("import_columns.forward", "import_columns", ("enter", "ctrl+s"), 1, "", "R10"),
    Action("import_columns.sheet", "import_columns", ("s", "f5")),
    Action("import_columns.encoding", "import_columns", ("c", "f6")),
    Action("import_check.forward", "import_check", ("ctrl+s",), 2, "", "R10"),
    Action("import_check.turn", "import_check", ("space",), 1, "", "R10"),
    Action("import_check.rows", "import_check", ("enter",)),
    Action("import_check.export", "import_check", ("e", "f8")),
    Action("import_done.request", "import_done", ("n",), 1, "", "R9"),
    Action("sends.open", "sends", ("enter",)),
    Action("sends.running", "sends", ("w",), 0, "", "R2"),
    Action("sends.number", "sends", ("n",), 1, "", "R7"),
    Action("sends.replies", "sends", ("r",), 0, "", "R13"),
    Action("sends.complaints", "sends", ("c",), 0, "", "R7"),
    *_filtered("sends"),
    Action("sends.state", "sends", ("s",)),
    Action("running.open", "running", ("enter",)),
    Action("running.hold", "running", ("h",), 1, "", "R2"),
    # One number, and complaints.
    Action("timeline.open", "timeline", ("enter",)),
    Action("timeline.number", "timeline", ("n",), 1, "", "R7"),
    Action("replies.open", "replies", ("enter",)),
    Action("replies.state", "replies", ("s",)),
    Action("replies.reason", "replies", ("w",)),
    *_filtered("replies"),
    Action("reply.refuses", "reply", ("r",), 1, "", "R13"),
    Action("reply.complaint", "reply", ("k",), 1, "", "R13"),
    Action("reply.resubscribe", "reply", ("b",), 1, "add_optout", "R13"),
    Action("reply.nothing", "reply", ("x",), 1, "", "R13"),
    Action("reply.unmask", "reply", ("u",), 1, "", "R7"),
    Action("reply.request", "reply", ("enter",)),
    Action("complaints.open", "complaints", ("enter",)),
    Action("complaints.new", "complaints", ("n",), 1, "", "R7"),
    Action("complaints.state", "complaints", ("s",)),
    *_filtered("complaints"),
    Action("complaint.answer", "complaint", ("a",), 1, "", "R7"),
    Action("complaint.close", "complaint", ("x",), 1, "", "R13"),
    Action("complaint.unmask", "complaint", ("u",), 1, "", "R7"),
    Action("complaint.request", "complaint", ("enter",)),
    Action("complaint_form.save", "complaint_form", ("ctrl+s",), 1, "", "R7"),
    Action("monitor.release", "monitor", ("r",), 3, "release", "R2"),
    Action("monitor.hold", "monitor", ("h",), 1, "hold", "R2"),
    Action("monitor.resume", "monitor", ("u",), 3, "resume", "R2"),
    Action("monitor.stop", "monitor", ("x",), 3, "stop", "R2"),
    Action("monitor.settle", "monitor", ("s",), 2, "settle", "I2"),
    Action("monitor.continue", "monitor", ("p",), 2, "continue", "I2"),
    Action("monitor.confirm", "monitor", ("c",), 2, "confirm", "I2"),
    Action("monitor.recipients", "monitor", ("enter",)),
    Action("monitor.results", "monitor", ("e",), 0, "", "R3"),
    Action("recipients.unmask", "recipients", ("u",), 1, "", "R7"),
    # People, and orders, which change people's rights at once.
    Action("people.open", "people", ("enter",)),
    Action("people.orders", "people", ("d",), 0, "", "R2"),
    Action("people.applications", "people", ("a",), 0, "", "R1"),
    Action("people.pledge", "people", ("p",), 0, "", "A2"),
    Action("people.chase", "people", ("c",), 0, "", "R7"),
    Action("people.department_rules", "people", ("m",), 0, "", "R0"),
    Action("people.rosters", "people", ("r",)),
    Action("people.rules", "people", ("f",), 0, "", "R2"),
    Action("people.alerts", "people", ("w",)),
    Action("people.suspend", "people", ("u",), 2, "", "R7"),
    Action("people.unlock", "people", ("l",), 1, "", "R12"),
    Action("people.wake", "people", ("b",), 2, "", "R8"),
    *_filtered("people"),
    Action("person.deputise", "person", ("d",), 2, "", "R2"),
    Action("person.suspend", "person", ("u",), 2, "", "R7"),
    Action("person.unlock", "person", ("l",), 1, "", "R12"),
    Action("person.orders", "person", ("o",)),
    Action("orders.open", "orders", ("enter",)),
    Action("orders.new", "orders", ("n",), 2, "", "R2"),
    Action("orders.wake", "orders", ("b",), 2, "", "R8"),
    Action("orders.recall", "orders", ("x",), 2, "", "R2"),
    Action("orders.every", "orders", ("s",)),
    Action("orders.absence", "orders", ("v",)),
    Action("orders.filter", "orders", ("slash",)),
    Action("deputy.sign", "deputy", ("ctrl+s",), 2, "", "R2"),
    Action("applications.open", "applications", ("enter",)),
    Action("applications.new", "applications", ("n",), 2, "", "R1"),
    Action("applications.queue", "applications", ("m",)),
    Action("applications.state", "applications", ("s",)),
    *_filtered("applications"),
    Action("application.agree", "application", ("a",), 2, "", "R8"),
    Action("application.file", "application", ("f",), 2, "", "R1"),
    Action("application.return", "application", ("r",), 2, "", "R1"),
    Action("application.reject", "application", ("x",), 2, "", "R1"),
    Action("application.withdraw", "application", ("w",), 2, "", "R1"),
    Action("application.edit", "application", ("e",), 1, "", "R1"),
    Action("application_form.submit", "application_form", ("ctrl+s",), 2, "", "R1"),
    Action("application_form.pick", "application_form", ("f5",)),
    Action("application_form.read_key", "application_form", ("f6",), 0, "", "R12"),
    Action("pledge.sign", "pledge", ("ctrl+s",), 2, "", "A2"),
    Action("pledge.everyone", "pledge", ("f5",), 0, "", "A2"),
    Action("pledges.open", "pledges", ("enter",)),
    Action("pledges.mine", "pledges", ("p",), 0, "", "A2"),
    Action("pledges.lacking", "pledges", ("s",)),
    *_filtered("pledges"),
    Action("absence.open", "absence", ("enter",)),
    Action("chase.open", "chase", ("enter",)),
    Action("chase.look", "chase", ("v",), 0, "", "R7"),
    Action("chase.rules", "chase", ("d",), 0, "", "R0"),
    Action("chase.department", "chase", ("s",)),
    Action("chase.kind", "chase", ("t",)),
    *_filtered("chase"),
    Action("department_rules.open", "department_rules", ("enter",), 0, "", "R0"),
    Action("department_rules.new", "department_rules", ("n",), 2, "", "R0"),
    *_filtered("department_rules"),
    Action("department_rule.versions", "department_rule", ("v",), 0, "", "R0"),
    Action("department_rule.new", "department_rule", ("n",), 2, "", "R0"),
    Action("department_rules_form.sign", "department_rules_form", ("ctrl+s",), 2, "", "R0"),
    Action("department_rules_form.read", "department_rules_form", ("f5",)),
    Action("rosters.open", "rosters", ("enter",)),
    Action("rosters.compare", "rosters", ("c",)),
    Action("rosters.proposals", "rosters", ("p",), 0, "", "R2"),
    Action("rosters.new", "rosters", ("n",), 2, "", "R2"),
    Action("roster.compare", "roster", ("c",)),
    Action("roster.versions", "roster", ("v",)),
    Action("proposals.open", "proposals", ("enter",), 0, "", "R2"),
    Action("proposal.sign", "proposal", ("a",), 2, "", "R2"),
    Action("proposal.drop", "proposal", ("x",), 1, "", "R2"),
    Action("roster_changes.draw_up", "roster_changes", ("ctrl+s",), 2, "", "R2"),
    Action("roster_changes.applications", "roster_changes", ("f",), 0, "", "R1"),
    Action("roster_changes.hand_overs", "roster_changes", ("h",), 0, "", "R12"),
    Action("roster_changes.appoint", "roster_changes", ("a",), 0, "", "R8"),
    Action("roster_changes.end", "roster_changes", ("e",), 0, "", "R8"),
    Action("roster_changes.move", "roster_changes", ("m",), 0, "", "R8"),
    Action("roster_changes.leave", "roster_changes", ("l",), 0, "", "R8"),
    Action("roster_changes.lift", "roster_changes", ("u",), 0, "", "R8"),
    Action("roster_changes.revoke_key", "roster_changes", ("k",), 0, "", "R12"),
    Action("roster_changes.take_back", "roster_changes", ("x",)),
    Action("rule_files.open", "rule_files", ("enter",)),
    Action("rule_files.compare", "rule_files", ("c",)),
    Action("rule_files.propose", "rule_files", ("n",), 2, "", "R2"),
    Action("rule_files.drop", "rule_files", ("x",), 2, "", "R2"),
    Action("rule_file.compare", "rule_file", ("c",)),
    Action("rule_file.save", "rule_file", ("w",)),
    # Credentials: password records (never the passwords themselves), losses, expiry dates.
    Action("credentials.open", "credentials", ("enter",), 0, "", "R12"),
    Action("credentials.unlock", "credentials", ("u",), 1, "", "R12"),
    Action("credentials.lock", "credentials", ("x",), 1, "", "R12"),
    Action("credentials.install", "credentials", ("i",), 2, "", "R12"),
    Action("credentials.rotate", "credentials", ("r",), 2, "", "R12"),
    Action("credentials.bind_test", "credentials", ("b",), 1, "", "R12"),
    Action("credentials.report", "credentials", ("e",), 1, "", "R12"),
    Action("credentials.freeze", "credentials", ("f",), 1, "", "R12"),
    Action("credentials.lift", "credentials", ("l",), 2, "", "R12"),
    Action("credentials.give_reason", "credentials", ("n",), 1, "", "R12"),
    Action("credentials.expiries", "credentials", ("d",), 0, "", "R12"),
    Action("credentials.hand_overs", "credentials", ("o",), 0, "", "R12"),
    Action("credentials.codes", "credentials", ("c",), 0, "", "R13"),
    Action("credentials.envelopes", "credentials", ("v",), 0, "", "R12"),
    Action("credentials.every", "credentials", ("s",)),
    *_filtered("credentials"),
    Action("loss.next", "loss", ("n",), 0, "", "R12"),
    Action("loss.told", "loss", ("t",), 2, "", "R12"),
    Action("loss.acknowledged", "loss", ("a",), 2, "", "R12"),
    Action("loss.certified", "loss", ("c",), 2, "", "R12"),
    Action("loss.requested", "loss", ("r",), 2, "", "R12"),
    Action("loss.reissued", "loss", ("e",), 2, "", "R12"),
    Action("loss.installed", "loss", ("i",), 2, "", "R12"),
    Action("loss.resumed", "loss", ("u",), 2, "", "R12"),
    Action("loss.closed", "loss", ("x",), 2, "", "R12"),
    Action("loss.found", "loss", ("f",), 2, "", "R12"),
    Action("loss.print", "loss", ("p",), 0, "", "R12"),
    Action("loss_form.sign", "loss_form", ("ctrl+s",), 2, "", "R12"),
    Action("loss_report.send", "loss_report", ("ctrl+s",), 1, "", "R12"),
    Action("gateway_codes.open", "gateway_codes", ("enter",)),
    *_filtered("gateway_codes"),
    Action("expiries.open", "expiries", ("enter",)),
    Action("expiries.edit", "expiries", ("e",), 1, "", "R12"),
    Action("expiries.provider", "expiries", ("p",), 1, "", "R12"),
    Action("expiry_form.save", "expiry_form", ("ctrl+s",), 1, "", "R12"),
    Action("provider_form.save", "provider_form", ("ctrl+s",), 1, "", "R12"),
    # The archive book, and the papers that it still lacks.
    Action("archive.open", "archive", ("enter",), 0, "", "R3"),
    Action("archive.new", "archive", ("n",), 1, "", "R3"),
    Action("archive.owed", "archive", ("o",), 0, "", "R3"),
    Action("archive.emergencies", "archive", ("b",), 0, "", "R3"),
    Action("archive.numbers", "archive", ("v",), 0, "", "R3"),
    Action("archive.state", "archive", ("s",)),
    Action("archive.kind", "archive", ("t",)),
    *_filtered("archive"),
    Action("paper.lend", "paper", ("l",), 1, "", "R3"),
    Action("paper.return", "paper", ("r",), 1, "", "R3"),
    Action("paper.correct", "paper", ("e",), 1, "", "R3"),
    Action("paper.hand_over", "paper", ("m",), 1, "", "R3"),
    Action("paper.destroy", "paper", ("x",), 1, "", "R3"),
    Action("paper.confirm", "paper", ("c",), 1, "", "R3"),
    Action("paper.keep", "paper", ("u",), 1, "", "R3"),
    Action("paper_form.save", "paper_form", ("ctrl+s",), 1, "", "R3"),
    Action("papers_owed.open", "papers_owed", ("enter",), 1, "", "R3"),
    Action("papers_owed.look", "papers_owed", ("v",)),
    *_filtered("papers_owed"),
    Action("form_numbers.open", "form_numbers", ("enter",)),
    Action("form_numbers.department", "form_numbers", ("s",)),
    Action("form_numbers.kind", "form_numbers", ("t",)),
    Action("form_numbers.year", "form_numbers", ("y",)),
    Action("form_numbers.void", "form_numbers", ("x",), 0, "", "R3"),
    *_filtered("form_numbers"),
    Action("emergencies.open", "emergencies", ("enter",), 0, "", "R3"),
    Action("emergencies.new", "emergencies", ("n",), 1, "", "R3"),
    Action("emergencies.acknowledge", "emergencies", ("a",), 2, "", "R7"),
    Action("emergencies.state", "emergencies", ("s",)),
    *_filtered("emergencies"),
    Action("emergency_form.save", "emergency_form", ("ctrl+s",), 1, "", "R3"),
    # Usage figures.
    Action("statistics.open", "statistics", ("enter",), 0, "", "R8"),
    Action("statistics.period", "statistics", ("p",)),
    Action("statistics.dimension", "statistics", ("d",)),
    Action("statistics.measure", "statistics", ("m",)),
    Action("statistics.look", "statistics", ("v",), 0, "", "R8"),
    Action("statistics.write", "statistics", ("w",), 0, "", "R8"),
    Action("statistics.department", "statistics", ("s",)),
    Action("statistics.kind", "statistics", ("t",)),
    Action("statistics.earlier", "statistics", ("b",)),
    Action("statistics.later", "statistics", ("n",)),
    *_filtered("statistics"),
    Action("statistics_requests.open", "statistics_requests", ("enter",)),
    *_filtered("statistics_requests"),
    # Filing: the quarter. s, b and e of the list are statistics, the archive book and erasure.
    Action("filing.open", "filing", ("enter",), 0, "", "R3"),
    Action("filing.quarter", "filing", ("t",)),
    Action("filing.statistics", "filing", ("s",), 0, "", "R8"),
    Action("filing.archive", "filing", ("b",), 0, "", "R3"),
    Action("filing.erasure", "filing", ("e",), 0, "", "R13"),
    Action("filing.print", "filing", ("p",), 0, "", "R3"),
    *_filtered("filing"),
    Action("quarter.compile", "quarter", ("c",), 1, "", "R3"),
    Action("quarter.check", "quarter", ("k",), 0, "", "R3"),
    Action("quarter.sign", "quarter", ("s",), 2, "", "R3"),
    Action("quarter.receive", "quarter", ("a",), 2, "", "R3"),
    Action("quarter.return", "quarter", ("r",), 2, "", "R3"),
    Action("quarter.open", "quarter", ("enter",)),
    Action("quarter.print", "quarter", ("p",), 0, "", "R3"),
    Action("quarter.pack", "quarter", ("w",), 0, "", "R3"),
    Action("quarter_form.sign", "quarter_form", ("ctrl+s",), 2, "", "R3"),
    Action("hand_overs.open", "hand_overs", ("enter",), 0, "", "R12"),
    Action("hand_overs.new", "hand_overs", ("n",), 2, "", "R12"),
    Action("hand_overs.sign", "hand_overs", ("a",), 2, "", "R12"),
    Action("hand_overs.carry_out", "hand_overs", ("c",), 2, "", "R12"),
    Action("hand_overs.print", "hand_overs", ("p",), 0, "", "R12"),
    *_filtered("hand_overs"),
    Action("hand_over_form.sign", "hand_over_form", ("ctrl+s",), 2, "", "R12"),
    Action("envelopes.open", "envelopes", ("enter",), 0, "", "R12"),
    Action("envelopes.seal", "envelopes", ("n",), 2, "", "R12"),
    Action("envelopes.sign", "envelopes", ("a",), 2, "", "R12"),
    Action("envelopes.break_open", "envelopes", ("o",), 2, "", "R12"),
    Action("envelopes.check", "envelopes", ("c",), 1, "", "R12"),
    Action("envelopes.broken", "envelopes", ("b",), 1, "", "R12"),
    Action("envelopes.every", "envelopes", ("s",)),
    *_filtered("envelopes"),
    Action("seal_form.sign", "seal_form", ("ctrl+s",), 2, "", "R12"),
    # Retention and erasure.
    Action("erasure.open", "erasure", ("enter",), 0, "", "R13"),
    Action("erasure.mark", "erasure", ("space",)),
    Action("erasure.propose", "erasure", ("p",), 2, "", "R13"),
    Action("erasure.confirm", "erasure", ("c",), 2, "", "R13"),
    Action("erasure.hold", "erasure", ("h",), 1, "", "R13"),
    Action("erasure.holds", "erasure", ("l",), 0, "", "R13"),
    Action("erasure.certificates", "erasure", ("v",), 0, "", "R13"),
    Action("erasure.every", "erasure", ("s",)),
    *_filtered("erasure"),
    Action("legal_holds.open", "legal_holds", ("enter",)),
    Action("legal_holds.release", "legal_holds", ("u",), 2, "", "R13"),
    Action("legal_holds.every", "legal_holds", ("s",)),
    Action("erasures.open", "erasures", ("enter",)),
    Action("erasures.print", "erasures", ("x",), 0, "", "R13"),
    # The ledger.
    Action("ledger.open", "ledger", ("enter",)),
    Action("ledger.verify", "ledger", ("v",)),
    Action("ledger.heads", "ledger", ("h",)),
    Action("ledger.check", "ledger", ("c",)),
    Action("ledger.kind", "ledger", ("s",)),
    Action("ledger.export", "ledger", ("w",)),
    *_filtered("ledger"),
    Action("entry.later", "entry", ("n",)),
    Action("entry.earlier", "entry", ("p",)),
    Action("heads.open", "heads", ("enter",)),
    Action("heads.check", "heads", ("c",)),
    Action("verifying.stop", "verifying", ("x",)),
    Action("verifying.again", "verifying", ("v",)),
    Action("verifying.check", "verifying", ("c",)),
)
"""The registry. Ids are `<scope>.<name>`; a page of that scope has a method `do_<name>`."""


_own: Final[dict[str, tuple[str, ...]]] = {}
"""The keys that the person at this terminal has in place of an action's own."""


def use_keys(keys: Mapping[str, tuple[str, ...]]) -> None:
    """Give actions these keys from now on, by their ids; all others have their own."""
    _own.clear()
    _own.update(keys)


def _keyed(action: Action) -> Action:
    return action._replace(keys=_own[action.id]) if action.id in _own else action


def of(scope: str) -> tuple[Action, ...]:
    """Return the actions of one page, without those that every page has."""
    return tuple(_keyed(action) for action in ACTIONS if action.scope == scope)


def find(action_id: str) -> Action:
    """Return the action with that id; raises KeyError if there is none."""
    for action in ACTIONS:
        if action.id == action_id:
            return _keyed(action)
    raise KeyError(action_id)
