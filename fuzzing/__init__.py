"""Fuzzing with atheris, by hand and at length: see SECURITY.md. The tests hold what it found."""
