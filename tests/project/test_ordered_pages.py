"""The pages in the order of doing, in both languages: the same lines and rows, commands that exist, links that lead somewhere."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAIRS = ("daily-check", "disaster", "first-day", "install-separated")
IN_BOTH = sorted(path.name.removesuffix(".zh.md") for path in (DOCS / "how-to").glob("*.zh.md"))
COMMANDS = (DOCS / "reference" / "commands.md").read_text("utf-8")


def both(name: str) -> tuple[str, str]:
    english, chinese = (DOCS / "how-to" / f"{name}{end}.md" for end in ("", ".zh"))
    return english.read_text("utf-8"), chinese.read_text("utf-8")


def typed(page: str) -> list[str]:
    """The lines to type that are no example in a list."""
    return re.findall(r"^    (\S.+)$", page, re.MULTILINE)


@pytest.mark.parametrize("name", PAIRS)
def test_both_languages_have_the_same_lines_and_rows(name: str) -> None:
    english, chinese = both(name)
    assert typed(english) == typed(chinese)
    assert typed(english)
    for sign in ("## ", "| "):
        counts = [sum(line.startswith(sign) for line in page.splitlines()) for page in (english, chinese)]
        assert counts[0] == counts[1], sign


@pytest.mark.parametrize("name", PAIRS)
def test_every_line_is_a_command_of_the_program(name: str) -> None:
    said = [
        re.sub(r"^sms-console (--home \S+ )?", "", line[line.index("sms-console ") :])
        for line in typed(both(name)[0])
        if re.search(r"(?:^|-- )sms-console [a-z-]", line)
    ]
    said += [line.split("HOST ")[1] for line in typed(both(name)[0]) if "HOST " in line]
    assert said
    for one in said:
        noun, *rest = one.split()
        verb = rest[0] if rest and rest[0].isalpha() else ""
        assert f"## `sms-console {f'{noun} {verb}'.strip()}`" in COMMANDS, one


@pytest.mark.parametrize(
    "page", [f"how-to/{name}{end}.md" for name in PAIRS for end in ("", ".zh")] + ["README.md"]
)
def test_each_link_leads_somewhere(page: str) -> None:
    place = DOCS / page
    found = re.findall(r"\]\(([^)#]+)", place.read_text("utf-8"))
    assert [link for link in found if not (place.parent / link).exists()] == []


def fenced(page: str) -> list[str]:
    """What stands between fences, without remarks."""
    blocks = re.findall(r"^```\w*\n(.+?)^```", page, re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s+#.*", "", line) for block in blocks for line in block.splitlines()]


def given(page: str) -> set[str]:
    """The commands, options, files and codes that a page names."""
    return set(re.findall(r"`([a-z][^`\n]*)`", page))


@pytest.mark.parametrize("name", ["back-up-and-restore", "found-an-organisation", "hand-over-custody", "keep-the-gateway-password",
                                  "when-something-is-lost"])  # fmt: skip
def test_both_languages_name_the_same_commands_files_and_steps(name: str) -> None:
    english, chinese = both(name)
    assert fenced(english) == fenced(chinese)
    assert given(english) == given(chinese)
    for sign in ("## ", "| ", "- ", "1. ", "5. "):
        counts = [sum(line.startswith(sign) for line in page.splitlines()) for page in (english, chinese)]
        assert counts[0] == counts[1], sign


@pytest.mark.parametrize("name", IN_BOTH)
def test_each_language_leads_to_the_other_and_chinese_pages_to_chinese_ones(name: str) -> None:
    english, chinese = both(name)
    assert f"]({name}.zh.md" in english
    assert f"]({name}.md" in chinese
    elsewhere = set(re.findall(r"\]\(([a-z-]+)\.md", chinese)) - {name}
    assert elsewhere & set(IN_BOTH) == set()


@pytest.mark.parametrize("name", IN_BOTH)
def test_each_place_in_a_page_that_a_chinese_one_leads_to_is_there(name: str) -> None:
    for page, place in re.findall(r"\]\(([a-z-]+(?:\.zh)?\.md)#([^)]+)\)", both(name)[1]):
        heads = re.findall(r"^#+ (.+)$", (DOCS / "how-to" / page).read_text("utf-8"), re.MULTILINE)
        assert place in {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}, page


def test_the_index_has_each_page_of_the_order() -> None:
    index = (DOCS / "README.md").read_text("utf-8").split("## In the order of doing")[1]
    assert [name for name in PAIRS for end in ("", ".zh") if f"how-to/{name}{end}.md" not in index] == []
