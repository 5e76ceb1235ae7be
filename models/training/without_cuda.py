#!/usr/bin/env python3
"""Lets PyTorch's wheel for x86-64 run on a CPU without NVIDIA's libraries; `install` calls it in the new environment.

The wheel is linked against 2 GB of them and does not start if one is missing, although none is called without a GPU. Empty
libraries of the same names stand in; lazy binding resolves functions when they are called, not when a library is loaded.
"""

import struct
import sysconfig
from pathlib import Path

MISSING = (
    "cu13/lib/libcublas.so.13", "cu13/lib/libcublasLt.so.13", "cu13/lib/libcufft.so.12", "cu13/lib/libcufile.so.0",
    "cu13/lib/libcurand.so.10", "cu13/lib/libcusparse.so.12", "cudnn/lib/libcudnn.so.9", "cusparselt/lib/libcusparseLt.so.0",
    "nccl/lib/libnccl.so.2",
)
STRING_TABLE, SYMBOL_TABLE, STRINGS_SIZE, SYMBOL_SIZE, SONAME, END = 5, 6, 10, 11, 14, 0


def empty_library(name: str) -> bytes:
    """Builds an ELF shared library for x86-64 with a name and nothing else."""
    strings = b"\0" + name.encode() + b"\0"
    dynamic_at = 64 + 2 * 56
    strings_at = dynamic_at + 6 * 16
    symbols_at = (strings_at + len(strings) + 7) // 8 * 8
    size = symbols_at + 24
    entries = ((SONAME, 1), (STRING_TABLE, strings_at), (SYMBOL_TABLE, symbols_at), (STRINGS_SIZE, len(strings)), (SYMBOL_SIZE, 24), (END, 0))
    dynamic = b"".join(struct.pack("<qQ", *entry) for entry in entries)
    header = b"\x7fELF\2\1\1".ljust(16, b"\0") + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 2, 0, 0, 0)
    all_of_it = struct.pack("<IIQQQQQQ", 1, 6, 0, 0, 0, size, size, 4096)
    what_to_link = struct.pack("<IIQQQQQQ", 2, 6, dynamic_at, dynamic_at, dynamic_at, len(dynamic), len(dynamic), 8)
    return (header + all_of_it + what_to_link + dynamic + strings).ljust(size, b"\0")


def main() -> None:
    packages = Path(sysconfig.get_path("platlib"))
    for path in MISSING:
        file = packages / "nvidia" / path
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(empty_library(file.name))
    (packages / "without_cuda.pth").write_text("import os, sys; sys.setdlopenflags(os.RTLD_LAZY)\n")


if __name__ == "__main__":
    main()
