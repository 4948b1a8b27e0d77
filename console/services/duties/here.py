"""The people here: the caller, the roster's people and departments, and the gateways that it names."""

from collections.abc import Callable
from typing import Final

from console.domain.contacts import searching
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import bracketed
from console.services.context import Context, answers
from console.services.duties import board
from console.services.duties.my_turn import fingerprints, todo
from console.services.filing import filing, filing_forms
from console.services.sending import code_refusals
from console.services.sending.obstacles import gateway_states
from console.signing.sshsig import fingerprint
from console.wire import calls
from console.wire.duties.here import DepartmentRow, Me, PersonRow
from console.wire.sending.slots import GatewayRow


@answers
def whoami(ctx: Context, _call: calls.WhoAmI) -> Me:
    """The caller, their posts, what waits for them, and the state of the gateway."""
    person = ctx.roster.person(ctx.person)
    waiting = todo(ctx, calls.Todo())
    return Me(
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
        general=ctx.roster.general_name(),
        signatures=[bracketed(one) for one in ctx.screening.registered.signatures],
        closed=_closed(ctx),
    )


def _sees_numbers(ctx: Context) -> Refusal | None:
    return refuse("custodian_sees_no_number", "R12") if ctx.blind else None


def _searches(ctx: Context) -> Refusal | None:
    return searching.may_search(ctx.person, ctx.roster, ctx.at)


def _sees_a_department(ctx: Context) -> Refusal | None:
    home = ctx.roster.general_department()
    nowhere = ctx.departments() == set()
    return refuse("not_your_department", "R7", department=home.id if home else "") if nowhere else None


_READERS: Final[dict[str, Callable[[Context], Refusal | None]]] = {
    "chase": board.may_chase,
    "gateway_codes": code_refusals.may_read,
    "filing": filing.may_see,
    "filing_summary": filing_forms.may_sum_up,
    "card": _sees_numbers,
    "recipients": _sees_numbers,
    "optouts": _sees_numbers,
    "optout_lists": _sees_numbers,
    "form_numbers": _sees_a_department,
    "timeline": _searches,
}
"""Who reads the lists that are not for everybody."""


def _closed(ctx: Context) -> dict[str, Refusal]:
    judged = {name: may(ctx) for name, may in _READERS.items()}
    return {name: refusal for name, refusal in judged.items() if refusal is not None}


@answers
def people(ctx: Context, _call: calls.People) -> list[PersonRow]:
    """Everyone in the roster in force, with posts and the fingerprint of the newest key."""
    return [
        PersonRow(p.id, p.name, _posts(ctx, p.id), fingerprint(p.keys[-1].public) if p.keys else "")
        for p in ctx.roster.people
    ]


@answers
def departments(ctx: Context, _call: calls.Departments) -> list[DepartmentRow]:
    """Every department."""
    return [DepartmentRow(d.id, d.name, d.kind) for d in ctx.roster.departments]


@answers
def gateways(ctx: Context, _call: calls.Gateways) -> list[GatewayRow]:
    """The gateways of the roster whose file is stored here."""
    rows, states = [], gateway_states(ctx)
    for ref in ctx.roster.gateways:
        gateway = ctx.gateway(ref.id)
        if gateway is not None:
            rows.append(
                GatewayRow(
                    gateway.id,
                    gateway.name,
                    gateway.simulator,
                    gateway.rate,
                    gateway.price_fen,
                    states[ref.id],
                )
            )
    return rows


def _posts(ctx: Context, person: str) -> list[tuple[str, str]]:
    return [(str(a.post), a.department) for a in ctx.roster.appointments(person, ctx.at)]


def _worst(ctx: Context) -> str:
    states = {*gateway_states(ctx).values()}
    # A gateway that is closed for a reason comes first, because somebody must act on it.
    closed = sorted(states - {"lost", "frozen", "down", "unknown", "up"})
    return next(
        (state for state in ("lost", "frozen", *closed, "down", "unknown", "up") if state in states),
        "unknown",
    )
