"""The opt-out line of a text against what the gateway really receives: a refusal that cannot arrive is none (R13).

A gateway file says which replies reach the organisation, and which other ways (a telephone, a page) are registered. A line must
name at least one way that works, and no reply that does not.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

import msgspec

from console.domain.replies.reply_judge import Judge, Verdict
from console.domain.replies.reply_words import shipped

_Word = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
_Way = Annotated[str, msgspec.Meta(min_length=5, max_length=60)]


class OptOutWays(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How subscribers can refuse through one gateway account.

    `inbound` says whether their replies reach us; `words` are the replies that do (empty: every word that refuses by itself), `port`
    the number to which they must be sent if it is not the sender code. `other` are telephones and addresses registered for it.
    """

    inbound: bool = True
    words: Annotated[list[_Word], msgspec.Meta(max_length=40)] = []
    port: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{0,21}\Z")] = ""
    other: Annotated[list[_Way], msgspec.Meta(max_length=10)] = []


class Fault(StrEnum):
    """What is wrong with a line."""

    NO_WAY = "no_way"
    """It names no way that works."""
    WORD = "word"
    """It names a reply that the gateway does not receive, or that would not refuse by itself."""
    PORT = "port"
    """It names another number for the reply."""
    NO_REPLIES = "no_replies"
    """It names a reply, and the gateway receives none."""


class Named(NamedTuple):
    """What a line names: replies, the number that they go to (or empty), and other ways."""

    words: tuple[str, ...]
    port: str
    other: tuple[str, ...]


class Judged(NamedTuple):
    """What is wrong with a line, about which word or number, and a line that works instead; empty if there is none."""

    fault: Fault
    about: str
    offer: str


def judge(line: str, ways: OptOutWays, source: str, replies: Judge) -> Judged | None:
    """Return what is wrong with an opt-out line for a gateway whose sender code is `source`; None if it works."""
    said = named(line, ways)
    offer = offered(ways, source, replies)
    if said.words and not ways.inbound:
        return Judged(Fault.NO_REPLIES, said.words[0], offer)
    if _DENIED.search(_QUOTES.sub("", _plain(line))):
        return Judged(Fault.NO_WAY, "", offer)
    wrong = next((word for word in said.words if not received(word, ways, replies)), None)
    wrong = wrong or _otherwise(line, said.words)
    if wrong is not None:
        return Judged(Fault.WORD, wrong, offer)
    if said.words and not _right_port(said.port, ways, source):
        return Judged(Fault.PORT, said.port or source, offer)
    if said.words or any(_mentions(line, one) for one in ways.other):
        return None
    return Judged(Fault.NO_WAY, said.other[0] if said.other else "", offer)


def _otherwise(line: str, words: Iterable[str]) -> str | None:
    """The first reply that the line offers for something else than to refuse: our judge would take it for a refusal."""
    text = _QUOTES.sub("", _plain(line))
    return next((word for word in words if re.search(rf"{re.escape(word)}\s*(?:{_ELSE})", text)), None)


def received(word: str, ways: OptOutWays, replies: Judge) -> bool:
    """Whether a reply of this word reaches us and refuses by itself."""
    if not ways.inbound or (ways.words and _plain(word) not in {_plain(one) for one in ways.words}):
        return False
    return replies.judge(word).verdict is Verdict.REFUSE


def offered(ways: OptOutWays, source: str, replies: Judge) -> str:
    """A line that works for a gateway, as Chinese customers know it; empty if the gateway file names no way at all."""
    if ways.inbound:
        for word in ways.words or _USUAL:
            if received(word, ways, replies):
                elsewhere = ways.port not in {"", source}
                return f"拒收请编辑{word}发送至{ways.port}" if elsewhere else f"拒收请回复{word}"
    for one in ways.other:
        return f"拒收请拨打{one}" if _TELEPHONE.fullmatch(one) else f"拒收请访问{one}"
    return ""


def named(line: str, ways: OptOutWays) -> Named:
    """What a line names; `ways` add their own words and registered ways to those that are known."""
    text = _QUOTES.sub("", _plain(line))
    reply = _reply({*map(_plain, ways.words), *_refusing()})
    words = [one["word"] for one in reply.finditer(text)]
    if not words:
        words = [one[1] or one[2] for one in _BARE.finditer(text)]
    ported = _PORT.search(text)
    port = ported[1] if ported else ""
    other = [one[0] for one in _TELEPHONE.finditer(text) if one[0] not in {port, *words}]
    other += [one for one in ways.other if _plain(one) in text and one not in other]
    other += [one[0] for one in _ADDRESS.finditer(text)]
    return Named(tuple(dict.fromkeys(words)), port, tuple(dict.fromkeys(other)))


def _mentions(line: str, way: str) -> bool:
    """Whether a line names a registered way; dashes and blanks do not matter."""
    return re.search(rf"(?<![A-Z0-9]){re.escape(_bare(way))}(?![A-Z0-9])", _bare(line)) is not None


def _right_port(port: str, ways: OptOutWays, source: str) -> bool:
    """Whether a reply to a number (empty: to the sender) arrives; a provider may add digits to the right one."""
    right = ways.port or source
    return (port or source).startswith(right)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).upper().split())


def _bare(text: str) -> str:
    return re.sub(r"[\s()-]", "", _plain(text))


def _refusing() -> Iterable[str]:
    return (word for word in shipped().refuse if not word.isascii())


def _reply(words: Iterable[str]) -> "re.Pattern[str]":
    """Match a reply that a line asks for: the verb, and a word after it."""
    known = "|".join(re.escape(one) for one in sorted(words, key=lambda one: (-len(one), one)))
    ends = r"(?![A-Z0-9])"
    return re.compile(
        rf"(?:{_VERBS})\s*(?:短信|字母|数字|内容|WITH)?\s*[::]?\s*(?P<word>[A-Z0-9]{{1,12}}{ends}|{known})"
    )


_VERBS: Final = "直接回复|回复|回覆|回信|回|发送短信|发短信|发送|编辑短信|编辑|输入|REPLY|TEXT|SEND"
_DENIED: Final = re.compile(
    rf"(?:不要|不用|不必|请勿|勿|别|不)\s*再?\s*(?:{_VERBS})|(?:不|勿|别)\s*再?\s*(?:退订|拒收)|DO ?N.?T (?:REPLY|TEXT|SEND)"
)
"""What asks people not to refuse, or not to answer."""
_ELSE: Final = "订阅|续订|办理|开通|参与|参加|领取|查询|同意|确认|报名|了解"
_QUOTES: Final = re.compile(r"[\"'“”‘’「」『』《》()\[\]]")
_BARE: Final = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,4})\s*(?:退订|拒收)|(?:退订|拒收)\s*([A-Z]{1,4})(?![A-Z0-9])"
)
_PORT: Final = re.compile(r"(?:至|到|给|TO)\s*([0-9]{5,21})(?![0-9])")
_TELEPHONE: Final = re.compile(r"(?<![A-Z0-9./-])(?:[0-9]{3,4}-)?[0-9]{3,8}(?:-[0-9]{3,4})?(?![A-Z0-9./-])")
_ADDRESS: Final = re.compile(r"(?:HTTPS?://)?(?:[A-Z0-9-]+\.)+[A-Z]{2,}(?:/[A-Z0-9/_.-]*)?")
_USUAL: Final = ("R", "TD", "T", "N", "退订")
"""Words that Chinese customers know, the most usual first."""
