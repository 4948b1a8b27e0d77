"""Who signs a request: the posts of its route, and those who could sign (R2, R5)."""

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.approvals import routes
from console.domain.authority import Facts
from console.domain.content.check import promotes
from console.domain.people.people import Post
from console.services.context import Context
from console.signing.sshsig import BadSignatureError, fingerprint, verify
from console.signing.statements import namespace
from console.store.requests import RequestRecord, RequestVersionRecord
from console.wire.requests.drafts import Draft, RouteStep
from console.wire.requests.rows import StepRow


def route_of(ctx: Context, draft: Draft, request: int) -> tuple[list[Post], bool, str]:
    """The posts that would sign, whether the General Department accepts, and the department that releases.

    `request` is the number of the request whose draft it is, 0 for a new one.
    """
    category = acts.Category(draft.category)
    was = category_was(ctx, draft, request)
    return (
        routes.route(ctx.policy, category, third_party=draft.third_party, was=was),
        routes.accepted(ctx.policy, category, third_party=draft.third_party),
        routes.releasing_department(
            ctx.policy, ctx.roster, category, draft.department, third_party=draft.third_party
        ),
    )


def text_of(draft: Draft) -> acts.Text:
    """The text as entered in the form."""
    return acts.Text(signature=draft.signature, body=draft.body, opt_out=draft.opt_out)


def route_steps(ctx: Context, facts: Facts) -> list[RouteStep]:
    """Who signs, accepts and releases, with the names of those who could."""
    return steps_of(
        ctx, facts.department, list(facts.route), accept=facts.accept, releasing=facts.releasing_department
    )


def step_row(ctx: Context, text: str, signature: str, digest: str, carrier: str) -> StepRow:
    """A signed act as people see it; the signature is verified each time the act is shown."""
    act = msgspec.json.decode(text, type=acts.Personal)
    verdict, print_ = "good", ""
    try:
        key = verify(signature, text.encode(), namespace(act))
        print_ = fingerprint(key)
        person = ctx.roster.person(act.by)
        if person is None or not any(k.public == key for k in person.keys):
            verdict = "not_the_signer"
    except BadSignatureError:
        verdict = "bad_signature"
    person = ctx.roster.person(act.by)
    return StepRow(
        **acts.told_of(act),
        name=person.name if person else act.by,
        fingerprint=print_,
        digest=digest,
        verdict=verdict,
        carrier=carrier,
        text=text,
    )


def category_was(ctx: Context, draft: Draft, request: int) -> str:
    """The heaviest category of the submitted versions of a request, or promotion if the text promotes (R5); else empty."""
    if promotes(ctx.screener, text_of(draft).whole(), draft.category):
        return str(acts.Category.PROMOTION)
    if not request:
        return ""
    before = select(RequestVersionRecord.text).where(RequestVersionRecord.request == request)
    mine = ctx.departments()
    if mine is not None:
        # A preview may name any request, and tells nobody what another department asked for (R7).
        before = before.join(RequestRecord.__table__, RequestRecord.id == RequestVersionRecord.request)
        before = before.where(RequestRecord.department.in_(mine))
    texts_before = ctx.conn.execute(before).scalars()
    was = {msgspec.json.decode(text, type=acts.AnyRequest).category for text in texts_before}
    return str(acts.Category.PROMOTION if acts.Category.PROMOTION in was else max(was, default=""))


def steps_of(
    ctx: Context, department: str, posts: list[Post], *, accept: bool, releasing: str
) -> list[RouteStep]:
    """Who signs for these posts, accepts for the General Department, and releases, with their names."""

    def names(people: list[str]) -> list[str]:
        return [p.name for p in ctx.roster.people if p.id in people]

    steps = [
        RouteStep(str(post), department, names(ctx.roster.holders(post, department, ctx.at)))
        for post in posts
    ]
    general = ctx.roster.general_department()
    if accept and general:
        keepers = [
            holder
            for post in (Post.REGISTRAR, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
            for holder in ctx.roster.holders(post, general.id, ctx.at)
        ]
        steps.append(RouteStep("accept", general.id, names(keepers)))
    steps.append(RouteStep("release", releasing, names(ctx.roster.holders(Post.OPERATOR, releasing, ctx.at))))
    return steps
