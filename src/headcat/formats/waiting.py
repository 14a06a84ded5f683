"""How far something long is, for a person who waits for it."""

from collections.abc import Callable


def bar(label: str) -> Callable[[int, int], None]:
    """Return a function that draws on stderr how much is done, and of how much.

    Nothing is drawn where half or more is done when it is told for the first time.

    Args:
        label: what takes so long.

    """
    running: list[Callable[[int, int], None]] = []

    def draw(done: int, count: int) -> None:
        if not running and 2 * done < count:
            running.append(_drawn(label))
        if running:
            running[0](done, count)

    return draw


def _drawn(label: str) -> Callable[[int, int], None]:
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    task = progress.add_task(label)
    progress.start()

    def draw(done: int, count: int) -> None:
        progress.update(task, completed=done, total=count)
        if done >= count:
            progress.stop()

    return draw
