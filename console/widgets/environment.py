"""What the terminal library must find in the environment when it is first imported; import this module before textual.

The kitty key protocol loses text that an input method composes. Animation frames waste a slow line. Every other variable
of the library's own can load a module, write a file or press keys, so none is handed on.
"""

import os

for _name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
    del os.environ[_name]
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TEXTUAL_ANIMATIONS"] = "none"
# Exported sizes outlive a change of the window, and the library believes them more than the terminal.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)
# An escape that stands alone is told from the start of a key's sequence by this wait, in milliseconds.
os.environ["ESCDELAY"] = os.environ.get("ESCDELAY") or "50"

# Set but empty it means nothing (no-color.org); the library looks only whether it is there.
if not os.environ.get("NO_COLOR"):
    os.environ.pop("NO_COLOR", None)
