"""Close connections on which no request arrives."""

import asyncio
from typing import Any


def closing_idle(base: Any, seconds: float) -> Any:
    """Return a protocol of the server that ends a connection on which a request begins and does not come.

    Parameters
    ----------
    base : type
        The protocol, of uvicorn, over h11.
    seconds : float
        How long the head of a request may take.
    """
    import h11

    class ClosingIdle(base):  # type: ignore[misc]
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            if self.conn.their_state is h11.IDLE:
                self._wait()
            else:
                self._rest()

        def connection_lost(self, exc: Exception | None) -> None:
            self._rest()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self._late is None:
                self._late = self.loop.call_later(seconds, self._end)

        def _rest(self) -> None:
            if self._late is not None:
                self._late.cancel()
                self._late = None

        def _end(self) -> None:
            self._late = None
            if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
                self.transport.close()

    return ClosingIdle
