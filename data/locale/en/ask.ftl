### What is asked for where an act is filled in.

ask-beside = { $label } ({ $hint })
ask-day = as 2027-02-20
ask-now = empty: now
ask-optional = optional
ask-time = as 2026-12-01 18:00
