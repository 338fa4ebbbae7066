"""Where it is written: citations, papers, and the proof that what is cited stands there."""
