"""The commands: python -m bot parse, load, plans, show, ask, chat, train, run, score, unanswered, clean."""
