"""Which fields of a signed act a person fills in, stated once, where the field is declared; its bytes do not change."""

from typing import NamedTuple

import msgspec

from console.domain.refusals import Refusal


class Ask(NamedTuple):
    """The statement of `ask` about a field."""

    kind: str
    needed: bool
    option: str
    missing: Refusal | None
    code: bool
    urgent: bool
    seen: bool
    filled: bool
    called: str
    section: str


def ask(  # noqa: PLR0913 - what a declaration may say of a field
    kind: str = "",
    *,
    needed: bool = True,
    option: str = "",
    missing: Refusal | None = None,
    code: bool = False,
    urgent: bool = False,
    seen: bool = False,
    filled: bool = False,
    called: str = "",
    section: str = "",
) -> msgspec.Meta:
    """State that a person gives this field. `missing` is the refusal if it is needed and not given, if not the common one.

    `called` is its name among the typed values, if the last part of its path would occur twice there. `section` is the part of the
    act's form in which it is asked, where the form has parts.

    The type determines `kind`, the kind of input: `line`, `lines` (of more than 200 characters), `tick`, `number`, `time`,
    `person`, `department`, `choice`; for a list `numbers`, `choices` or `texts`. `now` is a time, the present if none is typed;
    `day` is a date, `phone` a telephone number, `key` a public key, `gateway` a gateway of the roster, `again` a number that is shown and typed again beside
    the signature. `option` is its name on the command line, if it differs. A list of parts has its own kind (`quoted`, `papers`);
    parts that the desk completes are `slots`, which their noun fills in and compares.

    A text may not contain a mobile number, except a `code` that others assigned, which may look like one. `urgent` words never
    cause a refusal, as their act cannot wait: `masking.kept_words` makes the stored form. A `seen` field is not typed: it states
    what the signer was shown, and the signer's own program gives it. A `filled` field is given by the desk if nothing is typed.
    """
    return msgspec.Meta(
        extra={"ask": Ask(kind, needed, option, missing, code, urgent, seen, filled, called, section)}
    )
