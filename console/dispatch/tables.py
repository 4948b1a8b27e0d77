"""The dispatcher's tables as the newest migration leaves them. States are the numbers of `RecipientState`.

The hot path (`store`, `sender`) uses the driver's own SQL; migrations are checked against these declarations.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, Table, Text, text

from console.db.naming import NAMING, Int8
from console.db.triggers import Trigger, append_only
from console.domain.states import RecipientState

metadata = MetaData(naming_convention=NAMING)

send = Table(
    "send",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("release_digest", Text, nullable=False, unique=True),
    Column("request_digest", Text, nullable=False),
    Column("list_id", Int8, nullable=False),
    Column("n", Int8, nullable=False),
    Column("category", Text, nullable=False),
    Column("gateway", Text, nullable=False),
    Column("opens", Text, nullable=False),
    Column("closes", Text, nullable=False),
    Column("hours_from", Text, nullable=False),
    Column("hours_to", Text, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("reference", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("hold", Integer, nullable=False),
    Column("resumed", Integer, nullable=False),
    Column("reported", Integer, nullable=False),
    Column("bundle", LargeBinary, nullable=False),
    Column("held_at", Text, nullable=False),
    Column("continues", Int8, nullable=False),
    Column("root", Int8, nullable=False),
    Column("pairs", Text, nullable=False),
    Column("people", Text, nullable=False),
    Column("erased", Text, nullable=False, server_default=""),
    Column("hours", Text, nullable=False, server_default=""),
    Column("department", Text, nullable=False, server_default=""),
    Column("mandatory", Integer, nullable=False, server_default="0"),
    Column("limits", Text, nullable=False, server_default=""),
    Column("text_key", Text, nullable=False, server_default=""),
    Column("treated_as", Text, nullable=False, server_default=""),
    Column("keyed", Integer, nullable=False, server_default="0"),
    Column("moved", Int8, nullable=False, server_default="0"),
    Index("send_continues_index", "continues"),
    sqlite_strict=True,
)
"""One row per release. `hold` numbers the newest hold, `resumed` the newest one lifted by a signed act; held while they differ.

`reported` is 1 when the desk has every result; `body` is the whole text; `reference` travels with every message of the send;
`held_at` is when the newest hold was made. A continuation names the send that it `continues`; its `root` is the first send of the
chain, which has the whole list (0: no continuation); `pairs` are the signatures that released it and those before it, oldest first
(JSON). `people` are the ids of everyone whose signature it rests on, separated by spaces; empty for a send claimed before they were
kept. `erased` is when its numbers were erased, empty while they are here. `hours` are the sending hours of its category (JSON of
`domain.sending.hours.Rule`); empty for a send claimed before they could differ by day, whose hours are `hours_from` to `hours_to`.
`mandatory` is 1 for messages that law or contract makes the bank send (`domain.requests.mandatory`). `limits` are the limits per
number (`limits.SendLimits` in JSON, empty: none), and `text_key` is what its text shares with texts that read the same.
`moved` counts the turns in which a receipt may have moved somebody who failed (`continuing.moves`).
`keyed` is 1 for a send whose places are those of its list's sending order. `treated_as` is the category whose refusals, hours and limits it keeps if that is not its own (`domain.requests.mandatory.treated_as`).
"""

claimed = Table(
    "claimed",
    metadata,
    Column("request_digest", Text, primary_key=True),
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("send_id", Int8, nullable=False),
    sqlite_strict=True,
)
"""Which send took a slot of a request version: the lock against a second release of the same slot."""

text_release = Table(
    "text_release",
    metadata,
    Column("proposal", Text, primary_key=True),
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("request_digest", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Which sends a release of a blocked text let go, by its proposal's digest: all of one request version (R11)."""

appeal_withdrawal = Table(
    "appeal_withdrawal",
    metadata,
    Column("proposal", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("signature", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Signed withdrawals of text releases, by the proposal's digest and the signer; whether they may is judged with the release (R11)."""

recipient = Table(
    "recipient",
    metadata,
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("place", Int8, primary_key=True, autoincrement=False),
    Column("num", Int8, nullable=False),
    Column("state", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("reference", Integer, nullable=False),
    Column("at", Int8, nullable=False, server_default="0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""One row per number of a send, in the order in which they go: the rows that one transaction changes lie together.

`place` is that of the number in the sending order of the whole list (`domain.ordering.sending`), from 0; a continuation keeps the
places of the send that it continues. Of a send claimed before there was such an order (`send.keyed` is 0) it is the list position.
`attempt` counts intents; `reference` is that of the newest one (0: none yet).

`at` is the time of the newest intent (epoch milliseconds, 0: none yet); the limits per number count by it (`dispatch.caps`).
"""

listing = Table(
    "listing",
    metadata,
    Column("num", Int8, primary_key=True, autoincrement=False),
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("place", Int8, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The recipients by number. A table beside `recipient`, because an index there would be filled in random order."""

tally = Table(
    "tally",
    metadata,
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    *(Column(name, Int8, nullable=False) for name in (state.name.lower() for state in RecipientState)),
    sqlite_strict=True,
)
"""Recipients by state, written in the transaction that changes their state; the columns are in the order of `RecipientState`."""

submission = Table(
    "submission",
    metadata,
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("place", Int8, primary_key=True, autoincrement=False),
    Column("attempt", Integer, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),
    Column("gateway", Text, nullable=False),
    Column("msgid", Text, nullable=False),
    Column("at", Int8, nullable=False),
    Index("submission_msgid_index", "msgid"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Messages that the provider accepted, with its id and the time (epoch milliseconds). Insert-only; erased with its send."""

_UNMATCHED = text("send_id IS NULL")

receipt = Table(
    "receipt",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("gateway", Text, nullable=False),
    Column("num", Int8, nullable=False),
    Column("msgid", Text, nullable=False),
    Column("reference", Integer),
    Column("status", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("at", Int8, nullable=False),
    Column("send_id", Int8),
    Index("receipt_unmatched_index", "gateway", "id", sqlite_where=_UNMATCHED, postgresql_where=_UNMATCHED),
    sqlite_strict=True,
)
"""Receipts as they came; `send_id` is empty when one matched no recipient. Of those only so many are kept (`dispatch.receipt_rows`)."""

part_done = Table(
    "part_done",
    metadata,
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("place", Int8, primary_key=True, autoincrement=False),
    Column("msgid", Text, primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Parts of a long message that a receipt reported as delivered; the recipient is delivered when all parts are."""

bound_line = Table(
    "bound_line",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("opened", Int8, primary_key=True, autoincrement=False),
    Column("ended", Int8, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The newest lines of each gateway: when one was bound and when it ended (epoch milliseconds; 0 while it is bound, or if our own end was first)."""

verdict = Table(
    "verdict",
    metadata,
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("place", Int8, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("at", Int8, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The raw code of a recipient who was refused, undelivered or in doubt, and since when (epoch milliseconds).

For a suppressed recipient it is the reason (`limits.Why`); there is none for those suppressed before reasons were kept.
"""

chunk = Table(
    "chunk",
    metadata,
    Column("send_id", Int8, primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("revision", Int8, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Each 1,000 places of a send that have recipients, with the revision of their results that was reported last."""

settlement = Table(
    "settlement",
    metadata,
    Column("proposal", Text, primary_key=True),
    Column("send_id", Int8, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("count", Int8, nullable=False),
    Column("at", Int8, nullable=False),
    Index("settlement_send_index", "send_id"),
    sqlite_strict=True,
)
"""Settlements of recipients in doubt that were carried out, by the proposal's digest, so that none is carried out twice."""

reply = Table(
    "reply",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("gateway", Text, nullable=False),
    Column("num", Int8, nullable=False),
    Column("body", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("at", Int8, nullable=False),
    Column("refusal", Integer, nullable=False),
    Column("reported", Integer, nullable=False),
    Column("address", Text, nullable=False, server_default=""),
    Column("dest", Text, nullable=False, server_default=""),
    Column("verdict", Text, nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
    Column("scope", Text, nullable=False, server_default=""),
    Column("waits", Integer, nullable=False, server_default="0"),
    Column("chars", Integer, nullable=False, server_default="0"),
    Column("times", Integer, nullable=False, server_default="1"),
    Column("last", Int8, nullable=False, server_default="0"),
    Index("reply_num_index", "num", "at"),
    Index("reply_reported_index", "reported", "id"),
    sqlite_strict=True,
)
"""Messages from subscribers, with how they were judged (`domain.reply_judge`; empty: not yet).

`refusal` is 1 for an opt-out that takes effect, `waits` is 1 where people must look at it, and `reported` is 1 once the desk has
its present state. `num` is 0 where `address`, the sender as received, is no mobile number; `dest` is our number. `body` may be cut:
`chars` is its full length. `times` counts how often the sender wrote it that day; `last` is the newest time (epoch milliseconds).
"""

open_reply = Table(
    "open_reply",
    metadata,
    Column("num", Int8, primary_key=True, autoincrement=False),
    Column("last", Int8, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Numbers whose reply waits for a person at the desk, with the time of the newest (epoch milliseconds, 0 if only the desk has it)."""

unjudged = Table(
    "unjudged",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("gateway", Text, nullable=False),
    Column("num", Int8, nullable=False),
    Column("address", Text, nullable=False),
    Column("dest", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("at", Int8, nullable=False),
    Index("unjudged_num_index", "num"),
    sqlite_strict=True,
)
"""Messages from subscribers that came in a flood beside a send, as they came: each becomes a `reply` once it is judged."""

optout = Table(
    "optout",
    metadata,
    Column("num", Int8, primary_key=True, autoincrement=False),
    Column("scope", Int8, primary_key=True, autoincrement=False),
    Column("serial", Int8, nullable=False, server_default="0"),
    Column("was", Int8, nullable=False, server_default="0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""The replica of refusals by recipients; the numbers of scopes are those of `domain.contacts.optouts`.

`serial` is the newest one that the desk told for it, 0 if it came from elsewhere: an act that names an older one does not end it.
`was` is the highest that a desk told which was put back since: one that it does not reach any more was said again in what it forgot.
"""

optout_hmac = Table(
    "optout_hmac",
    metadata,
    Column("hmac", LargeBinary, primary_key=True),
    Column("scope", Int8, primary_key=True, autoincrement=False),
    Column("serial", Int8, nullable=False, server_default="0"),
    Column("was", Int8, nullable=False, server_default="0"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Opt-outs whose numbers are in no send that is kept, as HMAC under a key in a file of this installation (`db.keyed`)."""

code_refusal = Table(
    "code_refusal",
    metadata,
    Column("num", Int8, primary_key=True, autoincrement=False),
    Column("scope", Text, primary_key=True),
    Column("gateway", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("at", Int8, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Opt-outs by a provider's code that the desk has not confirmed; in the replica they are at once. `at`: epoch milliseconds."""

resubscribed = Table(
    "resubscribed",
    metadata,
    Column("proposal", Text, primary_key=True),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Proposals by which refusals were ended here: each is carried out once, so that it cannot end a later refusal."""

outbox = Table(
    "outbox",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("request", Int8, nullable=False),
    Column("slot", Integer, nullable=False),
    Column("release_digest", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
"""Slot reports that the desk has not confirmed: written with the change that they report, deleted on the desk's answer."""

credential = Table(
    "credential",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("gateway", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("installed", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("last_bind", Text, nullable=False),
    Column("retired", Text, nullable=False),
    Column("why", Text, nullable=False),
    Index("credential_gateway_index", "gateway", "id"),
    Index("credential_fingerprint_index", "fingerprint"),
    sqlite_strict=True,
)
"""Secrets that a gateway had, has or will have (`installed` is empty), by keyed fingerprint; never the secret itself.

`retired` is when it became invalid for ever, and `why` is rotated, replaced, or the reason of a loss.
"""

custody_outbox = Table(
    "custody_outbox",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
"""Custody reports that the desk has not confirmed: written with the change that they report, deleted on the desk's answer."""

head = Table(
    "head",
    metadata,
    Column("seq", Int8, primary_key=True, autoincrement=False),
    Column("hash", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    sqlite_strict=True,
)
"""Ledger heads that this dispatcher computed and signed itself; the next check starts from the last one."""

freeze = Table(
    "freeze",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("desk", Int8, nullable=False),
    Column("desk_at", Text, nullable=False),
    Column("loss", Text, nullable=False),
    Column("retire", Integer, nullable=False),
    Index("freeze_desk_index", "desk"),
    sqlite_strict=True,
)
"""Freezes: scope `all`, `gateway`, `category`, `request` or `person`, and the subject's id.

`desk` and `desk_at` are the desk's number of the freeze and when it was made there; 0 where it came only through our own socket.
`loss` is the digest of the report that caused it. While `retire` is 1, the gateway's secret has still to be retired.
"""

freeze_lifted = Table(
    "freeze_lifted",
    metadata,
    Column("freeze", Int8, primary_key=True, autoincrement=False),
    Column("proof", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)
"""Freezes that are over, each with the digest of what two people signed. Rows are only ever added, as in `freeze`."""

freeze_outbox = Table(
    "freeze_outbox",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
"""Freeze reports that the desk has not confirmed: written with the change that they report, deleted on the desk's answer."""

legal_hold = Table(
    "legal_hold",
    metadata,
    Column("id", Int8, primary_key=True, autoincrement=False),
    Column("made", Text, primary_key=True),
    Column("scope", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("released", Text, nullable=False),
    sqlite_strict=True,
)
"""Legal holds, by the desk's number and the time when they were made; `released` is the digest of what two people signed."""

erasure = Table(
    "erasure",
    metadata,
    Column("proposal", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("sends", Text, nullable=False),
    Column("recipients", Int8, nullable=False),
    Column("elsewhere", Integer, nullable=False),
    Column("rows", Int8, nullable=False),
    Column("done", Text, nullable=False),
    sqlite_strict=True,
)
"""Erasures by the proposal's digest: the sends (JSON list of ids), the number of recipients, and how many sends are not here.

`rows` counts the rows deleted so far; `done` is when nothing was left, not even in free pages and the log; empty before.
"""

erasure_outbox = Table(
    "erasure_outbox",
    metadata,
    Column("id", Int8, primary_key=True),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
"""Erasure reports that the desk has not confirmed: written with the change that they report, deleted on the desk's answer."""

instance = Table(
    "instance",
    metadata,
    Column("id", Text, primary_key=True),
    Column("fence", Int8, nullable=False),
    sqlite_strict=True,
)
"""The installations that may send from this database, each with the fence of its newest start."""

memory = Table(
    "memory",
    metadata,
    Column("line", Text, primary_key=True),
    Column("service", Text, nullable=False),
    Column("number", Int8, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)
"""How far this database goes: one line per start, with the number of transactions committed under it (`dispatch.memory`)."""

lease = Table(
    "lease",
    metadata,
    Column("gateway", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("fence", Int8, nullable=False),
    Column("expires", Int8, nullable=False),
    sqlite_strict=True,
)
"""Who sends through a gateway account, and until when (epoch seconds); the fence grows each time the lease is taken."""

mark = Table(
    "mark",
    metadata,
    Column("name", Text, primary_key=True),
    Column("number", Int8, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)
"""Single values: `pin` (newest roster version and digest), `clock` (high-water mark, epoch seconds), `optouts` (serial),
`optout_key` (fingerprint), `optouts_hashed` (how many the desk has hashed), `optouts_scrub` (1 while free pages hold numbers)."""

triggers: tuple[Trigger, ...] = tuple(guard for guard in append_only("submission") if guard.event == "UPDATE")
"""A submission is never rewritten; it may be deleted for an erasure."""
