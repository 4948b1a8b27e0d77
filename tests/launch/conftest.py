"""The screens' module clears the terminal library's variables when it is first imported; the snapshot plugin keeps one of its own
in them from the beginning of the session on, so the import must come before."""

import console.app  # noqa: F401 - see above
