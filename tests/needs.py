"""Programs that tests run and the project does not bring: the package of each, and the words of a test that lacks one.

A test that starts one of them and cannot is skipped by itself, with these words (`tests/conftest.py`). `require` is for what is
started late, by somebody else, or by another name.
"""

import os
import shutil
from pathlib import Path
from typing import Final

import pytest

PACKAGES: Final = {
    "dbus-daemon": "dbus",
    "faketime": "faketime",
    "git": "git",
    "gnome-keyring-daemon": "gnome-keyring",
    "groupadd": "passwd",
    "initdb": "postgresql",
    "journalctl": "systemd",
    "jq": "jq",
    "node": "nodejs",
    "nsenter": "util-linux",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "perl": "perl",
    "rsyslogd": "rsyslog",
    "setpriv": "util-linux",
    "sftp": "openssh-client",
    "sha256sum": "coreutils",
    "soffice": "libreoffice-calc-nogui",
    "ssh": "openssh-client",
    "ssh-keygen": "openssh-client",
    "sshd": "openssh-server",
    "systemd-analyze": "systemd",
    "systemd-nspawn": "systemd-container",
    "tmux": "tmux",
    "useradd": "passwd",
    "userdel": "passwd",
    "usermod": "passwd",
    "xxd": "xxd",
}
"""Debian's package of each program."""


def words(package: str) -> str:
    """What is said of a package that is not here."""
    return f"needs {package}: apt install {package}"


def lacking(*programs: str) -> list[str]:
    """The words for every package that these programs want, each once."""
    return list(dict.fromkeys(words(PACKAGES[one]) for one in programs if not _here(one)))


def require(*programs: str) -> None:
    """Skip the test whose programs are not all here; in CI that is a failure."""
    if lines := lacking(*programs):
        pytest.skip("; ".join(lines))


def of(error: BaseException) -> str:
    """The words for a program that could not be started because it is not here; empty for any other error."""
    if not isinstance(error, FileNotFoundError) or error.filename is None:
        return ""
    name = Path(os.fsdecode(error.filename)).name
    return words(PACKAGES[name]) if name in PACKAGES and not _here(name) else ""


def _here(program: str) -> bool:
    # A person's path has not what an administrator's has.
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin") is not None
