"""The first request imports nothing on the thread of the event loop, which is the window's."""

import subprocess
import sys

_SCRIPT = """
import asyncio, sys, threading
from desktop.gateway.wire import Timeouts, Wire

seen = []

def imported(event, arguments):
    if event == "import" and threading.current_thread() is threading.main_thread():
        seen.append(arguments[0])

async def answer(reader, writer):
    await reader.readuntil(b"\\r\\n\\r\\n")
    writer.write(b"HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}")

async def main():
    await asyncio.to_thread(int)  # the pool of threads itself
    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    wire = Wire.over_network(Timeouts())
    sys.addaudithook(imported)
    reply = await wire.ask(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", {"a": "1"})
    assert reply.status == 200 and "anyio._backends._asyncio" in sys.modules
    await wire.aclose()
    server.close()

asyncio.run(main())
print(*seen)
"""


def test_the_first_request_imports_nothing_on_the_windows_thread() -> None:
    run = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.split() == []
