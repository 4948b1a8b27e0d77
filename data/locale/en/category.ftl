### The categories of messages.

category-notice = notice
category-promotion = promotion
category-other = other
