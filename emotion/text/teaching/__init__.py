"""How the text model is taught; nothing here is imported by a serving process."""
