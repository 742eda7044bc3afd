"""Every stored output, with the sums added in other orders than on the machine that stored it."""
