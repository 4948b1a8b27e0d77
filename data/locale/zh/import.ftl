### Reading a list: why a file is not read, why a row is not simply a number, and what the reading noted (R10).

import-missing = 文件不存在。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 核对路径。

import-unreadable = 文件打不开。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 核对权限，或拷到自己的目录。

import-symlink = 这是一个链接，不是文件。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 写明真正的文件。

import-not_regular = 这不是普通文件。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 写明一个 TXT 或 Excel 文件。

import-empty = 文件是空的。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 换一个文件。

import-changing = 文件正在变化：还在上传，或有程序正打开它写入。
    .why = R10：通讯录要整份读入，写到一半的文件不读，以免漏号。
    .next = 等上传结束，或关闭正在编辑它的程序，再导入一次。

import-changed = 读取之后文件变了，没有签名。
    .why = R10：签名的名单须与文件一致；读到的是变化前的内容。
    .next = 重新读取文件，核对后再签名。

import-too_large = 文件太大（{ $size } 字节，最多 { $limit }）。
    .why = R10：一份名单的文件有大小限度，便于收录和核对。
    .next = 分成几个文件导入。

import-too_many_rows = 行数太多（{ $rows }，最多 { $limit }）。
    .why = R10：一份名单的行数有限度，便于收录和核对。
    .next = 分成几个文件导入。

import-html_renamed = 这是网页，不是文本或 Excel 文件；有的系统导出的 .xls 其实是网页。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-xml_spreadsheet = 这是 Excel 2003 的 XML 表格，不是 .xls 或 .xlsx。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-not_workbook = 里面没有 Excel 工作簿。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-xlsb = 这是二进制工作簿（.xlsb）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-not_text = 这不是文本，也不是 Excel 文件。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 可能拿错了文件，或传送时坏了：向提供的人再要一份 TXT 或 .xlsx。

import-web_archive = 这是网页或邮件的存档（MHT、EML）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-xml_file = 这是 XML 文件，不是名单。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 向提供的人要一列号码的 TXT 或 .xlsx。

import-old_workbook = 这是 Excel 5.0/95 或更早的工作簿。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx 文件；更早的格式不读。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-ods = 这是 OpenDocument 表格（.ods）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 LibreOffice、WPS 或 Excel 里打开，另存为 .xlsx，再导入。

import-numbers_table = 这是苹果 Numbers（或 Pages、Keynote）的文件。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Numbers 里选“文件 > 导出到 > Excel”，导入导出的 .xlsx。

import-sylk = 这是 SYLK 表格（.slk）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-dif = 这是 DIF 表格（.dif）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在 Excel 或 WPS 里打开，另存为 .xlsx，再导入。

import-database = 这是数据库文件（dBASE、Access 或 SQLite）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 由数据库导出一列号码的 TXT 或 .xlsx，再导入。

import-document = 这是文稿（Word、PPT、PDF 或 RTF），不是名单。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 把号码复制到记事本，一行一个，存为 TXT，再导入。

import-archive = 这是压缩包，不是名单。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 先解压，再导入里面的 TXT 或 Excel 文件。

import-media = 这是图片、录音或视频。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 图片里的号码读不了：请提供的人给 TXT 或 Excel 文件。

import-program = 这是程序，不是名单。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 不要打开它；向提供的人核实来历，并告知系统管理员。

import-shortcut = 这是快捷方式，不是文件本身。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 找到它指向的文件，拷过来再导入。

import-office_lock = 这是 Office 打开文件时留的标记文件（~$）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 选名字里没有 ~$ 的那个文件；先关闭 Office。

import-vcard = 这是手机通讯录（vCard）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 在电脑的通讯录程序里导出为 .xlsx 或 TXT，只留手机号一列。

import-macro_workbook = 工作簿带有宏。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 在 Excel 里另存为“Excel 工作簿（.xlsx）”，宏就去掉了，再导入。

import-encrypted = 文件加了密码。
    .why = R10：来历不明的文件只读得懂的部分；加了密码的读不了。
    .next = 在 Excel 里去掉密码（文件 > 信息 > 保护工作簿），另存后再导入。

import-damaged = 文件已损坏，或没有传完。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 再传一次；还不行，在 Excel 里打开另存为 .xlsx。

import-inflates_too_much = 解开后太大（{ $size } 字节，最多 { $limit }）。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 在 Excel 里另存为 .xlsx，或导出为一列号码的 TXT。

import-doctype = 文件里有外部定义。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 在 Excel 里另存为 .xlsx，或导出为一列号码的 TXT。

import-xml_encoding = 文件内部的编码不是 UTF-8 或 UTF-16。
    .why = R10：来历不明的文件只读得懂的部分，可能有害的一律不读。
    .next = 在 Excel 里另存为 .xlsx，或导出为一列号码的 TXT。

import-too_many_columns = 列数太多（最多 { $limit }）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 只留号码一列。

import-encoding = 整份文件读不成文字（第 { $row } 行起不是 { $encoding } 编码）。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 请在导入第二步选择编码；或在记事本里另存为 UTF-8。
    .command = 请用 --encoding 指明编码；或在记事本里另存为 UTF-8。

import-no_such_sheet = 没有工作表 { $sheet }。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 请在导入第二步选择工作表。
    .command = 先不带 --sheet 看有哪些表。

import-no_such_column = 没有 { $column } 列。
    .why = R10：通讯录须为 TXT 或 EXCEL20xx（.xls、.xlsx）文件，每行一个手机号。
    .next = 请在导入第二步选择列。
    .command = 写列的字母（如 C）或表头的字；先不带 --column 看有哪些列。

import-cancelled = 导入已取消。
    .why = 您停下了它；什么也没有导入。
    .next = 需要时重新导入。

import-failed-memory = 内存不够。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 分成几个文件导入。

import-failed-cpu = 用时超过了限额。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 分成几个文件导入。

import-failed-time = { $seconds } 秒内没有读完。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 分成几个文件，或等主机空闲时再试。

import-failed-crashed = 读文件的进程出错结束了。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 再试一次；还不行，可能是文件坏了：在 Excel 里打开另存为 .xlsx。再次出现请把文件名和这条信息交系统管理员。

import-failed-killed = 读文件的进程被系统结束了。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 再试一次；再次出现请把文件名和这条信息交系统管理员。

import-failed-protocol = 读文件的进程答非所问。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 再试一次；再次出现请把文件名和这条信息交系统管理员。

import-failed-not_started = 读文件的进程没有启动（{ $error }）。
    .why = 读文件的进程受限运行，出错只结束它自己；什么也没有导入。
    .next = 再试一次；再次出现请把文件名和这条信息交系统管理员。

reason-fullwidth = 全角数字
reason-spacing = 夹有空格或横线
reason-prefix = 带 +86、0086 等前缀
reason-invisible = 夹有看不见的字符
reason-float_text = 写成小数（.0）
reason-lost_digits = 科学计数，尾数已丢
reason-fraction = 带小数
reason-two_numbers = 一行两个号码
reason-extra_column = 每行不止一列，请只留手机号列
reason-other_column = 号码在别的列
reason-junk = 夹有别的文字
reason-joined = 数字被隔开，拼接就是猜测
reason-bad_octets = 有读不成文字的字节
reason-dialled = 号码前有拨号前缀
reason-bad_length = 位数不对
reason-bad_head = 号段不对
reason-error_cell = 单元格报错
reason-formula = 公式没有结果
reason-landline = 固定电话
reason-iot13 = 13 位物联网号
reason-short_code = 短号码
reason-service_number = 客服号码
reason-foreign = 境外或港澳台号码
reason-header = 标题行
reason-blank = 没有号码（空行）
reason-duplicate = 本文件内重复
reason-hidden_row = 行是隐藏的，打开文件看不到
reason-filtered_row = 行被筛选掉，打开文件看不到
reason-hidden_taken = 隐藏行（已收录，请核对）
reason-filtered_taken = 筛去的行（已收录，请核对）
reason-unassigned = 号段未登记（已收录，请核对）
reason-emergency = 应急号段（已收录，请核对）
reason-virtual_operator = 虚拟运营商（已收录）
reason-data_card = 数据卡（已收录）
reason-satellite = 卫星号（已收录）

mend-fullwidth = 导入时勾选就自动修正
mend-spacing = 导入时勾选就自动修正
mend-prefix = 导入时勾选就自动修正
mend-invisible = 导入时勾选就自动修正
mend-float_text = 导入时勾选就自动修正
mend-lost_digits = 尾数已丢，向提供的人要完整号码
mend-fraction = 核对原号码，写 11 位整数
mend-two_numbers = 一行只写一个，另一个另起一行
mend-extra_column = 只留手机号
mend-other_column = 核对那一列的号码，写在号码列里
mend-junk = 去掉别的文字，只留 11 位号码
mend-joined = 核对原号码，11 位连着写
mend-bad_octets = 用写它的程序打开原文件，重写这一行
mend-dialled = 去掉前缀，只留 11 位手机号
mend-bad_length = 核对位数：手机号是 11 位
mend-bad_head = 核对：手机号以 13 至 19 开头
mend-error_cell = 在 Excel 里改好这个单元格
mend-formula = 在 Excel 里重算后存盘，或改成数值
mend-landline = 换成手机号，没有就不填
mend-iot13 = 换成手机号，没有就不填
mend-short_code = 换成手机号，没有就不填
mend-service_number = 换成手机号，没有就不填
mend-foreign = 换成境内手机号，没有就不填
mend-header = 不用改
mend-blank = 不用改
mend-duplicate = 不用改，号码已在名单里
mend-hidden_row = 要收录就在 Excel 里取消隐藏，或导入时勾选
mend-filtered_row = 要收录就在 Excel 里清除筛选，或导入时勾选
mend-hidden_taken = 已收录；核对，不要就从文件里删去
mend-filtered_taken = 已收录；核对，不要就从文件里删去
mend-unassigned = 已收录；核对，不对就改
mend-emergency = 已收录；核对，不对就改
mend-virtual_operator = 不用改
mend-data_card = 不用改
mend-satellite = 不用改

note-utf16_without_bom = UTF-16，没有字节序标记
note-utf32_without_bom = UTF-32，没有字节序标记
note-cr_lines = 旧式换行（CR）
note-ctrl_z = 末尾有 Ctrl-Z
note-extension_differs = 扩展名与内容不符

remark-second_numbers = { $place } 列还有 { $n } 个手机号，没有收录
remark-second_more = 另有 { $place } 列还有 { $n } 个手机号，没有收录
remark-no_number = { $n } 行别的列有内容，号码列是空的（第一行：第 { $place } 行）
remark-same_columns = { $place } 列也像号码列，取了靠前的一列
remark-other_sheet = 工作表「{ $place }」也有手机号（{ $n } 个），没有收录
remark-hidden_sheet = 隐藏的工作表「{ $place }」有手机号（{ $n } 个），没有收录
remark-is_hidden_sheet = 「{ $place }」是隐藏的工作表，打开文件时看不到
remark-hidden_rows = { $n } 个号码在隐藏或筛选掉的行里，第三步勾选才收录（第一行：第 { $place } 行）
    .command = { $n } 个号码在隐藏或筛选掉的行里，写 --accept hidden_row,filtered_row 才收录（第一行：第 { $place } 行）
remark-every_row = { $n } 个号码在隐藏或筛选掉的行里，一并收录（第一行：第 { $place } 行）
remark-hidden_column = { $place } 列是隐藏的，其中有 { $n } 个手机号，没有收录
remark-is_hidden_column = 号码列 { $place } 是隐藏的，打开文件时看不到
remark-joined_lines = 文件的行比 Excel 里的行多 { $n } 行（引号里有换行），行号以 Excel 里的为准

stage-reading = 读取
stage-rows = 逐行判断
stage-sorting = 排序去重
stage-upload = 送交业务台

import_step-resumed = 已恢复上次没做完的导入。
import_step-import = { KEY("import.take") } 选光标处的文件；Tab 到路径，路径里 Tab 补全。
import_step-import_paste = 一行一个号码；号码只在内存里，退出或换人就没有了。
import_step-import_columns = 看前几行对不对；列、工作表或编码不对就换。
refusal-nothing_to_repair = 没有可自动修正的行。
    .why = { $clause }：只有全角、间隔、国家代码等写法可以修正，不合格的号码不猜。
    .next = 把问题行导出（{ KEY("import_check.export") }）给业务部门核改。
import_step-import_check = 可自动修正的打勾才收录（{ KEY("import_check.turn_all") } 全收）；其余按 { KEY("import_check.export") } 导出给业务部门核改。
import_step-import_done = 正在送交业务台，{ KEY("all.back") } 停。
import_step-imported = { KEY("import_done.request") } 用这份名单起草申请；{ KEY("all.back") } 回通讯录。

import_view-step_file = 选文件
import_view-step_columns = 列与编码
import_view-step_check = 核对
import_view-step_import = 导入
import_view-file = 文件
import_view-upload = 送文件：{ $command }，再 put 文件名；WinSCP 选 SFTP，主机 { $host }，端口 { $port }，用户名 { $account }
import_view-files = 可导入的文件
import_view-none = 先选一个文件，或写路径，或按 { KEY("import.paste") } 粘贴号码。
import_view-paste = 粘贴号码，一行一个
import_view-nothing_pasted = 还没有号码，先粘贴。
import_view-pasted_file = 粘贴的号码.txt
import_view-pasted_name = 粘贴的号码 { $day }
import_view-which = 哪一列是手机号？
import_view-mobile = 手机号
import_view-not_taken = 不收
import_view-no_rows = 文件里没有行。
import_view-more_columns = 另有 { $n } 列没有列出。
import_view-encoding = 编码
import_view-sheets = 工作表
import_view-column = 号码列
import_view-hidden = 隐藏
import_view-guess = 自动判断
import_view-heading = 第 { $row } 行是表头，不计
import_view-no_heading = 没有表头
import_view-one_column = 只有一列。
import_view-whole_rows = 整行算一个号码；夹有姓名等别的文字的行不收录。
import_view-other_columns = 有 { $n } 列：只收 { $column } 列的号码，别的列不收；不是这一列就按 { KEY("import_columns.column") } 换。
import_view-rows = { $n } 行
import_view-begun = 正在读文件  { KEY("all.back") } 停
import_view-uncounted = 先看开头，行数读完才知道
import_view-onward = 文件还没读完，读完就核对；{ KEY("all.back") } 退回。
import_view-differs = 读完整个文件，与开头看到的不同：请再看一遍，对了按 { KEY("import_columns.forward") }。
import_view-differs_encoding = 读完整个文件，编码判断为 { $now }，不是开头像的 { $before }；前几行不对就按 { KEY("import_columns.encoding") } 换。
import_view-differs_sheet = 读完整个文件，号码多在工作表 { $now }，不在 { $before }；不对就按 { KEY("import_columns.sheet") } 换。
import_view-differs_column = 读完整个文件，号码取自{ $now }，不是开头像的{ $before }；不对就按 { KEY("import_columns.column") } 换。
import_view-in_column = { $column } 列
import_view-in_rows = 整行
import_view-name = 名单名称
import_view-importable = { $n } 个号码可以导入
import_view-imports = 导入 { $n } 个号码
import_view-as_is = 原样合格
import_view-repaired = 修正后收录
import_view-left_out = 未收录
import_view-whole = = 文件 { $n } 行
import_view-texts_dropped = 号码旁边的文字（姓名、备注）不保存，导出的问题行里写作 …；要照着核改就按 { KEY("import_check.texts") }，只有您能看，留 30 天
import_view-texts_kept = 号码旁边的文字（姓名、备注）为核改保存 30 天，只有您能看；按 { KEY("import_check.texts") } 不保存
import_view-cut = 文件可能未传完（{ $why }）：已读取 { $n } 行
import_view-cut_name = 文件名是传送中的临时名
import_view-cut_young = 10 秒内仍在写入
import_view-cut_future = 修改时间在将来，看不出是否传完
import_view-cut_no_end = 最后一行没有换行
import_view-cut_stop = 暂不导入
import_view-cut_whole = 确认共 { $n } 行，已核对
import_view-by_reason = 按原因
import_view-all_good = 每一行都是合格的号码。
import_view-count = 行数
import_view-becomes = 结果
import_view-example = 例子
import_view-confirmed = 由您确认后收录
import_view-unticked = 打勾才收录
import_view-in_list = 已收录
import_view-not_counted = 不计
import_view-no_repair = 这一类不能自动修正，请在原文件里改。
import_view-progress = { $done }/{ $total }  { $rate }/秒  还要 { $left } 秒  { KEY("all.back") } 停
import_view-sign_title = 签名并导入：您为这份通讯录负责（R9、R10）
import_view-sending = 正在导入
import_view-on_its_way = { $name }：号码正送交业务台，送完请您签名。
import_view-done = 已导入
import_view-finished = 已导入：{ $name }，{ $n } 个号码
import_view-next_request = 按 { KEY("import_done.request") } 用这份名单起草申请。
import_view-next_lists = 按 { KEY("all.back") } 回通讯录，名单在最上面。
import_view-wait = 正在计算，算完才能签名或再改；{ KEY("all.back") } 停。
import_view-of_reason = { $reason }：{ $n } 行
import_view-export_about = 写到 { $folder }，只有您能读；同名的不覆盖。业务部门在“改正后的手机号”一列里填，存盘后再导入这份表，只收这一列。
import_view-stopping = 正在停下……
import_view-stays = 这次导入留着，在 { PAGE("all.contacts") } 按 { KEY("contacts.import") } 接着做。
import_view-not_signed = 未签名，业务台上的号码已删除；{ KEY("import_check.forward") } 可重来
import_view-unnamed = （正在核对）
import_view-changed = 文件变了，没有导入；请重新选文件。
