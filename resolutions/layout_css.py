"""The official layout's stylesheet, generated from its data."""

from functools import cache

from django.template.loader import render_to_string

from kesat.printing import FAMILY
from resolutions.boxes import PROFILES, Box, Profile

MARGIN_BOXES = ("page-number", "contact")


@cache
def stylesheet(profile: Profile) -> str:
    """Return the CSS of the official layout, generated from its data; it touches `.official` only."""
    layout = PROFILES[profile]
    context = {
        "family": FAMILY,
        "page": f"{_mm(layout.width)} {_mm(layout.height)}",
        "margins": " ".join(map(_mm, (layout.top, layout.right, layout.bottom, layout.left))),
        "width": _mm(layout.width - layout.left - layout.right),
        "number_from_edge": _mm(layout.number_from_edge),
        "head": [_mm(column) for column in layout.head_columns],
        "foot": [_mm(column) for column in layout.foot_columns],
        "foot_before": _pt(layout.foot_before),
        "boxes": [(name, _declarations(box)) for name, box in layout.boxes.items() if name not in MARGIN_BOXES],
        "margin_boxes": {name.replace("-", "_"): _declarations(layout.boxes[name]) for name in MARGIN_BOXES},
    }
    return render_to_string("print/official.css", context)


def _declarations(box: Box) -> str:
    rules = {
        "font-size": _pt(box.size),
        "line-height": _pt(box.pitch),
        "font-weight": "700" if box.is_bold else "400",
        "font-style": "italic" if box.is_italic else "normal",
        "text-align": box.align,
        "text-indent": _mm(box.indent),
        "margin-top": _pt(box.before),
    }
    if box.is_underlined:
        rules["text-decoration"] = "underline"
    if box.keep:
        rules["break-after"] = "avoid"
    return "; ".join(f"{name}: {value}" for name, value in rules.items())


def _mm(length: float) -> str:
    return f"{length:g}mm"


def _pt(length: float) -> str:
    return f"{length:g}pt"
