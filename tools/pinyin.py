"""Pinyin of the actions' Chinese names, by which the palette finds them, whole or by the first letter of each syllable.

``python -m tools.pinyin`` writes ``data/locale/zh/pinyin.ftl`` from ``action.ftl``; with ``--check`` it writes nothing and returns 1
where the file is another, as ``./run check`` wants it.
"""

import re
import sys
from typing import Final

from pypinyin import lazy_pinyin, load_phrases_dict

from console.locale import fluent
from tools.trees import ROOT

FOLDER: Final = ROOT / "data" / "locale" / "zh"
FILE: Final = FOLDER / "pinyin.ftl"

READ_OTHERWISE: Final = {"问题行": [["wèn"], ["tí"], ["háng"]]}
"""Words that have several readings of which the dictionary takes the wrong one here."""
SPOKEN: Final = {"action.all.language": "语言"}
"""What people say where the name itself is not Chinese."""

load_phrases_dict(READ_OTHERWISE)


def pinyin(words: str) -> str:
    """The syllable of each Chinese character, without tones, as an input method takes them; what is no Chinese is left out."""
    return " ".join(lazy_pinyin("".join(re.findall("[\u4e00-\u9fff]+", words)), v_to_u=False))


def made() -> str:
    """The file as it should be."""
    names = fluent.parse((FOLDER / "action.ftl").read_text("utf-8"))
    lines = [
        f"{key.replace('action.', 'pinyin.', 1).replace('.', '-')} = {pinyin(SPOKEN.get(key, name))}"
        for key, name in names.items()
    ]
    return "\n".join(
        [
            "### Pinyin of the actions' Chinese names: made by `python -m tools.pinyin`; do not edit.",
            "",
            *lines,
            "",
        ]
    )


def main() -> int:
    """Writes the file, or judges it."""
    if "--check" not in sys.argv[1:]:
        FILE.write_text(made(), "utf-8")
        return 0
    if FILE.read_text("utf-8") == made():
        return 0
    print("the pinyin is not that of the actions' names: python -m tools.pinyin")
    return 1


if __name__ == "__main__":
    sys.exit(main())
