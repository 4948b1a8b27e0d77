"""The verifier's refusals: each has its own name, a clause, and the value that did not fit."""


class Refused(Exception):  # noqa: N818 - the field's word: a bundle is refused, which is an answer, not an error
    """A bundle that must not be sent. `name` is one of NAMES; `detail` says which part, in words for a log."""

    def __init__(self, name: str, detail: str = "") -> None:
        if name not in NAMES:
            raise KeyError(name)
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name
        self.detail = detail

    @property
    def clause(self) -> str:
        """The clause behind the refusal."""
        return NAMES[self.name]


NAMES: dict[str, str] = {
    "not_canonical": "I1",
    "bundle_malformed": "I1",
    "hidden_characters": "R11",
    "foreign_organisation": "I1",
    "signers_not_by_roots": "I1",
    "roster_not_by_signers": "I1",
    "roster_chain_broken": "I1",
    "roster_older": "I1",
    "roster_forked": "I1",
    "roster_expired": "R2",
    "roster_in_future": "I1",
    "roster_too_long": "I1",
    "roster_ambiguous": "I1",
    "roster_not_in_force": "I1",
    "policy_differs": "R2",
    "policy_other_version": "R2",
    "gateway_differs": "R2",
    "gateway_not_approved": "R2",
    "gateway_not_for_solo": "I1",
    "request_signature": "R2",
    "request_not_by_drafter": "R9",
    "request_text": "R11",
    "request_route": "R2",
    "request_cost": "R2",
    "request_version": "R2",
    "request_sender": "R2",
    "request_pledge": "A2",
    "list_missing": "R10",
    "list_signature": "R10",
    "list_not_by_drafter": "R9",
    "list_other_department": "R10",
    "list_count": "R10",
    "list_root": "R10",
    "list_part": "R10",
    "pledge_signature": "A2",
    "order_signature": "R8",
    "order_not_allowed": "R8",
    "step_signature": "R2",
    "step_not_by_signer": "R2",
    "step_other_request": "R2",
    "step_order": "R2",
    "step_not_allowed": "R2",
    "step_ended": "R2",
    "step_count": "R2",
    "step_deputy": "R2",
    "step_unchecked": "R7",
    "route_incomplete": "R2",
    "acceptance_incomplete": "R6",
    "extension_window": "R2",
    "release_missing": "R2",
    "release_slot": "R2",
    "release_count": "R2",
    "release_not_allowed": "R2",
    "resume_not_allowed": "R2",
    "pair_signature": "I2",
    "pair_differs": "I2",
    "pair_order": "I2",
    "pair_expired": "I2",
    "pair_not_allowed": "I2",
    "settle_count": "I2",
    "continue_count": "I2",
    "continue_window": "R2",
    "erase_count": "R13",
    "erase_twice": "R13",
    "ground_signature": "R1",
    "ground_chain": "R1",
    "ground_decision": "R1",
    "ground_not_filed": "R1",
    "ground_used": "R1",
    "signed_in_future": "I1",
    "signer_not_active": "R8",
    "key_revoked": "R12",
    "window_passed": "R2",
}
"""Name to clause; I1 is invariant 1 of the architecture: authority travels with the data."""
