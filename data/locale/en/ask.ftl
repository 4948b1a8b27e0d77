### What is asked for where an act is filled in.

ask-now = empty: now
