"""One module of charts a subject."""
