"""What people see of the ledger (R3)."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page


class ToEntry(Route, frozen=True):
    """An entry of the ledger by its number."""

    seq: int


NOUN: Final = Noun(
    "ledger",
    pages=(
        page("gathering", "ledger.evidence:GatheringPage", "request.evidence")(key("stop", "x")),
        page("ledger", "ledger.ledger:LedgerPage")(
            key("open", "enter"),
            key("verify", "v"),
            key("heads", "h"),
            key("check", "c"),
            key("kind", "s"),
            key("export", "w"),
            *SEARCHED,
        ),
        page("entry", "ledger.ledger_entry:EntryPage", "ledger.open", about=(ToEntry,))(
            key("later", "n"), key("earlier", "p")
        ),
        page("heads", "ledger.ledger_heads:HeadsPage", "ledger.heads", alone=True)(
            key("open", "enter"), key("check", "c")
        ),
        page("verifying", "ledger.ledger_verify:VerifyingPage", "ledger.verify", alone=True)(
            key("stop", "x"), key("again", "v"), key("check", "c")
        ),
    ),
    senses={
        "verdict": {"good": Sense.GOOD, "bad_signature": Sense.BAD, "not_the_signer": Sense.BAD},
        "entry_verdict": {
            "good": Sense.GOOD,
            "bad_signature": Sense.BAD,
            "not_the_signer": Sense.BAD,
            "none": Sense.LATER,
        },
    },
)
