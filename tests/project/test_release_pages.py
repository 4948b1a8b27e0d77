"""What people read of a release: the pages on upgrading, in both languages, and SECURITY.md, against the program and its tools."""

import re
from pathlib import Path

from console.install.upgrade import STEPS
from console.version import VERSION
from tools import release

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = (ROOT / "docs" / "how-to" / "upgrade.md").read_text("utf-8")
CHINESE = (ROOT / "docs" / "how-to" / "upgrade.zh.md").read_text("utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text("utf-8")


def commands(page: str) -> list[str]:
    """The lines to type, without remarks, and with the version's place written alike."""
    lines = re.findall(r"^    ((?:ssh-keygen|sha256sum|tar|sh|/usr/lib) ?.+)$", page, re.MULTILINE)
    return [re.sub(r"\s+#.*", "", line).replace("版本", "VERSION") for line in lines]


def test_both_languages_have_the_same_steps_commands_and_rows() -> None:
    assert commands(ENGLISH) == commands(CHINESE)
    assert len(commands(ENGLISH)) == 7
    for sign in ("## ", "| ", "    "):
        counts = [sum(line.startswith(sign) for line in page.splitlines()) for page in (ENGLISH, CHINESE)]
        assert counts[0] == counts[1] > 0, sign


def test_the_table_of_steps_has_those_of_the_script() -> None:
    # Head, rule, and the steps; what else runs starts with the dispatcher.
    rows = [line for line in ENGLISH.splitlines() if line.startswith("| ")]
    assert len(rows) - 2 == len(STEPS) - 1


def test_a_release_is_verified_as_it_is_signed() -> None:
    verify = f"ssh-keygen -Y verify -f allowed -I release -n {release.NAMESPACE} -s {release.SUMS}.sig < {release.SUMS}"
    for page in (ENGLISH, CHINESE, SECURITY):
        assert f"    {verify}\n" in page
    assert f'release namespaces="{release.NAMESPACE}" ' in SECURITY


def test_the_release_that_is_made_is_one_that_is_supported() -> None:
    supported = re.findall(r"^\| ([0-9.]+) \| yes", SECURITY, re.MULTILINE)
    assert VERSION.rpartition(".")[0] in supported


def test_no_page_names_a_host_and_each_link_leads_somewhere() -> None:
    for page in (ENGLISH, CHINESE, SECURITY):
        assert "://" not in page
    for place, page in ((ROOT / "docs/how-to", ENGLISH), (ROOT / "docs/how-to", CHINESE), (ROOT, SECURITY)):
        for link in re.findall(r"\]\(([^)#]+)", page):
            assert (place / link).exists(), link
