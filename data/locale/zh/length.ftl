### Lengths of time.

length-day = { $n } 天
length-hour = { $n } 小时
length-minute = { $n } 分钟
length-second = { $n } 秒
