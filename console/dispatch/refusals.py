"""Why a release is not sent here, where the verifier of `console.signing` has no name for it."""

NAMES: dict[str, str] = {
    "released_already": "I2",
    "released_before_rearm": "I2",
    "release_differs": "I1",
    "parts_differ": "R2",
    "text_unsendable": "R2",
    "gateway_not_here": "R2",
    "settle_early": "I2",
}
"""Name to clause: I1 authority travels with the data, I2 exactly once or surfaced."""


class UnfitError(Exception):
    """A release that must not be sent; `name` is one of NAMES."""

    def __init__(self, name: str, detail: str = "") -> None:
        if name not in NAMES:
            raise KeyError(name)
        super().__init__(f"{name}: {detail}" if detail else name)
        self.name = name
        self.detail = detail
