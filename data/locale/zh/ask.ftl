### 填写文书时问什么。

ask-beside = { $label }（{ $hint }）
ask-day = 如 2027-02-20
ask-now = 空着就是现在
ask-optional = 可空
ask-time = 如 2026-12-01 18:00
