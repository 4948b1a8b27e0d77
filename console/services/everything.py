"""The whole interface of the core: every module of the services is loaded, and with it what each says that it does."""

from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import TYPE_CHECKING

from console import services
from console.services import registry
from console.wire.base import Call

if TYPE_CHECKING:
    from console.services.context import Handler


@cache
def _load() -> None:
    for found in walk_packages(services.__path__, f"{services.__name__}."):
        import_module(found.name)


def handlers() -> "dict[type[Call], Handler]":
    """Which handler answers which call."""
    _load()
    return registry.HANDLERS


def before() -> "dict[type[Call], registry.Long]":
    """What is asked before a call is carried out."""
    _load()
    return registry.BEFORE
