"""How roster versions, the files that they name, and the departments' own rules are shown."""

from collections import Counter
from typing import Final

from console.look.senses import Sense
from console.views.view import Reader, View, Viewer
from console.wire.people import department_rules
from console.wire.rosters import rosters, rule_files

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

EFFECT = View(rule_files.EffectRow, "effect")


def effects(viewer: Viewer, told: rule_files.Effects) -> list[tuple[Sense, str]]:
    """What a new screening list would have done to the newest texts, in figures."""
    t, by_level = viewer.t, Counter(row.level for row in told.rows)
    said = t("effects.judged", new=told.new, old=told.old, n=f"{told.texts:,}")
    notes = [(Sense.PLAIN, said + (t("effects.left_off", n=f"{told.left_off:,}") if told.left_off else ""))]
    if not told.rows and not told.drafts:
        return [*notes, (Sense.GOOD, t("effects.none"))]
    for level, sense in (("block", Sense.BAD), ("warn", Sense.YOURS)):
        if by_level[level]:
            notes.append((sense, t(f"effects.{level}", n=f"{by_level[level]:,}")))
    if told.drafts:
        notes.append((Sense.YOURS, t("effects.drafts", n=f"{told.drafts:,}")))
    return notes


def effect(viewer: Viewer, row: rule_files.EffectRow) -> str:
    """One text on a line: its number or name, how it is judged now, the words and the rule."""
    return viewer.t(
        "effects.row",
        number=row.number,
        level=viewer.label("effect_level", row.level),
        reason=viewer.label("screening", row.kind),
        words=row.words,
        rule=row.rule,
    )


def rules_version(viewer: Viewer, row: department_rules.RulesRow) -> str:
    """Which version, or that there is none."""
    return viewer.t("chase.version", n=row.version) if row.version else viewer.t("rules.none")


VERSIONS: Final = "v"
"""The place for what the command line shows of the versions of a department's rules."""
RULES = View(department_rules.RulesRow, "rules", version=rules_version, short=_READERS["short"])
