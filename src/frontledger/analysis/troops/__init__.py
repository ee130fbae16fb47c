"""Troops sent, present, added and gone, and whether the counts add up."""
