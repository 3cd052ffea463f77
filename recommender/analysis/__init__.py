"""Songs' sound analysed in the background: who hears what, what came of it, what went wrong."""
