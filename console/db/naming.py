"""What the tables of desk and dispatcher have in common: how constraints are named, and a whole number of 64 bits."""

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
"""A 64-bit integer in both dialects; SQLite takes only INTEGER as the key that is the row's own number."""
