"""How answers leave orgdb: formats, tables for a terminal, bibliographies, pages."""
