"""The links and telephone numbers that a text quotes: found in it, and whether the organisation registered them (R11)."""

from collections.abc import Iterator, Sequence

from console.domain.content.leaks import links, telephones
from console.domain.content.lists import Registered
from console.domain.content.normal import Normal
from console.domain.content.registered import Register

Quoted = tuple[str, bool]
"""A link or telephone number as it stands in the text, and whether it is registered."""


def found(whole: str) -> list[str]:
    """The links and telephone numbers in a whole text, in their order, each once, without blanks."""
    normal = Normal(whole)
    spans = list(links(normal))
    spans += [
        (start, end)
        for start, end in telephones(normal)
        if not any(first <= start and end <= last for first, last in spans)
    ]
    once = {
        compared("".join(whole[start:end].split())): (start, end)
        for start, end in sorted(spans, reverse=True)
    }
    return ["".join(whole[start:end].split()) for start, end in sorted(once.values())]


def compared(text: str) -> str:
    """What of a link or number is compared with others: letters and digits, folded as screening folds them."""
    return Normal(text).text


def filled(whole: str, typed: Sequence[Quoted], of: Registered) -> list[Quoted]:
    """What a request quotes: all that is found in its text, then what was typed besides, such as a short number.

    The register of the screening list says what is registered. Where a list registers nothing, whoever typed it says so.
    """
    said = {compared(text): registered for text, registered in typed}
    texts = found(whole)
    known = {compared(text) for text in texts}
    texts += [text for text, _ in typed if compared(text) not in known]
    if not _registers(of):
        return [(text, said.get(compared(text), False)) for text in texts]
    register = Register(of)
    return [(text, _knows(register, text)) for text in texts]


def strange(whole: str, typed: Sequence[Quoted]) -> list[str]:
    """What was typed as quoted and does not stand in the text."""
    within = compared(whole)
    return [text for text, _ in typed if not compared(text) or compared(text) not in within]


def unregistered(typed: Sequence[Quoted], of: Registered) -> Iterator[str]:
    """Yield what was typed as registered and is not, where the list says what is."""
    if _registers(of):
        register = Register(of)
        yield from (text for text, registered in typed if registered and not _knows(register, text))


def _registers(of: Registered) -> bool:
    return bool(of.links or of.telephones)


def _knows(register: Register, text: str) -> bool:
    return any(register.knows(kind, text=text) for kind in ("link", "telephone"))
