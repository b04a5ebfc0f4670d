"""Pictures: maps, numbers over time, timelines, overlaps, networks, drawn as SVG."""
