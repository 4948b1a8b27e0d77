"""A plan becomes statements that people can judge; every fault of a plan has its finding, and every finding its words."""

import ast
from collections.abc import Callable

import msgspec
import pytest

from console.acting.founding import founding, passphrases, plans, signatures
from console.acting.founding.founding import Founding, Sources
from console.domain.content import lists
from console.domain.content.check import Screener
from console.domain.data_folder import data_folder
from console.domain.people.people import Post, Roster, Signers
from console.domain.times import parse
from console.errors import ConsoleError
from console.locale.words import explain_problem
from console.signing import keys
from console.signing.keys import UnlockedKey
from console.signing.statements import Signed, decode, encode, namespace, sign
from console.signing.trust import establish
from tests.locale.texts import under
from tools.trees import ROOT, last_name, parsed

AT = "2026-11-24T01:00:00Z"
DATA = data_folder()
SAMPLE = (DATA / "samples" / "organisation.toml").read_text("utf-8")
GATEWAY = (DATA / "gateways" / "demo.toml").read_text("utf-8")
REAL = GATEWAY.replace("simulator = true", "simulator = false").replace("port = 0", "port = 2775")


class Keys:
    """Key files by the name in the plan, each made when it is first asked for."""

    def __init__(self) -> None:
        self.made: dict[str, UnlockedKey] = {}

    def __getitem__(self, name: str) -> UnlockedKey:
        return self.made.setdefault(name, keys.generate())

    def read(self, name: str) -> str:
        if name.endswith(".toml"):
            tls = REAL.replace("tls = false", "tls = true")
            faulty = REAL.replace("window = 50", "window = 0").replace("127.0.0.1", "192.0.2.1")
            return {"real.toml": REAL, "tls.toml": tls, "faulty.toml": faulty}[name]
        if name == "keys/none.pub":
            raise FileNotFoundError(name)
        stem = name.removeprefix("keys/").removesuffix(".pub")
        return f"{self[stem].public} {stem}@desk\n"


@pytest.fixture
def ring() -> Keys:
    return Keys()


def built(ring: Keys, text: str = SAMPLE, pack: Callable[[str], str] = lambda shipped: shipped) -> Founding:
    shipped = {
        "policy": lambda name: pack((DATA / "policy" / f"{name}.toml").read_text("utf-8")),
        "screening": lambda name: (DATA / "screening" / f"{name}.toml").read_text("utf-8"),
        "gateway": lambda name: (DATA / "gateways" / f"{name}.toml").read_text("utf-8"),
    }
    sources = Sources(ring.read, shipped["policy"], shipped["screening"], shipped["gateway"])
    return founding.build(plans.read(text), sources, AT)


def codes(made: Founding, *, blocks: bool) -> set[str]:
    return {one.code for one in founding.judge(made) if one.blocks is blocks}


def test_the_sample_plan_needs_nothing_but_its_keys(ring: Keys) -> None:
    made = built(ring)
    assert codes(made, blocks=True) == set()
    assert codes(made, blocks=False) == {"no_account", "gateway_simulator"}
    assert made.roots.threshold == 2
    assert [ring[f"root-{n}"].public for n in (1, 2, 3)] == list(made.roots.keys)
    assert made.signers.keys == [ring["hanxue"].public, ring["yangfan"].public]
    assert decode(encode(made.roster)) == made.roster


def test_what_two_roots_and_both_signers_signed_is_a_chain_of_trust_and_less_is_not(ring: Keys) -> None:
    made = built(ring)
    signers = sign(made.signers, ring["root-3"], ring["root-1"])
    roster = sign(made.roster, ring["yangfan"], ring["hanxue"])
    assert establish(made.roots, [signers], [roster], None).newest == made.roster
    for few in ((sign(made.signers, ring["root-1"]), roster), (signers, sign(made.roster, ring["hanxue"]))):
        with pytest.raises(Exception, match="not_by"):
            establish(made.roots, [few[0]], [few[1]], None)


def test_dates_are_midnights_of_the_plans_zone_and_validity_counts_from_the_draft(ring: Keys) -> None:
    text = SAMPLE.replace(
        'posts = [{ post = "drafter", department = "business" }]',
        'posts = [{ post = "drafter", department = "business", since = 2026-11-01, until = 2027-11-01 }]',
    )
    roster = built(ring, text).roster
    (post,) = (one for one in roster.posts if one.person == "zhaomin")
    assert (post.since, post.until) == ("2026-10-31T16:00:00Z", "2027-10-31T16:00:00Z")
    assert (parse(roster.expires) - parse(roster.at)).days == 90


def test_a_shipped_list_is_made_the_organisations_own_with_its_signatures(ring: Keys) -> None:
    """Another bank's signature is blocked from the first day on (R11); a site's own list stays as it is."""
    made = built(ring)
    words = lists.read(made.screening_text)
    assert (words.version, words.registered.signatures) == ("2026-2-yunling", ["云岭示范银行"])
    assert made.roster.screening.version == words.version
    named = SAMPLE.replace('# signatures = ["云岭示范银行"]', 'signatures = ["云岭银行", "云\\"岭"]')
    assert lists.read(built(ring, named).screening_text).registered.signatures == ["云岭银行", '云"岭']
    again = lists.registering(made.screening_text, ["别家银行"], "other")
    assert again == made.screening_text
    judge = Screener(words).judge
    assert judge("【云岭示范银行】您的存款到期了。", "notice", whole=True).verdict == "pass"
    assert judge("【别家银行】您的存款到期了。", "notice", whole=True).verdict == "block"


def test_names_are_brought_to_one_spelling(ring: Keys) -> None:
    roster = built(ring, SAMPLE.replace("赵敏", " Zoe\u0308 ")).roster
    person = roster.person("zhaomin")
    assert person is not None
    assert person.name == "Zo\u00eb"


def _post(person: str, posts: str) -> Callable[[str], str]:
    """Give a person other posts."""

    def change(text: str) -> str:
        head, found, tail = text.partition(f'key = "keys/{person}.pub"\nposts = ')
        assert found
        rest = tail.split("\n\n", 1)[1] if "\n\n" in tail else ""
        return f"{head}{found}{posts}\n\n{rest}"

    return change


def _swap(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def _both(*changes: Callable[[str], str]) -> Callable[[str], str]:
    def change(text: str) -> str:
        for one in changes:
            text = one(text)
        return text

    return change


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('audiences = ["customers"]', 'audiences = ["clients"]'),
        ('clause = "R4"', 'clause = "R41"'),
        ('route = ["department_manager"]', 'route = ["auditor"]'),
        ('effective_from = "2026-05-01"', 'effective_from = "zzz"'),
    ],
)
def test_a_policy_that_names_what_does_not_exist_founds_nothing(ring: Keys, old: str, new: str) -> None:
    with pytest.raises(ConsoleError) as raised:
        built(ring, pack=_swap(old, new))
    assert raised.value.code == "policy_unreadable"
    assert new.split(maxsplit=1)[0] in str(raised.value.params["error"])


SOLO = _swap("solo = false", "solo = true ")
PLANS: list[tuple[str, Callable[[str], str]]] = [
    ("id_form", _swap('id = "yunling"', 'id = "Yunling Bank"')),
    ("name_unfit", _swap('name = "业务部"', 'name = "业务\u202e部"')),
    ("staff_no_missing", _swap('staff_no = "D0001"', 'staff_no = " "')),
    ("staff_no_twice", _swap('staff_no = "D0002"', 'staff_no = "D0001"')),
    ("phone_missing", _swap('phone = "010-00000001"', 'phone = ""')),
    ("phone_mobile", _swap('phone = "010-00000001"', 'phone = "+86 161 0000 0000"')),
    ("phone_unfit", _swap('phone = "010-00000001"', 'phone = "abc"')),
    ("general_department", _swap('kind = "general"', 'kind = "other"')),
    ("business_department", _swap('kind = "business"', 'kind = "other"')),
    ("registrar_missing", _post("wangfang", "[]")),
    ("roots_threshold", _swap("threshold = 2", "threshold = 1")),
    ("roots_few", _swap('"keys/root-2.pub", "keys/root-3.pub"', '"keys/root-1.pub"')),
    ("signers_threshold", _swap("[signers]\nthreshold = 2", "[signers]\nthreshold = 1")),
    ("signers_few", _post("hanxue", "[]")),
    ("key_bad", _swap("keys/zhaomin.pub", "keys/none.pub")),
    ("key_bad", _swap("keys/zhaomin.pub", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==")),
    ("root_key_used", _swap("keys/zhaomin.pub", "keys/root-1.pub")),
    ("root_key_used", _swap("keys/root-3.pub", "keys/root-1.pub")),
    (
        "gateway_missing",
        _both(_swap('[[gateway]]\nshipped = "demo"', ""), lambda text: f"gateway = []\n{text}"),
    ),
    ("gateway_solo", _both(SOLO, _swap('shipped = "demo"', 'file = "real.toml"'))),
    ("service_name", _swap('id = "dispatch-1"', 'id = "sender"')),
]
"""Changes of the sample plan that must not be founded."""

JUDGED_ALWAYS: list[tuple[str, Callable[[str], str]]] = [
    ("roster_bad_id", _swap('id = "zhaomin"', 'id = "Zhao Min"')),
    ("roster_name_twice", _swap('id = "qianwei"', 'id = "zhaomin"')),
    ("account_shared", _swap("uid = 2002", "uid = 2001")),
    ("roster_key_taken", _swap("keys/zhaomin.pub", "keys/sunli.pub")),
    ("roster_key_taken", _swap("keys/zhaomin.pub", "keys/dispatch-1.pub")),
    ("roster_unknown_department", _swap('"drafter", department = "business"', '"drafter", department = "x"')),
    ("roster_unknown_department", _swap('"drafter", department = "business"', '"drafter"')),
    ("roster_post_dates", _post("shenyu", '[{ post = "auditor", since = 2026-12-02, until = 2026-12-01 }]')),
    ("roster_post_held", _post("shenyu", '[{ post = "auditor" }, { post = "auditor" }]')),
    ("roster_no_standby", _post("shenyu", '[{ post = "auditor", standby = true }]')),
    ("roster_two_operators", _swap(", standby = true", "")),
    (
        "offices_together",
        _post("hanxue", '[{ post = "roster_signer" }, { post = "auditor", since = 2026-12-05 }]'),
    ),
    ("operator_missing", _post("qianwei", "[]")),
    ("approver_missing", _post("sunli", "[]")),
    ("approver_missing", _post("liqiang", "[]")),
    ("approver_missing", _post("zhoujian", "[]")),
    ("drafter_missing", _post("zhaomin", "[]")),
    ("custodian_missing", _post("fenglei", "[]")),
    ("custodians_two", _post("shenyu", '[{ post = "custodian" }]')),
    (
        "custodian_acts",
        _post("fenglei", '[{ post = "custodian" }, { post = "operator", department = "business" }]'),
    ),
    (
        "department_empty",
        _swap("[[person]]", '[[department]]\nid = "loans"\nname = "信贷部"\nkind = "other"\n\n[[person]]'),
    ),
]
"""What no version of a roster may be, or none should lack; the rules and words are those of every version."""

WEIGHED: list[tuple[str, Callable[[str], str]]] = [
    ("no_account", _swap("uid = 2001", "uid = -1")),
    ("root_account", _swap("uid = 2001", "uid = 0")),
    ("no_post", _post("shenyu", "[]")),
    ("auditor_missing", _post("shenyu", "[]")),
    ("post_over", _post("shenyu", '[{ post = "auditor", since = 2025-12-02, until = 2026-01-01 }]')),
    ("days_few", _swap("days = 90", "days = 29")),
    ("solo", SOLO),
    ("roots_no_spare", _swap(', "keys/root-3.pub"', "")),
    ("gateway_simulator", lambda text: text),
    ("gateway_open", _swap('shipped = "demo"', 'file = "real.toml"')),
]
"""Changes that the signers should weigh, and may found."""


@pytest.mark.parametrize(("code", "change"), PLANS, ids=[code for code, _ in PLANS])
def test_a_plan_that_cannot_stand_is_named(ring: Keys, code: str, change: Callable[[str], str]) -> None:
    assert code in codes(built(ring, change(SAMPLE)), blocks=True)


@pytest.mark.parametrize(("code", "change"), JUDGED_ALWAYS, ids=[code for code, _ in JUDGED_ALWAYS])
def test_what_is_judged_of_every_version_blocks_a_founding_too(
    ring: Keys, code: str, change: Callable[[str], str]
) -> None:
    assert code in codes(built(ring, change(SAMPLE)), blocks=True)


@pytest.mark.parametrize(("code", "change"), WEIGHED, ids=[code for code, _ in WEIGHED])
def test_what_the_signers_should_weigh_is_told_and_does_not_block(
    ring: Keys, code: str, change: Callable[[str], str]
) -> None:
    made = built(ring, change(SAMPLE))
    assert code in codes(made, blocks=False)
    assert codes(made, blocks=True) == set()


def _roster(made: Founding, **fields: object) -> Founding:
    return msgspec.structs.replace(made, roster=msgspec.structs.replace(made.roster, **fields))


TAMPERED: list[tuple[str, Callable[[Founding], Founding]]] = [
    ("days_many", lambda made: _roster(made, expires="2027-03-05T01:00:00Z")),
    (
        "roster_unknown_person",
        lambda made: _roster(made, people=[one for one in made.roster.people if one.id != "shenyu"]),
    ),
    ("service_missing", lambda made: _roster(made, services=[])),
    ("policy_differs", lambda made: msgspec.structs.replace(made, policy_text=made.policy_text + "\n")),
    (
        "screening_differs",
        lambda made: msgspec.structs.replace(made, screening_text=made.screening_text + "\n"),
    ),
    ("gateway_differs", lambda made: msgspec.structs.replace(made, gateway_texts={"demo": GATEWAY + "\n"})),
    (
        "gateway_unlisted",
        lambda made: msgspec.structs.replace(made, gateway_texts={"demo": GATEWAY, "x": ""}),
    ),
    (
        "signer_post",
        lambda made: msgspec.structs.replace(
            made,
            signers=msgspec.structs.replace(made.signers, keys=[keys.generate().public, *made.signers.keys]),
        ),
    ),
]
"""What only a hand that changed the statements after the plan can have made."""


@pytest.mark.parametrize(("code", "tamper"), TAMPERED, ids=[code for code, _ in TAMPERED])
def test_statements_that_no_plan_made_are_judged_alike(
    ring: Keys, code: str, tamper: Callable[[Founding], Founding]
) -> None:
    assert codes(tamper(built(ring)), blocks=True) == {code}


def test_alone_one_root_and_one_signer_are_enough(ring: Keys) -> None:
    text = SOLO(SAMPLE).replace("threshold = 2", "threshold = 1")
    assert codes(built(ring, text), blocks=True) == set()


def test_every_finding_has_words_is_found_here_and_none_is_left_over() -> None:
    raised = {
        node.args[0].value
        for folder in ("acting", "domain")
        for path, tree in parsed(ROOT / "console" / folder)
        if path.name in {"founding.py", "staffing.py"}
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and last_name(node.func) in {"wrong", "weigh", "say"}
        and isinstance(node.args[0], ast.Constant)
    }
    assert raised == {code for code, _ in [*PLANS, *WEIGHED, *TAMPERED]} - {"roster_unknown_person"}
    assert raised == under("finding", "org")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_swap('zone = "Asia/Shanghai"', 'zone = "Asia/Nowhere"'), "plan_unreadable"),
        (_swap("days = 90", "days = 101"), "plan_unreadable"),
        (_swap("solo = false", "alone = false"), "plan_unreadable"),
        (_swap('shipped = "2026-2"', 'shipped = "2026-2"\nfile = "x"'), "plan_unreadable"),
        (_swap('shipped = "2026-2"', 'file = "tls.toml"'), "policy_unreadable"),
        (_swap('[screening]\nshipped = "2026-2"', '[screening]\nfile = "tls.toml"'), "screening_unreadable"),
        (_swap('[screening]\nshipped = "2026-2"', "[screening]"), "plan_unreadable"),
        (_swap('shipped = "demo"', 'shipped = "demo"\n[[gateway]]\nshipped = "demo"'), "gateway_unreadable"),
    ],
)
def test_a_plan_that_cannot_be_read_says_so(ring: Keys, change: Callable[[str], str], code: str) -> None:
    with pytest.raises(ConsoleError) as caught:
        built(ring, change(SAMPLE))
    assert caught.value.code == code


def test_a_gateway_file_with_faults_is_refused_with_all_of_them_at_once(ring: Keys) -> None:
    with pytest.raises(ConsoleError) as caught:
        built(ring, _swap('shipped = "demo"', 'file = "faulty.toml"')(SAMPLE))
    assert caught.value.code == "gateway_unreadable"
    said = explain_problem(caught.value, "en").what
    assert "host (host): an address of documents" in said
    assert "window (window): not allowed" in said


def test_signatures_are_counted_by_the_keys_that_are_named(ring: Keys) -> None:
    made = built(ring)
    signers, roster = (Signed(encode(one).decode(), []) for one in (made.signers, made.roster))

    def state(name: str, signed: Signed) -> signatures.Signing:
        return signatures.signing(name, signed, made.roots, [signers], made.roster)

    assert state("signers-1", signers).missing == 2
    assert [hand.owner for hand in state("roster-1", roster).hands] == ["hanxue", "yangfan"]
    one = signatures.with_signature(state("roster-1", roster), roster, _armour(made.roster, ring["hanxue"]))
    assert state("roster-1", one).missing == 1
    for armour, code in (
        (_armour(made.roster, ring["hanxue"]), "signed_already"),
        (_armour(made.roster, ring["root-1"]), "key_not_named"),
        (_armour(made.signers, ring["yangfan"]), "signature_bad"),
        ("-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n", "signature_bad"),
    ):
        with pytest.raises(ConsoleError) as caught:
            signatures.with_signature(state("roster-1", one), one, armour)
        assert caught.value.code == code
    other = Signed(roster.text, [_armour(made.roster, ring["yangfan"])])
    assert state("roster-1", signatures.joined(state("roster-1", one), one, other)).missing == 0


def test_one_signature_does_not_count_twice_by_coming_in_two_copies(ring: Keys) -> None:
    made = built(ring)
    roster = Signed(encode(made.roster).decode(), [])
    signers = Signed(encode(made.signers).decode(), [])
    state = signatures.signing("roster-1", roster, made.roots, [signers], made.roster)
    armour = _armour(made.roster, ring["hanxue"])
    with pytest.raises(ConsoleError) as caught:
        signatures.joined(state, roster, Signed(roster.text, [armour, armour.rstrip("\n")]))
    assert caught.value.code == "signed_already"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("赵敏", "赵民"),
        lambda text: text.replace(",", ", ", 1),
        lambda text: text[:-1],
        lambda text: text.replace('"version":1', '"version":2'),
    ],
)
def test_a_statement_that_was_changed_or_misnamed_can_be_signed_by_nobody(
    ring: Keys, spoil: Callable[[str], str]
) -> None:
    made = built(ring)
    signed = sign(made.roster, ring["hanxue"])
    signers = Signed(encode(made.signers).decode(), [])
    with pytest.raises(ConsoleError) as caught:
        signatures.signing(
            "roster-1", Signed(spoil(signed.text), signed.signatures), made.roots, [signers], made.roster
        )
    assert caught.value.code == "statement_unsound"


def test_the_next_signers_follow_and_may_come_into_the_roster_afterwards(ring: Keys) -> None:
    made = built(ring)
    following = founding.next_signers(made.signers, [ring["hanxue"].public, ring["new"].public], 2, AT)
    assert (following.version, following.org) == (2, "yunling")
    found = list(founding.judge_signers(following, made.roster))
    assert [(one.code, one.blocks) for one in found] == [("signer_post", False)]


@pytest.mark.parametrize(
    ("passphrase", "names", "code"),
    [
        ("short", (), "passphrase_short"),
        ("a b c d e f", (), "passphrase_short"),
        ("go up at no", (), ""),
        ("ab ab ab ab", (), "passphrase_short"),
        ("我们 每天 早上 开会", (), ""),
        ("aaaaaaaaaaaaaaaa", (), "passphrase_plain"),
        ("zhaomin zhaomin", ("zhaomin",), "passphrase_name"),
        ("ZhaoMin-2026!", ("赵敏", "zhaomin"), "passphrase_name"),
        ("zhaomin likes green tea", ("zhaomin",), ""),
        ("correct horse battery", ("",), ""),
    ],
)
def test_a_passphrase_is_long_varied_and_no_name(passphrase: str, names: tuple[str, ...], code: str) -> None:
    if not code:
        passphrases.insist(passphrase, *names)
        return
    with pytest.raises(ConsoleError) as caught:
        passphrases.insist(passphrase, *names)
    assert caught.value.code == code


def test_every_post_is_explained_in_the_sample_plan() -> None:
    assert all(post in SAMPLE for post in Post)


def _armour(statement: Roster | Signers, key: UnlockedKey) -> str:
    return key.sign(encode(statement), namespace(statement))
