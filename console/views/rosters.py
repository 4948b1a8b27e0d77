"""How roster versions and the departments' own rules are shown."""

from console.views.view import View, Viewer
from console.wire import department_rules, rosters

VERSION = View(
    rosters.RosterRow,
    "roster_version",
    signers=lambda viewer, row: "\n".join(map(viewer.person, row.signed_by)),
    short=lambda _viewer, row: row.digest[:16],
)


def rules_version(viewer: Viewer, row: department_rules.RulesRow) -> str:
    """Which version, or that there is none."""
    return viewer.t("chase.version", n=row.version) if row.version else viewer.t("rules.none")


RULES = View(department_rules.RulesRow, "rules", version=rules_version)
