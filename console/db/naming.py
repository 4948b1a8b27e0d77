"""What the tables of desk and dispatcher share: the names of constraints, and a 64-bit integer type."""

from typing import Final

from sqlalchemy import BigInteger, Integer

NAMING: Final = {
    "pk": "%(table_name)s_pk",
    "uq": "%(table_name)s_%(column_0_N_name)s_unique",
    "ix": "%(table_name)s_%(column_0_N_name)s_index",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fk",
}

Int8: Final = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit integer in both dialects; SQLite accepts only INTEGER for a key that is the row's own number."""
