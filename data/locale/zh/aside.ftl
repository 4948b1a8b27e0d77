### What a reading left aside: numbers of a file that are in no row of its list (R10).

aside-column = { $place } 列另有 { $n } 个号码，未收录
aside-hidden_column = 隐藏的 { $place } 列另有 { $n } 个号码，未收录
aside-sheet = 工作表“{ $place }”另有 { $n } 个号码，未收录
aside-hidden_sheet = 隐藏的工作表“{ $place }”另有 { $n } 个号码，未收录
aside-more = 其余 { $place } 处另有 { $n } 个号码，未收录
aside-at_column = { $place } 列
aside-at_hidden_column = 隐藏的 { $place } 列
aside-at_sheet = 工作表“{ $place }”
aside-at_hidden_sheet = 隐藏的工作表“{ $place }”
aside-at_more = 其余 { $place } 处
aside-leave_columns = 只收录 { $column } 列，其余 { $n } 个号码不收录
aside-take_column = { $column } 列和 { $place } 列都收录（另 { $n } 个号码）
aside-take_all = 几列都收录（另 { $n } 个号码）
aside-elsewhere = 文件其他位置还有 { $n } 个号码，请选择处理方式
aside-leave_rows = 不收录看不到的 { $n } 行
aside-take_rows = 收录看不到的 { $n } 行
aside-rows = 打开文件时看不到其中 { $n } 行（{ $reasons }）：是否收录？
aside-take_sheet = 连同工作表“{ $place }”一起收录
aside-nothing = 文件中没有其他号码。
aside-answered = 已按您的选择重新核对；再按一次导入。
aside-hidden_taken = 隐藏的 { $column } 列有 { $n } 个号码：是否收录？
aside-hidden_stop = 暂不导入，改选其他列
aside-hidden_whole = 收录 { $column } 列，已核对
