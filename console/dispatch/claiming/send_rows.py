"""The row of a send, as its signed bundle tells it, and everyone whose signature it rests on."""

from typing import Final, NamedTuple

import msgspec

from console.dispatch.claiming import continuing
from console.dispatch.claiming.judging import Judged
from console.dispatch.store import Turn
from console.domain.categories import Category
from console.domain.people.orders import Activation, Deputation
from console.domain.requests.mandatory import mandatory, treated_as
from console.domain.sending.limits import UNLIMITED, text_key
from console.signing.bundle_file import Verified
from console.signing.pairs import Pair
from console.signing.statements import Signed
from console.wire.dispatch import ReleasedRow


def insert_send(turn: Turn, row: ReleasedRow, judged: Judged) -> int:
    """Add the row of a send that is being loaded; return its id."""
    verified, source = judged.verified, judged.source
    request, slot = verified.request, verified.slot
    category = treated_as(request.category, request.category_was)
    hours = verified.policy.category[category].hours
    start, end = hours if isinstance(hours, tuple) else ("", "")
    send_id = turn.number(
        f"{_SEND} RETURNING id",
        (row.request, row.slot, row.release, verified.request_digest, row.list_id, slot.n,
         request.category.value, verified.gateway.id, slot.opens, slot.closes, start, end, request.rate,
         request.text.whole(), 0, "loading", "", judged.bundle, source.id if source else 0,
         source.root if source else 0, continuing.packed((*source.pairs, released_pair(row))) if source else ""),
    )  # fmt: skip
    people = " ".join(sorted(people_behind(verified)))
    must = mandatory(verified.policy, request)
    limits = UNLIMITED if must else verified.policy.limits.of(category)
    turn.run(
        _OF_REQUEST,
        (send_id & 0xFFFF, people, msgspec.json.encode(hours).decode(), request.department, int(must),
         msgspec.json.encode(limits).decode() if limits else "", text_key(request.text.whole()),
         category.value if category is not request.category else "", source.keyed if source else 1, send_id),
    )  # fmt: skip
    return send_id


class TrialSend(NamedTuple):
    """What goes out as a trial: the request that it tries (0: none) and its digest, and from when to when it may."""

    request: int
    pair: Pair
    digest: str
    gateway: str
    text: str
    opens: str
    closes: str
    people: frozenset[str]
    verified: Verified | None

    @property
    def proposal(self) -> str:
        """The digest by which it is known."""
        return self.pair.proposal.digest()


def insert_trial(turn: Turn, trial: TrialSend, n: int) -> int:
    """Add the row of a trial that waits: a send of its own with slot 0, outside the limits per number; return its id."""
    category, rate, department, hours = Category.NOTICE, _TRIAL_RATE, "", ""
    if trial.verified is not None:
        request = trial.verified.request
        category, department = treated_as(request.category, request.category_was), request.department
        hours = msgspec.json.encode(trial.verified.policy.category[category].hours).decode()
    send_id = turn.number(
        f"{_SEND} RETURNING id",
        (trial.request, 0, trial.proposal, trial.digest, 0, n, category.value, trial.gateway, trial.opens, trial.closes, *_ANY_HOUR,
         rate, trial.text, 0, "waiting", "", b"", 0, 0, continuing.packed((trial.pair,))),
    )  # fmt: skip
    people = " ".join(sorted(trial.people))
    turn.run(
        _OF_REQUEST,
        (send_id & 0xFFFF, people, hours, department, 0, "", text_key(trial.text), "", 1, send_id),
    )
    return send_id


_TRIAL_RATE: Final = 1
"""Messages a second of a trial."""
_ANY_HOUR: Final = ("00:00", "24:00")
"""When a gateway may be tried; an approved text keeps the hours of its category, on the organisation's own telephones too."""


def insert_refused(turn: Turn, row: ReleasedRow, reason: str) -> None:
    """Add the row of a send that was refused before anything of it was judged to be right."""
    turn.run(
        _SEND,
        (row.request, row.slot, row.release, "", row.list_id, row.n, "", "", "", "", "", "", 0, "", 0,
         "refused", reason, b"", 0, 0, ""),
    )  # fmt: skip


def people_behind(verified: Verified) -> set[str]:
    """Everyone whose signature a send rests on: request, lists, decisions, release, pairs, and the rights lent to them.

    Roster signers are not among them, because no roster version is the work of one person.
    """
    facts = verified.facts
    people = {one.person for one in verified.signatures} | facts.extended_by
    people |= {part.released_by for part in facts.slots if part.released_by}
    for _, order in verified.orders:
        if isinstance(order, Deputation) and order.deputy in people:
            people |= {order.by, order.principal}
        elif isinstance(order, Activation) and order.person in people:
            people.add(order.by)
    return people


def released_pair(row: ReleasedRow) -> Pair:
    """Return what two people signed to continue an ended send."""
    return Pair(
        Signed(row.proposal, [row.proposal_signature]), Signed(row.confirmation, [row.confirmation_signature])
    )


_OF_REQUEST = (
    "UPDATE send SET reference = ?, people = ?, hours = ?, department = ?, mandatory = ?, limits = ?, text_key = ?,"
    " treated_as = ?, keyed = ? WHERE id = ?"
)
_SEND = (
    "INSERT INTO send (request, slot, release_digest, request_digest, list_id, n, category, gateway, opens, closes,"
    " hours_from, hours_to, rate, body, reference, state, reason, bundle, continues, root, pairs, hold, resumed, reported,"
    " held_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '')"
)
