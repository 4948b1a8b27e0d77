"""Why a release is not sent here, for reasons that the verifier of `console.signing` does not name."""

from console.signing.bundle_file import Verified

NAMES: dict[str, str] = {
    "released_already": "I2",
    "released_before_rearm": "I2",
    "release_differs": "I1",
    "release_unreadable": "I1",
    "parts_differ": "R2",
    "text_unsendable": "R2",
    "opt_out_unreceived": "R13",
    "text_screened": "R11",
    "text_promotes": "R5",
    "text_for_others": "R11",
    "text_release_other": "R11",
    "text_release_used": "R11",
    "text_release_withdrawn": "R11",
    "policy_not_here": "R2",
    "gateway_not_here": "R2",
    "gateway_changing": "R2",
    "screening_not_here": "R11",
    "bundle_too_large": "I1",
    "settle_early": "I2",
    "continue_source": "I2",
    "receipts_awaited": "I2",
    "signer_frozen": "R12",
    "freeze_unknown": "R12",
    "freeze_of_loss": "R12",
    "freeze_of_brake": "I2",
    "freeze_of_people": "R12",
    "other_password": "R12",
    "rearm_not_asked": "R12",
    "erase_differs": "R13",
    "erase_running": "R13",
    "erase_unsettled": "R13",
    "erase_early": "R13",
    "erase_held": "R13",
    "hold_unknown": "R13",
    "refusal_differs": "R13",
    "refused_since": "R13",
    "refusal_erased": "R13",
    "trial_other_file": "R2",
    "trial_other_text": "R2",
    "trial_handsets": "R2",
    "trial_no_handset": "R2",
    "trial_late": "R2",
    "trial_many": "R2",
}
"""Name to clause: I1 authority travels with the data, I2 exactly once or reported as unknown, R12 after a loss nothing is used
without proof, R13 nothing is erased before the law allows it or while it is held, and no refusal ends
without the wish of the person who said it."""


LACKING = frozenset(
    {"policy_not_here", "gateway_not_here", "gateway_changing", "screening_not_here", "receipts_awaited"}
)
"""Names of what is missing for now, a file or the quiet time of receipts: nothing is sent, and nothing is refused."""


class UnfitError(Exception):
    """A release that must not be sent; `name` is one of NAMES."""

    def __init__(self, name: str, detail: str = "") -> None:
        if name not in NAMES:
            raise KeyError(name)
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name
        self.detail = detail


class LackingError(UnfitError):
    """Something is missing without which nothing may be sent, most often one of our files; it will come, so nothing is refused.

    `closes` is the end of the window of the send that waits for it; `verified` is what its bundle proves, unless more was proved of
    it before.
    """

    def __init__(self, name: str, closes: str, verified: Verified | None = None) -> None:
        super().__init__(name, f"until {closes}")
        self.closes, self.verified = closes, verified
