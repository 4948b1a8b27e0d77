"""The bank of the pictures: the same day, the same people at work, and the same chance, whenever a picture is drawn."""

import hashlib
import importlib
import os
import pkgutil
import random
import sys
import tomllib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from console import screens
from console.domain.data_folder import data_folder
from console.launch.organisation import DEMO_PACK, build
from console.signing import keys
from console.signing.statements import digest
from console.wire import calls, dispatch
from console.wire.requests.drafts import Draft
from console.wire.sending.slots import Tally
from tests.services import quarters
from tests.services.archive.test_emergencies import acknowledge, enter
from tests.services.core import Core, open_core
from tests.terminal.sit import House, lived
from tests.world import numbers

NOW: Final = datetime(2026, 10, 27, 2, 36, tzinfo=UTC)
"""The moment of every picture: a Tuesday morning, a week after the third quarter had to be filed."""

_FOUNDED: Final = datetime(2026, 9, 20, 1, 30, tzinfo=UTC)
_PENSIONS: Final = Tally(
    approved=3105,
    queued=1137,
    in_flight=11,
    accepted=203,
    delivered=1712,
    undelivered=28,
    refused=3,
    unknown=11,
)

_PENSIONS_REQUEST: Final = 3
_RATES: Final = (
    24,
    31,
    33,
    35,
    34,
    36,
    38,
    37,
    35,
    36,
    12,
    8,
    21,
    33,
    36,
    38,
    37,
    38,
    36,
    35,
    37,
    39,
    38,
    38,
)
_ERRORS: Final = [("MK:0001", 18), ("timeout", 11)]


def bank(folder: Path) -> House:
    """The bank as it stands at NOW; `folder` is for its database and keys."""
    house = lived(folder, _work, _found)
    # What the dispatcher says of the moment is in no database.
    _going(house.core, _PENSIONS_REQUEST)
    org = house.core.org
    files = [digest(text.encode()) for text in (org.policy_text, *org.gateway_texts.values())]
    house.core.call(quarters.DISPATCH, dispatch.Heartbeat({"demo": "up"}, files))
    return house


@contextmanager
def standing_still() -> Iterator[None]:
    """Every clock of the console shows NOW, and chance does what it did the last time."""
    with pytest.MonkeyPatch.context() as patch, same_chance("sitting"):
        patch.setenv("SMS_CONSOLE_WORDS", "strict")
        patch.delenv("NO_COLOR", raising=False)
        for module in _modules():
            if vars(module).get("datetime") is datetime:
                patch.setattr(module, "datetime", _Still)
        yield


@contextmanager
def same_chance(where: str) -> Iterator[None]:
    """New keys, salts and nonces are the same ones each time; those of one part of the story do not depend on the parts before."""
    nth = count()

    def drawn(size: int) -> bytes:
        return hashlib.shake_256(f"{where} {next(nth)}".encode()).digest(size)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "urandom", drawn)
        patch.setattr(random, "_urandom", drawn)
        patch.setattr(
            keys, "generate", lambda: keys.UnlockedKey(Ed25519PrivateKey.from_private_bytes(drawn(32)))
        )
        yield


class _Still(datetime):
    """The class `datetime` in which it is always NOW."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return NOW.astimezone(tz)


@cache
def _modules() -> list[ModuleType]:
    """Every module that a picture may come from, also those that a page imports when it opens."""
    for found in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(found.name)
    return [module for name, module in list(sys.modules.items()) if name.startswith("console.")]


def _found(url: str) -> Core:
    with same_chance("founding"):
        org = build(_FOUNDED - timedelta(hours=1), policy_pack=DEMO_PACK)
    with same_chance("foundation"):
        return open_core(url, org, _FOUNDED)


@same_chance("work")
def _work(core: Core) -> None:
    """A send on paper in the third quarter; later a notice and a promotion to be signed, a draft, and a send under way."""
    enter(core, recipients=36, reason="平台停电", number="E-2026-01", place="A-01-02")
    acknowledge(core, count=36)
    core.at = NOW - timedelta(minutes=42)
    _asked(core, "notice", 200)
    core.at = NOW - timedelta(minutes=35)
    _asked(
        core, "promotion", 200, subtype="存款推广", purpose="大额存单推广", consent="客户营销同意书 2026-3"
    )
    core.at = NOW - timedelta(minutes=28)
    pensions = _asked(
        core,
        "notice",
        _PENSIONS.approved,
        start=16110000000,
        subtype="发放通知",
        purpose="通知客户养老金已到账",
        body="尊敬的客户，您本月的养老金已到账，可到任一网点或手机银行查询。",
    )
    core.step("sunli", "approval", pensions)
    core.at = NOW - timedelta(minutes=1)
    quarters.begun(core, pensions, "notice", _PENSIONS.approved)
    core.at = NOW
    unfinished = _draft(core, "notice", 200, harmless=False, unclassified=False)
    core.call("zhaomin", calls.SaveDraft(unfinished, 0))


def _apart(n: int, start: int) -> "array[int]":
    """Numbers as a bank's list has them: no two of them follow each other."""
    return array("q", (one + 2 * nth for nth, one in enumerate(numbers(n, start))))


def _asked(core: Core, category: str, n: int, start: int = 16100000000, **said: Any) -> int:
    return core.submit(_draft(core, category, n, _apart(n, start), **said))


def _draft(core: Core, category: str, n: int, nums: "array[int] | None" = None, **said: Any) -> Draft:
    texts = tomllib.loads((data_folder() / "samples" / "texts.toml").read_text("utf-8"))
    said = {"consent": ""} | texts[category] | said
    return core.draft(core.add_list(n=n, nums=nums), category, **said)


def _going(core: Core, request: int) -> None:
    """The dispatcher tells how far it is."""
    for rate in _RATES:
        counters = dispatch.Counters(request, 1, _PENSIONS, rate, 50, "", (3000, 41000), _ERRORS)
        core.call(quarters.DISPATCH, dispatch.ReportProgress([counters]))
