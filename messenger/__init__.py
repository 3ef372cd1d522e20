"""A messenger in the style of WeCom, on one's own machine.

It plays the platform's side of WeCom's protocol, so that a bot can be used, shown and tested without an
account: encrypted callbacks, the server API, the intelligent robot, and a page for the people who chat.
It knows nothing of the bot but what the protocol's documents say, and the bot knows nothing of it.
"""
