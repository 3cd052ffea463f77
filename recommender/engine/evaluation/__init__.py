"""How good the engines and their mix are on a fixed split of lists that people made."""
