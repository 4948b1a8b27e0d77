"""The Batch SMS Request (Attachment 1) on paper: before sending for handwritten signatures (R2, R3), later with the results."""

from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from console import reading
from console.contacts.reasons import split
from console.domain import acts
from console.domain.reads import Block
from console.domain.requests import mandatory
from console.domain.sending.counts import SUMMED
from console.exports.shapes import Form, Printing, SignatureLine, number
from console.locale import aside
from console.reading import Reader

_TALLY: Final = ("approved", *SUMMED)

_SAID: Final = frozenset(
    {
        *("number", "version", "category", "subtype", "purpose", "telephone", "basis", "consent", "audience"),
        *("selection", "list_source", "text", "quoted", "checks", "sender_code", "rate", "attachments"),
        *("remarks", "route", "applied_on", *reading.WHOLE, *reading.RECIPIENTS),
    }
)
"""Values that the form's own parts show in full; all other signed values follow after them."""


class SlotResult(msgspec.Struct, frozen=True):
    """The result of one slot: its state, who released it, when its sending began and ended, recipients by state."""

    slot: int
    state: str
    opens: str
    closes: str
    operator: str
    started: str
    ended: str
    tally: dict[str, int]
    suppressed: dict[str, int] = {}


class DepartmentCheck(msgspec.Struct, frozen=True):
    """What the requesting department checked (R7): text and list, by whom, when."""

    name: str
    at: str
    content: bool
    list: bool


class TextRelease(msgspec.Struct, frozen=True):
    """Who released the text although the screening list blocks it (R11): who proposed, who confirmed, when, for which classes, why."""

    proposed: str
    confirmed: str
    at: str
    classes: list[str]
    reason: str


class RequestForm(msgspec.Struct, frozen=True):
    """Everything that Attachment 1 shows of one version.

    `names` and `departments` turn ids into names, `lists` are the manifests by digest, `samples` masked numbers of each list,
    `paper` and `place` where the paper form is kept (empty: not yet). `results` exist once something was released.
    """

    request: acts.Request
    digest: str
    state: str
    names: dict[str, str]
    departments: dict[str, str]
    gateways: dict[str, str]
    lists: dict[str, acts.Manifest]
    samples: dict[str, list[str]]
    signatures: list[SignatureLine]
    results: list[SlotResult]
    checked: list[DepartmentCheck] = []
    paper: str = ""
    place: str = ""
    released: list[TextRelease] = []


def make(form: RequestForm, printing: Printing) -> bytes:
    """Return the workbook of a request form, its route and the room for ink on the first page.

    They stand below what the signers decide on; where that is too long for one page, they stand above it.
    """
    making = _Making(form, printing)
    making.decided()
    if making.paper.page > 1:
        making = _Making(form, printing)
        making.decided(route_first=True)
    return making.whole()


class _Making(Form):
    def __init__(self, form: RequestForm, printing: Printing) -> None:
        self._form, self._request = form, form.request
        super().__init__(printing, "request_form", form.request.number, form.digest)

    def decided(self, *, route_first: bool = False) -> None:
        """Write what the signers decide on, and the route with the room for their ink."""
        request, form = self._request, self._form
        self.paper.subtitle(
            self.word("version_line", number=request.number, version=request.version, state=form.state)
        )
        self._who()
        if route_first:
            self._ink()
        self._why()
        self._text()
        self._slots()
        self._checks()
        if not route_first:
            self._ink()

    def whole(self) -> bytes:
        """Write the rest, and return the workbook."""
        form = self._form
        self._lists()
        if form.results:
            self._results()
        self.signatures(form.signatures)
        self._signed()
        self.proof(form.digest)
        return self.paper.save()

    def _who(self) -> None:
        request, form = self._request, self._form
        category = self.name("category", request.category)
        if request.category_was:
            category += self.word("category_was", was=self.name("category", request.category_was))
        self.paper.packed(
            (self.field("department"), form.departments.get(request.department, request.department)),
            (self.word("drafter"), form.names.get(request.drafter, request.drafter)),
            (self.word("applied_on"), request.applied_on),
            (self.field("category"), category),
            (self.field("telephone"), request.telephone),
            (self.field("subtype"), request.subtype),
        )
        kept_as = mandatory.treated_as(request.category, request.category_was)
        if kept_as is not request.category:
            said = self.word("treated_as", category=self.name("category", kept_as))
            self.paper.text(self.word("treated"), said)

    def _why(self) -> None:
        request = self._request
        self.paper.text(self.field("purpose"), request.purpose)
        self.paper.packed(
            (self.field("basis"), self.name("basis", request.basis)), (self.field("consent"), request.consent)
        )
        self.paper.text(self.field("audience"), request.audience)
        self.paper.text(self.field("selection"), request.selection)
        self.paper.text(self.field("list_source"), request.list_source)

    def _text(self) -> None:
        request, cost = self._request, self._request.cost
        self.paper.section(self.word("text"))
        self.paper.text(self.field("signature"), request.text.signature)
        self.paper.text(self.field("body"), request.text.body)
        self.paper.text(self.field("opt_out"), request.text.opt_out or self.word("none"))
        quoted = [
            self.word("quoted", text=one.text, registered=self.yes(one.registered)) for one in request.quoted
        ]
        self.paper.text(self.field("quoted"), "\n".join(quoted) or self.word("none"))
        named = self._form.gateways
        backup = request.backup_gateway
        self.paper.packed(
            (self.word("chars"), number(cost.chars)),
            (self.word("billed_each"), number(cost.billed_each)),
            (self.word("billed_total"), number(cost.billed_total)),
            (self.word("cost"), self.word("yuan", yuan=f"{cost.fen / 100:,.2f}")),
            (self.field("rate"), number(request.rate)),
            (self.field("gateway"), named.get(request.gateway, request.gateway)),
            (self.field("backup_gateway"), named.get(backup, backup) or self.word("none")),
            (self.field("sender_code"), request.sender_code),
        )

    def _lists(self) -> None:
        self.paper.section(self.word("lists"))
        for digest, manifest in self._form.lists.items():
            source = manifest.source
            where = f"{source.name} {source.sheet}".strip()
            self.paper.text(self.word("list_file"), f"{manifest.name} · {where} · {source.encoding}")
            self.paper.text("SHA-256", source.sha256)
            left_out, remarked = split(manifest.counts, manifest.repaired)
            self.paper.packed(
                (self.word("list_rows"), number(manifest.rows)),
                (self.word("list_valid"), number(manifest.n)),
                (self.word("list_left_out"), number(manifest.rows - manifest.n)),
                (self.word("list_importer"), self._form.names.get(manifest.by, manifest.by)),
                (self.word("list_left_out_why"), self._counts(left_out)),
                (self.word("list_repaired"), self._counts(manifest.repaired)),
                (self.word("list_remarked"), self._counts(remarked)),
            )
            if left := aside.lines(acts.aside_of(manifest), self.lang):
                self.paper.text(self.word("list_aside"), self.word("and").join(left))
            self.paper.text(self.word("list_root"), manifest.root)
            samples = "  ".join(self._form.samples.get(digest, []))
            self.paper.text(self.word("list_samples"), samples or self.word("none"))

    def _counts(self, counts: dict[str, int]) -> str:
        parts = [f"{self.name('reason', reason)} {number(n)}" for reason, n in sorted(counts.items()) if n]
        return self.word("and").join(parts) or self.word("none")

    def _slots(self) -> None:
        self.paper.section(self.word("slots"))
        heads = [self.word(key) for key in ("slot", "list", "count", "opens", "closes")]
        lists = self._form.lists
        rows = [
            [
                str(slot.id),
                lists[slot.list].name if slot.list in lists else slot.list,
                number(slot.n),
                self.time(slot.opens),
                self.time(slot.closes),
            ]
            for slot in self._request.slots
        ]
        self.paper.table(heads, rows, (2, 6, 4, 6, 6))

    def _checks(self) -> None:
        checks = self._request.checks
        self.paper.section(self.word("checks"))
        self.paper.packed(
            (self.field("harmless"), self.yes(checks.harmless)),
            (self.field("unclassified"), self.yes(checks.unclassified)),
            (self.field("third_party"), self.yes(checks.third_party)),
            (self.field("third_party_approval"), checks.third_party_approval or self.word("none")),
        )
        for done in self._form.checked:
            both = (("content_checked", done.content), ("list_checked", done.list))
            said = "  ".join(f"{self.word(key)} {self.yes(value)}" for key, value in both)
            self.paper.text(self.word("checked_by"), f"{done.name} {self.time(done.at)}  {said}")
        for freed in self._form.released:
            classes = self.word("and").join(self.name("screening", one) for one in freed.classes)
            self.paper.text(
                self.word("released"),
                self.word(
                    "released_by", classes=classes, reason=freed.reason, proposed=freed.proposed,
                    confirmed=freed.confirmed, at=self.time(freed.at),
                ),
            )  # fmt: skip
        # Their digests stand among the rest of what was signed.
        attached = [one.name for one in self._request.attachments]
        self.paper.text(self.field("attachments"), "\n".join(attached) or self.word("none"))
        self.paper.text(self.field("remarks"), self._request.remarks or self.word("none"))

    def _signed(self) -> None:
        """Write the signed values that the parts above omit or shorten, to the last second and digit."""
        form = self._form
        reader = Reader(
            self.lang,
            ZoneInfo(self.printing.timezone),
            lambda one: form.names.get(one, ""),
            lambda one: form.departments.get(one, ""),
            offset=not self.beijing,
        )
        self.paper.section(self.word("signed_whole"))
        read = reading.read(reader, self._request)
        rest = [line for line in read if line.block is not Block.DECIDED or line.path[0] not in _SAID]
        self.paper.packed(*((line.label, line.value) for line in rest))

    def _results(self) -> None:
        self.paper.section(self.word("results"))
        heads = [self.word(key) for key in ("slot", "state", "operator", "started", "ended")]
        rows = [
            [
                str(one.slot),
                self.name("state.slot", one.state),
                one.operator,
                self.time(one.started),
                self.time(one.ended),
            ]
            for one in self._form.results
        ]
        self.paper.table(heads, rows, (2, 5, 5, 6, 6))
        names = [self.word("slot"), *(self.name("state.recipient", state) for state in _TALLY)]
        tallies = [
            [str(one.slot), *(number(one.tally.get(state, 0)) for state in _TALLY)]
            for one in self._form.results
        ]
        self.paper.table(names, tallies, (2, 3, 3, 3, 3, 2, 3, 3, 2))
        for one in self._form.results:
            if one.suppressed:
                whys = "  ".join(
                    f"{self.name('suppressed', why)} {number(n)}" for why, n in one.suppressed.items()
                )
                self.paper.note(
                    f"{self.word('slot')} {one.slot}  {self.name('state.recipient', 'suppressed')}: {whys}"
                )

    def _ink(self) -> None:
        """Write the route, and the room for seals."""
        self.route(self._request.route, self._form.signatures)
        self.paper.note(self.word("ink"))
        self.paper.blanks(self.word("seal_department"), self.word("seal_general"))
        self.paper.packed(
            (self.word("paper"), self._form.paper or self.word("not_yet")),
            (self.word("place"), self._form.place or self.word("not_yet")),
        )

    def field(self, name: str) -> str:
        """The label of a field, the same as on the screen's form."""
        return self.name("field", name)
