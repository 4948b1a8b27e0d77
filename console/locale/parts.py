"""By which rule a part of a list was taken, in words."""

from console.domain.contacts.parts import Rule
from console.locale import words


def rule_words(rule: Rule, lang: str) -> str:
    """Return the prefixes or the share of a rule."""
    if rule.share:
        return words.text("list_assets.part_share", lang, share=rule.share)
    between = words.text("form.between", lang)
    return words.text("list_assets.part_prefixes", lang, prefixes=between.join(rule.prefixes))
