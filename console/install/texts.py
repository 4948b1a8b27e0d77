"""The texts of the files that an installation writes, from the templates in `data/install`."""

from functools import cache
from typing import Final

from console.domain.data_folder import data_folder
from console.install.layout import Layout


@cache
def template(name: str) -> str:
    """Return a shipped template."""
    return (data_folder() / "install" / name).read_text("utf-8")


def filled(name: str, layout: Layout) -> str:
    """Return a template filled with the layout's names."""
    text = template(name).replace("@HARDENED@", template("hardened"))
    for key, value in _values(layout).items():
        text = text.replace(f"@{key}@", value)
    return text


_EVERYWHERE: Final = frozenset({"0.0.0.0", "::", "[::]"})  # noqa: S104 - what is asked, not bound
"""Addresses that say nothing of where this machine is reached."""


def site(layout: Layout) -> str:
    """Return the text of the site file."""
    lines = {
        "org": layout.org,
        "timezone": layout.timezone,
        "desk_home": layout.desk_home,
        "custody_home": layout.custody_home,
        "desk_socket": layout.desk_run / "desk.sock",
        "dispatch_socket": layout.custody_run / "dispatch.sock",
        "roots": layout.roots,
        "people": layout.states,
        "inbox": layout.inbox,
        "outbox": layout.outbox,
        "group": layout.line,
        "login_group": layout.people,
        "desk_account": layout.desk,
        "custody_account": layout.custody,
        "monitor_account": layout.monitor,
        "notices_account": layout.notices,
        "notices_home": layout.notices_home,
        "notices_file": layout.notices_file,
        "sshd": layout.sshd,
        "host": "" if layout.listen in _EVERYWHERE else layout.listen,
    }
    if layout.kept is not None:
        lines["backups"] = layout.kept
    text = "".join(f'{name} = "{value}"\n' for name, value in lines.items())
    scanner = ", ".join(f'"{one}"' for one in layout.scanner.split())
    return (
        f"{text}inbox_port = {layout.inbox_port}\noutbox_port = {layout.outbox_port}\nscanner = [{scanner}]\n"
    )


def hosts(layout: Layout) -> str:
    """Return what custody's program finds in place of the system's file of hosts."""
    lines = ["127.0.0.1 localhost", "::1 localhost", *(f"{address} {name}" for name, address in layout.named)]
    return "".join(f"{line}\n" for line in lines)


def _values(layout: Layout) -> dict[str, str]:
    witness = f"Environment=SMS_CONSOLE_WITNESS={layout.witness}\nReadWritePaths={layout.witness}\n"
    allowed = "".join(f"IPAddressAllow={one}\n" for one in layout.allowed)
    named = f"BindReadOnlyPaths={layout.hosts}:/etc/hosts\n" if layout.named else ""
    return {
        "BACKUPS": str(layout.kept or ""),
        "BACKUP_CUSTODY": f"{layout.services}backup-custody.service",
        "BACKUP_DESK": f"{layout.services}backup-desk.service",
        "ALLOWED": f"IPAddressDeny=any\n{allowed}{named}" if layout.fenced else "",
        "CUSTODY": layout.custody,
        "CUSTODY_HOME": str(layout.custody_home),
        "CUSTODY_RUN": str(layout.custody_run),
        "DESK": layout.desk,
        "DESK_HOME": str(layout.desk_home),
        "DESK_RUN": str(layout.desk_run),
        "DESK_UNIT": f"{layout.desk}.service",
        "DISPATCH": layout.dispatch,
        "EMPTY": str(layout.empty),
        "ENTER": str(layout.enter),
        "EXEMPT": f"PerSourcePenaltyExemptList {layout.exempt}\n" if layout.exempt else "",
        "HOST_KEY": str(layout.host_key),
        "INBOX": str(layout.inbox),
        "INBOX_PORT": str(layout.inbox_port),
        "OUTBOX": str(layout.outbox),
        "OUTBOX_PORT": str(layout.outbox_port),
        "LINE": layout.line,
        "LISTEN": f"ListenAddress {layout.listen}\n" if layout.listen else "",
        "LOGIN_KEYS": str(layout.login_keys),
        "MONITOR": layout.monitor,
        "NOTICES": layout.notices,
        "NOTICES_HOME": str(layout.notices_home),
        "PEOPLE": layout.people,
        "PID": str(layout.pid),
        "PORT": str(layout.port),
        "PYTHON": layout.interpreter,
        "REVOKED": str(layout.revoked),
        "ROOTS": str(layout.roots),
        "SITE": str(layout.site),
        "SSHD": str(layout.sshd),
        "TIMEZONE": layout.timezone,
        "TOLD": str(layout.told),
        "WITNESS": witness if layout.witness else "",
    }
