"""The files that a roster names by digest: policy pack, screening list, gateway files, years of the calendar, number plans.

Only this module judges whether a file can come into force, for desk, dispatcher, second signer and founding alike.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Collection, Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final

import msgspec

from console.domain import calendar, file_faults, policy
from console.domain.calendar import Calendar, Year
from console.domain.contacts import number_plans
from console.domain.contacts.phone import NumberPlan
from console.domain.content import lists
from console.domain.content.lists import ScreeningList
from console.domain.data_folder import data_folder
from console.domain.file_faults import Told
from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse
from console.domain.requests.segments import hidden
from console.domain.rosters import offices
from console.domain.rosters.rosters import (
    Change,
    SetCalendar,
    SetGateway,
    SetNumbers,
    SetPolicy,
    SetScreening,
)
from console.domain.sending import gateway_faults, gateways
from console.domain.sending.gateways import GatewayFile, loopback
from console.domain.times import ZONE
from console.domain.toml_lines import FileFaultError, FileFaultsError


class Kind(StrEnum):
    """The kind of file that a roster names."""

    POLICY = "policy"  # 制度包
    SCREENING = "screening"  # 筛查词表
    GATEWAY = "gateway"  # 网关文件
    CALENDAR = "calendar"  # 放假安排
    NUMBERS = "numbers"  # 号段表


LONGEST: Final = {
    Kind.POLICY: 64 << 10,
    Kind.SCREENING: 960 << 10,
    Kind.GATEWAY: 16 << 10,
    Kind.CALENDAR: 16 << 10,
    Kind.NUMBERS: 64 << 10,
}
"""The largest size of a file, in bytes; policy pack and gateway file travel in every bundle, and each file in one frame of 1 MiB."""

CLAUSE: Final = {
    Kind.POLICY: "R2",
    Kind.SCREENING: "R11",
    Kind.GATEWAY: "R2",
    Kind.CALENDAR: "R13",
    Kind.NUMBERS: "R10",
}
"""The clause that each kind implements."""


class Named(msgspec.Struct, frozen=True):
    """A file as a roster names it: `name` is the version of a policy pack or screening list, the id of a gateway, a calendar's year."""

    kind: Kind
    name: str
    digest: str

    @property
    def place(self) -> tuple[Kind, str]:
        """The place in which a file replaces another: there is one pack, one list, one file per gateway and year."""
        return self.kind, self.name if self.kind in {Kind.GATEWAY, Kind.CALENDAR, Kind.NUMBERS} else ""


class RuleFile(msgspec.Struct, frozen=True):
    """A file that was read: its name in a roster, its exact text, and its content."""

    named: Named
    text: str
    says: Policy | ScreeningList | GatewayFile | Year | NumberPlan


def named(roster: Roster) -> Iterator[Named]:
    """Yield every file that a roster names."""
    yield Named(Kind.POLICY, roster.policy.version, roster.policy.digest)
    yield Named(Kind.SCREENING, roster.screening.version, roster.screening.digest)
    for gateway in roster.gateways:
        yield Named(Kind.GATEWAY, gateway.id, gateway.digest)
    for one in roster.calendars:
        yield Named(Kind.CALENDAR, str(one.year), one.digest)
    for plan in roster.plans:
        yield Named(Kind.NUMBERS, plan.version, plan.digest)


@lru_cache(maxsize=16)
def opened(kind: Kind, data: bytes) -> RuleFile:
    """Return the file that these bytes spell, the same object for the same bytes; raises FileFaultError."""
    for fault in (_too_large(kind, data), *odd_characters(data)):
        if fault is not None:
            raise fault
    text = data.decode()
    match kind:
        case Kind.POLICY:
            pack = policy.read(text)
            return RuleFile(Named(kind, pack.version, digest_of(data)), text, pack)
        case Kind.SCREENING:
            words = lists.read(text)
            return RuleFile(Named(kind, words.version, digest_of(data)), text, words)
        case Kind.GATEWAY:
            gateway = gateways.read(text)
            return RuleFile(Named(kind, gateway.id, digest_of(data)), text, gateway)
        case Kind.CALENDAR:
            year = calendar.read(text)
            return RuleFile(Named(kind, str(year.year), digest_of(data)), text, year)
        case Kind.NUMBERS:
            plan = number_plans.read(text)
            return RuleFile(Named(kind, plan.version, digest_of(data)), text, plan)


def brought(kind: Kind, data: bytes) -> RuleFile:
    """Return a file that a person brings, judged more strictly than one in force; raises FileFaultError.

    A gateway file's faults are told all at once: FileFaultsError.
    """
    if kind is Kind.GATEWAY:
        found = faults_of_gateway(data)
        if found:
            raise FileFaultsError(found)
    file = opened(kind, data)
    if isinstance(file.says, Policy):
        policy.judge_names(file.text, file.says)
    return file


def faults_of_gateway(data: bytes) -> list[Told]:
    """Return everything that is wrong with the bytes of a new gateway file; the keys of one that is no clean UTF-8 are judged, too.

    Of very many the first are told, with the number of the others.
    """
    too_large = _too_large(Kind.GATEWAY, data)
    odd = [too_large] if too_large is not None else list(odd_characters(data))
    told = [Told(one.code, one.line, one.field, one.detail) for one in odd]
    return (
        told if too_large is not None else file_faults.first([*told, *gateway_faults.faults(_guessed(data))])
    )


def proved(named: Named, data: bytes) -> RuleFile | None:
    """Return the file that a roster names if these are its bytes, else None."""
    try:
        file = opened(named.kind, data)
    except FileFaultError:
        return None
    return file if file.named == named else None


def change(file: RuleFile) -> Change:
    """Return the change that brings a file into force with the next roster version."""
    says, digest = file.says, file.named.digest
    if isinstance(says, Policy):
        return SetPolicy(says.version, digest, says.pledge.version)
    if isinstance(says, ScreeningList):
        return SetScreening(says.version, digest)
    if isinstance(says, Year):
        return SetCalendar(says.year, digest)
    if isinstance(says, NumberPlan):
        return SetNumbers(says.version, digest)
    return SetGateway(says.id, digest)


def calendar_of(
    roster: Roster | None, find: Callable[[Named], RuleFile | None], known: Calendar | None = None
) -> Calendar:
    """Return the calendar in force: the shipped years (or those that are `known`), and in their place those that the roster names.

    A named year whose file `find` does not have is unknown, never the shipped one.
    """
    given = [one for one in named(roster) if one.kind is Kind.CALENDAR] if roster is not None else []
    begun = known or calendar.shipped()
    if not given:
        return begun
    files = [(one, find(one)) for one in given]
    brought = [file.says for _, file in files if file is not None and isinstance(file.says, Year)]
    return begun.with_years(brought, without=[int(one.name) for one, file in files if file is None])


def shipped_year(year: str) -> RuleFile | None:
    """The file of a year that the program ships, which a brought one replaces; None for any other year."""
    path = data_folder() / "calendar" / f"cn-{year}.toml"
    return (
        opened(Kind.CALENDAR, path.read_bytes())
        if year.isascii() and year.isdigit() and path.is_file()
        else None
    )


def digest_of(data: bytes) -> str:
    """SHA-256 (hex) of a file's bytes, as a roster names it."""
    return hashlib.sha256(data).hexdigest()


def refusal(kind: Kind, fault: FileFaultError) -> Refusal:
    """Return a fault as a refusal: which file, which line and field, what is wrong; or all of them, where all are known."""
    clause = CLAUSE[kind]
    if isinstance(fault, FileFaultsError):
        told = file_faults.written(fault.faults)
        return refuse(
            "file_faults", clause, rule_file=kind, n=file_faults.number(fault.faults), file_faults=told
        )
    # For a missing or unknown field, the field's name says everything.
    detail = "" if fault.code in {"missing", "unknown"} else fault.detail
    said = {"rule_file": kind, "item": fault.field, "file_fault": fault.name, "detail": detail}
    if fault.line:
        return refuse("file_unfit_at", clause, line=fault.line, **said)
    return refuse("file_unfit", clause, **said)


def unfit(
    file: RuleFile, roster: Roster, known: Collection[Named] = (), timezone: str = ZONE
) -> Refusal | None:
    """Return why a file can't be in force under the roster that names it, or None.

    `known` are the files of the version in force: a screening list that was accepted stays good, and is not tried again.

    Version, pledge and digest must match the file, a solo roster may only use a simulator on this machine, and a policy pack keeps
    the three offices apart unless it is a small house's.
    """
    if file.named not in named(roster):
        return refuse(
            "file_named_otherwise", CLAUSE[file.named.kind], rule_file=file.named.kind, name=file.named.name
        )
    says = file.says
    if isinstance(says, Policy) and says.pledge.version != roster.pledge:
        return refuse("file_other_pledge", "A2", pledge=says.pledge.version)
    if isinstance(says, Policy) and (refusal := offices.clash(roster, says.separation, timezone)):
        return refusal
    return _not_here(file, solo=roster.solo) if file.named in known else unusable(file, solo=roster.solo)


def tried(file: RuleFile) -> FileFaultError | None:
    """Return what a trial of a screening list finds, or None; no other file is tried. It takes seconds, once for each text."""
    if file.named.kind is not Kind.SCREENING:
        return None
    from console.domain.content import trials  # noqa: PLC0415 - whoever brings no list starts without what judges texts

    return trials.fault(file.text)


def unusable(file: RuleFile, *, solo: bool) -> Refusal | None:
    """Return why a file can't be in force in this installation, or None.

    Without separate accounts a real gateway can't, and never a screening list that takes too long; that is found in seconds, once.
    """
    if why := _not_here(file, solo=solo):
        return why
    fault = tried(file)
    return refusal(file.named.kind, fault) if fault is not None else None


def _not_here(file: RuleFile, *, solo: bool) -> Refusal | None:
    says = file.says
    if isinstance(says, GatewayFile) and solo and not loopback(says):
        return refuse("gateway_not_for_solo", "I1", gateway=says.id)
    return None


def _too_large(kind: Kind, data: bytes) -> FileFaultError | None:
    if len(data) <= LONGEST[kind]:
        return None
    return FileFaultError("too_large", detail=f"{len(data)} > {LONGEST[kind]}")


def odd_characters(data: bytes) -> Iterator[FileFaultError]:
    """Yield where a file is no UTF-8, has hidden characters, or a character in another spelling."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        yield FileFaultError("not_text", data.count(b"\n", 0, error.start) + 1, detail="UTF-8")
        return
    for number, line in enumerate(text.split("\n"), 1):
        shown = line.removesuffix("\r").replace("\t", " ")
        if hidden(shown):
            yield FileFaultError("not_text", number, detail=f"U+{hidden(shown)[0][1]:04X}")
        if not unicodedata.is_normalized("NFC", line):
            yield FileFaultError("not_text", number, detail="NFC")


def _guessed(data: bytes) -> str:
    """The text that bytes probably spell: editors of Chinese Windows write GB18030, or UTF-16 with its mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        return data.decode("utf-16" if marked else "gb18030", "replace")
