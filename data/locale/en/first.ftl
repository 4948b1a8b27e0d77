### What the bare program says where nothing is installed yet.

first-title = SMS console { $version }: bulk SMS under a regulation
first-nothing = Nothing is installed here yet ({ $home }).
first-demo_there = Nothing is installed here yet ({ $home }); the example bank is there.
first-try_demo = try the example bank
first-again_demo = open the example bank again
first-ask_demo = ask the example bank (while the demo is open)
first-tour = see the whole job without screens
first-found = found your own organisation
first-named = an installation elsewhere
first-all = all commands
first-unbuilt = { $version }, unbuilt
first-built = { $version }, build { $number }, commit { $commit }
first-changed = { $version }, build { $number }, commit { $commit } and changes (content { $changed })
first-no_commit = { $version }, built without a commit (content { $changed })
