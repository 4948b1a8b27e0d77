"""Puts the build's label into the wheel, where `console/version.py` reads it. hatchling calls it; an editable install has none."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildLabel(BuildHookInterface[Any]):
    """Writes the label outside the tree, so that what is built leaves the tree as it was."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to what is packed."""
        if version == "editable":
            return
        # A builder imports neither from the tree nor from its working folder.
        sys.path.insert(0, self.root)
        from tools import build_number  # noqa: PLC0415 - as above

        self._scratch = tempfile.TemporaryDirectory()
        path = Path(self._scratch.name) / "build.txt"
        path.write_text(f"{build_number.label(Path(self.root))}\n", "ascii")
        build_data["force_include"][str(path)] = "console/build.txt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the written file away."""
        del build_data, artifact_path
        if version != "editable":
            self._scratch.cleanup()
