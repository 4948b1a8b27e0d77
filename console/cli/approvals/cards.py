"""The approval card at the command line: first the text to be signed, then what the desk computed, marked as such."""

from collections.abc import Iterator

from console import reading
from console.acting.approvals import versions
from console.acting.requests import papers
from console.acting.requests.templates import against
from console.cli import signing, tables, viewed
from console.cli.session import Session
from console.contacts.reasons import split
from console.domain import acts
from console.locale import aside, words
from console.views import appeals, documents, limits, templates, watch, windows
from console.views.contacts import left_out_words, made_words
from console.wire.contacts import lists as list_calls
from console.wire.requests import approvals
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import StepRow


def signs_as(run: Session, card: approvals.ScopeCard) -> str:
    """Return the posts (兼), and the person represented (代), for which an approval of this card would be signed."""
    place = run.t("statement.in_place", name=run.who(card.deputy_for)) if card.deputy_for else ""
    return " + ".join(run.name("post", post) for post in card.posts) + place


def _list_words(run: Session, one: list_calls.ListRow) -> str:
    left_out, remarked = split(one.counts, one.repaired)
    parts = [f"{one.name}: {tables.count(one.n)} / {tables.count(one.rows)}"]
    for key, counts in (("left_out_why", left_out), ("repaired", one.repaired), ("remarked", remarked)):
        if summary := _counts(run, "reason", counts):
            parts.append(f"{run.t(f'lists.{key}')}: {summary}")
    if one.made:
        parts.append(f"{run.t('lists.made_of')}: {made_words(viewed.viewer(run), one)}")
    parts += aside.lines(one.aside, run.lang)
    return "\n".join(parts)


def card_lines(run: Session, card: approvals.ScopeCard, by: str = "") -> Iterator[str]:
    """Yield the approval card: first the signed text, then the computed parts, marked as such; `by` is another person who signs."""
    act: acts.Request = signing.statement(card.statement, card.digest)
    yield from signing.lines(run, act)
    attached = papers.attached(act, Draft(), card.documents)
    yield from documents.lines(viewed.viewer(run), attached)
    yield ""
    yield run.t("cli.computed")
    lists, viewer = "\n".join(_list_words(run, one) for one in card.lists), viewed.viewer(run)
    held = templates.notes(viewer, against(act, card.template, card.template_newest))
    rows = [
        (run.t("field.list"), lists),
        (run.t("cli.column.carriers"), _counts(run, "carrier", card.carriers)),
        (run.t("cli.column.classes"), _counts(run, "number", card.classes)),
        (run.t("cli.overlap", days=card.overlap_days), _plain(card.overlap)),
        (
            run.t("cli.opted_out"),
            f"{tables.count(card.opted_out)}  {left_out_words(viewer, card.left_out)}".rstrip(),
        ),
        (run.t("limits.sum_title"), total.words if (total := limits.summed(viewer, card.limits)) else ""),
        (run.t("card.duty"), run.name("duty", card.duty)),
        (run.t("card.despite"), tables.count(card.despite)),
        (
            run.t("limits.title"),
            "\n".join(one.words for one in limits.notes(viewed.viewer(run), card.limits)),
        ),
        (
            run.t("cli.hits", version=card.screening),
            ", ".join(f"{words.named('screening', why, run.lang)} {hit}" for why, hit in card.hits),
        ),
        (run.t("appeal.title"), "\n".join(appeals.released(viewer, one) for one in card.released)),
        (run.t("watch.compared"), "\n".join(one.words for one in watch.notes(viewer, card.watch, act))),
        (run.t("template.template"), "\n".join(words for _, words in held)),
        (run.t("template.whole"), card.template.says.body if card.template is not None else ""),
        (run.t("cli.samples"), " ".join(card.samples)),
        (
            run.t("card.hours"),
            "\n".join(one.words for one in windows.notes(viewed.viewer(run), card.hours, first=1)),
        ),
        (
            run.t("cli.changed"),
            "\n".join(
                _changed(run, one) for one in reading.changed_since(run.reader, versions.of_card(card))
            ),
        ),
        (
            run.t("cli.signer_today", name=run.who(by)) if by else run.t("cli.signed_today"),
            card.signed_today,
        ),
        (run.t("cli.signer_as", name=run.who(by)) if by else run.t("cli.signs_as"), signs_as(run, card)),
    ]
    yield from tables.pairs(rows)
    yield ""
    yield from step_lines(run, card.steps)


def step_lines(run: Session, steps: list[StepRow]) -> Iterator[str]:
    """Yield the signed chain of a request as a table."""
    head = [run.t(f"cli.column.{name}") for name in ("step", "name", "posts", "at", "verdict", "opinion")]
    rows = [
        (
            run.name("step", one.kind),
            one.name,
            ", ".join(run.name("post", post) for post in one.posts)
            + (run.t("statement.in_place", name=run.who(one.deputy_for)) if one.deputy_for else ""),
            run.when(one.at),
            run.name("verdict", one.verdict),
            f"{one.opinion} {run.t('cli.carried', by=run.who(one.carrier)) if one.carrier else ''}".rstrip(),
        )
        for one in steps
    ]
    yield from tables.table(head, rows)


def _changed(run: Session, one: reading.Change) -> str:
    none = run.t("none")
    return f"{one.label}: {one.old or none} → {one.new or none}"


def _counts(run: Session, prefix: str, counts: dict[str, int]) -> str:
    return ", ".join(f"{run.name(prefix, name)} {tables.count(n)}" for name, n in counts.items())


def _plain(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {tables.count(n)}" for name, n in counts.items())
