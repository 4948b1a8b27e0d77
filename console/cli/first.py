"""The program's words before anything is installed, and its version."""

from pathlib import Path

from console.cli import exits
from console.cli.failures import FailureStyle
from console.cli.streams import echo, print_json
from console.cli.tables import pairs
from console.locale import words
from console.settings import APP, Home, demo_home
from console.version import BUILD, FULL, VERSION


def version(tell: FailureStyle) -> int:
    """Print version and build; return the exit code."""
    if tell.as_json:
        build = BUILD._asdict() if BUILD else None
        print_json({"ok": True, "data": {"version": VERSION, "full": FULL, "build": build}})
    else:
        echo(f"{APP} {_version(tell.lang)}")
    return exits.OK


def _version(lang: str) -> str:
    """Version, number, commit and what was changed beyond it, in words."""
    if BUILD is None:
        return words.text("first.unbuilt", lang, version=VERSION)
    shape = "no_commit" if not BUILD.commit else "changed" if BUILD.changed else "built"
    return words.text(f"first.{shape}", lang, version=VERSION, **BUILD._asdict())


def contact(place: Path, lang: str) -> int:
    """Say that nothing is installed at `place`, and what to type next; return the exit code."""

    def t(key: str, **params: object) -> str:
        return words.text(key, lang, **params)

    there = Home(demo_home()).exists()
    echo(t("first.title", version=VERSION))
    echo(t("first.demo_there" if there else "first.nothing", home=place))
    echo("")
    rows = [(f"{APP} demo", t("first.again_demo" if there else "first.try_demo"))]
    if there:
        rows.append((f"{APP} --demo --as sunli todo", t("first.ask_demo")))
    rows += [
        (f"{APP} tour", t("first.tour")),
        (f"{APP} org --help", t("first.found")),
        (f"{APP} --home DIR", t("first.named")),
        (f"{APP} --help", t("first.all")),
    ]
    for line in pairs(rows):
        echo(f"  {line}")
    return exits.OK
