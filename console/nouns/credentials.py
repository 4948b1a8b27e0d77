"""What people see of passwords and whoever holds them (R12)."""

from collections.abc import Sequence
from typing import Final

from console.look.senses import Sense
from console.noun import SEARCHED, Noun, Route, key, page
from console.wire.duties import subjects


class ToHandOverForm(Route, frozen=True):
    """The people who may take custody over."""

    candidates: Sequence[str]


NOUN: Final = Noun(
    "credentials",
    pages=(
        page(
            "credentials",
            "credentials.credentials:CredentialsPage",
            about=(subjects.Freeze, subjects.Dispatcher, subjects.Trouble),
        )(
            key("open", "enter", clause="R12"),
            key("unlock", "u", danger=1, clause="R12"),
            key("lock", "x", danger=1, clause="R12"),
            key("install", "i", danger=2, clause="R12"),
            key("rotate", "r", danger=2, clause="R12"),
            key("bind_test", "b", danger=1, clause="R12"),
            key("report", "e", danger=1, clause="R12"),
            key("freeze", "f", danger=1, clause="R12"),
            key("lift", "l", danger=2, clause="R12"),
            key("rearm", "a", danger=2, clause="R12"),
            key("give_reason", "n", danger=1, clause="R12"),
            key("expiries", "d", clause="R12"),
            key("hand_overs", "o", clause="R12"),
            key("codes", "c", clause="R13"),
            key("envelopes", "v", clause="R12"),
            key("trials", "t", clause="R2"),
            key("upkeep", "m", clause="R7"),
            key("every", "s"),
            *SEARCHED,
        ),
        page("gateway_codes", "credentials.gateway_codes:GatewayCodesPage", "credentials.codes", alone=True)(
            key("open", "enter"), *SEARCHED
        ),
        page(
            "expiries",
            "credentials.expiries:ExpiriesPage",
            "credentials.expiries",
            alone=True,
            about=(subjects.Expiry,),
        )(
            key("open", "enter"),
            key("edit", "e", danger=1, clause="R12"),
            key("provider", "p", danger=1, clause="R12"),
        ),
        page("expiry_form", "credentials.expiries:ExpiryFormPage", "expiries.edit")(
            key("save", "ctrl+s", danger=1, clause="R12")
        ),
        page("provider_form", "credentials.expiries:ProviderFormPage", "expiries.provider")(
            key("save", "ctrl+s", danger=1, clause="R12")
        ),
        page(
            "hand_overs",
            "credentials.hand_overs:HandOversPage",
            "credentials.hand_overs",
            alone=True,
            about=(subjects.Handover,),
        )(
            key("open", "enter", clause="R12"),
            key("new", "n", danger=2, clause="R12"),
            key("sign", "a", danger=2, clause="R12"),
            key("carry_out", "c", danger=2, clause="R12"),
            key("print", "p", clause="R12"),
            *SEARCHED,
        ),
        page(
            "hand_over_form",
            "credentials.hand_over_form:HandOverFormPage",
            "hand_overs.new",
            about=(ToHandOverForm,),
        )(key("sign", "ctrl+s", danger=2, clause="R12")),
        page(
            "envelopes",
            "credentials.envelopes:EnvelopesPage",
            "credentials.envelopes",
            alone=True,
            about=(subjects.Envelope, subjects.Secret),
        )(
            key("open", "enter", clause="R12"),
            key("seal", "n", danger=2, clause="R12"),
            key("sign", "a", danger=2, clause="R12"),
            key("break_open", "o", danger=2, clause="R12"),
            key("check", "c", danger=1, clause="R12"),
            key("broken", "b", danger=1, clause="R12"),
            key("every", "s"),
            *SEARCHED,
        ),
        page("seal_form", "credentials.seal_form:SealFormPage", "envelopes.seal")(
            key("sign", "ctrl+s", danger=2, clause="R12")
        ),
    ),
    senses={
        "hand_over_state": {
            "open": Sense.YOURS,
            "confirmed": Sense.WAITING,
            "applied": Sense.GOOD,
            "expired": Sense.BAD,
            "overtaken": Sense.LATER,
        },
        "custody_state": {
            "in_force": Sense.GOOD,
            "unlocked": Sense.GOOD,
            "locked": Sense.YOURS,
            "incident": Sense.BAD,
            "missing": Sense.LATER,
            "none": Sense.LATER,
            "retired": Sense.BAD,
            "unavailable": Sense.BAD,
            "unknown": Sense.WAITING,
        },
        "envelope_state": {
            "sealed": Sense.GOOD,
            "opened": Sense.YOURS,
            "broken": Sense.BAD,
            "stale": Sense.YOURS,
            "replaced": Sense.LATER,
        },
    },
)
