"""Monthly drone launches by source, and how fast they grew."""
