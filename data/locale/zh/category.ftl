### The categories of messages.

category-notice = 业务提示
category-promotion = 宣传推广
category-other = 其他
