"""What in the words themselves looks wrong: old letters, names misspelt, words run together. Nothing is changed."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from django.utils.translation import gettext as _

from kesat.vietnamese import clean_line, fold
from resolutions.intake.found import Finding, excerpt

# Signs of TCVN3 (ABC) fonts: letters that only its keyboard layout puts inside words.
_TCVN3: Final = re.compile("[A-Za-z][¨©ª«¬®µ¶¸¹»¼½¾§]|[¨©ª«¬®§][A-Za-z]")
# VNI fonts write the mark as a letter of its own: "Uûy ban nhaân daân".
_VNI: Final = re.compile("a[âêùûøõïáàäãåéèëúüö]|e[âùûøõïáàäãå]|o[âùûøõï]|u[ùûøõï]|[ôö][ùûøõï]|ñ", re.IGNORECASE)
_FEWEST_SIGNS: Final = 3
_VOWELS: Final = "[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]"
# No Vietnamese syllable has "đ" inside, nor a toned vowel before these.
_JOINED: Final = re.compile(
    rf"\b[^\W\d_]*(?:{_VOWELS}[mnpt]?đ|[ảãáạằẳẵắặầẩẫấậẻẽéẹềểễếệỉĩíịỏõóọồổỗốộờởỡớợủũúụừửữứựỷỹýỵ][bdđklqrsvx]{_VOWELS})[^\W\d_]*"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_FOREIGN: Final = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
# Letters of other alphabets that look like ours.
_LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТХаеорсухіΑΒΕΗΙΚΜΝΟΡΤΧ", "ABEKMHOPCTXaeopcyxiABEHIKMNOPTX")


def read_wording(texts: Collection[str], names: Collection[str]) -> Iterator[Finding]:
    """Yield what a person should look at in `texts`; `names` are proper names as the committee spells them."""
    old = [text for text in texts if is_legacy(text)]
    if old:
        message = _("The text is in letters from before Unicode (TCVN3 or VNI) and cannot be read; convert it with UniKey.")
        yield Finding("legacy_encoding", excerpt(old[0]), message)
    for text in texts:
        if "\ufffd" in text:
            yield Finding("unreadable_character", excerpt(text, 120), _("A letter was lost before the file came here."))
    for quote in dict.fromkeys(word.group() for text in texts for word in _JOINED.finditer(text.lower())):
        yield Finding("joined_words", quote, _("Two words seem to have run together."))
    for quote in dict.fromkeys(_foreign_words(texts)):
        yield Finding("foreign_letters", quote, _("This word holds letters of another alphabet that look like ours."))
    yield from _misspelt(texts, names)


def is_legacy(text: str) -> bool:
    """Say whether `text` is typed in TCVN3 or VNI letters, which are Unicode only by name."""
    return any(len(signs.findall(text)) >= _FEWEST_SIGNS for signs in (_TCVN3, _VNI))


def _foreign_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        if _FOREIGN.search(text):
            yield from (word for word in _WORD.findall(text) if _FOREIGN.search(word) and not _FOREIGN.match(word[-1] + word[0]))
            yield from (word for word in _WORD.findall(text) if word.translate(_LOOKALIKES) != word and _is_mixed(word))


def _is_mixed(word: str) -> bool:
    return any(letter.isascii() for letter in word) or word.translate(_LOOKALIKES).isascii()


def _misspelt(texts: Iterable[str], names: Collection[str]) -> Iterator[Finding]:
    """Yield the words that differ from a known name only in their marks, once for each spelling."""
    wanted = {_folded(name): clean_line(name) for name in names if len(name.split()) > 1}
    spellings = {_spelling(name) for name in names}
    quotes: dict[str, str] = {}
    for text in texts:
        words = [(found.start(), found.end(), _folded(found.group())) for found in _WORD.finditer(text)]
        for length in {len(name.split()) for name in wanted}:
            for place in range(len(words) - length + 1):
                run = words[place : place + length]
                name = " ".join(folded for _start, _end, folded in run)
                if name not in wanted:
                    continue
                written = text[run[0][0] : run[-1][1]]
                if written[0].isupper() and _spelling(written) not in spellings and " ".join(written.split()) == written:
                    quotes[written] = wanted[name]
    for quote, name in quotes.items():
        yield Finding("name_spelling", quote, _("The name is spelt “%(name)s”.") % {"name": name})


def _folded(text: str) -> str:
    return fold(text.translate(_LOOKALIKES))


def _spelling(text: str) -> str:
    """Return the letters of a name with their tones, whatever the case and wherever in the syllable the tone is put."""
    words = []
    for word in unicodedata.normalize("NFD", text.casefold()).split():
        tones = "".join(sign for sign in word if sign in "\u0300\u0301\u0303\u0309\u0323")
        words.append("".join(sign for sign in word if sign not in tones) + tones)
    return " ".join(words)
