"""Rasa's actions: the conversation in, one answer out."""
