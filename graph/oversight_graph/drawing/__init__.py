"""Drawing as SVG: how things look, how wide text is, where boxes and lines stand, and the proof of a verdict."""
