### 发送时间：哪几天、几点到几点。

sending_hours-of = { $day } { $hours }
sending_hours-between = 、
sending_hours-none = 不发
sending_day-every = 每天
sending_day-work = 工作日
sending_day-off = 休息日
sending_day-holiday = 节假日
sending_day-monday = 周一
sending_day-tuesday = 周二
sending_day-wednesday = 周三
sending_day-thursday = 周四
sending_day-friday = 周五
sending_day-saturday = 周六
sending_day-sunday = 周日
sending_hours-whole = { $nth }全部在发送时间内
sending_hours-part = { $nth }只有 { $open } 在发送时间内（共 { $total }）：{ $hours }
sending_hours-short = { $nth }发完约需 { $need }，时段内只有 { $open } 可发，其余发不出；可改到 { $opens } 至 { $closes }
sending_hours-too_short = { $nth }发完约需 { $need }，时段内只有 { $open } 可发，其余发不出
sending_hours-shut = { $nth }发送时间内的时段已没有了（{ $hours }）：现在批准也发不出
sending_hours-taken = 已改为 { $opens } 至 { $closes }
sending_hours-nothing_to_take = 各时段都可以发，不用改
sending_hours-no_offer = 近两个月没有可发的时段，请改时间
sending_hours-slot = 时段 { $n }：
sending_hours-unknown = { $nth }{ $year } 年放假安排还没有导入，不能判断能不能发
sending_hours-key = 按 { $key } 填入
sending_hours-enough = ；发完约需 { $need }，够用
