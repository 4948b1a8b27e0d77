"""Every text that a person reads, by key and language; the only way to the catalogue.

The catalogue is the MESSAGES of the modules beside this one: key -> (Chinese, English). A module is loaded when the first
key of its prefix is asked for, so that a short command loads little.

A key that is missing is a mistake of ours, not of the person who sits there: the key itself is shown, and work goes on.
With `SMS_CONSOLE_WORDS=strict` in the environment, as under test, it raises KeyError; so does a value that a text needs.
"""

import errno
import importlib
import os
import pkgutil
import re
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from console.domain import times
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
        "refusals_dates",
        "refusals_rule_files",
        "refusals_continuing",
        "refusals_grounds",
        "refusals_archive",
        "refusals_custody",
        "refusals_erasure",
    ),
    "problem": ("problems", "founding", "refusals_grounds"),
    "vouched": ("vouched",),
    "install": ("install",),
    "doctor": ("doctor",),
    "org": ("founding",),
    "key": ("founding",),
    "finding": ("founding",),
    "settling": ("pairs",),
    "continuing": ("continuing",),
    "continuation": ("continuing",),
    "part": ("refusals_pairs",),
    "pair": ("refusals_pairs",),
    "settle_verdict": ("refusals_pairs",),
    "proposal_state": ("refusals_pairs",),
    "roster": ("rosters",),
    "stopped": ("rosters",),
    "alert": ("rosters", "lockouts"),
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
    "afterwards": ("afterwards",),
    "decision": ("enrolment",),
    "duty": ("enrolment",),
    "pledge_state": ("enrolment",),
    "hold": ("states",),
    "road": ("freezes",),
    "event": ("states",),
    "gateway": ("states",),
    "gateway_code": ("gateway_codes",),
    "todo": ("states",),
    "standing": ("states", "lockouts"),
    "field": ("fields",),
    "leaf": ("leaf_words",),
    "cli": ("cli",),
    "help": ("help",),
    "first": ("help",),
    "clause": ("names",),
    "length": ("names",),
    "rules": ("rules",),
    "rule_file": ("rule_files",),
    "rule_field": ("rule_files",),
    "rule_value": ("rule_files",),
    "file_fault": ("rule_files",),
    "errno": ("causes",),
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
    "remedy": ("deadlines",),
    "ends": ("deadlines",),
    "empty": ("empty",),
    "post_short": ("deadlines",),
    "extension": ("deadlines",),
    "calendar": ("deadlines",),
    "custody": ("custody",),
    "custody_fault": ("custody",),
    "custody_state": ("custody",),
    "late": ("deadlines",),
    "loss": ("credentials_pages",),
    "loss_form": ("credentials_pages",),
    "loss_report": ("credentials_pages",),
    "loss_subject": ("losses",),
    "loss_step": ("losses",),
    "loss_kind": ("forms",),
    "credentials": ("credentials_pages",),
    "erasure": ("erasure",),
    "expiry": ("expiries",),
    "expiry_kind": ("expiries",),
    "hand_over": ("hand_overs",),
    "hand_over_state": ("hand_overs",),
    "envelope": ("hand_overs",),
    "envelope_holds": ("hand_overs",),
    "envelope_state": ("hand_overs",),
    "change_cause": ("hand_overs",),
    "printing": ("hand_overs",),
    "difference": ("batch",),
    "archive": ("archive",),
    "number_kind": ("archive_pages",),
    "paper_form": ("archive_pages",),
    "emergency_form": ("archive_pages",),
    "paper_kind": ("archive",),
    "paper_state": ("archive",),
    "paper_move": ("archive",),
    "emergency_state": ("archive",),
    "backup": ("backup",),
    "backup_part": ("backup",),
    "restore": ("backup",),
    "statistics": ("statistics",),
    "statistics_by": ("statistics",),
    "figure": ("statistics",),
    "filing": ("filing_pages", "filing"),
    "filing_step": ("filing",),
    "filing_again": ("filing",),
    "filed": ("filing",),
    "gap": ("filing",),
}
"""Prefix to the modules that are looked in first; whatever is not found there is looked for in every module."""

_loaded: dict[str, tuple[str, str]] = {}
_modules: set[str] = set()


class _Clock:
    """Whose clock people read by: one program serves one organisation."""

    zone = ZoneInfo("Asia/Shanghai")


def use_zone(timezone: str) -> None:
    """Write every instant in a text on the clock of that IANA zone from now on; raises ValueError or KeyError for no zone."""
    _Clock.zone = ZoneInfo(timezone)


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

    A value that is an instant is written on people's clock. See the module for what a missing key does.
    """
    pair = _find(key)
    if pair is None:
        if _strict():
            raise KeyError(key)
        return key
    template = pair[0] if lang == "zh" else pair[1]
    if "{" not in template:
        return template
    return template.format_map(_Values({name: guard(_read(value)) for name, value in params.items()}))


def has(key: str) -> bool:
    """Whether the catalogue has this key."""
    return _find(key) is not None


def named(prefix: str, value: str, lang: str) -> str:
    """Return the word for a value out of a fixed set (`post`, `category`, `step` …); a value without a word is guarded."""
    return text(f"{prefix}.{value}", lang) if value and has(f"{prefix}.{value}") else guard(value)


def frozen(scope: str, name: str, lang: str) -> str:
    """Return what a freeze covers: of a category its word, of anything else the name that it has."""
    return named("category", name, lang) if scope == "category" else guard(name)


def opted_by(source: str, lang: str) -> str:
    """Return where an opt-out came from: what the desk wrote (`reply`, `complaint 2026-C001`) in words, else as it was typed."""
    kind, _, number = source.partition(" ")
    if kind == "complaint" and number and " " not in number:
        return f"{named('optout', kind, lang)} {guard(number)}"
    return named("optout", source, lang)


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


class Roads(Protocol):
    """What became of a stop by the dispatcher and by the desk (`acting.brakes`): what each made of it, empty where it took nothing."""

    @property
    def desk(self) -> object:
        """The desk's word or number."""
        ...

    @property
    def dispatcher(self) -> int:
        """The dispatcher's number."""
        ...

    @property
    def refusal(self) -> Refusal | None:
        """Why the other one did not take it, where a rule says so."""
        ...

    @property
    def problem(self) -> str:
        """Why the other one did not take it, where something is amiss."""
        ...


def road(taken: Roads, lang: str) -> str:
    """Return by which of its two roads a stop took effect, and why not by the other."""
    if taken.dispatcher and taken.desk:
        return text("road.both", lang)
    other = explain(taken.refusal, lang) if taken.refusal is not None else problem(taken.problem, {}, lang)
    return text("road.dispatcher_only" if taken.dispatcher else "road.desk_only", lang, why=other.what)


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


def gateway_code(code: str, lang: str) -> str:
    """Return what a provider's code means, with the code as its table has it; of one without words the code alone, once.

    A receipt's code is its state, then the provider's own error after a blank or colon.
    """
    state_word = re.split(r"[ :/]", code, maxsplit=1)[0]
    for known in (code, state_word):
        if known and has(f"gateway_code.{known}"):
            return f"{text(f'gateway_code.{known}', lang)} ({guard(code)})"
    return guard(code)


def sent_back(why: str, lang: str) -> str:
    """Return why a request is its drafter's again: the state into which its days brought it, or the reason that was given."""
    return state(why, lang, "request") if has(f"state.request.{why}") else slot_reason(why, lang)


def event(words: str, lang: str) -> str:
    """Return an event of a slot in words: its kind, and who or why."""
    kind, _, rest = words.partition(" ")
    return f"{named('event', kind, lang)} {slot_reason(rest, lang)}".rstrip()


def clause(name: str, lang: str) -> str:
    """Return a clause by number and in words (`R2 逐级审批`), or, where no clause but a rule of the system stands behind it, that."""
    return named("clause", name, lang)


def cited(name: str, lang: str) -> str:
    """Return a clause for a narrow place: its number, which is the regulation's, or the words for a rule of the system."""
    return text("clause.system", lang) if name.startswith("I") else guard(name)


def lasting(seconds: int, lang: str) -> str:
    """Return a length of time in its two largest units: `3 天 4 小时`, `7 min 20 s`."""
    units = [("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)]
    at = next((n for n, (_, size) in enumerate(units) if seconds >= size), len(units) - 1)
    parts: list[str] = []
    for name, size in units[at : at + 2]:
        amount, seconds = divmod(seconds, size)
        if amount or not parts:
            parts.append(text(f"length.{name}", lang, n=amount))
    return " ".join(parts)


def _three(key: str, lang: str, params: Mapping[str, object]) -> Words:
    what, why, after = (text(f"{key}.{part}", lang, **params) for part in ("what", "why", "next"))
    return Words(what, why, after)


def _worded(params: Mapping[str, object], lang: str) -> dict[str, object]:
    """Turn ids in a failure's values into words where there are words for them."""
    found: dict[str, object] = {}
    for name, value in params.items():
        written = str(value)
        if name == "state":
            written = state(written, lang)
        elif name == "apart":
            written = lasting(int(written), lang)
        elif name in _VALUES:
            written = named(_VALUES[name], written, lang)
        # What a verifier, the desk or the operating system found wrong may stand in the midst of other words.
        found[name] = causes(local_times(written), lang)
    return found


def causes(written: str, lang: str) -> str:
    """Return a text with what the operating system says in it (`[Errno 13] Permission denied`) said in words."""

    def one(found: re.Match[str]) -> str:
        key = f"errno.{errno.errorcode.get(int(found[1]), '')}"
        return text(key if has(key) else "errno.other", lang, number=found[1])

    return _ERRNO.sub(one, written) if "[Errno" in written else written


_ERRNO: Final = re.compile(r"\[Errno ([0-9]+)\](?: [^:'\"\n]*)?")


def local_times(written: str) -> str:
    """Return a text with every instant in it on people's clock: for parts that a program put together from instants."""
    return times.localised(written, _Clock.zone)


def _read(value: object) -> str:
    """A value as people read it: an instant on their clock; what holds one among other words is somebody's own text."""
    written = str(value)
    if len(written) != _INSTANT or written[-1] != "Z":
        return written
    return local_times(written)


_INSTANT: Final = len("2026-11-24T08:30:15Z")


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
    "custody_fault": "custody_fault",
    "rule_file": "rule_file",
    "file_fault": "file_fault",
    "paper_kind": "paper_kind",
    "paper_state": "paper_state",
    "paper_move": "paper_move",
    "step": "loss_step",
    "missing": "loss_step",
    "gap": "gap",
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
