"""Who is here: the caller, the roster's people and departments, and the gateways that it names."""

from console.domain.times import parse, render
from console.services.context import Context
from console.services.todo import todo
from console.signing.sshsig import fingerprint
from console.wire import calls, views

_SILENT_SECONDS = 10


def whoami(ctx: Context, _call: calls.WhoAmI) -> views.Me:
    """The caller, his posts, what waits, and how the gateway stands."""
    person = ctx.roster.person(ctx.person)
    return views.Me(
        person=ctx.person,
        name=person.name if person else ctx.person,
        posts=_posts(ctx, ctx.person),
        org=ctx.roster.org,
        org_name=ctx.roster.org_name,
        solo=ctx.roster.solo,
        todo=len(todo(ctx, calls.Todo())),
        gateway_state=_worst(ctx),
        time=ctx.at,
        timezone=ctx.desk.timezone,
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
        gateway = ctx.desk.gateway(ref.id)
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
    """How the link stands by the dispatcher's last heartbeat; `unknown` once that is older than ten seconds."""
    heard = max(ctx.desk.live.heard.values(), default="")
    if not heard or (parse(ctx.at) - parse(heard)).total_seconds() > _SILENT_SECONDS:
        return "unknown"
    return ctx.desk.live.gateways.get(gateway_id, "unknown")


def heartbeat(ctx: Context, call: calls.Heartbeat) -> views.Done:
    """The dispatcher is alive; remember it and the state of its links."""
    service = ctx.service()
    changed = ctx.desk.live.gateways != call.gateways
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
    return next((state for state in ("down", "unknown", "up") if state in states), "unknown")
