"""Rule files in words: one with all its values, and the difference between two, in words and then line by line."""

from collections.abc import Iterable

from rich.text import Text

from console.acting.rosters.rule_files import FileChange
from console.domain.rosters import rule_file_differences
from console.domain.rosters.rule_files import Named, RuleFile
from console.locale.rule_file_words import change_lines
from console.screens.session import Session, number
from console.widgets.columns import folded
from console.widgets.paint import part_heading, strong
from console.widgets.show import show

_STYLES = {"+": "bold", "-": "strike"}


def file_words(session: Session, file: RuleFile, width: int) -> Text:
    """Every value of a file on a line, and then its text; of learned weights only how many there are."""
    says = change_lines(file.named.kind, rule_file_differences.changes(None, file), session.lang)
    parts = _folded((line.removeprefix("+ ") for line in says), width)
    parts.append(part_heading(session.t("rule_file.as_written")))
    text = rule_file_differences.readable(file.text, lambda n: session.t("rule_file.weights", n=number(n)))
    parts += _folded(text.splitlines(), width)
    return Text("\n").join(parts)


def change_words(session: Session, one: FileChange, width: int) -> Text:
    """What a change of one file does: the old and the new file, every value that differs, and the two texts line by line."""
    t = session.t
    parts = [part_heading(heading(session, one))]
    for missing in one.missing:
        kind = session.label("rule_file", missing.kind)
        parts.append(strong(t("rule_file.not_there", rule_file=kind, name=missing.name)))
    lines = list(change_lines(one.kind, one.changes, session.lang))
    parts += _folded(lines, width)
    if not lines and one.lines:
        parts += folded(show(t("rule_file.only_layout")), width)
    if one.old is not None and one.new is not None and one.lines:
        parts.append(strong(t("rule_file.text")))
        for line in one.lines:
            parts += folded(show(line, _STYLES.get(line[:1], "")), width)
    return Text("\n").join(parts)


def heading(session: Session, one: FileChange) -> str:
    """The words for the old and the new file."""
    t, kind = session.t, session.label("rule_file", one.kind)
    if one.old is None:
        return t("rule_file.says_new", rule_file=kind, new=called(one.new))
    if one.new is None:
        return t("rule_file.says_gone", rule_file=kind, old=called(one.old))
    return t("rule_file.what_changes", rule_file=kind, old=called(one.old), new=called(one.new))


def called(one: Named | None) -> str:
    """A file by its name and the beginning of its digest."""
    return f"{one.name} ({one.digest[:16]})" if one else ""


def _folded(lines: Iterable[str], width: int) -> list[Text]:
    return [part for line in lines for part in folded(show(line), width)]
