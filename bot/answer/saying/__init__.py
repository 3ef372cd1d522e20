"""How a found place is told: the sentences that people read, the facts beside them, the questions back."""
