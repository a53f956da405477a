"""A manuscript laid out line by line on the official page, and written as HTML for screen and print, PDF and text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from kesat.printing import Place, html_to_pdf, html_to_pdf_and_places
from kesat.vietnamese import fold, official_month_number
from resolutions.boxes import PROFILES, Box, Frame, Layout, Profile
from resolutions.layout_css import stylesheet
from resolutions.manuscript import Manuscript, ParagraphKind, ParagraphText, PartText, SectionText, Urgency

__all__ = [
    "PROFILES",
    "Composition",
    "Letterhead",
    "Line",
    "Profile",
    "bind",
    "compose",
    "marks",
    "section_html",
    "stylesheet",
    "to_html",
    "to_pdf",
    "to_pdf_and_signature_places",
    "to_text",
]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands on every paper of one committee; upper case where it is printed so."""

    upper_body: str
    issuing_body: str
    issuer: str
    place: str
    symbol: str
    profile: Profile = Profile.HD05_2026
    part_mark: str = ""
    kind: str = "NGHỊ QUYẾT"
    circulation: str = ""
    typist: str = ""
    contact: str = ""

    @property
    def layout(self) -> Layout:
        layout = PROFILES[self.profile]
        return replace(layout, part_mark=self.part_mark) if self.part_mark else layout


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph as printed, its mark ("I. ", "- ", "a) ") included."""

    box: str
    text: str


@dataclass(frozen=True, slots=True)
class Composition:
    """A document ready for paper. `name` is its title for the file's properties, `contact` the foot of page 1."""

    name: str
    profile: Profile
    head_left: tuple[Line, ...]
    head_right: tuple[Line, ...]
    title: tuple[Line, ...]
    body: tuple[Line, ...]
    foot_left: tuple[Line, ...]
    foot_right: tuple[Line, ...]
    contact: str = ""

    @property
    def layout(self) -> Layout:
        return PROFILES[self.profile]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return every line in the order of reading."""
        head = self.head_left + self.head_right
        return head + self.title + self.body + self.foot_left + self.foot_right


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a paragraph stands on a page: the name that an address ends with; (label, address) of what hangs on it."""

    name: str
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """A line as the template writes it; `stand` only on a page, never on paper."""

    tag: str
    box: str
    text: str
    is_framed: bool
    stand: Stand | None = None


PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
STAR = "*"
DASH = "-----"
BLANK = " " * 5
LETTERS = "abcdđeghiklmnopqrstuvxy"  # the order of the guidance: no f, j, w, z
URGENCIES = {Urgency.URGENT: "KHẨN", Urgency.VERY_URGENT: "THƯỢNG KHẨN", Urgency.EXPRESS: "HỎA TỐC"}
NO_BREAK = "\u00a0"
SIGNATURE_GAP = 2  # points, at the least
_NAME_CLASS = "doc-name"
_BOUND = re.compile(
    r"(?<=[Ll]ần thứ) (?=\w)|(?<=[Tt]háng) (?=\d)|(?<=[Nn]gày) (?=\d)|(?<=[Ss]ố) (?=\d)|(?<=[Kk]h[oó][aá]) (?=[IVX]+\b)"
)
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_END_MARKS = (".", ",", ";", ":", "!", "?", "…")


def compose(manuscript: Manuscript, letterhead: Letterhead, *, draft: int | None = None) -> Composition:
    """Return `manuscript` laid out under `letterhead`; `draft` marks it "Dự thảo lần n"."""
    layout = letterhead.layout
    return Composition(
        name=_name(manuscript, letterhead),
        profile=letterhead.profile,
        head_left=_head_left(manuscript, letterhead, draft),
        head_right=_lines(("party", PARTY), ("date", official_place_and_date(manuscript, letterhead.place))),
        title=_lines(
            ("type", letterhead.kind), ("issuer", letterhead.issuer), ("subject", _subject(manuscript)), ("dash", DASH)
        ),
        body=(*_opening(manuscript.opening), *_parts(manuscript.parts, layout), *_paragraphs(manuscript.closing)),
        foot_left=_recipients(manuscript, letterhead, layout),
        foot_right=_lines(
            ("authority", manuscript.signer.authority),
            ("post", manuscript.signer.post),
            ("name", manuscript.signer.name),
        ),
        contact=letterhead.contact,
    )


def to_text(composition: Composition) -> str:
    """Return the document as plain text: a line for each paragraph, an empty line between paragraphs."""
    blocks = [
        _block(composition.head_left),
        _block(composition.head_right),
        _block(composition.title),
        *(line.text for line in composition.body),
        _block(composition.foot_left),
        _block([line for line in composition.foot_right if line.box != "name"]),
        _block([line for line in composition.foot_right if line.box == "name"]),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def to_html(composition: Composition, *, top_heading: int = 1, stands: Sequence[Stand | None] = ()) -> SafeString:
    """Return the fragment for screen and print alike; `top_heading` is the rank of its title in the page around it.

    `stands` are those of the paragraphs, in the order of the text.
    """
    boxes = composition.layout.boxes
    title = [line for line in composition.title if boxes[line.box].level]
    plain = {
        "heading_lines": title,
        "title": composition.title[len(title) :],
        "head_left": composition.head_left,
        "head_right": composition.head_right,
        "foot_left": composition.foot_left,
        "foot_right": composition.foot_right,
    }
    context = {name: [_element("p", line, boxes) for line in lines] for name, lines in plain.items()}
    body = _standing(_with_headings(composition.body, boxes, top_heading), stands)
    heading = f"h{top_heading}"
    return render_to_string(
        "print/resolution.html", {**context, "body": list(body), "heading": heading, "contact": composition.contact}
    )


def section_html(section: SectionText, letterhead: Letterhead, *, number: int | None) -> SafeString:
    """Return one section as printed, under its number; None for an opening or a closing."""
    layout = letterhead.layout
    lines = list(_paragraphs(section.paragraphs))
    if number is not None and section.title:
        lines.insert(0, Line("section", f"{number}{layout.section_mark} {section.title}"))
    return render_to_string("print/section.html", {"body": list(_with_headings(lines, layout.boxes, 1))})


def to_pdf(composition: Composition, *, keywords: str = "", corner: SafeString | None = None) -> bytes:
    """Return the document as one file that is PDF/A-2a and PDF/UA-1; the `keywords` stand in its properties.

    The drawing that is to stand in the lower `corner` of page 1 is decoration, and not read aloud.
    """
    html, css = to_html(composition), stylesheet(composition.profile)
    if corner:
        html = format_html('<div class="official"><div class="doc-corner">{}</div></div>{}', corner, html)
    return html_to_pdf(html, css, title=composition.name, keywords=keywords)


def to_pdf_and_signature_places(composition: Composition, *, keywords: str = "") -> tuple[bytes, Place, Place]:
    """Return the bytes of `to_pdf`, where the signer signs, and where the seal goes, on his left.

    They share the room between post and name, and cover no letter. Raises ValueError if nobody is named to sign.
    """
    html, css = to_html(composition), stylesheet(composition.profile)
    pdf, places = html_to_pdf_and_places(html, css, [_NAME_CLASS], title=composition.name, keywords=keywords)
    if _NAME_CLASS not in places:
        raise ValueError("nobody is named to sign")
    name, gap = places[_NAME_CLASS], SIGNATURE_GAP
    middle, top = (name.left + name.right) / 2, name.top + composition.layout.boxes["name"].before
    signer = Place(name.page, middle + gap, name.top + gap, name.right - 2 * gap, top - gap)
    return pdf, signer, replace(signer, left=name.left + 2 * gap, right=middle - gap)


def bind(text: str) -> str:
    """Return `text` as printed, with spaces at which no line may end: "lần thứ I", "tháng 01/2026", "số 05", blanks."""
    text = _BOUND.sub(NO_BREAK, text)
    return re.sub(" {2,}", lambda blank: NO_BREAK * len(blank.group()), text)


def official_number(number: int | None, symbol: str) -> str:
    """Return "Số 05-NQ/ĐU", with room to write the number while there is none."""
    return f"Số {number:02}-{symbol}" if number is not None else f"Số{BLANK}-{symbol}"


def official_place_and_date(manuscript: Manuscript, place: str) -> str:
    """Return "Kẻ Sặt, ngày 05 tháng 01 năm 2026"; the day, and what else is not known, is left to be written."""
    day = manuscript.issued_on
    month = day.month if day else manuscript.month
    year = day.year if day else manuscript.year
    words = (
        f"ngày {day.day:02}" if day else f"ngày{BLANK[1:]}",
        f"tháng {official_month_number(month)}" if month else f"tháng{BLANK[1:]}",
        f"năm {year}" if year else f"năm{BLANK[1:]}",
    )
    return f"{place}, {' '.join(words)}".rstrip()


def _lines(*pairs: tuple[str, str]) -> tuple[Line, ...]:
    return tuple(Line(box, text) for box, text in pairs if text)


def _block(lines: Iterable[Line]) -> str:
    return "\n".join(line.text for line in lines)


def _name(manuscript: Manuscript, letterhead: Letterhead) -> str:
    number = f"số {manuscript.number:02}-{letterhead.symbol}" if manuscript.number is not None else ""
    return " ".join(word for word in (letterhead.kind.capitalize(), number, _subject(manuscript)) if word)


def _subject(manuscript: Manuscript) -> str:
    # The guidance starts the subject in lower case, whatever the office typed.
    return re.sub(r"^Về\b", "về", manuscript.subject)


def _head_left(manuscript: Manuscript, letterhead: Letterhead, draft: int | None) -> tuple[Line, ...]:
    return _lines(
        ("upper-body", letterhead.upper_body),
        ("issuing-body", letterhead.issuing_body),
        ("star", STAR),
        ("number", official_number(manuscript.number, letterhead.symbol)),
        ("urgency", URGENCIES.get(manuscript.urgency, "")),
        ("circulation", letterhead.circulation),
        ("draft", f"Dự thảo lần {draft}" if draft is not None else ""),
    )


def _opening(opening: tuple[ParagraphText, ...]) -> Iterator[Line]:
    """Yield the legal bases ("- Căn cứ …;") and the sentence after them.

    A mark is added only where the text has none. The last base ends "," when a sentence follows, else ".".
    """
    written = [paragraph for paragraph in opening if paragraph.text]
    bases = [place for place, paragraph in enumerate(written) if _is_base(paragraph)]
    last = "," if bases and bases[-1] < len(written) - 1 else "."
    for place, line in enumerate(_paragraphs(written)):
        if place in bases:
            yield Line("base", f"- {_closed(written[place].text, last if place == bases[-1] else ';')}")
        else:
            yield line


def _is_base(paragraph: ParagraphText) -> bool:
    """Tell a base from the sentence that leads to the text and ends in a colon, which may begin with one."""
    is_unmarked = paragraph.kind == ParagraphKind.PROSE and fold(paragraph.text).startswith("can cu ")
    return paragraph.kind == ParagraphKind.ITEM or (is_unmarked and not paragraph.text.endswith(":"))


def _closed(text: str, mark: str) -> str:
    return text if text.endswith(_END_MARKS) else text + mark


def _parts(parts: Iterable[PartText], layout: Layout) -> Iterator[Line]:
    romans = count(1)
    for part in parts:
        if part.title:
            yield Line("part", f"{_roman(next(romans))}{layout.part_mark} {part.title}")
        numbers = count(1)
        for section in part.sections:
            if section.title:
                yield Line("section", f"{next(numbers)}{layout.section_mark} {section.title}")
            yield from _paragraphs(section.paragraphs)


def marks(kinds: Iterable[str]) -> Iterator[str]:
    """Yield what is printed before each paragraph of a section: "- ", "+ ", "a) " or nothing."""
    letters = count()
    for kind in kinds:
        match kind:
            case ParagraphKind.ITEM:
                yield "- "
            case ParagraphKind.SUBITEM:
                yield "+ "
            case ParagraphKind.HEADING:
                yield f"{_letter(next(letters))}) "
            case _:
                yield ""


def _paragraphs(paragraphs: Iterable[ParagraphText]) -> Iterator[Line]:
    """Yield a line for each paragraph that says something; letters start anew with each call."""
    written = list(filter(_says_something, paragraphs))
    for paragraph, mark in zip(written, marks(paragraph.kind for paragraph in written), strict=True):
        yield Line(paragraph.kind, f"{mark}{paragraph.text}")


def _says_something(paragraph: ParagraphText) -> bool:
    return bool(paragraph.text)


def _roman(number: int) -> str:
    return "X" * (number // 10) + _ROMAN[number % 10]


def _letter(index: int) -> str:
    return LETTERS[index % len(LETTERS)] * (index // len(LETTERS) + 1)


def _recipients(manuscript: Manuscript, letterhead: Letterhead, layout: Layout) -> tuple[Line, ...]:
    names = [name.rstrip(" ;,.") for name in manuscript.recipients]
    marks = [layout.recipient_mark] * (len(names) - 1) + ["."]
    listed = [("recipient", f"- {name}{mark}") for name, mark in zip(names, marks, strict=False)]
    return _lines(("recipients", "Nơi nhận:" if names else ""), *listed, ("typist", letterhead.typist))


def _element(tag: str, line: Line, boxes: Mapping[str, Box]) -> Element:
    return Element(tag, line.box, bind(line.text), boxes[line.box].frame is not Frame.NONE)


def _with_headings(lines: Iterable[Line], boxes: Mapping[str, Box], top: int) -> Iterator[Element]:
    """Yield the lines with their tags; headings never skip a rank, as PDF/UA asks."""
    before = top
    for line in lines:
        if level := boxes[line.box].level:
            before = min(top + level - 1, before + 1, 6)
            yield _element(f"h{before}", line, boxes)
        else:
            yield _element("p", line, boxes)


def _standing(elements: Iterable[Element], stands: Sequence[Stand | None]) -> Iterator[Element]:
    rest = iter(stands)
    for element in elements:
        is_title = element.box in {"part", "section"}
        yield element if is_title else replace(element, stand=next(rest, None))
