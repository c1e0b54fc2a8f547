"""Bars as SVG, made on the server: they print, and need no colour to be told apart."""

from markupsafe import Markup

WIDTH, HEIGHT = 720, 112
LEFT, TOP, BOTTOM = 4, 16, 90
DARK, STRIPE = "#3c5a78", "#b8860b"
STRIPE_STEP = 4


def bars(series, labels, texts, title):
    """A group of bars per label, each with its value above it.

    :param series: one or two lists of values from 0 to 100, None where there is none
    :param labels: what stands under each group
    :param texts: the values in words, shaped like ``series``
    :param title: read out instead of the picture
    """
    step = (WIDTH - 2 * LEFT) / max(1, len(labels))
    width = min(34, step * 0.8 / len(series))
    parts = []
    for index, label in enumerate(labels):
        middle = LEFT + step * (index + 0.5)
        parts.append(_text(middle, BOTTOM + 16, label))
        for number, values in enumerate(series):
            left = middle + (number - len(series) / 2) * width
            if values[index] is not None:
                height = (BOTTOM - TOP) * max(0.0, min(100.0, values[index])) / 100
                parts.append(_bar(left, width, BOTTOM, height, number))
                top = BOTTOM - height - 4
                parts.append(_text(left + width / 2, top, texts[number][index]))
    parts.append(
        Markup('<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="#495057"/>').format(
            LEFT, WIDTH - LEFT, BOTTOM, BOTTOM
        )
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{}"'
        ' viewBox="0 0 {} {}" preserveAspectRatio="xMinYMid meet" role="img">'
        "<title>{}</title>{}</svg>"
    ).format(HEIGHT, WIDTH, HEIGHT, title, Markup("").join(parts))


def key(number):
    """A small square with the look of a series, for the words that name it."""
    square = _bar(0, 14, 13, 12, number)
    return Markup('<svg width="14" height="13" role="presentation">{}</svg>').format(
        square
    )


def _bar(left, width, bottom, height, number):
    """Solid for the first series; striped for the second, as paper has no colour.

    Stripes are drawn one by one: not every program that makes PDFs knows patterns.
    """
    fill = "#ffffff" if number else DARK
    stripes = [
        Markup(
            '<line x1="{:.1f}" x2="{:.1f}" y1="{:.1f}" y2="{:.1f}" stroke="{}"'
            ' stroke-width="1.6"/>'
        ).format(left + 1, left + width - 1, bottom - up, bottom - up, STRIPE)
        for up in range(2, int(height), STRIPE_STEP)
        if number
    ]
    outline = Markup(
        '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" fill="{}"'
        ' stroke="#343a40" stroke-width="0.6"/>'
    ).format(left + 1, bottom - height, width - 2, height, fill)
    return outline + Markup("").join(stripes)


def _text(x, y, text):
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" font-size="11" text-anchor="middle"'
        ' fill="#212529">{}</text>'
    ).format(x, y, text)
