"""Two published reports set beside each other: `compare` finds what differs, `words` and `page` tell it."""
