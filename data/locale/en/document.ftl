### Documents attached to a request.

document-line = { $nth }. { $name }  { $size }  SHA-256 { $sha256 }
document-not_here = the file is not here
document-pick = Which attachment
document-save = Save an attachment as a file
document-saved = The attachment is { $name } in { $folder }; it is what the signed checksum says.
document-registered = { $text } registered
document-unregistered = { $text } not registered

refusal-no_attachment = Nothing is attached to this version.
    .why = { $clause }: what was submitted with it can be saved.
    .next = Its drafter attaches what is lacking in the form.
