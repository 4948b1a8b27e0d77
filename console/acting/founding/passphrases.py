"""The requirements for a passphrase that guards a signing key."""

from typing import Final

from console.errors import ConsoleError

LEAST_CHARACTERS: Final = 12
LEAST_WORDS: Final = 4
_LEAST_KINDS: Final = 5
"""Different characters: with fewer, the passphrase is a pattern that programs try first."""


def insist(passphrase: str, *names: str) -> None:
    """Raise ConsoleError `passphrase_short`, `passphrase_plain` or `passphrase_name` for a passphrase that is soon guessed.

    It needs 12 characters, or 4 different words of two characters or more; `names` (of the person, of the file) in it do not
    count.
    """
    if not _long(passphrase):
        raise ConsoleError("passphrase_short", characters=LEAST_CHARACTERS, words=LEAST_WORDS)
    if len(set(passphrase.casefold())) < _LEAST_KINDS:
        raise ConsoleError("passphrase_plain", kinds=_LEAST_KINDS)
    rest = passphrase.casefold()
    for name in names:
        rest = rest.replace(name.casefold(), "") if name else rest
    if not _long(rest):
        raise ConsoleError("passphrase_name")


def _long(text: str) -> bool:
    words = {word for word in text.split() if len(word) > 1}
    return len(text.strip()) >= LEAST_CHARACTERS or len(words) >= LEAST_WORDS
