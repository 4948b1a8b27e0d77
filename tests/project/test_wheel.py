"""The wheel, built without a network and installed where the clone cannot help it."""

import hashlib
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pexpect
import pytest

from console.signing.keys import demo_passphrase
from console.version import VERSION
from tests.databases import wait_for
from tests.patience import PATIENCE
from tools import build_number

ROOT = Path(__file__).resolve().parents[2]
FEWEST_DATA_FILES = 150
"""A wheel that lost a folder must not compare equal to a tree that lost it too."""


def call(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    built = call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out)
    assert built.returncode == 0, built.stdout + built.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel and, from here, its dependencies, but not the clone."""
    place = tmp_path_factory.mktemp("installed") / "env"
    assert call(sys.executable, "-m", "venv", "--without-pip", place, cwd=place.parent).returncode == 0
    packages = next(place.glob("lib/python*/site-packages"))
    # A folder that a .pth names is searched, but the .pth files in it (one names the clone) are not read.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    target = ("--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip", "--python", place / "bin" / "python")
    done = call(*pip, "install", "--quiet", *target, wheel, cwd=place.parent)
    assert done.returncode == 0, done.stderr
    return place / "bin" / "python"


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_console_and_its_data_as_the_tree_has_them_and_its_build_beside(
    wheel: Path,
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.split("/")[0].endswith(".dist-info")]
        shipped = {name: archive.read(name) for name in names}
    assert len(names) == len(shipped)
    assert shipped.pop("console/build.txt").decode().strip() == build_number.label(ROOT)
    assert wheel.name == f"sms_console-{build_number.version(ROOT)}-py3-none-any.whl"
    names.remove("console/build.txt")
    code, data = files_of(ROOT / "console"), files_of(ROOT / "data")
    assert not any(name.startswith("data/") for name in code)
    expected = {f"console/{name}": content for name, content in code.items()}
    expected |= {f"console/data/{name}": content for name, content in data.items()}
    assert sorted(shipped) == sorted(expected)
    assert [name for name, content in expected.items() if shipped[name] != content] == []
    assert (
        len([name for name in shipped if name.startswith("console/data/")]) == len(data) >= FEWEST_DATA_FILES
    )


def found_by(python: Path | str, *options: str, cwd: Path) -> list[str]:
    """Where the program is, where it finds its data, and every file there with its digest, as that interpreter tells."""
    code = (
        "import hashlib, console\n"
        "from console.domain.data_folder import data_folder as d\n"
        "print(console.__file__); print(d())\n"
        "for p in sorted(d().rglob('*')):\n"
        "    if p.is_file(): print(p.relative_to(d()).as_posix(), hashlib.sha256(p.read_bytes()).hexdigest())"
    )
    said = call(python, *options, "-X", "utf8", "-c", code, cwd=cwd)
    assert said.returncode == 0, said.stderr
    return said.stdout.splitlines()


def digests_of_the_tree() -> list[str]:
    data = files_of(ROOT / "data")
    return [f"{name} {hashlib.sha256(data[name]).hexdigest()}" for name in sorted(data, key=PurePosixPath)]


def test_the_installed_console_finds_its_own_data_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    # A folder of that name beside the package belongs to somebody else.
    packages = next(installed.parents[1].glob("lib/python*/site-packages"))
    (packages / "data").mkdir()
    try:
        place, folder, *told = found_by(installed, "-I", cwd=tmp_path)
    finally:
        (packages / "data").rmdir()
    assert Path(place).is_relative_to(packages)
    assert Path(folder) == packages / "console" / "data"
    assert told == digests_of_the_tree()


def test_the_clone_finds_its_data_at_the_top_from_another_folder(tmp_path: Path) -> None:
    place, folder, *told = found_by(sys.executable, "-P", cwd=tmp_path)
    assert Path(place) == ROOT / "console" / "__init__.py"
    assert Path(folder) == ROOT / "data"
    assert told == digests_of_the_tree()


def test_an_editable_install_finds_the_data_of_its_clone(tmp_path: Path) -> None:
    place = tmp_path / "env"
    assert call(sys.executable, "-m", "venv", "--without-pip", place, cwd=tmp_path).returncode == 0
    python = place / "bin" / "python"
    kept = ("--no-deps", "--no-index", "--no-build-isolation", "--disable-pip-version-check")
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *kept)
    (next(place.glob("lib/python*/site-packages")) / "builder.pth").write_text(
        f"{sysconfig.get_path('purelib')}\n", "utf-8"
    )
    done = call(*pip, "--editable", ROOT, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    where, folder, *told = found_by(python, "-I", cwd=tmp_path)
    assert (Path(where), Path(folder)) == (ROOT / "console" / "__init__.py", ROOT / "data")
    assert told == digests_of_the_tree()


def test_the_installed_console_answers_for_help(installed: Path, tmp_path: Path) -> None:
    said = call(installed, "-I", "-X", "utf8", "-m", "console", "--help", cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    assert "--help" in said.stdout


# ---- a newcomer


class Newcomer:
    """Somebody with the wheel in an environment of their own, an empty home, and a terminal in which the demo may be open."""

    def __init__(self, program: Path, home: Path) -> None:
        self.program, self.home = program, home

    def types(self, *words: str, lang: str = "en", text: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [self.program, *words], cwd=self.home, env=self.environment(lang), input=text, capture_output=True,
            text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip

    def reads(self, *words: str, lang: str = "en") -> str:
        """What is printed; the command is carried out, and says nothing beside."""
        said = self.types(*words, lang=lang)
        assert (said.returncode, said.stderr) == (0, ""), (words, said)
        return said.stdout

    def environment(self, lang: str) -> dict[str, str]:
        spoken = {"en": "en_US.UTF-8", "zh": "zh_CN.UTF-8"}[lang]
        return {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": spoken, "PYTHONUTF8": "1"}


@pytest.fixture
def newcomer(installed: Path) -> Iterator[Newcomer]:
    # Sockets have short paths, and pytest's own folder is long already.
    home = Path(tempfile.mkdtemp(prefix="sms-new-"))
    yield Newcomer(installed.parent / "sms-console", home)
    shutil.rmtree(home)


def test_a_newcomer_reads_what_to_type_before_anything_is_there(newcomer: Newcomer) -> None:
    bare = newcomer.reads()
    assert "Nothing is installed here yet" in bare
    assert "sms-console demo " in bare
    number = build_number.label(ROOT).partition(".")[0]
    assert newcomer.reads("--version").startswith(f"sms-console {VERSION}, build {number}, commit ")
    full = json.loads(newcomer.reads("--version", "--json"))["data"]["full"]
    assert full == build_number.version(ROOT)
    assert "日常工作" in newcomer.reads("--help", lang="zh")
    assert "Sign and submit" in newcomer.reads("request", "--help")
    bare_group = newcomer.types("request")
    assert (bare_group.returncode, "Sign and submit" in bare_group.stdout) == (2, True)
    missing = newcomer.types("request", "show", "2026-业务部-0001")
    assert missing.returncode == 4
    assert "For a demo: sms-console demo" in missing.stderr


def tutorial_commands() -> list[list[str]]:
    text = (
        (ROOT / "docs" / "tutorial.md").read_text("utf-8").partition("## The same from the command line")[2]
    )
    lines = text.partition("```console\n")[2].partition("```")[0].splitlines()
    found = [shlex.split(line) for line in lines]
    assert len(found) > 3
    assert all(one[0] == "sms-console" for one in found)
    return [one[1:] for one in found]


@pytest.fixture
def guest(newcomer: Newcomer) -> Iterator[Newcomer]:
    """A newcomer whose demo, once it was opened, ends with the test."""
    yield newcomer
    newcomer.types("demo", "--stop")


@pytest.mark.nightly
@pytest.mark.timeout(400)
def test_a_newcomer_opens_the_demo_and_asks_it_as_the_tutorial_says(guest: Newcomer) -> None:
    newcomer = guest
    environment = newcomer.environment("en") | {"TERM": "xterm-256color"}
    child = pexpect.spawn(
        str(newcomer.program),
        ["demo"],
        env=environment,
        cwd=str(newcomer.home),
        dimensions=(24, 80),
        timeout=200,
    )
    drawn = io.BytesIO()
    child.logfile_read = drawn
    child.expect("孙丽".encode())
    # It draws as long as somebody reads.
    threading.Thread(target=lambda: child.expect(pexpect.EOF, timeout=350), daemon=True).start()
    for words in tutorial_commands():
        signs = {"approve", "release"} & set(words)
        person = words[words.index("--as") + 1]
        said = newcomer.types(
            *words, *(["--passphrase-fd", "0"] if signs else []), text=demo_passphrase(person)
        )
        assert said.returncode == 0, (words, said)
    number = json.loads(newcomer.reads("--demo", "--as", "sunli", "--json", "request", "list"))["data"][
        "rows"
    ][0]["number"]
    for lang in ("zh", "en"):
        assert number in newcomer.reads("--demo", "--as", "sunli", "request", "show", number, lang=lang)
    nothing = newcomer.types("--demo", "--as", "sunli", "request", "show", "2026-业务部-9999", lang="zh")
    assert (nothing.returncode, "没有编号 2026-业务部-9999" in nothing.stderr) == (1, True)
    form = newcomer.types("--demo", "--as", "sunli", "form", "print", "request", number)
    assert (form.returncode, str(newcomer.home) in form.stdout) == (0, True)
    child.send("\x11")
    child.send("y")
    assert wait_for(lambda: not child.isalive())
    assert "the example bank is there" in newcomer.reads()
    assert "示范银行已经建好" in newcomer.reads(lang="zh")
    assert newcomer.types("--demo", "--as", "sunli", "todo").returncode == 4
