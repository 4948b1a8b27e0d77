"""What people see of rosters and rule files (R2, R11)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page


class ToChanges(Route, frozen=True):
    """Changes to the roster, those of an application first."""

    application: int = 0


class ToEffects(Route, frozen=True):
    """What a proposed version changes at texts, by its digest."""

    digest: str


class ToGatewayForm(Route, frozen=True):
    """The questions of a gateway file, answered as a file that a roster names has them: its gateway and digest, or none."""

    gateway: str = ""
    digest: str = ""


NOUN: Final = Noun(
    "rosters",
    pages=(
        page("rosters", "rosters.rosters:RostersPage", "people.rosters", alone=True)(
            key("open", "enter"),
            key("compare", "c"),
            key("proposals", "p", clause="R2"),
            key("new", "n", danger=2, clause="R2"),
        ),
        page("roster", "rosters.rosters:RosterPage", "rosters.open")(
            key("compare", "c"), key("versions", "v")
        ),
        page(
            "effects",
            "rosters.screening_effects:ScreeningEffectsPage",
            "proposal.effects",
            about=(ToEffects,),
        )(key("open", "enter"), *SEARCHED),
        page("roster_changes", "rosters.roster_changes:RosterChangesPage", "rosters.new", about=(ToChanges,))(
            key("draw_up", "ctrl+s", danger=2, clause="R2"),
            key("applications", "f", clause="R1"),
            key("hand_overs", "h", clause="R12"),
            key("appoint", "a", clause="R8"),
            key("end", "e", clause="R8"),
            key("move", "m", clause="R8"),
            key("leave", "l", clause="R8"),
            key("lift", "u", clause="R8"),
            key("revoke_key", "k", clause="R12"),
            key("take_back", "x"),
        ),
        page("rule_files", "rosters.rule_files:RuleFilesPage", "people.rules", alone=True)(
            key("open", "enter"),
            key("compare", "c"),
            key("propose", "n", danger=2, clause="R2"),
            key("drop", "x", danger=2, clause="R2"),
            key("gateway", "w", danger=1, clause="R2"),
        ),
        page(
            "gateway_form",
            "rosters.gateway_form:GatewayFormPage",
            "rule_files.gateway",
            about=(ToGatewayForm,),
        )(key("save", "ctrl+s", danger=1, clause="R2")),
        page("rule_file", "rosters.rule_files:RuleFilePage", "rule_files.open")(
            key("compare", "c"), key("save", "w")
        ),
    ),
    senses={
        "roster.proposal": {
            "open": Sense.YOURS,
            "published": Sense.GOOD,
            "dropped": Sense.LATER,
            "expired": Sense.BAD,
            "overtaken": Sense.LATER,
        },
    },
)
