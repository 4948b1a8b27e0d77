"""How roster versions, the files that they name, and the departments' own rules are shown."""

from typing import Final

from console.views.view import Reader, View, Viewer
from console.wire import department_rules, rosters, rule_files

_READERS: Final[dict[str, Reader]] = {
    "signers": lambda viewer, row: "\n".join(map(viewer.person, row.signed_by)),
    "short": lambda _viewer, row: row.digest[:16],
}

VERSION = View(rosters.RosterRow, "roster_version", **_READERS)
PROPOSAL = View(
    rosters.RosterProposal,
    "roster_proposal",
    short=_READERS["short"],
    why_not=lambda viewer, row: viewer.why(row.refusal) if row.state == "open" else "",
)


def _kept(viewer: Viewer, row: rule_files.RuleFileRow) -> str:
    """That the desk has lost the file, if so."""
    kind = viewer.label("rule_file", row.kind)
    return "" if row.kept else viewer.t("rule_file.not_there", rule_file=kind, name=row.name)


RULE_FILE = View(
    rule_files.RuleFileRow,
    "rule_file",
    until=lambda viewer, row: viewer.when(row.until)[:16] if row.until else viewer.t("rule_file.in_force"),
    kept=_kept,
    **_READERS,
)


def rules_version(viewer: Viewer, row: department_rules.RulesRow) -> str:
    """Which version, or that there is none."""
    return viewer.t("chase.version", n=row.version) if row.version else viewer.t("rules.none")


VERSIONS: Final = "v"
"""The place for what the command line shows of the versions of a department's rules."""
RULES = View(department_rules.RulesRow, "rules", version=rules_version, short=_READERS["short"])
