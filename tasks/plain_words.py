"""What was typed on a telephone, as a paper says it: without the words of talk, in small letters, in one sentence."""

import re
from collections.abc import Iterable
from typing import Final

from kesat.vietnamese import fold

# "Em báo cáo anh, ...", "Báo cáo: ...", "Chúng tôi đã ...", "Kính gửi Văn phòng, ...".
_WE = r"(?:chúng em|chúng tôi|bên em|em|tôi|mình)"
_GREETING: Final = re.compile(
    rf"\A(?:(?:dạ|vâng)[\s,]+|kính gửi[^,:;.]{{0,60}}[,:;.]\s*|kính thưa[^,:;.]{{0,60}}[,:;.]\s*|"
    rf"{_WE}\s+(?:xin\s+)?báo cáo(?:\s+(?:với\s+)?(?:các\s+)?(?:anh|chị|bác|chú|đồng chí|đ/c|văn phòng)(?:\s+chị)?)?"
    rf"(?:\s+là|\s+rằng)?\s*[,:]?\s*|báo cáo\s*:\s*|{_WE}\s+(?=(?:đã|đang|chưa|sẽ|vẫn|mới)\b))",
    re.IGNORECASE,
)
_PARTICLES: Final = re.compile(r"(?:[\s,]+(?:rồi|ạ|nhé|nhá|nha))+(?=[\s.;,:…!?/]*\Z)", re.IGNORECASE)
# A sentence ends here; after these it does not, nor inside a number.
_SENTENCE_END: Final = re.compile(r"(?<!\bTP)(?<!\bđ/c)(?<!\bv\.v)(?<!\b[A-ZĐ])[.!?…]+\s+(?=[\w“\"])")
# A syllable of Vietnamese; what is none and stands in capitals is an abbreviation.
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
_CAPITALS: Final = re.compile(r"\b[^\W\d_a-z]{2,}(?:[\s,\d/.%–-]+[^\W\d_a-z]{2,})+\b")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TO_COME: Final = re.compile(
    r"\A(?P<when>(?:ngày mai|ngày \S+|tuần sau|tuần tới|tháng sau|tháng tới|sắp tới|thời gian tới)\s+)?"
    r"(?:(?:chi bộ|thôn|đơn vị)\s+)?sẽ\s+",
    re.IGNORECASE,
)


def plain(text: str, names: Iterable[str] = ()) -> str:
    """Return the text without what belongs to talk; `names` are written as they are given."""
    known = list(names)
    lines = (_without_talk(piece) for line in text.splitlines() for piece in _SENTENCE_END.split(line))
    return "\n".join(_small(line, known) for line in lines if line)


def is_to_come(text: str) -> bool:
    """Tell whether the words begin with what will be: "Sẽ làm tuần sau", "Ngày mai sẽ họp"."""
    return _TO_COME.match(text) is not None


def as_planned(text: str) -> str:
    """Return what will be as a plan: "Sẽ làm tuần sau" is "dự kiến làm tuần sau"."""
    return _TO_COME.sub(lambda found: f"dự kiến {(found['when'] or '').lower()}", text)


def _without_talk(text: str) -> str:
    said = text.strip()
    while (shorter := _GREETING.sub("", said)) != said:
        said = shorter
    return _PARTICLES.sub("", said)


def _small(text: str, names: Iterable[str]) -> str:
    """Return words that stand in capitals for no reason in small letters; abbreviations and names stay."""
    kept = {word for name in names for word in _WORD.findall(name) if word.isupper()}

    def small(found: re.Match[str]) -> str:
        if not found.group().isupper():
            return found.group()
        return _WORD.sub(
            lambda word: word.group() if _is_short(word.group(), kept) else word.group().lower(), found.group()
        )

    folded = _CAPITALS.sub(small, text)
    if folded == text:
        return text
    for name in sorted(names, key=len, reverse=True):
        folded = re.sub(rf"\b{re.escape(name)}\b", name, folded, flags=re.IGNORECASE) if name.strip() else folded
    return folded[:1].upper() + folded[1:]


def _is_short(word: str, kept: set[str]) -> bool:
    return word in kept or _SYLLABLE.fullmatch(fold(word)) is None
