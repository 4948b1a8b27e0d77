"""Where an installation is found, where its sockets go, and whose word counts for language and the rest."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.errors import ConsoleError
from console.settings import Home, Settings


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Home]:
    """A home whose path is too long for a socket in it; whatever was made elsewhere is taken away."""
    home = Home(tmp_path / ("long" * 20) / ("way" * 20))
    yield home
    if home.run.is_symlink():
        home.run.unlink()
    shutil.rmtree(home.run, ignore_errors=True)


def settings(tmp_path: Path, text: str = "", **options: object) -> Settings:
    file = tmp_path / "settings.toml"
    file.write_text(text, "utf-8")
    environ = {"SMS_CONSOLE_HOME": str(tmp_path / "env"), "LANG": "C.UTF-8"}
    return Settings.load(**({"environ": environ, "file": file} | options))  # type: ignore[arg-type]  # tests vary them


def test_an_option_counts_before_the_environment_and_that_before_the_platform(tmp_path: Path) -> None:
    assert settings(tmp_path, home=tmp_path / "option").home == tmp_path / "option"
    assert settings(tmp_path).home == tmp_path / "env"
    assert settings(tmp_path, environ={}).home.name == "sms-console"


def test_an_option_counts_before_the_file_and_that_before_the_locale(tmp_path: Path) -> None:
    english = {"LANG": "en_GB.UTF-8"}
    assert settings(tmp_path).lang == "zh"
    assert settings(tmp_path, environ=english).lang == "en"
    assert settings(tmp_path, 'lang = "zh"', environ=english).lang == "zh"
    assert settings(tmp_path, 'lang = "zh"', environ=english, lang="en").lang == "en"
    told = settings(tmp_path, 'theme = "night"\nmouse = false\ntimezone = "UTC"')
    assert (told.theme, told.mouse, told.timezone) == ("night", False, "UTC")


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    made = Settings.load(environ={}, file=tmp_path / "none.toml")
    assert (made.lang, made.theme, made.mouse, made.timezone) == ("zh", "", True, "Asia/Shanghai")


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("lang = 'fr'", {}),
        ("unheard = 1", {}),
        ("home = '/x'", {}),
        ("mouse =", {}),
        ("timezone = 'Mars/Base'", {}),
        ("timezone = '../../etc/passwd'", {}),
        ("", {"lang": "fr"}),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(
    tmp_path: Path, text: str, options: dict[str, object]
) -> None:
    with pytest.raises(ConsoleError) as refused:
        settings(tmp_path, text, **options)
    assert refused.value.code == "bad_settings"


def test_sockets_stand_in_the_home_where_its_path_is_short() -> None:
    home = Home(Path("/srv/sms"))
    assert home.desk_socket == Path("/srv/sms/run/desk.sock")


def test_sockets_of_a_deep_home_get_a_short_private_folder_of_their_own(deep: Home) -> None:
    run = deep.open_run()
    assert run == deep.run
    assert len(os.fsencode(deep.dispatch_socket)) < 108
    assert stat.S_IMODE(run.stat().st_mode) == 0o700
    assert Home(deep.root / "other").run != run


def test_the_short_folder_does_not_depend_on_the_environment(
    deep: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = deep.run
    monkeypatch.setenv("TMPDIR", str(deep.root))
    assert deep.run == before


@pytest.mark.parametrize("wrong", ["loose", "link", "file"])
def test_a_run_folder_that_could_be_anothers_is_refused(deep: Home, tmp_path: Path, wrong: str) -> None:
    match wrong:
        case "loose":
            deep.run.mkdir()
            deep.run.chmod(0o755)
        case "link":
            (tmp_path / "mine").mkdir(mode=0o700)
            deep.run.symlink_to(tmp_path / "mine")
        case _:
            deep.run.touch(0o700)
    with pytest.raises(ConsoleError) as refused:
        deep.open_run()
    if wrong == "file":
        deep.run.unlink()
    assert refused.value.code == "loose_folder"


def test_a_run_folder_of_another_account_is_refused(deep: Home) -> None:
    if os.geteuid() != 0:
        pytest.skip("needs root: giving a folder away")
    deep.run.mkdir(mode=0o700)
    os.chown(deep.run, 65534, 65534)
    with pytest.raises(ConsoleError) as refused:
        deep.open_run()
    assert refused.value.code == "loose_folder"
