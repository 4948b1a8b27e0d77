"""An emergency act never fails for its words: whatever somebody types, the send is held, the house frozen, the loss reported."""

import contextlib
import dataclasses
import json
from typing import Any

from sqlalchemy import func, select

from console.domain import declared
from console.domain.masking import kept_words
from console.domain.requests.text import mobile_in
from console.services import everything
from console.services.context import Caller, Context
from console.signing.statements import decode
from console.store.tables import ledger
from console.wire import calls, every_call, frames
from console.wire.base import Call
from console.wire.credentials import losses
from console.wire.requests.drafts import Preview
from console.wire.sending import freezes, sends
from tests import asking
from tests.hostile_values import TEXTS
from tests.services.core import Core
from tests.services.sending.test_sending import released

WORDS = [
    *TEXTS,
    "\ud800",
    "a\udcff b",
    "１３８００１３８０００",
    "13800138000 13900139000",
    "字" * 1999 + "e\u0301",
]


def over_the_wire(call: Call) -> Call:
    """The call as the desk reads it off the socket."""
    (payload,) = frames.Splitter().feed(frames.encode(calls.Envelope(1, call)))
    return every_call.decode_envelope(payload).call


class _Undone(Exception):  # noqa: N818 - each text meets the same house
    pass


def test_whatever_is_typed_the_act_takes_effect_and_no_number_stays(core: Core) -> None:
    request = released(core)
    for words in WORDS:
        with contextlib.suppress(_Undone), core.context(Caller("sunli"), write=True) as ctx:
            before = ctx.conn.execute(select(func.max(ledger.c.seq))).scalar_one()

            def act(person: str, call: Call, ctx: Context = ctx) -> Any:
                asked = over_the_wire(call)
                return everything.handlers()[type(asked)](
                    dataclasses.replace(ctx, caller=Caller(person), _judge=None), asked
                )

            act("sunli", sends.HoldSlot(request, 1, words))
            act("zhaomin", freezes.Freeze("category", "notice", words))
            act(
                "zhaomin",
                losses.ReportLoss(
                    "login", "weina", "forgotten", "", where=words, impact=words, measures=words
                ),
            )
            reason = words if words.strip() else "一"
            order = asking.order("suspension", person="zhaomin", reason=reason)
            text = act("sunli", order)
            # The signer's own program finds its words in what the desk prepared.
            assert declared.differing(decode(text.text.encode()), over_the_wire(order).said) == []  # type: ignore[attr-defined]
            act("sunli", calls.Enact(*core.sign("sunli", text)))
            rows = ctx.conn.execute(select(ledger).where(ledger.c.seq > before)).all()
            assert {"slot.hold", "freeze.made", "loss.reported", "order.suspension"} <= {
                row.kind for row in rows
            }
            said = [json.loads(bytes(row.envelope))["payload"] for row in rows]
            said += [json.loads(bytes(row.statement)) for row in rows if row.statement]
            kept = [
                str(one.get(field, "")) for one in said for field in ("reason", "where", "impact", "measures")
            ]
            assert not [one for one in kept if mobile_in(one)]
            raise _Undone


def test_what_nobody_would_see_is_seen_in_what_is_kept() -> None:
    assert kept_words("a\u202eb\x1b[2Jc") == "a\ufffdb\ufffd[2Jc"
    assert kept_words(" \n e\u0301 \n") == "é"
    assert kept_words("字" * 3000) == "字" * 2000


def test_the_preview_of_a_draft_counts_no_list_of_another_department(core: Core) -> None:
    core.add_list("weina", "credit", n=37)
    own = core.add_list("zhaomin", "business", n=20)
    mine: Preview = core.call("zhaomin", calls.PreviewDraft(core.draft(own)))
    other: Preview = core.call("zhaomin", calls.PreviewDraft(core.draft(own - 1)))
    assert (mine.recipients, other.recipients) == (20, 0)
    assert "slots.0.list" in {fault.field for fault in other.faults}
