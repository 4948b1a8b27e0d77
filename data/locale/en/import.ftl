### Reading a list: why a file is not read, why a row is not simply a number, and what the reading noted (R10).

import-missing = There is no such file.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Check the path.

import-unreadable = The file cannot be opened.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Check its permissions, or copy it into your own folder.

import-symlink = It is a link, not a file.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Name the file itself.

import-not_regular = It is not a regular file.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Name a TXT or Excel file.

import-empty = The file is empty.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Choose another file.

import-changing = The file is still changing: an upload or a program writes to it.
    .why = R10: a list is read whole; a file that is half written is not read, so that no number is lost.
    .next = Wait until the upload ends, or close the program that edits it, then import again.

import-changed = The file changed after it was read; nothing was signed.
    .why = R10: the signed list must be the file's; what was read is what the file was before.
    .next = Read the file again, look at the result, then sign.

import-too_large = The file is too large ({ $size } bytes; at most { $limit }).
    .why = R10: the file of one list has a most, so that it can be taken in and looked through.
    .next = Split it into several files.

import-too_many_rows = It has too many rows ({ $rows }; at most { $limit }).
    .why = R10: one list has a most of rows, so that it can be taken in and looked through.
    .next = Split it into several files.

import-html_renamed = It is a web page, neither text nor an Excel file; some systems export web pages as .xls.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-xml_spreadsheet = It is an XML spreadsheet of Excel 2003, neither .xls nor .xlsx.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-not_workbook = It holds no Excel workbook.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-xlsb = It is a binary workbook (.xlsb).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-not_text = It is neither text nor an Excel file.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = It may be the wrong file, or was broken on its way: ask for it again as TXT or .xlsx.

import-web_archive = It is an archive of a web page or a mail (MHT, EML).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-xml_file = It is an XML file, no list.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Ask for one column of numbers as TXT or .xlsx.

import-old_workbook = It is a workbook of Excel 5.0/95 or before.
    .why = R10: a list is a TXT or Excel 20xx file; formats before that are not read.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-ods = It is an OpenDocument table (.ods).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in LibreOffice, WPS or Excel, save it as .xlsx, and import that.

import-numbers_table = It is a file of Apple Numbers (or Pages, Keynote).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = In Numbers choose File > Export To > Excel, and import the .xlsx that it writes.

import-sylk = It is a SYLK table (.slk).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-dif = It is a DIF table (.dif).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Open it in Excel or WPS, save it as .xlsx, and import that.

import-database = It is a database file (dBASE, Access or SQLite).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Export one column of numbers from the database as TXT or .xlsx, and import that.

import-document = It is a document (Word, PowerPoint, PDF or RTF), no list.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Copy the numbers into a plain text, one a line, save it as TXT, and import that.

import-archive = It is an archive, no list.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Unpack it, and import the TXT or Excel file in it.

import-media = It is a picture, a sound or a film.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Numbers in a picture are not read: ask for a TXT or Excel file.

import-program = It is a program, no list.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Do not open it; ask whoever sent it, and tell the system administrator.

import-shortcut = It is a shortcut, not the file itself.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Find the file to which it points, and copy that one here.

import-office_lock = It is the mark (~$) that Office leaves beside an open file.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Choose the file whose name has no ~$; close Office first.

import-vcard = They are cards of a telephone (vCard).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Export them from an address book as .xlsx or TXT, and keep the column of mobile numbers alone.

import-macro_workbook = The workbook holds macros.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Save it in Excel as “Excel Workbook (.xlsx)”, which leaves the macros out, and import that.

import-encrypted = The file has a password.
    .why = R10: a stranger's file is read only as far as it is safe; what has a password cannot be read.
    .next = Take the password off in Excel (File > Info > Protect Workbook), save, and import again.

import-damaged = The file is damaged, or did not arrive whole.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Bring it again; if that does not help, open it in Excel and save it as .xlsx.

import-inflates_too_much = It inflates to { $size } bytes; at most { $limit }.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-doctype = It holds a document type declaration.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-xml_encoding = Its inner encoding is not supported.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-too_many_columns = It has too many columns (at most { $limit }).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Keep the column of numbers alone.

import-encoding = The file cannot be read as text (from row { $row } on it is not { $encoding }).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Choose the encoding in the second step of the import; or save the file as UTF-8.
    .command = Name the encoding with --encoding; or save the file as UTF-8.

import-no_such_sheet = There is no sheet { $sheet }.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Choose the sheet in the second step of the import.
    .command = Leave --sheet out to see which there are.

import-no_such_column = There is no column { $column }.
    .why = R10: a contact list is a TXT or EXCEL20xx file (.xls, .xlsx), one mobile number a row.
    .next = Choose the column in the second step of the import.
    .command = Give a column's letter (such as C) or its heading; look without --column first.

import-cancelled = The import was cancelled.
    .why = You stopped it; nothing was imported.
    .next = Import again when you want to.

import-failed-memory = It ran out of memory.
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Split the file.

import-failed-cpu = It used up its processor time.
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Split the file.

import-failed-time = It did not finish within { $seconds } s.
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Split the file, or try when the host is less busy.

import-failed-crashed = The reading process crashed.
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Try again; if it stays so, the file may be damaged: open it in Excel and save it as .xlsx. If it happens again, give the file's name and this message to the administrator.

import-failed-killed = The system ended the reading process.
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Try again; if it happens twice, give the file's name and this message to the administrator.

import-failed-protocol = The reading process said something unexpected.
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Try again; if it happens twice, give the file's name and this message to the administrator.

import-failed-not_started = The reading process did not start ({ $error }).
    .why = The reading runs in a limited process of its own; nothing was imported.
    .next = Try again; if it happens twice, give the file's name and this message to the administrator.

reason-fullwidth = full-width digits
reason-spacing = spaces or dashes
reason-prefix = prefix such as +86
reason-invisible = invisible characters
reason-float_text = written as a decimal (.0)
reason-lost_digits = scientific notation, digits lost
reason-fraction = a fraction
reason-two_numbers = two numbers in a row
reason-extra_column = more than one column
reason-other_column = the number is in another column
reason-junk = other characters
reason-joined = digits that only a guess joins
reason-bad_octets = octets that are no text
reason-dialled = a dialling prefix in front
reason-bad_length = wrong length
reason-bad_head = not a mobile head
reason-error_cell = an error cell
reason-formula = a formula without a result
reason-landline = landline
reason-iot13 = 13-digit IoT number
reason-short_code = short code
reason-service_number = service number
reason-foreign = not of mainland China
reason-header = header
reason-blank = blank
reason-duplicate = repeated in the file
reason-hidden_row = row is hidden
reason-filtered_row = row is filtered away
reason-hidden_taken = hidden row (kept, please check)
reason-filtered_taken = filtered (kept, please check)
reason-unassigned = unregistered range (kept; check)
reason-emergency = emergency range (kept; check)
reason-virtual_operator = virtual operator (kept)
reason-data_card = data card (kept)
reason-satellite = satellite (kept)

mend-fullwidth = tick it at the import: it is corrected
mend-spacing = tick it at the import: it is corrected
mend-prefix = tick it at the import: it is corrected
mend-invisible = tick it at the import: it is corrected
mend-float_text = tick it at the import: it is corrected
mend-lost_digits = digits are gone: ask for the whole number
mend-fraction = look the number up, and write its 11 digits
mend-two_numbers = one number a row: give the other a row of its own
mend-extra_column = keep the mobile number alone
mend-other_column = check the number there, and write it into the column of the numbers
mend-junk = keep the 11 digits alone
mend-joined = look the number up, and write its 11 digits together
mend-bad_octets = open the file in the program that wrote it, and write the row anew
mend-dialled = leave the 11 digits of the number alone
mend-bad_length = check it: a mobile number has 11 digits
mend-bad_head = check it: a mobile number begins with 13 to 19
mend-error_cell = mend the cell in Excel
mend-formula = have Excel calculate and save it, or write the value
mend-landline = write a mobile number, or none
mend-iot13 = write a mobile number, or none
mend-short_code = write a mobile number, or none
mend-service_number = write a mobile number, or none
mend-foreign = write a mobile number of the mainland, or none
mend-header = nothing to do
mend-blank = nothing to do
mend-duplicate = nothing to do: the list has the number
mend-hidden_row = unhide it, or tick it while importing
mend-filtered_row = clear the filter, or tick it while importing
mend-hidden_taken = kept; check it, or delete it from the file
mend-filtered_taken = kept; check it, or delete it from the file
mend-unassigned = in the list; check it, and mend it if it is wrong
mend-emergency = in the list; check it, and mend it if it is wrong
mend-virtual_operator = nothing to do
mend-data_card = nothing to do
mend-satellite = nothing to do

note-utf16_without_bom = UTF-16 without a byte order mark
note-utf32_without_bom = UTF-32 without a byte order mark
note-cr_lines = old line ends (CR)
note-ctrl_z = Ctrl-Z at its end
note-extension_differs = its name says another type

remark-second_numbers = mobile numbers in column { $place }, not taken: { $n }
remark-second_more = mobile numbers in { $place } more columns, not taken: { $n }
remark-no_number = rows with something, but no number in the column: { $n } (the first is row { $place })
remark-same_columns = column { $place } is as likely; the first one is taken
remark-other_sheet = mobile numbers in sheet "{ $place }", not taken: { $n }
remark-hidden_sheet = mobile numbers in the hidden sheet "{ $place }", not taken: { $n }
remark-is_hidden_sheet = "{ $place }" is a hidden sheet; nobody sees it who opens the file
remark-hidden_rows = numbers in rows that are hidden or filtered away: { $n } (the first is row { $place }); taken only if ticked in the third step
    .command = numbers in rows that are hidden or filtered away: { $n } (the first is row { $place }); taken only with --accept hidden_row,filtered_row
remark-every_row = numbers in rows that are hidden or filtered away, taken as well: { $n } (the first is row { $place })
remark-hidden_column = column { $place } is hidden; mobile numbers in it, not taken: { $n }
remark-is_hidden_column = the column of the numbers, { $place }, is hidden; nobody sees it who opens the file
remark-joined_lines = rows are counted as in Excel; lines that are no rows there (breaks in quoted cells): { $n }

stage-reading = reading
stage-rows = judging rows
stage-sorting = sorting
stage-upload = to the desk

import_step-resumed = This is where the last import was cut off.
import_step-import = { KEY("import.take") } takes the file; Tab completes a path.
import_step-import_paste = One number a line; they are in memory only.
import_step-import_columns = Are the rows right? Else another column, sheet or encoding.
refusal-nothing_to_repair = No row can be repaired.
    .why = { $clause }: only a way of writing (full width, blanks, the country's prefix) is repaired; a wrong number is not guessed.
    .next = Export the findings ({ KEY("import_check.export") }) for the department to correct.
import_step-import_check = Tick repairs ({ KEY("import_check.turn_all") } all); { KEY("import_check.export") } writes the other rows to a file.
import_step-import_done = On its way to the desk; { KEY("all.back") } stops.
import_step-imported = { KEY("import_done.request") } begins a request to it; { KEY("all.back") } shows the lists.

import_view-step_file = File
import_view-step_columns = Columns
import_view-step_check = Check
import_view-step_import = Import
import_view-file = file
import_view-upload = To send a file: { $command }, then put FILE; in WinSCP choose SFTP, host { $host }, port { $port }, user { $account }
import_view-files = Files to import
import_view-none = Choose a file, type a path, or press { KEY("import.paste") } and paste numbers.
import_view-paste = Paste numbers, one a line
import_view-nothing_pasted = No numbers yet: paste some first.
import_view-pasted_file = pasted.txt
import_view-pasted_name = pasted { $day }
import_view-which = Which column holds the mobile numbers?
import_view-mobile = mobile
import_view-not_taken = not taken
import_view-no_rows = The file has no rows.
import_view-more_columns = Columns not shown: { $n }
import_view-encoding = encoding
import_view-column = column
import_view-sheets = sheets
import_view-hidden = hidden
import_view-guess = guess
import_view-heading = row { $row } is a header, not counted
import_view-no_heading = no header
import_view-one_column = One column.
import_view-whole_rows = A whole row is one number; rows with names or other words are left out.
import_view-other_columns = { $n } columns: only the numbers of column { $column } are taken; { KEY("import_columns.column") } chooses another one.
import_view-rows = rows: { $n }
import_view-begun = reading the file  { KEY("all.back") } stops
import_view-uncounted = beginning only; rows are counted once it is read
import_view-onward = The file is still being read; its rows are checked after that. { KEY("all.back") } goes back.
import_view-differs = The whole file differs from its beginning: look again, then press { KEY("import_columns.forward") }.
import_view-differs_encoding = Read to its end, the file is { $now }, not { $before } as its beginning looked; { KEY("import_columns.encoding") } changes it.
import_view-differs_sheet = Read to its end, most numbers are on sheet { $now }, not on { $before }; { KEY("import_columns.sheet") } changes it.
import_view-differs_column = Read to its end, the numbers are taken from { $now }, not from { $before } as its beginning looked; { KEY("import_columns.column") } changes it.
import_view-in_column = column { $column }
import_view-in_rows = whole rows
import_view-name = name of the list
import_view-importable = { $n } to import
import_view-imports = import { $n }
import_view-as_is = as they are
import_view-repaired = repaired
import_view-left_out = left out
import_view-whole = = rows of the file: { $n }
import_view-texts_dropped = Text beside the numbers (names, remarks) is not kept; exported rows show it as …. { KEY("import_check.texts") } keeps it for you alone, for 30 days
import_view-texts_kept = Text beside the numbers (names, remarks) is kept for 30 days, for you alone; { KEY("import_check.texts") } drops it
import_view-cut = The file is perhaps cut off ({ $why }): { $n } rows were read
import_view-cut_name = its name is that of an upload
import_view-cut_young = written within 10 seconds
import_view-cut_future = dated in the future, so nobody can tell how old it is
import_view-cut_no_end = the last line has no end
import_view-cut_stop = do not import yet
import_view-cut_whole = these { $n } rows are all of it
import_view-by_reason = By reason
import_view-all_good = Every row is a good number.
import_view-count = rows
import_view-becomes = what happens
import_view-example = example
import_view-confirmed = in, as you tick
import_view-unticked = in once ticked
import_view-in_list = in the list
import_view-not_counted = not counted
import_view-no_repair = This cannot be repaired here: correct the file.
import_view-progress = { $done }/{ $total }  { $rate }/s  { $left } s left  { KEY("all.back") } stops
import_view-sign_title = Sign: you vouch for this list (R9, R10)
import_view-sending = Importing
import_view-on_its_way = { $name }: its rows are on their way to the desk; then you sign.
import_view-done = Imported
import_view-finished = Imported: { $name }, { $n } numbers
import_view-next_request = Press { KEY("import_done.request") } to begin a request to this list.
import_view-next_lists = Press { KEY("all.back") } for the lists; it is the first of them.
import_view-wait = Still working: sign or change it once it is done. { KEY("all.back") } stops.
import_view-of_reason = { $reason }: { $n } rows
import_view-export_about = It goes to { $folder }, for you alone; no file is replaced. The department fills in “mended mobile number” and saves; import the workbook again, and that column alone is taken.
import_view-stopping = Stopping …
import_view-stays = This import is kept; { KEY("contacts.import") } in { PAGE("all.contacts") } goes on with it.
import_view-not_signed = Not signed: the rows at the desk are gone. { KEY("import_check.forward") } sends them again
import_view-unnamed = (being checked)
import_view-changed = The file has changed; nothing was imported. Choose it again.
