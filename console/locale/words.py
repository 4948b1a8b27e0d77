"""Every text that a person reads, by key and language; the only access to the catalogue.

The texts are in `data/locale/<language>/*.ftl`. A key is the id of a message with dots for dashes: `list.empty` is
`list-empty`. A failure is one message: `refusal.<code>.what` is its value, `.why` and `.next` are its attributes. A remedy names page and
key; where the command line needs other words, they are the attribute `command` beside it.

A missing key is our mistake, not the person's: the key itself is shown, and work goes on. With `SMS_CONSOLE_WORDS=strict` in
the environment, as in tests, a missing key raises KeyError; so does a missing value.
"""

import errno
import os
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from console.domain import file_faults, times
from console.domain.file_faults import Allowed, Told
from console.domain.refusals import Refusal
from console.domain.sending import brakes
from console.locale import catalogue, fluent, key_names
from console.locale.guard import guard

STRICT_VARIABLE: Final = "SMS_CONSOLE_WORDS"


class _Clock:
    """The time zone in which people read times: one program serves one organisation."""

    zone = ZoneInfo("Asia/Shanghai")


def use_zone(timezone: str) -> None:
    """Write every instant in a text in that IANA zone from now on; raises ValueError or KeyError for an unknown zone."""
    _Clock.zone = ZoneInfo(timezone)


class _Organisation:
    """What the organisation calls its General Department: one program serves one organisation. Empty while nobody knows."""

    general: Callable[[], str] = str


def use_general(name: Callable[[], str]) -> None:
    """Let every text call the General Department as `name` returns it, empty while it is not known yet."""
    _Organisation.general = name


def use_commands(named: bool) -> None:
    """Whether remedies name commands (the command line's process) or pages and keys (the screens)."""
    _Front.commands = named


class _Front:
    """For whom this process writes: one process is one front end."""

    commands = False


class Words(NamedTuple):
    """The three texts of a failure; `why` begins with the clause."""

    what: str
    why: str
    next: str


class Failure(Protocol):
    """The interface of ConsoleError and similar errors."""

    @property
    def code(self) -> str:
        """Keys the words."""
        ...


def text(key: str, lang: str, /, **params: object) -> str:
    """Return the text of `key` in `lang` (`zh`, or else English), its placeholders filled and guarded.

    A value that is an instant is written in the people's time zone. See the module for the effect of a missing key.
    """
    template = catalogue.at_command_line(key, lang) if _Front.commands else catalogue.find(key, lang)
    if template is None:
        if _strict():
            raise KeyError(key)
        return key
    if "{" not in template:
        return template

    def value(name: str) -> str:
        if name in params:
            return guard(_read(params[name]))
        if _strict():
            raise KeyError(name)
        return ""

    return fluent.filled(template, lang, value, partial(_called, lang))


def key_name(name: str, lang: str) -> str:
    """Return a key as people read it in that language."""
    return text(key_names.SPACE, lang) if name == "space" else key_names.key_name(name)


def _called(lang: str, function: str, action: str) -> str:
    """What a function of a text gives: the organisation's own name, the key of an action as its person has it, or a page's key and name."""
    if function == "GENERAL":
        return guard(_Organisation.general()) or text("general_department", lang)
    try:
        key = key_name(key_names.of_action(action, in_fields=function == "FIELD_KEY"), lang)
        return f"{key} {text(action.replace('all.', 'tab.'), lang)}" if function == "PAGE" else key
    except KeyError:
        if _strict():
            raise
        return action


def has(key: str, lang: str = "") -> bool:
    """Whether the catalogue has this key, which both languages have; `lang` is the language in which it will be read next."""
    return catalogue.has(key, lang)


def named(prefix: str, value: str, lang: str) -> str:
    """Return the word for a value of a fixed set (`post`, `category`, `step` …); a value without a word is guarded."""
    return text(f"{prefix}.{value}", lang) if value and has(f"{prefix}.{value}", lang) else guard(value)


def field_key(noun: str, path: Sequence[str]) -> str:
    """Return the label key of a field that is typed: its own, its noun's in lists, the one that acts share, or the request form's."""
    name = ".".join(path)
    own, form, shared = f"leaf.{noun}.{name}", f"field.{path[-1]}", f"leaf.{path[-1]}"
    ordered = (own, form, shared) if noun == "request" else (own, f"{noun}.{name}", shared, form)
    return next((key for key in ordered if has(key)), own)


def field(name: str, lang: str) -> str:
    """Return the label of a field, by its name, or of a field of a signed act by act and path (`loss_told.provider`)."""
    noun, _, path = name.partition(".")
    key = f"field.{name}" if not path or has(f"field.{name}") else field_key(noun, path.split("."))
    return text(key, lang) if name and has(key, lang) else guard(name)


def frozen(scope: str, name: str, lang: str) -> str:
    """Return what a freeze covers: the word for a category, the name of anything else."""
    return named("category", name, lang) if scope == "category" else guard(name)


def opted_by(source: str, lang: str) -> str:
    """Return where an opt-out came from: the desk's codes (`reply`, `complaint 2026-C001`) in words, other text as typed."""
    kind, _, number = source.partition(" ")
    if kind == "complaint" and number and " " not in number:
        return f"{named('optout', kind, lang)} {guard(number)}"
    if kind in _LISTED and _DATED.match(number):
        return f"{named('optout_kind', kind, lang)} {guard(number)}"
    return named("optout", source, lang)


_LISTED: Final = frozenset({"carrier", "system", "paper", "gateway"})
_DATED: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} |[a-z0-9-]{1,40} ")
"""A list's date, or the gateway whose code it was; what a person typed does not begin so."""


def state(value: str, lang: str, of: str = "") -> str:
    """Return the word for a state; `of` is request, slot, recipient or application, empty for the first that has it."""
    for subject in (of,) if of else ("request", "slot", "recipient", "application"):
        if has(f"state.{subject}.{value}", lang):
            return text(f"state.{subject}.{value}", lang)
    return guard(value)


def explain(refusal: Refusal, lang: str) -> Words:
    """Return the three texts of a refusal; `why` gives its clause in words."""
    params = _worded(refusal.params, lang) | {"clause": clause(refusal.clause, lang)}
    return _three(f"refusal.{refusal.code}", lang, params)


def alert(code: str, clause_name: str, params: Mapping[str, str], lang: str) -> Words:
    """Return the three texts of a roster alert: a gap or a conflict."""
    return _three(f"alert.{code}", lang, _worded(params, lang) | {"clause": clause(clause_name, lang)})


def explain_problem(error: Failure, lang: str) -> Words:
    """Return the three texts of a ConsoleError, or of an error of the contacts reader (whose code begins with `import.`)."""
    params = getattr(error, "params", None) or getattr(error, "detail", None) or {}
    return problem(error.code, params, lang)


def problem(code: str, params: Mapping[str, object], lang: str) -> Words:
    """Return the three texts of a problem by its code; the code of a key file's problem is `key_<code>`."""
    key = code if code.startswith("import.") else f"problem.{code}"
    return _three(key, lang, _worded(params, lang))


class Roads(Protocol):
    """The result of a stop at the dispatcher and at the desk (`acting.brakes`), empty for the one that did not take it."""

    @property
    def desk(self) -> object:
        """The desk's answer."""
        ...

    @property
    def dispatcher(self) -> int:
        """The dispatcher's number."""
        ...

    @property
    def promised(self) -> bool:
        """Whether the dispatcher only promises it, because its database is gone."""
        ...

    @property
    def refusal(self) -> Refusal | None:
        """Why the other one did not take it, if a rule forbids it."""
        ...

    @property
    def problem(self) -> str:
        """Why the other one did not take it, if there was a problem."""
        ...


def road(taken: Roads, lang: str, key: str = "road") -> str:
    """Return by which of its two ways a stop took effect, and why not by the other; the words of the key say what that means."""
    if taken.dispatcher and taken.desk:
        return text(f"{key}.both_promised" if taken.promised else f"{key}.both", lang)
    other = explain(taken.refusal, lang) if taken.refusal is not None else problem(taken.problem, {}, lang)
    if taken.promised:
        return text(f"{key}.promised", lang, why=other.what)
    return text(f"{key}.dispatcher_only" if taken.dispatcher else f"{key}.desk_only", lang, why=other.what)


def carried_out(verb: str, answer: Mapping[str, object], lang: str) -> str:
    """Return the sentence for what the custodian had done; it says so where the gateway itself proved nothing."""
    done = text(f"custody.done.{verb}", lang)
    return done if answer.get("proved", True) else text("custody.unproved", lang, done=done)


def refused(name: str, lang: str) -> str:
    """Return the sentence for a refusal code of the verifier or of the dispatcher."""
    return named("refused", name, lang)


def slot_reason(reason: str, lang: str) -> str:
    """Return why a slot is held or refused, or a request sent back: a known reason in words, or a person's own words."""
    why, colon, about = reason.partition(": ")
    if lasts(reason):
        since, _, cause = about.partition(" ")
        return text(f"hold_since.{why}", lang, since=since, why=refused(cause, lang))
    for key in (f"stopped.{why}", f"hold_till.{why}") if colon else ():
        if has(key, lang):
            return text(key, lang, person=about)
    if counts := brakes.read(reason):
        _, count, of = counts
        counted = (
            f"{guard(count)}/{of}"
            if of.isdecimal()
            else text(
                "hold_tried" if why == brakes.BIND else "hold_coded",
                lang,
                n=guard(count),
                code=gateway_code(of, lang),
            )
        )
        return text("hold_counted", lang, why=text(f"hold.{why}", lang), counts=counted)
    if colon and has(f"hold_said.{why}", lang):
        return text(f"hold_said.{why}", lang, status=gateway_code(about, lang))
    for prefix in ("refused", "hold"):
        if reason and has(f"{prefix}.{reason}", lang):
            return text(f"{prefix}.{reason}", lang)
    return guard(reason)


def lasts(reason: str) -> bool:
    """Whether a slot's reason says since when it is so: until somebody acts nothing of the slot is sent."""
    why, _, about = reason.partition(": ")
    return len(about.partition(" ")[0]) == _INSTANT and has(f"hold_since.{why}")


def gateway_code(code: str, lang: str) -> str:
    """Return what a provider's code means, followed by the code; a code without words is returned alone.

    A receipt's code is its state, then the provider's own error after a blank or colon.
    """
    state_word = re.split(r"[ :/]", code, maxsplit=1)[0]
    for known in (code, state_word):
        # In a key, a dash is a dot.
        key = f"gateway_code.{_NO_CODE if known == '?' else known.replace('-', '.')}"
        if known and has(key, lang):
            return f"{text(key, lang)} ({guard(code)})"
    return guard(code)


def recipient_code(state: str, code: str, lang: str) -> str:
    """Return why a recipient was suppressed, or for any other state what the provider's code means."""
    if state != "suppressed":
        return gateway_code(code, lang)
    key = f"suppressed.{code or 'unsaid'}"
    return text(key, lang) if has(key, lang) else guard(code)


_NO_CODE: Final = "no_code"
"""The word for `?`, which cannot be part of an id."""


def sent_back(why: str, lang: str) -> str:
    """Return why a request went back to its drafter: the state that a deadline caused, or the given reason."""
    return state(why, lang, "request") if has(f"state.request.{why}", lang) else slot_reason(why, lang)


def event(words: str, lang: str) -> str:
    """Return an event of a slot in words: its kind, and its person or reason."""
    kind, _, rest = words.partition(" ")
    return f"{named('event', kind, lang)} {slot_reason(rest, lang)}".rstrip()


def clause(name: str, lang: str) -> str:
    """Return a clause by number and in words (`R2 逐级审批`), or the words of a system rule where no clause applies."""
    return named("clause", name, lang)


def cited(name: str, lang: str) -> str:
    """Return a clause for a narrow place: its number in the regulation, or the words for a system rule."""
    return text("clause.system", lang) if name.startswith("I") else guard(name)


def lasting(seconds: int, lang: str) -> str:
    """Return a duration in its two largest units: `3 天 4 小时`, `7 min 20 s`."""
    units = [("day", 86400), ("hour", 3600), ("minute", 60), ("second", 1)]
    at = next((n for n, (_, size) in enumerate(units) if seconds >= size), len(units) - 1)
    parts: list[str] = []
    for name, size in units[at : at + 2]:
        amount, seconds = divmod(seconds, size)
        if amount or not parts:
            parts.append(text(f"length.{name}", lang, n=amount))
    return " ".join(parts)


def sending_hours(said: str, lang: str) -> str:
    """Return a category's hours (`work=08:00-20:00; off=09:00-20:00`) in words, each kind of day with its own."""
    named_: list[str] = []
    parts = [part.partition("=") for part in said.split("; ") if part]
    for kind, _, spans in parts:
        day = "every" if len(parts) == 1 else kind
        when = guard(spans) if spans else text("sending_hours.none", lang)
        named_.append(text("sending_hours.of", lang, day=named("sending_day", day, lang), hours=when))
    return text("sending_hours.between", lang).join(named_)


def _file_faults(faults: Sequence[Told], lang: str) -> str:
    """All faults one after the other: the first whole, the others by their keys, so that a dialog has room for them."""
    told = [file_fault(one, lang) for one in faults[:_WHOLE]]
    more = faults[_WHOLE:]
    if more:
        keys = ", ".join(_short(one.field) or str(one.line) for one in more)
        said = textwrap.shorten(keys, _KEYS, placeholder=" …")
        told.append(text("gateway_file.more", lang, n=file_faults.number(more), keys=said))
    return text("gateway_file.between", lang).join(told)


_WHOLE: Final = 5
_KEYS: Final = 240
"""Characters of the keys that are only named; those of a file with nothing in it are fewer."""
_KEY: Final = 40
"""Characters of a key: none that a gateway file may have is longer."""


def _short(key: str) -> str:
    return key if len(key) <= _KEY else f"{key[:_KEY]}…"


def file_fault(fault: Told, lang: str, *, typed: bool = False) -> str:
    """Return one of all faults of a gateway file: line, key, what is wrong, what is allowed, what to do; or of an answer that was typed."""
    code = _NOT_TEXT.get(fault.detail, "hidden") if fault.code == "not_text" else fault.code
    code = "not_toml_known" if code == "not_toml" and fault.may else code
    detail = fault.detail.upper() if code == "other_protocol" else fault.detail
    may = may_be(fault.may, lang, typed=typed) if fault.may is not None else ""
    what = text(f"gateway_file.fault.{code}", lang, detail=detail, allowed=may)
    # An answer stands beside its question; of a list of groups one value is meant.
    if fault.field and (not typed or "[" in fault.field):
        path = _NTH.sub("", fault.field)
        item = "item" if has(f"gateway_file.key.{path}", lang) else "bare_item"
        label = gateway_key(path, lang)
        what = text(f"gateway_file.{item}", lang, key=_short(fault.field), label=label, what=what)
    return text("gateway_file.at", lang, line=fault.line, what=what) if fault.line else what


_NTH: Final = re.compile(r"\[[0-9]+\]")
_NOT_TEXT: Final = {"UTF-8": "encoding", "U+FEFF": "bom", "NFC": "nfc"}
"""What makes a file no readable text, by the detail of the fault."""


def gateway_key(path: str, lang: str) -> str:
    """Return what the contract calls a key of a gateway file, by its path."""
    own = f"gateway_file.label.{path}"
    return text(own, lang) if has(own, lang) else named("rule_field.gateway", path.rpartition(".")[2], lang)


def may_be(what: Allowed, lang: str, *, typed: bool = False) -> str:
    """Return what a value of a gateway file may be: `1 至 1000 的整数，不加引号`; without the quotes of a file where it is `typed`."""
    bounds, own = dict(what.bounds), f"gateway_file.typed.{what.name}"
    if typed and what.name == "choice":
        bounds["values"] = bounds["values"].replace('""', "-").replace('"', "")
    if typed and what.name == "tables":
        names = (f"{bounds['key']}.{name}" for name in bounds["names"].split())
        bounds["names"] = " ".join(gateway_key(name, lang) for name in names)
    said = text(own if typed and has(own, lang) else f"gateway_file.allowed.{what.name}", lang, **bounds)
    if what.name in _QUOTES and not typed:
        said = text(f"gateway_file.{_QUOTES[what.name]}", lang, value=said)
    each = may_be(what.each, lang, typed=typed) if what.each else ""
    return text("gateway_file.each", lang, list=said, each=each) if each else said


_QUOTES: Final = {
    **dict.fromkeys(("id", "visible", "digits", "host", "length"), "in_quotes"),
    **dict.fromkeys(("whole", "from", "yes_no"), "bare"),
}
"""How a file writes values of which it has to be said."""


def _three(key: str, lang: str, params: Mapping[str, object]) -> Words:
    what, why, after = (text(f"{key}.{part}", lang, **params) for part in ("what", "why", "next"))
    return Words(what, why, after)


def _worded(params: Mapping[str, object], lang: str) -> dict[str, object]:
    """Replace ids in a failure's values by words where there are words for them."""
    worded: dict[str, object] = {}
    for name, value in params.items():
        written = str(value)
        if name == "state":
            written = state(written, lang)
        elif name == "sending_hours":
            written = sending_hours(written, lang)
        elif name == "file_faults":
            written = _file_faults(file_faults.read(written), lang)
        elif name == "apart":
            written = lasting(int(written), lang)
        elif name == "field":
            written = field(written, lang)
        elif name == "status":
            written = gateway_code(written, lang)
        elif name in _VALUES:
            written = named(_VALUES[name], written, lang)
        # A value may contain errors and instants in the middle of other words.
        worded[name] = causes(local_times(written), lang)
    return worded


def causes(written: str, lang: str) -> str:
    """Return a text in which operating system errors (`[Errno 13] Permission denied`) are replaced by words."""

    def one(match: re.Match[str]) -> str:
        key = f"errno.{errno.errorcode.get(int(match[1]), '')}"
        return text(key if has(key, lang) else "errno.other", lang, number=match[1])

    return _ERRNO.sub(one, written) if "[Errno" in written else written


_ERRNO: Final = re.compile(r"\[Errno ([0-9]+)\](?: [^:'\"\n]*)?")


def local_times(written: str) -> str:
    """Return a text with every instant in the people's time zone, for texts that a program built from instants."""
    return times.localised(written, _Clock.zone)


def _read(value: object) -> str:
    """A value as people read it: a bare instant in their time zone; any other text, which may be a person's own, unchanged."""
    written = str(value)
    if len(written) != _INSTANT or written[-1] != "Z":
        return written
    return local_times(written)


_INSTANT: Final = len("2026-11-24T08:30:15Z")


_VALUES: Final = {
    "post": "post",
    "second_post": "post",
    "part": "part",
    "standing": "standing",
    "kind": "step",
    "scope": "optout",
    "reason": "screening",
    "proposal": "roster.proposal",
    "refused": "refused",
    "category": "category",
    "audience": "audience",
    "custody_fault": "custody_fault",
    "rule_file": "rule_file",
    "file_fault": "file_fault",
    "paper_kind": "paper_kind",
    "paper_state": "paper_state",
    "paper_move": "paper_move",
    "step": "loss_step",
    "missing": "loss_step",
    "gap": "gap",
    "content": "document_content",
}


def _strict() -> bool:
    return os.environ.get(STRICT_VARIABLE) == "strict"
