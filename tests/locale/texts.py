"""The keys of the catalogue by the files that hold them."""

from functools import cache

from console.locale import catalogue, fluent


@cache
def keys(*nouns: str) -> frozenset[str]:
    """Every key of these files; of all without one."""
    files = catalogue.files("zh")
    return frozenset(key for noun in nouns or files for key in fluent.parse(files[noun].read_text("utf-8")))


def under(prefix: str, *nouns: str) -> set[str]:
    """What follows after `prefix.` in the keys of these files; of all without one."""
    return {key.removeprefix(f"{prefix}.") for key in keys(*nouns) if key.startswith(f"{prefix}.")}
