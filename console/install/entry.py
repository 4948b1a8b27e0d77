"""The command of a person who came in over SSH: words for our own command line, or the screens. No shell is involved."""

import shlex
from itertools import pairwise
from typing import Final

from console.domain.refusals import refuse
from console.errors import RefusedError

COMMAND_VARIABLE: Final = "SSH_ORIGINAL_COMMAND"
PROGRAM: Final = "sms-console"

_LONGEST: Final = 32_768
_WORDS: Final = 512

NOT_HERE: Final = frozenset({"demo", "tour", "open", "install"})
"""Commands that start other programs, draw screens without a sure terminal, or belong to the administrator."""

ALONE: Final = frozenset({"--help", "--version", "help"})
"""Words that may stand in place of a command."""

FIXED: Final = frozenset({"--home", "--as", "--demo"})
"""Options whose values a separated site fixes: where it is, and who calls."""


def arguments(text: str, known: frozenset[str]) -> list[str]:
    """Return the command's words; empty for a session with screens. `known` are the nouns of the command line.

    The text is split as a shell splits quoted words and nothing more: there is no variable, pattern, substitution, redirection
    or second command; such characters are ordinary ones. Raises RefusedError `entry_command`.
    """
    if not text:
        return []
    if len(text) > _LONGEST or any(ord(char) < 32 or ord(char) == 127 for char in text.replace("\n", " ")):
        raise RefusedError(refuse("entry_command", "R12", command=text[:40]))
    try:
        words = shlex.split(text, comments=False, posix=True)
    except ValueError as error:
        raise RefusedError(refuse("entry_command", "R12", command=text[:40])) from error
    if words and words[0] == PROGRAM:
        words = words[1:]
        if not words:
            return []
    noun = _noun(words)
    if noun in NOT_HERE or (noun not in known | ALONE) or len(words) > _WORDS:
        raise RefusedError(refuse("entry_command", "R12", command=noun[:40]))
    _insist(words)
    return words


def _insist(words: list[str]) -> None:
    """Raise RefusedError `entry_option` for an option that the caller may not give."""
    for word, following in pairwise([*words, ""]):
        name, equals, value = word.partition("=")
        # Any descriptor except standard input would belong to the program itself.
        descriptor = (
            name.startswith("--") and name.endswith("-fd") and (value if equals else following) != "0"
        )
        if name in FIXED or descriptor:
            raise RefusedError(refuse("entry_option", "R12", option=name))


def _noun(words: list[str]) -> str:
    """The first word that is neither a global option nor the value of one."""
    left = list(words)
    while left and left[0] not in ALONE and left[0].startswith("--"):
        name, equals, _ = left.pop(0).partition("=")
        if name in {"--lang", "--key", "--passphrase-fd"} and not equals and left:
            left.pop(0)
    return left[0] if left else ""
