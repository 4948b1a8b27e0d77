"""Trials (R2): a text on a few of the organisation's own telephones, before a gateway or a request sends to anybody else."""

import re
from datetime import timedelta
from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.pair import PairAct, Part, Rule
from console.domain.sending.gateways import GatewayFile
from console.domain.shapes import Digest, MaybeDigest, Short

MOST: Final = 5
"""Telephones of one trial."""
A_DAY: Final = 20
"""Trials within 24 hours."""
LASTS: Final = timedelta(minutes=30)
"""How long after its second signature a trial may go out; later it does not."""


class Trial(PairAct, frozen=True, tag="trial/1"):
    """A text goes to some telephones that a gateway file names: that of an approved request, or the file's own sentence.

    `file` is the digest of the gateway file, `request` that of the request, empty without one; `to` are the labels of the telephones.
    """

    OF_REQUEST: ClassVar[Rule] = Rule(
        "trial_text", "R2", Part.RELEASING_OPERATOR, (Part.GENERAL_MANAGER_OF_DEPARTMENT,), lets_go=True
    )
    RULE = Rule("trial_line", "R2", Part.CUSTODIAN, (Part.GENERAL_MANAGER_OF_DEPARTMENT,))

    number: Short
    gateway: Short
    file: Digest
    request: MaybeDigest
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=2000)]
    to: Annotated[Short, ask()]

    @property
    def rule(self) -> Rule:
        """The rule of what is tried."""
        return self.OF_REQUEST if self.request else self.RULE

    @classmethod
    def rules(cls) -> tuple[Rule, ...]:
        """Return both rules."""
        return (cls.RULE, cls.OF_REQUEST)


def labels(to: str) -> list[str]:
    """Return the labels that a person typed, each once, in their order."""
    return list(dict.fromkeys(one for one in re.split(r"[\s、,，;；]+", to) if one))


def numbers(trial: Trial, file: GatewayFile) -> list[tuple[str, int]]:
    """Return the telephones of a trial, by label and number; one that the file does not name has the number 0."""
    known = {one.label.casefold(): int(one.number) for one in file.handsets}
    return [(label, known.get(label.casefold(), 0)) for label in labels(trial.to)]


def fault(trial: Trial, file: GatewayFile, digest: str, text: str) -> str:
    """Return the name of what does not fit the gateway file in force and the text that is tried; empty if all does."""
    if (trial.gateway, trial.file) != (file.id, digest):
        return "trial_other_file"
    if not trial.text.strip() or trial.text != text:
        return "trial_other_text"
    found = numbers(trial, file)
    if not 0 < len(found) <= MOST:
        return "trial_handsets"
    return "" if all(number for _, number in found) else "trial_no_handset"
