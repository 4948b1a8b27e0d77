"""What people see of sends (R2): the list, the monitor, the recipients, one number."""

from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page


class ToMonitor(Route, frozen=True):
    """A send: a slot of a request."""

    request: int
    slot: int


class ToRecipients(Route, frozen=True):
    """The recipients of a send that are in a state, or of those the ones with this cause."""

    request: int
    slot: int
    state: str
    why: str = ""


NOUN: Final = Noun(
    "sending",
    pages=(
        page("sends", "sending.sends:SendsPage")(
            key("open", "enter"),
            key("running", "w", clause="R2"),
            key("hold", "h", danger=1, clause="R2"),
            key("number", "n", danger=1, clause="R7"),
            key("replies", "r", clause="R13"),
            key("complaints", "c", clause="R7"),
            key("watch", "u", clause="R7"),
            *SEARCHED,
            key("state", "s"),
        ),
        page("running", "sending.running:RunningPage", "sends.running", alone=True)(
            key("open", "enter"), key("hold", "h", danger=1, clause="R2")
        ),
        page("timeline", "timeline:TimelinePage", "sends.number")(
            key("open", "enter"), key("number", "n", danger=1, clause="R7")
        ),
        page("monitor", "sending.monitor:MonitorPage", "sends.open", about=(ToMonitor,))(
            key("release", "r", danger=3, act="release", clause="R2"),
            key("hold", "h", danger=1, act="hold", clause="R2"),
            key("resume", "u", danger=3, act="resume", clause="R2"),
            key("stop", "x", danger=3, act="stop", clause="R2"),
            key("settle", "s", danger=2, act="settle", clause="I2"),
            key("continue", "p", danger=2, act="continue", clause="I2"),
            key("confirm", "c", danger=2, act="confirm", clause="I2"),
            key("trial", "t", danger=2, act="trial", clause="R2"),
            key("recipients", "enter"),
            key("results", "e", clause="R3"),
        ),
        page("trials", "sending.trials:TrialsPage", "credentials.trials", alone=True)(
            key("open", "enter"),
            key("new", "n", danger=2, clause="R2"),
            key("sign", "a", danger=2, clause="R2"),
            *SEARCHED,
        ),
        page("recipients", "sending.monitor:RecipientsPage", "monitor.recipients", about=(ToRecipients,))(
            key("unmask", "u", danger=1, clause="R7")
        ),
    ),
    senses={
        "state:slot": {
            "waiting": Sense.LATER,
            "cleared": Sense.YOURS,
            "held_back": Sense.BAD,
            "untaken": Sense.BAD,
            "lapsed": Sense.BAD,
            "released": Sense.WAITING,
            "sending": Sense.NOW,
            "held": Sense.YOURS,
            "refused": Sense.BAD,
            "done": Sense.GOOD,
            "unsettled": Sense.YOURS,
            "stopped": Sense.BAD,
        },
        "state:recipient": {
            "approved": Sense.LATER,
            "queued": Sense.LATER,
            "in_flight": Sense.NOW,
            "accepted": Sense.NOW,
            "delivered": Sense.GOOD,
            "undelivered": Sense.BAD,
            "refused": Sense.BAD,
            "no_receipt": Sense.WAITING,
            "unknown": Sense.WAITING,
            "suppressed": Sense.LATER,
            "not_sent": Sense.LATER,
            "emergency": Sense.YOURS,
            "complaint": Sense.YOURS,
            "none": Sense.LATER,
        },
        "event": {
            "release": Sense.WAITING,
            "hold": Sense.YOURS,
            "resume": Sense.WAITING,
            "stop": Sense.BAD,
            "refused": Sense.BAD,
            "started": Sense.NOW,
            "held": Sense.YOURS,
            "resumed": Sense.NOW,
            "stands": Sense.WAITING,
            "goes_on": Sense.NOW,
            "stopped": Sense.BAD,
            "done": Sense.GOOD,
            "corrected": Sense.YOURS,
            "lapsed": Sense.BAD,
            "extension": Sense.WAITING,
            "proposed": Sense.WAITING,
            "confirmed": Sense.GOOD,
            "proposed_resend": Sense.WAITING,
            "confirmed_resend": Sense.GOOD,
            "proposed_remainder": Sense.WAITING,
            "confirmed_remainder": Sense.GOOD,
            "continues": Sense.NOW,
            "settle_refused": Sense.BAD,
            "contradicted": Sense.BAD,
        },
        "gateway": {
            "up": Sense.GOOD,
            "down": Sense.BAD,
            "unknown": Sense.WAITING,
            "rotating": Sense.NOW,
            "gateway_changing": Sense.NOW,
            "vault_locked": Sense.YOURS,
            "vault_missing": Sense.BAD,
            "vault_unavailable": Sense.BAD,
            "port_unknown": Sense.WAITING,
            "tls_unreadable": Sense.BAD,
            "secret_missing": Sense.YOURS,
            "secret_gone": Sense.BAD,
            "secret_foreign": Sense.BAD,
            "secret_retired": Sense.BAD,
            "bind_refused": Sense.BAD,
            "gateway_unproved": Sense.BAD,
            "gateway_version": Sense.BAD,
            "frozen": Sense.BAD,
            "lost": Sense.BAD,
        },
    },
)
