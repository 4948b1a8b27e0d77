"""How long tests wait for what must come: time passes in full only where something is broken, so it may be long."""

import os
from typing import Final

PATIENCE: Final = float(os.environ.get("TEST_PATIENCE", "180"))
"""Seconds. A busy machine was seen to take twenty times as long as a quiet one."""
