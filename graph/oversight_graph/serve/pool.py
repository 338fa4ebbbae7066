"""Workers, and who answers which request.

Each lane has processes of its own, so that pages do not wait for queries. A worker that is too slow is ended, and
another takes its place; the processes of a changed graph are begun beside the old ones, and follow them only if the
graph is in order.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from oversight_graph.errors import DataError, one_line
from oversight_graph.serve.messages import Reply, packed, received
from oversight_graph.serve.settings import Settings
from oversight_graph.serve.watch import State, state

_PACKAGES = Path(__file__).resolve().parents[2]
_STOP_SECONDS = 3.0
# So much longer than an answer may take one waits for a turn, and for a worker that is being begun.
_START_SECONDS = 15.0
# After so many deaths in a row the place of a worker stays empty until somebody asks again.
_BACKOFF = 0.5
_SLOW = "This took too long, and was stopped after {:g} seconds. Ask for less: the next question is answered as usual."
_BUSY = "Too many requests are waiting. Try again in a moment."
_LOST = (
    "What was to answer this ended in the middle of it; it may need more memory than there is. Try again, or ask for "
    "less."
)


class NoAnswerError(Exception):
    """No answer comes; it says why, in a sentence for whoever asked."""


class BusyError(NoAnswerError):
    """More requests wait than may."""


class NothingError(NoAnswerError):
    """There is no graph yet."""


class LostError(NoAnswerError):
    """The worker ended in the middle of a request."""


@dataclass(eq=False, slots=True)
class Worker:
    """A process that answers."""

    process: asyncio.subprocess.Process
    generation: int
    ended: bool = False

    async def ask(self, head: Mapping[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        """Send a message and return that which comes back."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(packed(head, body))
        await self.process.stdin.drain()
        return await received(self.process.stdout)

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return not self.ended and self.process.returncode is None

    def kill(self) -> None:
        """End it without waiting for that."""
        self.ended = True
        with suppress(ProcessLookupError):
            self.process.kill()

    async def end(self, *, now: bool = False) -> None:
        """End it: after what it is at, or now."""
        self.ended = True
        if now:
            self.kill()
        elif self.process.stdin is not None:
            self.process.stdin.close()
        try:
            await asyncio.wait_for(self.process.wait(), _STOP_SECONDS)
        except TimeoutError:
            await self.end(now=True)


@dataclass(eq=False, slots=True)
class Lane:
    """Workers of one kind.

    Attributes
    ----------
    size : int
        How many work at once.
    spare : int
        How many more are ready to take the place of one that is ended.
    seconds : float
        How long an answer may take.
    """

    name: str
    size: int
    seconds: float
    spare: int = 0
    idle: "asyncio.Queue[Worker]" = field(default_factory=asyncio.Queue)
    waiting: int = 0
    generation: int = 0
    workers: set[Worker] = field(default_factory=set)
    turns: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        """Let as many work at once as the lane has places."""
        self.turns = asyncio.Semaphore(self.size)


class Pool:
    """All workers.

    Attributes
    ----------
    failure : str
        Why the newest data is not what is shown; empty if it is.
    told : list of str
        What of the data was not read.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.failure = ""
        self.told: list[str] = []
        self._state: State = ()
        self.lanes = {
            "pages": Lane("pages", settings.pages, settings.page_seconds),
            "queries": Lane("queries", settings.queries, settings.query_seconds, spare=1),
        }
        if settings.review:
            self.lanes["review"] = Lane("review", 1, settings.page_seconds)
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopped = False

    async def start(self) -> None:
        """Begin with one worker, so that a failure is said once, then with all.

        Raises
        ------
        DataError
            If the data cannot be loaded, unless there is a workbook to review: drafts keep it from being loaded, and
            are what the review is for.
        """
        self._state = await asyncio.to_thread(state, self.settings)
        lanes = sorted(self.lanes.values(), key=lambda lane: lane.name != "review")
        for lane in lanes:
            try:
                self._add(lane, await self._begun(lane, lane.generation))
            except DataError as error:
                if not self.settings.review or lane.name == "review":
                    raise
                self.failure = str(error)
                return
        self.later(self._others(lanes))

    async def ask(self, name: str, head: Mapping[str, Any], body: bytes = b"", *, again: bool = True) -> Reply:
        """Return the answer of a lane to a request.

        Parameters
        ----------
        again : bool
            Whether the request may be made once more if its worker is lost.

        Raises
        ------
        NoAnswerError
            If the lane is busy, if the answer took too long, if its worker was lost, or if the data could not be
            loaded yet.
        """
        lane = self.lanes[name]
        # Several may have ended at once, as when memory runs short; but no query is to end one after the other.
        tries = (lane.size + 1 if name == "pages" else 2) if again else 1
        for _ in range(tries - 1):
            with suppress(LostError):
                return await self._asked(lane, head, body)
        return await self._asked(lane, head, body)

    async def _asked(self, lane: Lane, head: Mapping[str, Any], body: bytes) -> Reply:
        if not lane.workers and lane.idle.empty() and self.failure:
            raise NothingError(self.failure)
        async with self._worker(lane) as worker:
            try:
                said, answer = await asyncio.wait_for(worker.ask(head, body), lane.seconds)
                return Reply(answer, **said)
            except TimeoutError as error:
                await worker.end(now=True)
                raise NoAnswerError(_SLOW.format(lane.seconds)) from error
            except (asyncio.IncompleteReadError, ConnectionError) as error:
                await worker.end(now=True)
                raise LostError(_LOST) from error
            except asyncio.CancelledError:
                # Whoever asked has left; what is half answered must not be the next one's answer.
                worker.kill()
                raise

    @asynccontextmanager
    async def _worker(self, lane: Lane) -> AsyncIterator[Worker]:
        if lane.waiting >= self.settings.waiting:
            raise BusyError(_BUSY)
        lane.waiting += 1
        try:
            async with asyncio.timeout(lane.seconds + _START_SECONDS):
                await lane.turns.acquire()
                try:
                    worker = await self._taken(lane)
                except BaseException:
                    lane.turns.release()
                    raise
        except TimeoutError as error:
            raise BusyError(_BUSY) from error
        finally:
            lane.waiting -= 1
        try:
            yield worker
        finally:
            lane.turns.release()
            self._back(lane, worker)

    async def _taken(self, lane: Lane) -> Worker:
        while True:
            worker = await lane.idle.get()
            if worker.alive and worker.generation == lane.generation:
                return worker
            self._gone(lane, worker)

    def _back(self, lane: Lane, worker: Worker) -> None:
        if worker.alive and worker.generation == lane.generation and not self._stopped:
            lane.idle.put_nowait(worker)
        else:
            self._gone(lane, worker)

    def _gone(self, lane: Lane, worker: Worker) -> None:
        """Let go of a worker, and put another in its place if there are too few."""
        lane.workers.discard(worker)
        self.later(worker.end(now=worker.ended))
        if worker.generation == lane.generation and not self._stopped:
            self.later(self._fill(lane, lane.generation))

    def _add(self, lane: Lane, worker: Worker) -> None:
        lane.workers.add(worker)
        lane.idle.put_nowait(worker)

    async def _others(self, lanes: Sequence[Lane]) -> None:
        """Begin those beside the first of each lane, one by one: whoever asks already wants the processors."""
        for lane in lanes:
            for _ in range(lane.size + lane.spare - 1):
                await self._fill(lane, lane.generation)

    async def _fill(self, lane: Lane, generation: int) -> None:
        while not self._stopped and generation == lane.generation:
            with suppress(DataError, OSError):
                worker = await self._begun(lane, generation)
                # It may have read what the others have not; the change will be noticed, and all begun anew.
                same = lane.name == "review" or await asyncio.to_thread(state, self.settings) == self._state
                if same and not self._stopped and generation == lane.generation:
                    self._add(lane, worker)
                    return
                await worker.end(now=True)
            await asyncio.sleep(_BACKOFF)

    async def _begun(self, lane: Lane, generation: int) -> Worker:
        """Return a new worker that has loaded the graph.

        Raises
        ------
        DataError
            If it could not.
        """
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "oversight_graph.serve.worker", stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE, env=_environment(), start_new_session=True,
        )  # fmt: skip
        worker = Worker(process, generation)
        try:
            head, _ = await worker.ask({"lane": lane.name}, self.settings.to_json())
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise DataError("the process that was to load the data ended before it had") from error
        except asyncio.CancelledError:
            await worker.end(now=True)
            raise
        if "failure" in head:
            await worker.end()
            raise DataError(head["failure"])
        if lane.name == "pages" and head["told"] != self.told:
            self.told = head["told"]
            sys.stderr.writelines(f"{one_line(sentence)}\n" for sentence in self.told)
        return worker

    async def renew(self) -> None:
        """Load the data anew; if it cannot be loaded, what was loaded stays, and `failure` says why."""
        fresh: list[tuple[Lane, Worker]] = []
        lanes = [lane for name, lane in self.lanes.items() if name != "review"]
        before = await asyncio.to_thread(state, self.settings)
        failed = False
        try:
            for lane in lanes:
                fresh += [(lane, await self._begun(lane, lane.generation + 1))]
        except (DataError, OSError) as error:
            self.failure, failed = str(error), True
        # What has changed while it was read will be noticed too.
        if failed or await asyncio.to_thread(state, self.settings) != before:
            for _, worker in fresh:
                await worker.end(now=True)
            return
        self.failure, self._state = "", before
        for lane, worker in fresh:
            lane.generation += 1
            old = [lane.idle.get_nowait() for _ in range(lane.idle.qsize())]
            self._add(lane, worker)
            for each in old:
                self._gone(lane, each)
        self.later(self._others(lanes))

    def later(self, what: Coroutine[Any, Any, None]) -> None:
        """Have something done beside all else, until it is done or the workers are ended."""
        task = asyncio.get_running_loop().create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def health(self) -> dict[str, Any]:
        """Return how it stands: workers at hand and requests that wait, lane by lane."""
        return {
            lane.name: {"workers": sum(w.alive for w in lane.workers), "idle": lane.idle.qsize(),
                        "waiting": lane.waiting}
            for lane in self.lanes.values()
        }  # fmt: skip

    async def stop(self) -> None:
        """End all workers: those at work may finish what they are at, for a moment."""
        self._stopped = True
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*(worker.end() for lane in self.lanes.values() for worker in lane.workers))


def _environment() -> dict[str, str]:
    """Return the environment with the way to this package, which may be run from a clone."""
    way = os.pathsep.join(filter(None, [str(_PACKAGES), os.environ.get("PYTHONPATH", "")]))
    return {**os.environ, "PYTHONPATH": way}
