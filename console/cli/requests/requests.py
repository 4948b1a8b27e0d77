"""Requests (Attachment 1): show, fill in, submit, withdraw."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from console import reading
from console.acting.approvals import versions as signed
from console.acting.requests import papers, submission
from console.acting.requests.copying import copied
from console.acting.requests.templates import let_go
from console.acting.rosters import registered
from console.cli import declared, form_numbers, signing, tables, viewed
from console.cli.approvals import decisions, vouched
from console.cli.approvals.cards import step_lines
from console.cli.declared import both
from console.cli.options import Id
from console.cli.requests import attachments, drafts
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.cli.templates import templates
from console.cli.two_person import pairs
from console.domain import acts
from console.domain.content.appeals import ReleaseText
from console.domain.sending.trials import Trial
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.look.senses import Sense
from console.views import appeals, documents, limits, windows
from console.views.contacts import duty_words, left_out_words
from console.views.requests import REQUEST, REQUEST_WHOLE
from console.wire import calls
from console.wire.answers import Done, Prepared
from console.wire.requests.drafts import Draft, Preview
from console.wire.requests.limits import DraftLimits, SlotLimits
from console.wire.requests.rows import RequestView
from console.wire.sending.slots import GatewayRow, SlotRow

app = typer.Typer(no_args_is_help=True, help=both("command_line.request"))

Fields = Annotated[list[str] | None, typer.Option("--field", metavar="NAME=VALUE")]
Slots = Annotated[list[str] | None, typer.Option("--slot", metavar="LIST,OPENS,CLOSES")]
DraftFile = Annotated[Path | None, typer.Option("--file", metavar="FILE")]


viewed.add_list(app, calls.RequestsPage, REQUEST, "cli.no_requests")


@app.command("show")
def show(
    context: typer.Context, request: Id, version: Annotated[int, typer.Option("--version", min=0)] = 0
) -> None:
    run = session(context)
    view: RequestView = run.ask(calls.RequestDetail(request, version))
    run.show(view, _view_lines(run, view))


@app.command("new")
@declared.with_fields(acts.REQUEST, "category")
def new(
    context: typer.Context,
    typed: dict[str, Any],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]")] = None,
    field: Fields = None,
    slot: Slots = None,
    source: Annotated[
        int, typer.Option("--from", metavar="NUMBER", parser=form_numbers.parser("request"))
    ] = 0,
    template: Annotated[int, typer.Option("--template", metavar="TEMPLATE", parser=templates.named)] = 0,
    fill: Annotated[list[str] | None, typer.Option("--fill", metavar="BLANK=VALUE")] = None,
    example: Annotated[bool, typer.Option("--example")] = False,
    category: Annotated[str, typer.Option("--category")] = "notice",
) -> None:
    run = session(context)
    if example:
        toml = drafts.example(category, run.lang, run.settings.timezone, _gateways(run))
        run.show({"toml": toml}, [toml.rstrip()])
        return
    if file is None and not field and not source and not template and not typed:
        raise UsageError("FILE | --field | --from | --template | --example")
    if fill and not template:
        raise UsageError("--fill --template")
    base, sha256 = _copied(run, source) if source else Draft(), ""
    if template:
        base, sha256 = templates.begun(run, template, fill or [], _drafts_for(run))
    draft, brought = _filled(run, file, field, slot, typed, base)
    _save(run, draft, 0, brought, chose=True, anew=True, sha256=sha256)


def _gateways(run: Session) -> list[GatewayRow]:
    """The gateways in force; none where no desk answers, because an example needs no organisation."""
    with contextlib.suppress(ConsoleError, RefusedError, OSError):
        rows: list[GatewayRow] = run.ask(calls.Gateways())
        return rows
    return []


@app.command("edit")
@declared.with_fields(acts.REQUEST)
def edit(
    context: typer.Context,
    typed: dict[str, Any],
    request: Id,
    file: DraftFile = None,
    field: Fields = None,
    slot: Slots = None,
    take_window: Annotated[bool, typer.Option("--take-window")] = False,
    take_template: Annotated[bool, typer.Option("--take-template")] = False,
    drop_template: Annotated[bool, typer.Option("--drop-template")] = False,
) -> None:
    run = session(context)
    if file is None and not any((field, slot, typed, take_window, take_template, drop_template)):
        raise UsageError("--file | --field | --slot | --take-window | --take-template | --drop-template")
    chose = file is not None or bool(slot)
    draft, brought = _filled(run, file, field, slot, typed, draft_of(run, request))
    if take_template:
        draft = templates.put_back(run, draft)
    if drop_template:
        draft = let_go(draft)
    if take_window:
        seen: Preview = run.ask(calls.PreviewDraft(draft, request))
        draft = windows.with_offers(draft, seen.hours)
    _save(run, draft, request, brought, chose=chose, anew=file is not None)


@app.command("preview")
@declared.with_fields(acts.REQUEST)
def preview(
    context: typer.Context,
    typed: dict[str, Any],
    request: Id = 0,
    file: DraftFile = None,
    field: Fields = None,
    slot: Slots = None,
) -> None:
    run = session(context)
    if not request and file is None and not field and not typed:
        raise UsageError("ID | --file | --field")
    base = draft_of(run, request) if request else Draft()
    draft, brought = _filled(run, file, field, slot, typed, base)
    seen = attachments.without_brought(run.ask(calls.PreviewDraft(draft, request)), brought)
    _show_preview(run, draft, seen, run.ask(DraftLimits(draft, request)))


@app.command("submit")
def submit(context: typer.Context, request: Id) -> None:
    run = session(context)
    run.done(signing.enact(run, prepared(run, request), draft=request), "act.submit")


attachments.add(app)
decisions.add(app, "withdraw", acts.Withdrawal, "step.withdrawal")


@app.command("drop")
def drop(context: typer.Context, request: Id) -> None:
    run = session(context)
    done = run.ask(calls.DropDraft(request))
    # A later draft may get this id.
    run.own.begin_with(request, "")
    run.done(done, "cli.dropped")


declared.add(app, "appeal", ReleaseText, {"request": Id}, pairs.appeal)
declared.add(app, "trial", Trial, {"request": Id}, pairs.trial)


@app.command("versions")
def versions(
    context: typer.Context,
    request: Id,
    old: Annotated[int, typer.Option("--from", min=0)] = 0,
    new_version: Annotated[int, typer.Option("--to", min=0)] = 0,
) -> None:
    run = session(context)
    view: RequestView = run.ask(calls.RequestDetail(request))
    known = view.versions
    old = old or (known[-2] if len(known) > 1 else 0)
    new_version = new_version or (known[-1] if known else 0)
    changed = _differences(run, request, old, new_version) if old and new_version else ()
    data = {"versions": known, "from": old, "to": new_version, "changed": reading.listed(changed)}
    lines = [run.t("cli.versions", versions=", ".join(map(str, known)) or "-")]
    lines += list(
        tables.table(
            [run.t("cli.column.field"), f"v{old}", f"v{new_version}"],
            [(one.label, one.old, one.new) for one in changed],
        )
    )
    run.show(data, lines)


def prepared(run: Session, request: int, by: str = "") -> Prepared:
    """Have a request prepared; insist that it equals the saved form, with the lists that were chosen for it.

    `by`: who signs it elsewhere, empty for the caller. Raises ConsoleError `prepared_differs`, `list_not_chosen`, `list_unproven`.
    """
    made = submission.ask(run.core, request, by)
    draft = draft_of(run, request)
    known = registered.of_draft(run.core, run.own, draft)
    act = submission.insist(made, draft, by=by or run.me.person, registered=known)
    vouched.of_submission(run, act, request)
    templates.of_submission(run, act, draft, request)
    return made


def draft_of(run: Session, request: int) -> Draft:
    """Return the form as the desk has it."""
    view: RequestView = run.ask(calls.RequestDetail(request))
    return view.draft


def _copied(run: Session, request: int) -> Draft:
    """Return a new draft with the fields of a request."""
    return copied(draft_of(run, request), _drafts_for(run), run.me.time)


def _drafts_for(run: Session) -> list[str]:
    return [department for post, department in run.me.posts if post == "drafter"]


def _filled(
    run: Session,
    file: Path | None,
    field: list[str] | None,
    slot: list[str] | None,
    typed: dict[str, Any],
    base: Draft,
) -> tuple[Draft, list[papers.Paper]]:
    """The draft that was given, and the files to be attached; the form names them by name and SHA-256."""
    zone = run.settings.timezone
    brought: list[papers.Paper] = typed.pop("attachments", [])
    if brought:
        typed["attachments"] = [one.named for one in brought]
    draft = base
    if file is not None:
        draft, named = drafts.from_file(file, zone)
        brought = brought or named
    draft = drafts.with_fields(msgspec.structs.replace(draft, **typed), field or [], slot or [], zone)
    if not draft.department:
        mine = _drafts_for(run)
        draft = msgspec.structs.replace(draft, department=mine[0] if mine else "")
    return draft, brought


def _save(
    run: Session,
    draft: Draft,
    request: int,
    brought: list[papers.Paper],
    *,
    chose: bool,
    anew: bool,
    sha256: str = "",
) -> None:
    """Save a draft; remember its lists if they were chosen now, and its template if the draft is `anew`."""
    done: Done = run.ask(calls.SaveDraft(draft, request))
    for one in brought:
        papers.handed_in(run.core, done.id, one)
    if anew:
        run.own.begin_with(done.id, sha256 or templates.digest(run, draft))
    if chose:
        vouched.choose(run, draft, done.id)
    run.done(done, "cli.saved")


def _show_preview(run: Session, draft: Draft, shown: Preview, limited: list[SlotLimits]) -> None:
    lines = list(
        tables.pairs(
            [
                (run.t("cli.column.characters"), shown.chars),
                (run.t("cli.column.parts"), f"{shown.billed_each} / {shown.wire_each}"),
                (run.t("cli.column.recipients"), tables.count(shown.recipients)),
                (
                    run.t("cli.cost"),
                    run.t(
                        "cli.cost_line",
                        each=shown.billed_each,
                        total=tables.count(shown.billed_total),
                        yuan=tables.yuan(shown.fen),
                    ),
                ),
                (run.t("statement.route"), viewed.viewer(run).route(shown.route)),
            ]
        )
    )
    lines += _left_out_lines(run, shown, limited)
    data = msgspec.to_builtins(shown)
    for fault_data, fault in zip(data["faults"], shown.faults, strict=True):
        explained = run.explain(fault.refusal)
        fault_data["words"] = explained._asdict()
        lines.append(f"! {_label(run, fault.field)}: {explained.what} {explained.next}")
    lines += [
        f"{'~' if one.sense is Sense.YOURS else '='} {one.words}"
        for one in windows.notes(viewed.viewer(run), shown.hours)
        if one.sense is not Sense.BAD
    ]
    if shown.quoted:
        lines.append(run.t("form.quoted", said=", ".join(documents.quoted(viewed.viewer(run), shown.quoted))))
    for reason, matched in shown.warned:
        reason_words = run.name("screening", reason)
        lines.append(run.t("cli.warned", version=shown.screening, reason=reason_words, words=matched))
    lines += templates.of_draft(run, draft)
    for sense, said in limits.notes(viewed.viewer(run), limited):
        lines.append(f"{'=' if sense is Sense.GOOD else '!'} {said}")
    run.show({**data, "limits": msgspec.to_builtins(limited)}, lines)


def _left_out_lines(run: Session, shown: Preview, limited: list[SlotLimits]) -> Iterator[str]:
    viewer, left_out = viewed.viewer(run), sum(shown.left_out.values())
    total = limits.summed(viewer, limited)
    if total is not None:
        yield total.words
    if left_out:
        yield run.t("optouts.left_out", scopes=left_out_words(viewer, shown.left_out))
        if left_out >= shown.recipients:
            yield f"! {run.t('optouts.everybody')}"
    if duty := duty_words(viewer, shown.duty, shown.left_out):
        yield duty


def _view_lines(run: Session, view: RequestView) -> Iterator[str]:
    yield from viewed.whole(run, view, REQUEST_WHOLE)
    if view.statement:
        act = msgspec.json.decode(view.statement, type=acts.AnyRequest)
        yield from signing.lines(run, act)
    else:
        yield from tables.pairs(
            (_label(run, name), _draft_value(run, view.draft, name, value))
            for name, value in msgspec.to_builtins(view.draft).items()
            if value not in ("", [], False, 0)
        )
    yield from documents.lines(viewed.viewer(run), attachments.named(view))
    yield from step_lines(run, view.steps)
    yield from slot_lines(run, view.slots)
    yield from (appeals.line(viewed.viewer(run), one) for one in view.appeals)
    may = [run.name("act", act) for act, refusal in view.allowed.items() if refusal is None]
    yield run.t("cli.may", acts=", ".join(may) or "-")


def _draft_value(run: Session, draft: Draft, name: str, value: object) -> object:
    if name != "slots":
        return value
    return "\n".join(
        f"{slot.list_id or '-'}: {run.when(slot.opens) or '-'} - {run.when(slot.closes) or '-'}"
        for slot in draft.slots
    )


def slot_lines(run: Session, slots: list[SlotRow]) -> Iterator[str]:
    """Yield the slots of a request as a table."""
    names = (
        "slot", "state", "list", "recipients", "opens", "closes", "delivered", "unknown", "continues", "reason",
    )  # fmt: skip
    rows = [
        (
            one.id,
            run.state(one.state, "slot"),
            f"{one.list_name} ({one.list_id})",
            tables.count(one.n),
            run.when(one.opens),
            run.when(one.closes),
            tables.count(one.tally.delivered),
            tables.count(one.tally.unknown),
            one.continues or "",
            words.slot_reason(one.reason, run.lang),
        )
        for one in slots
    ]
    yield from tables.table([run.t(f"cli.column.{name}") for name in names], rows)


def _label(run: Session, field: str) -> str:
    name = field.rpartition(".")[2]
    where = field.split(".")
    label = reading.asked(acts.REQUEST, name, run.lang)
    return f"{label} {int(where[1]) + 1}" if len(where) == 3 else label


def _differences(run: Session, request: int, old: int, new_version: int) -> tuple[reading.Change, ...]:
    """Read both versions as they were signed, and compare them here; raises as `versions.of_view` and `versions.follows`."""
    pair = []
    for version in (old, new_version):
        view: RequestView = run.ask(calls.RequestDetail(request, version))
        if not view.statement:
            raise ConsoleError("no_such_request", request=f"{request} v{version}")
        pair.append(signed.of_view(view))
    before, after = pair
    signed.follows(before, after)
    return reading.compared(run.reader, before, after).changed
