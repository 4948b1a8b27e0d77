"""A person's session over SSH, as the site's `enter` starts it: `python -I -X utf8 -m console.launch.entry`.

With a command it runs that one; without one, and with a terminal, it opens the screens. It needs a separated site.
"""

import os
import re
import resource
import sys

from console.__main__ import outside
from console.cli import exits
from console.cli.command_line import known_nouns
from console.cli.failures import FailureStyle, tell, tell_refusal
from console.cli.main import run
from console.errors import ConsoleError, RefusedError
from console.install import entry
from console.locale import words
from console.settings import Settings
from console.site import SITE_FILE


def main() -> int:
    """Carry out the person's command; return an exit code (see console.cli.exits)."""
    os.umask(0o077)
    # A core file would hold the contents of the screen.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked = os.environ.pop(entry.COMMAND_VARIABLE, "")
    told_by = FailureStyle("--json" in asked.split(), "zh")
    try:
        told_by = FailureStyle(told_by.as_json, _language(asked))
        return run(entry.arguments(asked, known_nouns()), outside())
    except RefusedError as refused:
        tell_refusal(refused.refusal, told_by)
        return exits.REFUSED
    except ConsoleError as error:
        tell(
            "problem",
            error.code,
            "",
            words.problem(error.code, error.params, told_by.lang),
            error.params,
            told_by,
        )
        return exits.PROBLEM


def _language(asked: str) -> str:
    """The caller's language, from their command or their settings; raises ConsoleError `bad_site` where nothing is separated."""
    named = re.search(r"--lang[= ](zh|en)\b", asked)
    settings = Settings.load(lang=named[1] if named else None)
    if settings.site is None:
        raise ConsoleError("bad_site", path=SITE_FILE, what="-")
    return settings.lang


if __name__ == "__main__":
    sys.exit(main())
