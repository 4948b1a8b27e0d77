"""Environment variables that the terminal library reads when it is first imported; import this module before textual.

The kitty key protocol loses text that an input method composes. Animation frames waste a slow line. The library's other
variables can load a module, write a file or press keys, so all of them are removed.
"""

import os

for _name in [name for name in os.environ if name.startswith("TEXTUAL_")]:
    del os.environ[_name]
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
os.environ["TEXTUAL_ANIMATIONS"] = "none"
# How long at least from one drawing to the next: a key that comes right behind another is not kept for it.
os.environ["TEXTUAL_FPS"] = "250"
# The look has decided what the terminal can show; the library's own way from all colours to fewer misses shades of grey.
os.environ["TEXTUAL_COLOR_SYSTEM"] = "truecolor"
# Exported sizes stay the same after a window is resized, and the library prefers them to the terminal's size.
for _name in ("COLUMNS", "LINES"):
    os.environ.pop(_name, None)
# This wait, in milliseconds, distinguishes a single Escape from the start of a key's sequence.
os.environ["ESCDELAY"] = os.environ.get("ESCDELAY") or "50"

# NO_COLOR that is set but empty has no meaning (no-color.org); the library only checks whether it is set.
if not os.environ.get("NO_COLOR"):
    os.environ.pop("NO_COLOR", None)
