"""The program's version, the only place that states it: packaging and `sms-console --version` read it."""

from typing import Final

VERSION: Final = "0.1.0"
