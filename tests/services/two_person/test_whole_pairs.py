"""Every act of two people has all that people meet: its name, the second signature in the to-do with what to do, and the page to sign on."""

import pytest

from console.domain.pair import names
from console.domain.two_person.pairs import TwoPersonAct
from console.locale import words
from console.screens.duties.duty_pages import _SIGNED

NAMES = sorted(names(TwoPersonAct))
OF_A_REQUEST = {"settle", "resend", "remainder", "appeal"}
"""Their second signature is given where the request or its send is shown."""


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_each_has_its_words(name: str, lang: str) -> None:
    plain = "confirm" if name == "settle" else f"confirm_{name}"
    for key in (f"pair.{name}", f"todo.{plain}", f"next.{plain}"):
        assert words.has(key, lang), key


def test_each_that_is_about_no_request_has_its_page() -> None:
    assert set(NAMES) - set(_SIGNED) == OF_A_REQUEST
