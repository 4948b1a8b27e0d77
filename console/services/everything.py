"""The whole interface of the core: every module of the services is loaded, and with it what each says that it does.

Whoever imports one service knows little of it: this is the only way in.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from console import services
from console.services.context import BEFORE, HANDLERS, Context, Handler
from console.wire.base import Call


@cache
def _load() -> None:
    for found in walk_packages(services.__path__, f"{services.__name__}."):
        import_module(found.name)


def handlers() -> dict[type[Call], Handler]:
    """Which function answers which call."""
    _load()
    return HANDLERS


def before() -> dict[type[Call], Callable[[Context, Any], Callable[[], object] | None]]:
    """What is asked before a call is carried out."""
    _load()
    return BEFORE
