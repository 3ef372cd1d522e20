"""Rasa components that understand a question about the loaded plan."""
