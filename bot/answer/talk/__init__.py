"""The conversation: what is remembered, and the questions that lean on what was said before."""
