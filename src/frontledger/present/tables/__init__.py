"""One module of tables a subject."""
