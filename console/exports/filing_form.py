"""The quarter on paper (季度汇总备案表): every form of a department, totals by category, exceptions, who signed and received."""

from collections.abc import Iterable
from typing import Final

import msgspec

from console.domain.filing.filed import Amended, Filed, FiledForm, Slot, Standing
from console.domain.filing.filing import FoundGap, Gap
from console.domain.sending.counts import ENDS
from console.exports.shapes import Form, Printing, SignatureLine, number

_HEADS: Final = ("number", "category", "standing", "count", "delivered", "failed", "unknown")
_SPANS: Final = (6, 3, 3, 3, 3, 3, 3)
_TOTALS: Final = (3, 2, 2, 3, 2, 2, 2, 2, 2, 2, 2)


class FilingForm(msgspec.Struct, frozen=True):
    """A quarter as paper shows it.

    `digest` is that of the signed statement, `manifest` that of the pack; both are empty in the pack itself. `explained` are
    the gaps with the manager's words, `words` their other remarks; `received` says where and under which number it is kept.
    """

    filed: Filed
    department: str
    revision: int
    state: str
    due: str
    compiled_by: str
    gaps: list[FoundGap]
    amended: list[Amended]
    manifest: str = ""
    digest: str = ""
    explained: list[str] = []
    words: str = ""
    signatures: list[SignatureLine] = []
    paper: str = ""
    place: str = ""


def make(form: FilingForm, printing: Printing) -> bytes:
    """Return the workbook of a quarter."""
    return _Making(form, printing).whole()


class _Making(Form):
    def __init__(self, form: FilingForm, printing: Printing) -> None:
        self._form, self._filed = form, form.filed
        number_of = f"{form.filed.quarter}-{form.filed.department}-r{form.revision}"
        super().__init__(printing, "filing_form", number_of, form.digest)

    def whole(self) -> bytes:
        form, filed = self._form, self._filed
        self.paper.subtitle(
            self.word("filing_line", quarter=filed.quarter, department=form.department, state=form.state)
        )
        self.paper.pairs(
            (self.word("department"), form.department),
            (self.word("quarter"), filed.quarter),
            (self.word("revision"), str(form.revision)),
        )
        self.paper.pairs(
            (self.word("filing_due"), self.time(form.due)),
            (self.word("compiled_by"), form.compiled_by),
            (self.word("nil"), self.yes(filed.nil)),
        )
        self._totals()
        self._forms()
        self._amended()
        self._exceptions()
        self._papers()
        self._end()
        return self.paper.save()

    # ---- totals

    def _totals(self) -> None:
        self.paper.section(self.word("totals"))
        heads = [self.word(key) for key in ("category", "requests", "count", "billed_total")]
        heads += [self.name("state.recipient", state) for state in ENDS]
        groups = sorted({form.category for form in self._filed.sent})
        rows = [
            self._total(self.name("category", one), [f for f in self._filed.sent if f.category == one])
            for one in groups
        ]
        self.paper.table(heads, [*rows, self._total(self.word("all"), self._filed.sent)], _TOTALS)
        fen = sum(form.fen for form in self._filed.sent)
        self.paper.text(self.word("cost"), self.word("yuan", yuan=f"{fen / 100:,.2f}"))

    def _total(self, name: str, forms: list[FiledForm]) -> list[str]:
        sums = [len(forms), sum(f.recipients for f in forms), sum(f.billed for f in forms)]
        sums += [sum(form.count(state) for form in forms) for state in ENDS]
        return [name, *map(number, sums)]

    # ---- forms

    def _forms(self) -> None:
        self.paper.section(self.word("forms"))
        if not self._filed.forms:
            self.paper.note(self.word("no_forms"))
            return
        for form in self._filed.forms:
            self.paper.heads([self._head(key) for key in _HEADS], _SPANS)
            failed = form.count("undelivered") + form.count("refused")
            self.paper.cells(
                [
                    f"{form.number} v{form.version}",
                    self.name("category", form.category),
                    self.name("filed", form.standing),
                    number(form.recipients),
                    number(form.count("delivered")),
                    number(failed),
                    number(form.count("unknown")),
                ],
                _SPANS,
            )
            self._of_form(form)

    def _head(self, key: str) -> str:
        if key in {"delivered", "unknown"}:
            return self.name("state.recipient", key)
        return self.word(key)

    def _of_form(self, form: FiledForm) -> None:
        self.paper.text(self.word("purpose"), f"{form.subtype}　{form.purpose}".strip("　"))
        self.paper.text(self.word("text"), form.text)
        self.paper.text(self.word("scope"), form.audience)
        signed = [f"{self.name('post', post)} {name}" for post, name in form.approvals]
        self.paper.text(self.word("approvers"), self.word("and").join(signed) or self.word("none"))
        for one in form.slots:
            lines = [one.operator, f"{self.time(one.started)} - {self.time(one.ended)}"]
            lines += [self._counted(one, s) for s in ENDS if one.tally.get(s)]
            self.paper.text(self.word("slot_of", slot=one.slot), "　".join(lines))
        if form.standing is Standing.SENT:
            kept = f"{form.paper}　{form.place}".strip("　")
            self.paper.text(self.word("paper"), kept or self.word("not_yet"))
        elif form.standing is Standing.VOID:
            self.paper.text(self.word("why_void"), form.why or self.word("taken_back"))
        elif form.standing is Standing.OPEN:
            self.paper.text(self.word("why_open"), self.name("state.request", form.why))

    def _counted(self, one: Slot, state: str) -> str:
        """How many recipients are in a state; of the suppressed also for which reasons."""
        said = f"{self.name('state.recipient', state)} {number(one.tally[state])}"
        if state != "suppressed" or not one.suppressed:
            return said
        whys = [f"{self.name('suppressed', why)} {number(n)}" for why, n in one.suppressed.items()]
        return f"{said} ({self.word('and').join(whys)})"

    def _amended(self) -> None:
        if not self._form.amended:
            return
        self.paper.section(self.word("amended"))
        rows = [
            (one.slot, self.name("state.recipient", one.state), number(one.before), number(one.after))
            for one in self._form.amended
        ]
        heads = [self.word(key) for key in ("slot", "state", "before", "after")]
        self.paper.table(heads, rows, (9, 5, 5, 5))

    # ---- gaps, and everything else that belongs to the quarter

    def _exceptions(self) -> None:
        form = self._form
        self.paper.section(self.word("exceptions"))
        lines = [
            f"{self.name('gap', one.kind)}　{one.number}　{self._detail(one)}".strip("　")
            for one in form.gaps
        ]
        said = [_split(line) for line in form.explained]
        lines = [
            f"{line}　{_words(one, said)}".strip("　") for line, one in zip(lines, form.gaps, strict=True)
        ]
        self.paper.note("\n".join(lines) or self.word("no_exceptions"))
        if form.words:
            self.paper.text(self.word("opinion"), form.words)

    def _detail(self, gap: FoundGap) -> str:
        """Details of a gap, with a state in words."""
        of = {Gap.FORM_UNSIGNED: "state.request", Gap.SEND_OPEN: "state.slot"}.get(gap.kind)
        return self.name(of, gap.detail) if of else gap.detail

    def _papers(self) -> None:
        filed = self._filed
        lines = [f"{self.word(f'{one.kind}_form')}　{one.number}　{one.name}" for one in filed.papers]
        lines += [
            self.word(
                "loss_line",
                number=one.number,
                name=one.name,
                state=self.word("closed_on", at=one.closed) if one.closed else self.word("still_open"),
            )
            for one in filed.losses
        ]
        for sent in filed.emergencies:
            by = self.time(sent.acknowledged) if sent.acknowledged else self.word("not_yet")
            values = (sent.number, self.name("category", sent.category), self.time(sent.sent_at), sent.paper)
            line = self.word(
                "emergency_line", what="　".join(values), n=number(sent.recipients), reason=sent.reason, by=by
            )
            lines.append(line)
            if sent.lacking:
                posts = ", ".join(self.name("post", post) for post in sent.lacking)
                lines.append(self.word("emergency_lacking", posts=posts))
            if sent.late:
                lines.append(self.word("emergency_late", why=sent.late))
            lines.append(sent.text)
        lines += [
            self.word(
                "complaint_line",
                number=one.number,
                source=self.name("complaint_source", one.source),
                form=one.form,
                state=self.name("complaint_outcome", one.outcome)
                if one.outcome
                else self.name("state.complaint", one.state),
            )
            for one in filed.complaints
        ]
        lines += [
            self.word(
                "upkeep_line",
                number=one.number,
                kind=self.name("upkeep_kind", one.kind),
                topic=self.name("upkeep_topic", one.topic),
                about=one.about,
                state=self.name("upkeep_state", one.state),
            )
            for one in filed.upkeep
        ]
        if filed.replies:
            counted = [f"{self.name('reply_verdict', one)} {number(n)}" for one, n in filed.replies.items()]
            lines.append(self.word("replies_line", said=self.word("and").join(counted)))
        if lines:
            self.paper.section(self.word("other_papers"))
            self.paper.note("\n".join(lines))

    def _end(self) -> None:
        form = self._form
        if form.manifest:
            self.paper.text(self.word("manifest"), form.manifest)
        self.signatures(form.signatures)
        self.paper.pairs(
            (self.word("filing_paper"), form.paper or self.word("not_yet")),
            (self.word("place"), form.place or self.word("not_yet")),
        )
        self.paper.blanks(*(self.word(key) for key in ("ink_compiler", "ink_manager", "ink_receiver")))
        self.paper.blanks(self.word("seal_department"), self.word("seal_general"))
        if form.digest:
            self.proof(form.digest)


def _split(line: str) -> tuple[str, str]:
    key, _, words = line.partition(": ")
    return key, words


def _words(gap: FoundGap, said: Iterable[tuple[str, str]]) -> str:
    return next((words for key, words in said if key == gap.key), "")
