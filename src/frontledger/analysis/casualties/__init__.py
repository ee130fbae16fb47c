"""Killed, wounded and their ratio, as each body's claims imply them."""
