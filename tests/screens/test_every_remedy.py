"""Every refusal is read to its last word on the message line of the smallest screen, with its remedy."""

import pytest

from console.locale import fluent
from console.look.senses import Sense
from tests.screens.driver import sitting
from tests.terminal.sit import House
from tools.check_locale import load

SIZE = (80, 23)
_VALUE = "某" * 12
"""In place of each value of a refusal: as wide as a long name."""


@pytest.mark.nightly
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_no_remedy_is_cut_on_the_message_line(house: House, lang: str) -> None:
    texts = load()
    cut = []
    async with sitting(house.app(lang, person="wangfang"), SIZE) as op:
        await op.press("2")
        page = op.app.screen
        remedies = [key for key in texts if key.endswith(".next")]
        for key in remedies:
            base = key.removesuffix(".next")
            three = (texts.get(name, ("", "")) for name in (base, f"{base}.why", key))
            whole = " ".join(one[lang == "en"] for one in three)
            said = fluent.filled(whole, lang, lambda _: _VALUE, lambda _, action: action[-6:])
            page.say(said, Sense.BAD)  # type: ignore[attr-defined]
            await op.pilot.pause()
            rows = op.screen().split("\n")
            shown = "".join(row.strip() for row in rows[3:]).replace(" ", "")
            if said.replace(" ", "").replace("\n", "") not in shown:
                cut.append((key, said))
    assert len(remedies) > 800
    assert cut == []
