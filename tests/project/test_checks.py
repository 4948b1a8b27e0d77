"""The house checks on snippets: each rule finds what it forbids and lets pass what it allows."""

import ast
import subprocess
from pathlib import Path

import pytest

from tools import check, check_habits, check_locale, check_screens, docs, trees


@pytest.mark.parametrize(
    "snippet",
    [
        "def f(name): yield Static(name)",
        "def f(name): yield Static(f'发送 {name}')",
        "def f(self): self.query_one(Label).update(self.row.text)",
        "def f(table, row): table.add_row(show(row.a), row.b)",
        "def f(table, cells): table.add_row(*cells)",
        "def f(self, e): self.notify(str(e))",
        "def f(self, e): self.notify('失败', title=e.title)",
        "def f(self, e): self.border_title = e.name",
        "def f(e): return Text(e.name)",
        "def f(e): return Content.from_markup(e.name)",
        "def f(e): return Button('a' + e.name)",
        "def f(e): return Button('a' if e else e.name)",
        "def f(e):\n  words = show(e)\n  words = e\n  return Label(words)",
        "def f(rows):\n  for name in rows: yield Label(name)",
        "def f(e): return Label(text('refused', name=e.name))",
        "def f(e): return [Option(item) for item in e]",
        "def f(e): return widgets.Label(e)",
        "async def f(self, e): self.notify(message=e)",
        "def outer(e):\n  line = show(e)\n  def inner(line): return Label(line)\n  return inner",
    ],
)
def test_text_that_goes_around_show_is_found(snippet: str) -> None:
    assert len(list(check_screens.problems_in(ast.parse(snippet)))) == 1


@pytest.mark.parametrize(
    "snippet",
    [
        "def f(name): yield Static(show(name), id=name)",
        "def f(): yield Static('发送')",
        "def f(): yield Button(t('send'), variant=kind)",
        "def f(e): return Label(show(text('refused', name=e.name)))",
        "def f(table, row): table.add_row(show(row.a), show(row.b), key=row.id)",
        "def f(table, rows): table.add_rows([(show(row.a), '-') for row in rows])",
        "def f(e):\n  words = show(e)\n  return Label(words)",
        "def f(e):\n  words = show(e) if e else t('none')\n  both = words\n  return Label(both)",
        "def f(line: Text): return Label(line)",
        "def f(self):\n  line: Text = self.line()\n  return Label(line)",
        "def f(self): self.cache[1] = self.row.name",
        "def f(self, e): return Collapsible(Static(show(e)), title=t('more'))",
        "def f(x): return Segment(' ', x.style)",
    ],
)
def test_text_that_went_through_show_passes(snippet: str) -> None:
    assert list(check_screens.problems_in(ast.parse(snippet))) == []


@pytest.mark.parametrize(
    "snippet",
    [
        "import subprocess",
        "from subprocess import run",
        "import os\nos.system('x')",
        "from os import execv",
        "import asyncio\nasyncio.create_subprocess_exec('x')",
        "import pty",
        "import os\nos.environ.get('EDITOR')",
        "import multiprocessing",
        "from concurrent.futures import ProcessPoolExecutor",
    ],
)
def test_a_way_to_start_a_program_is_found(snippet: str) -> None:
    assert list(check_habits.starts_programs(ast.parse(snippet), children_allowed=False))


def test_who_may_have_processes_of_our_own_code_may_start_nothing_else() -> None:
    tree = ast.parse("import multiprocessing\nimport os\nos.stat('x')")
    assert list(check_habits.starts_programs(tree, children_allowed=True)) == []


@pytest.mark.parametrize(
    "line",
    [
        "see https://py" + "pi.org/x",
        "pip install -" + "-index-url x",
        "cd /wo" + "rk/main",
        "/ro" + "ot/.cache/x",
        "by Cl" + "aude",
    ],
)
def test_a_foreign_name_in_a_file_is_found(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(f"fine\n{line}\n", "utf-8")
    assert [number for number, _ in check_habits.forbidden_words(path)] == [2]


@pytest.mark.parametrize("line", ["framework/main", "{root}/work/x", "the root/ folder", "include/code"])
def test_an_ordinary_line_passes(tmp_path: Path, line: str) -> None:
    path = tmp_path / "x.md"
    path.write_text(line, "utf-8")
    assert list(check_habits.forbidden_words(path)) == []


def test_files_that_are_not_ignored_are_looked_at_before_they_are_added(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name in ("new.py", "made.pyc", ".gitignore"):
        (tmp_path / name).write_text("*.pyc\n", "utf-8")
    assert {path.name for path in trees.tracked_files(tmp_path)} == {"new.py", ".gitignore"}


@pytest.mark.parametrize(
    ("pair", "words"),
    [
        (("发送", ""), "missing"),
        (("发送 { $n }", "send { $m }"), "placeholders differ"),
        (("发送 { $n", "send { $n }"), "placeholders differ"),
    ],
)
def test_a_text_that_is_not_whole_in_both_languages_is_found(pair: tuple[str, str], words: str) -> None:
    (finding,) = check_locale.incomplete({"send": pair})
    assert words in finding


def test_questions_to_the_catalogue_are_held_against_it(tmp_path: Path) -> None:
    console = tmp_path / "console"
    console.mkdir()
    (console / "a.py").write_text(
        "from console.locale.words import text as say\n"
        "from console.locale import words\n"
        "from sqlalchemy import text\n"
        "say('sent', lang)\n"
        "words.text('gone', lang)\n"
        "say('counted', lang)\n"
        "say('counted', lang, n=1)\n"
        "self.t('lost')\n"
        "text('SELECT 1')\n"
        "key = f'state.{x}'\n",
        "utf-8",
    )
    catalogue = {
        "sent": ("a", "a"),
        "counted": ("{ $n }", "{ $n }"),
        "state.done": ("a", "a"),
        "old": ("a", "a"),
    }
    found, unused = check_locale.check(catalogue, console)
    assert found == [
        "console/a.py:5: the catalogue has no gone",
        "console/a.py:6: counted needs ['n']",
        "console/a.py:8: the catalogue has no lost",
    ]
    assert unused == ["old"]


def test_the_catalogue_as_it_stands_is_complete() -> None:
    catalogue = check_locale.load()
    assert list(check_locale.misplaced()) + check_locale.check(catalogue, trees.ROOT / "console")[0] == []


def test_a_text_in_two_files_or_not_as_we_read_it_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.ftl").write_text("a-b = words\n", "utf-8")
    (tmp_path / "b.ftl").write_text("a-b = words\nb = { a-b }\n", "utf-8")
    findings = check_locale.unfit("en", sorted(tmp_path.iterdir()))
    assert list(findings) == ["en/b.ftl: b: no MessageReference", "en/b.ftl: a.b is in two files"]


def test_every_check_runs_after_one_failed_and_the_verdict_tells_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    chosen = [
        check.Step("first", ("-c", "print('the reason'); raise SystemExit(3)")),
        check.Step("second", ("-c", "")),
    ]
    assert check.report(chosen) == 1
    said = capsys.readouterr().out
    assert "the reason" in said
    assert "second             ok" in said
    assert said.endswith("failed: first\n")


def test_generated_pages_are_reproducible_and_escape_their_cells() -> None:
    for page in docs.REGISTRY:
        try:
            assert docs.render(page) == docs.render(page)
        except docs.NoSourceError:
            continue
    assert docs.cell("a|b\nc") == "a\\|b c"


def test_refusals_are_found_with_their_clause() -> None:
    tree = ast.parse("refuse('late', 'R5', who=x)\nRefusal('early', 'R2')\nrefuse(code, 'R1')")
    assert list(docs.refusals_in(tree, "x.py")) == [("late", "R5", "x.py"), ("early", "R2", "x.py")]
