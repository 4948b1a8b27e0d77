"""Makes a release: ``./run release --key KEY``; ``--check`` only judges whether it may be made.

A release is the wheel, a bundle for each kind of machine (``--for x86_64-3.13``, may be repeated) that installs without a network, the
parts of each bundle as CycloneDX, and SHA256SUMS with a signature by ssh-keygen. One commit always gives the same bytes: every moment in
the files is the commit's. Nothing is left behind where something fails.
"""

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import parse_wheel_filename

from tools import changelog, sbom
from tools.build_number import ROOT, git, is_clone, stated, version

NAMESPACE: Final = "sms-console-release"
"""What the signature is for: a signature of the same key for anything else is none of a release."""
SUMS: Final = "SHA256SUMS"
_GLIBC: Final = range(5, 29)
"""Minor versions of glibc whose wheels go into a bundle: it works from glibc 2.28 on."""


class ReleaseError(Exception):
    """The release cannot be made; the text says why."""


class Target(NamedTuple):
    """A kind of machine: processor as `uname -m` names it, and the minor version of Python."""

    machine: str
    minor: str

    @property
    def environment(self) -> dict[str, str]:
        """What the markers of a lock are judged by."""
        return {
            "implementation_name": "cpython", "implementation_version": f"{self.minor}.0", "os_name": "posix",
            "platform_machine": self.machine, "platform_python_implementation": "CPython", "platform_release": "",
            "platform_system": "Linux", "platform_version": "", "python_full_version": f"{self.minor}.0",
            "python_version": self.minor, "sys_platform": "linux",
        }  # fmt: skip

    @property
    def options(self) -> list[str]:
        """How pip is told which wheels to take."""
        abi = f"cp{self.minor.replace('.', '')}"
        platforms = [*(f"manylinux_2_{n}" for n in _GLIBC), "manylinux2014", "manylinux2010", "manylinux1"]
        named = [word for one in platforms for word in ("--platform", f"{one}_{self.machine}")]
        abis = [word for one in (abi, "abi3", "none") for word in ("--abi", one)]
        return ["--implementation", "cp", "--python-version", self.minor, *abis, *named]


def target(text: str) -> Target:
    """Read `x86_64-3.13`; raises ValueError."""
    machine, _, minor = text.rpartition("-")
    if not re.fullmatch(r"x86_64|aarch64", machine) or not re.fullmatch(r"3\.1[1-4]", minor):
        raise ValueError(text)
    return Target(machine, minor)


def this_machine() -> Target:
    """Return what this machine is."""
    return Target(platform.machine(), f"{sys.version_info.major}.{sys.version_info.minor}")


def faults(root: Path = ROOT) -> list[str]:
    """Return why no release may be made of the tree as it is; nothing where one may."""
    if not is_clone(root):
        return ["this is no git clone: a release is made of a tagged commit"]
    wanted = stated(root)
    return [*_tag_faults(root, wanted), *_tree_faults(root), *_changelog_faults(root, wanted)]


def _tag_faults(root: Path, wanted: str) -> Iterator[str]:
    here = [tag for tag in git(root, "tag", "--points-at", "HEAD").splitlines() if re.match(r"v\d", tag)]
    if here != [f"v{wanted}"]:
        found = ", ".join(here) or "no release tag"
        yield f"console/version.py says {wanted}, the newest commit has {found}: git tag v{wanted}"


def _tree_faults(root: Path) -> Iterator[str]:
    changed = git(root, "status", "--porcelain").splitlines()
    if changed:
        yield f"the tree differs from its commit ({len(changed)} files, first {changed[0].strip()}): commit or remove it"
    if git(root, "rev-parse", "--is-shallow-repository") == "true":
        yield "this clone is shallow, so builds cannot be numbered: git fetch --unshallow"


def _changelog_faults(root: Path, wanted: str) -> Iterator[str]:
    try:
        log = changelog.read((root / changelog.FILE).read_text("utf-8"))
    except changelog.ChangelogError as error:
        yield str(error)
        return
    top = log.releases[0].version if log.releases else "no release"
    if top != wanted:
        yield f"console/version.py says {wanted}, the top of {changelog.FILE} {top}: python -m tools.changelog cut {wanted}"
    if log.unreleased:
        yield f"something is unreleased in {changelog.FILE}: python -m tools.changelog cut {wanted}"


def make(
    out: Path, key: Path, targets: Sequence[Target], found: Path | None = None, root: Path = ROOT
) -> None:
    """Make the release in a new folder. `found` is a folder of wheels to take instead of asking an index.

    Raises ReleaseError, then without a folder.
    """
    if out.exists():
        raise ReleaseError(f"{out} is there already")
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".release-", dir=out.parent) as scratch:
        folder = Path(scratch) / "release"
        folder.mkdir()
        wheel = built(folder, root)
        for one in targets:
            bundle(folder, wheel, one, found, root)
        shutil.copy(root / changelog.FILE, folder)
        write_sums(folder)
        sign(folder / SUMS, key)
        folder.rename(out)


def built(folder: Path, root: Path = ROOT) -> Path:
    """Build the wheel and return it."""
    words = ("-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(root))
    _done([sys.executable, *words], SOURCE_DATE_EPOCH=str(moment(root)))
    (wheel,) = folder.glob("*.whl")
    if f"-{version(root)}-" not in wheel.name:
        raise ReleaseError(f"the wheel is {wheel.name}, and should be of {version(root)}")
    return wheel


def bundle(folder: Path, wheel: Path, kind: Target, found: Path | None, root: Path = ROOT) -> Path:
    """Make the bundle for one kind of machine, and the list of its parts; return the bundle."""
    name = f"sms-console-{stated(root)}-linux-{kind.machine}-py{kind.minor}"
    with tempfile.TemporaryDirectory() as scratch:
        wheels = Path(scratch) / "wheels"
        download(wheels, kind, found, (root / "lock" / "run.txt").read_text("utf-8"))
        others = sorted(wheels.iterdir())
        made = datetime.fromtimestamp(moment(root), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        (folder / f"{name}.cdx.json").write_text(sbom.text(others, wheel, kind.environment, made), "utf-8")
        files = {f"wheels/{path.name}": path.read_bytes() for path in (*others, wheel)}
        files["requirements.txt"] = "".join(map(pinned, (*others, wheel))).encode()
        files["install.sh"] = install_script(kind, root).encode()
        return archive(folder / f"{name}.tar", files, moment(root))


def download(wheels: Path, kind: Target, found: Path | None, lock: str) -> None:
    """Fetch what the lock pins for a kind of machine, each file held against the lock's hashes."""
    wheels.mkdir()
    wanted = wheels.with_name("wanted.txt")
    wanted.write_text(for_target(lock, kind), "utf-8")
    if not wanted.read_text("utf-8"):
        return
    source = ["--no-index", "--find-links", str(found)] if found else []
    fixed = (
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
        "--quiet",
        "--disable-pip-version-check",
    )
    words = [
        "-m",
        "pip",
        "download",
        *fixed,
        *kind.options,
        *source,
        "-r",
        str(wanted),
        "--dest",
        str(wheels),
    ]
    _done([sys.executable, *words])


def for_target(lock: str, kind: Target) -> str:
    """Return the lines of a lock that hold for a kind of machine, without their markers."""
    kept = []
    for block in re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", lock, flags=re.MULTILINE)):
        head, _, hashes = block.partition("\\\n")
        if not head.strip():
            continue
        one = Requirement(head.strip())
        if one.marker is None or one.marker.evaluate(dict(kind.environment)):
            kept.append(f"{one.name}{one.specifier} \\\n{hashes.rstrip()}\n")
    return "".join(kept)


def pinned(wheel: Path) -> str:
    """Return the line by which one file, and no other, is installed."""
    name, number, _, _ = parse_wheel_filename(wheel.name)
    return f"{name}=={number} --hash=sha256:{_digest(wheel)}\n"


def install_script(kind: Target, root: Path = ROOT) -> str:
    """Return the script that installs a bundle."""
    text = (root / "tools" / "install_bundle.sh").read_text("utf-8")
    values = {"FULL": version(root), "MINOR": kind.minor, "MACHINE": kind.machine}
    return re.sub(r"@(FULL|MINOR|MACHINE)@", lambda match: values[match[1]], text)


def archive(path: Path, files: dict[str, bytes], at: int) -> Path:
    """Write a tar file whose bytes follow from names, contents and the moment alone; all lies in one folder of its name."""
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for name in sorted(files):
            info = tarfile.TarInfo(f"{path.stem}/{name}")
            info.size, info.mtime = len(files[name]), at
            info.mode = 0o755 if name.endswith(".sh") else 0o644
            tar.addfile(info, BytesIO(files[name]))
    return path


def write_sums(folder: Path) -> None:
    """Write the SHA-256 of every file, as `sha256sum -c` reads it."""
    lines = [f"{_digest(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / SUMS).write_text("".join(lines), "utf-8")


def sign(path: Path, key: Path) -> None:
    """Sign a file with an SSH key, and verify it as whoever receives it will."""
    _done(["ssh-keygen", "-q", "-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(path)])
    public = key if key.suffix == ".pub" else Path(f"{key}.pub")
    line = public.read_text("utf-8") if public.exists() else _done(["ssh-keygen", "-y", "-f", str(key)])
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as allowed:
        allowed.write(f"release {line}")
        allowed.flush()
        verify(path, Path(allowed.name))


def verify(path: Path, allowed: Path) -> None:
    """Verify the signature beside a file; raises ReleaseError."""
    names = ["-f", str(allowed), "-I", "release", "-n", NAMESPACE, "-s", f"{path}.sig"]
    _done(["ssh-keygen", "-Y", "verify", *names], given=path.read_bytes())


def moment(root: Path = ROOT) -> int:
    """Return when the newest commit was made, in seconds: the one moment that stands in what is made."""
    return int(git(root, "log", "-1", "--format=%ct"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _done(words: Sequence[str], given: bytes | None = None, **more: str) -> str:
    """Run a program and return what it printed; raises ReleaseError with its last words."""
    try:
        run = subprocess.run(words, input=given, capture_output=True, check=False, env={**os.environ, **more})
    except FileNotFoundError as error:
        raise ReleaseError(f"{words[0]} is not installed") from error
    if run.returncode != 0:
        last = (run.stdout + run.stderr).decode("utf-8", "replace").strip().splitlines()[-5:]
        raise ReleaseError("\n  ".join([" ".join(words[:4]), *last]))
    return run.stdout.decode("utf-8", "replace")


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run release", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only judge whether a release may be made")
    parser.add_argument("--key", type=Path, help="the SSH key of releases, which signs")
    parser.add_argument("--out", type=Path, help="the new folder (dist/VERSION)")
    parser.add_argument("--for", dest="targets", type=target, action="append", metavar="MACHINE-PYTHON")
    parser.add_argument("--wheels", type=Path, help="take the wheels from this folder and ask no index")
    given = parser.parse_args(arguments)
    if not given.check and given.key is None:
        parser.error("--key KEY signs the release; --check needs none")
    return given


def main(arguments: list[str] | None = None) -> int:
    """Judge and make; 1 with the reasons where that may not be."""
    given = _arguments(arguments)
    wrong = faults()
    if wrong:
        print("\n".join(wrong))
        return 1
    name = stated()
    if given.check:
        print(f"{version()} may be released as {name}")
        return 0
    out = given.out or ROOT / "dist" / name
    try:
        make(out, given.key, given.targets or [this_machine()], given.wheels)
    except ReleaseError as error:
        print(error)
        return 1
    print("\n".join(str(path) for path in sorted(out.iterdir())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
