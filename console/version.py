"""The program's version, told here once: packaging reads it, and so does `sms-console --version`."""

from typing import Final

VERSION: Final = "0.1.0"
