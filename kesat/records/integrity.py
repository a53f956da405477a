"""What must hold in the database beyond its constraints: each app adds its own, and `verify_integrity` asks."""

from collections.abc import Callable, Iterable

# Filled from each `AppConfig.ready()`: each yields in words what is not as it was.
checks: list[Callable[[], Iterable[str]]] = []
