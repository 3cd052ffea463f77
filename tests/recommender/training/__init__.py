"""Training from the database."""
