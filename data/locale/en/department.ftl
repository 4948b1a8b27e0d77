### The kinds of departments.

department-business = business
department-general = general
department-other = other
