### The classes of numbers.

number-mobile = 手机号
number-virtual_operator = 虚拟运营商号
number-data_card = 数据卡
number-satellite = 卫星号
number-emergency = 应急号
number-unassigned = 未分配号段
