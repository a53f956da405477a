"""From a sentence of part I to the report that it came from, and back: words found again as the text stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from kesat.organization.models import User
from resolutions import anchors
from resolutions.beside import Source
from resolutions.models import Paragraph, Resolution, Section
from resolutions.models.text import WRITERS
from tasks.models import Directive, Sentence


@dataclass(frozen=True)
class Traced:
    """A sentence and where its words stand now: letter by letter, changed, or (`paragraph` None) nowhere."""

    sentence: Sentence
    paragraph: Paragraph | None
    is_exact: bool

    @property
    def is_lost(self) -> bool:
        return self.paragraph is None


def trace(sentences: Iterable[Sentence], paragraphs: Sequence[Paragraph]) -> list[Traced]:
    """Find each sentence again among the paragraphs of the month, removed ones among them."""
    by_key = {paragraph.pk: paragraph for paragraph in paragraphs}
    return [_traced(each, by_key, paragraphs) for each in sentences]


def _traced(sentence: Sentence, by_key: dict[int, Paragraph], paragraphs: Sequence[Paragraph]) -> Traced:
    own = by_key.get(sentence.paragraph_id)
    while own is not None and own.absorbed_by_id:
        own = by_key.get(own.absorbed_by_id)
    first = [own] if own and not own.is_removed else []
    section = own.section_id if own else 0
    others = [row for row in paragraphs if row.section_id == section and not row.is_removed and row is not own]
    for paragraph in [*first, *others]:
        if sentence.quote in paragraph.text:
            return Traced(sentence, paragraph, is_exact=True)
    for paragraph in [*first, *others]:
        if anchors.find(paragraph.text, sentence.quote, sentence.occurrence):
            return Traced(sentence, paragraph, is_exact=False)
    # Its own paragraph stands, but says something else by now: that is where the link leads.
    return Traced(sentence, None, is_exact=False)


def sources(resolution: Resolution, user: User, on: date, section: Section | None = None) -> list[Source]:
    """Return where words of the month, or of one section, came from, for those who may know of it.

    One query where there are none, else three; registered with `resolutions.beside`.
    """
    place = Q(section__part__resolution=resolution) if section is None else Q(section=section)
    rows = list(_sentences().filter(paragraph__in=Paragraph.objects.filter(place)))
    if not rows:
        return []
    directives = Directive.objects.visible_to(user, on).filter(sentences__in=[row.pk for row in rows])
    known = set(directives.values_list("pk", flat=True))
    found = trace(rows, list(Paragraph.objects.filter(place)))
    return [_source(each, resolution) for each in found if _is_known(each.sentence, known, user, on)]


def _sentences() -> QuerySet[Sentence]:
    return Sentence.objects.select_related(
        "paragraph", "directive__resolution", "report__body", "piece__contribution__body"
    )


def _source(traced: Traced, resolution: Resolution) -> Source:
    sentence = traced.sentence
    return Source(
        key=sentence.pk,
        paragraph_id=traced.paragraph.pk if traced.paragraph else sentence.paragraph_id,
        label=_label(sentence),
        url=_page_of(sentence, resolution),
        quote=sentence.quote,
        is_changed=not traced.is_exact,
        is_lost=traced.is_lost,
    )


def _label(sentence: Sentence) -> str:
    """Return "Từ báo cáo của Phòng Kinh tế – nhiệm vụ 3, tháng 01/2026"."""
    if sentence.piece:
        return _("From the contribution of %(body)s") % {"body": sentence.piece.contribution.body.name}
    directive = sentence.directive
    assert directive is not None  # noqa: S101  (the constraint of the row says so)
    if sentence.report:
        words = _("From the report of %(body)s – directive %(directive)s")
        return words % {"body": sentence.report.body.name, "directive": directive.label}
    return _("On directive %(directive)s") % {"directive": directive.label}


def _page_of(sentence: Sentence, resolution: Resolution) -> str:
    if sentence.piece:
        return reverse("tasks:contribute", args=[resolution.period, sentence.piece.contribution_id])
    assert sentence.directive is not None  # noqa: S101
    return sentence.directive.get_absolute_url()


def _is_known(sentence: Sentence, directives: set[int], user: User, on: date) -> bool:
    """Tell whether the person may see where the sentence came from; contributions are the office's."""
    if sentence.piece:
        return bool(user.roles(on) & WRITERS)
    return sentence.directive_id in directives
