"""What people take away from a separated host: an entry for each file, without its name or content (R3, R7)."""

from console.services.context import Context, answers
from console.services.ledger import ledger
from console.wire.answers import Done
from console.wire.ledger.outbox import PutOut


@answers
def put_out(ctx: Context, call: PutOut) -> Done:
    """Record a file before it lies in the caller's outbox: nothing can be fetched of which the ledger knows nothing."""
    told = {"kind": call.kind, "sha256": call.sha256, "size": call.size}
    return Done(ledger.record(ctx, "outbox.put", f"person:{ctx.person}", told))
