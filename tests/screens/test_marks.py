"""F3: frames and marks in ASCII and back, at once and at the next start, for who sees ragged lines."""

from pathlib import Path

import pytest

from console.settings import Settings, remember_ascii
from console.widgets import paint
from console.widgets.looks import Look
from console.widgets.terminal import use_look
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

DRAWN = set("│─╭╮╰╯┃━┏┓┗┛▌✓✗▲●○▸◂☑☐█▓▒░╸▁▂▃▄▅▆▇↵•")


@pytest.fixture(autouse=True)
def _as_before() -> object:
    yield
    paint.use(Look("dark"))
    use_look(Look("dark"))


def drawn(op: Operator) -> set[str]:
    return DRAWN & set(op.screen())


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_everything_on_the_screen_changes_at_once_and_back(house: House, lang: str) -> None:
    remembered: list[bool] = []
    app = house.app(lang, "sunli", look=Look("dark"))
    app.session.remember_ascii = remembered.append
    async with sitting(app) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-")
        await op.press("f3")
        await op.until(lambda: not drawn(op), "nothing but ASCII")
        await op.sees(f"> {house.year}-", "+-", "F3")
        # The page beneath and the one above change too.
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card")
        assert not drawn(op), drawn(op)
        await op.press("a")
        await op.sees("[ ]")
        assert not drawn(op), drawn(op)
        await op.press("escape", "f3")
        await op.until(lambda: "╭" in op.screen(), "frames as before")
        await op.press("escape")
        await op.sees(f"▌ {house.year}-")
    assert remembered == [True, False]


def test_what_was_chosen_is_kept_where_no_folder_is_yet(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "settings.toml"
    remember_ascii(file, True)
    assert file.read_text("utf-8") == "ascii = true\n"
    remember_ascii(file, False)
    assert file.read_text("utf-8") == "ascii = false\n"


async def test_what_cannot_be_remembered_is_said(house: House) -> None:
    def full(_on: bool) -> None:
        raise OSError(28, "no space")

    app = house.app("zh", "sunli", look=Look("dark"))
    app.session.remember_ascii = full
    async with sitting(app) as op:
        await op.press("f3")
        await op.sees("没能记住")
        assert not drawn(op)


def test_the_settings_file_keeps_its_other_lines(tmp_path: Path) -> None:
    file = tmp_path / "new" / "settings.toml"
    remember_ascii(file, True)
    assert file.read_text("utf-8") == "ascii = true\n"
    file.write_text('# mine\nlang = "en"\nascii = true\ntheme = "light"\n', "utf-8")
    remember_ascii(file, False)
    assert file.read_text("utf-8") == '# mine\nlang = "en"\ntheme = "light"\nascii = false\n'
    settings = Settings.load(home=tmp_path, environ={}, file=file)
    # A name in quotes is the same name: twice in a file would keep the console from starting.
    file.write_text('"ascii" = true\n', "utf-8")
    remember_ascii(file, False)
    assert not Settings.load(home=tmp_path, environ={}, file=file).ascii
    assert (settings.lang, settings.theme, settings.ascii, settings.file) == ("en", "light", False, file)


def test_a_settings_file_that_cannot_be_written_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(OSError, match="file"):
        remember_ascii(tmp_path / "file" / "settings.toml", True)
