"""What the organisation registered: its signatures, hosts and telephone numbers, compared as people would confuse them (R11)."""

from collections.abc import Iterator

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
        """The place of a signature at the beginning of a text that is not the organisation's; nothing if none of its are known."""
        start, end = whole.find("【"), whole.find("】")
        if self._signatures and 0 <= start < end and whole[start + 1 : end] not in self._signatures:
            yield start, end + 1


def _digits(text: str) -> str:
    digits = "".join(one for one in Normal(text).text if one.isdigit())
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits
