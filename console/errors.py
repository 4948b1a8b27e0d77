"""Failures that reach a person, each by a code that keys three texts: what happened, why, what to do next."""

from console.domain.refusals import Refusal


class ConsoleError(Exception):
    """A failure that no rule caused. `code` keys the words in the locale catalogue; `params` fill them in."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}


def os_cause(error: OSError) -> str:
    """The operating system's error, in the form that the locale catalogue has words for: `[Errno 2]`."""
    return f"[Errno {error.errno or 0}]"


class RefusedError(Exception):
    """A rule forbids the act; carries the refusal with its clause."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
