"""The network in time: the projection to NetworkX, and the analyses that read it.

Where to look: `network` is the projection; `hierarchy` and `relations` are what analyses share. Each command has a
module of its name (`chains`, `reach` for ``oversees``, `measures`, `overlap`, `conflicts`, `whatif`, `practice`,
`followup`, `diff`, `timeline`); the others are parts of one of them.
"""
