"""The bench on which conversations with the bot are written, run, seen and trusted."""
