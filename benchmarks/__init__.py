"""Measurements of the whole program: how well it understands and answers, and how fast it is."""
