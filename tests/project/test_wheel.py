"""The wheel, built without a network and installed where the clone cannot help it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ("console", "pyproject.toml", "README.md", "LICENSE")


def call(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        words, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=100
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Built from a copy, because setuptools leaves its own folders beside what it builds.
    source = tmp_path_factory.mktemp("source")
    for name in SHIPPED:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source)
    built = call(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "out", ".", cwd=source
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return next((source / "out").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel and, from here, its dependencies, but not the clone."""
    place = tmp_path_factory.mktemp("installed") / "env"
    assert call(sys.executable, "-m", "venv", "--without-pip", place, cwd=place.parent).returncode == 0
    packages = next(place.glob("lib/python*/site-packages"))
    # A folder that a .pth names is searched, but the .pth files in it (one names the clone) are not read.
    (packages / "dependencies.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    target = ("--target", packages, "--no-deps", "--no-index", "--no-compile", "--disable-pip-version-check")
    done = call(sys.executable, "-m", "pip", "install", "--quiet", *target, wheel, cwd=place.parent)
    assert done.returncode == 0, done.stderr
    return place / "bin" / "python"


def test_the_wheel_holds_the_console_and_its_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"console"}
    sources = [
        path for path in (ROOT / "console").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    assert {path.relative_to(ROOT).as_posix() for path in sources} - names == set()


def test_the_installed_console_finds_its_data_from_another_folder(installed: Path, tmp_path: Path) -> None:
    data = ROOT / "console" / "data"
    wanted = sorted(path.relative_to(data).as_posix() for path in data.rglob("*") if path.is_file())
    assert wanted
    code = (
        "import sys, importlib.resources as r, console; print(console.__file__)\n"
        "for name in sys.argv[1:]: print(len(r.files('console').joinpath('data', name).read_bytes()))"
    )
    said = call(installed, "-I", "-X", "utf8", "-c", code, *wanted, cwd=tmp_path)
    assert said.returncode == 0, said.stderr
    place, *sizes = said.stdout.splitlines()
    assert Path(place).is_relative_to(installed.parent.parent)
    assert [int(size) for size in sizes] == [(data / name).stat().st_size for name in wanted]


def test_the_installed_console_answers_for_help(installed: Path, tmp_path: Path) -> None:
    said = call(installed, "-I", "-X", "utf8", "-m", "console", "--help", cwd=tmp_path)
    if not (ROOT / "console" / "__main__.py").exists():
        assert "console.__main__" in said.stderr
        return
    assert said.returncode == 0, said.stderr
    assert "--help" in said.stdout
