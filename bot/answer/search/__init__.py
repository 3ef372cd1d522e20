"""Where the plan speaks of what is asked: clauses, sections, times."""
