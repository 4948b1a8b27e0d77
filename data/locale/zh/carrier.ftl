### The carriers.

carrier-china_mobile = 中国移动
carrier-china_unicom = 中国联通
carrier-china_telecom = 中国电信
carrier-china_broadnet = 中国广电
carrier-satellite = 卫星
carrier-emergency = 应急
carrier-unknown = 未知
