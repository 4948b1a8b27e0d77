### The kinds of departments.

department-business = business
department-general = general
general_department = General Department
department-other = other
