"""What the organisation registered: its signatures, hosts and telephone numbers, compared as people would confuse them (R11)."""

import re
from collections.abc import Iterator
from typing import Final

from console.domain.content import leaks
from console.domain.content.lists import Registered
from console.domain.content.normal import Normal


class Register:
    """The registered things of a list, made ready; `name` is the organisation's own, its signature where none is registered."""

    def __init__(self, of: Registered, name: str = "") -> None:
        self.strict = bool(of.signatures)
        self._signatures = frozenset(of.signatures or ([name] if name else []))
        self._hosts = tuple(host.lower() for host in of.links)
        self._telephones = frozenset(_digits(one) for one in of.telephones)

    def knows(self, kind: str, text: str) -> bool:
        """Whether a link or a telephone number is registered; a host stands for its own names below it, letter by letter."""
        if kind == "telephone":
            return _digits(text) in self._telephones
        if kind != "link" or not text.isascii():
            # Letters of another script are never the registered ones.
            return False
        host = leaks.host_of(text)
        return any(host == one or host.endswith(f".{one}") for one in self._hosts)

    def signature(self, whole: str) -> Iterator[tuple[int, int]]:
        """Where a text is signed by another than the organisation; nothing if none of its signatures are known.

        That is the first signature wherever it stands, and one right behind it or at the end of the text. Where there is none, a bank
        or firm in other brackets or before a colon signs as well.
        """
        if not self._signatures:
            return
        signed = [match.span() for match in _SIGNED.finditer(whole)]
        for nth, (start, end) in enumerate(signed):
            again = nth > 0 and (_blank(whole[signed[nth - 1][1] : start]) or _blank(whole[end:]))
            if (nth == 0 or again) and whole[start + 1 : end - 1] not in self._signatures:
                yield start, end
        other = None if signed else _SIGNED_OTHERWISE.match(whole)
        if other is not None:
            yield other.span()


_SIGNED: Final = re.compile("【[^】]*】")
_FIRM: Final = "(?:银行|信用社|农商行|公司|支付|移动|联通|电信)"
_SIGNED_OTHERWISE: Final = re.compile(
    rf"(?<!\s)\s*(?:[\[〔〖［(（「『<《][^\])）]{{0,30}}{_FIRM}[\]〕〗］)）」』>》]|(?!尊敬|各位)[^:：，。,.]{{0,16}}{_FIRM}[:：])"
)


def _blank(between: str) -> bool:
    """Whether nothing is said there: signs, blanks and invisible marks part no signature from another."""
    return not any(map(str.isalnum, between))


def _digits(text: str) -> str:
    digits = "".join(one for one in Normal(text).text if one.isdigit())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
