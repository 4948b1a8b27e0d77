### The help pages' own words.

help-usage = Usage
help-commands = Commands
help-arguments = Arguments
help-options = Options
help-global = Options of every command, before or behind it
help-any_options = [OPTIONS]
help-a_command = COMMAND …
help-required = { " " }(required)
help-more_group = About one command: { $command } COMMAND --help
help-more_command = Options of every command (--home, --lang, --json …): { $program } --help
help-section-start = Getting started
help-section-work = Everyday work
help-section-people = People and authority
help-section-keys = Keys, passwords and emergencies
help-section-rules = Rule files
help-section-records = Records and filing
help-section-host = Installation and upkeep
