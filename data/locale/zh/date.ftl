### The date of a signed act: too old, before what it follows, or before what it would undo.

refusal-signed_long_ago = 这份签名的时间是 { $at }，已超过 { $minutes } 分钟。
    .why = { $clause }：签名须在签署时就生效；日期提前，会改变已经办过的事。
    .next = 请重新准备后再签名；在别处签的，请重新导出再签。
    .command = 重新准备再签；在别处签好的，用 statement carry 带进来。

refusal-carried_too_late = 这份签名的时间是 { $at }，已超过 { $days } 天。
    .why = { $clause }：在别处签好的，须在 { $days } 天内带进来。
    .next = 请签署人看过现状，重新准备并签署。

refusal-older_than_before = 签署时间 { $at } 早于它所接的那一步（{ $last }）。
    .why = { $clause }：逐级审批，后一步不能早于前一步。
    .next = 校准签署所用机器的时钟，重新准备并签署。

refusal-order_undoes = 这道指令的时间是 { $at }，而对方在 { $used } 还凭它所改的职权签过名。
    .why = { $clause }：指令从签署时起生效，不能收回此前已经签下的名。
    .next = 重新准备，看过以后再签一次。
