"""The proof of the load test: the journal of what was answered against what the database holds; its own program."""

import json
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import django

from tests.load.writers import Op

SAVES = {"save", "lines"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kesat.settings")
    django.setup()
    journal = [Op(**op) for op in json.loads(Path(sys.argv[1]).read_text())]
    proof = Proof(journal)
    json.dump({"faults": list(proof.faults()), "counts": proof.counts}, sys.stdout)


class Proof:
    """Every change that the history holds is explained by one answered request, and every answer by the history."""

    def __init__(self, journal: list[Op]) -> None:
        from resolutions.models import Paragraph, Revision, Save, Section  # noqa: PLC0415  (the settings come first)

        self.ops = {op.op_id: op for op in journal}
        self.saves = {str(save.op_id): save for save in Save.objects.all()}
        self.sections = {section.pk: section for section in Section.objects.all()}
        self.paragraphs = {paragraph.pk: paragraph for paragraph in Paragraph.objects.all()}
        self.history: dict[int, list[Revision]] = defaultdict(list)
        for revision in Revision.objects.stored().order_by("paragraph", "version"):
            self.history[revision.paragraph_id].append(revision)
        self.lost: Counter[tuple[Any, ...]] = Counter(
            (row.paragraph_id, row.by_id, row.text, row.version) for row in Revision.objects.filter(origin="conflict")
        )
        # Who has changed something in one moment, and by which request; the moment is the view's, one for all rows.
        self.moments = {(self.ops[name].writer, save.at): self.ops[name] for name, save in self._known() if save.at}
        # The texts that each version of a paragraph had, from the answered saves.
        self.saved: dict[tuple[int, int], Op] = {}
        self.counts = {
            "paragraphs": len(self.paragraphs),
            "final versions": sum(paragraph.version for paragraph in self.paragraphs.values()),
            "revisions": sum(len(rows) for rows in self.history.values()),
            "conflict revisions": self.lost.total(),
        }

    def _known(self) -> Iterator[tuple[str, Any]]:
        return ((name, save) for name, save in self.saves.items() if name in self.ops)

    def faults(self) -> Iterator[str]:
        yield from self._answers()
        yield from self._one_row_a_request()
        yield from self._saved_versions()
        yield from self._conflicts()
        for pk, rows in self.history.items():
            yield from self._paragraph(pk, rows)
        for op in self.ops.values():
            if self._is_done(op):
                yield from self._arranged(op)
        yield from self._orders()

    def _is_done(self, op: Op) -> bool:
        return bool(op.answers[0]["status"] == 200)

    def _first_line(self, op: Op) -> str:
        return op.text.partition("\n")[0] if op.act == "lines" else op.text

    def _answers(self) -> Iterator[str]:
        """The same request again has the same answer; what stands now may have gone on."""
        for op in self.ops.values():
            first = op.answers[0]
            for again in op.answers[1:]:
                names = ["status"]
                if first["status"] == 200:
                    names += ["id", "version"] if "id" in first else ["focus"]
                elif first["status"] != 409:
                    names = []  # nothing was stored under its name, so it is looked at anew
                if any(first.get(name) != again.get(name) for name in names):
                    yield f"answered in two ways: {op}"
            if first["status"] == 200 and op.act in SAVES and op.sent == 1 and first["text"] != self._first_line(op):
                yield f"another text is answered: {op}"

    def _one_row_a_request(self) -> Iterator[str]:
        """What was answered with 200, and every text that lost, has one row under its name; nothing else has."""
        for name, save in self.saves.items():
            op = self.ops.get(name)
            if op is None:
                yield f"nobody has asked for {name}"
            elif save.is_conflict != (op.answers[0]["status"] == 409):
                yield f"stored otherwise than answered: {op}"
        for name, op in self.ops.items():
            has_row = self._is_done(op) or (op.act in SAVES and op.answers[0]["status"] == 409)
            if has_row != (name in self.saves):
                yield f"{'not stored' if has_row else 'refused, and stored'}: {op}"

    def _saved_versions(self) -> Iterator[str]:
        """Each acknowledged save has a version of its paragraph for itself."""
        for name, save in self._known():
            op = self.ops[name]
            if op.act not in {*SAVES, "add"} or save.is_conflict:
                continue
            answer, place = op.answers[0], (save.paragraph_id, save.version)
            if (answer.get("id"), answer.get("version")) != place:
                yield f"version {place} is stored, not the one answered: {op}"
            if place in self.saved:
                yield f"one version twice: {op} and {self.saved[place]}"
            self.saved[place] = op

    def _conflicts(self) -> Iterator[str]:
        """Each conflict has told what stood, and has kept what was typed, once."""
        texts = {(pk, row.version): row.text for pk, rows in self.history.items() for row in rows}
        texts |= {place: self._first_line(op) for place, op in self.saved.items()}
        wanted: Counter[tuple[Any, ...]] = Counter()
        for op in self.ops.values():
            if op.act not in SAVES or op.answers[0]["status"] != 409:
                continue
            wanted[op.paragraph, op.writer, op.text, op.base_version] += 1
            for answer in op.answers:
                if texts.get((op.paragraph or 0, answer["version"])) != answer["text"]:
                    yield f"what is told to stand never stood: {op}"
        if wanted != self.lost:
            yield f"not kept once: {wanted - self.lost}, kept and not answered: {self.lost - wanted}"

    def _paragraph(self, pk: int, rows: list[Any]) -> Iterator[str]:
        """Each version follows from the one before, by a request, and the last is what stands."""
        stands, same = self.paragraphs[pk], ("version", "text", "kind", "position", "is_removed", "section_id")
        if any(getattr(stands, name) != getattr(rows[-1], name) for name in same):
            yield f"paragraph {pk} does not stand as its last revision says"
        before = 0
        for row in rows:
            yield from self._versions(row, before)
            before = row.version
        for old, new in pairwise(rows):
            if old.text != new.text and (pk, new.version) not in self.saved and not self._may_cut(new):
                yield f"the words of {new} come from nowhere"

    def _versions(self, row: Any, before: int) -> Iterator[str]:
        """The row's version follows the one before it without a gap; autosaves of one person may share a row."""
        if not self._is_known(row):
            yield f"nobody has asked for {row}"
        for version in range(before + 1, row.version):
            yield from self._shared(row, version)
        first = self._save_at(row.paragraph_id, before + 1)
        if row.version > before + 1 and (first is None or first.at != row.began_at):
            yield f"{row} does not begin with its first save"
        if op := self.saved.get((row.paragraph_id, row.version)):
            save = self.saves[op.op_id]
            if (row.text, row.by_id, row.at) != (self._first_line(op), op.writer, save.at):
                yield f"{row} is not what was acknowledged: {op}"

    def _is_known(self, row: Any) -> bool:
        from tests.factories import NOW  # noqa: PLC0415

        return row.at == NOW or (row.by_id, row.at) in self.moments

    def _shared(self, row: Any, version: int) -> Iterator[str]:
        """A version without a row of its own was an autosave of the person whose later one has the row."""
        op, save = self.saved.get((row.paragraph_id, version)), self._save_at(row.paragraph_id, version)
        if op is None or save is None:
            yield f"version {version} of paragraph {row.paragraph_id} is nowhere"
        elif op.act == "lines" or op.writer != row.by_id or not row.began_at or not row.began_at <= save.at <= row.at:
            yield f"version {version} of paragraph {row.paragraph_id} is lost in {row}: {op}"

    def _save_at(self, pk: int, version: int) -> Any:
        op = self.saved.get((pk, version))
        return self.saves[op.op_id] if op else None

    def _may_cut(self, row: Any) -> bool:
        op = self.moments.get((row.by_id, row.at))
        return op is not None and op.act in {"split", "merge"}

    def _arranged(self, op: Op) -> Iterator[str]:
        """A split and a merge lose no letter, lines become paragraphs, and all else leaves the words alone."""
        save = self.saves.get(op.op_id)
        if save is None:
            return
        if op.act == "split":
            old, new = self._change(op.paragraph, op.writer, save.at)
            if _letters(old) != _letters(new) + _letters(self.history[save.paragraph_id][0]):
                yield f"a split has lost words: {op}"
        elif op.act == "merge":
            old, new = self._change(save.paragraph_id, op.writer, save.at)
            taken, gone = self._change(op.paragraph, op.writer, save.at)
            if _letters(old) + _letters(taken) != _letters(new) or not gone.is_removed or gone.text != taken.text:
                yield f"a merge has lost words: {op}"
        elif op.act == "lines":
            added = Counter(
                rows[0].text
                for rows in self.history.values()
                if (rows[0].by_id, rows[0].at, rows[0].version) == (op.writer, save.at, 1)
            )
            if added != Counter(op.text.split("\n")[1:]):
                yield f"lines are not the paragraphs they should be: {op}"
        elif op.act in {"remove", "restore"}:
            _old, new = self._change(op.paragraph, op.writer, save.at)
            if new.is_removed != (op.act == "remove"):
                yield f"not done: {op}"

    def _change(self, pk: int | None, writer: int, at: datetime) -> tuple[Any, Any]:
        """Return the paragraph before and after a moment."""
        rows = self.history[pk or 0]
        place = next(place for place, row in enumerate(rows) if (row.by_id, row.at) == (writer, at) and place)
        last = max(number for number, row in enumerate(rows) if (row.by_id, row.at) == (writer, at))
        return rows[place - 1], rows[last]

    def _orders(self) -> Iterator[str]:
        """The order was counted up once for each change of it, and no two paragraphs stand in one place."""
        changes = Counter(op.section for op in self.ops.values() if self._is_done(op) and op.act != "save")
        for pk, section in self.sections.items():
            if section.version != 1 + changes[pk]:
                yield f"section {pk} has version {section.version} after {changes[pk]} changes"
            kept = [row for row in self.paragraphs.values() if row.section_id == pk and not row.is_removed]
            if len({row.position for row in kept}) != len(kept):
                yield f"section {pk} has two paragraphs in one place"


def _letters(row: Any) -> str:
    return "".join(row.text.split())


if __name__ == "__main__":
    main()
