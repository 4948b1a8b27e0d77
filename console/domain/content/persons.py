"""Where a text tells something about a person by name: an amount, a debt, a state that is nobody's business but theirs (R11, R13).

Names, titles and what is told of people stand in a dated data file of the program, not in a rule of the site.
"""

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

import msgspec

from console.domain import toml_lines
from console.domain.content.normal import SENTENCE, Normal
from console.domain.data_folder import shipped_texts

Span = tuple[int, int]

_COUNTED: Final = r"(?:\d[\d,]{0,14}|[一二三四五六七八九十百千万零〇两壹贰叁肆伍陆柒捌玖拾佰仟]{2,14})"
_AMOUNT: Final = rf"(?:{_COUNTED}(?:[万亿]?元|万|块)|[一二两三四五六七八九][百千万][一二三四五六七八九]?(?=[.,]|$)|(?:rmb|人民币|cny){_COUNTED})"
_BEFORE: Final = ",.:的是给向由对为请户有部行处科室组村"
"""What may stand right before a name, of a word that ends there."""
_TAIL: Final = r"(?:[,:]?(?:尾号|卡号|账号|工号|学号|末四位)[为是:]?\d{3,6}[,:的]?)?"
_WHEN: Final = "在?[我本]行的?|[本上]月|[本上]期|[今去本]年|您?名下"
"""What may stand between a name and what is told of it."""
NAMED: Final = "§"
"""How a named person stands in what is weighed."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file; it explains its fields itself."""

    version: str
    surnames: str
    words_too: str
    double: list[str]
    titles: list[str]
    kin: str
    no_names: list[str]
    never: str
    things: str
    places: list[str]
    who: list[str]
    owed: list[str]
    due: list[str]
    moved: list[str]
    states: list[str]
    speaks: list[str]
    private: list[str]


class Persons:
    """A version of the words about persons, made ready. `surnames` are of one character, `title` is a pattern."""

    def __init__(self, of: _File) -> None:
        self.surnames, self._words_too, self._double = of.surnames, of.words_too, frozenset(of.double)
        self._things, self.private = of.things, of.private
        self.title = f"{_any(of.titles)}|[大二三四]?[{of.kin}]"
        self.single = of.surnames + of.words_too
        title, one, either = self.title, f"[{of.surnames}]", f"[{self.single}]"
        owed, due, states = _any(of.owed), _any(of.due), _any(of.states)
        who, quiet = _any(of.who), f"(?!{_any(of.speaks)})"
        given = rf"(?:(?![{of.never}])[\u4e00-\u9fff])"
        double = f"(?:{_any(of.double)}){given}{{1,2}}"
        name = (
            rf"(?!{_any(of.no_names)})(?:{double}|{one}(?!{title}){given}{{1,2}}?|{one}{given}和(?=的|先生|女士|同志)"
            rf"|[{of.words_too}](?!{title}){given}{{2}})"
        )
        # A title, whose, what for, and the amount.
        said = (
            rf"(?:(?P<called>{title})[^.,]{{0,4}}?)?(?:一?家|户|夫妇)?{_TAIL}"
            rf"(?P<rest>(?:(?:,[^.,]{{0,4}}?|{_WHEN})?(?:{owed}|{due})[^.]{{0,16}}?|,?)(?:{_AMOUNT}|(?<=[额款产资息费入出])\d[\d,]{{3,}}))"
        )
        self.named = re.compile(
            rf"(?:^|(?<=[{_BEFORE}员])|(?<=[人工员学村]名)|(?P<office>{who})[,:]?(?:为|是)?)(?P<name>{name}){said}"
            rf"|(?P<titled>(?<!客户){either}(?:{title})(?![,:]您){_TAIL}[,:]?[^.,]{{0,12}}?(?:(?:{due})[^.]{{0,8}}?{_AMOUNT}|(?:逾期|欠|亏损)))"
            rf"|(?P<paid>(?:{_AMOUNT})[^.,]{{0,4}}(?:转给|付给|汇给|发给|借给|退给|打给|汇至|退还)(?:{name}))"
            rf"|(?P<payee>(?:收款人|付款人|户名|借款人|储户|持卡人)[,:]?(?:[\u4e00-\u9fff]{{2,3}})[,:][^.]{{0,6}}?\d[\d,]{{2,}})"
            rf"|(?:^|(?<=[{_BEFORE}]))(?P<stuck>{name})(?:{title})?(?:(?=名下)[^.\d]{{0,24}}?|(?:{quiet}[^.,\d]){{0,12}}?)(?:{states})"
            rf"|(?P<greeted>(?:^|(?<=[.]))(?:{name})(?:{title}|您好|总)?(?:您好)?[,:](?:您|贵)[^.]{{0,14}}?(?:逾期|欠|冻结|止付|可疑|不良|核销|起诉|亏损|{_AMOUNT}))"
            rf"|(?P<later>{_AMOUNT}[,:]?(?:{who})[,:]?(?:为|是)?(?P<who>{name}))"
        )
        self.seems = re.compile(
            rf"(?:^|(?<=[{_BEFORE}人工员学名把让和叫]))(?!{_any(of.no_names)})(?:{double}|{either}(?!{title}){given}{{2}}|{either}(?:{title}))"
        )
        self.follows = re.compile(said)
        # The same less closely.
        self.loosely = re.compile(
            rf"(?:{title}|老人|老伯|大娘|大婶|户|夫妻|一家)?(?:{quiet}[^.,\d]){{0,14}}?"
            rf"(?:{states}|(?:{due}|{_any(of.moved)})[^.,]{{0,8}}?{_AMOUNT})"
        )
        self._place = re.compile(_any(of.places))
        self._office = re.compile(_any([one for one in of.places if len(one) > 1]))
        self.money = re.compile(
            rf"[\d一二三四五六七八九十百千万零两壹贰叁肆伍陆柒捌玖拾佰仟]|欠|亏损|{states}"
        )

    def is_name(self, normal: Normal, name: str, place: int) -> bool:
        """Whether nothing is called so, and no word goes on, or begins, behind what may be a surname."""
        words = normal.borders
        return name[-1] not in self._things and (
            name[0] not in self._words_too
            or name[:2] in self._double
            or normal.flat[place + len(name) :][:1] in {"您", "你"}
            or not (words.inside(place + 1) or words.inside(place + 2))
        )

    def fits(self, flat: str, start: int, end: int) -> bool:
        """Whether what the dictionary takes for a name begins as one, and is not a thing's or a place's."""
        named = flat[start] in self.single and flat[end - 1] not in self._things
        return named and not self.is_place(flat, start, end)

    def is_place(self, flat: str, start: int, end: int) -> bool:
        """Whether what seems a name is that of a place or an office: one is named behind it, or begins within (于洋支|行)."""
        return bool(self._place.match(flat, end) or self._office.search(flat, start + 1, end + 1))


def _any(words: Collection[str]) -> str:
    return "|".join(words)


@cache
def persons() -> Persons:
    """Return the newest words that the program ships; raises FileFaultError."""
    read = (toml_lines.read(text, _File) for text in shipped_texts("persons"))
    return Persons(max(read, key=lambda file: file.version))


_SUM: Final = re.compile(_AMOUNT)
_FIGURE: Final = re.compile(r"[0-9]")


def told_of(flat: str) -> Iterator[tuple[str, int, int]]:
    """Yield what is told of the first person that seems to be named, in the same sentence, with its place, end exclusive."""
    known = persons()
    name = known.seems.search(flat)
    if name is None:
        return
    start, end = name.span()
    last = flat.find(SENTENCE, end)
    last = last if last >= 0 else len(flat)
    for sign, pattern in (("#", _SUM), ("0", _FIGURE)):
        found = pattern.search(flat, end, last)
        if found is not None:
            yield f"{NAMED}{sign}", start, found.end()
    for word in known.private:
        place = flat.find(word, end, last)
        if place >= 0:
            yield f"{NAMED}{word}", start, place + len(word)


def personal_data(normal: Normal) -> Iterator[Span]:
    """A person's name with an amount in the same clause, or with a state."""
    known = persons()
    if not known.money.search(normal.flat):
        return
    found = []
    for match in known.named.finditer(normal.flat):
        group = next((one for one in ("name", "who", "stuck") if match[one]), "")
        told = match["office"] or match["called"] or group == "who"
        if group and known.is_place(normal.flat, *match.span(group)):
            continue
        if group and not told and not known.is_name(normal, match[group], match.start(group)):
            continue
        span = match.span() if group != "name" else (match.start("name"), match.end("rest"))
        found.append(span)
        yield normal.flat_span(*span)
    yield from _further(known, normal, found)


def _further(known: Persons, normal: Normal, found: Collection[Span]) -> Iterator[Span]:
    """The same for names in the middle of a sentence, and for those that the dictionary knows or guesses (常遇春)."""
    flat = normal.flat
    seem = (
        match.span()
        for match in known.seems.finditer(flat)
        if known.is_name(normal, match.group(), match.start())
    )
    for start, end in (*normal.borders.names(), *seem):
        told = known.follows.match(flat, end) or known.loosely.match(flat, end)
        if told and known.fits(flat, start, end) and not any(a <= start < b for a, b in found):
            yield normal.flat_span(start, told.end())
