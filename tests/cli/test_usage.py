"""The help of the command line stands in the catalogue, found by name: nothing is without, and none is left over."""

from collections.abc import Iterator
from typing import Any

from console.cli import usage
from console.cli.command_line import commands
from console.locale import catalogue


def every(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from every(below, (*path, name))


def test_every_command_and_every_parameter_says_what_it_is() -> None:
    silent = [" ".join(path) for path, command in every(commands()) if not command.help]
    silent += [
        f"{' '.join(path)}: {one.name}"
        for path, command in every(commands())
        for one in command.params
        if not getattr(one, "help", "")
    ]
    assert silent == []


def test_no_help_is_left_over() -> None:
    known, read = catalogue.of_noun("usage", "zh"), set()
    for path, command in every(commands()):
        read.add(usage.of_command(path))
        for one in command.params:
            read.add(next((key for key in usage.of_parameter(path, one.name) if key in known), ""))
    assert {key.removesuffix("_more") for key in known} <= read
