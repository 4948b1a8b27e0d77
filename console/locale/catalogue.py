"""Finds a text by its key in `data/locale/<language>/`: the first word of a key names its file, which is read when it is wanted.

`loss_step.told` is looked for in `loss_step.ftl`, or where there is none in `loss.ftl`. What is not there, as the reasons of
`refusal` that stand with the noun that they are about, is found by reading every file. The two languages have the same keys.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from console.domain.data_folder import data_folder
from console.locale import fluent

LANGUAGES: Final = ("zh", "en")

_texts: Final[dict[str, dict[str, str]]] = {lang: {} for lang in LANGUAGES}
_read: Final[set[Path]] = set()
_whole: Final[set[str]] = set()
"""Languages of which every file is read: what is not there then is nowhere."""


def find(key: str, lang: str) -> str | None:
    """Return the text of a key as it is written in a language (`zh`, or else English); None where there is none."""
    lang = lang if lang in _texts else "en"
    texts = _texts[lang]
    if key not in texts and lang not in _whole:
        _load(lang, _named(key, lang))
        if key not in texts:
            _load(lang, files(lang).values())
            _whole.add(lang)
    return texts.get(key)


def has(key: str, lang: str = "") -> bool:
    """Whether there is such a key. Without a language the one that is read already answers for both."""
    return find(key, lang or next((one for one, texts in _texts.items() if texts), "en")) is not None


@cache
def files(lang: str) -> dict[str, Path]:
    """Return every file of a language by its noun."""
    return {path.stem: path for path in sorted((data_folder() / "locale" / lang).glob("*.ftl"))}


def _named(key: str, lang: str) -> tuple[Path, ...]:
    """The file that the first word of a key names, by as many of its parts as make a name."""
    noun = key.partition(".")[0]
    while noun and noun not in files(lang):
        noun = noun.rpartition("_")[0]
    return (files(lang)[noun],) if noun else ()


def _load(lang: str, paths: Iterable[Path]) -> None:
    for path in paths:
        if path not in _read:
            _texts[lang].update(fluent.parse(path.read_text("utf-8")))
            # Noted afterwards: another thread that asks meanwhile must not believe that the texts are there.
            _read.add(path)
