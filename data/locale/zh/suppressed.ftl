### Why a recipient was suppressed: an opt-out, or the number got as much as the limits allow (R11, R13).

suppressed-opted_out = 已退订
suppressed-reply_open = 回复或投诉待处理，暂不推广
suppressed-same_text = 相同内容已发过
suppressed-cap_day = 当日同类短信已满
suppressed-cap_all_day = 当日各类短信已满
suppressed-cap_30_days = 30 天同类短信已满
suppressed-cap_all_30_days = 30 天各类短信已满
suppressed-unsaid = 已退订，或未记原因

suppressed_short-opted_out = 已退订
suppressed_short-reply_open = 回复待处理
suppressed_short-same_text = 相同内容
suppressed_short-cap_day = 当日同类已满
suppressed_short-cap_all_day = 当日合计已满
suppressed_short-cap_30_days = 30天同类已满
suppressed_short-cap_all_30_days = 30天合计已满
suppressed_short-unsaid = 未记原因
