"""Which fields of a signed act a person fills in, said once, where the field is declared; nothing of its bytes changes by it."""

from typing import NamedTuple

import msgspec

from console.domain.refusals import Refusal


class Ask(NamedTuple):
    """What `ask` says of a field."""

    kind: str
    needed: bool
    option: str
    missing: Refusal | None
    code: bool
    urgent: bool
    seen: bool
    filled: bool
    called: str


def ask(
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
) -> msgspec.Meta:
    """Say that a person gives this field. `missing` is the refusal where it is needed and not given, if not the common one.

    `called` is its name in what is said, where the last of its path would stand there twice.

    `kind` of input is told by the type: `line`, `lines` (of more than 200 characters), `tick`, `number`, `time`, `person`,
    `department`, `choice`; of a list `numbers`, `choices` or `texts`. `now` is a time that is this moment where none is typed,
    `day` a date, `key` a public key, `gateway` one of the roster, `again` a number that is shown and typed again beside the
    signature. `option` is its name at the command line, if not its own. Of a list of parts the kind has a name of its own
    (`quoted`, `papers`); parts that the desk completes are `slots`, which their noun fills in and compares.

    A text names no mobile number, but for a `code` that others gave, which may look like one. `urgent` words are no reason to
    refuse an act that cannot wait: they are kept as `masking.kept_words` makes them. What is `seen` nobody types: it says what
    the signer was shown, and their own program gives it. What is `filled` the desk gives where nothing is typed.
    """
    return msgspec.Meta(extra={"ask": Ask(kind, needed, option, missing, code, urgent, seen, filled, called)})
