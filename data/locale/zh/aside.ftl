### What a reading left aside: numbers of a file that are in no row of its list (R10).

aside-column = { $place } 列另有 { $n } 个号码，未收录
aside-hidden_column = 隐藏的 { $place } 列另有 { $n } 个号码，未收录
aside-sheet = 工作表「{ $place }」另有 { $n } 个号码，未收录
aside-hidden_sheet = 隐藏的工作表「{ $place }」另有 { $n } 个号码，未收录
aside-more = 其余 { $place } 处另有 { $n } 个号码，未收录
aside-at_column = { $place } 列
aside-at_hidden_column = 隐藏的 { $place } 列
aside-at_sheet = 工作表「{ $place }」
aside-at_hidden_sheet = 隐藏的工作表「{ $place }」
aside-at_more = 其余 { $place } 处
aside-leave_columns = 只收录 { $column } 列，其余 { $n } 个号码不收录
aside-take_column = { $column } 列和 { $place } 列都收录（另 { $n } 个号码）
aside-take_all = 几列都收录（另 { $n } 个号码）
aside-elsewhere = 别处还有 { $n } 个号码：怎么处理？
aside-leave_rows = 不收录：打开文件看不到的 { $n } 行都不要
aside-take_rows = 收录：看不到的 { $n } 行也要
aside-rows = 有 { $n } 行打开文件时看不到（{ $reasons }）：收录吗？
aside-take_sheet = 连同工作表「{ $place }」一起收录
aside-nothing = 文件里没有别的号码。
aside-answered = 已按您的选择重新核对；再按一次导入。
