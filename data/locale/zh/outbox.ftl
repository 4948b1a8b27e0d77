### 取件箱：控制台做好、由本人用 sftp 取走的文件。

outbox-called = 取件箱里的 { $name }
outbox-fetch = 在自己的电脑上取：{ $line }
outbox-empty = 取件箱是空的。打印和导出的文件放在这里，7 天后删除。
outbox-removed = { $name } 已从取件箱删除
outbox-left = 取件箱里还有 { $n } 个文件，共 { $size } 字节
outbox-own = 取件箱
outbox-title = 文件在取件箱里
outbox-fetch_below = 在自己的电脑上输入下面这一行取走，7 天后删除：
