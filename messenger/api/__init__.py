"""The server API: what a bot calls under /cgi-bin/."""
