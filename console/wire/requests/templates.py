"""Calls about templates: texts that a department uses again and again, version by version."""

import hashlib
from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.categories import Category
from console.domain.refusals import Refusal, refuse
from console.domain.templates.keeping import State
from console.signing.canonical import dumps
from console.wire.answers import Fault, Page
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Filter, Small, Whole, filter_by
from console.wire.requests.drafts import CategoryWord
from console.wire.shown import shown


class Template(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a template says: fields of the entry form by their names there, its own name, and a note for drafters.

    Texts may have blanks (`domain.templates.blanks`). `everyone`: the General Department offers it to all departments.
    """

    name: str = ""
    category: Annotated[CategoryWord, shown("category", places="w")] = "notice"
    subtype: Annotated[str, shown(places="w", section=1)] = ""
    purpose: Annotated[str, shown(places="w", section=1)] = ""
    telephone: Annotated[str, shown(places="w", section=1)] = ""
    basis: Annotated[str, shown("basis", places="w", section=1)] = "contract"
    consent: Annotated[str, shown(places="w", section=1)] = ""
    audience: Annotated[str, shown(places="w", section=1)] = ""
    selection: Annotated[str, shown(places="w", section=1)] = ""
    list_source: Annotated[str, shown(places="w", section=1)] = ""
    signature: Annotated[str, shown(places="w", section=2)] = ""
    body: Annotated[str, shown(places="w", section=2)] = ""
    opt_out: Annotated[str, shown(places="w", section=2)] = ""
    remarks: Annotated[str, shown(places="w", section=3)] = ""
    note: Annotated[str, shown(places="w", section=3)] = ""
    everyone: bool = False

    def given(self) -> dict[str, str]:
        """Every field of the entry form that it gives, by its name there; texts may be empty."""
        whole = msgspec.structs.asdict(self)
        return {name: str(whole[name]) for name in whole if name not in _OWN}

    def texts(self) -> dict[str, str]:
        """The texts of the entry form that it gives, by field."""
        return {name: value for name, value in self.given().items() if name not in _CHOICES}


_OWN: Final = frozenset({"name", "note", "everyone"})
"""Fields of a template that say nothing about a request."""
_CHOICES: Final = frozenset({"category", "basis"})


class Version(msgspec.Struct, frozen=True):
    """One version of a template: whose it is, its id, its number, and what it says."""

    department: str
    id: Whole
    version: Annotated[Small, shown("nth", places="w")]
    says: Template

    def sha256(self) -> str:
        """SHA-256 of its canonical JSON, in hex; the request that was made from it names this digest."""
        return hashlib.sha256(dumps(msgspec.to_builtins(self))).hexdigest()


class TemplateRow(msgspec.Struct, frozen=True):
    """A template in a list, as its newest version has it. `uses` counts the requests that name it, `used` is when the last was written."""

    id: Annotated[int, shown("plain", places="t", label="cli.column.id")]
    state: Annotated[str, shown("state:template", (8, 9))]
    name: Annotated[str, shown()]
    version: Annotated[int, shown("nth", (4, 7), "lpt"), shown("nth", places="w", label="template.newest")]
    category: Annotated[str, shown("category", (8, 9), places="lpt")]
    department: Annotated[str, shown("whose", (10, 12))]
    uses: Annotated[int, shown("some", 6)]
    used: Annotated[str, shown("time", places="pw")]
    by: Annotated[str, shown("person", places="ptw", beside="at")]
    at: Annotated[str, shown("time", places="")]
    body: Annotated[str, shown(places="p", section=-1)]
    note: Annotated[str, shown(places="p", section=1)]
    everyone: bool = False
    reason: Annotated[str, shown(places="pw")] = ""


class TemplatePage(msgspec.Struct, frozen=True):
    """Templates, by department and name; `refusal` is why the caller may not write any, or None."""

    page: Page
    rows: list[TemplateRow]
    refusal: Refusal | None


class TemplatesPage(Ask, frozen=True):
    """Templates of the caller's departments and those offered to all, filtered by state, category and words in name or text."""

    state: Annotated[str, filter_by(State, "state.template")] = ""
    category: Annotated[str, filter_by(Category, "category")] = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = TemplatePage


class TemplateView(msgspec.Struct, frozen=True):
    """A version of a template in full. `blanks` are those to fill in, `screened` is why its text may not be sent now, or None.

    `warned` pairs class and words that the screening list warns about. `allowed` maps `begin`, `write`, `withdraw`, `restore` to None or why not.
    """

    row: TemplateRow
    kept: Version
    sha256: Annotated[str, shown(places="s", section=4)]
    by: Annotated[str, shown("person", places="w", label="template.written_by", beside="at", section=3)]
    at: Annotated[str, shown("time", places="")]
    blanks: Annotated[list[str], shown(places="w", section=2)]
    screened: Annotated[Refusal | None, shown("screened", places="w", section=-1)]
    warned: Annotated[list[tuple[str, str]], shown("warned", places="w", section=2)]
    allowed: dict[str, Refusal | None]


class TemplateDetail(Ask, frozen=True):
    """A template by its id; `version` 0 is the newest."""

    template: Whole
    version: Small = 0
    Answer: ClassVar[type] = TemplateView


class VersionRow(msgspec.Struct, frozen=True):
    """A version of a template: who wrote it and when."""

    version: Annotated[int, shown("nth", places="t")]
    name: Annotated[str, shown(places="t")]
    by: Annotated[str, shown("person", places="t")]
    at: Annotated[str, shown("time", places="t")]
    department: str


class TemplateVersions(Ask, frozen=True):
    """Every version of a template, newest first."""

    template: Whole
    Answer: ClassVar[type] = list[VersionRow]


class Judgement(msgspec.Struct, frozen=True):
    """What keeps a template from being written, by field; what the screening list warns about; its blanks."""

    faults: list[Fault]
    warned: list[tuple[str, str]]
    blanks: list[str]


class JudgeTemplate(Ask, frozen=True):
    """Judge a template as it stands in a form; `template` is its id, 0 for a new one."""

    department: str
    says: Template
    template: Whole = 0
    Answer: ClassVar[type] = Judgement


class WriteTemplate(Do, frozen=True):
    """Write a new template (`template` 0), or the version after `version`; a withdrawn one is offered again."""

    department: str
    says: Template
    template: Whole = 0
    version: Small = 0


class WithdrawTemplate(Do, frozen=True):
    """Offer a template no longer; it stays readable, and requests that name it stay good."""

    NOUN: ClassVar[str] = "template"
    CLAUSE: ClassVar[str] = "R9"
    template: Whole
    reason: Annotated[str, ask("line", missing=refuse("reason_missing", "R9"), most=500)]


class RestoreTemplate(Do, frozen=True):
    """Offer a withdrawn template again as its newest version has it."""

    template: Whole


class ShippedRow(msgspec.Struct, frozen=True):
    """A template that the program ships; `taken` is the id under which a department that the caller keeps has it, 0 for none."""

    name: Annotated[str, shown(places="t")]
    category: Annotated[str, shown("category", places="t")]
    body: Annotated[str, shown(places="t")]
    note: Annotated[str, shown(places="t")]
    taken: int = 0


class ShippedTemplates(Ask, frozen=True):
    """The templates that the program ships, for a department (empty: the first one that the caller keeps)."""

    department: str = ""
    Answer: ClassVar[type] = list[ShippedRow]


class TakeTemplates(Do, frozen=True):
    """Take shipped templates into a department in one act: those named, or all that it has not; the signature is the department's."""

    department: str
    names: Annotated[list[str], MANY] = []
    signature: str = ""
