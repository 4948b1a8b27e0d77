"""Calls about the files that rosters name: policy packs, screening lists, gateway files, years of the calendar."""

from typing import Annotated, ClassVar

import msgspec

from console.wire.base import Ask, Do
from console.wire.bounds import After
from console.wire.shown import shown


class RuleFileRow(msgspec.Struct, frozen=True):
    """A file that is or was in force. `name` is a pack's or list's version, or a gateway's id.

    It came into force with roster version `roster`, made at `since` and signed by `signed_by`, and ended at `until`
    (empty: it is in force). `kept` says whether the desk has it; `missing_at` are the dispatchers that need it, were heard
    recently and lack it.
    """

    kind: Annotated[str, shown("rule_file", (10, 14), "lp")]
    name: Annotated[str, shown(width=12)]
    since: Annotated[str, shown("time", 16)]
    until: Annotated[str, shown("until", 16)]
    roster: Annotated[int, shown(places="pt", label="roster.field.version")]
    signed_by: Annotated[list[str], shown("person", places="lt"), shown("signers", places="p")]
    missing_at: Annotated[list[str], shown(places="pt")]
    digest: Annotated[str, shown("short", places="t"), shown("text", places="p")]
    kept: Annotated[bool, shown("kept", places="p")]


class RuleFileBytes(msgspec.Struct, frozen=True):
    """A file as it was uploaded; `by` is empty for a file from the founding."""

    kind: str
    name: str
    digest: str
    data: bytes
    by: str
    at: str


class RuleFilesInForce(Ask, frozen=True):
    """Every file that a roster version named, newest first; those in force come first."""

    Answer: ClassVar[type] = list[RuleFileRow]


class RuleFileDetail(Ask, frozen=True):
    """One file by the SHA-256 (hex) of its bytes."""

    digest: str
    Answer: ClassVar[type] = RuleFileBytes


class BringFile(Do, frozen=True):
    """A roster signer uploads a file, so that a roster version can name it. The upload itself puts nothing in force.

    `kind` is policy, screening, gateway or calendar. The answer's number is the file's digest.
    """

    kind: str
    data: bytes


class KnownYear(msgspec.Struct, frozen=True):
    """A year whose public holidays are known. `roster` is the version that names its file; 0 for a year that the program ships.

    `off` counts the days off because of holidays, `worked` the weekend days worked in their place.
    """

    year: int
    roster: int
    off: int
    worked: int
    source: str
    published: str


class Years(msgspec.Struct, frozen=True):
    """The years that are known, oldest first. `missing` is the year that should be by now (0: none), `grave` whether it is needed."""

    known: list[KnownYear]
    missing: int
    grave: bool


class CalendarYears(Ask, frozen=True):
    """Which years' public holidays are known, and which one is missing."""

    Answer: ClassVar[type] = Years


class EffectRow(msgspec.Struct, frozen=True):
    """A text that a list would block or warn of and the one in force lets through: a submitted request or a template, by its number or name.

    `level` is block or warn, `kind` the class of the first word, `words` and `rule` what was found and by which rules.
    """

    level: Annotated[str, shown("effect_level", (8, 9))]
    number: Annotated[str, shown(width=20)]
    department: Annotated[str, shown("department", (10, 12))]
    at: Annotated[str, shown("time", places="pt")]
    kind: Annotated[str, shown("screening", places="pt")]
    words: Annotated[str, shown()]
    rule: Annotated[str, shown(places="pt")]
    about: Annotated[str, shown("effect_about", places="pt")]
    id: int


class Effects(msgspec.Struct, frozen=True):
    """What a list would have done to some of the newest texts: how many there were, and of how many drafts it would say more.

    `old` and `new` are the lists' versions; `left_off` are older texts that are not judged. `after` is empty with the last texts.
    """

    old: str
    new: str
    texts: int
    drafts: int
    left_off: int
    rows: list[EffectRow]
    after: str = ""


class ScreeningEffects(Ask, frozen=True):
    """What the list of that SHA-256 would block or warn of that the one in force lets through, in texts of the last 90 days.

    One answer judges as many texts as take no longer than any other answer; `after` is an earlier answer's.
    """

    digest: str
    after: After = ""
    Answer: ClassVar[type] = Effects
