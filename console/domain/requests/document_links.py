"""Where a link in a document leads: to a page or a file that is only read, to a program, or to another computer's folder (R11).

A folder in the network is asked for with the reader's own account and the digest of their password, also for a mere picture.
"""

import re
from typing import Final
from urllib.parse import unquote

_SCHEME: Final = re.compile(r"(?![a-z0-9\-]+\.[a-z0-9.\-]+:\d{1,5}(?:/|\Z))([a-z][a-z0-9+.\-]+):")
"""A scheme; a host with its port is none (bank.cn:8080)."""
_DRIVE: Final = re.compile(r"/*[a-z]:")
_READ: Final = frozenset({"http", "https", "mailto", "tel", "ftp", "ftps", "sms"})
"""Schemes that start nothing but a reader."""
_SHARE: Final = re.compile(r"//(?!/|localhost/)|/{4}|//localhost//")
_PROGRAM: Final = re.compile(
    r"\.(?:exe|msi|msp|bat|cmd|scr|pif|cpl|ps1|psm1|vb[se]|jse?|ws[fh]|hta|jar|lnk|url|reg|inf|scf|chm|msc|application|gadget)\Z"
)
_LOCAL_PROGRAM: Final = re.compile(rf"{_PROGRAM.pattern}|\.(?:com|sh|py|pl|app)\Z")
"""Beyond a drive or `file:`, where no host's name can stand."""


def is_share(target: str) -> bool:
    r"""Whether a link is to a folder in the network: `\\host\…`, `//host/…`, `file://host/…`."""
    scheme, path = _parts(target)
    return scheme in {"", "file"} and _SHARE.match(path) is not None


def starts_program(target: str) -> bool:
    """Whether a link starts a program: by its scheme, or by the ending of the file."""
    scheme, path = _parts(target)
    if scheme not in {"", "file"}:
        return scheme not in _READ
    local = scheme == "file" or _DRIVE.match(path) is not None
    path = re.split(r"[?#]", path, maxsplit=1)[0].rstrip("/. ")
    return (_LOCAL_PROGRAM if local else _PROGRAM).search(path) is not None


def is_elsewhere(target: str) -> bool:
    """Whether a file is named that lies on another computer."""
    return is_share(target) or _parts(target)[0] not in {"", "file"}


def _parts(target: str) -> tuple[str, str]:
    """Scheme and the rest as whoever follows a link reads them: no blanks, no control characters, no backslashes."""
    plain = "".join(one for one in target if one > " ").lower()
    known = _SCHEME.match(plain)
    scheme, path = (known[1], plain[known.end() :]) if known is not None else ("", plain)
    return scheme, unquote(path).replace("\\", "/")
