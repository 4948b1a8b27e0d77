"""Rule files as the command line shows them: differences in words, then line by line."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from console.cli import viewed
from console.cli.session import Session
from console.domain.rosters.rule_files import Kind, Named
from console.locale.guard import guard
from console.locale.rule_file_words import change_lines as in_words
from console.views import rosters as views

if TYPE_CHECKING:
    from console.acting.rosters.rule_files import FileChange
    from console.wire.rosters.rule_files import Effects


def change_lines(run: Session, one: "FileChange") -> Iterator[str]:
    """Yield all lines about the change of one file."""
    yield f"# {heading(run, one)}"
    lines = list(in_words(one.kind, one.changes, run.lang))
    for missing in one.missing:
        yield f"    {run.t('rule_file.not_there', rule_file=named(run, missing.kind), name=missing.name)}"
    yield from (f"    {line}" for line in lines)
    if not lines and one.lines:
        yield f"    {run.t('rule_file.only_layout')}"
    if one.old is not None and one.new is not None and one.lines:
        yield f"    {run.t('rule_file.text')}"
        yield from (f"    {guard(line)}" for line in one.lines)


_FIRST: Final = 20
"""Texts that are named before a signature; `screening effects` has all of them."""


def effect_lines(run: Session, told: "Effects") -> Iterator[str]:
    """Yield what a new screening list would have done to the newest texts: figures, and the first texts with words and rule."""
    looking = viewed.viewer(run)
    yield f"# {run.t('effects.title')}"
    yield from (f"    {guard(words)}" for _, words in views.effects(looking, told))
    yield from (f"    {guard(views.effect(looking, row))}" for row in told.rows[:_FIRST])
    if len(told.rows) > _FIRST:
        yield f"    {run.t('effects.command', n=f'{len(told.rows):,}')}"


def heading(run: Session, one: "FileChange") -> str:
    """Say which file is dropped and which one replaces it."""
    kind = named(run, one.kind)
    if one.old is None or one.new is None:
        key, name = ("says_new", one.new) if one.old is None else ("says_gone", one.old)
        return run.t(f"rule_file.{key}", rule_file=kind, new=_called(name), old=_called(name))
    return run.t("rule_file.what_changes", rule_file=kind, old=_called(one.old), new=_called(one.new))


def named(run: Session, kind: Kind) -> str:
    """The word for a kind of file."""
    return run.name("rule_file", kind)


def _called(one: Named | None) -> str:
    return f"{one.name} ({one.digest[:16]})" if one else ""
