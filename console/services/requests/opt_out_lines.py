"""The opt-out line of a request against what its gateways receive (R13): on the form, at submission, approval, acceptance, release."""

from console.domain import acts
from console.domain.refusals import Refusal, refuse
from console.domain.replies import opt_out_lines
from console.domain.replies.opt_out_lines import Fault
from console.domain.replies.reply_judge import shipped_judge
from console.services.context import Context


def of_request(ctx: Context, statement: acts.Request, gateway: str = "") -> Refusal | None:
    """Why the opt-out line of a signed request would not work now, through one gateway or (empty) either of its own."""
    gateways = [gateway] if gateway else [statement.gateway, statement.backup_gateway]
    return refusal(ctx, statement.category, statement.text.opt_out, gateways)


def refusal(ctx: Context, category: str, line: str, gateways: list[str]) -> Refusal | None:
    """Why a line names no way that these gateways receive, with one that works; None if it works or the category needs none."""
    if not ctx.policy.category[acts.Category(category)].opt_out or not line.strip():
        return None
    for name in filter(None, gateways):
        file = ctx.gateway(name)
        judged = opt_out_lines.judge(line, file.opt_out, file.source, shipped_judge()) if file else None
        if judged is not None:
            return _refusal(judged, name)
    return None


def _refusal(judged: opt_out_lines.Judged, gateway: str) -> Refusal:
    about, offer = judged.about, judged.offer
    if not offer:
        return refuse("opt_out_mute", "R13", gateway=gateway)
    if judged.fault is Fault.NO_REPLIES:
        return refuse("opt_out_no_replies", "R13", word=about, gateway=gateway, offer=offer)
    if judged.fault is Fault.WORD:
        return refuse("opt_out_word", "R13", word=about, gateway=gateway, offer=offer)
    if judged.fault is Fault.PORT:
        return refuse("opt_out_port", "R13", port=about, gateway=gateway, offer=offer)
    return refuse("opt_out_no_way", "R13", gateway=gateway, offer=offer)
