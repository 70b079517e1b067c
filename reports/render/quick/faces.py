"""Faces: what a style is to Pango, which is the same for all its texts and for many styles."""

from dataclasses import dataclass, field
from typing import Any

from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description, get_pango_font_key

_FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)
# All that chooses a font for a style without features.
_LOOKS = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variation_settings",
    "lang",
    "direction",
)
_UNKNOWN: Any = object()


@dataclass(slots=True)
class Font:
    """What Pango found for a face, WeasyPrint's name for it and the heights of a line, in pixels.

    Args:
        layout: the one that the font was found with, so that it stays.
    """

    pango_font: Any
    layout: Any
    key: int
    size: float
    height: float
    baseline: float
    alone: dict[int, int] = field(default_factory=dict)

    def width_alone(self, glyph: int) -> int:
        """Return how wide a letter is that nothing follows, in Pango's units."""
        width = self.alone.get(glyph)
        if width is None:
            with ffi.new("PangoRectangle *") as ink, ffi.new("PangoRectangle *") as logical:
                pango.pango_font_get_glyph_extents(self.pango_font, glyph, ink, logical)
                width = self.alone[glyph] = int(logical.width)
        return width


@dataclass(slots=True)
class Face:
    """What a style is to Pango, the texts that were shaped in it and its heights of a line."""

    context: Any
    description: Any
    language: Any
    layout: Any
    font: Font | None = None
    texts: dict[str, Any] = field(default_factory=dict)
    struts: dict[Any, tuple[float, float]] = field(default_factory=dict)

    def font_of(self, pango_font: Any) -> Font | None:
        """Return the font of the face; None where another one stands in for it."""
        if self.font is None:
            self.font = self._new_font(pango_font)
        return self.font if self.font.pango_font == pango_font else None

    def _new_font(self, pango_font: Any) -> Font:
        key, _, size = get_pango_font_key(pango_font)
        line = pango.pango_layout_get_line_readonly(self.layout, 0)
        with ffi.new("PangoRectangle *") as logical:
            pango.pango_layout_line_get_extents(line, ffi.NULL, logical)
            height = logical.height * FROM_UNITS
        baseline = pango.pango_layout_get_baseline(self.layout) * FROM_UNITS
        found = Font(pango_font, self.layout, key, size, height, baseline)
        self.layout = _new_layout(self.context, self.description)
        return found


def face_of(style: Any) -> Face | None:
    """Return what a style is to Pango; None where it asks for more than our papers do."""
    kept: Face | None = vars(style).get("_quick_face", _UNKNOWN)
    if kept is _UNKNOWN:
        kept = vars(style)["_quick_face"] = _known_face(style) if _is_plain(style) else None
    return kept


def _is_plain(style: Any) -> bool:
    return bool(
        style["text_decoration_line"] == "none"
        and style["font_language_override"] == "normal"
        and style["lang"]
        and style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and not font_features(*(style[name] for name in _FEATURES))
    )


def _known_face(style: Any) -> Face:
    faces: dict[object, Face] = vars(style.font_config).setdefault("_quick_faces", {})
    key = tuple([style[name] for name in _LOOKS])
    if key not in faces:
        faces[key] = _new_face(style)
    return faces[key]


def _new_face(style: Any) -> Face:
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    pointer, _kept_alive = unicode_to_char_p(style["lang"])
    language = pango.pango_language_from_string(pointer)
    pango.pango_context_set_language(context, language)
    description = get_font_description(style)
    layout = _new_layout(context, description)
    return Face(context, description, language, layout)


def _new_layout(context: Any, description: Any) -> Any:
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout, False)
    pango.pango_layout_set_font_description(layout, description)
    pango.pango_layout_set_single_paragraph_mode(layout, True)
    return layout
