### What a reading left aside: numbers of a file that are in no row of its list (R10).

aside-column = column { $place } holds { $n } more numbers, left out
aside-hidden_column = hidden column { $place } holds { $n } more numbers, left out
aside-sheet = sheet “{ $place }” holds { $n } more numbers, left out
aside-hidden_sheet = hidden sheet “{ $place }” holds { $n } more numbers, left out
aside-more = { $place } more places hold { $n } numbers, left out
aside-at_column = column { $place }
aside-at_hidden_column = hidden column { $place }
aside-at_sheet = sheet “{ $place }”
aside-at_hidden_sheet = hidden sheet “{ $place }”
aside-at_more = { $place } more places
aside-leave_columns = take column { $column } alone, leave { $n } numbers out
aside-take_column = take columns { $column } and { $place } ({ $n } more numbers)
aside-take_all = take all these columns ({ $n } more numbers)
aside-elsewhere = Elsewhere in the file are { $n } more numbers: what becomes of them?
aside-leave_rows = leave out the { $n } rows that nobody sees who opens the file
aside-take_rows = take the { $n } rows that nobody sees as well
aside-rows = { $n } rows are out of sight for whoever opens the file ({ $reasons }): take them?
aside-take_sheet = take sheet “{ $place }” as well
aside-nothing = The file holds no other numbers.
aside-answered = Judged again as you chose; press import once more.
aside-hidden_taken = Column { $column } with its { $n } numbers is hidden: take it?
aside-hidden_stop = not yet, choose another column
aside-hidden_whole = take column { $column }; I have looked at it
