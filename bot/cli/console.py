"""What the commands write on: results to standard output, progress and errors to standard error."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.errors import PlanBotError

NOTICEABLE_SECONDS = 1.0  # what takes longer is reported even when nobody watches a spinner


def out() -> Console:
    """The console for results."""
    return Console(highlight=False)


def err() -> Console:
    """The console for progress and errors, so that results can be piped."""
    return Console(stderr=True, highlight=False)


def tolerate_narrow_encodings() -> None:
    """Print a question mark, instead of failing, where the terminal's encoding lacks a character."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show that `what` is going on, and how long it took; silent when it was too short to notice."""
    console = err()
    began = time.monotonic()
    columns = (SpinnerColumn(), TextColumn("{task.description}…"), TimeElapsedColumn())
    if console.is_terminal:
        with Progress(*columns, console=console, transient=True) as progress:
            progress.add_task(escape(what), total=None)
            yield
    else:
        console.print(f"· {escape(what)}…")
        yield
    seconds = time.monotonic() - began
    if seconds >= NOTICEABLE_SECONDS:
        console.print(f"[green]✓[/] {escape(what)}（{seconds:.0f} 秒）")


def show_error(error: PlanBotError) -> None:
    """Say what is wrong, and on the next line what to do."""
    console = err()
    console.print(f"[bold red]✗[/] {escape(str(error))}", soft_wrap=True)
    if error.advice:
        console.print(f"  {escape(error.advice)}", soft_wrap=True)
