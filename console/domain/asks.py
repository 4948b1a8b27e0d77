"""Which fields of a signed act or of a call a person fills in, stated once, at the field; its bytes do not change."""

from collections.abc import Iterable
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
    label: str
    most: int
    choices: tuple[str, ...]


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
    label: str = "",
    most: int = 0,
    choices: Iterable[str] = (),
) -> msgspec.Meta:
    """State that a person gives this field. `missing` is the refusal if it is needed and not given, if not the common one.

    `called` is its name among the typed values, if the last part of its path would occur twice there. `section` is the part of the
    act's form in which it is asked, where the form has parts. `label` is the name of its label, if not its own.

    `most` (characters) and `choices` bound a field whose type does not: the field of a call, which the decoder would refuse without
    words for a person if its type did.

    The type determines `kind`, the kind of input: `line`, `lines` (of more than 200 characters), `tick`, `number`, `time`,
    `person`, `department`, `choice`; for a list `numbers`, `choices` or `texts`. `now` is a time, the present if none is typed;
    `day` is a date, `phone` a telephone number, `mobile` a mobile number (0 for none), `key` a public key, `gateway` a gateway of the roster, `pick` one of what the page offers, `again` a number that is shown and typed again beside
    the signature. `option` is its name on the command line, if it differs. A list of parts has its own kind (`quoted`, `papers`);
    parts that the desk completes are `slots`, which their noun fills in and compares.

    A text may not contain a mobile number, except a `code` that others assigned, which may look like one. `urgent` words never
    cause a refusal, as their act cannot wait: `masking.kept_words` makes the stored form. A `seen` field is not typed: it states
    what the signer was shown, and the signer's own program gives it. A `filled` field is given by the desk if nothing is typed.
    """
    bounds = most, tuple(map(str, choices))
    said = Ask(kind, needed, option, missing, code, urgent, seen, filled, called, section, label, *bounds)
    return msgspec.Meta(extra={"ask": said})
