"""A screening list: a dated version of what texts are screened for, signed by two people like the policy (R11).

Levels: `block` stops the submit, `warn` goes to drafter and approvers, `note` is only told where somebody asks.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Final, Literal

import msgspec

from console.domain import toml_lines
from console.domain.content.appeals import NEVER

Level = Literal["block", "warn", "note"]
LEVELS: Final[tuple[Level, ...]] = ("block", "warn", "note")
"""From the gravest on."""

_Some = Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
_Class = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z_]{0,39}$")]
_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
_Words = Annotated[list[_Word], msgspec.Meta(max_length=100_000)]
_Part = Annotated[
    list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(min_length=1, max_length=400)
]
_Parts = Annotated[list[_Part], msgspec.Meta(min_length=1, max_length=12)]
_Day = Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern over the NFKC-folded text: why it matters (its class), and whether it blocks or warns."""

    reason: _Some
    level: Level
    pattern: _Some


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of one class and level. With `rewritten` they are also found in pinyin, split, reversed, or by characters that sound alike.

    `short` are what people write for one of them, such as initials; they count where no other letter or digit stands beside them.
    With `hidden` a word that is simply spelled out is a note: everybody uses it, but nobody innocent hides it. With `softens` one in
    plain sight weighs less in a text that sounds innocent (`Wording`).
    """

    kind: _Class = msgspec.field(name="class")
    level: Level
    words: _Words
    rewritten: bool = False
    short: _Words = []
    hidden: bool = False
    softens: bool = False


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One word of each part, in order, with at most `within` characters between two of them and no sentence ended.

    It counts for nothing in a text that has one of the words of `without`; with `promotions` only one that is filed as promotion has it.
    """

    kind: _Class = msgspec.field(name="class")
    level: Level
    parts: _Parts
    within: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0
    without: _Words = []
    promotions: bool = False
    softens: bool = False


class Spare(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a hit of these classes innocent: a word before it or after it in the same sentence, as in 请勿…密码.

    A word that one of `unless` follows does not count (请勿错过). `within` is how far before or after it may stand. A word of
    `anywhere` in the text makes a block a warning: who writes of fraud to warn of it is read by people, not stopped. With `plain` only
    a word that is not hidden is innocent, and by a word of its own clause.
    """

    classes: Annotated[list[_Class], msgspec.Meta(min_length=1, max_length=40)]
    before: _Words = []
    after: _Words = []
    unless: _Words = []
    anywhere: _Words = []
    plain: bool = False
    within: Annotated[int, msgspec.Meta(ge=0, le=200)] = 30


class Detector(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A detector of the program that is used, and its level."""

    kind: _Class = msgspec.field(name="class")
    level: Level


class Promoting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words by which a notice that promotes is known: what is offered, which product, what to do, that it is scarce, that it is one's due.

    `duty` are the words of an honest notice; `level` is that of a hit.
    """

    level: Level
    offer: _Words
    product: _Words
    call: _Words
    scarce: _Words
    duty: _Words


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Weights learned from examples (`wording`): a text whose sum is `enough` or more is a hit of the class.

    `terms` are characters and pairs of characters, each as `term=weight` in hundredths; `bias` is added once. `notices` says that
    only texts that are not filed as promotion are judged. In a text whose sum is `mild` or less and that warns of something, a word
    in plain sight or a phrase that `softens` warns in place of blocking; where it is `calm` or less it does in any text, and one that
    warns is only noted.
    """

    kind: _Class = msgspec.field(name="class")
    level: Level
    bias: int
    enough: int
    terms: Annotated[str, msgspec.Meta(max_length=400_000)]
    notices: bool = False
    mild: int | None = None
    calm: int | None = None


class Registered(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the organisation registered with its provider: signatures without brackets, hosts of links, telephone numbers.

    Their links and numbers are no hits. If it names signatures, a text under another one is blocked; if it names none, a text under
    another one than the organisation's name is warned of.
    """

    signatures: _Words = []
    links: _Words = []
    telephones: _Words = []


class ScreeningList(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A version of the screening list; the shipped file explains each field. `allow` are phrases in which a word is no hit.

    `warns` are words by which a text is known to warn of something; without them each text may. `appeal` are classes of which two
    people may release one text (`appeals`).
    """

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    rule: Annotated[list[Rule], msgspec.Meta(max_length=2000)] = []
    effective_from: _Day | Literal[""] = ""
    source: Annotated[str, msgspec.Meta(max_length=400)] = ""
    words: Annotated[list[Words], msgspec.Meta(max_length=500)] = []
    phrase: Annotated[list[Phrase], msgspec.Meta(max_length=500)] = []
    allow: _Words = []
    warns: _Words = []
    spare: Annotated[list[Spare], msgspec.Meta(max_length=100)] = []
    detect: Annotated[list[Detector], msgspec.Meta(max_length=40)] = []
    promoting: Promoting | None = None
    wording: Annotated[list[Wording], msgspec.Meta(max_length=20)] = []
    registered: Registered = Registered()
    appeal: Annotated[list[_Class], msgspec.Meta(max_length=40)] = []


@lru_cache(maxsize=4)
def read(text: str) -> ScreeningList:
    """Return the list that a TOML text spells; raises FileFaultError: malformed, or a pattern that can't be used."""
    made = toml_lines.read(text, ScreeningList)
    for nth, name in enumerate(made.appeal):
        if name in NEVER:
            raise toml_lines.fault(text, ("appeal", nth), f"{name} is never released")
    for nth, rule in enumerate(made.rule):
        try:
            re.compile(rule.pattern)
        except re.error as error:
            raise toml_lines.fault(text, ("rule", nth, "pattern"), str(error)) from error
        if _runs_away(rule.pattern):
            raise toml_lines.fault(text, ("rule", nth, "pattern"), "a repetition within a repetition")
    return made


def registering(text: str, signatures: Sequence[str], org: str) -> str:
    """Return the text of a list as an organisation's own: its signatures registered, under a version name with the organisation's id.

    A list that registers something already is a site's own, and is returned as it is. Raises as `read`.
    """
    made = read(text)
    if made.registered != Registered():
        return text
    own = own_version(made.version, org)
    named = re.sub(r'(?m)^version = ".*"$', lambda _: f'version = "{own}"', text, count=1)
    quoted = ", ".join(json.dumps(one, ensure_ascii=False) for one in signatures)
    whole = f"{named.rstrip()}\n\n[registered]\nsignatures = [{quoted}]\n"
    read(whole)
    return whole


def own_version(version: str, org: str) -> str:
    """The version name of a shipped list that an organisation made its own."""
    return f"{version}-{org}"[:40]


_PIECE: Final = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]|[*+]|\{\d*,\d*\}|.", re.DOTALL)


def _runs_away(pattern: str) -> bool:
    """Whether an unbounded repeat contains another one: matching could then take longer than anybody would wait."""
    repeats = [False]
    closed = False
    for piece in _PIECE.findall(pattern):
        endless = piece in {"*", "+"} or (piece.startswith("{") and piece.endswith(",}"))
        if endless and closed:
            return True
        if endless:
            repeats[-1] = True
        closed = False
        if piece == "(":
            repeats.append(False)
        elif piece == ")" and len(repeats) > 1:
            closed = repeats.pop()
            repeats[-1] = repeats[-1] or closed
    return False
