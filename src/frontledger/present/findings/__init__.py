"""One module of headline sentences a subject."""
