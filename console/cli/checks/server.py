"""The site's SSH server, judged by its configuration file or by the effective settings that `sshd -T` printed."""

from collections import defaultdict
from pathlib import Path
from typing import Final

from console.cli.checks.finding import Finding, Findings, judged, owned, read_text
from console.site import Site

_WANTED: Final = {
    "disableforwarding": "yes",
    "permituserrc": "no",
    "permituserenvironment": "no",
    "permitrootlogin": "no",
    "passwordauthentication": "no",
    "kbdinteractiveauthentication": "no",
    "pubkeyauthentication": "yes",
    "authenticationmethods": "publickey",
    "strictmodes": "yes",
    "permittunnel": "no",
}
_ABSENT: Final = ("acceptenv", "setenv", "permitopen", "permitlisten")
_ONE_BLOCK: Final = 1


def server(site: Site, folder: Path | None) -> Findings:
    """Judge the effective settings that `sshd -T -f FILE` printed into `folder`; without it, the configuration file itself."""
    path = folder or site.sshd
    if path is None:
        return
    if folder is None:
        yield owned("sshd_file", path, owners={0}, forbidden=0o022, kind=0o100000)
    text = read_text(path)
    if not text:
        yield Finding("sshd", "weigh", str(path), "sshd_unseen", {"path": str(path)})
        return
    settings, blocks = parsed(text)
    for name, expected in _WANTED.items():
        value = " ".join(settings.get(name, []))
        yield judged("sshd", value == expected, f"{name} {value}", "sshd", setting=name, wanted=expected)
    for name in _ABSENT:
        value = " ".join(settings.get(name, []))
        yield judged(
            "sshd", value in {"", "none", "any"}, f"{name} {value}", "sshd", setting=name, wanted="-"
        )
    command = " ".join(settings.get("forcecommand", []))
    good = command.endswith("/enter") and " " not in command
    yield judged("sshd", good, f"forcecommand {command}", "sshd", setting="forcecommand", wanted=".../enter")
    keys = " ".join(settings.get("authorizedkeysfile", []))
    good = keys.startswith("/") and keys.endswith("/%u") and " " not in keys
    yield judged(
        "sshd", good, f"authorizedkeysfile {keys}", "sshd", setting="authorizedkeysfile", wanted="/…/%u"
    )
    groups = " ".join(settings.get("allowgroups", []))
    yield judged(
        "sshd",
        groups == site.login_group,
        f"allowgroups {groups}",
        "sshd",
        setting="allowgroups",
        wanted=site.login_group,
    )
    if folder is None:
        yield from _box(blocks)


def parsed(text: str) -> tuple[dict[str, list[str]], list[dict[str, list[str]]]]:
    """Keyword (lower case) to its values, for the global part and for each Match block; the first value counts."""
    everybody: dict[str, list[str]] = {}
    blocks: list[dict[str, list[str]]] = []
    several: defaultdict[str, list[str]] = defaultdict(list)
    into = everybody
    for line in text.splitlines():
        words = line.split("#")[0].replace("=", " ", 1).split() if not line.lstrip().startswith("#") else []
        if not words:
            continue
        name = words[0].lower()
        if name == "match":
            into = {"match": words[1:]}
            blocks.append(into)
        elif into is everybody and name in {"acceptenv", "setenv", "allowgroups"}:
            several[name] += words[1:]
        else:
            into.setdefault(name, words[1:])
    return everybody | several, blocks


def _box(blocks: list[dict[str, list[str]]]) -> Findings:
    """Check the drop box, the only exception: it can only write."""
    yield judged(
        "sshd", len(blocks) == _ONE_BLOCK, f"match {len(blocks)}", "sshd", setting="Match", wanted="1"
    )
    for block in blocks:
        command = " ".join(block.get("forcecommand", []))
        allowed = set(command.partition(" -p ")[2].split(","))
        good = (
            command.startswith("internal-sftp ")
            and bool(allowed)
            and not allowed & {"read", "symlink", "rename", ""}
        )
        yield judged("box", good, command, "box")
        root = " ".join(block.get("chrootdirectory", []))
        yield judged("box", root.endswith("/%u"), f"chrootdirectory {root}", "box")
