"""A separated organisation, founded from a plan with the program's own commands, signed by keys of roots and roster signers."""

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from console.domain.data_folder import data_folder
from console.signing import keys
from console.signing.statements import decode, sign
from tests.lab.ground import ROOT, earlier

PASSPHRASE = "four plain laboratory words"
ACCOUNTS = ("zhaomin", "qianwei", "sunli", "wuhong", "zhengtao", "fenglei")
"""Drafter, two operators, two managers, custodian: those who have an account on the host."""

_GATEWAY = (data_folder() / "gateways" / "demo.toml").read_text("utf-8")


OURS = (sys.executable, "-X", "utf8", "-m", "console")
"""This tree's program."""


def console(
    *arguments: object,
    home: Path,
    phrase: str = "",
    ago: timedelta = timedelta(),
    program: Sequence[str] = OURS,
) -> Any:
    """Run one of our commands as root, here, on a clock that stands `ago` before this machine's; return its JSON answer."""
    words = [*map(str, arguments), "--json"]
    words += ["--passphrase-fd", "0"] if phrase else []
    run = subprocess.run(
        [*earlier(ago), *program, *words],
        cwd=ROOT,
        env={"SMS_CONSOLE_HOME": str(home), "PATH": "/usr/bin:/bin", "HOME": str(home)},
        input=phrase.encode(),
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, (words, run.stdout.decode(), run.stderr.decode())
    return json.loads(run.stdout)["data"]


ELSEWHERE = ("liqiang", "zhoujian")
"""Supervising and general manager: they have no account on the host, and sign on their own machines."""


class Founding:
    """The plan and its keys, `ago` before now. `public` gives a person's line; those without one get a key of nobody's use."""

    def __init__(
        self,
        folder: Path,
        numbers: dict[str, int],
        port: int,
        ago: timedelta = timedelta(),
        host: str = "127.0.0.1",
        program: Sequence[str] = OURS,
    ) -> None:
        self.folder, self.numbers, self.ago, self.program = folder, numbers, ago, program
        folder.mkdir(mode=0o700)
        text = _swapped(_swapped(_GATEWAY, "port = 0", f"port = {port}"), '"127.0.0.1"', f'"{host}"')
        (folder / "gateway.toml").write_text(text, "utf-8")
        signers = ("root-1", "root-2", "root-3", "hanxue", "yangfan", *ELSEWHERE)
        self.signing = {name: keys.generate() for name in signers}
        self.service = keys.generate()

    def draft(self, name: str, public: dict[str, str]) -> Path:
        """Write the plan with these public lines, and draft the organisation from it."""
        out = self.folder / name
        plan = self.folder / f"{name}.toml"
        plan.write_text(self._plan(public), "utf-8")
        console(
            "org", "draft", "--plan", plan, "--out", out, home=self.folder, ago=self.ago, program=self.program
        )
        keys.save_service_key(self.service, out / "keys" / "dispatch-1")
        return out

    def sign(self, out: Path) -> None:
        """Two roots sign who the roster signers are, and both of those the roster; `org check` says that it holds."""
        for name, signers in (("signers-1", ("root-1", "root-2")), ("roster-1", ("hanxue", "yangfan"))):
            path = out / "roster" / f"{name}.json"
            act = decode(json.loads(path.read_bytes())[0].encode())
            path.write_bytes(msgspec.json.encode(sign(act, *(self.signing[signer] for signer in signers))))
        assert console("org", "check", out, home=self.folder, program=self.program)["good"]

    def _plan(self, public: dict[str, str]) -> str:
        text = (data_folder() / "samples" / "organisation.toml").read_text("utf-8")
        lines = {name: key.public for name, key in self.signing.items()} | public
        for person in re.findall(r'key = "keys/([a-z]+)\.pub"', text):
            line = lines.get(person) or keys.generate().public
            text = _swapped(text, f'key = "keys/{person}.pub"', f'key = "{line}"')
            number = self.numbers.get(person, -1)
            text = re.sub(rf'(id = "{person}"\n(?:.*\n)*?uid = )-?[0-9]+', rf"\g<1>{number}", text, count=1)
        for name in ("root-1", "root-2", "root-3"):
            text = _swapped(text, f'"keys/{name}.pub"', f'"{lines[name]}"')
        text = _swapped(text, 'key = "keys/dispatch-1.pub"', f'key = "{self.service.public}"')
        text = _swapped(text, '[[gateway]]\nshipped = "demo"', '[[gateway]]\nfile = "gateway.toml"')
        # As long as a roster may last: of what was founded in the quarter before, 92 days may be gone.
        text = _swapped(text, "\ndays = 90 ", "\ndays = 100 ")
        # The pack that sends at every hour: a laboratory works at night as well.
        return _swapped(text, '[policy]\nshipped = "2026-2"', '[policy]\nshipped = "2026-1-demo"')


def _swapped(text: str, old: str, new: str) -> str:
    """Raise ValueError where `old` is not there (a sample that was rewritten would else be founded as it stands)."""
    if old not in text:
        raise ValueError(f"the sample organisation has no {old!r}")
    return text.replace(old, new)
