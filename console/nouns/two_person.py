"""What people see of acts that two people sign (R2)."""

from typing import Final

from console.look.senses import Sense
from console.noun import Noun, key, page
from console.wire.duties import subjects

NOUN: Final = Noun(
    "two_person",
    pages=(
        page(
            "proposals",
            "two_person.proposals:RosterProposalsPage",
            "rosters.proposals",
            alone=True,
            about=(subjects.Version,),
        )(key("open", "enter", clause="R2")),
        page("proposal", "two_person.proposals:ProposalPage", "proposals.open")(
            key("sign", "a", danger=2, clause="R2"),
            key("effects", "w", clause="R11"),
            key("drop", "x", danger=1, clause="R2"),
        ),
    ),
    senses={
        "proposal_state": {
            "open": Sense.YOURS,
            "confirmed": Sense.WAITING,
            "applied": Sense.GOOD,
            "expired": Sense.BAD,
            "overtaken": Sense.LATER,
            "refused": Sense.BAD,
        },
    },
)
