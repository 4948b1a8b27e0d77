"""The blanks of a template: what a drafter fills in once, the same for every recipient (R10: a list holds numbers only).

A blank is a name in braces, `{到期日}`, or what an office leaves open: a line of underscores, `___`, or `XX月XX日`.
"""

import re
from collections.abc import Mapping
from typing import Final

BLANK: Final = re.compile(
    r"[{｛][^{}｛｝\n]{0,60}[}｝]|＿{2,}|(?<![0-9A-Za-z/_])_{2,}(?![0-9A-Za-z_])|(?<![0-9A-Za-zＸ×])[xXＸ×]{2,6}(?![0-9A-Za-zＸ×])"
)
"""A blank as it is written; signs within a link, a word or a masked number are none."""

_BRACE: Final = re.compile("[{}｛｝]")

MOST: Final = 20
"""Blanks that a template may have; more are a form, not a message."""

_PERSONAL: Final = re.compile(
    "姓名|名字|称呼|称谓|尊称|户名|卡号|[账帐]号|尾号|身份证|证件号|手机号|余额|客户号"
    r"|\bname\b|\baccount\b|card number|\bbalance\b|\bID number",
    re.IGNORECASE,
)
"""Names of blanks that differ from one recipient to the next."""


def found(text: str) -> list[str]:
    """Return the blanks of a text as they are written, each once, in order."""
    return list(dict.fromkeys(BLANK.findall(text)))


def stray(text: str) -> list[str]:
    """Return the braces that belong to no blank, each once: they were meant as one, and would be sent."""
    return list(dict.fromkeys(_BRACE.findall(BLANK.sub("", text))))


def name(blank: str) -> str:
    """Return the name of a blank; empty for one that is not written in braces."""
    return blank[1:-1].strip() if blank[0] in "{｛" else ""


def names(*texts: str) -> list[str]:
    """Return the names of the blanks in these texts, each once, in order; those without a name are left out."""
    return list(dict.fromkeys(named for text in texts for blank in found(text) if (named := name(blank))))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with the named blanks filled; a blank for which there is no value stays."""
    return BLANK.sub(lambda match: values.get(name(match.group())) or match.group(), text)


def personal(text: str) -> list[str]:
    """Return the blanks that would differ from one recipient to the next: those that nobody can fill in for all."""
    return [blank for blank in found(text) if _PERSONAL.search(name(blank))]
