"""Keep a house as the program makes it today, so that every later program can be asked to open it, verify it and go on.

`python -m tests.before.make OUT.tar.xz` lets the house of `tests.walks.filled` live and packs: the desk's database with the key of
its opt-outs, everybody's key, the root keys, a bundle of each release, an evidence folder, a quarter's pack with its signatures.
Made once for a release, and never made anew: what it holds is what was written then.
"""

import io
import json
import sys
import tarfile
import tempfile
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from console.acting import filing
from console.acting.evidence import evidence, evidence_check
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.signing.keys import UnlockedKey
from console.wire import calls
from tests.cli.conftest import Line
from tests.services.core import AT, one_clock, open_core
from tests.walks.filled import Filled, everybody, live

AUDITOR = "shenyu"


def main(out: Path) -> None:
    """Live, and pack."""
    files: dict[str, bytes] = {}
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "desk.sqlite3"
        core = open_core(f"sqlite:///{path}", everybody(AT - timedelta(hours=1)))
        one_clock(core, patch)
        here = live(core)
        files |= _bundles(here) | _evidence(here) | _pack(here)
        core.database.close()
        assert not path.with_name(f"{path.name}-wal").exists(), "what is in the log is not in the file"
        for one in (path, path.with_name(f"{path.name}.optouts.key")):
            files[one.name] = one.read_bytes()
        files["roots.json"] = msgspec.json.encode(core.org.roots)
        own = {person: _private(key) for person, key in core.org.people.items()}
        told = {"at": render(core.at), "made": here.made, "keys": own, "service": _private(core.org.service)}
        files["house.json"] = json.dumps(told, ensure_ascii=False).encode()
    with tarfile.open(out, "w:xz") as archive:
        for name, data in sorted(files.items()):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    print(out, f"{out.stat().st_size:,} bytes,", len(files), "files")  # noqa: T201 - a command


def _private(key: UnlockedKey) -> str:
    return key._key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption()).hex()


def _bundles(here: Filled) -> dict[str, bytes]:
    found = {}
    for request in sorted(
        {one for kept in ("sent", "released", "cleared", "level") for one in here.made[kept]}
    ):
        for slot in (1, 0):
            try:
                found[f"bundles/{request}-{slot}.json"] = here.core.call(
                    AUDITOR, calls.BundleOf(request, slot)
                ).data
                break
            except (ConsoleError, RefusedError):
                continue
    return found


def _evidence(here: Filled) -> dict[str, bytes]:
    made = evidence.make(Line(here.core, AUDITOR), here.made["long"][0], "审计抽查")
    with tempfile.TemporaryDirectory() as folder:
        for name, data in made.files.items():
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        # Its dispatcher is played by a test, which signs no bundle of its own.
        faults = [
            [one.file, one.code] for one in evidence_check.check(Path(folder), here.core.org.roots).faults
        ]
    files = {f"evidence/{name}": data for name, data in made.files.items()}
    return files | {"faults.json": json.dumps(sorted(faults)).encode()}


def _pack(here: Filled) -> dict[str, bytes]:
    name, data, signed = filing.fetched(Line(here.core, "wangfang"), here.made["filing"][-1])
    return {f"pack/{one}": content for one, content in filing.laid_out(name, data, signed).items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
