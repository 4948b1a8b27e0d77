### What the limits per number leave of a list (R11): an estimate of the desk; the dispatcher decides again at each submit.

limits-slot = 时段 { $n }：
limits-none = { $nth }没有号码达到发送上限（R11）
limits-some = { $nth }到时约 { $over } / { $all } 个号码已达发送上限，不会再发（R11）：{ $said }。发送时逐条再判
limits-most = { $nth }几乎发不出去：到时约 { $over } / { $all } 个号码已达发送上限（R11），只剩 { $left } 个：{ $said }。请换时段、名单或内容；发送时逐条再判
limits-sum = 核准 { $all } 人{ $said } = 预计实发 { $left } 人
limits-minus_opted = { " " }− 已退订 { $n }
limits-minus_open = { " " }− 回复待处理 { $n }
limits-minus_over = { " " }− 已达上限 { $n }
limits-sum_title = 预计实发
limits-everybody = 全部核准人数
limits-title = 号码发送上限
limits-exempt = 必须发送的短信：计入条数，不受发送上限限制（R11）
