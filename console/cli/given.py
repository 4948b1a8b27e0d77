"""What the command line says before and around its command: the global options, which may stand before or after it.

The command library is not asked here: `open` is carried out without it.
"""

import importlib
import os
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

from console.cli.streams import UsageError
from console.errors import ConsoleError
from console.locale import key_names, words
from console.settings import Home, Settings, demo_home

PROGRAM: Final = "sms-console"
KEY_VARIABLE: Final = "SMS_CONSOLE_KEY"
GLOBAL: Final = {
    "--home": 1,
    "--demo": 0,
    "--as": 1,
    "--lang": 1,
    "--key": 1,
    "--passphrase-fd": 1,
    "--json": 0,
}
"""The global options, each with the number of words that follow it."""


_LOOKS: Final = {"--theme": 1, "--ascii": 0, "--no-mouse": 0}
"""The options of the screens, which `open` and `demo` have, each with the number of words that follow it."""


class Given(NamedTuple):
    """The values of the global options."""

    home: Path | None = None
    demo: bool = False
    person: str = ""
    lang: str | None = None
    as_json: bool = False
    key: Path | None = None
    passphrase_fd: int = -1

    @property
    def root(self) -> Path | None:
        """The folder of the installation that they name."""
        return demo_home() if self.demo else self.home

    @property
    def named_key(self) -> Path | None:
        """The key file that --key or SMS_CONSOLE_KEY names, or None."""
        return named_key(self.key)

    def settings(self, lang: str) -> Settings:
        """Return the settings of the run, and write times in their zone; `lang` is the language of the failure.

        Raises UsageError for values that do not go together, ConsoleError `bad_settings`.
        """
        if self.lang not in {None, "zh", "en"}:
            raise UsageError(
                words.text("cli.bad_choice", lang, name="--lang", value=self.lang, choices="zh, en")
            )
        if self.demo and self.home is not None:
            raise UsageError(words.text("cli.home_or_demo", lang))
        made = Settings.load(home=self.root, lang=self.lang)
        words.use_zone(made.timezone)
        key_names.use(partial(_own_keys, made))
        return made


def _own_keys(settings: Settings, action_id: str) -> Sequence[str]:
    """The keys of an action of the screens; most commands name none, so table and own keys are loaded with the first."""
    keys: Sequence[str] = importlib.import_module("console.keymap").own(settings.keys, action_id)
    return keys


def named_key(given: Path | None) -> Path | None:
    """Return the key file that was given, or that SMS_CONSOLE_KEY names, or None."""
    return given or (Path(os.environ[KEY_VARIABLE]) if os.environ.get(KEY_VARIABLE) else None)


def read(front: Sequence[str]) -> Given | None:
    """Return the values of the global options that stand at the front; None where the command library has to say what is wrong."""
    values: dict[str, str] = {}
    left = list(front)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if not GLOBAL[name] and equals:
            return None
        values[name] = value if equals or not GLOBAL[name] else left.pop(0)
    try:
        descriptor = int(values.get("--passphrase-fd", "-1"))
    except ValueError:
        return None
    return Given(
        home=Path(values["--home"]) if "--home" in values else None,
        demo="--demo" in values,
        person=values.get("--as", ""),
        lang=values.get("--lang"),
        as_json="--json" in values,
        key=Path(values["--key"]) if "--key" in values else None,
        passphrase_fd=descriptor,
    )


def hoisted(arguments: Sequence[str], lang: str = "zh") -> list[str]:
    """Return the arguments with the global options moved to the front, wherever they stood before `--`.

    Raises UsageError for an option without its value.
    """
    front: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left:
        argument = left.pop(0)
        name, equals, _ = argument.partition("=")
        if argument == "--":
            return [*front, *rest, argument, *left]
        if name not in GLOBAL:
            rest.append(argument)
            continue
        front.append(argument)
        if GLOBAL[name] and not equals:
            if not left:
                raise UsageError(words.text("cli.value_missing", lang, name=name))
            front.append(left.pop(0))
    return [*front, *rest]


def typed(ordered: Sequence[str]) -> list[str]:
    """The words after the global options."""
    left = list(ordered)
    while left and (name := left[0].partition("=")[0]) in GLOBAL:
        del left[: 1 + (GLOBAL[name] if "=" not in left[0] else 0)]
    return left


def looks(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """The options of the screens that stand before the command, and the words after them."""
    at = 0
    while at < len(typed) and (name := typed[at].partition("=")[0]) in _LOOKS:
        at += 1 + (_LOOKS[name] if "=" not in typed[at] else 0)
    return list(typed[:at]), list(typed[at:])


def place(front: Sequence[str]) -> Home:
    """The installation that the options, or the environment, name."""
    named = [value for option, value in pairwise(front) if option == "--home"]
    named += [option.partition("=")[2] for option in front if option.startswith("--home=")]
    home = demo_home() if "--demo" in front else None
    return Settings.load(home=Path(named[-1]) if named else home).layout


def language(arguments: Sequence[str]) -> str:
    """The language for failures, including failures in the options themselves."""
    lang = None
    for at, argument in enumerate(arguments):
        if argument == "--lang" and at + 1 < len(arguments):
            lang = arguments[at + 1]
        elif argument.startswith("--lang="):
            lang = argument.partition("=")[2]
    try:
        return Settings.load(lang=lang).lang
    except ConsoleError:
        return "zh"


_PLACES: Final = ("--out", "--xlsx")
"""The options that say where a file goes."""


def taken(arguments: Sequence[str]) -> bool:
    """Whether the arguments direct a file to standard output."""
    return any(f"{name}=-" in arguments for name in _PLACES) or any(
        name in _PLACES and value == "-" for name, value in pairwise(arguments)
    )
