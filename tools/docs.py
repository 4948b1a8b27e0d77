"""Writes the reference pages that are made from the code: ``python -m tools.docs`` (``--check`` only compares).

A page whose source does not exist yet is left out and said so; from the moment it exists its page must be up to date.
"""

import ast
import importlib
import importlib.util
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import Any, Literal, NamedTuple, get_args, get_origin

import msgspec

from console.locale import words
from console.locale.catalogue import LANGUAGES
from tools.trees import ROOT, last_name, parsed

PAGES = ROOT / "docs" / "reference"


class NoSourceError(Exception):
    """The code that a page is made from does not exist yet."""


class Page(NamedTuple):
    """A generated page: its file below ``docs/reference``, its title, what it says first, and its maker."""

    name: str
    title: str
    introduction: str
    make: Callable[[], Iterable[str]]


def source(module: str, name: str) -> Any:
    """``name`` of ``module``. Raises NoSourceError when either does not exist yet."""
    parent = module.rpartition(".")[0]
    if importlib.util.find_spec(parent) is None or importlib.util.find_spec(module) is None:
        raise NoSourceError(f"{module} does not exist yet")
    try:
        return getattr(importlib.import_module(module), name)
    except AttributeError:
        raise NoSourceError(f"{module} has no {name} yet") from None


def cell(value: object) -> str:
    """A value as the text of a table's cell."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, (tuple, list, frozenset, set)):
        parts = sorted(map(cell, value)) if isinstance(value, (frozenset, set)) else map(cell, value)
        return ", ".join(parts)
    return re.sub(r"\s+", " ", str(value)).replace("|", "\\|")


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(cell(value) for value in row)} |"


def actions() -> Iterator[str]:
    """The registry of keys: one row an action."""
    registry = list(source("console.actions", "ACTIONS"))
    names = [name for name in type(registry[0]).__annotations__ if not callable(getattr(registry[0], name))]
    yield from table(names, ([getattr(action, name) for name in names] for action in registry))


def commands() -> Iterator[str]:
    """Every command of the command line, with its arguments and options."""
    apart = source("console.cli.pages", "APART")

    def helped(one: Any) -> str:
        return (getattr(one, "help", "") or "").replace(f" {apart}", "").strip()

    def described(command: Any, path: str) -> Iterator[str]:
        yield from ("", f"## `{path}`", "", helped(command))
        shown = [one for one in command.params if one.name != "help" and not getattr(one, "hidden", False)]
        if shown:
            yield ""
            rows = ((" ".join(one.opts), "yes" if one.required else "", helped(one)) for one in shown)
            yield from table(("argument", "required", "meaning"), rows)
        for name, below in sorted(getattr(command, "commands", {}).items()):
            if not below.hidden:
                yield from described(below, f"{path} {name}")

    yield from described(source("console.cli.command_line", "commands")(), "sms-console")


def kinds() -> Iterator[str]:
    """The signed acts that the ledger holds: tag and meaning."""
    module = source("console.domain.acts", "__dict__")
    structs = (one for one in module.values() if isinstance(one, type) and issubclass(one, msgspec.Struct))
    # A type may stand there under several names.
    found = [one for one in dict.fromkeys(structs) if not one.__name__.startswith("_")]
    tagged = [(one.__struct_config__.tag, (one.__doc__ or "").split("\n")[0]) for one in found]
    yield from table(("kind", "what it says"), sorted((str(tag), words) for tag, words in tagged if tag))


def kind_of(annotation: object) -> str:
    """A field's type in words; Python's own writing of types differs between its versions."""
    if get_origin(annotation) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(annotation))
    return str(getattr(annotation, "__name__", annotation))


def default_of(field: msgspec.structs.FieldInfo) -> str:
    """What a field holds when the site says nothing."""
    if field.required:
        return ""
    if field.default_factory is not msgspec.NODEFAULT:
        return cell(field.default_factory())
    return f"`{field.default}`" if field.default != "" else "empty"


def settings() -> Iterator[str]:
    """The fields of the settings file with their defaults."""
    # Where a separated site has its things is not for settings to say: it is told by root's own file.
    fields = (
        one
        for one in msgspec.structs.fields(source("console.settings", "Settings"))
        if one.name not in {"site", "keys"}
    )
    rows = ((f"`{one.encode_name}`", kind_of(one.type), default_of(one)) for one in fields)
    yield from table(("setting", "kind", "default"), rows)


def refusals() -> Iterator[str]:
    """Every refusal that the code can give, with the clause it carries out, found in the code itself."""
    rows = {
        row
        for path, tree in parsed(ROOT / "console")
        for row in refusals_in(tree, path.relative_to(ROOT).as_posix())
    }
    if not rows:
        raise NoSourceError("nothing is refused yet")
    yield from table(("refusal", "clause", "where"), sorted(rows))
    yield from ("", "## What the verifier refuses", "")
    yield "The same names at the dispatcher, at `verify`, and on the screens; one sentence each, as it is told."
    yield ""
    names = source("console.signing.refused", "NAMES")
    yield from table(
        ("refusal", "clause", "in Chinese", "in English"),
        (
            (name, clause, *(words.refused(name, lang) for lang in LANGUAGES))
            for name, clause in sorted(names.items())
        ),
    )


def refusals_in(tree: ast.Module, place: str) -> Iterator[tuple[str, str, str]]:
    """Code, clause and file of the refusals that a module spells out."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=func, args=[ast.Constant(value=str(code)), ast.Constant(value=str(clause)), *_]
            ):
                if last_name(func) in {"refuse", "Refusal"}:
                    yield code, clause, place
            case _:
                pass


def gateway_file() -> Iterator[str]:
    """The keys of a gateway file, a table for each protocol; what a check says of them is made from the same declaration."""
    keys = source("console.domain.sending.gateway_keys", "keys")
    allowed = source("console.domain.sending.gateway_keys", "allowed")
    as_toml = source("console.domain.sending.gateway_keys", "as_toml")
    meaning = source("console.locale.gateway_file_words", "meaning")
    for protocol in source("console.domain.sending.gateways", "PROTOCOLS"):
        yield from (f'## `protocol = "{protocol}"`', "")
        rows = (
            (
                f"`{'.'.join(key.path)}`",
                *(meaning(protocol, key.path, lang) for lang in LANGUAGES),
                words.may_be(allowed(key.kind), "en"),
                "yes" if key.optional else "",
                "" if key.table or key.to_fill else f"`{as_toml(key.value)}`",
            )
            for key in keys(protocol)
        )
        yield from table(
            ("key", "in Chinese", "in English", "allowed", "may be left out", "template, default"), rows
        )
        yield ""


REGISTRY = (
    Page(
        "actions.md",
        "Actions and keys",
        "Every action, as footer, help and palette know it. A person's own `keys.toml`, beside their `settings.toml`, gives an action"
        ' other keys: `"card.approve" = ["y"]`.',
        actions,
    ),
    Page("commands.md", "Commands", "Everything that the command line can do.", commands),
    Page("ledger.md", "Ledger kinds", "The signed acts, by the tag that stands in their bytes.", kinds),
    Page(
        "gateway-file.md",
        "Gateway file",
        "`sms-console gateway new smpp FILE` (or `cmpp`, `http`) asks for the keys below in this order; `sms-console gateway template smpp` prints a whole file to fill"
        " in, with the same words; `sms-console gateway check FILE` names everything that is wrong with a file at once. All work before there is an"
        " organisation.\n\nA key without a value in the last column"
        " comes from the contract: the template's value is refused until somebody replaces it. A key that may be left out then has the value in"
        " that column. All others stand in the file, so that it says everything that two people sign. No password stands in it.\n\nThese bounds"
        " are those of new files. A file that was signed is read as it was, even if a new one would be refused, and is of `smpp` if it names no"
        " protocol.",
        gateway_file,
    ),
    Page("settings.md", "Settings", "What a site may set.", settings),
    Page("refusals.md", "Refusals", "Every reason for a no, with the clause that it carries out.", refusals),
)


def render(page: Page) -> str:
    """The page's whole text. Raises NoSourceError."""
    lines = list(page.make())
    notice = "<!-- Made from the code by `python -m tools.docs`; do not edit. -->"
    return "\n".join([f"# {page.title}", "", notice, "", page.introduction, "", *lines]).rstrip() + "\n"


def main() -> int:
    """Writes the pages, or with ``--check`` compares them; 1 when one was out of date there."""
    stale = []
    for page in REGISTRY:
        try:
            words = render(page)
        except NoSourceError as missing:
            print(f"{page.name}: left out, {missing}")
            continue
        path = PAGES / page.name
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, "utf-8")
        elif not path.exists() or path.read_text("utf-8") != words:
            stale.append(page.name)
    if stale:
        print(f"out of date: {', '.join(stale)}; run python -m tools.docs and commit what it wrote")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
