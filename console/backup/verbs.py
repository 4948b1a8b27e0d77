"""The three operations that people use on backups."""

from console.backup.checking import check
from console.backup.making import make
from console.backup.restoring import restore

__all__ = ["check", "make", "restore"]
