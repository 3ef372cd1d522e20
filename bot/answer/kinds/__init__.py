"""The kinds of questions, each answered by itself: lists, comparisons, regimes, sections, single places."""
