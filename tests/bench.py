"""CPU time and memory of the main job, as a table; run by `make bench`.

The document is the one named by KESAT_DOCUMENT, else a long one of our own. CPU time is user and system time.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import django


def cpu_ms(work: Callable[[], object], times: int = 15) -> float:
    """Return the median CPU milliseconds of one call, after two calls to warm up."""
    for _ in range(2):
        work()
    spent = []
    for _ in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return statistics.median(spent)


def child_cpu_ms(command: list[str], environment: dict[str, str], times: int = 3) -> float:
    """Return the median CPU milliseconds of a process and its children."""
    spent = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    return statistics.median(spent)


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024 / 1024


def growth_mb(work: Callable[[], object], times: int = 160) -> float:
    """Return how much the process grows over `times` calls, after twenty to settle."""
    for _ in range(20):
        work()
    before = resident_mb()
    for _ in range(times):
        work()
    return resident_mb() - before


def row(what: str, measured: str, aim: str) -> None:
    sys.stdout.write(f"{what:<58}{measured:>14}{aim:>16}\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"KESAT_VAR": folder, "KESAT_HTTPS": "0", "DJANGO_SETTINGS_MODULE": "kesat.settings"}
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        measure(Path(folder))
        from tests.bench_desk import measure_desk  # noqa: PLC0415  (the settings must be there first)
        from tests.bench_directives import measure_directives  # noqa: PLC0415
        from tests.bench_review import measure_review  # noqa: PLC0415
        from tests.bench_signing import measure_signing  # noqa: PLC0415

        measure_signing()
        measure_desk()
        measure_review()
        measure_directives()


def measure(folder: Path) -> None:
    from django.core.management import call_command  # noqa: PLC0415  (the settings must be there first)

    from resolutions import export  # noqa: PLC0415
    from resolutions.intake import read_document  # noqa: PLC0415
    from resolutions.layout import compose, to_pdf, to_text  # noqa: PLC0415
    from resolutions.word import to_docx  # noqa: PLC0415
    from tests.factories import make_committee  # noqa: PLC0415
    from tests.resolutions.manuscripts import long_manuscript  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    letterhead = export.letterhead(make_committee())
    if path := os.environ.get("KESAT_DOCUMENT"):
        source = Path(path)
    else:
        source = folder / "document.txt"
        source.write_text(to_text(compose(long_manuscript(), letterhead)))
    content = source.read_bytes()
    manuscript = read_document(source.name, content).manuscript
    composition = compose(manuscript, letterhead)
    words = sum(len(paragraph.text.split()) for paragraph in manuscript.paragraphs())
    call_command("read_resolution", str(source), stdout=(folder / "out").open("w"), stderr=(folder / "err").open("w"))
    month = f"{manuscript.year}-{manuscript.month:02}"

    def export_to(kind: str) -> list[str]:
        output = str(folder / f"document.{kind}")
        return [sys.executable, "manage.py", "export_resolution", month, "--format", kind, "--output", output]

    row(f"document of {words} words", "measured", "aim")
    row("read, CPU", f"{cpu_ms(lambda: read_document(source.name, content)):.0f} ms", "<= 100 ms")
    warm = cpu_ms(lambda: to_pdf(composition))
    row("to PDF, warm, CPU", f"{warm:.0f} ms", "<= 350 ms")
    row("to DOCX, CPU", f"{cpu_ms(lambda: to_docx(composition)):.0f} ms", "<= 200 ms")
    cold = child_cpu_ms(export_to("pdf"), dict(os.environ))
    row("export_resolution to PDF, cold process to file, CPU", f"{cold:.0f} ms", "<= 1500 ms")
    row("growth over 160 PDFs in one process", f"{growth_mb(lambda: to_pdf(composition)):.1f} MB", "< 5 MB")
    office = shutil.which("libreoffice") or shutil.which("soffice")
    if office is None:
        row("LibreOffice, the same document to PDF", "not installed", "")
        return
    subprocess.run(export_to("docx"), check=True)
    command = [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "office")]
    theirs = child_cpu_ms([*command, str(folder / "document.docx")], dict(os.environ))
    row("LibreOffice, the same document to PDF, cold, CPU", f"{theirs:.0f} ms", "")
    row("ours to theirs, cold", f"{cold / theirs:.2f}", "")


if __name__ == "__main__":
    main()
