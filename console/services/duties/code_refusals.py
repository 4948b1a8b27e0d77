"""Sends of which more refuse by a provider's code than a list does at once (R13): somebody asks the provider."""

from collections.abc import Iterator

from console.domain.people.people import Post
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, source
from console.services.sending import code_refusals
from console.wire.duties.subjects import Request


@source()
def floods(ctx: Context, question: Asked) -> Iterator[Duty]:
    """One a slot, for custodian and registrar, for a week after the last of them."""
    if not question.wants("code_refusals"):
        return
    at_home = home(ctx)
    people = sorted(
        {one for post in (Post.CUSTODIAN, Post.REGISTRAR) for one in ctx.roster.holders(post, "", ctx.at)}
    )
    if question.spares(people):
        return
    who = filled(ctx, Who(people, str(Post.CUSTODIAN)), Post.CUSTODIAN, at_home)
    for one in code_refusals.floods(ctx):
        if question.takes(at_home, one.number, people=people):
            title, about = f"{one.n:,}/{one.of:,}", Request(one.request, one.slot)
            yield Duty("code_refusals", about, at_home, one.at, "", False, lambda: who, one.number, title)
