"""The verdict on every statement of an article, by rules."""
