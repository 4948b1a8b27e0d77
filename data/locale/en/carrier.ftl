### The carriers.

carrier-china_mobile = China Mobile
carrier-china_unicom = China Unicom
carrier-china_telecom = China Telecom
carrier-china_broadnet = China Broadnet
carrier-satellite = satellite
carrier-emergency = emergency
carrier-unknown = unknown
