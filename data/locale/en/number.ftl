### The classes of numbers.

number-mobile = mobile
number-virtual_operator = virtual operator
number-data_card = data card
number-satellite = satellite
number-emergency = emergency
number-unassigned = unassigned range
