"""Who is here: the caller, the roster's people and departments, and the gateways that it names."""

from console.domain.freezes import Scope
from console.domain.times import parse, render
from console.services.context import Context
from console.services.freezes import in_force
from console.services.loss_effects import lost_gateways
from console.services.presence import heard
from console.services.todo import fingerprints, todo
from console.signing.sshsig import fingerprint
from console.wire import calls, views


def whoami(ctx: Context, _call: calls.WhoAmI) -> views.Me:
    """The caller, his posts, what waits, and how the gateway stands."""
    person = ctx.roster.person(ctx.person)
    waiting = todo(ctx, calls.Todo())
    return views.Me(
        person=ctx.person,
        name=person.name if person else ctx.person,
        posts=_posts(ctx, ctx.person),
        org=ctx.roster.org,
        org_name=ctx.roster.org_name,
        solo=ctx.roster.solo,
        todo=len(waiting),
        gateway_state=_worst(ctx),
        time=ctx.at,
        timezone=ctx.desk.timezone,
        roster=ctx.roster.version,
        waits=fingerprints(waiting),
    )


def people(ctx: Context, _call: calls.People) -> list[views.PersonRow]:
    """Everyone in the roster in force, with posts and the fingerprint of the newest key."""
    return [
        views.PersonRow(p.id, p.name, _posts(ctx, p.id), fingerprint(p.keys[-1].public) if p.keys else "")
        for p in ctx.roster.people
    ]


def departments(ctx: Context, _call: calls.Departments) -> list[views.DepartmentRow]:
    """Every department."""
    return [views.DepartmentRow(d.id, d.name, d.kind) for d in ctx.roster.departments]


def gateways(ctx: Context, _call: calls.Gateways) -> list[views.GatewayRow]:
    """The gateways of the roster whose file is here."""
    found = []
    for ref in ctx.roster.gateways:
        gateway = ctx.gateway(ref.id)
        if gateway is not None:
            found.append(
                views.GatewayRow(
                    gateway.id,
                    gateway.name,
                    gateway.simulator,
                    gateway.rate,
                    gateway.price_fen,
                    gateway_state(ctx, ref.id),
                )
            )
    return found


def gateway_state(ctx: Context, gateway_id: str) -> str:
    """How the link stands by the dispatcher's last heartbeat; `unknown` once that is older than ten seconds.

    `lost` while its password is on record as lost (R12), `frozen` while somebody stopped it, whatever the dispatcher says.
    """
    if gateway_id in lost_gateways(ctx.conn):
        return "lost"
    if any(
        row.scope == Scope.ALL or (row.scope, row.subject) == (Scope.GATEWAY, gateway_id)
        for row in in_force(ctx)
    ):
        return "frozen"
    if not heard(ctx):
        return "unknown"
    return ctx.desk.live.gateways.get(gateway_id, "unknown")


def heartbeat(ctx: Context, call: calls.Heartbeat) -> views.Done:
    """The dispatcher is alive; remember it, the state of its links, and which files it has."""
    service = ctx.service()
    files = frozenset(call.files)
    changed = ctx.desk.live.gateways != call.gateways or ctx.desk.live.files.get(service) != files
    ctx.desk.live.files[service] = files
    asks = (call.unarmed, call.why) if call.unarmed else None
    changed = changed or ctx.desk.live.unarmed.get(service) != asks
    ctx.desk.live.unarmed.pop(service, None)
    if asks is not None:
        ctx.desk.live.unarmed[service] = asks
    ctx.desk.live.heard[service] = render(parse(ctx.at))
    ctx.desk.live.gateways.clear()
    ctx.desk.live.gateways.update(call.gateways)
    if changed:
        ctx.notice("gateways")
    return views.Done(0)


def _posts(ctx: Context, person: str) -> list[tuple[str, str]]:
    return [(str(a.post), a.department) for a in ctx.roster.appointments(person, ctx.at)]


def _worst(ctx: Context) -> str:
    states = {gateway_state(ctx, ref.id) for ref in ctx.roster.gateways}
    # A gateway that is closed for a reason comes first: somebody must see to it.
    closed = sorted(states - {"lost", "frozen", "down", "unknown", "up"})
    return next(
        (state for state in ("lost", "frozen", *closed, "down", "unknown", "up") if state in states),
        "unknown",
    )
