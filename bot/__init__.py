"""A question-answering bot over an organisation's yearly work plan."""
