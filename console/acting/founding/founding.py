"""Founding an organisation: a plan that people write becomes roots, a signers statement and roster version 1, unsigned.

The statements are judged, never the plan, so that signers judge exactly what they sign.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from console.acting.founding.plans import Duty, Plan, PlannedFile, PlannedPerson
from console.domain import file_faults, policy
from console.domain.content import lists, trials
from console.domain.file_faults import Told
from console.domain.people.people import (
    Appointment,
    Department,
    GatewayRef,
    Key,
    Person,
    PolicyRef,
    Post,
    Roster,
    ScreeningRef,
    Service,
    Signers,
    Standing,
)
from console.domain.rosters import rule_files, staffing
from console.domain.rosters.staffing import Finding, called, weigh, wrong
from console.domain.sending import gateways
from console.domain.times import parse, render
from console.domain.toml_lines import FileFaultError
from console.errors import ConsoleError
from console.signing.canonical import NotCanonicalError
from console.signing.sshsig import BadSignatureError, fingerprint
from console.signing.statements import digest, encode
from console.signing.trust import Roots

_LEAST = 2
"""Least number of signatures for roots and for roster signers, so that nobody alone appoints people."""

_SERVICE = "dispatch-"
"""Prefix of a dispatcher's name; a dispatcher finds its own key file by it."""

Read = Callable[[str], str]
"""Reads a text that a plan names, by its name in the plan; raises ConsoleError or OSError."""


class Founding(msgspec.Struct, frozen=True):
    """An organisation before anybody has signed: the pinned roots, both statements, and the files that the roster cites."""

    roots: Roots
    signers: Signers
    roster: Roster
    policy_text: str
    screening_text: str
    gateway_texts: dict[str, str]


class Sources(msgspec.Struct, frozen=True):
    """The readers of the plan's texts: files of the site, shipped policy packs, screening lists and gateway files."""

    file: Read
    policy: Read
    screening: Read
    gateway: Read


def build(plan: Plan, sources: Sources, at: str) -> Founding:
    """Return what the plan says, made at the instant `at`; `judge` says whether it is sound.

    An unreadable key stays as the plan writes it, so that one judgement names all of them. Raises ConsoleError
    `policy_unreadable`, `screening_unreadable`, `gateway_unreadable` or `plan_unreadable`, and what the sources raise.
    """
    zone = ZoneInfo(plan.organisation.zone)
    policy_text = _text(plan.policy, sources.file, sources.policy)
    screening_text = _screening(plan, sources)
    gateway_texts = _gateways(plan, sources)
    people = [_person(one, sources.file, at) for one in plan.person]
    signing = {
        person.id
        for person in plan.person
        for duty in person.posts
        if duty.post is Post.ROSTER_SIGNER and not duty.standby
    }
    org = plan.organisation.id
    keys = [person.keys[0].public for person in people if person.id in signing]
    signers = Signers(org=org, version=1, at=at, keys=keys, threshold=plan.signers.threshold)
    rules = _rules(policy_text)
    roster = Roster(
        org=org,
        org_name=_plain(plan.organisation.name),
        version=1,
        previous="",
        signers=_digest(signers),
        at=at,
        expires=render(parse(at) + timedelta(days=plan.organisation.days)),
        solo=plan.organisation.solo,
        policy=PolicyRef(rules.version, digest(policy_text.encode())),
        screening=ScreeningRef(lists.read(screening_text).version, digest(screening_text.encode())),
        gateways=[GatewayRef(id_, digest(text.encode())) for id_, text in gateway_texts.items()],
        pledge=rules.pledge.version,
        departments=[Department(one.id, _plain(one.name), one.kind) for one in plan.department],
        people=people,
        posts=[_post(one.id, duty, at, zone) for one in plan.person for duty in one.posts],
        services=[Service(one.id, one.kind, key_line(one.key, sources.file)) for one in plan.service],
        grounds=[],
    )
    _digest(roster)
    roots = Roots(org, tuple(key_line(one, sources.file) for one in plan.roots.keys), plan.roots.threshold)
    return Founding(roots, signers, roster, policy_text, screening_text, gateway_texts)


def judge(founding: Founding) -> list[Finding]:
    """Return everything that must be put right, followed by points that the signers should weigh."""
    findings = [
        *_roots(founding.roots, solo=founding.roster.solo),
        *judge_signers(founding.signers, founding.roster),
        *_keys(founding),
        *_files(founding),
        *_services(founding.roster),
        *_staff(founding),
    ]
    return sorted(findings, key=lambda one: not one.blocks)


def next_signers(before: Signers, keys: list[str], threshold: int, at: str) -> Signers:
    """Return the statement that follows `before`: who signs rosters from now on."""
    return Signers(org=before.org, version=before.version + 1, at=at, keys=keys, threshold=threshold)


def public_line(line: str) -> str:
    """Return an OpenSSH public line without its comment; raises BadSignatureError unless it is one Ed25519 key."""
    text = line.strip()
    if "\n" in text:
        raise BadSignatureError("more than one line")
    bare = " ".join(text.split()[:2])
    fingerprint(bare)
    return bare


def _roots(roots: Roots, *, solo: bool) -> Iterator[Finding]:
    if roots.threshold < _LEAST and not solo:
        yield wrong("roots_threshold", threshold=roots.threshold, least=_LEAST)
    if len(set(roots.keys)) < roots.threshold:
        yield wrong("roots_few", count=len(set(roots.keys)), threshold=roots.threshold)
    elif len(set(roots.keys)) == roots.threshold and not solo:
        yield weigh("roots_no_spare", count=roots.threshold)


def judge_signers(signers: Signers, roster: Roster) -> Iterator[Finding]:
    """Yield the findings about the roster signers: there are enough of them, and each is rostered in that post.

    Signers of a later version may enter the roster with the version that they are about to sign.
    """
    say = wrong if signers.version == 1 else weigh
    if signers.threshold < _LEAST and not roster.solo:
        yield wrong("signers_threshold", threshold=signers.threshold, least=_LEAST)
    if len(set(signers.keys)) < signers.threshold:
        yield wrong("signers_few", count=len(set(signers.keys)), threshold=signers.threshold)
    for key in signers.keys:
        owner = roster.key_owner(key)
        if owner is None or not any(
            one.person == owner.id and one.post is Post.ROSTER_SIGNER for one in roster.posts
        ):
            yield say("signer_post", person=called(owner) if owner else _short(key))


def _keys(founding: Founding) -> Iterator[Finding]:
    """Yield a finding for a key that is not Ed25519, or a root key that is also an everyday key; other rules are every roster's."""
    owners: dict[str, list[str]] = defaultdict(list)
    for person in founding.roster.people:
        for one in person.keys:
            owners[one.public].append(called(person))
    for service in founding.roster.services:
        owners[service.public].append(service.id)
    for number, key in enumerate(founding.roots.keys, 1):
        if key in owners:
            yield wrong("root_key_used", "R12", number=number, owner=", ".join(owners[key]))
        owners[key].append(f"root {number}")
    for key, names in owners.items():
        if not _is_ed25519(key):
            yield wrong("key_bad", owner=", ".join(names), key=_short(key))


def _files(founding: Founding) -> Iterator[Finding]:
    """Yield findings where policy, screening or gateway files are not those of the roster."""
    roster = founding.roster
    if digest(founding.policy_text.encode()) != roster.policy.digest:
        yield wrong("policy_differs", version=roster.policy.version)
    if digest(founding.screening_text.encode()) != roster.screening.digest:
        yield wrong("screening_differs", "R11", version=roster.screening.version)
    if not roster.gateways:
        yield wrong("gateway_missing")
    for id_ in sorted(founding.gateway_texts.keys() - {one.id for one in roster.gateways}):
        yield wrong("gateway_unlisted", gateway=id_)
    for one in roster.gateways:
        yield from _gateway_file(one, founding.gateway_texts.get(one.id), solo=roster.solo)


def _gateway_file(listed: GatewayRef, text: str | None, *, solo: bool) -> Iterator[Finding]:
    """Yield findings unless the file is the one that the roster names, and fits the roster's kind."""
    if text is None or digest(text.encode()) != listed.digest:
        yield wrong("gateway_differs", gateway=listed.id)
        return
    try:
        gateway = gateways.read(text)
    except FileFaultError:
        yield wrong("gateway_differs", gateway=listed.id)
        return
    if solo and not gateways.loopback(gateway):
        yield wrong("gateway_solo", gateway=listed.id)
    elif gateway.simulator and not solo:
        yield weigh("gateway_simulator", gateway=listed.id)
    elif not gateway.tls and not gateway.simulator:
        yield weigh("gateway_open", gateway=listed.id)


def _services(roster: Roster) -> Iterator[Finding]:
    if not roster.services:
        yield wrong("service_missing")
    for service in roster.services:
        if not service.id.startswith(_SERVICE):
            yield wrong("service_name", id=service.id, beginning=_SERVICE)


def _person(planned: PlannedPerson, read: Read, at: str) -> Person:
    return Person(
        id=planned.id,
        name=_plain(planned.name),
        staff_no=_plain(planned.staff_no),
        phone=_plain(planned.phone),
        uid=planned.uid,
        keys=[Key(key_line(planned.key, read), at, "")],
        standing=Standing.ACTIVE,
    )


def _post(person: str, duty: Duty, at: str, zone: ZoneInfo) -> Appointment:
    since = _midnight(duty.since, zone) if duty.since else at
    until = _midnight(duty.until, zone) if duty.until else ""
    return Appointment(person, duty.post, duty.department, since, until, duty.standby)


def _midnight(day: date, zone: ZoneInfo) -> str:
    return render(datetime.combine(day, time(), zone))


def _staff(founding: Founding) -> list[Finding]:
    """Judge who does what by the rules in the policy file; nothing where that file is not the roster's own."""
    try:
        rules = policy.read(founding.policy_text)
    except FileFaultError:
        return [wrong("policy_differs", version=founding.roster.policy.version)]
    return staffing.judge(founding.roster, rules)


def key_line(written: str, read: Read) -> str:
    """Return the public line that the plan writes or names a file of; the plan's own text where there is no such line."""
    try:
        return public_line(written if written.startswith(("ssh-", "ecdsa-", "sk-")) else read(written))
    except (BadSignatureError, ConsoleError, OSError):
        return _plain(written)


def _gateways(plan: Plan, sources: Sources) -> dict[str, str]:
    gateway_texts: dict[str, str] = {}
    for planned in plan.gateway:
        name, text = planned.shipped or planned.file, _text(planned, sources.file, sources.gateway)
        faults = rule_files.faults_of_gateway(text.encode())
        id_ = "" if faults else gateways.read(text).id
        if id_ in gateway_texts:
            faults = [Told("twice", 0, "id", "")]
        if faults:
            raise ConsoleError("gateway_unreadable", name=name, file_faults=file_faults.written(faults))
        gateway_texts[id_] = text
    return gateway_texts


def _screening(plan: Plan, sources: Sources) -> str:
    """The text of the screening list: a shipped one with the organisation's signatures registered, or the site's own as it is."""
    text = _text(plan.screening, sources.file, sources.screening)
    org = plan.organisation
    try:
        if plan.screening.shipped:
            return lists.registering(text, org.signatures or [_plain(org.name)], org.id)
        fault = trials.fault(text)
    except FileFaultError as error:
        raise ConsoleError("screening_unreadable", error=error) from error
    if fault is not None:
        raise ConsoleError("screening_unreadable", error=fault)
    return text


def _rules(text: str) -> policy.Policy:
    try:
        rules = policy.read(text)
        policy.judge_names(text, rules)
    except FileFaultError as error:
        raise ConsoleError("policy_unreadable", error=error) from error
    return rules


def _text(planned: PlannedFile, file: Read, shipped: Read) -> str:
    return shipped(planned.shipped) if planned.shipped else file(planned.file)


def _digest(statement: Roster | Signers) -> str:
    try:
        return digest(encode(statement))
    except NotCanonicalError as error:
        raise ConsoleError("plan_unreadable", error=error) from error


def _is_ed25519(key: str) -> bool:
    try:
        return public_line(key) == key
    except BadSignatureError:
        return False


def _plain(text: str) -> str:
    """Text as statements carry it: Unicode NFC, no space around it."""
    return unicodedata.normalize("NFC", text.strip())


def _short(key: str) -> str:
    return key if len(key) <= 60 else f"{key[:57]}…"
