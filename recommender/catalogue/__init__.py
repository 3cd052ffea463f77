"""How songs get in: one module for each format, one shared writer."""
