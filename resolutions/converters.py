"""How an address names a month: 2026-12."""


class MonthConverter:
    regex = r"20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> tuple[int, int]:
        year, month = value.split("-")
        return int(year), int(month)

    def to_url(self, value: tuple[int, int]) -> str:
        return f"{value[0]:04}-{value[1]:02}"
