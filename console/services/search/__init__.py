"""Finding what somebody knows a number of: a mobile number, a printed number."""
