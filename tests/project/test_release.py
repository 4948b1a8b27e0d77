"""A release, made in a clone of its own: when it is refused, that it repeats itself, who signed it, and that it installs alone."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from console.version import VERSION
from tests.archives import untar
from tests.patience import PATIENCE
from tests.project.test_build_number import git
from tools import sbom
from tools.release import for_target, target
from tools.trees import tracked_files

ROOT = Path(__file__).resolve().parents[2]
PARTS = (".gitignore", "console", "data", "tools", "lock", "pyproject.toml", "README.md", "LICENSE")
LOG = f"# Changelog\n\n## [Unreleased]\n\n## [{VERSION}] - 2026-12-03\n\n### Added\n\n- All of it.\n"
NAMESPACE = "sms-console-release"


def run(
    *words: str | Path, cwd: Path, given: bytes = b"", env: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in words], cwd=cwd, env=kept | (env or {}), input=given, capture_output=True, check=False,
        timeout=PATIENCE * 4,
    )  # fmt: skip
    return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())


def release(tree: Path, *words: str | Path) -> "subprocess.CompletedProcess[str]":
    return run(
        sys.executable, "-X", "utf8", "-m", "tools.release", *words, cwd=tree, env={"PYTHONPATH": str(tree)}
    )


def make_tree(place: Path, *, lock: bool = False) -> Path:
    """A clone with one commit, tagged, of this tree as it is; without `lock` its bundle holds the console alone."""
    for path in tracked_files(ROOT):
        name = path.relative_to(ROOT)
        if name.parts[0] in PARTS:
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, place / name)
    if not lock:
        (place / "lock" / "run.txt").write_text("# nothing\n", "utf-8")
    (place / "CHANGELOG.md").write_text(LOG, "utf-8")
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-q", "-m", "all")
    git(place, "tag", f"v{VERSION}")
    return place


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tree(tmp_path_factory.mktemp("release") / "tree")


@pytest.fixture
def clone(tree: Path, tmp_path: Path) -> Path:
    """One to be changed; its tags come along."""
    git(tree, "clone", "-q", "--shared", str(tree), str(tmp_path / "clone"))
    return tmp_path / "clone"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("keys") / "release.key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path], check=True)
    return path


@pytest.fixture(scope="module")
def made(tree: Path, key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made") / "0"
    done = release(tree, "--key", key, "--out", out, "--for", "x86_64-3.13", "--for", "aarch64-3.11")
    assert done.returncode == 0, done.stdout + done.stderr
    return out


# ---- when it is refused


def test_a_tagged_commit_with_its_changelog_may_be_released(tree: Path) -> None:
    said = release(tree, "--check")
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.endswith(f"may be released as {VERSION}\n")


def _written(name: str, text: str) -> Callable[[Path], object]:
    return lambda tree: (tree / name).write_text(text, "utf-8")


def _committed(name: str, text: str) -> Callable[[Path], object]:
    def change(tree: Path) -> None:
        (tree / name).write_text(text, "utf-8")
        git(tree, "commit", "-q", "-a", "-m", "change")
        git(tree, "tag", "-f", f"v{VERSION}")

    return change


def _other_version(tree: Path) -> None:
    path = tree / "console" / "version.py"
    _committed("console/version.py", path.read_text("utf-8").replace(f'"{VERSION}"', '"9.9.9"'))(tree)


REFUSED: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "no tag": (lambda tree: git(tree, "tag", "-d", f"v{VERSION}"), ("no release tag",)),
    "the tag is of an older commit": (
        lambda tree: git(tree, "commit", "-q", "--allow-empty", "-m", "more"),
        ("no release tag",),
    ),
    "the tag of another version": (lambda tree: git(tree, "tag", "v9.9.9"), (f"v{VERSION}, v9.9.9",)),
    "another version": (_other_version, ("says 9.9.9, the newest commit has", "says 9.9.9, the top of")),
    "another top of the changelog": (
        _committed("CHANGELOG.md", LOG.replace(f"[{VERSION}]", "[0.0.1]")),
        ("the top of CHANGELOG.md 0.0.1",),
    ),
    "something unreleased": (
        _committed("CHANGELOG.md", LOG.replace("[Unreleased]\n", "[Unreleased]\n\n### Fixed\n\n- More.\n")),
        ("something is unreleased",),
    ),
    "no changelog in its form": (_committed("CHANGELOG.md", "# Changes\n"), ("the first heading is not",)),
    "a changed file": (_written("README.md", "other\n"), ("differs from its commit (1 files, first M README.md)",)),
    "a new file": (_written("console/mine.py", "\n"), ("first ?? console/mine.py",)),
    "no clone": (lambda tree: shutil.rmtree(tree / ".git"), ("no git clone",)),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_a_release_is_refused_and_why_is_said(clone: Path, key: Path, tmp_path: Path, what: str) -> None:
    change, why = REFUSED[what]
    change(clone)
    for words in (("--check",), ("--key", key, "--out", tmp_path / "out")):
        said = release(clone, *words)
        assert (said.returncode, said.stderr) == (1, ""), said
        assert [one for one in why if one not in said.stdout] == []
        assert len(said.stdout.splitlines()) == len(why)
    assert not (tmp_path / "out").exists()


def test_a_shallow_clone_is_refused_because_its_builds_have_no_number(tree: Path, tmp_path: Path) -> None:
    git(tree, "clone", "-q", "--depth=1", f"file://{tree}", str(tmp_path / "shallow"))
    said = release(tmp_path / "shallow", "--check")
    assert (said.returncode, said.stdout.startswith("this clone is shallow")) == (1, True), said


def test_without_a_key_nothing_is_made(tree: Path, tmp_path: Path) -> None:
    said = release(tree, "--out", tmp_path / "out")
    assert (said.returncode, "--key KEY" in said.stderr) == (2, True)


def test_a_key_that_does_not_sign_leaves_nothing_behind(tree: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    said = release(tree, "--key", tmp_path / "no-key", "--out", folder / "out", "--for", "x86_64-3.13")
    assert (said.returncode, "ssh-keygen -q -Y sign" in said.stdout) == (1, True), said
    assert list(folder.iterdir()) == []


def test_a_release_that_is_there_is_not_overwritten(made: Path, tree: Path, key: Path) -> None:
    before = (made / "SHA256SUMS").read_bytes()
    said = release(tree, "--key", key, "--out", made)
    assert (said.returncode, "is there already" in said.stdout) == (1, True)
    assert (made / "SHA256SUMS").read_bytes() == before


# ---- what it is


def test_a_release_holds_a_wheel_bundles_parts_and_the_changes(made: Path, tree: Path) -> None:
    full = f"{VERSION}+1.g{git(tree, 'rev-parse', 'HEAD')[:12]}"
    kinds = [f"sms-console-{VERSION}-linux-{kind}" for kind in ("aarch64-py3.11", "x86_64-py3.13")]
    assert sorted(path.name for path in made.iterdir()) == sorted(
        ["CHANGELOG.md", "SHA256SUMS", "SHA256SUMS.sig", f"sms_console-{full}-py3-none-any.whl"]
        + [f"{kind}{end}" for kind in kinds for end in (".tar", ".cdx.json")]
    )
    with tarfile.open(made / f"{kinds[1]}.tar") as tar:
        assert tar.getnames() == [
            f"{kinds[1]}/{name}"
            for name in ("install.sh", "requirements.txt", f"wheels/sms_console-{full}-py3-none-any.whl")
        ]
        assert {(one.uid, one.gid, one.mtime) for one in tar.getmembers()} == {
            (0, 0, int(git(tree, "log", "-1", "--format=%ct")))
        }


def test_two_releases_of_one_commit_are_the_same_bytes_wherever_they_are_made(
    made: Path, tree: Path, key: Path, tmp_path: Path
) -> None:
    other = tmp_path / "another place"
    before = os.umask(0o077)
    try:
        git(tree, "clone", "-q", str(tree), str(other))
        done = release(
            other, "--key", key, "--out", tmp_path / "out", "--for", "x86_64-3.13", "--for", "aarch64-3.11"
        )
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "out" / "SHA256SUMS").read_text() == (made / "SHA256SUMS").read_text()


# ---- who signed it


def verified(folder: Path, key: Path, namespace: str = NAMESPACE) -> bool:
    """As SECURITY.md says: the publisher's line, then both commands."""
    allowed = folder.parent / "allowed"
    allowed.write_text(f'release namespaces="{NAMESPACE}" {Path(f"{key}.pub").read_text()}')
    words = (
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        allowed,
        "-I",
        "release",
        "-n",
        namespace,
        "-s",
        folder / "SHA256SUMS.sig",
    )
    signed = run(*words, cwd=folder, given=(folder / "SHA256SUMS").read_bytes()).returncode == 0
    return signed and run("sha256sum", "--strict", "-c", "SHA256SUMS", cwd=folder).returncode == 0


@pytest.fixture
def received(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "received" / "release")


def test_whoever_receives_it_verifies_it_with_stock_tools(received: Path, key: Path) -> None:
    assert verified(received, key)
    named = [line.split("  ")[1] for line in (received / "SHA256SUMS").read_text().splitlines()]
    assert sorted(named) == sorted(
        one.name for one in received.iterdir() if not one.name.startswith("SHA256SUMS")
    )


def test_one_changed_byte_anywhere_is_found(received: Path, key: Path) -> None:
    for path in sorted(received.iterdir()):
        good = path.read_bytes()
        path.write_bytes(good[:-2] + bytes([good[-2] ^ 1]) + good[-1:])
        assert not verified(received, key), path.name
        path.write_bytes(good)
    assert verified(received, key)


def test_a_signature_for_another_purpose_is_none_of_a_release(
    received: Path, key: Path, tmp_path: Path
) -> None:
    (received / "SHA256SUMS.sig").unlink()
    run("ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", key, "SHA256SUMS", cwd=received)
    assert (received / "SHA256SUMS.sig").exists()
    assert not verified(received, key)
    assert not verified(received, key, "file")
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    run("ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", other, "SHA256SUMS", cwd=received)
    assert not verified(received, key)


# ---- what is in a bundle


def test_a_bundle_has_what_the_lock_pins_for_its_machine_and_each_hash_of_it() -> None:
    lock = (ROOT / "lock" / "run.txt").read_text("utf-8")
    names = {
        kind: {line.split("==")[0] for line in for_target(lock, target(kind)).splitlines() if "==" in line}
        for kind in ("x86_64-3.13", "aarch64-3.13", "x86_64-3.11")
    }
    assert names["x86_64-3.13"] - names["aarch64-3.13"] == {"pysqlite3"}
    assert names["x86_64-3.11"] - names["x86_64-3.13"] >= {"backports-tarfile", "importlib-metadata"}
    assert not any({"colorama", "pywin32-ctypes"} & one for one in names.values())
    chosen = for_target(lock, target("x86_64-3.13"))
    assert ";" not in chosen
    assert set(chosen.splitlines()[1:3]) <= set(lock.splitlines())
    assert for_target("# nothing\n", target("x86_64-3.13")) == ""


@pytest.mark.parametrize(
    "text", ["", "x86_64", "x86_64-3.10", "x86_64-3.15", "loongarch64-3.13", "../x-3.13"]
)
def test_a_kind_of_machine_without_wheels_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        target(text)


def fake_wheel(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        archive.writestr(
            f"{name}-1.0.dist-info/METADATA",
            "\n".join(["Metadata-Version: 2.1", f"Name: {name}", "Version: 1.0", *lines, "", ""]),
        )
    return path


def test_the_parts_say_hash_licence_and_what_they_need_on_that_machine(tmp_path: Path) -> None:
    product = fake_wheel(tmp_path, "top", "License-Expression: Apache-2.0", "Requires-Dist: left", "Requires-Dist: other; sys_platform == 'win32'", "Provides-Extra: more", "Requires-Dist: right>=1; extra == 'more'")  # fmt: skip
    left = fake_wheel(tmp_path, "left", "License: BSD\n  more text", "Requires-Dist: right")
    right = fake_wheel(tmp_path, "right", "Classifier: License :: OSI Approved :: MIT License")
    other = fake_wheel(tmp_path, "other")
    text = sbom.text([right, left, other], product, target("x86_64-3.13").environment, "2026-12-03T00:00:00Z")
    found = json.loads(text)
    assert (found["bomFormat"], found["specVersion"]) == ("CycloneDX", "1.6")
    assert found["metadata"]["component"]["purl"] == "pkg:pypi/top@1.0"
    assert [one["name"] for one in found["components"]] == ["left", "other", "right"]
    assert [one["licenses"] for one in found["components"]] == [
        [{"license": {"name": "BSD"}}], [], [{"license": {"name": "MIT License"}}],
    ]  # fmt: skip
    digest = hashlib.sha256(left.read_bytes()).hexdigest()
    assert found["components"][0]["hashes"] == [{"alg": "SHA-256", "content": digest}]
    needs = {one["ref"]: one["dependsOn"] for one in found["dependencies"]}
    assert needs["pkg:pypi/top@1.0"] == ["pkg:pypi/left@1.0", "pkg:pypi/right@1.0"]
    assert needs["pkg:pypi/left@1.0"] == ["pkg:pypi/right@1.0"]
    assert text == sbom.text(
        [left, other, right], product, target("x86_64-3.13").environment, "2026-12-03T00:00:00Z"
    )
    left.write_bytes(left.read_bytes() + b"\0")
    later = sbom.text(
        [left, other, right], product, target("x86_64-3.13").environment, "2026-12-03T00:00:00Z"
    )
    assert json.loads(later)["serialNumber"] != found["serialNumber"]


# ---- that it installs alone


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_a_bundle_installs_where_no_index_is_and_answers(key: Path, tmp_path: Path) -> None:
    tree = make_tree(tmp_path / "tree", lock=True)
    done = release(tree, "--key", key, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = (tmp_path / "out").glob("*.tar")
    with tarfile.open(path) as tar:
        untar(tar, tmp_path)
    bundle = tmp_path / path.stem
    parts = json.loads((tmp_path / "out" / f"{path.stem}.cdx.json").read_text("utf-8"))
    known = {one["hashes"][0]["content"] for one in [*parts["components"], parts["metadata"]["component"]]}
    assert {hashlib.sha256(one.read_bytes()).hexdigest() for one in (bundle / "wheels").iterdir()} == known
    base = Path(getattr(sys, "_base_executable", sys.executable))
    # An index that nobody serves: whoever asked it would fail.
    alone = {
        "PYTHON": str(base),
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "LANG": "en_US.UTF-8",
        "PIP_FIND_LINKS": "",
    }
    said = run("sh", bundle / "install.sh", tmp_path / "lib", cwd=tmp_path, env=alone)
    assert said.returncode == 0, said.stdout + said.stderr
    program = tmp_path / "lib" / "venv" / "bin" / "sms-console"
    assert run(program, "--version", cwd=tmp_path, env=alone).stdout in said.stdout
    assert said.stdout.startswith(f"sms-console {VERSION}, build 1, commit ")
    again = run("sh", bundle / "install.sh", tmp_path / "lib", cwd=tmp_path, env=alone)
    assert (again.returncode, again.stdout) == (0, said.stdout.splitlines(keepends=True)[0])
    one = next((bundle / "wheels").glob("h11*"))
    one.write_bytes(one.read_bytes() + b"\0")
    bad = run("sh", bundle / "install.sh", tmp_path / "other", cwd=tmp_path, env=alone)
    assert (bad.returncode, "nothing was installed" in bad.stderr) == (1, True)
    assert list((tmp_path / "other").iterdir()) == []
