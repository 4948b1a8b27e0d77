"""The terms of the house in Chinese, in which no line is to end: `data/locale/zh/terms.txt`, of two or three characters each."""

from functools import cache

from console.domain.data_folder import data_folder


@cache
def terms() -> frozenset[str]:
    """Every term."""
    return frozenset((data_folder() / "locale" / "zh" / "terms.txt").read_text("utf-8").split())
