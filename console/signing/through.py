"""The gateway that a request is sent through: named in it, by the file that the roster names, within what was approved."""

from console.domain.acts import Request
from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.domain.requests.segments import BillingRule, Encoding, measure
from console.domain.sending import gateways
from console.domain.sending.gateways import GatewayFile
from console.domain.toml_lines import FileFaultError
from console.signing.refused import Refused
from console.signing.statements import digest


def demand_approved(request: Request, gateway_id: str) -> None:
    """Raise Refused unless a request names a gateway, as its first or its backup one."""
    if gateway_id not in {request.gateway, request.backup_gateway}:
        raise Refused("gateway_not_approved", gateway_id)


def read(text: str, gateway_id: str, roster: Roster) -> GatewayFile:
    """Return the gateway that a file describes; raises Refused unless it is the roster's file of that gateway."""
    ref = roster.gateway(gateway_id)
    if ref is None or digest(text.encode()) != ref.digest:
        raise Refused("gateway_differs", gateway_id)
    try:
        gateway = gateways.read(text)
    except FileFaultError as error:
        raise Refused("gateway_differs", str(error)) from error
    if gateway.id != gateway_id:
        raise Refused("gateway_differs", gateway_id)
    if roster.solo and not gateways.loopback(gateway):
        raise Refused("gateway_not_for_solo", gateway_id)
    return gateway


def judge_cost(request: Request, policy: Policy, gateway: GatewayFile) -> None:
    """The signed size, cost and sender must follow from the text, the lists and the gateway file; raises Refused.

    Through the backup gateway, the first gateway's file is missing: then size and cost may not be understated.
    """
    cost = request.cost
    if cost.billed_total != cost.billed_each * request.recipients():
        raise Refused("request_cost")
    if cost.billed_each > policy.max_billed_parts:
        raise Refused("request_cost", f"{cost.billed_each} parts")
    try:
        size = measure(request.text.whole(), BillingRule(gateway.billing), Encoding(gateway.encoding))
    except ValueError as error:
        raise Refused("request_text", str(error)) from error
    fen = cost.billed_total * gateway.price_fen
    if gateway.id != request.gateway:
        if cost.chars != size.chars or cost.billed_each < size.billed or cost.fen < fen:
            raise Refused("request_cost")
        return
    if (cost.chars, cost.billed_each, cost.wire_each, cost.fen) != (size.chars, size.billed, size.wire, fen):
        raise Refused("request_cost")
    if request.sender_code != gateway.source:
        raise Refused("request_sender", request.sender_code)
