"""Where the gateways' secrets come from (R12), and the lines that they open."""
