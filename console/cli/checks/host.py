"""The host: the kernel's settings, limits, swap, disk space, and files that the account itself would run."""

import os
import pwd
import resource
import shutil
from pathlib import Path
from typing import Final

from console.cli.checks.finding import Finding, Findings, judged, read_text
from console.site import writable_above

_KERNEL: Final = {
    "kernel/yama/ptrace_scope": ("1", "2", "3"),
    "fs/suid_dumpable": ("0",),
    "dev/tty/legacy_tiocsti": ("0",),
}
"""Settings below /proc/sys, with their good values (security.md, 2.2)."""

_STARTED: Final = (
    ".bashrc", ".bash_profile", ".profile", ".zshrc", ".zshenv", ".ssh/rc", ".ssh/environment",
    ".ssh/authorized_keys", ".pam_environment",
)  # fmt: skip
"""Files in a home that a shell or sshd would run or believe."""

_FREE: Final = 2 << 30


def kernel() -> Findings:
    """Check that processes cannot look into each other, and that no core file can hold numbers."""
    if not Path("/proc/sys").is_dir():
        return
    for name, good in _KERNEL.items():
        path = Path("/proc/sys") / name
        text = read_text(path)
        setting = name.replace("/", ".")
        weigh = not path.exists()
        yield judged(
            "kernel", text in good, f"{setting} = {text or '-'}", "kernel", weigh=weigh, setting=setting
        )
    pattern = read_text(Path("/proc/sys/kernel/core_pattern"))
    soft, _ = resource.getrlimit(resource.RLIMIT_CORE)
    piped = pattern.startswith("|")
    yield judged("core", soft == 0 and not piped, f"{soft}, {pattern}", "core", weigh=True)
    swaps = [line.split()[0] for line in read_text(Path("/proc/swaps")).splitlines()[1:]]
    yield judged("swap", not swaps, ", ".join(swaps) or "-", "swap", weigh=True)


def scanner(command: tuple[str, ...]) -> Findings:
    """Check the program that scans what is attached: nobody but root may replace what the desk starts."""
    if not command:
        yield Finding("scanner", "weigh", "-", "scanner_none")
        return
    path = Path(command[0])
    found = os.access(path, os.X_OK) and path.is_file()
    safe = found and not path.stat().st_mode & 0o022 and writable_above(path, {os.geteuid()}) is None
    yield judged("scanner", path.is_absolute() and safe, " ".join(command), "scanner", path=path)


def disk(*paths: Path) -> Findings:
    """Check the free space of each file system where data grows, once per file system."""
    seen: set[int] = set()
    for path in paths:
        try:
            device, usage = path.stat().st_dev, shutil.disk_usage(path)
        except OSError:
            continue
        if device not in seen:
            seen.add(device)
            space = f"{path}: {usage.free >> 20:,} / {usage.total >> 20:,} MiB"
            yield judged(
                "disk", usage.free >= _FREE, space, "disk", weigh=usage.free >= _FREE // 4, path=path
            )


def mask() -> Finding:
    """Check the permissions that new files get."""
    current = os.umask(0o077)
    os.umask(current)
    return judged("umask", current & 0o022 == 0o022, f"{current:04o}", "umask", weigh=True)


def account(empty: bool) -> Findings:
    """Check the calling account: with `empty` its home must hold nothing, because such accounts exist only for this program."""
    try:
        own = pwd.getpwuid(os.geteuid())
    except KeyError:
        yield Finding("account", "bad", str(os.geteuid()), "account_unknown")
        return
    yield Finding("account", "good", f"{own.pw_name} ({own.pw_uid}) {own.pw_dir} {own.pw_shell}")
    if not empty:
        return
    home = Path(own.pw_dir)
    started = [name for name in _STARTED if os.path.lexists(home / name)]
    yield judged("shell_files", not started, ", ".join(started) or "-", "shell_files", home=home)
    owner = home.stat().st_uid if home.is_dir() else 0
    writable = os.access(home, os.W_OK)
    yield judged("home", owner == 0 and not writable, f"{home} {owner}", "home", home=home)
    shell = Path(own.pw_shell).resolve().name
    yield judged("shell", shell == "dash", f"{own.pw_shell} ({shell})", "shell", weigh=True, shell=shell)
