"""Damage to the bytes of a file of any kind, and to what stands in its place in the folder."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

Bytes = Callable[[bytes], bytes]


def _cut(share: float) -> Bytes:
    return lambda data: data[: int(len(data) * share)]


def _at(place: float, put: bytes) -> Bytes:
    return lambda data: data[: int(len(data) * place)] + put + data[int(len(data) * place) :]


def _line(number: int, change: Callable[[list[bytes], int], list[bytes]]) -> Bytes:
    """A change of the lines at one of them, counted from 0."""

    def changed(data: bytes) -> bytes:
        lines = data.split(b"\n")
        return b"\n".join(change(lines, min(number, max(len(lines) - 2, 0))))

    return changed


BYTES: Mapping[str, Bytes] = {
    "empty": lambda _: b"",
    "one blank": lambda _: b" ",
    "one line break": lambda _: b"\n",
    "all NUL": lambda data: b"\0" * len(data),
    "noise": lambda data: bytes((7 * place * place + 13) % 256 for place in range(min(len(data), 5000))),
    **{f"cut at {share:.0%}": _cut(share) for share in (0.02, 0.11, 0.37, 0.5, 0.73, 0.97)},
    "the last byte lost": lambda data: data[:-1],
    "the last two bytes lost": lambda data: data[:-2],
    "the last nine bytes lost": lambda data: data[:-9],
    "the first byte lost": lambda data: data[1:],
    **{f"a NUL at {place:.0%}": _at(place, b"\0") for place in (0.0, 0.4, 1.0)},
    **{f"a quote at {place:.0%}": _at(place, b'"') for place in (0.0, 0.2, 0.6, 0.9, 1.0)},
    **{f"byte 0xe9 at {place:.0%}": _at(place, b"\xe9") for place in (0.0, 0.5, 1.0)},
    **{f"a carriage return at {place:.0%}": _at(place, b"\r") for place in (0.3, 0.8)},
    "half a letter at the end": lambda data: data + "é".encode()[:1],
    "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "two byte order marks": lambda data: b"\xef\xbb\xbf" * 2 + data,
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 without its mark": lambda data: data.decode().encode("utf-16-le"),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "UTF-7 of a plus": lambda data: data.replace(b"e", b"+AGU-", 1),
    "Latin-1": lambda data: data.decode().replace("a", "á", 1).encode("latin-1", "replace"),
    "Windows-1251": lambda data: data.decode().replace("a", "а", 1).encode("cp1251", "replace"),
    "Mac line ends": lambda data: data.replace(b"\n", b"\r"),
    "Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "mixed line ends": lambda data: data.replace(b"\n", b"\r\n", 2),
    "a blank line at the top": lambda data: b"\n" + data,
    "a blank line within": _line(2, lambda lines, at: [*lines[:at], b"", *lines[at:]]),
    "blank lines at the end": lambda data: data + b"\n\n",
    "a line twice": _line(1, lambda lines, at: [*lines[: at + 1], *lines[at:]]),
    "the first line lost": _line(0, lambda lines, _: lines[1:]),
    "the first line twice": _line(0, lambda lines, _: [lines[0], *lines]),
    "the whole twice": lambda data: data + data,
    "words after the end": lambda data: data + b"Total: 17 rows\n",
    "a note after the end": lambda data: data + b"# edited by hand\n",
    "bytes after the end": lambda data: data + bytes(range(1, 9)),
    "a page of HTML": lambda _: b"<!doctype html><title>404 Not Found</title><h1>Not Found</h1>\n",
    "a zip": lambda _: b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(40),
    "a pointer of Git LFS": lambda _: b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n",
    "marks of a merge": lambda data: b"<<<<<<< HEAD\n" + data + b"=======\n" + data + b">>>>>>> other\n",
    "a gigantic line": lambda data: data + b"x" * 300_000 + b"\n",
    "a deep nest": lambda _: b"[" * 100_000,
}


def _nothing(path: Path) -> None:
    path.unlink()


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _device(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _closed(path: Path) -> None:
    path.chmod(0)


def _capitals(path: Path) -> None:
    path.rename(path.with_name(path.name.capitalize()))


def _shouted(path: Path) -> None:
    path.rename(path.with_name(path.name.upper()))


def _old(path: Path) -> None:
    path.rename(path.with_name(f"{path.name}.bak"))


PLACES: Mapping[str, Callable[[Path], None]] = {
    "missing": _nothing,
    "a folder in its place": _folder,
    "a link to itself": _loop,
    "a link to nothing": _dangling,
    "a pipe in its place": _pipe,
    "a device in its place": _device,
    "no right to read": _closed,
    "a capital in its name": _capitals,
    "its name in capitals": _shouted,
    "another ending": _old,
}


def damages(path: Path) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Every damage to the file, under its name; those that would leave it as it is are left out."""
    data = path.read_bytes()
    for name, change in BYTES.items():
        if (other := change(data)) != data:
            yield name, lambda place, other=other: _put(place, other)
    for name, spoil in PLACES.items():
        if name != "no right to read" or os.geteuid():  # who may read everything is refused nothing
            yield name, spoil


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)
