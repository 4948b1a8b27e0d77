"""What a state means to somebody who looks for it: good, bad, waiting for them or for others. Mark and colour follow from it.

Tables are by the name under which a field is shown (`console.wire.shown`): `state:<of>`, or the prefix of its words.
"""

from enum import StrEnum
from typing import Final


class Sense(StrEnum):
    """The senses that have a mark and a colour; PLAIN has neither."""

    PLAIN = ""
    GOOD = "good"
    """Done, delivered, in force."""
    BAD = "bad"
    """Failed, refused, overdue, lost."""
    YOURS = "yours"
    """Somebody's turn: due soon, to be looked at, to be decided."""
    WAITING = "waiting"
    """Waits for others, or nobody knows."""
    LATER = "later"
    """Not begun, or over without an outcome."""
    NOW = "now"
    """Going on."""


_G, _B, _Y, _W, _L, _N = Sense.GOOD, Sense.BAD, Sense.YOURS, Sense.WAITING, Sense.LATER, Sense.NOW

SENSES: Final[dict[str, dict[str, Sense]]] = {
    "state:request": {
        "draft": _L,
        "emergency": _Y,
        "submitted": _W,
        "approved": _W,
        "cleared": _Y,
        "returned": _Y,
        "rejected": _B,
        "withdrawn": _L,
        "expired": _B,
        "lapsed": _B,
        "done": _G,
        "unsettled": _Y,
    },
    "state:slot": {
        "waiting": _L,
        "cleared": _Y,
        "held_back": _B,
        "lapsed": _B,
        "released": _W,
        "sending": _N,
        "held": _Y,
        "refused": _B,
        "done": _G,
        "unsettled": _Y,
        "stopped": _B,
    },
    "state:recipient": {
        "approved": _L,
        "queued": _L,
        "in_flight": _N,
        "accepted": _N,
        "delivered": _G,
        "undelivered": _B,
        "refused": _B,
        "no_receipt": _W,
        "unknown": _W,
        "suppressed": _L,
        "not_sent": _L,
        "emergency": _Y,
        "complaint": _Y,
        "none": _L,
    },
    "state:application": {
        "submitted": _W,
        "authorised": _W,
        "approved": _W,
        "filed": _W,
        "carried_out": _G,
        "active": _G,
        "returned": _Y,
        "rejected": _B,
        "withdrawn": _L,
        "suspended": _B,
        "ended": _L,
    },
    "state:complaint": {"received": _Y, "answered": _W, "closed": _G},
    "state:reply": {"open": _Y, "acted": _G, "decided": _G, "noted": _L},
    "state:watch": {"open": _Y, "acknowledged": _G},
    "state:optout": {"active": _G, "ended": _L},
    "state:list": {"erased": _L},
    "state:template": {"offered": _G, "blocked": _B, "withdrawn": _L},
    "emergency_state": {"entered": _Y, "acknowledged": _G},
    "order_state": {"coming": _L, "live": _G, "over": _L, "recalled": _L},
    "roster.proposal": {"open": _Y, "published": _G, "dropped": _L, "expired": _B, "overtaken": _L},
    "hand_over_state": {"open": _Y, "confirmed": _W, "applied": _G, "expired": _B, "overtaken": _L},
    "proposal_state": {
        "open": _Y,
        "confirmed": _W,
        "applied": _G,
        "expired": _B,
        "overtaken": _L,
        "refused": _B,
    },
    "paper_state": {"kept": _G, "lent": _W, "destroying": _Y, "destroyed": _L, "handed_over": _L},
    "filing.state": {"running": _L, "due": _Y, "compiled": _Y, "signed": _W, "returned": _Y, "received": _G},
    "verdict": {"good": _G, "bad_signature": _B, "not_the_signer": _B},
    "entry_verdict": {"good": _G, "bad_signature": _B, "not_the_signer": _B, "none": _L},
    "standing": {"active": _G, "suspended": _B, "locked": _B, "left": _L},
    "pledge_state": {"valid": _G, "expiring": _Y, "outdated": _Y, "missing": _B, "expired": _B},
    "custody_state": {
        "in_force": _G,
        "unlocked": _G,
        "locked": _Y,
        "incident": _B,
        "missing": _L,
        "none": _L,
        "retired": _B,
        "unavailable": _B,
        "unknown": _W,
    },
    "envelope_state": {"sealed": _G, "opened": _Y, "broken": _B, "stale": _Y, "replaced": _L},
    "event": {
        "release": _W,
        "hold": _Y,
        "resume": _W,
        "stop": _B,
        "refused": _B,
        "started": _N,
        "held": _Y,
        "resumed": _N,
        "stopped": _B,
        "done": _G,
        "corrected": _Y,
        "lapsed": _B,
        "extension": _W,
        "proposed": _W,
        "confirmed": _G,
        "proposed_resend": _W,
        "confirmed_resend": _G,
        "proposed_remainder": _W,
        "confirmed_remainder": _G,
        "continues": _N,
        "settle_refused": _B,
        "contradicted": _B,
    },
    "did": {
        "request": _G,
        "approval": _G,
        "acceptance": _G,
        "release": _G,
        "resume": _G,
        "extension": _G,
        "confirmation": _G,
        "return": _Y,
        "rejection": _B,
        "stop": _B,
        "withdrawal": _L,
    },
    "gateway": {
        "up": _G,
        "down": _B,
        "unknown": _W,
        "rotating": _N,
        "gateway_changing": _N,
        "vault_locked": _Y,
        "vault_missing": _B,
        "vault_unavailable": _B,
        "port_unknown": _W,
        "secret_missing": _Y,
        "secret_gone": _B,
        "secret_foreign": _B,
        "secret_retired": _B,
        "bind_refused": _B,
        "frozen": _B,
        "lost": _B,
    },
}
"""The sense of each code of a set of states."""


def sense_of(kind: str, code: str) -> Sense:
    """Return what a code means in its set of states; PLAIN for other sets, and for a code that the set does not know."""
    return SENSES.get(kind, {}).get(code, Sense.PLAIN)
