"""A picture as an HTML page of its own."""

from __future__ import annotations

from orgdb.plot.svg import escape

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root{{color-scheme:light dark}}
body{{margin:0 auto;max-width:1200px;background:#fff;color:#1c2430}}
svg.og{{display:block;width:100%;height:auto}}
@media screen and (prefers-color-scheme:dark){{body{{background:#15191e;color:#e8eaed}}}}
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""


def html_page(title: str, body: str, style: str = "") -> str:
    """A page that needs nothing else: no script, font or picture from elsewhere."""
    return PAGE.format(title=escape(title), body=body, style=style)
