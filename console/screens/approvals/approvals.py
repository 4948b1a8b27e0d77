"""审批 Approval queue: what waits for the caller's decision."""

from textual import on

from console.acting.approvals import cards
from console.acting.approvals.batch import MOST
from console.actions import Action
from console.domain import acts
from console.errors import ConsoleError
from console.nouns.approvals import ToBatch, ToCard
from console.screens.approvals.card import ask_step
from console.screens.lists import ListPage, paged
from console.screens.people import may_order
from console.views.requests import REQUEST, WAITING
from console.widgets.record_list import RecordList, Rows
from console.wire import calls
from console.wire.answers import Done
from console.wire.requests import approvals
from console.wire.requests.rows import RequestRow


class ApprovalsPage(ListPage[RequestRow], scope="approvals"):
    """The queue, nearest deadline first; a mark (`*`) stays until it is decided, even if other pages are opened."""

    ON_ROW = frozenset({"mark", "return", "reject"})
    VIEW = REQUEST
    PLACE = WAITING
    OPENS = ToCard

    def __init__(self) -> None:
        super().__init__()
        self._told = 0

    def begin(self) -> None:
        """Restore the marks of this session."""
        self.records.marked = self.session.marked
        self._told = len(self.session.marked)
        super().begin()
        may_order.grey(self, {"approvals.delegate": "deputise"})

    def needs_row(self, action: Action) -> bool:
        """Whether an action is about the row under the cursor; of several at once, unless some are marked, here or elsewhere."""
        return super().needs_row(action) or (action.name == "batch" and not self.session.marked)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the requests that the caller may decide."""
        return paged(self, calls.RequestsPage(queue=True, text=text, after=after, limit=limit))

    # ---- several at once

    def do_mark(self) -> None:
        """Mark the row under the cursor, or remove its mark."""
        self.records.action_mark()

    @on(RecordList.Moved)
    def _say_marks(self) -> None:
        marked = len(self.session.marked)
        if marked != self._told:
            self.say(self.t("batch.marked" if marked > self._told else "batch.unmarked", n=marked))
            self._told = marked

    def _filter(self, text: str) -> None:
        """Apply a filter and keep all marks: the summary names every marked request."""
        kept = set(self.session.marked)
        super()._filter(text)
        self.session.marked |= kept

    def do_batch(self) -> None:
        """Open the summary of the marked requests (or of the row under the cursor), to be signed with one passphrase."""
        row = self.here
        numbers = sorted(key for key in self.session.marked if isinstance(key, int))
        numbers = numbers or ([row.id] if row is not None else [])
        if not numbers:
            self.say(self.t("batch.nothing"))
        elif len(numbers) > MOST:
            self.say(self.t("batch.too_many", n=len(numbers), most=MOST))
        else:
            self.go(ToBatch(numbers))

    # ---- one request at a time, or through a deputy

    def do_delegate(self) -> None:
        """Name a deputy who decides in the caller's place for some days (代)."""
        self.open("deputy")

    def do_return(self) -> None:
        """Send the row under the cursor back for change, with the reason."""
        self._decide(acts.Return, "card.returned")

    def do_reject(self) -> None:
        """Reject the row under the cursor for good, with the reason."""
        self._decide(acts.Rejection, "card.rejected")

    def _decide(self, kind: type[acts.Step], done: str) -> None:
        row = self.here
        if row is not None:
            request = row.id
            self.ask(
                approvals.Scope(request),
                lambda card: self._ask_reason(kind, done, request, card),
                slot="reason",
            )

    def _ask_reason(self, kind: type[acts.Step], said: str, request: int, card: approvals.ScopeCard) -> None:
        try:
            shown = cards.read(card)
        except ConsoleError as error:
            self.trouble(error)
            return

        def done(answer: Done) -> None:
            self.session.marked.discard(request)
            self._told = len(self.session.marked)
            self.say(self.t(said, number=answer.number))
            self.records.reload()

        ask_step(self, kind, request, card, shown, done)
