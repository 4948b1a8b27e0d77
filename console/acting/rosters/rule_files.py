"""A roster signer's own handling of the files that rosters name: read a file before it leaves, and judge what the desk returns.

The desk keeps the files, so nothing that it says is taken on trust: differences are computed from bytes whose digests the two
signed rosters name.
"""

from dataclasses import dataclass, field

from console.acting.steps import Core
from console.contacts.plan import newest_plan, texts
from console.domain.people.people import Roster
from console.domain.rosters import rule_file_differences, rule_files
from console.domain.rosters.rosters import Change
from console.domain.rosters.rule_file_differences import ValueChange
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError, RefusedError
from console.wire import calls
from console.wire.rosters import rule_files as wire


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file that another roster version replaces, brings or drops; `old` or `new` is None where there is none.

    `missing` names which of the two the desk does not have.
    """

    kind: Kind
    old: Named | None
    new: Named | None
    changes: list[ValueChange]
    lines: list[str]
    missing: list[Named] = field(default_factory=list)


def opened(kind: Kind, data: bytes) -> RuleFile:
    """Read a file that a person brings, and try out a screening list, before any of it leaves this machine; raises RefusedError."""
    try:
        file = rule_files.brought(kind, data)
    except FileFaultError as error:
        raise RefusedError(rule_files.refusal(kind, error)) from error
    fault = rule_files.tried(file)
    if fault is not None:
        raise RefusedError(rule_files.refusal(kind, fault))
    return file


def bring(core: Core, roster: Roster, kind: Kind, data: bytes) -> tuple[RuleFile, Change]:
    """Judge a file here, take it to the desk, and return it with the change that brings it into force; raises RefusedError.

    Raises ConsoleError `file_in_force` if `roster` already names this very file.
    """
    file = opened(kind, data)
    refusal = rule_files.unusable(file, solo=roster.solo)
    if refusal:
        raise RefusedError(refusal)
    if file.named in rule_files.named(roster):
        raise ConsoleError("file_in_force", rule_file=kind, name=file.named.name)
    core.call(wire.BringFile(kind, data))
    return file, rule_files.change(file)


def fetched(core: Core, named: Named) -> RuleFile | None:
    """Fetch a file that a roster names and judge it here; None where the desk does not have it.

    Raises ConsoleError `rule_file_differs` if the bytes are not those that the roster names.
    """
    try:
        content: wire.RuleFileBytes = core.call(wire.RuleFileDetail(named.digest))
    except ConsoleError as error:
        if error.code != "no_such_rule_file":
            raise
        return None
    file = rule_files.proved(named, content.data)
    if file is None:
        raise ConsoleError("rule_file_differs", rule_file=named.kind, name=named.name)
    return file


def compared(core: Core, old: Roster, new: Roster) -> list[FileChange]:
    """Return what a next version does to the files, computed here before anybody signs it.

    Every new file must be present, match the roster, and be fit to come into force: raises RefusedError or ConsoleError
    `rule_file_differs`. A file that it replaces may be missing.
    """
    known = set(rule_files.named(old))
    for named in rule_files.named(new):
        if named not in known:
            _insist(core, named, new)
    return differences(core, old, new)


def differences(core: Core, old: Roster, new: Roster) -> list[FileChange]:
    """Return every file that differs between two versions; raises ConsoleError `rule_file_differs`."""
    before = {named.place: named for named in rule_files.named(old)}
    after = {named.place: named for named in rule_files.named(new)}
    places = [*after, *(place for place in before if place not in after)]
    pairs = [(before.get(place), after.get(place)) for place in places]
    return [between(core, was, becomes) for was, becomes in pairs if was != becomes]


def between(core: Core, old: Named | None, new: Named | None) -> FileChange:
    """Return the differences between two files of one kind, each judged here."""
    named = [one for one in (old, new) if one is not None]
    files = {one.digest: fetched(core, one) for one in named}
    first = files.get(old.digest) if old else _replaced(new)
    second = files.get(new.digest) if new else None
    return FileChange(
        kind=named[0].kind,
        old=old,
        new=new,
        changes=rule_file_differences.changes(first, second) if first or second else [],
        lines=rule_file_differences.lines(first, second),
        missing=[one for one in named if files[one.digest] is None],
    )


def _replaced(new: Named | None) -> RuleFile | None:
    """What a file that has no predecessor in the roster comes in place of: the shipped year of a calendar, the shipped number plan."""
    if new is not None and new.kind is Kind.NUMBERS:
        return rule_files.opened(Kind.NUMBERS, texts()[newest_plan().version].encode())
    return rule_files.shipped_year(new.name) if new is not None and new.kind is Kind.CALENDAR else None


def demanded(core: Core, named: Named) -> RuleFile:
    """Fetch a file as `fetched` does; raises ConsoleError `rule_file_missing` where the desk does not have it."""
    file = fetched(core, named)
    if file is None:
        raise ConsoleError("rule_file_missing", rule_file=named.kind, name=named.name, digest=named.digest)
    return file


def _insist(core: Core, named: Named, roster: Roster) -> None:
    refusal = rule_files.unfit(demanded(core, named), roster, (), core.call(calls.WhoAmI()).timezone)
    if refusal:
        raise RefusedError(refusal)
