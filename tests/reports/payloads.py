"""Twenty ways a document may try to make the render fetch something, or read a file."""

from base64 import b64encode


def attacks(site: str, file: str) -> dict[str, str]:
    """Return HTML by name.

    Args:
        site: address of a server that counts what it is asked for.
        file: ``file://`` address of a file that must not be read.
    """
    inner = f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{site}/inner.png"/></svg>'
    data_svg = f"data:image/svg+xml;base64,{b64encode(inner.encode()).decode()}"
    return {
        "img": f'<img src="{site}/img.png">',
        "img srcset": f'<img srcset="{site}/set.png 2x" src="{site}/set.png">',
        "link": f'<link rel="stylesheet" href="{site}/link.css">',
        "import": f"<style>@import url('{site}/import.css');</style>",
        "background": f"<p style=\"background: url('{site}/background.png')\">x</p>",
        "list style": f"<ul style=\"list-style-image: url('{site}/list.png')\"><li>x</li></ul>",
        "content": f"<style>p::before {{ content: url('{site}/content.png') }}</style><p>x</p>",
        "object": f'<object data="{site}/object.png" type="image/png">x</object>',
        "embed": f'<embed src="{site}/embed.png" type="image/png">',
        "font face": f"<style>@font-face {{ font-family: F; src: url('{site}/font.ttf') }}"
        "p { font-family: F, Liberation Serif Paper }</style><p>x</p>",
        "svg image": f'<svg width="9" height="9"><image href="{site}/svg.png"/></svg>',
        "border image": f"<p style=\"border: 9pt solid; border-image: url('{site}/border.png') 9\">"
        "x</p>",
        "data svg": f'<img src="{data_svg}">',
        "base": f'<base href="{site}/"><img src="relative.png">',
        "page background": f"<style>@page {{ background: url('{site}/page.png') }}</style>",
        "attachment": f'<link rel="attachment" href="{file}">',
        "attached link": f'<a rel="attachment" href="{file}">x</a>',
        "file image": f'<img src="{file}"><iframe src="{file}"></iframe>',
        "file style": f'<link rel="stylesheet" href="{file}"><link rel="icon" href="{file}">',
        "attached site": f'<link rel="attachment" href="{site}/attached.bin">',
    }
