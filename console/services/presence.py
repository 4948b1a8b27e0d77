"""Who of the services is there: those that were heard just now."""

from console.domain.times import parse
from console.services.context import Context

_SILENT_SECONDS = 10


def heard(ctx: Context) -> list[str]:
    """The services that were heard within the last ten seconds."""
    now = parse(ctx.at)
    return [
        service
        for service, at in ctx.desk.live.heard.items()
        if (now - parse(at)).total_seconds() <= _SILENT_SECONDS
    ]
