"""One finding of doctor: its state and its remedy."""

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

Verdict = Literal["good", "weigh", "bad", "unknown"]


class Finding(msgspec.Struct, frozen=True):
    """`check` names the finding, `found` describes the state, `remedy` keys the words of the remedy (empty: none) with `params`.

    `weigh` is no fault: it is something to know and decide about. `unknown` is what this caller may not see.
    """

    check: str
    verdict: Verdict
    found: str
    remedy: str = ""
    params: dict[str, str] = {}


def judged(
    check: str, good: bool, detail: str, remedy: str, *, weigh: bool = False, **params: object
) -> Finding:
    """Return a good finding, or a bad one (or one to be weighed) with its remedy."""
    if good:
        return Finding(check, "good", detail)
    said = {name: str(value) for name, value in params.items()}
    return Finding(check, "weigh" if weigh else "bad", detail, remedy, said)


def owned(check: str, path: Path, *, owners: set[int], forbidden: int, kind: int = stat.S_IFDIR) -> Finding:
    """Return a finding on a file or folder: its kind, its owner among `owners`, and that it has none of the `forbidden` bits."""
    try:
        status = path.lstat()
    except OSError as error:
        return Finding(check, "bad", f"{path}: {error.strerror}", "missing", {"path": str(path)})
    mode = stat.S_IMODE(status.st_mode)
    good = stat.S_IFMT(status.st_mode) == kind and status.st_uid in owners and not mode & forbidden
    expected_mode = f"{mode & ~forbidden:04o}"
    return judged(check, good, f"{path} {status.st_uid} {mode:04o}", "mode", path=path, wanted=expected_mode)


def read_text(path: Path) -> str:
    """The file's text without surrounding space; empty if it cannot be read."""
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


Findings = Iterator[Finding]
