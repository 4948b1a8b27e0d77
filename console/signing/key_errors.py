"""Why a key file cannot be used; apart from what opens one, because pages that open none name the error too."""

from pathlib import Path


class KeyFileError(Exception):
    """The key file can't be used; `code` names why: missing, loose_mode, not_a_key, weak_kdf, wrong_passphrase."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path.name}")
        self.code = code
        self.path = path
