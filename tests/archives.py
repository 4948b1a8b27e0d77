"""Archives that tests made themselves, unpacked on every Python that is supported."""

import tarfile
from pathlib import Path


def untar(tar: tarfile.TarFile, folder: Path) -> None:
    """Unpack all of it; Python 3.11.2 of Debian 12 knows the attribute of the filter, not the argument."""
    tar.extraction_filter = getattr(tarfile, "data_filter", None)
    tar.extractall(folder)  # noqa: S202 - made by tests
