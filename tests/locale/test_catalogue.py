"""Whatever the program can refuse, fail with or name has its words in both languages, and no words are left over."""

import ast
import re
from typing import get_args

import pytest
from rich.cells import cell_len

from console import failure
from console.contacts.errors import FailureCode, FileCode
from console.contacts.reasons import Reason
from console.db import errors as storage
from console.db.verify import Reason as ChainReason
from console.dispatch import holds
from console.dispatch.claiming.refusals import NAMES as UNFIT
from console.dispatch.reports import outbox
from console.dispatch.sends import SENDING, WAITING
from console.domain import acts, declared, states
from console.domain.archive.archive import Move
from console.domain.authority import Act
from console.domain.contacts.phone import Carrier, NumberClass
from console.domain.content.check import MISFILED, SIGNATURE, TOO_LONG, UNJUDGED
from console.domain.content.leaks import DETECTORS
from console.domain.content.lists import read
from console.domain.credentials.custody import Holds
from console.domain.filing import filed
from console.domain.filing.filed import Standing as FiledStanding
from console.domain.filing.filing import FilingState, Gap
from console.domain.losses.losses import STEP_OF as LOSS_STEPS
from console.domain.pair import Part
from console.domain.people.enrolment import Application, ApplicationKind, ApplicationState, Decision
from console.domain.people.enrolment_rules import Duty
from console.domain.people.people import DepartmentKind, Post, Standing
from console.domain.refusals import refuse
from console.domain.two_person.pairing import PAIR_ACTS, RULES
from console.domain.two_person.pairs import Verdict, Which
from console.locale import catalogue, words
from console.screens.labelled import LABEL
from console.services.credentials import credentials
from console.services.freezes import freezes
from console.services.people import carried_out
from console.signing.refused import NAMES
from console.widgets.fields import Field
from console.wire import calls, every_call
from console.wire.base import Do
from console.wire.people.enrolment import ApplicationForm
from console.wire.requests.drafts import Draft
from console.wire.sending.slots import Tally
from tests.locale import sources
from tests.locale.texts import keys, under
from tools.check_locale import check, incomplete, load, misplaced, placeholders
from tools.trees import ROOT, parsed

PARTS = ("what", "why", "next")
OURS = {
    "access", "approval", "cli", "field", "import", "act", "basis", "carrier", "category", "clause", "department", "length", "ledger", "number", "optout", "post", "problem", "screening", "step", "todo", "org", "pair", "request", "send", "state", "verdict",
}  # fmt: skip
ALWAYS_THERE = {"clause"}
PERSONAL = get_args(acts.Personal)


def codes(prefix: str, *nouns: str) -> set[str]:
    return {key.rpartition(".")[0] for key in under(prefix, *nouns)}


def everywhere(prefix: str) -> set[str]:
    """Codes of the whole catalogue: other modules may bring words of their own."""
    return {key.split(".", 1)[1].rpartition(".")[0] for key in load() if key.startswith(f"{prefix}.")}


def test_every_refusal_in_the_source_has_its_words_and_no_words_are_left_over() -> None:
    assert set(sources.refusals()) == everywhere("refusal")


def test_every_problem_in_the_source_has_its_words_and_no_words_are_left_over() -> None:
    named = {one.code for one in vars(storage).values() if hasattr(one, "code")}
    passed_on = {f"key_{code}" for code in sources.key_codes()}
    surroundings = set(get_args(failure.Named))
    assert set(sources.problems()) | named | passed_on | surroundings == everywhere("problem")


@pytest.mark.parametrize("prefix", ["refusal", "problem"])
def test_the_words_ask_for_no_value_that_a_place_does_not_give(prefix: str) -> None:
    catalogue = load()
    found = sources.refusals() if prefix == "refusal" else sources.problems()
    for code, places in found.items():
        wanted = {name for part in PARTS for name in placeholders(catalogue[f"{prefix}.{code}.{part}"][1])}
        for given in places:
            assert "*" in given or wanted - ALWAYS_THERE <= given, (code, wanted, given)


def test_every_why_of_a_refusal_begins_with_its_clause() -> None:
    catalogue = load()
    for code in everywhere("refusal"):
        assert all(pair.startswith("{ $clause }") for pair in catalogue[f"refusal.{code}.why"]), code


def test_both_languages_are_there_and_the_chinese_one_is_chinese() -> None:
    catalogue = load()
    assert list(misplaced()) == []
    assert list(incomplete(catalogue)) == []
    chinese = re.compile("[\u4e00-\u9fff]")
    for key in keys(*OURS):
        zh, en = catalogue[key]
        assert chinese.search(zh) or not chinese.search(en), key
        if key.rpartition(".")[2] in PARTS:
            assert chinese.search(zh), key


def test_every_value_of_a_fixed_set_has_a_word_and_no_word_is_left_over() -> None:
    assert under("refused", "verdict") == set(NAMES) | set(UNFIT)
    assert under("chain", "verdict") == set(ChainReason)
    assert under("reason", "import") == set(Reason)
    assert codes("import", "import") == {*FileCode, *(f"failed.{code}" for code in FailureCode), "cancelled"}
    # A send on paper (补录) stands among the requests and is none.
    assert under("state.request", "state") == {*states.RequestState, "emergency", "unsettled"}
    # A cleared slot whose text is stopped now, and an ended one with unknown results, are in no state of their own.
    assert under("state.slot", "state") == {*states.SlotState, "held_back", "unsettled", "untaken"}
    # An amendment sheet names beside recipients what came in after its quarter.
    beside = {filed.EMERGENCY, filed.COMPLAINT}
    assert under("state.recipient", "state") - beside == set(Tally.__struct_fields__)
    assert under("state.recipient", "state") - {"approved", *beside} == {
        s.name.lower() for s in states.RecipientState
    }
    assert under("post", "post") == {*Post, "accept", "release", "revise"}
    assert under("category", "category") == set(acts.Category)
    assert under("basis", "basis") == set(acts.Basis)
    assert under("act", "act") == set(Act) | PAIR_ACTS
    assert under("part", "pair") == set(Part)
    assert under("pair", "pair") == set(RULES)
    assert under("envelope_holds", "hand_over") == set(Holds)
    assert under("settle_verdict", "pair") == set(Verdict)
    assert under("continuation", "continuation") == set(Which)
    assert under("application_kind", "application") == set(ApplicationKind)
    assert under("state.application", "application") == {*ApplicationState, *carried_out.STATES}
    assert under("decision", "application") == {*Decision, "application"}
    assert under("duty", "application") == set(Duty)
    assert under("step", "step", "loss", "filing") == {
        str(one.__struct_config__.tag).partition("/")[0] for one in PERSONAL
    }
    assert under("gap", "filing") == set(Gap)
    assert under("filed", "filing") == set(FiledStanding)
    assert under("filing.state", "filing") == {*FilingState, "running", "due"}
    assert under("department", "department") == set(DepartmentKind)
    assert under("standing", "state") == set(Standing)
    assert under("carrier", "carrier") == set(Carrier)
    assert under("number", "number") == {c for c in NumberClass if c.sendable}


def test_every_field_of_the_form_has_a_label_and_help_with_its_clause() -> None:
    fields = set(Draft.__struct_fields__) - {"template", "template_version"}
    labels = under("field", "field")
    helps = under("field.help", "field")
    assert helps == fields
    beside_slots_and_lists = {"list", "window", "opens", "closes", "name"}
    assert {label for label in labels if not label.startswith("help.")} == fields | beside_slots_and_lists
    catalogue = load()
    for field in helps:
        assert re.match(r"(R|A)\d", catalogue[f"field.help.{field}"][1]), field
        # The form's label column has 18 cells, and one of them stays blank.
        assert all(cell_len(words) < 18 for words in catalogue[f"field.{field}"]), field


def test_every_field_of_the_application_has_a_label_and_help_with_its_clause() -> None:
    fields = set(ApplicationForm.__struct_fields__)
    helps = under("application.help", "application")
    assert helps == fields == set(declared.names(Application))
    catalogue = load()
    for field in helps:
        assert re.match(r"R\d", catalogue[f"application.help.{field}"][1]), field


def test_every_label_has_room_beside_its_field_in_both_languages() -> None:
    """The column of labels is cut to its width: what does not fit is not read."""
    match = re.search(r"\.label \{ width: (\d+);", Field.DEFAULT_CSS)
    assert match
    room = int(match[1]) - 1
    patterns = [re.compile(one) for one in sources.labels()]
    catalogue = load()
    keys = {key for key in catalogue if any(one.fullmatch(key) for one in patterns)}
    keys |= {
        words.field_key(one.noun, one.named)
        for kind in get_args(every_call.AnyCall)
        if issubclass(kind, Do)
        for one in declared.of(kind)
    }
    assert {"paper.due", "act.reason", "complaint.form", "expiry.provider"} <= keys
    cut = {key for key in keys if any(cell_len(label) > room for label in catalogue[key])}
    assert not cut


def test_every_chinese_label_of_a_signed_value_stands_in_its_column() -> None:
    wide = {key for key in keys("leaf") if key.startswith("leaf.") and cell_len(load()[key][0]) >= LABEL}
    assert not wide


def test_every_ledger_kind_has_a_word() -> None:
    named = {key.removeprefix("ledger.") for key in load() if key.startswith("ledger.")}
    kinds = sources.ledger_kinds()
    beginnings = {kind for kind in kinds if kind.endswith(".")}
    assert beginnings == {
        "application.", "archive.", "custody.", "erasure.", "freeze.", "loss.", "order.", "proposal.", "request.", "send.",
        "slot.", "trial.",
    }  # fmt: skip
    events = {
        "refused",
        "started",
        "held",
        "resumed",
        "stopped",
        "done",
        "corrected",
        "settle_refused",
        "contradicted",
    }
    decisions = {"approval", "return", "rejection", "withdrawal", "acceptance"}
    made = {f"send.{event}" for event in events} | {f"request.{kind}" for kind in decisions}
    made |= {f"trial.{event}" for event in ("started", "done", "refused", "changed")}
    made |= {f"slot.{kind}" for kind in ("release", "resume", "stop")}
    made |= {f"erasure.{event}" for event in ("erased", "erase_refused", "hold_released", "resubscribed")}
    made |= {f"order.{kind}" for kind in ("deputation", "activation", "suspension", "recall")}
    made |= {f"application.{decision}" for decision in Decision}
    made |= {f"archive.{move}" for move in Move}
    made |= {f"custody.{event}" for event in credentials.EVENTS}
    made |= {f"freeze.{event}" for event in freezes.EVENTS}
    made |= {f"loss.{step}" for step in LOSS_STEPS.values()}
    made |= {"proposal.made", "proposal.confirmed"}
    made |= {"complaint.answered", "complaint.closed", "evidence.made"}
    assert named == made | (kinds - beginnings)


def test_every_hold_and_event_of_the_dispatcher_has_a_word() -> None:
    held = {value for name, value in vars(holds).items() if name.isupper() and isinstance(value, str)}
    # The module also names states of a send, which are no reasons.
    assert held - {SENDING, WAITING} <= under("hold", "state")
    told = {value for name, value in vars(outbox).items() if name.isupper() and isinstance(value, str)}
    assert told <= under("event", "state")


def test_every_class_of_the_shipped_screening_lists_has_a_word() -> None:
    made = [read(path.read_text("utf-8")) for path in (ROOT / "data" / "screening").glob("*.toml")]
    found = {rule.reason for one in made for rule in one.rule}
    found |= {part.kind for one in made for part in one.words} | {
        part.kind for one in made for part in one.phrase
    }
    found |= {part.kind for one in made for part in one.wording}
    found |= {part.kind for one in made for part in one.detect} | {MISFILED, SIGNATURE, TOO_LONG, UNJUDGED}
    assert under("screening", "screening") == found
    assert set(DETECTORS) <= found


def test_every_clause_that_is_cited_has_words() -> None:
    cited = {"R4", "R5", "R6", *NAMES.values(), *UNFIT.values()}
    for _, tree in parsed(ROOT / "console"):
        cited |= set(re.findall(r"refuse\('[a-z_]+', '([RAI]\d+)'", ast.unparse(tree)))
    assert cited <= under("clause", "clause")


def test_every_text_that_is_asked_for_exists_and_none_of_the_command_line_is_left_over() -> None:
    catalogue = load()
    ours = {key: pair for key, pair in catalogue.items() if key in keys("cli")}
    found, unused = check(catalogue, ROOT / "console")
    assert [line for line in found if "console/cli" in line] == []
    assert [key for key in unused if key in ours] == []
    columns = _mentioned_columns()
    assert under("cli.column", "cli") <= columns


def _mentioned_columns() -> set[str]:
    return {
        node.value.rpartition(".")[2]
        for _, tree in parsed(ROOT / "console" / "cli")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_a_missing_key_fails_under_test_and_shows_itself_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        words.text("no.such.key", "en")
    with pytest.raises(KeyError):
        words.text("cli.entry", "en")
    monkeypatch.delenv(words.STRICT_VARIABLE)
    assert words.text("no.such.key", "en") == "no.such.key"
    assert words.text("cli.entry", "en") == " (ledger entry )"


def test_whether_a_text_exists_is_answered_by_the_language_that_was_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts: dict[str, dict[str, str]] = {lang: {} for lang in catalogue.LANGUAGES}
    monkeypatch.setattr(catalogue, "_texts", texts)
    monkeypatch.setattr(catalogue, "_read", set())
    assert catalogue.find("cli.entry", "zh")
    assert catalogue.has("cli.entry")
    assert not texts["en"], "the other language is not read for it"


def test_values_are_guarded_and_said_in_words() -> None:
    message = words.explain(
        refuse("text_screened", "R11", reason="classified", words="a\x1b[2Jb", version="1"), "en"
    )
    assert (
        message.what == "The text holds what may not be sent (classified marking, screening list 1): a␛[2Jb"
    )
    assert message.why.startswith("R11 (forbidden content): ")
    assert (
        words.explain(refuse("not_editable", "R2", state="submitted"), "zh").what
        == "申请现在是“审批中”，不能修改。"
    )
    assert words.slot_reason("quiet_hours", "en").startswith("outside this category's hours")
    assert words.slot_reason("客户投诉\u202e", "en") == "客户投诉<202E>"
    assert words.event("held desk_silent", "zh").startswith("停下 业务台十秒没有消息")
    assert words.event("hold qianwei", "en") == "hold qianwei"


def test_the_union_of_calls_is_known_to_the_words_of_lost_answers() -> None:
    lost = words.problem("answer_lost", {"call": calls.Enact.__name__}, "en")
    assert "Enact" in lost.what
