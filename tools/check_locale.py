"""The catalogue is complete: every text in Chinese and English, with the same placeholders, and none is asked for in vain.

The catalogue is ``data/locale/<language>/*.ftl``: key -> (zh, en), each as it is written. ``fluent.syntax`` judges that the files
are Fluent, and of it only what ``console.locale.fluent`` reads. Texts are asked for through ``console.locale.words.text(key, lang,
**values)``, under any name a module imports it by, or through a method ``t``.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from console.locale import catalogue, fluent
from tools.trees import ROOT, last_name, parsed

Catalogue = Mapping[str, tuple[str, str]]
ONE_LANGUAGE: Final = "pinyin"
"""The file that Chinese alone has."""


@cache
def load() -> dict[str, tuple[str, str]]:
    """The whole catalogue; a text that one language lacks is empty there."""
    texts: dict[str, dict[str, str]] = {lang: {} for lang in catalogue.LANGUAGES}
    for lang in catalogue.LANGUAGES:
        for noun, path in catalogue.files(lang).items():
            told = fluent.parse(path.read_text("utf-8"))
            texts[lang] |= told
            if noun == ONE_LANGUAGE:
                texts["en"] |= told
    chinese, english = texts["zh"], texts["en"]
    return {
        key: (chinese.get(key, ""), english.get(key, "")) for key in [*chinese, *(english.keys() - chinese)]
    }


def misplaced() -> Iterator[str]:
    """Findings about the files of both languages."""
    for lang in catalogue.LANGUAGES:
        yield from unfit(lang, catalogue.files(lang).values())


def unfit(lang: str, paths: Iterable[Path]) -> Iterator[str]:
    """Findings about the files of a language: what is in two of them, or not read as it is written."""
    seen: set[str] = set()
    for path in paths:
        source = path.read_text("utf-8")
        place = f"{lang}/{path.name}"
        texts = fluent.parse(source)
        yield from (f"{place}: {line}" for line in misread(source, lang))
        yield from (f"{place}: {key} is in two files" for key in texts if key in seen)
        seen |= texts.keys()


def misread(source: str, lang: str) -> Iterator[str]:
    """Findings about a file: what is no Fluent, or more of it than we read, or read otherwise than Fluent says."""
    ours = fluent.parse(source)
    theirs: dict[str, ftl.Pattern] = {}
    for entry in FluentParser(with_spans=False).parse(source).body:
        if isinstance(entry, ftl.Message):
            told = _texts(entry)
            yield from (f"{key} is defined twice" for key in told if key in theirs)
            theirs |= told
        elif not isinstance(entry, ftl.BaseComment):
            yield f"not read: {type(entry).__name__}"
    yield from (f"{key}: no Fluent" for key in ours if key not in theirs)
    for key, pattern in theirs.items():
        try:
            wanted = _said(pattern)
        except ValueError as refused:
            yield f"{key}: {refused}"
            continue
        if fluent.filled(ours.get(key, ""), lang, "<{}>".format, "<{} {}>".format) != wanted:
            yield f"{key}: read as {ours.get(key, '')[:60]!r}"


def _texts(message: ftl.Message) -> dict[str, ftl.Pattern]:
    """The texts of a message by key."""
    key = message.id.name.replace("-", ".")
    found = {f"{key}.{one.id.name}": one.value for one in message.attributes}
    if message.value is not None:
        fails = found.keys() - {f"{key}.{fluent.COMMAND}"}
        found[f"{key}.{fluent.PART_OF_VALUE}" if fails else key] = message.value
    return found


def _said(pattern: ftl.Pattern) -> str:
    """What a text says where each value is its name, its selectors by the marked variant. Raises ValueError for what we do not read."""
    told = []
    for element in pattern.elements:
        match element:
            case ftl.TextElement(value=text) | ftl.Placeable(expression=ftl.StringLiteral(value=text)):
                told.append(str(text))
            case ftl.Placeable(expression=ftl.VariableReference(id=name)):
                told.append(f"<{name.name}>")
            case ftl.Placeable(
                expression=ftl.FunctionReference(
                    id=ftl.Identifier(name=name),
                    arguments=ftl.CallArguments(positional=[ftl.StringLiteral(value=argument)], named=[]),
                )
            ) if name in fluent.KEYS:
                told.append(f"<{name} {argument}>")
            case ftl.Placeable(
                expression=ftl.FunctionReference(
                    id=ftl.Identifier(name=name), arguments=ftl.CallArguments(positional=[], named=[])
                )
            ) if name in fluent.NAMES:
                told.append(f"<{name} >")
            case ftl.Placeable(
                expression=ftl.SelectExpression(selector=ftl.VariableReference(), variants=variants)
            ):
                said = {bool(one.default): _said(one.value) for one in variants}
                told.append(said[True])
            case ftl.Placeable(expression=other):
                raise ValueError(f"no {type(other).__name__}")
    return "".join(told)


_GENERAL: Final = ("综合部", "综合管理部")
_BY_HAND: Final = frozenset({"department.general", "general_department"})
"""The kind of department, and what it is called while no organisation is known."""
_OWN_NAMES: Final = frozenset({"domain", "launch"})
"""Where the source may name it: in what the regulation says, and in the example bank."""


def placeholders(words: str) -> set[str]:
    """The names of the values that a text asks for."""
    return fluent.names(words)


def incomplete(texts: Catalogue) -> Iterator[str]:
    """Findings about the texts themselves."""
    for key, pair in texts.items():
        if len(pair) != 2 or not all(words.strip() for words in pair):
            yield f"{key}: one of the two languages is missing"
            continue
        chinese, english = map(placeholders, pair)
        if chinese != english:
            yield f"{key}: placeholders differ: {sorted(chinese)} and {sorted(english)}"
        if key not in _BY_HAND and any(name in pair[0] for name in _GENERAL):
            yield f"{key}: names the General Department by hand; the organisation's own name is {{ GENERAL() }}"
        calls = sorted(set.symmetric_difference(*map(fluent.calls, pair)))
        if calls:
            yield f"{key}: one language alone names the key of {calls}"
        for function, action in fluent.calls(pair[0]):
            if function == "PAGE" and action.replace("all.", "tab.") not in texts:
                yield f"{key}: {action} is no page of the row of tabs, which alone have a name for PAGE"


def asking_names(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Names under which a module has the asking function, and names under which it has its module."""
    functions, modules = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module="console.locale.words", names=aliases):
                functions |= {alias.asname or alias.name for alias in aliases if alias.name == "text"}
            case ast.ImportFrom(module="console.locale", names=aliases):
                modules |= {alias.asname or alias.name for alias in aliases if alias.name == "words"}
            case _:
                pass
    return functions, modules


def asked(tree: ast.Module) -> Iterator[tuple[int, str, set[str] | None]]:
    """Line, key and parameter names of every literal question to the catalogue (None: the parameters are computed)."""
    functions, modules = asking_names(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func, args=[ast.Constant(value=str(key)), *_], keywords=keywords):
                match func:
                    case ast.Name(id=name):
                        asks = name in functions or name == "t"
                    case ast.Attribute(value=owner, attr=name):
                        asks = name == "t" or (name == "text" and last_name(owner) in modules)
                    case _:
                        asks = False
                if asks:
                    computed = any(keyword.arg is None for keyword in keywords)
                    named = {keyword.arg for keyword in keywords if keyword.arg not in {None, "lang"}}
                    yield node.lineno, key, None if computed else {str(name) for name in named}
            case _:
                pass


def mentioned(tree: ast.Module) -> tuple[set[str], set[str]]:
    """Every literal string of a module, and every literal beginning of an f-string (keys are also passed as data)."""
    literals, beginnings = set(), set()
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(value)):
                literals.add(value)
            case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), *_]):
                beginnings.add(beginning)
            case _:
                pass
    return literals, beginnings


_DENIALS: Final = {"refuse": "refusal", "ConsoleError": "problem"}
"""What makes a refusal or a problem of a code, and the family in which that has its words."""
_SHORTEST: Final = 3
"""Letters of the beginning of a code, such as `key_` of f"key_{error}", that say which codes are meant."""


def unsaid(tree: ast.Module, texts: Catalogue) -> Iterator[tuple[int, str]]:
    """Line and key of every part that the words of a refusal or problem lack: what happened, why, and what to do next."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=func, args=[ast.Constant(value=str(code)), *_]) if last_name(func) in _DENIALS:
                family = _DENIALS[last_name(func)]
                parts = (f"{family}.{code}.{part}" for part in (fluent.PART_OF_VALUE, "why", "next"))
                yield from ((node.lineno, key) for key in parts if key not in texts)
            case _:
                pass


_TWICE: Final = re.compile(r"[\u4e00-\u9fff。；！？）] \(?[A-Za-z]{2}")
"""A Chinese text with its English behind it."""
_IN_BOTH: Final = frozenset({"launch", "exports"})
"""Rooms whose readers are not known yet, so that they write both languages."""


def twice(tree: ast.Module) -> Iterator[int]:
    """Yield the line of each string that says a thing in Chinese and then in English: such texts belong into the catalogue."""
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(value)) if id(node) not in said and _TWICE.search(value):
                yield node.lineno
            case _:
                pass


def left_over(texts: Catalogue, literals: set[str], beginnings: set[str]) -> Iterator[str]:
    """The keys that nothing asks for: a refusal's or problem's by its code, any other by itself or by a beginning of it."""
    ends = tuple(one for one in beginnings if "." in one)
    codes = tuple(one for one in beginnings if "." not in one and len(one) >= _SHORTEST)
    for key in texts:
        family, _, rest = key.partition(".")
        if family in _DENIALS.values():
            code = rest.rpartition(".")[0]
            used = code in literals or code.startswith(codes)
        else:
            used = not literals.isdisjoint(ways_to(key)) or key.startswith(ends)
        if not used:
            yield key


def ways_to(key: str) -> Iterator[str]:
    """A key whole, and each beginning of it that ends before a dot: `a.b.c`, `a`, `a.b`."""
    yield key
    for at, letter in enumerate(key):
        if letter == ".":
            yield key[:at]


def check(texts: Catalogue, folder: Path) -> tuple[list[str], list[str]]:
    """Findings, and the keys that no module below ``folder`` mentions."""
    found = list(incomplete(texts))
    literals: set[str] = set()
    beginnings: set[str] = set()
    for path, tree in parsed(folder):
        words, begun = mentioned(tree)
        literals, beginnings = literals | words, beginnings | begun
        if path.parent.name == "locale":
            continue
        place = path.relative_to(folder.parent)
        found += [f"{place}:{line}: nothing says {key}" for line, key in unsaid(tree, texts)]
        if path.relative_to(folder).parts[0] not in _IN_BOTH:
            found += [
                f"{place}:{line}: says it in both languages; the catalogue has words" for line in twice(tree)
            ]
        for line, key, named in asked(tree):
            if key not in texts:
                found.append(f"{place}:{line}: the catalogue has no {key}")
            elif named is not None and placeholders(texts[key][0]) - named:
                found.append(f"{place}:{line}: {key} needs {sorted(placeholders(texts[key][0]) - named)}")
        if path.relative_to(folder).parts[0] not in _OWN_NAMES:
            spelled = any(name in one for one in words for name in _GENERAL)
            found += [f"{place}: names the General Department by hand"] * spelled
    return found, [*left_over(texts, literals, beginnings - {""})]


def main() -> int:
    """Print the findings, and every key that is never used; 1 if there is any."""
    texts = load()
    found, unused = check(texts, ROOT / "console")
    found = [*misplaced(), *found, *(f"{key}: nothing asks for it" for key in unused)]
    for line in found:
        print(line)
    print(f"{len(texts)} texts, {len(found)} findings")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
