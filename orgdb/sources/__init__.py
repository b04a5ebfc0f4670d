"""How we know: citations, the trail behind a fact, bibliographies."""
