### The outbox: files that the console made, for their person to fetch by sftp.

outbox-called = { $name } in your outbox
outbox-fetch = On your own computer, fetch it: { $line }
outbox-empty = Your outbox is empty. What you print or export lies here, and is erased after 7 days.
outbox-removed = { $name } is erased from your outbox
outbox-left = { $n ->
    [one] Your outbox holds 1 more file of { $size } octets
   *[other] Your outbox holds { $n } more files of { $size } octets
}
outbox-own = your outbox
outbox-title = The file is in your outbox
outbox-fetch_below = Type this line on your own computer to fetch it; it is erased after 7 days:
