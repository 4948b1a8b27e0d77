"""Roster versions: who may do what, what the next version changes, the two signatures, and what leavers hand over."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from console.acting import chains
from console.acting.rosters import rosters as acting
from console.acting.rosters import rule_files, screening_effects
from console.cli import signing, viewed
from console.cli.declared import both
from console.cli.options import After, Limit
from console.cli.rosters import roster_lines as lines
from console.cli.rosters import rule_file_lines
from console.cli.rosters.roster_changes import Reader, from_file
from console.cli.session import Session, session
from console.cli.streams import UsageError
from console.domain.people.people import Roster
from console.domain.rosters.roster_differences import difference
from console.domain.rosters.rosters import Change
from console.errors import ConsoleError, RefusedError
from console.locale import words
from console.views.rosters import PROPOSAL, VERSION
from console.wire.credentials.hand_overs import HandOvers, HandOversView
from console.wire.ledger import ledger
from console.wire.rosters import rosters

if TYPE_CHECKING:
    from console.acting.rosters.rosters import Draft, Known
    from console.domain.rosters.alert import Alert

app = typer.Typer(no_args_is_help=True, help=both("command_line.roster"))

Person = Annotated[str, typer.Argument(metavar="PERSON")]
Proposal = Annotated[str, typer.Argument(metavar="DIGEST")]
Yes = Annotated[bool, typer.Option("--yes")]
Many = list[str] | None
_POSTS: Final = "PERSON,POST,DEPT"


viewed.add_list(app, rosters.RosterVersions, VERSION, "cli.nobody")


@app.command("show")
def show(context: typer.Context, version: Annotated[int, typer.Argument(metavar="VERSION")] = 0) -> None:
    run = session(context)
    whole: rosters.RosterText = run.ask(rosters.RosterDetail(version))
    roster = _roster(whole.text)
    data = {
        "row": msgspec.to_builtins(whole.row),
        "roster": msgspec.to_builtins(roster),
        "signatures": whole.signatures,
    }
    run.show(data, [*lines.head(run, roster), "", *lines.people(run, roster)])


@app.command("diff")
def diff(
    context: typer.Context,
    old: Annotated[int, typer.Argument(metavar="A")],
    new: Annotated[int, typer.Argument(metavar="B")],
) -> None:
    run = session(context)
    before, after = (_roster(run.ask(rosters.RosterDetail(version)).text) for version in (old, new))
    differences = difference(before, after)
    run.show(differences, lines.difference_lines(run, differences, after, before))


viewed.add_list(app, rosters.RosterProposals, PROPOSAL, "roster.no_proposals", "proposals")


@app.command("propose")
def propose(
    context: typer.Context,
    leave: Annotated[Many, typer.Option("--leave", metavar="PERSON")] = None,
    move: Annotated[Many, typer.Option("--move", metavar=f"{_POSTS},POST,DEPT")] = None,
    appoint: Annotated[
        Many, typer.Option("--appoint", metavar=f"{_POSTS}[,standby][,since=T][,until=T]")
    ] = None,
    end: Annotated[Many, typer.Option("--end", metavar=f"{_POSTS}[,at=T]")] = None,
    add_person: Annotated[
        Many, typer.Option("--add-person", metavar="PERSON,NAME,STAFF_NO,PHONE,KEY.pub[,uid=N]")
    ] = None,
    edit_person: Annotated[Many, typer.Option("--edit-person", metavar="PERSON,name=…,phone=…,uid=N")] = None,
    add_key: Annotated[Many, typer.Option("--add-key", metavar="PERSON,KEY.pub")] = None,
    revoke_key: Annotated[Many, typer.Option("--revoke-key", metavar="PERSON,FINGERPRINT")] = None,
    since: Annotated[int, typer.Option("--since", metavar="SEQ")] = 0,
    suspend: Annotated[Many, typer.Option("--suspend", metavar="PERSON")] = None,
    lift: Annotated[Many, typer.Option("--lift", metavar="PERSON")] = None,
    application: Annotated[list[int] | None, typer.Option("--application", metavar="N")] = None,
    hand_over: Annotated[Many, typer.Option("--hand-over", metavar="NUMBER")] = None,
    open_department: Annotated[
        Many, typer.Option("--open-department", metavar="DEPT,NAME,KIND,MANAGER,SUPERVISOR")
    ] = None,
    policy: Annotated[str, typer.Option("--policy", metavar="FILE")] = "",
    screening: Annotated[str, typer.Option("--screening", metavar="FILE")] = "",
    calendar: Annotated[Many, typer.Option("--calendar", metavar="FILE")] = None,
    numbers: Annotated[Many, typer.Option("--numbers", metavar="FILE")] = None,
    gateway: Annotated[Many, typer.Option("--gateway", metavar="FILE")] = None,
    drop_gateway: Annotated[Many, typer.Option("--drop-gateway", metavar="ID")] = None,
    changes: Annotated[Path | None, typer.Option("--changes", metavar="FILE")] = None,
    yes: Yes = False,
) -> None:
    run = session(context)
    given = {
        "leave": leave,
        "move": move,
        "appoint": appoint,
        "end": end,
        "add-person": add_person,
        "edit-person": edit_person,
        "add-key": add_key,
        "revoke-key": revoke_key,
        "suspend": suspend,
        "lift": lift,
        "open-department": open_department,
        "policy": [policy] if policy else None,
        "screening": [screening] if screening else None,
        "calendar": calendar,
        "numbers": numbers,
        "gateway": gateway,
        "drop-gateway": drop_gateway,
    }
    known = known_versions(run)
    asked = _changes(run, known, given, since, changes)
    propose_changes(run, known, asked, application or [], _whole(run, hand_over or []), yes=yes)


def _whole(run: Session, given: Sequence[str]) -> list[str]:
    """The digests of hand-overs given by number or by the beginning of their digest; raises UsageError."""
    if not given:
        return []
    view: HandOversView = run.ask(HandOvers())
    digests = []
    for one in given:
        fitting = [row.digest for row in view.rows if row.number == one or row.digest.startswith(one)]
        if len(fitting) != 1:
            raise UsageError(run.t("hand_over.no_such", number=one))
        digests += fitting
    return digests


def propose_changes(
    run: Session,
    known: "Known",
    asked: Sequence[Change],
    applications: Sequence[int] = (),
    hand_overs: Sequence[str] = (),
    *,
    yes: bool = False,
) -> None:
    """Have the next version prepared, show its differences, and sign it as the first signer once the person has read it."""
    draft = acting.prepare(run.core, known, asked, applications, hand_overs)
    for line in lines.draft_lines(run, draft):
        run.say(line)
    _say_files(run, draft)
    _say_behind(run, draft)
    _agree(run, yes)
    done = acting.propose(run.core, draft, lambda: signing.unlocked(run))
    run.done(done, "roster.proposed", digest=draft.digest)
    if not run.as_json:
        run.say(run.t("roster.confirm_with", digest=draft.digest[:16]))


@app.command("confirm")
def confirm(context: typer.Context, proposal: Proposal, yes: Yes = False) -> None:
    run = session(context)
    draft = acting.review(run.core, known_versions(run), proposal)
    for line in lines.draft_lines(run, draft):
        run.say(line)
    _say_files(run, draft)
    _say_behind(run, draft)
    if draft.refusal:
        raise RefusedError(draft.refusal)
    _agree(run, yes)
    run.done(acting.confirm(run.core, draft, lambda: signing.unlocked(run)), "roster.published")


@app.command("drop")
def drop(context: typer.Context, proposal: Proposal) -> None:
    run = session(context)
    run.done(run.ask(rosters.DropRosterProposal(acting.find(run.core, proposal).digest)), "roster.dropped")


@app.command("alerts")
def alerts(context: typer.Context) -> None:
    run = session(context)
    rows: list[Alert] = run.ask(rosters.Alerts())
    data = [
        msgspec.to_builtins(one) | words.alert(one.code, one.clause, one.params, run.lang)._asdict()
        for one in rows
    ]
    run.show(data, list(lines.alert_lines(run, rows)) or [run.t("roster.no_alerts")])


@app.command("leaves-behind")
def leaves_behind(context: typer.Context, person: Person) -> None:
    run = session(context)
    hand_over: rosters.HandOver = run.ask(rosters.LeavesBehind(person))
    run.show(hand_over, lines.hand_over_lines(run, hand_over))


@app.command("signed-since")
def signed_since(
    context: typer.Context,
    person: Person,
    seq: Annotated[int, typer.Argument(metavar="SEQ")],
    after: After = "",
    limit: Limit = 128,
) -> None:
    run = session(context)
    page: ledger.EntryPage = run.ask(rosters.SignedSince(person, seq, after, limit))
    rows = [
        (row.seq, run.when(row.time), run.name("ledger", row.kind), row.subject, row.hash[:16])
        for row in page.rows
    ]
    run.table(page, ("seq", "at", "what", "subject", "hash"), rows, empty="cli.no_entries")


# ---- the versions at hand


def _say_files(run: Session, draft: "Draft") -> None:
    """Show the differences in the files that the version names, computed here."""
    changes = rule_files.compared(run.core, draft.known.roster, draft.roster)
    for one in changes:
        for line in rule_file_lines.change_lines(run, one):
            run.say(line)
    listed = screening_effects.brought(changes)
    if not listed:
        return
    try:
        told = screening_effects.gathered(run.core, listed)
    except ConsoleError as error:
        # A desk that cannot say it keeps nobody from signing.
        run.say(run.t("effects.unjudged", why=words.explain_problem(error, run.lang).what))
        return
    for line in rule_file_lines.effect_lines(run, told):
        run.say(line)


def _say_behind(run: Session, draft: "Draft") -> None:
    """Show the hand-over of each person who leaves or gives up a post."""
    for one in acting.behind(run.core, draft):
        for line in lines.hand_over_lines(run, one):
            run.say(line)


def known_versions(run: Session) -> "Known":
    """The versions, proved by the pinned root keys where this machine has them."""
    return acting.known(run.core, chains.pinned(run.settings.layout.roots))


def _changes(
    run: Session, known: "Known", given: Mapping[str, Many], since: int, file: Path | None
) -> list[Change]:
    now = run.me.time
    revoked = run.ask(rosters.EntryTime(since)).time if since else now
    reader = Reader(
        now,
        run.settings.timezone,
        revoked,
        lambda person, mark: acting.key_of(known, person, mark),
        lambda kind, data: rule_files.bring(run.core, known.roster, kind, data)[1],
    )
    changes = reader.read({name: values for name, values in given.items() if values})
    return changes + (from_file(file, run.settings.timezone) if file else [])


def _agree(run: Session, yes: bool) -> None:
    """Go on if the person confirms that they read the differences; raises Abort, or UsageError where nobody can be asked."""
    if yes:
        return
    if not run.interactive:
        raise UsageError(run.t("roster.yes_needed"))
    run.insist(run.t("roster.agree"))


def _roster(text: str) -> Roster:
    try:
        return msgspec.json.decode(text, type=Roster)
    except msgspec.DecodeError as error:
        raise ConsoleError("prepared_unreadable") from error
