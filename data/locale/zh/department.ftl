### The kinds of departments.

department-business = 业务部门
department-general = 综合管理部门
general_department = 综合部
department-other = 其他部门
