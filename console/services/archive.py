"""Where the paper of a request lies (R3): its archive number and place, as the General Department recorded them."""

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.services.context import Context
from console.store.requests import step


def paper_of(ctx: Context, request_id: int) -> tuple[str, str] | None:
    """Archive number and place of a request's paper, None while the General Department does not have it."""
    texts = ctx.conn.execute(
        select(step.c.text)
        .where(step.c.request == request_id, step.c.kind == "acceptance")
        .order_by(step.c.version.desc(), step.c.nth.desc())
    ).scalars()
    for text in texts:
        act = msgspec.json.decode(text, type=acts.Acceptance)
        if act.paper:
            return act.paper, act.place
    return None
