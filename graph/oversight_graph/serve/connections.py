"""How connections end: those on which no request arrives, and those whose request is answered before it was read."""

import asyncio
from typing import Any

_LINGER_SECONDS = 2


def ending(base: Any, seconds: float) -> Any:
    """Return a protocol of the server that ends its connections in time, and none before its answer has arrived.

    Parameters
    ----------
    base : type
        The protocol, of uvicorn, over h11.
    seconds : float
        How long the head of a request may take.

    Notes
    -----
    Whoever closes a connection on which something still arrives makes the system reset it, and the other side may
    lose what was answered, such as the sentence that refuses a request which is too large. So only the sending ends
    at first, and what still comes is thrown away for a short while (RFC 9112, section 9.6).
    """
    import h11

    class Lingering:
        """What carries the bytes, of which only the sending ends as long as the other side still sends."""

        def __init__(self, transport: asyncio.Transport, owner: "Ending") -> None:
            self._transport, self._owner = transport, owner

        def __getattr__(self, name: str) -> Any:
            return getattr(self._transport, name)

        def is_closing(self) -> bool:
            return self._owner.lingers or self._transport.is_closing()

        def close(self) -> None:
            owner = self._owner
            read = owner.conn.their_state not in (h11.SEND_BODY, h11.ERROR) and not owner.conn.trailing_data[0]
            if read or not self._transport.can_write_eof():
                self._transport.close()
            elif not self.is_closing():
                owner.lingers = True
                self._transport.write_eof()
                self._transport.resume_reading()
                owner.loop.call_later(_LINGER_SECONDS, self._transport.close)

    class Ending(base):  # type: ignore[misc]
        lingers = False
        _late: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(Lingering(transport, self))
            self._wait()

        def data_received(self, data: bytes) -> None:
            if self.lingers:
                return
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

    return Ending
