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
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Split it into several files.

import-too_many_rows = It has too many rows ({ $rows }; at most { $limit }).
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Split it into several files.

import-unknown_type = Files of type { $suffix } are not read.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-csv_file = It is a CSV file.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-csv_renamed = It is text with an Excel name, no Excel file.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Give it its .txt name back, one number a line.

import-html_renamed = It is a web page with an Excel name.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-xml_spreadsheet = It is an XML spreadsheet, neither .xls nor .xlsx.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-not_workbook = It holds no workbook.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-xlsb = It is a binary workbook (.xlsb).
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-macro_workbook = The workbook holds macros.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

import-encrypted = The file is encrypted.
    .why = R10: a stranger's file is read only as far as it is safe.
    .next = Save it without a password.

import-damaged = The file is damaged.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Save it in Excel as .xlsx, or export one column of numbers as TXT.

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

import-encoding = Row { $row } is not { $encoding }.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Name the encoding (--encoding), or save as UTF-8.

import-no_such_sheet = There is no sheet { $sheet }.
    .why = R10: a list is a TXT or Excel 20xx file (.xls, .xlsx), one mobile number a line.
    .next = Leave --sheet out to see which there are.

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
    .next = Try again; if it happens twice, give the file's name and this message to the administrator.

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
reason-extra_column = more than one column: keep the mobile numbers alone
reason-junk = other characters
reason-bad_length = wrong length
reason-bad_head = not a mobile head
reason-error_cell = an error cell
reason-formula = a formula without a result
reason-landline = landline
reason-iot13 = 13-digit IoT number
reason-short_code = short code
reason-service_number = service number
reason-foreign = foreign number
reason-header = header
reason-blank = blank
reason-duplicate = duplicate
reason-unassigned = unregistered range (kept; check)
reason-emergency = emergency range (kept; check)
reason-virtual_operator = virtual operator (kept)
reason-data_card = data card (kept)
reason-satellite = satellite (kept)

note-utf16_without_bom = UTF-16 without a byte order mark
note-cr_lines = old line ends (CR)
note-ctrl_z = Ctrl-Z at its end
note-extension_differs = its name says another type

stage-reading = reading
stage-rows = judging rows
stage-sorting = sorting
stage-upload = to the desk

import_step-resumed = This is where the last import was cut off.
import_step-path = Type the file's path, Enter previews it.
import_step-preview = Are the first rows right? F5 sheet, F6 encoding; Enter or Ctrl+S reads all.
import_step-result = F7 findings, F8 export; tick repairs to take; name it, then Ctrl+S signs.

import_view-path = file path
import_view-file = file
import_view-encoding = encoding
import_view-sheets = sheets
import_view-notes = notes
import_view-head = first rows
import_view-repair = correct, include
import_view-rows = rows: { $n }
import_view-kept = included: { $n }
import_view-name = name
import_view-guess = guess
import_view-no_sheets = It is no workbook.
import_view-no_encoding = It is no text file.
import_view-not_read = Read the file first.
import_view-progress = { $done }/{ $total }  { $rate }/s  { $left } s left  Esc stops
import_view-sign_title = Sign: you vouch for this list (R9, R10)
import_view-finished = Imported: { $name }
import_view-wait = Still working: sign or change it once it is done. Esc stops.
import_view-more = The first { $shown } of { $n } rows; F8 exports all.
import_view-stopping = Stopping …
import_view-leave_title = Not imported yet
import_view-leave = This import is not signed; the file will have to be read again. Leave?
import_view-not_signed = Not signed: the rows at the desk are gone. Ctrl+S sends them again
