"""What in the words themselves looks wrong: old letters, names misspelt, words run together. Nothing is changed."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from kesat.legacy_fonts import detect
from kesat.vietnamese import clean_line, fold
from resolutions.intake.found import Finding, excerpt

_VOWELS: Final = "[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]"
# No Vietnamese syllable has "đ" inside, nor a toned vowel before these.
_JOINED: Final = re.compile(
    rf"\b[^\W\d_]*(?:{_VOWELS}[mnpt]?đ|[ảãáạằẳẵắặầẩẫấậẻẽéẹềểễếệỉĩíịỏõóọồổỗốộờởỡớợủũúụừửữứựỷỹýỵ][bdđklqrsvx]{_VOWELS})[^\W\d_]*"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
# Letters of other alphabets that look like ours.
_LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТХаеорсухіΑΒΕΗΙΚΜΝΟΡΤΧ", "ABEKMHOPCTXaeopcyxiABEHIKMNOPTX")

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_BETWEEN_WORDS: Final = frozenset({" ", " - ", " – ", "-"})


def read_wording(texts: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    """Yield what a person should look at in `texts`; `names` are proper names as the committee spells them."""
    old = [text for text in texts if is_legacy(text)]
    if old:
        message = _(
            "The text is in letters from before Unicode (TCVN3 or VNI) and cannot be read; convert it with UniKey."
        )
        yield Finding("legacy_encoding", excerpt(old[0]), message)
    for text in texts:
        if "\ufffd" in text:
            yield Finding("unreadable_character", excerpt(text, 120), _("A letter was lost before the file came here."))
    joined = (text[word.start() : word.end()] for text in texts for word in _JOINED.finditer(text.lower()))
    for quote in dict.fromkeys(joined):
        yield Finding("joined_words", quote, _("Two words seem to have run together."))
    for quote in dict.fromkeys(_foreign_words(texts)):
        yield Finding("foreign_letters", quote, _("This word holds letters of another alphabet that look like ours."))
    yield from _misspelt(texts, names)


def is_legacy(text: str) -> bool:
    """Say whether `text` is typed in TCVN3 or VNI letters, which are Unicode only by name."""
    return detect(text) is not None


def _foreign_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if _FOREIGN.search(text):
            yield from (word for word in _WORD.findall(text) if _is_disguised(word))


def _is_disguised(word: str) -> bool:
    """Say whether a word of ours holds letters of another alphabet; a word wholly of that alphabet is only foreign."""
    foreign = len(_FOREIGN.findall(word))
    return 0 < foreign < len(word) or (foreign > 0 and not _FOREIGN.search(word.translate(_LOOKALIKES)))


def _misspelt(texts: Iterable[str], names: Collection[str]) -> Iterator[Finding]:
    """Yield the words that differ from a known name only in their marks, once for each spelling."""
    known = _Names(names)
    quotes = {quote: name for text in texts for quote, name in known.misspelt(text)}
    for quote, name in quotes.items():
        yield Finding("name_spelling", quote, _("The name is spelt “%(name)s”.") % {"name": name})


class _Names:
    """Proper names of two words and more, found by their first word whatever its marks."""

    def __init__(self, names: Collection[str]) -> None:
        self._by_first: dict[str, list[tuple[list[str], str]]] = {}
        self._spellings: set[str] = set()
        self._folded: dict[str, str] = {}
        for name in map(clean_line, names):
            words = _WORD.findall(name)
            self._spellings.add(_spelling(words))
            if len(words) > 1:
                folded = [self._fold(word) for word in words]
                self._by_first.setdefault(folded[0], []).append((folded, name))

    def misspelt(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (words as written, name) for each near miss in `text`."""
        words = list(_WORD.finditer(text))
        for place, first in enumerate(words):
            for folded, name in self._by_first.get(self._fold(first.group()), ()):
                run = words[place : place + len(folded)]
                written = text[run[0].start() : run[-1].end()]
                if self._is_near_miss([word.group() for word in run], folded, written):
                    yield written, name

    def _is_near_miss(self, words: list[str], folded: list[str], written: str) -> bool:
        if not written[0].isupper() or [self._fold(word) for word in words] != folded:
            return False
        return _spelling(words) not in self._spellings and set(_WORD.split(written)[1:-1]) <= _BETWEEN_WORDS

    def _fold(self, word: str) -> str:
        if word not in self._folded:
            self._folded[word] = fold(word.translate(_LOOKALIKES))
        return self._folded[word]


def _spelling(words: Iterable[str]) -> str:
    """Return the letters of a name with their tones, whatever the case and wherever in the syllable the tone is put."""
    spelt = []
    for word in words:
        letters = unicodedata.normalize("NFD", word.casefold())
        tones = "".join(sign for sign in letters if sign in _TONES)
        spelt.append("".join(sign for sign in letters if sign not in _TONES) + tones)
    return " ".join(spelt)
