"""Coroutines in tests of screens: one asyncio loop per test, Qt events sent by hand."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec


def play(story: Coroutine[Any, Any, None]) -> None:
    """Run ``story`` to its end; what screens started in it and still runs is cancelled."""

    async def whole() -> None:
        try:
            await story
        finally:
            rest = asyncio.all_tasks() - {asyncio.current_task()}
            for task in rest:
                task.cancel()
            await asyncio.gather(*rest, return_exceptions=True)

    asyncio.run(whole())


async def settle(turns: int = 20) -> None:
    """Let every act that can be answered now be answered."""
    for _ in range(turns):
        await asyncio.sleep(0)


Given = ParamSpec("Given")


def played(story: Callable[Given, Coroutine[Any, Any, None]]) -> Callable[Given, None]:
    """A test that is a coroutine."""

    @wraps(story)
    def test(*args: Given.args, **kwargs: Given.kwargs) -> None:
        play(story(*args, **kwargs))

    return test
