"""How the catalogue's modules write the three texts of a failure: what happened, why, what to do next."""

from collections.abc import Mapping

Pair = tuple[str, str]
"""A text in Chinese and in English."""

Three = tuple[Pair, Pair, Pair]
"""What happened, why, what to do next."""


def three(prefix: str, texts: Mapping[str, Three]) -> dict[str, Pair]:
    """Key each text: `<prefix>.<code>.what`, `.why` and `.next`."""
    return {
        f"{prefix}.{code}.{part}": pair
        for code, parts in texts.items()
        for part, pair in zip(("what", "why", "next"), parts, strict=True)
    }


def under(prefix: str, texts: Mapping[str, Pair]) -> dict[str, Pair]:
    """Key each text: `<prefix>.<name>`."""
    return {f"{prefix}.{name}": pair for name, pair in texts.items()}
