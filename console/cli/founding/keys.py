"""Personal keys: made, shown, protected by another passphrase, and claimed on paper. No desk is asked."""

import getpass
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from console.acting.founding import passphrases
from console.acting.founding.founding import public_line as bare
from console.cli import output
from console.cli.declared import both
from console.cli.session import Session, session
from console.cli.streams import UsageError, read_file, read_line
from console.cli.tables import fit
from console.errors import ConsoleError, os_cause
from console.locale.guard import guard
from console.locale.wrapping import cells
from console.signing import keys
from console.signing.key_errors import KeyFileError
from console.signing.sshsig import BadSignatureError, fingerprint
from console.wire.ledger.outbox import OutKind

app = typer.Typer(no_args_is_help=True, help=both("command_line.key"))

_MOST = 1 << 16
_PRIVATE = b"-----BEGIN OPENSSH PRIVATE KEY-----"

File = Annotated[Path | None, typer.Argument(metavar="[FILE]")]
PersonId = Annotated[str, typer.Option("--person", metavar="ID")]
Name = Annotated[str, typer.Option("--name")]
StaffNo = Annotated[str, typer.Option("--staff-no", metavar="NO")]
PostName = Annotated[str, typer.Option("--post")]
DepartmentName = Annotated[str, typer.Option("--department")]
OrganisationName = Annotated[str, typer.Option("--organisation", metavar="NAME")]


@app.command("new")
def new(
    context: typer.Context,
    file: File = None,
    comment: Annotated[str, typer.Option("--comment", metavar="NAME")] = "",
    service: Annotated[bool, typer.Option("--service")] = False,
    person: PersonId = "",
    name: Name = "",
    staff_no: StaffNo = "",
    post: PostName = "",
    department: DepartmentName = "",
    organisation: OrganisationName = "",
) -> None:
    run = session(context)
    file = _file(run, file)
    for taken in (file, file.with_name(f"{file.name}.pub")):
        if taken.exists() or taken.is_symlink():
            raise ConsoleError("file_exists", path=taken)
    phrase = b"" if service else new_passphrase(run, run.passphrase_fd, comment, person, name, file.name)
    key = keys.generate()
    try:
        if service:
            keys.save_service_key(key, file)
        else:
            keys.save(key, file, phrase, comment=_one_line(comment or person))
    except FileExistsError as error:
        raise ConsoleError("file_exists", path=error.filename or file) from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=file, error=os_cause(error)) from error
    data = _data(key.public) | {"file": str(file), "public_file": f"{file}.pub"}
    lines = [run.t("key.made", file=file), run.t("key.fingerprint", fingerprint=data["fingerprint"])]
    if service:
        run.show(data, lines)
        return
    claim = (organisation, person, name, staff_no, post, department)
    run.show(data, [*lines, run.t("key.keep"), "", *sheet_lines(run, key.public, *claim)])


@app.command("show")
def show(context: typer.Context, file: File = None) -> None:
    run = session(context)
    file = _file(run, file)
    data = _data(public_line(file)) | {"file": str(file)}
    run.show(data, [run.t("key.fingerprint", fingerprint=data["fingerprint"]), data["public"]])


@app.command("passphrase")
def passphrase(
    context: typer.Context,
    file: File = None,
    new_fd: Annotated[int, typer.Option("--new-passphrase-fd", metavar="N")] = -1,
    name: Name = "",
) -> None:
    run = session(context)
    file = _file(run, file)
    public_line(file)
    old = run.passphrase()
    phrase = new_passphrase(run, new_fd, name, file.name)
    if phrase == old:
        raise ConsoleError("passphrase_same")
    try:
        public = keys.change_passphrase(file, old, phrase)
    except KeyFileError as error:
        raise ConsoleError(f"key_{error.code}", path=file) from error
    except OSError as error:
        raise ConsoleError("file_unwritable", path=file, error=os_cause(error)) from error
    data = _data(public) | {"file": str(file)}
    run.show(
        data, [run.t("key.changed", file=file), run.t("key.fingerprint", fingerprint=data["fingerprint"])]
    )


@app.command("sheet")
def sheet(
    context: typer.Context,
    person: PersonId,
    name: Name,
    file: File = None,
    staff_no: StaffNo = "",
    post: PostName = "",
    department: DepartmentName = "",
    organisation: OrganisationName = "",
    out: output.AnyFile = None,
) -> None:
    run = session(context)
    public = public_line(_file(run, file))
    lines = list(sheet_lines(run, public, organisation, person, name, staff_no, post, department))
    if out is None:
        run.show(_data(public) | {"sheet": lines}, lines)
        return
    output.write(run, out, ("\n".join(lines) + "\n").encode(), OutKind.KEY)
    run.show(_data(public) | {"file": str(out)}, [run.t("key.sheet_written", file=output.called(run, out))])


def _file(run: Session, named: Path | None) -> Path:
    """The key file in question; in a separated site the person's own is the default. Raises UsageError elsewhere."""
    if named is not None:
        return named
    if run.settings.site is None:
        raise UsageError("FILE")
    return run.settings.layout.own_key


def public_line(file: Path) -> str:
    """Return the public line of a private key file (without its passphrase) or a `.pub` file; raises ConsoleError."""
    data = read_file(file, _MOST)
    try:
        if data.startswith(_PRIVATE):
            return keys.public_of(file)
        return bare(data.decode("utf-8", "replace"))
    except KeyFileError as error:
        raise ConsoleError(f"key_{error.code}", path=file) from error
    except BadSignatureError as error:
        raise ConsoleError("key_not_a_key", path=file) from error


def new_passphrase(run: Session, descriptor: int, *names: str) -> bytes:
    """Return a new passphrase, from a descriptor or asked twice; raises ConsoleError `passphrase_…`."""
    if descriptor >= 0:
        phrase = read_line(descriptor)
    elif run.interactive:
        phrase = _asked_twice(run)
    else:
        raise ConsoleError("passphrase_needed")
    try:
        passphrases.insist(phrase.decode(), *names)
    except UnicodeDecodeError as error:
        raise ConsoleError("passphrase_plain", kinds="UTF-8") from error
    return phrase


def sheet_lines(
    run: Session,
    public: str,
    organisation: str,
    person: str,
    name: str,
    staff_no: str,
    post: str,
    department: str,
) -> Iterator[str]:
    """Yield the claim sheet; unknown values are left blank to be filled in by hand."""
    print_ = _data(public)["fingerprint"]
    kind, _, digest = print_.partition(":")
    groups = [digest[at : at + 4] for at in range(0, len(digest), 4)]
    rows = [
        ("key.sheet.organisation", organisation),
        ("key.sheet.name", f"{name} ({person})" if name and person else name or person),
        ("key.sheet.staff_no", staff_no),
        ("key.sheet.department", department),
        ("key.sheet.post", run.name("post", post)),
        ("key.sheet.printed", f"{datetime.now(UTC).astimezone(ZoneInfo(run.settings.timezone)):%Y-%m-%d}"),
    ]
    width = max(cells(run.t(key)) for key, _ in rows)
    rule = "-" * _SHEET_WIDTH
    yield run.t("key.sheet.title")
    yield rule
    for key, value in rows:
        yield f"{fit(run.t(key), width)}  {guard(value) or '_' * _BLANK}"
    yield ""
    yield run.t("key.sheet.fingerprint", kind=kind)
    for at in range(0, len(groups), _GROUPS):
        yield "    " + " ".join(groups[at : at + _GROUPS])
    yield run.t("key.sheet.public")
    yield public
    yield ""
    for number in range(1, 5):
        yield run.t(f"key.sheet.claim{number}")
    yield rule
    for key in ("holder", "manager", "witness"):
        yield ""
        yield f"{fit(run.t(f'key.sheet.{key}'), _SIGNS)}{'_' * _BLANK}  {run.t('key.sheet.date')} {'_' * _DATE}"


_SHEET_WIDTH, _BLANK, _DATE, _SIGNS, _GROUPS = 78, 24, 14, 26, 6


def _asked_twice(run: Session) -> bytes:
    run.say(run.t("key.rule"))
    first = getpass.getpass(run.t("key.new_prompt"))
    if getpass.getpass(run.t("key.again_prompt")) != first:
        raise ConsoleError("passphrases_differ")
    return first.encode()


def _data(public: str) -> dict[str, Any]:
    return {"fingerprint": fingerprint(public), "public": public}


def _one_line(text: str) -> str:
    return " ".join(text.split())
