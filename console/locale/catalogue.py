"""Finds a text by its key in `data/locale/<language>/`: the first word of a key names its file, which is read when needed.

`loss_step.told` is looked for in `loss_step.ftl`, or in `loss.ftl` if that file does not exist. Other keys, such as refusal
reasons that are kept with the noun they are about, are found by the names of the messages in all files; only a file that has the message is
parsed, because that takes several times as long. The two languages have the same keys.
"""

from collections.abc import Iterable
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Final

from console.domain.data_folder import data_folder
from console.locale import fluent

LANGUAGES: Final = ("zh", "en")

_texts: Final[dict[str, dict[str, str]]] = {lang: {} for lang in LANGUAGES}
_read: Final[set[Path]] = set()


def find(key: str, lang: str) -> str | None:
    """Return the text of a key as written in a language (`zh`, or else English); None if there is none."""
    lang = lang if lang in _texts else "en"
    texts = _texts[lang]
    if key not in texts:
        _load(lang, _named(key, lang))
        if key not in texts:
            _load(lang, _having(key, lang))
    return texts.get(key)


def at_command_line(key: str, lang: str) -> str | None:
    """Return the text of a key as the command line reads it: what `command` says beside it, else its own."""
    own = find(key, lang)
    said = f"{key.removesuffix('.next')}.{fluent.COMMAND}"
    return own if own is None else _texts[lang if lang in _texts else "en"].get(said, own)


def has(key: str, lang: str = "") -> bool:
    """Whether a key exists. Without a language, one that has already been read answers for both."""
    return find(key, lang or next((one for one, texts in _texts.items() if texts), "en")) is not None


def of_noun(noun: str, lang: str) -> frozenset[str]:
    """The keys of the texts in the file of a noun; nothing else is read."""
    _load(lang, (files(lang)[noun],))
    return frozenset(key for key in _texts[lang] if key.partition(".")[0].startswith(noun))


@cache
def files(lang: str) -> dict[str, Path]:
    """Return every file of a language by its noun."""
    return {path.stem: path for path in sorted((data_folder() / "locale" / lang).glob("*.ftl"))}


def _named(key: str, lang: str) -> tuple[Path, ...]:
    """The file named by the first word of a key, or by as many of the word's parts as form a file name."""
    noun = key.partition(".")[0]
    while noun and noun not in files(lang):
        noun = noun.rpartition("_")[0]
    return (files(lang)[noun],) if noun else ()


def _having(key: str, lang: str) -> list[Path]:
    """The files with a message of that key, or with a message of which it names the value or an attribute."""
    homes = _homes(lang)
    ids = (one.replace(".", "-").encode() for one in (key, key.rpartition(".")[0]))
    return [homes[one] for one in ids if one in homes]


@cache
def _homes(lang: str) -> dict[bytes, Path]:
    """The file of every message of a language, by the message's id."""
    homes: dict[bytes, Path] = {}
    for path in files(lang).values():
        homes.update(zip(fluent.ids(path.read_bytes()), repeat(path)))
    return homes


def _load(lang: str, paths: Iterable[Path]) -> None:
    for path in paths:
        if path not in _read:
            _texts[lang].update(fluent.parse(path.read_text("utf-8")))
            # Noted last, so that another thread does not believe that the texts are already there.
            _read.add(path)
