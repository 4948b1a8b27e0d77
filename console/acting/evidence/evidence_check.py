"""Offline check of an evidence folder: its manifest, every signature, every bundle, and the ledger's links. Needs no desk.

Every fault names its file. The manifest reveals any change; the other checks reveal changes that the manifest was adapted to.
"""

import contextlib
import hashlib
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from console.acting.evidence import evidence_proofs
from console.acting.evidence.evidence import DOCUMENTS, INDEX, NO_SIGNATURE, About, as_of
from console.acting.evidence.evidence_proofs import Fault
from console.domain.acts import Request
from console.domain.ledger import checksums
from console.domain.people.people import Roster, Signers
from console.domain.requests.documents import file_name
from console.domain.sending.limits import by_reason
from console.domain.states import RecipientState
from console.signing import bundle as bundles
from console.signing import bundle_file
from console.signing.canonical import NotCanonicalError
from console.signing.links import link_hash, signature_digest, ungrouped
from console.signing.refused import Refused
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import Signed, decode
from console.signing.trust import Roots, establish
from console.wire.ledger.evidence import LETTERS, NOBODY, SlotPart
from console.wire.ledger.ledger import RawEntry

MOST: Final = 1 << 30
"""Bytes of a folder that are read at most."""
_FIELDS: Final = 4
_ENTRIES, _LINKS, _ANCHORS = "ledger/entries.jsonl", "ledger/links.tsv", "ledger/anchors.tsv"
_KEYS: Final = "allowed_signers"
_ENDED: Final = frozenset({"done", "stopped"})
_SUPPRESSED: Final = LETTERS[RecipientState.SUPPRESSED]
_NAMES: Final = (
    "queued", "in_flight", "accepted", "delivered", "undelivered", "refused", "no_receipt", "unknown", "suppressed", "not_sent",
)  # fmt: skip


class Checked(NamedTuple):
    """The outcome: faults (none: good), the folder's own description, bundles that hold, SHA-256 of the manifest, counts."""

    faults: list[Fault]
    about: About | None
    verified: list[tuple[str, bundle_file.Verified]]
    manifest: str
    files: int
    signatures: int
    entries: int


def check(folder: Path, roots: Roots, at: str = "") -> Checked:
    """Check a folder; `at` judges bundles as of that instant instead of their own. Raises OSError if it cannot be read."""
    files, faults = _read(folder)
    run = _Check(files, roots, at)
    faults += run.manifest()
    faults += [*run.statements(), *run.bundles(), *run.documents(), *run.ledger(), *run.results()]
    about = run.about()
    if about is None:
        faults.append(Fault("evidence.json", "unreadable"))
    elif about.org != roots.org:
        faults.append(Fault("evidence.json", "foreign", about.org))
    digest = hashlib.sha256(files.get(checksums.NAME, b"")).hexdigest()
    distinct = list(dict.fromkeys(faults))
    return Checked(distinct, about, run.verified, digest, len(files), run.signatures, run.entries)


def _read(folder: Path) -> tuple[dict[str, bytes], list[Fault]]:
    """Read every plain file under the folder, by its name there; links and other things are faults, and not followed."""
    files: dict[str, bytes] = {}
    faults: list[Fault] = []
    size = 0
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            continue
        size += path.lstat().st_size
        if not stat.S_ISREG(mode) or size > MOST:
            faults.append(Fault(name, "not_a_file" if not stat.S_ISREG(mode) else "too_large"))
            continue
        files[name] = path.read_bytes()
    return files, faults


class _Head(msgspec.Struct):
    seq: int
    hash: str


class _Check:
    def __init__(self, files: dict[str, bytes], roots: Roots, at: str) -> None:
        self.files, self.roots, self.at = files, roots, at
        self.verified: list[tuple[str, bundle_file.Verified]] = []
        self.signatures = self.entries = 0
        self.keys = _allowed(files.get(_KEYS, b""))
        self.services: set[str] = set()
        self.releases: set[str] = set()

    def text(self, name: str) -> str:
        return self.files.get(name, b"").decode("utf-8", "replace")

    def lines(self, name: str) -> list[str]:
        return [line for line in self.text(name).split("\n") if line]

    def about(self) -> About | None:
        try:
            return msgspec.json.decode(self.files.get("evidence.json", b""), type=About)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None

    # ---- the manifest

    def manifest(self) -> Iterator[Fault]:
        if checksums.NAME not in self.files:
            yield Fault(checksums.NAME, "missing")
            return
        try:
            listed = checksums.read(self.files[checksums.NAME].decode("ascii"))
        except (ValueError, UnicodeDecodeError) as error:
            yield Fault(checksums.NAME, "unreadable", str(error))
            return
        for name, digest in listed.items():
            if name not in self.files:
                yield Fault(name, "missing")
            elif hashlib.sha256(self.files[name]).hexdigest() != digest:
                yield Fault(name, "changed")
        for name in self.files:
            if name not in listed and name != checksums.NAME:
                yield Fault(name, "unlisted")

    # ---- signatures

    def statements(self) -> Iterator[Fault]:
        yield from self._root_keys()
        named = set()
        for nth, line in enumerate(self.lines(INDEX), 1):
            fields = line.split("\t")
            if len(fields) != _FIELDS:
                yield Fault(INDEX, "unreadable", str(nth))
                continue
            text, signature, principal, space = fields
            named |= {text, signature}
            if text not in self.files or (signature != NO_SIGNATURE and signature not in self.files):
                yield Fault(INDEX, "names_missing", text)
                continue
            statement = (text, signature, principal, space)
            yield from evidence_proofs.fits(statement, self.files[text], self.services, self.roots.org)
            if signature != NO_SIGNATURE:
                self.signatures += 1
                yield from self._signature(text, signature, principal, space)
        for name in self.files:
            if name.startswith("statements/") and name != INDEX and name not in named:
                yield Fault(name, "not_in_index")

    def _root_keys(self) -> Iterator[Fault]:
        """Yield a fault unless the root keys are those that the checker brought, and every other key is in their roster chain."""
        here = {key for principal, keys in self.keys.items() if principal.startswith("root-") for key in keys}
        if here != set(self.roots.keys):
            yield Fault(_KEYS, "other_roots")
        signers, rosters = self._chain()
        try:
            establish(self.roots, [signed for _, signed in signers], [signed for _, signed in rosters], None)
        except Refused as refused:
            yield Fault(_KEYS, f"refused.{refused.name}", refused.detail)
            return
        known = {(one.id, one.public) for roster, _ in rosters for one in roster.services}
        self.services = {service for service, _ in known} - {
            p.id for roster, _ in rosters for p in roster.people
        }
        known |= {(p.id, k.public) for roster, _ in rosters for p in roster.people for k in p.keys}
        for principal, keys in self.keys.items():
            if not principal.startswith("root-") and not {(principal, key) for key in keys} <= known:
                yield Fault(_KEYS, "stranger", principal)

    def _chain(self) -> tuple[list[tuple[Signers, Signed]], list[tuple[Roster, Signed]]]:
        """Signers statements and roster versions of the folder with their signatures, each oldest first."""
        heads: dict[str, list[str]] = {}
        for line in self.lines(INDEX):
            text, signature, *_ = [*line.split("\t"), "", ""]
            if text.startswith(("statements/signers-", "statements/roster-")):
                heads.setdefault(text, []).append(self.text(signature))
        signers: list[tuple[Signers, Signed]] = []
        rosters: list[tuple[Roster, Signed]] = []
        for text, signatures in heads.items():
            signed = Signed(self.text(text), signatures)
            try:
                act = decode(signed.text.encode())
            except NotCanonicalError:
                continue
            if isinstance(act, Roster):
                rosters.append((act, signed))
            elif isinstance(act, Signers):
                signers.append((act, signed))
        return sorted(signers, key=lambda one: one[0].version), sorted(
            rosters, key=lambda one: one[0].version
        )

    def _signature(self, text: str, signature: str, principal: str, space: str) -> Iterator[Fault]:
        data = self.files[text]
        try:
            key = verify(self.files[signature].decode("utf-8", "replace"), data, space)
        except BadSignatureError:
            yield Fault(signature, "bad_signature", text)
            return
        if key not in self.keys.get(principal, ()):
            yield Fault(signature, "not_the_signer", principal)
        try:
            by = str(getattr(decode(data), "by", principal))
        except NotCanonicalError:
            by = principal
        if by != principal:
            yield Fault(text, "not_the_signer", by)

    # ---- bundles

    def bundles(self) -> Iterator[Fault]:
        about = self.about()
        named = set(about.bundles) if about is not None else set()
        for name in sorted(named - set(self.files)):
            yield Fault(name, "missing")
        for name in sorted(self.files):
            if name.startswith("bundle") and "/" not in name:
                yield from self._bundle(name)

    def _bundle(self, name: str) -> Iterator[Fault]:
        try:
            bundle = bundle_file.unpack(self.files[name])
            _, at = as_of(bundle)
            verified = bundles.verify(bundle, self.roots, self.at or at)
        except Refused as refused:
            yield Fault(name, f"refused.{refused.name}", refused.detail)
            return
        except (KeyError, TypeError, msgspec.DecodeError) as error:
            yield Fault(name, "unreadable", type(error).__name__)
            return
        self.verified.append((name, verified))
        if bundle.release is not None:
            self.releases.add(bundle.release.digest())
        about = self.about()
        if about is not None and about.number != verified.request.number:
            yield Fault("evidence.json", "other_request", verified.request.number)
        if self.files.get("policy.toml") != bundle.policy.encode():
            yield Fault("policy.toml", "other_than_bundle", name)
        gateway = f"gateway{name.removeprefix('bundle').removesuffix('.json')}.toml"
        if self.files.get(gateway) != bundle.gateway.encode():
            yield Fault(gateway, "other_than_bundle", name)

    # ---- attachments

    def documents(self) -> Iterator[Fault]:
        """Yield a fault for an attachment that no signed request names, and where the approval of what is for others is missing."""
        named: set[str] = set()
        for name, data in self.files.items():
            if name.startswith("statements/request-") and name.endswith(".json"):
                with contextlib.suppress(NotCanonicalError):
                    act = decode(data)
                    named |= {one.sha256 for one in act.attachments} if isinstance(act, Request) else set()
        here = set()
        for name in sorted(one for one in self.files if one.startswith(DOCUMENTS)):
            digest = hashlib.sha256(self.files[name]).hexdigest()
            here.add(digest)
            if name.removeprefix(DOCUMENTS).partition(".")[0] != digest:
                yield Fault(name, "changed")
            elif digest not in named:
                yield Fault(name, "not_named")
        for _, verified in self.verified:
            request = verified.request
            if request.checks.third_party and verified.policy.extra.documented:
                for one in request.attachments:
                    if one.sha256 not in here:
                        yield Fault(f"{DOCUMENTS}{file_name(one.sha256, one.name)}", "missing")

    # ---- the ledger

    def ledger(self) -> Iterator[Fault]:
        links: dict[int, tuple[str, str]] = {}
        hashes: dict[int, str] = {}
        faults, ends = self._links(links, hashes)
        yield from faults
        anchors = dict(line.split("\t") for line in self.lines(_ANCHORS) if line.count("\t") == 1)
        for seq, hashed in ends.items():
            if anchors.get(str(seq)) != hashed:
                yield Fault(_LINKS, "ends_at_no_head", str(seq))
        yield from self._heads(anchors, hashes)
        for nth, line in enumerate(self.files.get(_ENTRIES, b"").split(b"\n"), 1):
            if line:
                self.entries += 1
                yield from self._entry(nth, line, links)

    def _links(
        self, links: dict[int, tuple[str, str]], hashes: dict[int, str]
    ) -> tuple[list[Fault], dict[int, str]]:
        """Follow the links; fills digests of envelope and signature, and hashes, by number; returns each stretch's last hash."""
        faults: list[Fault] = []
        ends: dict[int, str] = {}
        last, hashed = -1, ""
        for nth, line in enumerate(self.lines(_LINKS), 1):
            try:
                number, prev, envelope, signature, own = line.split("\t")
                seq = int(number)
                link = link_hash(
                    bytes.fromhex(prev), seq, bytes.fromhex(envelope), bytes.fromhex(signature)
                ).hex()
            except (ValueError, OverflowError):
                faults.append(Fault(_LINKS, "unreadable", str(nth)))
                continue
            if link != own or (seq == last + 1 and prev != hashed):
                faults.append(Fault(_LINKS, "broken", number))
            if seq == last + 1:
                ends.pop(last, None)
            links[seq] = envelope, signature
            hashes[seq] = own
            hashes.setdefault(seq - 1, prev)
            last, hashed = seq, own
            ends[seq] = own
        return faults, ends

    def _heads(self, anchors: dict[str, str], hashes: dict[int, str]) -> Iterator[Fault]:
        """Yield a fault for an anchor that no service signed, unless it is the ledger's head when the folder was made.

        Every signed head must lie on the ledger as it was then: one that lies beyond its end proves that its tail was cut.
        """
        about = self.about()
        tip = ungrouped(about.tip) if about is not None else None
        if about is not None and tip is None:
            yield Fault("evidence.json", "unreadable", "tip")
        signed = {(str(tip.seq), tip.hash.hex())} if tip is not None else set()
        for name, data in self.files.items():
            if not (name.startswith("statements/head-") and name.endswith(".json")):
                continue
            try:
                head = msgspec.json.decode(data, type=_Head)
            except (msgspec.DecodeError, UnicodeDecodeError):
                yield Fault(name, "unreadable")
                continue
            signed.add((str(head.seq), head.hash))
            if tip is not None and head.seq > tip.seq:
                yield Fault(name, "ledger_cut", f"{tip.seq} < {head.seq}")
            elif hashes.get(head.seq, head.hash) != head.hash:
                yield Fault(name, "ledger_rewritten", str(head.seq))
        for seq, hashed in anchors.items():
            if (seq, hashed) not in signed:
                yield Fault(_ANCHORS, "not_signed", seq)

    def _entry(self, nth: int, line: bytes, links: dict[int, tuple[str, str]]) -> Iterator[Fault]:
        try:
            entry = msgspec.json.decode(line, type=RawEntry)
            envelope = msgspec.json.decode(entry.envelope)
            held = envelope["payload"].get("statement")
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError):
            yield Fault(_ENTRIES, "unreadable", str(nth))
            return
        digests = hashlib.sha256(entry.envelope.encode()).hexdigest(), signature_digest(entry.signature).hex()
        if links.get(entry.seq) != digests or envelope.get("seq") != entry.seq:
            yield Fault(_ENTRIES, "not_in_chain", str(entry.seq))
        own = hashlib.sha256(entry.statement.encode()).hexdigest() if entry.statement is not None else None
        if own != held:
            yield Fault(_ENTRIES, "other_statement", str(entry.seq))

    # ---- results

    def results(self) -> Iterator[Fault]:
        """Yield a fault where letters and counts of an ended slot differ from each other or from the dispatcher's signed report."""
        about = self.about()
        if about is not None:
            yield from evidence_proofs.unproved(self.files, self.releases, about.request)
        for name in sorted(self.files):
            if not (name.startswith("results/") and name.endswith(".json")):
                continue
            try:
                slot = msgspec.json.decode(self.files[name], type=SlotPart)
            except (msgspec.DecodeError, UnicodeDecodeError):
                yield Fault(name, "unreadable")
                continue
            if name != f"results/slot-{slot.slot}.json":
                yield Fault(name, "unreadable", str(slot.slot))
                continue
            states = name.removesuffix(".json") + "-states.tsv"
            letters = "".join(line.partition("\t")[2] for line in self.lines(states)).replace(NOBODY, "")
            if set(letters) - set(LETTERS):
                yield Fault(states, "unreadable")
                continue
            counted = {of: letters.count(letter) for of, letter in zip(_NAMES, LETTERS, strict=True)}
            counts = {of: int(getattr(slot.tally, of)) for of in _NAMES}
            if slot.state in _ENDED and letters and counted != counts:
                yield Fault(states, "other_counts")
            if slot.state in _ENDED and slot.suppressed and self._reasons(slot) != slot.suppressed:
                yield Fault(states.replace("-states", "-codes"), "other_reasons")
            wrong = evidence_proofs.as_reported(self.files, slot.slot, letters, ended=slot.state in _ENDED)
            if wrong:
                yield Fault(states, wrong)

    def _reasons(self, slot: SlotPart) -> dict[str, int]:
        """How many recipients were suppressed for each reason, recipient by recipient."""
        name = f"results/slot-{slot.slot}"
        places = [line.partition("\t") for line in self.lines(f"{name}-states.tsv")]
        suppressed = {
            int(first) + at
            for first, _, letters in places
            if first.isdecimal()
            for at, one in enumerate(letters)
            if one == _SUPPRESSED
        }
        codes = (line.partition("\t") for line in self.lines(f"{name}-codes.tsv"))
        said = Counter(code for at, _, code in codes if at.isdecimal() and int(at) in suppressed)
        return dict(by_reason(len(suppressed), said))


def _allowed(data: bytes) -> dict[str, list[str]]:
    """Keys by principal."""
    allowed: dict[str, list[str]] = {}
    for line in data.decode("utf-8", "replace").split("\n"):
        principal, _, rest = line.partition(" ")
        _, quote, key = rest.rpartition('" ')
        if quote:
            allowed.setdefault(principal, []).append(key)
    return allowed
