"""A text's cost through a gateway: characters, parts and fen, which a request states and the verifier recomputes."""

from console.domain.acts import Cost, Request
from console.domain.requests.segments import BillingRule, Encoding, measure
from console.domain.sending.gateways import GatewayFile


def of(text: str, recipients: int, gateway: GatewayFile) -> Cost:
    """Return the cost of a text to so many recipients; raises ValueError if the gateway's encoding can't hold it."""
    size = measure(text, BillingRule(gateway.billing), Encoding(gateway.encoding))
    total = size.billed * recipients
    return Cost(size.chars, size.billed, size.wire, total, total * gateway.price_fen)


def holds(request: Request, gateway: GatewayFile) -> bool:
    """Whether the signed size, cost and sender are still correct for the gateway that the request names."""
    try:
        cost = of(request.text.whole(), request.recipients(), gateway)
    except ValueError:
        return False
    return request.cost == cost and request.sender_code == gateway.source
