"""Words for a terminal: what would command it, hide a word or turn it round is shown by its code.

Nobody has to be there to read them. A reader that has gone (`| head -1`) or an output that was closed does not stop
the work that is being told of.
"""

from __future__ import annotations

import contextlib
import os
import sys

from frontledger.echo import on_one_line


def shown(text: str) -> str:
    r"""The text with every character that is not printed shown by its code, line breaks left.

    >>> shown("done: \x1b[31mred\u202e\n")
    'done: \\x1b[31mred\\u202e\n'
    """
    return "\n".join(map(on_one_line, text.split("\n")))


def tell(text: str, err: bool = False) -> None:
    """Print a line at once; what the terminal's encoding has no character for is shown by its code too."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        print(shown(text).encode(encoding, "backslashreplace").decode(encoding), file=stream, flush=True)
    except OSError:
        with contextlib.suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def open_closed_streams() -> None:
    """Give back the standard streams a shell has closed, so that no file of ours is opened in their place."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number free, which is this one
