"""What every form needs besides its own fields: who signed, which ledger head it cites, who prints it and for whom."""

from collections.abc import Sequence
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from console.domain import times
from console.domain.archive.check_code import check_code
from console.exports.paper import Foot, Paper
from console.locale import words


class Head(msgspec.Struct, frozen=True):
    """The newest ledger head that the dispatcher signed: its position, hash (hex), instant; empty before the first one."""

    seq: int = 0
    hash: str = ""
    at: str = ""
    by: str = ""


class SignatureLine(msgspec.Struct, frozen=True):
    """One signature as paper shows it.

    `what` is the kind of statement (`approval`, `acceptance` …). `posts` are several where they are held together (兼).
    `deputy_for` is the name of the person in whose place it was given (代). `appointed_by` is the name of the superior who named
    the deputy, empty if that person named them; `carrier` is who brought it in.
    """

    what: str
    name: str
    posts: list[str]
    at: str
    fingerprint: str
    opinion: str = ""
    deputy_for: str = ""
    carrier: str = ""
    appointed_by: str = ""


class Printing(msgspec.Struct, frozen=True):
    """One printing: the organisation, language and zone, who printed it and when, and the ledger head that it cites."""

    organisation: str
    language: str
    timezone: str
    by: str
    at: str
    head: Head = Head()


class Form:
    """The words and the frame that all forms share; `paper` is the sheet that the form is written on."""

    def __init__(self, printing: Printing, kind: str, number: str, digest: str) -> None:
        self.printing = printing
        self.lang = printing.language
        self._zone = ZoneInfo(printing.timezone)
        foot = Foot(
            left=self.word(
                "foot_left", number=number or self.word("none"), code=check_code(digest) if digest else "-"
            ),
            right=self.word("foot_right", name=printing.by, at=printed_at(printing)),
        )
        self.paper = Paper(printing.organisation, self.word(kind), foot, times.parse(printing.at))

    def word(self, key: str, /, **params: object) -> str:
        """A text from the forms' own part of the catalogue."""
        shown = {
            name: self.time(value) if isinstance(value, str) else value for name, value in params.items()
        }
        return words.text(f"paper.{key}", self.lang, **shown)

    def said(self, key: str, /, **params: object) -> str:
        """A text of the catalogue that other places use too."""
        return words.text(key, self.lang, **params)

    def name(self, prefix: str, value: str) -> str:
        """The word for a value of a fixed set."""
        return words.named(prefix, value, self.lang)

    def time(self, text: str) -> str:
        """The text with every instant in it on the organisation's clock; Chinese paper says once, at its foot, that it is Beijing's."""
        return times.localised(text, self._zone, offset=not self.beijing)

    @property
    def beijing(self) -> str:
        """Whose clock all times of the paper are on, where they do not say so themselves."""
        return _clock(self.printing)

    def yes(self, value: bool) -> str:
        """Yes or no, as forms show it."""
        return self.word("ticked" if value else "unticked")

    def route(self, posts: Sequence[str], signed: Sequence[SignatureLine]) -> None:
        """Write the posts that decide in turn: who agreed electronically and when, and room for a signature by hand (R2)."""
        self.paper.section(self.word("route"))
        self.paper.heads([self.word(key) for key in ("post", "electronic", "by_hand")], _ROUTE)
        for post in posts:
            agreed = next((one for one in signed if one.what in _AGREED and post in one.posts), None)
            said = f"{self._signer(agreed)}  {self.time(agreed.at)}" if agreed else self.word("not_signed")
            self.paper.signing([self.name("post", post), said, ""], _ROUTE)

    def signatures(self, lines: list[SignatureLine], kinds: str = "step") -> None:
        """Write who signed, as what, when, with which key; `kinds` is the prefix of the words for the kind of statement."""
        paper = self.paper
        paper.section(self.word("signatures"))
        if not lines:
            paper.note(self.word("no_signature"))
            return
        paper.heads([self.word(key) for key in ("what", "post", "signer", "time", "fingerprint")], _SPANS)
        for line in lines:
            paper.cells(self._signature(line, kinds), _SPANS)
            if line.opinion:
                paper.text(self.word("opinion"), line.opinion)

    def _signer(self, line: SignatureLine) -> str:
        """Who signed, in whose place, and who brought it."""
        name = line.name
        if line.deputy_for:
            name += self.word("deputy", name=line.deputy_for)
        if line.appointed_by:
            name += self.word("appointed", name=line.appointed_by)
        if line.carrier:
            name += self.word("carried", name=line.carrier)
        return name

    def _signature(self, line: SignatureLine, kinds: str) -> list[str]:
        posts = self.word("and").join(self.name("post", post) for post in line.posts)
        if len(line.posts) > 1:
            posts += self.word("together")
        return [
            self.name(kinds, line.what),
            posts,
            self._signer(line),
            self.time(line.at),
            line.fingerprint,
        ]

    def proof(self, digest: str) -> None:
        """Write the digest behind the check code, and the ledger head, so that the paper can be compared with the record."""
        self.paper.section(f"{self.word('proof')}  {self.word('check_code')} {check_code(digest)}")
        self.paper.text(self.word("digest"), grouped(digest))
        head = self.printing.head
        if head.hash:
            self.paper.text(
                self.word("head"),
                self.word("head_words", seq=head.seq, hash=grouped(head.hash), at=head.at, by=head.by),
            )
        else:
            self.paper.text(self.word("head"), self.word("no_head"))


_BEIJING: Final = "Asia/Shanghai"
_SPANS: Final = (3, 3, 4, 5, 9)
_ROUTE: Final = (4, 9, 11)
_AGREED: Final = frozenset({"approval", "authorise", "approve"})
"""Statements by which a post agrees, to a request and to an application (`step-…`, `decision-…`)."""


def printed_at(printing: Printing) -> str:
    """When it is printed; Chinese paper says here, once, whose clock all its times are on."""
    beijing = _clock(printing)
    at = times.local(printing.at, ZoneInfo(printing.timezone), offset=not beijing)
    return f"{beijing} {at}".strip()


def _clock(printing: Printing) -> str:
    known = printing.language == "zh" and printing.timezone == _BEIJING
    return words.text("paper.beijing", printing.language) if known else ""


def grouped(hex_digits: str) -> str:
    """Hexadecimal digits in groups of four, for reading aloud."""
    return " ".join(hex_digits[at : at + 4] for at in range(0, len(hex_digits), 4))


def number(value: int) -> str:
    """A count with separators."""
    return f"{value:,}"
