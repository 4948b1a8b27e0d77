"""Every pack of a department holds the same pledges: the same paper is drawn once in a process."""

from collections.abc import Iterator

import msgspec
import pytest

from console.exports import pledge_form
from console.exports.pledge_form import PledgeForm
from console.exports.shapes import Printing

_DRAWN: dict[bytes, bytes] = {}


@pytest.fixture(scope="package", autouse=True)
def drawn_once() -> Iterator[None]:
    """Draws a pledge that differs in nothing from one before only the first time; tests/exports and tests/services/archive draw all."""
    draw = pledge_form.make

    def make(form: PledgeForm, printing: Printing) -> bytes:
        key = msgspec.msgpack.encode((form, printing))
        if key not in _DRAWN:
            _DRAWN[key] = draw(form, printing)
        return _DRAWN[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pledge_form, "make", make)
        yield
