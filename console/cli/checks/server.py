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
_TAKEN_AWAY: Final = frozenset({"read", "symlink", "rename", ""})
"""What the drop box must not do; without a list it may do everything."""
_FETCHES: Final = frozenset(
    {"open", "read", "close", "stat", "lstat", "fstat", "opendir", "readdir", "realpath", "limits"}
)
"""All that the outbox may do."""


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
        yield from _boxes(site, blocks)


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


def _boxes(site: Site, blocks: list[dict[str, list[str]]]) -> Findings:
    """Check the exceptions: the drop box, which can only write, and the outbox, which can only read."""
    wanted = 1 if site.outbox is None else 2
    count = len(blocks)
    yield judged("sshd", count == wanted, f"match {count}", "sshd", setting="Match", wanted=str(wanted))
    for block in blocks:
        out = site.outbox is not None and block["match"] == ["LocalPort", str(site.outbox_port)]
        name = "box_out" if out else "box"
        command = " ".join(block.get("forcecommand", []))
        options, _, named = command.partition(" -p ")
        allowed = set(named.split(","))
        good = (allowed <= _FETCHES and "-R" in options.split()) if out else not allowed & _TAKEN_AWAY
        yield judged(name, command.startswith("internal-sftp ") and good, command, name)
        root = " ".join(block.get("chrootdirectory", []))
        box = site.outbox if out else site.inbox
        yield judged(name, root == f"{box}/%u", f"chrootdirectory {root}", name)
