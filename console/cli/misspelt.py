"""Errors in how a command was written, in the person's language; the library's own words are never shown."""

import re
from ast import literal_eval
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, Final

import typer

from console.cli.given import GLOBAL
from console.locale import words

_QUOTED: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")
_BRACKETED: Final = re.compile(r"\(([^()]*)\)\W*$")


_LIKE: Final = 0.75
"""How like each other what was written and what it is taken for must be: two letters that changed places, not two words that begin alike."""


def command(name: str, known: Iterable[str], lang: str) -> str:
    """Say that there is no such command, and name the nearest one."""
    return _unknown("command", name, known, lang)


def _unknown(kind: str, name: str, known: Iterable[str], lang: str) -> str:
    near = get_close_matches(name, list(known), n=1, cutoff=_LIKE)
    if near:
        return words.text(f"cli.no_such_{kind}_near", lang, name=name, near=near[0])
    return words.text(f"cli.no_such_{kind}", lang, name=name)


def _options(error: typer.TyperException) -> list[str]:
    """All options that could have been meant where one is unknown."""
    context: Any = getattr(error, "ctx", None)
    own = [name for param in context.command.params for name in param.opts] if context is not None else []
    return [*(name for name in own if name.startswith("--")), *GLOBAL, "--help"]


def _given(said: str) -> str:
    """The person's input as the library's message quotes it."""
    match = _QUOTED.search(said)
    return str(literal_eval(match[0])) if match is not None else "?"


def words_for(error: typer.TyperException, lang: str) -> str:
    """Say what the library found wrong."""
    param, option = getattr(error, "param", None), getattr(error, "option_name", "")
    said = getattr(error, "message", "") or str(error)
    kind = type(error).__name__
    if kind == "NoSuchOption" and option:
        return _unknown("option", option, _options(error), lang)
    if kind == "BadOptionUsage" and option:
        return words.text("cli.value_missing", lang, name=option)
    if param is not None:
        # The library keeps only the name of an argument, but the written form of an option.
        name = next(
            (one for one in param.opts if one.startswith("-")), param.metavar or param.opts[0].upper()
        )
        if kind == "MissingParameter":
            return words.text("cli.missing_parameter", lang, name=name)
        return words.text("cli.bad_value", lang, name=name, value=_given(said))
    if "extra argument" in said and (match := _BRACKETED.search(said)):
        return words.text("cli.too_much", lang, words=match[1])
    if kind == "NoArgsIsHelpError" or said == "Missing command.":
        return words.text("cli.missing_command", lang)
    return words.text("cli.not_understood", lang, words=said)
