"""Text typed for TCVN3 and VNI fonts: what is recognised, what is not, and what it becomes."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kesat.legacy_fonts import Encoding, convert, detect, is_unicode

# The letters as the two fonts have them, written out apart from the tables of the module.
_TCVN3 = {
    **dict(zip("àảãáạ", "\xb5\xb6\xb7\xb8\xb9", strict=True)),
    **dict(zip("ăằẳẵắặ", "\xa8\xbb\xbc\xbd\xbe\xc6", strict=True)),
    **dict(zip("âầẩẫấậ", "\xa9\xc7\xc8\xc9\xca\xcb", strict=True)),
    **dict(zip("èẻẽéẹ", "\xcc\xce\xcf\xd0\xd1", strict=True)),
    **dict(zip("êềểễếệ", "\xaa\xd2\xd3\xd4\xd5\xd6", strict=True)),
    **dict(zip("ìỉĩíị", "\xd7\xd8\xdc\xdd\xde", strict=True)),
    **dict(zip("òỏõóọ", "\xdf\xe1\xe2\xe3\xe4", strict=True)),
    **dict(zip("ôồổỗốộ", "\xab\xe5\xe6\xe7\xe8\xe9", strict=True)),
    **dict(zip("ơờởỡớợ", "\xac\xea\xeb\xec\xed\xee", strict=True)),
    **dict(zip("ùủũúụ", "\xef\xf1\xf2\xf3\xf4", strict=True)),
    **dict(zip("ưừửữứự", "\xad\xf5\xf6\xf7\xf8\xf9", strict=True)),
    **dict(zip("ỳỷỹýỵđ", "\xfa\xfb\xfc\xfd\xfe\xae", strict=True)),
}
_TCVN3_CAPITALS = dict(zip("ĂÂÊÔƠƯĐ", "\xa1\xa2\xa3\xa4\xa5\xa6\xa7", strict=True))
_VNI_MARKS = dict(zip("\u0300 \u0309 \u0303 \u0301 \u0323 \u0302 \u0306".split(), "øûõùïâê", strict=True)) | {
    **dict(zip(("\u0302\u0300", "\u0302\u0309", "\u0302\u0303", "\u0302\u0301", "\u0302\u0323"), "àåãáä", strict=True)),
    **dict(zip(("\u0306\u0300", "\u0306\u0309", "\u0306\u0303", "\u0306\u0301", "\u0306\u0323"), "èúüéë", strict=True)),
}
_VNI_WHOLE = dict(zip("ìỉĩíịỵđơư", "ìæóíòîñôö", strict=True))

_LETTERS = "".join(_TCVN3)
_OTHERS = "abcdeghiklmnopqrstuvxy"
_SMALL = st.text(st.sampled_from(f"{_LETTERS}{_OTHERS} 0123456789.,;:-()/%“”\n"))
_ANY = st.text(st.sampled_from(f"{_LETTERS}{_LETTERS.upper()}{_OTHERS}{_OTHERS.upper()} 0123456789.,;:-()/%“”\n"))

_UNICODE = [
    "Đảng ủy xã Kẻ Sặt lãnh đạo Ủy ban nhân dân xã rà soát hộ nghèo.",
    "Uỷ ban nhân dân xã hoà giải, thuỷ lợi, khoẻ mạnh, quý III, hoá chất.",
    "hoà, hoà bình, toà án, hoá giá, thuý, loá, toán, hoàn toàn, ngoài",
    "là, và, bé, có, cô, tôi, ba, mà, thì, sâu, nhà",
    "Bắc Kạn, Đắk Lắk, Krông Pắc, Noel, Facebook, Zalo",
    "The committee shall report on §5 of the plan © 2026 (½ page).",
    "Le café théâtre à côté de l'hôtel: où est le maïs, Noël, naïf, laïc, haï, goût, août?",
    "La canción del océano: mañana, año, señor, aún, baúl, rápido",
    "Straße, Mädchen, für, schön, Köln, Öl; på »Å«, København, »m« »t«",
    "12.345,6 m² – 5 µm, 10 N·m, 3 µm – 1½ và 2¼ – 25°C ± 2",
    "§ 5 © ® ½ ¼ ¾ « » · µ ¹ ² ³",
    "",
]


def _in_tcvn3(text: str) -> str:
    return "".join((_TCVN3 | _TCVN3_CAPITALS).get(letter, letter) for letter in text)


def _in_vni(text: str) -> str:
    typed = [_letter_in_vni(letter.lower()) for letter in text]
    return "".join(old.upper() if letter.isupper() else old for letter, old in zip(text, typed, strict=True))


def _letter_in_vni(letter: str) -> str:
    if letter in _VNI_WHOLE:
        return _VNI_WHOLE[letter]
    marks = [mark for mark in unicodedata.normalize("NFD", letter)[1:] if mark != "\u031b"]
    base = unicodedata.normalize("NFD", letter)[:1]
    if "\u031b" in unicodedata.normalize("NFD", letter):
        base = _VNI_WHOLE[{"o": "ơ", "u": "ư"}[base]]
    # The hat and the breve come before the tone.
    marks.sort(key=lambda mark: mark not in "\u0302\u0306")
    return base + (_VNI_MARKS["".join(marks)] if marks else "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("B¶o Th¾ng", Encoding.TCVN3),
        ("Uû ban nh©n d©n", Encoding.TCVN3),
        ("Uûy ban nhaân daân", Encoding.VNI),
        ("Nghị quyết", None),
        ("NghÞ quyÕt", Encoding.TCVN3),
        ("§¶NG Bé X· KÎ SÆT", Encoding.TCVN3),
        ("®· häp", Encoding.TCVN3),
        ("ÑAÛNG BOÄ XAÕ KEÛ SAËT", Encoding.VNI),
        ("Ñaûng boä xaõ", Encoding.VNI),
        ("- T¨ng c­êng kiÓm tra, gi¸m s¸t website, Facebook cña x·;", Encoding.TCVN3),
    ],
)
def test_old_letters_are_recognised(text: str, encoding: Encoding | None) -> None:
    assert detect(text) is encoding


@pytest.mark.parametrize("text", _UNICODE)
def test_unicode_other_languages_and_signs_are_never_old_letters(text: str) -> None:
    assert detect(text) is None
    assert detect(unicodedata.normalize("NFD", text)) is None


def test_all_of_a_clean_text_together_is_never_old_letters() -> None:
    assert detect("\n".join(_UNICODE)) is None


def test_one_old_paragraph_among_others_is_recognised() -> None:
    old = "B¸o c¸o kÕt qu¶ thùc hiÖn nhiÖm vô th¸ng 12"

    assert detect("\n".join([*_UNICODE, old])) is Encoding.TCVN3
    assert detect(old) is Encoding.TCVN3


def test_short_lines_are_recognised_together() -> None:
    assert detect("x·") is None
    assert detect("x·\nph­êng\nthÞ trÊn") is Encoding.TCVN3


def test_old_letters_taken_apart_by_the_clipboard_are_recognised() -> None:
    assert detect(unicodedata.normalize("NFD", "Uûy ban nhaân daân")) is Encoding.VNI


def test_a_line_in_unicode_among_old_ones_is_told_from_them() -> None:
    assert is_unicode("Đảng ủy xã đã họp và quyết nghị", Encoding.TCVN3)
    assert is_unicode("và nhà là", Encoding.TCVN3)
    assert not is_unicode("§¶ng uû x· ®· häp", Encoding.TCVN3)
    assert not is_unicode("Bé y tÕ", Encoding.TCVN3)
    assert not is_unicode("12/2025", Encoding.VNI)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("B¶o Th¾ng", "Bảo Thắng"),
        ("Uû ban nh©n d©n", "Uỷ ban nhân dân"),
        ("T¨ng c­êng qu¶n lý, ®iÒu hµnh ng©n s¸ch.", "Tăng cường quản lý, điều hành ngân sách."),
        ("§¶NG Bé X· KÎ SÆT", "ĐẢNG BỘ XÃ KẺ SẶT"),
        ("NghÞ quyÕt cña Bé ChÝnh trÞ", "Nghị quyết của Bộ Chính trị"),
        ("KÕt luËn cña UBND x·, H§ND", "Kết luận của UBND xã, HĐND"),
        ("UBND ë KÎ", "UBND Ở KẺ"),
        ("Bé", "Bộ"),
        ("ñY BAN", "ỦY BAN"),
        ("khãa XIII ë Hµ Néi", "khóa XIII ở Hà Nội"),
        ("5 m² – 12,5%", "5 m² – 12,5%"),
    ],
)
def test_tcvn3_becomes_unicode(typed: str, meant: str) -> None:
    assert convert(typed, Encoding.TCVN3) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Uûy ban nhaân daân", "Ủy ban nhân dân"),
        ("ÑAÛNG BOÄ XAÕ KEÛ SAËT", "ĐẢNG BỘ XÃ KẺ SẶT"),
        (
            "Ñaûng uûy xaõ laõnh ñaïo phaùt trieån kinh teá - xaõ hoäi",
            "Đảng ủy xã lãnh đạo phát triển kinh tế - xã hội",
        ),
        (
            "thöôøng xuyeân, tö töôûng, kyû luaät, nghóa vuï, chæ ñaïo",
            "thường xuyên, tư tưởng, kỷ luật, nghĩa vụ, chỉ đạo",
        ),
        ("AÁp Bình Hoøa", "Ấp Bình Hòa"),
        ("Aáp", "Ấp"),
        ("5 m² – 12,5%", "5 m² – 12,5%"),
    ],
)
def test_vni_becomes_unicode(typed: str, meant: str) -> None:
    assert convert(typed, Encoding.VNI) == meant


@given(_SMALL)
def test_small_letters_come_back_from_tcvn3(text: str) -> None:
    assert convert(_in_tcvn3(text), Encoding.TCVN3) == text


@given(_ANY)
def test_all_letters_come_back_from_vni(text: str) -> None:
    assert convert(_in_vni(text), Encoding.VNI) == text


def test_every_letter_comes_back() -> None:
    assert len(_LETTERS) == 67
    assert convert(_in_tcvn3(_LETTERS), Encoding.TCVN3) == _LETTERS
    assert convert(_in_tcvn3("Ăn Âm Êm Ôn Ơn Ưng Đi"), Encoding.TCVN3) == "Ăn Âm Êm Ôn Ơn Ưng Đi"
    assert convert(_in_vni(_LETTERS + _LETTERS.upper()), Encoding.VNI) == _LETTERS + _LETTERS.upper()


@given(st.sampled_from(_UNICODE[:2]), st.sampled_from(Encoding))
def test_a_sentence_typed_in_an_old_encoding_is_recognised_as_that(text: str, encoding: Encoding) -> None:
    typed = _in_tcvn3(text.lower()) if encoding is Encoding.TCVN3 else _in_vni(text)

    assert detect(typed) is encoding


@given(st.text(), st.sampled_from(Encoding))
def test_any_text_is_looked_through_and_comes_out_composed(text: str, encoding: Encoding) -> None:
    assert detect(text) in {None, *Encoding}
    assert unicodedata.is_normalized("NFC", convert(text, encoding))
