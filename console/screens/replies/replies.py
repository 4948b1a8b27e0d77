"""回复 Replies of subscribers, newest first: what each says, what it answers, and who decides on it (R11, R13)."""

from collections.abc import Callable
from typing import ClassVar

from rich.text import Text

from console.domain.contacts.optouts import CHOICES
from console.domain.refusals import Refusal, refuse
from console.domain.replies.replies import Decision, State
from console.domain.replies.reply_words import Reason
from console.nouns.replies import ToReply
from console.nouns.requests import ToRequest
from console.screens import timeline
from console.screens.contacts import optout_ends
from console.screens.do_form import do
from console.screens.lists import paged
from console.screens.narrowing import NarrowedPage
from console.screens.whole import WholePage
from console.views.contacts import scope_words
from console.views.replies import ROW, WHOLE, said
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.contacts import numbers
from console.wire.contacts import replies as wire


class RepliesPage(NarrowedPage[wire.ReplyRow], scope="replies"):
    """Replies that the caller may read; only those about one request, or in one state, if it is given."""

    VIEW = ROW
    OPENS = ToReply
    TOPICS = frozenset({"replies", "roster"})
    STATES = ("reply", State)
    PARTS: ClassVar[dict[str, str]] = {"reason": "reply_reason"}

    def __init__(self, request: int = 0, state: str = "") -> None:
        super().__init__()
        self.request = request
        self.state, self._state_of = state, "reply" if state else ""
        self.reason = ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, wire.RepliesPage(self.state, self.reason, text, self.request, after, limit))

    def do_reason(self) -> None:
        """Show only the replies that were judged so."""
        self.narrow("reason", Reason)


class ReplyPage(WholePage[wire.ReplyView], scope="reply"):
    """A reply in full, and the decision on it."""

    VIEW = WHOLE
    TOPICS = frozenset({"replies", "roster"})

    def __init__(self, reply: int) -> None:
        super().__init__()
        self.reply = reply

    def call(self) -> wire.ReplyDetail:
        """The call that reads the reply."""
        return wire.ReplyDetail(self.reply)

    def may(self, view: wire.ReplyView) -> dict[str, Refusal | None]:
        """The desk's refusals, and whether there is a request to open."""
        return {**view.allowed, "request": None if view.row.request else refuse("reply_no_link", "R7")}

    # ---- decisions

    def do_refuses(self) -> None:
        """Decide that the reply is a refusal: choose its scope, then opt the sender out."""
        self._with_scope([], lambda scope: self._decide(Decision.REFUSES, scope))

    def do_complaint(self) -> None:
        """Decide that the reply is a complaint: open a complaint, and opt the sender out if it refuses as well."""
        none = Item("-", self.t("ask.complaint.opted"))
        self._with_scope(
            [none], lambda scope: self._decide(Decision.COMPLAINT, "" if scope == "-" else scope)
        )

    def do_nothing(self) -> None:
        """Decide that the reply is neither."""
        self._decide(Decision.NOTHING, "")

    def _with_scope(self, before: list[Item], then: Callable[[str], None]) -> None:
        viewer, department = self.session.viewer, self.view.row.department if self.view is not None else ""
        items = [*before, *(Item(scope, scope_words(viewer, scope, department)) for scope in CHOICES)]
        self.pick(lambda: self.t("reply.which_scope"), lambda: items, then)

    def _decide(self, decision: Decision, scope: str) -> None:
        department = self.view.row.department if self.view is not None else ""
        covers = f"  {scope_words(self.session.viewer, scope, department)}" if scope else ""
        do(
            self,
            wire.DecideReply,
            lambda: f"{self.t(f'action.reply.{decision}')}{covers}",
            self._about,
            self._decided,
            {"id": self.reply, "decision": str(decision), "scope": scope},
        )

    def _about(self) -> Text:
        view = self.view
        return show(
            f"{view.row.form}  {view.row.sender}\n\n{said(self.session.viewer, view.row)}"
            if view is not None
            else ""
        )

    def _decided(self, done: Done) -> None:
        self.say(
            self.t("reply.complaint_opened", number=done.number)
            if done.number
            else self.t("reply.decided_done")
        )
        self.reload()

    def do_resubscribe(self) -> None:
        """Propose to end a refusal of the sender, with this reply as proof that they want messages again."""
        optout_ends.propose(self, self.say, self.reply)

    def do_unmask(self) -> None:
        """Show the sender's number once, with a reason."""
        view = self.view
        if view is not None:
            timeline.unmask(self, f"{view.row.form}  {view.row.sender}", numbers.UnmaskReply(self.reply, ""))

    def do_request(self) -> None:
        """Open the request that the reply answers."""
        if self.view is not None and self.view.row.request:
            self.go(ToRequest(self.view.row.request))
