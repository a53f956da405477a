"""What a body reported, as a sentence of part I: in the past tense, with its subject, in the register of the paper."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

from kesat.vietnamese import fold, official_count
from tasks.models.report import Progress
from tasks.plain_words import as_planned, is_to_come, plain
from tasks.wording import begins_with_verb, keeps_capital

_END = re.compile(r"[\s.;,:…!?/]+\Z")
_MARK = re.compile(r"\A(?:[-–—+*•]\s+|[a-zđ]\)\s+|\d{1,2}[.)]\s+(?=\D))+")
# At the end of a title: what was to be done by when says nothing of what became of it.
_DEADLINE = re.compile(
    r",?\s+(?:(?:xong|hoàn thành|báo cáo)\s+)?(?:trước|chậm nhất|muộn nhất)(?:\s+(?:là|vào|ngày|hết ngày|đến ngày))*"
    r"\s+\d{1,2}(?:[/.-]\d{1,2}){0,1}(?:[/.-]\d{4})?\Z",
    re.IGNORECASE,
)
_DONE = re.compile(r"\Ahoàn thành(?: việc| công tác)?\s+", re.IGNORECASE)
_GOES_ON = re.compile(r"\Atiếp tục\s+", re.IGNORECASE)
_CARRIES_OUT = re.compile(r"\A(?:triển khai|thực hiện|tổ chức)\b", re.IGNORECASE)
# These begin the predicate themselves, or say how it stands.
_TENSED = re.compile(r"\A(?:đã|đang|chưa|vẫn|mới|cơ bản|tiếp tục|sẽ|không)\b", re.IGNORECASE)
_NOT_YET = re.compile(r"\A(?:chưa|không)\b", re.IGNORECASE)
# Says no more than the answer itself.
_BARE = re.compile(r"\A(?:(?:đã )?(?:làm |thực hiện )?(?:xong|hoàn thành)|ok|oke)\Z", re.IGNORECASE)
# Words that do not go with what was said of how far it is.
_UNDONE = re.compile(
    r"\A(?:chưa|đang)\b|\b(?:chưa|không)\s+(?:làm|thực hiện|triển khai|tiến hành|tổ chức|hoàn thành|xong|bắt đầu)\b",
    re.IGNORECASE,
)
_ALL_DONE = re.compile(r"\Ađã\s+(?:làm |thực hiện )?(?:xong|hoàn thành)\b", re.IGNORECASE)
# Who a sentence may begin with, if not with the body that reports.
_SUBJECT = re.compile(
    r"\A(?:ủy ban|uỷ ban|ubnd|hđnd|hội đồng|đảng ủy|đảng uỷ|đảng bộ|chi bộ|các chi bộ|ban chỉ huy|ban thường vụ|"
    r"ban chấp hành|ban xây dựng|ban tuyên giáo|ban tổ chức|công an|mặt trận|mttq|ubmttq|hội (?:nông|phụ|cựu|liên)|"
    r"đoàn thanh|đoàn tncs|công đoàn|phòng (?!chống|ngừa|cháy|dịch)|văn phòng|trung tâm|trường|trạm|các trường|"
    r"các thôn|tổ công tác|thường trực)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reported:
    """A directive and what is known of it on the cut-off day. `title` is what was to be done, `lead` who leads.

    `progress` is "" where no report came. `done`, `asked` count the bodies of a group that leads; 0 of 0 else.
    """

    lead: str
    title: str
    progress: str = ""
    result: str = ""
    difficulty: str = ""
    names: tuple[str, ...] = ()
    done: int = 0
    under_way: int = 0
    asked: int = 0


def sentence(reported: Reported) -> str:
    """Return what part I may say: one sentence, with one full stop.

    Where the words of a report say another thing than its state, it says so in brackets for the office to clear up.
    """
    lead, title = _first_up(_tidy(reported.lead)), object_of(reported)
    result = _lines(reported.result, (reported.lead, *reported.names))
    if reported.asked > 1:
        said = _of_group(lead, title, reported)
    elif not reported.progress:
        said = f"{lead} chưa có báo cáo kết quả về {_the(title)}"
    elif not result or (_BARE.match(result) and reported.progress == Progress.DONE):
        said = f"{lead} {_stands(title, reported.progress)}"
    elif _contradicts(result, reported.progress):
        said = f"{lead} [cần xác minh: báo {_stands(title, reported.progress)}, nhưng ghi “{_first_down(result)}”]"
    else:
        said = _of_result(lead, title, result, reported)
    return _closed([said, _hindered(reported)])


def carried_words(reported: Reported, month: str, due: str = "") -> str:
    """Return what part II may say of a directive that goes on: by the day `due`, else in the month ("3/2026")."""
    lead, title = _first_up(_tidy(reported.lead)), object_of(reported)
    until = f"hoàn thành trước ngày {due}" if due else f"hoàn thành trong tháng {month}"
    what = title if begins_with_verb(title) else f"thực hiện {title}"
    return _closed([f"{lead} tiếp tục {what}, {until}"])


def standing_words(reported: Reported) -> str:
    """Return what part II may say of a standing directive: it goes on without a day."""
    title = object_of(reported)
    what = title if begins_with_verb(title) else f"thực hiện {title}"
    return _closed([f"{_first_up(_tidy(reported.lead))} tiếp tục {what}"])


def object_of(reported: Reported) -> str:
    """Return what was to be done as it stands inside a sentence: without its subject, deadline, "hoàn thành"."""
    title = _MARK.sub("", _tidy(reported.title))
    title = _without_subject(title, (reported.lead, *reported.names))
    title = _DEADLINE.sub("", title)
    title = _first_down(title)
    for lead_in in (_GOES_ON, _DONE):
        title = lead_in.sub("", title)
    return _first_down(title) or "nhiệm vụ được giao"


def _of_result(lead: str, title: str, result: str, reported: Reported) -> str:
    names = (reported.lead, *reported.names)
    if _begins_with_any(result, names) or _SUBJECT.match(result):
        return _first_up(result)
    if is_to_come(result):
        return f"{lead} {_stands(title, reported.progress)}; {as_planned(result)}"
    if _TENSED.match(result):
        if reported.progress == Progress.DONE and _NOT_YET.match(result):
            return f"{lead} {_stands(title, reported.progress)}; {_first_down(result)}"
        return f"{lead} {_first_down(result)}"
    if begins_with_verb(result) and reported.progress != Progress.NOT_BEGUN:
        return f"{lead} đã {_first_down(result)}"
    return f"{lead} {_stands(title, reported.progress)}: {_first_down(result)}"


def _contradicts(result: str, progress: str) -> bool:
    if progress == Progress.DONE:
        return is_to_come(result) or _UNDONE.search(result) is not None
    return progress == Progress.NOT_BEGUN and _ALL_DONE.match(result) is not None


def _stands(title: str, progress: str) -> str:
    """Return the predicate of a directive at a stage: "đã hoàn thành việc kiểm đếm các hộ"."""
    if progress == Progress.DONE:
        return f"đã hoàn thành {_the(title)}"
    if progress == Progress.NOT_BEGUN:
        return f"chưa {title}" if _CARRIES_OUT.match(title) else f"chưa triển khai {_the(title)}"
    return f"đang {title}" if _CARRIES_OUT.match(title) else f"đang triển khai {_the(title)}"


def _of_group(lead: str, title: str, reported: Reported) -> str:
    """Say of a group how many of its bodies are done, under way, silent: "12/15 đơn vị đã hoàn thành"."""
    silent = reported.asked - reported.done - reported.under_way
    if silent == reported.asked:
        return f"{lead} chưa có báo cáo kết quả về {_the(title)}"
    if reported.done == reported.asked:
        units = official_count(reported.asked)
        return f"{lead} đã hoàn thành {_the(title)} ({units}/{units} đơn vị)"
    counted = [(reported.done, "đã hoàn thành"), (reported.under_way, "đang triển khai"), (silent, "chưa báo cáo")]
    said = [
        f"{official_count(count)}/{official_count(reported.asked)} đơn vị {words}" for count, words in counted if count
    ]
    return f"{lead} {_stands(title, Progress.UNDER_WAY)}: {', '.join(said)}"


def _hindered(reported: Reported) -> str:
    difficulty = _lines(reported.difficulty, (reported.lead, *reported.names))
    if not difficulty or reported.progress == Progress.DONE or reported.asked > 1:
        return ""
    if re.match(r"(?:còn|chưa|do|vì|khó khăn|vướng mắc)\b", difficulty, re.IGNORECASE):
        return _first_down(difficulty)
    return f"khó khăn, vướng mắc: {_first_down(difficulty)}"


def _the(title: str) -> str:
    """Return the object with "việc" before a verb."""
    return f"việc {title}" if begins_with_verb(title) else title


def _tidy(text: str) -> str:
    """Return the text on one line in NFC, without a mark before it and a stop behind it."""
    return _END.sub("", _MARK.sub("", " ".join(normalize("NFC", text).split())))


def _lines(text: str, names: Iterable[str] = ()) -> str:
    """Return several lines and sentences as clauses of one sentence, without the words of talk."""
    lines = plain(normalize("NFC", text), names).splitlines()
    first, *rest = [line for line in map(_tidy, lines) if line] or [""]
    return "; ".join([first, *(_first_down(as_planned(line)) for line in rest)])


def _closed(parts: Iterable[str]) -> str:
    return "; ".join(part for part in parts if part) + "."


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def _first_down(text: str) -> str:
    return text if keeps_capital(text) else text[:1].lower() + text[1:]


def _begins_with_any(text: str, names: Iterable[str]) -> bool:
    folded = f"{fold(text)} "
    return any(folded.startswith(f"{fold(name)} ") for name in names if name.strip())


def _without_subject(title: str, names: Iterable[str]) -> str:
    """Return the title without the body's own name before it: "Phòng Kinh tế rà soát" is "rà soát"."""
    for name in sorted(names, key=len, reverse=True):
        if name.strip() and _begins_with_any(title, [name]):
            rest = title.split(maxsplit=len(name.split()))[len(name.split()) :]
            return re.sub(r"\A(?:chủ trì|có trách nhiệm|phải|cần)[,\s]+", "", rest[0]) if rest else title
    return title
