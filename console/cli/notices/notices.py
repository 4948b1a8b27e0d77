"""notice: what people were told outside; and for whoever looks after its channels: judge the file, keep a secret, try a channel."""

import asyncio
import getpass
import sys
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from console.cli import viewed
from console.cli.declared import both
from console.cli.session import Session, session
from console.domain import times
from console.errors import ConsoleError
from console.notices import secrets, settings
from console.notices.channels import every
from console.notices.channels.port import Message
from console.notices.delivery import trial
from console.notices.settings import Channel, Settings
from console.views.notices import NOTICE, code_words
from console.wire.notices import outward as wire

app = typer.Typer(no_args_is_help=True, help=both("command_line.notices"))
viewed.add_list(app, wire.Notices, NOTICE, "notice.none")

_Channel = Annotated[str, typer.Argument(metavar="CHANNEL")]


@app.command("check")
def check(context: typer.Context) -> None:
    """Judge the file of channels and people, and say what is lacking."""
    run = session(context)
    home = run.settings.layout
    file, opened = settings.read(home.notices_file), secrets.read(home.notices / "secrets.json")
    lacking = [
        (name, one.secrets()[0])
        for name, one in file.channels.items()
        if one.secrets() and one.secrets()[0] not in opened.get(name, {})
    ]
    said = [run.t("notice.lacks", channel=name, secret=secret) for name, secret in lacking]
    data = {
        "channels": sorted(file.channels),
        "people": sorted(file.people),
        "lacking": [*map(list, lacking)],
    }
    run.show(data, [run.t("notice.checked", channels=len(file.channels), people=len(file.people)), *said])
    if lacking:
        raise typer.Exit(1)


@app.command("secret")
def secret(
    context: typer.Context, channel: _Channel, name: Annotated[str, typer.Option("--name")] = ""
) -> None:
    """Keep what opens a channel; it is asked for and never shown."""
    run = session(context)
    home = run.settings.layout
    one = _channel(settings.read(home.notices_file), channel)
    wanted = name or next(iter(one.secrets()), "")
    if wanted not in one.secrets():
        raise ConsoleError("notices_no_secret", channel=channel, names=", ".join(one.secrets()) or "-")
    asked = run.t("notice.secret_prompt", channel=channel, secret=wanted)
    typed = getpass.getpass(asked) if run.interactive else sys.stdin.readline().rstrip("\n")
    home.notices.mkdir(mode=0o700, parents=True, exist_ok=True)
    secrets.put(home.notices / "secrets.json", channel, wanted, typed)
    run.show(
        {"channel": channel, "secret": wanted}, [run.t("notice.secret_kept", channel=channel, secret=wanted)]
    )


@app.command("test")
def try_channel(
    context: typer.Context, channel: _Channel, to: Annotated[str, typer.Option("--to")] = ""
) -> None:
    """Send a trial notice by a channel, and say what came back."""
    run = session(context)
    home = run.settings.layout
    file = settings.read(home.notices_file)
    made = every.made(_channel(file, channel), secrets.read(home.notices / "secrets.json").get(channel, {}))
    outcome = asyncio.run(made.send(_trial(run, file, to)))
    data = {"channel": channel, "state": outcome.state, "code": outcome.code}
    answer = code_words(outcome.code, run.lang)
    run.show(data, [run.t("notice.tried", channel=channel, state=outcome.state, answer=answer)])
    if outcome.state != "sent":
        raise typer.Exit(1)


def _channel(file: Settings, channel: str) -> Channel:
    if channel not in file.channels:
        raise ConsoleError(
            "notices_no_channel", channel=channel, known=", ".join(sorted(file.channels)) or "-"
        )
    return file.channels[channel]


def _trial(run: Session, file: Settings, to: str) -> Message:

    return trial(file, ZoneInfo(run.settings.timezone), to, times.now())
