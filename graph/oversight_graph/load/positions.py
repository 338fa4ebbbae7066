"""Where in a file something stands."""


def line_of(data: bytes, name: str, needle: str) -> str:
    """Return ``file:line`` of the first place where something stands, the name of the file if it stands nowhere."""
    offset = data.find(needle.encode("utf-8", "surrogatepass"))
    return f"{name}:{data.count(bytes([10]), 0, offset) + 1}" if offset >= 0 else name
