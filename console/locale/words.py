"""Every text that a person reads, by key and language; the only way to the catalogue.

The catalogue is the MESSAGES of the modules beside this one: key -> (Chinese, English). A module is loaded when the first
key of its prefix is asked for, so that a short command loads little.

A key that is missing is a mistake of ours, not of the person who sits there: the key itself is shown, and work goes on.
With `SMS_CONSOLE_WORDS=strict` in the environment, as under test, it raises KeyError; so does a value that a text needs.
"""

import importlib
import os
import pkgutil
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol

from console.domain.refusals import Refusal
from console.locale.guard import guard

STRICT_VARIABLE: Final = "SMS_CONSOLE_WORDS"

_PACKAGE: Final = "console.locale"
_MODULES: Final[dict[str, tuple[str, ...]]] = {
    "refusal": (
        "refusals_access",
        "refusals_form",
        "refusals_decision",
        "refusals_send",
        "refusals_rosters",
        "refusals_enrolment",
        "refusals_deadlines",
    ),
    "problem": ("problems", "founding"),
    "org": ("founding",),
    "key": ("founding",),
    "finding": ("founding",),
    "settling": ("pairs",),
    "part": ("refusals_pairs",),
    "pair": ("refusals_pairs",),
    "settle_verdict": ("refusals_pairs",),
    "proposal_state": ("refusals_pairs",),
    "roster": ("rosters",),
    "stopped": ("rosters",),
    "alert": ("rosters",),
    "import": ("imports",),
    "reason": ("imports",),
    "note": ("imports",),
    "stage": ("imports",),
    "refused": ("verifier",),
    "chain": ("verifier",),
    "verdict": ("verifier",),
    "state": ("states", "enrolment"),
    "application": ("enrolment",),
    "application_kind": ("enrolment",),
    "decision": ("enrolment",),
    "duty": ("enrolment",),
    "pledge_state": ("enrolment",),
    "hold": ("states",),
    "event": ("states",),
    "gateway": ("states",),
    "todo": ("states",),
    "standing": ("states",),
    "field": ("fields",),
    "cli": ("cli",),
    "clause": ("names",),
    "post": ("names",),
    "category": ("names",),
    "basis": ("names",),
    "act": ("names",),
    "step": ("names",),
    "ledger": ("names",),
    "department": ("names",),
    "optout": ("names",),
    "carrier": ("names",),
    "number": ("names",),
    "screening": ("names",),
    "batch": ("batch",),
    "people": ("people",),
    "chase": ("deadlines",),
    "extension": ("deadlines",),
    "calendar": ("deadlines",),
    "late": ("deadlines",),
    "difference": ("batch",),
}
"""Prefix to the modules that are looked in first; whatever is not found there is looked for in every module."""

_loaded: dict[str, tuple[str, str]] = {}
_modules: set[str] = set()


class Words(NamedTuple):
    """The three texts of a failure; `why` begins with the clause."""

    what: str
    why: str
    next: str


class Failure(Protocol):
    """What ConsoleError and its like show of themselves."""

    @property
    def code(self) -> str:
        """Keys the words."""
        ...


def text(key: str, lang: str, /, **params: object) -> str:
    """Return the text of `key` in `lang` (`zh`, or else English), its placeholders filled and guarded.

    See the module for what a missing key does.
    """
    pair = _find(key)
    if pair is None:
        if _strict():
            raise KeyError(key)
        return key
    template = pair[0] if lang == "zh" else pair[1]
    if "{" not in template:
        return template
    return template.format_map(_Values({name: guard(str(value)) for name, value in params.items()}))


def has(key: str) -> bool:
    """Whether the catalogue has this key."""
    return _find(key) is not None


def named(prefix: str, value: str, lang: str) -> str:
    """Return the word for a value out of a fixed set (`post`, `category`, `step` …); a value without a word is guarded."""
    return text(f"{prefix}.{value}", lang) if value and has(f"{prefix}.{value}") else guard(value)


def state(value: str, lang: str, of: str = "") -> str:
    """Return the word for a state; `of` is request, slot, recipient or application, empty for whichever has it."""
    for subject in (of,) if of else ("request", "slot", "recipient", "application"):
        if has(f"state.{subject}.{value}"):
            return text(f"state.{subject}.{value}", lang)
    return guard(value)


def explain(refusal: Refusal, lang: str) -> Words:
    """Return the three texts of a refusal; `why` says its clause in words."""
    params = _worded(refusal.params, lang) | {"clause": clause(refusal.clause, lang)}
    return _three(f"refusal.{refusal.code}", lang, params)


def alert(code: str, clause_name: str, params: Mapping[str, str], lang: str) -> Words:
    """Return the three texts of something that a roster lacks or lets clash."""
    return _three(f"alert.{code}", lang, _worded(params, lang) | {"clause": clause(clause_name, lang)})


def explain_problem(error: Failure, lang: str) -> Words:
    """Return the three texts of a ConsoleError, or of an error of the contacts reader (whose code begins with `import.`)."""
    params = getattr(error, "params", None) or getattr(error, "detail", None) or {}
    return problem(error.code, params, lang)


def problem(code: str, params: Mapping[str, object], lang: str) -> Words:
    """Return the three texts of a problem by its code; a key file's code is asked for as `key_<code>`."""
    key = code if code.startswith("import.") else f"problem.{code}"
    return _three(key, lang, _worded(params, lang))


def refused(name: str, lang: str) -> str:
    """Return the sentence for a name of the verifier or of the dispatcher."""
    return named("refused", name, lang)


def slot_reason(reason: str, lang: str) -> str:
    """Return why a slot is held or refused, or a request sent back: a hold or refusal by name, or the words that a person left."""
    why, colon, person = reason.partition(": ")
    if colon and has(f"stopped.{why}"):
        return text(f"stopped.{why}", lang, person=person)
    for prefix in ("refused", "hold"):
        if reason and has(f"{prefix}.{reason}"):
            return text(f"{prefix}.{reason}", lang)
    return guard(reason)


def sent_back(why: str, lang: str) -> str:
    """Return why a request is its drafter's again: the state into which its days brought it, or the reason that was given."""
    return state(why, lang, "request") if has(f"state.request.{why}") else slot_reason(why, lang)


def event(words: str, lang: str) -> str:
    """Return an event of a slot in words: its kind, and who or why."""
    kind, _, rest = words.partition(" ")
    return f"{named('event', kind, lang)} {slot_reason(rest, lang)}".rstrip()


def clause(name: str, lang: str) -> str:
    """Return a clause by number and in words: `R2 逐级审批`."""
    return named("clause", name, lang)


def _three(key: str, lang: str, params: Mapping[str, object]) -> Words:
    what, why, after = (text(f"{key}.{part}", lang, **params) for part in ("what", "why", "next"))
    return Words(what, why, after)


def _worded(params: Mapping[str, object], lang: str) -> dict[str, object]:
    """Turn ids in a failure's values into words where there are words for them."""
    found: dict[str, object] = {}
    for name, value in params.items():
        if name == "state":
            found[name] = state(str(value), lang)
        else:
            prefix = _VALUES.get(name)
            found[name] = named(prefix, str(value), lang) if prefix else value
    return found


_VALUES: Final = {
    "post": "post",
    "part": "part",
    "field": "field",
    "standing": "standing",
    "kind": "step",
    "scope": "optout",
    "reason": "screening",
    "proposal": "roster.proposal",
    "refused": "refused",
    "category": "category",
}


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        if _strict():
            raise KeyError(name)
        return ""


def _find(key: str) -> tuple[str, str] | None:
    found = _loaded.get(key)
    if found is None:
        _load(_MODULES.get(key.partition(".")[0], ()))
        found = _loaded.get(key)
    if found is None:
        package = importlib.import_module(_PACKAGE)
        _load(one.name for one in pkgutil.iter_modules(package.__path__))
        found = _loaded.get(key)
    return found


def _load(names: Iterable[str]) -> None:
    for name in names:
        if name not in _modules:
            _modules.add(name)
            module = importlib.import_module(f"{_PACKAGE}.{name}")
            _loaded.update(getattr(module, "MESSAGES", {}))


def _strict() -> bool:
    return os.environ.get(STRICT_VARIABLE) == "strict"
