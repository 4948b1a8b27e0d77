"""Verifying the chain from its first entry, part by part, with a progress bar; also against a head from paper."""

import time
from collections.abc import Iterable

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.acting.ledger import ledger as acting
from console.domain.refusals import refuse
from console.screens.ledger.ledger_entry import grouped
from console.screens.page import Page
from console.screens.session import number
from console.widgets.modals import Filled, Form, Line
from console.widgets.paint import strong
from console.widgets.show import show
from console.widgets.spark import bar
from console.wire.ledger import ledger as wire

_TICK = 0.2
_BAR = 40


class VerifyingPage(Page, scope="verifying"):
    """The progress and the result of the pass."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: list[str] = []
        self.outcome: acting.Whole | None = None
        self._verified, self._total = 0, 0
        self._since = 0.0
        self._under_way = self._left = self._ticking = False

    def body(self) -> Iterable[Widget]:
        """Yield one text."""
        yield VerticalScroll(Static(show(""), id="verifying", markup=False), classes="scroll", id="scroll")

    def begin(self) -> None:
        """Begin with the first entry; a timer redraws the progress."""
        self.query_one("#scroll").focus()
        if not self._ticking:
            self._ticking = True
            self.set_interval(_TICK, self._draw)
        self._draw()
        if self.outcome is None and not self._under_way:
            self._run()

    def reload(self) -> None:
        """Draw the page; the result stays, and `v` verifies again."""
        self._draw()

    def _run(self) -> None:
        self.outcome, self._under_way, self._left = None, True, False
        self._verified, self._total, self._since = 0, 0, time.monotonic()
        session, heads = self.session, list(self.heads)

        def progress(done: int) -> bool:
            self._verified = done
            return not self._left

        def job() -> acting.Whole:
            core = session.desk()
            self._total = acting.newest(core)
            return acting.verify(core, heads=heads, tell=progress)

        self._grey()
        self.work(job, self._ended, slot="verify")

    def _ended(self, outcome: acting.Whole) -> None:
        self.outcome, self._under_way = outcome, False
        self._grey()
        self._draw()

    def failed(self, call: object, error: Exception) -> None:
        """Report that the chain could not be verified; the person may try again."""
        del call
        self._under_way = False
        self._grey()
        self._draw()
        self.trouble(error)

    def _grey(self) -> None:
        self.allowed["verifying.stop"] = None if self._under_way else refuse("verifying_over", "I6")
        busy = refuse("verifying_runs", "I6") if self._under_way else None
        self.allowed["verifying.again"] = self.allowed["verifying.check"] = busy
        self.draw_frame()

    # ---- drawing

    def _draw(self) -> None:
        drawn: Text = self._words()
        for label in self.query("#verifying").results(Static):
            label.update(drawn)

    def _words(self) -> Text:
        t = self.t
        held = [show(t("ledger_view.against", head=_printed(head))) for head in self.heads]
        if self.outcome is None:
            if not self._under_way:
                return show(t("ledger_view.not_run"))
            spent = max(time.monotonic() - self._since, 0.001)
            rate = int(self._verified / spent)
            left = max(0, self._total - self._verified) // rate if rate else 0
            share = f"{bar(self._verified, max(1, self._total), _BAR)} {number(self._verified)}/{number(self._total)}"
            speed = t("ledger_view.rate", rate=number(rate), left=left) if rate else ""
            return Text("\n\n").join(
                [show(t("ledger_view.verifying")), show(f"{share}  {speed}".rstrip()), *held]
            )
        report = self.outcome.report
        head = show(t("ledger_view.head", head=_printed(report.head)))
        if report.bad:
            why = self.session.label("chain", report.why)
            bad = strong(t("ledger_view.bad", seq=number(report.bad), why=why))
            typed = report.witness is not None and report.witness.kind == "given"
            after = show(t("ledger_view.after_bad_typed" if typed else "ledger_view.after_bad"))
            broken = strong(t("ledger_view.broken"))
            return Text("\n\n").join([broken, bad, *self._witness(report.witness), head, *held, after])
        key = "ledger_view.left" if self.outcome.left else "ledger_view.good"
        hint = show(t("ledger_view.paper"))
        return Text("\n\n").join([strong(t(key, n=number(report.entries))), head, *held, hint])

    def _witness(self, witness: wire.Witness | None) -> list[Text]:
        if witness is None:
            return []
        at = self.session.when(witness.at)
        told = {"by": witness.by, "at": at, "seq": number(witness.seq), "head": _printed(witness.head)}
        return [show(self.t(f"witness.{witness.kind}", **told))]

    # ---- the keys

    def do_stop(self) -> None:
        """End the pass after the present part."""
        self._left = True

    def do_back(self) -> None:
        """End the pass and go back: a person who leaves needs no result."""
        self._left = True
        super().do_back()

    def do_again(self) -> None:
        """Verify again from the first entry."""
        self._run()

    def do_check(self) -> None:
        """Type a head from paper; the whole chain must lead through it."""
        session = self.session

        def job(filled: Filled) -> str:
            head = filled.lines["head"]
            session.desk().call(wire.HeadStands(head))
            return head

        def taken(head: str) -> None:
            self.heads = [*self.heads, "".join(head.split()).lower()]
            self._run()

        self.act(
            lambda: self.t("head.title"),
            lambda: show(self.t("head.verify_about")),
            lambda: Form(lines=(Line("head", self.t("head.field")),)),
            job,
            taken,
        )


def _printed(head: str) -> str:
    seq, _, digits = head.partition(":")
    return f"{seq}:{grouped(digits.replace(' ', ''))}"
