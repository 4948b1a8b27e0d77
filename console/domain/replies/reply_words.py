"""The words by which replies are judged, as a dated file with its source; shipped with the program (R11, R13)."""

from enum import StrEnum
from functools import cache
from typing import Annotated, Final

import msgspec

from console.domain import toml_lines
from console.domain.data_folder import shipped_texts

_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
_Words = Annotated[list[_Word], msgspec.Meta(max_length=2000)]
_Part = Annotated[
    list[Annotated[str, msgspec.Meta(max_length=40)]], msgspec.Meta(min_length=1, max_length=400)
]
_Parts = Annotated[list[_Part], msgspec.Meta(min_length=1, max_length=12)]


class Reason(StrEnum):
    """The reason for a judgement of a reply."""

    WORD = "word"  # only words of refusal
    SENTENCE = "sentence"  # one sentence refuses, and the rest does not contradict it
    BACK = "back"  # withdraws a refusal, or wants messages again
    QUESTION = "question"
    CONDITION = "condition"
    NEGATION = "negation"  # a negated word of refusal
    OTHER_MATTER = "other_matter"  # wants something else cancelled
    LOSS = "loss"
    FRAUD = "fraud"
    COMPLAINT = "complaint"
    WRONG_PERSON = "wrong_person"
    MENTION = "mention"  # mentions refusing, but is not understood
    UNCLEAR = "unclear"
    UNREADABLE = "unreadable"
    LONG = "long"
    QUOTE = "quote"  # only our own message
    FLOOD = "flood"  # more replies than are kept for one number in one day
    THANKS = "thanks"
    AUTOMATIC = "automatic"
    EMPTY = "empty"


GRAVE: Final = (Reason.LOSS, Reason.FRAUD, Reason.COMPLAINT)
"""Reasons for which a person looks at a reply even if it refuses automatically."""


class Phrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Any text made of one word of each part, in order."""

    parts: _Parts


class Alike(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word, and the ways in which it is mistyped: one text of each part, in order, is read as the word."""

    word: _Word
    parts: _Parts


class Waits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A pattern that waits for a person: one word of each part, in order, with at most `within` characters between two words.

    `acts` says that a refusal in the same reply still acts automatically.
    """

    reason: Reason
    parts: _Parts
    within: Annotated[int, msgspec.Meta(ge=0, le=40)] = 0
    acts: bool = False


class ReplyWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One version of the words. The shipped file explains each list."""

    version: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    effective_from: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d\d-\d\d$")]
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=400)]
    traditional: str
    simplified: str
    refuse: _Words
    weak: _Words
    polite: _Words
    declines: _Words
    all: _Words
    refusal: Annotated[list[Phrase], msgspec.Meta(max_length=100)]
    waits: Annotated[list[Waits], msgspec.Meta(max_length=200)]
    thanks: _Words
    automatic: _Words
    signs: str
    personal: _Words = []
    opening: _Words = []
    unless: _Words = []
    onward: _Words = []
    unless_later: _Words = []
    fillers: _Words = []
    things: _Words = []
    adverts: _Words = []
    turned_down: _Words = []
    angry: _Words = []
    taken_back: _Words = []
    alike: Annotated[list[Alike], msgspec.Meta(max_length=50)] = []


def read(text: str) -> ReplyWords:
    """Return the words that a TOML text spells; raises FileFaultError if it is malformed."""
    words = toml_lines.read(text, ReplyWords)
    if len(words.traditional) != len(words.simplified):
        raise toml_lines.fault(text, ("simplified",), "as many characters as `traditional` has")
    strange = set(words.weak) - set(words.refuse)
    if strange:
        raise toml_lines.fault(text, ("weak",), f"not in `refuse`: {min(strange)}")
    return words


@cache
def shipped() -> ReplyWords:
    """Return the newest version that the program ships; raises FileFaultError."""
    return newest(shipped_texts("replies"))


def newest(texts: list[str]) -> ReplyWords:
    """Return the text's version with the latest effective date; raises FileFaultError, or ValueError if there are no texts."""
    return max((read(text) for text in texts), key=lambda words: (words.effective_from, words.version))
