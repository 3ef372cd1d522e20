"""What `run`, `train` and `chat` do: prepare database and model, start, watch and stop the servers."""
