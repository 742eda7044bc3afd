"""Can this environment run the course? python -m nnfs_helpers.doctor says what is wrong and which line mends it."""
