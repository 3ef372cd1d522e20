"""The question: its words as the plan's own, what it asks, the places of the plan that it may mean."""
