"""Lists in and out: one module a format, then matching to songs, writing lists and reading them."""
