"""A refusal: which rule, which clause, and the values that its words need."""

import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """Why something may not be done. `code` keys the words (what, why, next) in the locale catalogue.

    `clause` cites the regulation (`R5`) or names the invariant of the architecture (`I1`) that the refusal enforces. `params` are
    plain values that fill in the words; they never hold a mobile number or a secret.
    """

    code: str
    clause: str
    params: dict[str, str] = {}


def refuse(code: str, clause: str, **params: object) -> Refusal:
    """Shorthand that renders every value as text."""
    return Refusal(code, clause, {name: str(value) for name, value in params.items()})
