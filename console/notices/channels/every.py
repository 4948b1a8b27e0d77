"""Every channel by its kind: where a new one is added."""

from collections.abc import Mapping

from console.notices.channels.command import Command
from console.notices.channels.mail import Mail
from console.notices.channels.port import Channel as Port
from console.notices.channels.robots import Robot
from console.notices.channels.webhook import Webhook
from console.notices.settings import ROBOTS, Channel


def made(channel: Channel, secrets: Mapping[str, str]) -> Port:
    """The channel that the file describes, opened by its secrets."""
    if channel.kind in ROBOTS:
        return Robot(channel, secrets)
    kinds: dict[str, type[Mail | Webhook | Command]] = {"mail": Mail, "webhook": Webhook, "command": Command}
    return kinds[channel.kind](channel, secrets)
