"""The words for a list as its importer vouches for it: every signer reads them, on screen and command line."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from console.domain.contacts.parts import Rule
from console.locale import aside, words
from console.locale.parts import rule_words

if TYPE_CHECKING:
    from console.domain.acts import Manifest

When = Callable[[str], str]
"""Writes an instant in the people's time zone."""


def title(lang: str, *, proved: bool) -> str:
    """The heading above the lists: whether the importers' signatures were proved here."""
    return words.text("vouched.title" if proved else "vouched.title_unproved", lang)


def rows(
    slot: int, manifest: "Manifest", importer: str, lang: str, when: When, *, proved: bool
) -> list[tuple[str, str]]:
    """A slot's list as label and value: name and count, file, left-out rows and repairs by reason, importer and time.

    Each line of an unproved list says that it is unproved.
    """

    def t(name: str, /, **params: object) -> str:
        return words.text(f"vouched.{name}", lang, **params)

    def reasons(counts: dict[str, int]) -> str:
        texts = (f"{words.named('reason', reason, lang)} {n:,}" for reason, n in counts.items() if n)
        return ", ".join(texts) or t("nothing")

    source = manifest.source
    file = f"{source.name} / {source.sheet}" if source.sheet else source.name
    said = [
        (t("list", slot=slot), t("named", name=manifest.name, n=f"{manifest.n:,}")),
        (t("file"), t("rows", name=file, rows=f"{manifest.rows:,}")),
        *((t("made"), one) for one in _made(manifest, lang)),
        (t("findings"), reasons(manifest.counts)),
        (t("repaired"), reasons(manifest.repaired)),
        *((t("aside"), said) for said in aside.lines(getattr(manifest, "aside", {}), lang)),
        (t("importer"), f"{importer} ({manifest.by})  {when(manifest.at)}"),
    ]
    return said if proved else [(label, t("word", words=value)) for label, value in said]


def _made(manifest: "Manifest", lang: str) -> Iterator[str]:
    """How a list was made of others, if it was; of a part its rule."""
    rule = Rule(getattr(manifest, "prefixes", None) or [], getattr(manifest, "share", None) or 0)
    if rule.prefixes or rule.share:
        yield rule_words(rule, lang)
    elif made := getattr(manifest, "made", ""):
        yield words.named("making", made, lang)
