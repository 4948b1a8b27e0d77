"""One request in full: the signed text, its chain, its slots; withdraw it, change a returned one, compare versions."""

from typing import Final

from msgspec.structs import replace
from rich.text import Text

from console.acting.approvals import decisions
from console.acting.requests import papers
from console.acting.requests.copying import copied
from console.acting.steps import read
from console.domain import acts
from console.domain.refusals import Refusal, refuse
from console.locale import words
from console.nouns.approvals import ToCard
from console.nouns.complaints import ToComplaints
from console.nouns.replies import ToReplies
from console.nouns.requests import ToDifference, ToForm
from console.nouns.sending import ToMonitor
from console.screens.labelled import rows
from console.screens.ledger.evidence import take_out
from console.screens.printing import print_form
from console.screens.requests import attachments
from console.screens.requests.appealing import appeal
from console.screens.requests.decisions import decide
from console.screens.requests.extension import ask_extension
from console.screens.session import Session, number
from console.screens.statement import act_words, chain_words
from console.screens.whole import WholePage
from console.views import appeals, documents
from console.views.requests import REQUEST_WHOLE
from console.widgets.modals import Item
from console.widgets.paint import part_heading
from console.widgets.show import show
from console.wire import calls, shown
from console.wire.answers import Done, Prepared
from console.wire.requests.rows import ComplaintMark, DocumentRow, RequestView
from console.wire.sending.slots import SlotRow

_DECISIONS: Final = ("approve", "accept", "return", "reject")
_DRAFT: Final = refuse("nothing_to_decide", "R2", state="draft")
"""Why nothing is signed about a request that nobody submitted."""


def undecidable(view: RequestView) -> Refusal | None:
    """Why the reader can decide nothing about a request; None if at least one decision is theirs now."""
    if not view.statement:
        return _DRAFT
    refusals = [view.allowed.get(act) for act in _DECISIONS]
    return None if None in refusals else refusals[0]


class RequestPage(WholePage[RequestView], scope="request"):
    """One request by id."""

    USABLE_FIRST = True
    TOPICS = frozenset({"requests", "sends", "complaints"})

    def __init__(self, request: int) -> None:
        super().__init__()
        self.request = request
        self.version = 0

    def call(self) -> calls.RequestDetail:
        """The call that reads the request."""
        return calls.RequestDetail(self.request, self.version)

    def words(self, view: RequestView, width: int) -> Text:
        """The request, or one of its versions, as text."""
        return whole_words(self.session, view, self.version, width)

    def took(self, view: RequestView) -> None:
        """Show the request, and the actions that the desk allows."""
        self.allowed = {**view.allowed, "draft": self.session.demand_drafter()}
        super().took(view)

    def may(self, view: RequestView) -> dict[str, Refusal | None]:
        """No refusals by key name: the desk names its refusals by act (see `took`)."""
        del view
        return {}

    # ---- what there is nothing for

    def bar_decide(self) -> Refusal | None:
        """Why the reader decides nothing."""
        return undecidable(self.view) if self.view is not None else None

    def bar_withdraw(self) -> Refusal | None:
        """That nobody submitted it."""
        return None if self.view is None or self.view.digest else _DRAFT

    def bar_evidence(self) -> Refusal | None:
        """That there is nothing to prove before somebody submits it, or that the reader sees no recipients (R12)."""
        nothing = self.view is not None and not self.view.digest
        return refuse("evidence_of_nothing", "R3") if nothing else self.session.demand_reader("recipients")

    def bar_attachment(self) -> Refusal | None:
        """That nothing is attached."""
        return None if self.view is None or _documents(self.view) else refuse("no_attachment", "R11")

    def bar_send(self) -> Refusal | None:
        """That it has no send yet."""
        return None if self.view is None or self.view.slots else refuse("no_send_yet", "R2")

    def bar_versions(self) -> Refusal | None:
        """That there is one version alone."""
        return None if self.view is None or len(self.view.versions) > 1 else refuse("one_version", "R3")

    def bar_compare(self) -> Refusal | None:
        """That there is one version alone."""
        return self.bar_versions()

    # ---- acts

    def do_edit(self) -> None:
        """Open the form; a returned request becomes a draft of its next version."""
        self.go(ToForm(self.request))

    def do_copy(self) -> None:
        """Begin a new request with the content of this one (以此新建), but without its number, signatures and passed windows."""
        session = self.session
        if self.view is not None:
            draft = copied(self.view.draft, session.drafts_for(), session.now())
            self.go(ToForm(0, draft.department, draft))

    def do_print(self) -> None:
        """Print Attachment 1 of the version shown."""
        print_form(self, "request", str(self.request), self.version)

    def do_attachment(self) -> None:
        """Save a document that is attached to the version shown."""
        if self.view is not None:
            attachments.save(self, self.request, _documents(self.view))

    def do_decide(self) -> None:
        """Open the approval card."""
        if self.view is not None:
            self.go(ToCard(self.request))

    def do_withdraw(self) -> None:
        """Withdraw the request, with the reason."""
        view = self.view
        if view is None:
            return
        about = show(f"{view.row.number} v{view.row.version}\n{view.row.purpose}")
        on = decisions.of_view(view)
        decide(
            self,
            acts.Withdrawal,
            lambda: on,
            lambda: self.t("action.request.withdraw"),
            lambda: about,
            self._done,
        )

    def do_appeal(self) -> None:
        """Propose to release the text that the list blocks, confirm that, or take it back."""
        if self.view is not None:
            appeal(self, self.view, self._appealed)

    def _appealed(self, said: str) -> None:
        self.say(said)
        self.reload()

    def do_extend(self) -> None:
        """Give a new window to a slot whose window passed."""
        if self.view is not None:
            ask_extension(self, self.view, self._extended)

    def _extended(self, done: Done) -> None:
        self.say(self.t("extension.done", number=done.number))
        self.reload()

    def _done(self, done: Done) -> None:
        self.say(self.t("request.withdrawn", number=done.number))
        self.reload()

    def do_send(self) -> None:
        """Open the monitor of a slot."""
        slots = self.view.slots if self.view else []
        if len(slots) == 1:
            self.go(ToMonitor(self.request, slots[0].id))
            return
        self.pick(
            lambda: self.t("request.pick_slot"),
            lambda: [Item(str(slot.id), _slot_line(self.session, slot)) for slot in slots],
            lambda slot: self.go(ToMonitor(self.request, int(slot))),
        )

    def do_evidence(self) -> None:
        """Export everything that proves this request."""
        if self.view is not None:
            take_out(self, self.view)

    def do_replies(self) -> None:
        """Open the subscribers' replies to this request."""
        self.go(ToReplies(self.request))

    def do_complaints(self) -> None:
        """Open the complaints about this request."""
        if self.view is not None:
            self.go(ToComplaints(self.request, self.view.row.number))

    # ---- versions

    def do_versions(self) -> None:
        """Show another version."""
        versions = self.view.versions if self.view else []
        options = [Item(str(version), f"v{version}") for version in reversed(versions)]
        self.pick(
            lambda: self.t("request.pick_version"),
            options,
            lambda version: self._look_at(int(version)),
            at=str(self.version),
        )

    def _look_at(self, version: int) -> None:
        self.version = version
        self.reload()

    def do_compare(self) -> None:
        """Show the differences between two versions."""
        self.go(ToDifference(self.request))


def _slot_line(session: Session, slot: SlotRow) -> str:
    reason = words.slot_reason(slot.reason, session.lang)
    continues = session.t("continuing.of_slot", slot=slot.continues) if slot.continues else ""
    return (
        f"{slot.id}. {session.state(slot.state, 'slot')}  {number(slot.n)}  {slot.list_name}  "
        f"{session.window(slot.opens, slot.closes)}  {continues}  {reason}"
    ).rstrip()


def _documents(view: RequestView) -> list[DocumentRow]:
    """The attachments that the version shown, or the draft, names."""
    act = read(Prepared(view.statement)) if view.statement else None
    return papers.attached(act if isinstance(act, acts.Request) else None, view.draft, view.documents)


def _draft_words(session: Session, view: RequestView, width: int) -> Text:
    """What is written so far, for whoever of the department reads along (R7); how it goes on is said to those who may edit it."""
    draft = view.draft
    slots = "\n".join(session.window(slot.opens, slot.closes) for slot in draft.slots if slot.opens)
    facts = [
        (session.label("field", "purpose"), draft.purpose),
        (session.label("field", "category"), session.label("category", draft.category)),
        (session.label("field", "audience"), draft.audience),
        (session.t("column.recipients"), number(view.row.recipients)),
        (session.label("field", "window"), slots),
        (session.t("statement.text"), f"{draft.signature}{draft.body}{draft.opt_out}"),
    ]
    edits = view.allowed.get("edit") is None
    said = session.t(
        "request.draft_only" if edits else "request.draft_of", name=session.name(view.row.drafter)
    )
    return Text("\n").join([show(said), rows(session, facts, width)])


def whole_words(session: Session, view: RequestView, version: int, width: int) -> Text:
    """A request in full: its state, the signed text (or that it is a draft), the chain, the slots."""
    row = replace(view.row, version=version or view.row.version)
    known, viewer = replace(view, row=row), session.viewer
    senses = REQUEST_WHOLE.meanings(shown.WHOLE, viewer, known)
    parts = [rows(session, REQUEST_WHOLE.pairs(shown.WHOLE, viewer, known), width, senses=senses)]
    if view.statement:
        act = read(Prepared(view.statement))
        if isinstance(act, acts.Request):
            parts += [part_heading(session.t("card.signed")), act_words(session, act, width)]
    else:
        parts += [part_heading(session.t("request.draft_head")), _draft_words(session, view, width)]
    if _documents(view):
        attached = show("\n".join(documents.lines(viewer, _documents(view))))
        parts += [part_heading(session.label("field", "attachments")), attached]
    parts += [part_heading(session.t("card.chain")), chain_words(session, view.steps)]
    if view.slots:
        parts += [
            part_heading(session.t("request.slots")),
            show("\n".join(_slot_line(session, s) for s in view.slots)),
        ]
    if view.appeals:
        parts += [
            part_heading(session.t("appeal.title")),
            show("\n".join(appeals.line(session.viewer, one) for one in view.appeals)),
        ]
    if view.complaints:
        parts += [
            part_heading(session.t("request.complaints")),
            show("\n".join(_complaint_line(session, one) for one in view.complaints)),
        ]
    return Text("\n").join(parts)


def _complaint_line(session: Session, one: ComplaintMark) -> str:
    """A complaint and its outcome on one line, for those who signed the request."""
    state = session.state(one.state, "complaint")
    outcome = session.label("complaint_outcome", one.outcome) if one.outcome else ""
    due = session.t("complaint.until", due=session.when(one.due)) if one.due else ""
    source = session.label("complaint_source", one.source)
    parts = (one.number, source, session.when(one.at), state, outcome, due)
    return "  ".join(part for part in parts if part)
