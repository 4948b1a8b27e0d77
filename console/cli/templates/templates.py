"""`template`: the texts that a department uses again and again, version by version (R7, R9)."""

import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import msgspec
import typer

from console.acting.requests import templates as acting
from console.cli import declared, viewed
from console.cli.declared import both
from console.cli.session import Session, current, session
from console.cli.streams import UsageError, read_file
from console.domain import acts
from console.domain.requests.text import usual_signature
from console.domain.templates import blanks
from console.errors import ConsoleError, RefusedError
from console.views import templates as views
from console.views.templates import ROW, SHIPPED, VERSION, WHOLE
from console.wire.requests import templates as wire
from console.wire.requests.drafts import Draft

app = typer.Typer(no_args_is_help=True, help=both("command_line.template"))

_MOST: Final = 1 << 16
_LONGEST: Final = 15


def named(text: str | int) -> int:
    """Return the id of a template, given as an id or as its whole name; raises ConsoleError `no_such_template`, UsageError for two."""
    # The library parses defaults with the same function.
    if isinstance(text, int):
        return text
    if text.isascii() and text.isdigit() and len(text) <= _LONGEST:
        return int(text)
    run = current()
    page: wire.TemplatePage = run.ask(wire.TemplatesPage(text=text, limit=1000))
    fitting = [row for row in page.rows if row.name == text]
    offered = [row for row in fitting if row.state != "withdrawn"] or fitting
    if not offered:
        raise ConsoleError("no_such_template", template=text)
    if len(offered) > 1:
        ids = ", ".join(str(row.id) for row in offered)
        raise UsageError(run.t("template.several", name=text, ids=ids))
    run.templates[offered[0].id] = text
    return offered[0].id


def _read(run: Session, template: int, version: int = 0) -> wire.TemplateView:
    """Read a template; where its name was typed, the newest version says it, or ConsoleError("prepared_differs") is raised."""
    view = acting.read(run.core, template, version)
    name = run.templates.get(template)
    if name is not None and not version and view.kept.says.name != name:
        raise ConsoleError("prepared_differs", fields="name")
    return view


Which = Annotated[int, typer.Argument(metavar="TEMPLATE", parser=named)]
Department = Annotated[str, typer.Option("--department")]


viewed.add_list(app, wire.TemplatesPage, ROW, "cli.no_templates")


@app.command("show")
def show(
    context: typer.Context, template: Which, version: Annotated[int, typer.Option("--version", min=0)] = 0
) -> None:
    run = session(context)
    view = _read(run, template, version)
    run.show(view, viewed.whole(run, view, WHOLE))


@app.command("versions")
def versions(context: typer.Context, template: Which) -> None:
    run = session(context)
    viewed.listed(run, wire.TemplateVersions(template), VERSION, "cli.no_templates")


@app.command("write")
def write(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    template: Annotated[int, typer.Option("--template", metavar="TEMPLATE", parser=named)] = 0,
    field: Annotated[list[str] | None, typer.Option("--field", metavar="NAME=VALUE")] = None,
    department: Department = "",
) -> None:
    run = session(context)
    if file is None and not field:
        raise UsageError("FILE | --field")
    says, version = wire.Template(), 0
    if template:
        view = _read(run, template)
        says, version, department = view.kept.says, view.row.version, view.row.department
    try:
        values = _values(file) | _typed(field or [])
        says = acting.with_values(says, **values)
    except (ValueError, TypeError, msgspec.ValidationError, RecursionError) as error:
        raise ConsoleError("template_unreadable", error=error) from error
    call = wire.WriteTemplate(department or _own(run), says, template, version)
    run.said(run.ask(call), "template.written_done")


def _values(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    data = read_file(file, _MOST)
    is_json = file.suffix.lower() == ".json" or data.lstrip()[:1] == b"{"
    values = json.loads(data) if is_json else tomllib.loads(data.decode("utf-8-sig"))
    if not isinstance(values, dict):
        raise ValueError("no fields")  # noqa: TRY004 - the file's mistake, told like every other of its mistakes
    return values


def _typed(fields: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for given in fields:
        name, equals, value = given.partition("=")
        if not equals or name not in wire.Template.__struct_fields__:
            raise UsageError(f"--field {given}")
        if name == "everyone":
            if value not in _YES | _NO:
                raise UsageError(f"--field {given}")
            values[name] = value in _YES
        else:
            values[name] = value
    return values


_YES: Final = frozenset({"true", "yes", "1", "是"})
_NO: Final = frozenset({"false", "no", "0", "否"})


def _own(run: Session) -> str:
    """The department of the caller's first post in one; empty if they hold none."""
    return next((department for _, department in run.me.posts if department), "")


declared.add_do(app, "withdraw", wire.WithdrawTemplate, "template.withdrawn_done", {"template": Which})
declared.add_do(app, "restore", wire.RestoreTemplate, "template.restored_done", {"template": Which})
viewed.add_list(app, wire.ShippedTemplates, SHIPPED, "cli.no_templates", "shipped")


@app.command("take")
def take(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...")] = None,
    department: Department = "",
    signature: Annotated[str, typer.Option("--signature")] = "",
) -> None:
    run = session(context)
    run.said(
        run.ask(wire.TakeTemplates(department or _own(run), names or [], signature)), "template.taken_done"
    )


# ---- drafts begun from a template


def begun(run: Session, template: int, fills: Sequence[str], departments: Sequence[str]) -> tuple[Draft, str]:
    """Return a draft begun from a template's newest version, its blanks filled from `BLANK=VALUE`, and the version's digest.

    Raises UsageError for a blank that the template does not have, and as `acting.begun` does.
    """
    view = _read(run, template)
    known = blanks.names(*view.kept.says.texts().values())
    values: dict[str, str] = {}
    for given in fills:
        name, equals, value = given.partition("=")
        if not equals or name not in known:
            raise UsageError(run.t("template.no_blank", given=given, blanks=", ".join(known) or "-"))
        values[name] = value
    signature = usual_signature(run.me.signatures, run.me.org_name)
    return acting.begun(view, departments, values, signature), view.sha256


def digest(run: Session, draft: Draft) -> str:
    """Return the digest of the version that a draft names; empty if it names none, or none that is there."""
    try:
        return acting.read(run.core, draft.template, draft.template_version).sha256 if draft.template else ""
    except (ConsoleError, RefusedError):
        # Submission refuses such a draft in words.
        return ""


def of_draft(run: Session, draft: Draft) -> list[str]:
    """What a draft has of the template that it names, in words; nothing without one, or where the desk has no such version."""
    held = _held(run, draft)
    return [f"{run.t('template.template')}: {words}" for _, words in views.notes(viewed.viewer(run), held)]


def put_back(run: Session, draft: Draft) -> Draft:
    """Return the draft with the template's words where they were changed; raises ConsoleError if there is no such template."""
    held = acting.of_draft(acting.read(run.core, draft.template, draft.template_version).kept, draft)
    return msgspec.structs.replace(draft, **acting.put_back(held))


def _held(run: Session, draft: Draft) -> acting.Against | None:
    try:
        view = acting.read(run.core, draft.template, draft.template_version) if draft.template else None
    except (ConsoleError, RefusedError):
        # The preview names this fault itself.
        return None
    return acting.of_draft(view.kept, draft, view.row.version) if view is not None else None


def of_submission(run: Session, act: acts.Request, draft: Draft, request: int) -> None:
    """Say what a request that is submitted has of its template; raises ConsoleError where that is another one than was read."""
    held = acting.of_submission(run.core, act, draft, run.own.begun_with(request))
    for _, words in views.notes(viewed.viewer(run), held):
        run.say(f"{run.t('template.template')}: {words}")
