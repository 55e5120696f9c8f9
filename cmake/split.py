"""Cuts the client's WebAssembly program in two: what the first page needs, and the rest, which is fetched behind it.

  split.py --program app.wasm --first OUT --later OUT --later-objects REGEX --nm llvm-nm OBJECT...

A function goes to the later part when only objects whose path matches the expression define it, and when it is not an
inline one that the first part calls as well. Binaryen's wasm-split does the cutting: calls into the later part go
through the table, where web/shell/later.js stands until it has come.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

FEATURES = ["--enable-bulk-memory", "--enable-mutable-globals", "--enable-sign-ext"]

SMALL = 256  # bytes; what is smaller and wanted by both parts is not worth a way through the table


def defined(nm, objects):
    """What the objects define: the kind of each symbol by its name, as nm has it ("W" is weak)."""
    run = subprocess.run([nm, "--defined-only", "--format=posix", *objects], check=True,
                         stdout=subprocess.PIPE, text=True)
    lines = [line.split() for line in run.stdout.splitlines()]
    return {line[0]: line[1] for line in lines if len(line) > 1}


def functions_of(program):
    """The names of the program's functions, as its name section has them, with their sizes in bytes."""
    with open(program, "rb") as file:
        content = file.read()

    def number(at):
        value = shift = 0
        while True:
            byte = content[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if not byte & 128:
                return value, at

    names, sizes, at = [], [], 8
    while at < len(content):
        kind = content[at]
        size, at = number(at + 1)
        end = at + size
        if kind == 10:  # code
            count, at = number(at)
            for _ in range(count):
                size, at = number(at)
                sizes.append(size)
                at += size
        elif kind == 0:  # custom
            length, begin = number(at)
            if content[begin:begin + length] == b"name":
                at = begin + length
                while at < end:
                    part = content[at]
                    size, at = number(at + 1)
                    stop = at + size
                    if part == 1:
                        count, at = number(at)
                        for _ in range(count):
                            _, at = number(at)
                            length, at = number(at)
                            names.append(content[at:at + length].decode())
                            at += length
                    at = stop
        at = end
    # Imported functions come first and have no code.
    return dict(zip(names[len(names) - len(sizes):], sizes))


def split(options, names, folder):
    """Cuts, and tells the later functions that the first part calls."""
    functions = os.path.join(folder, "functions")
    with open(functions, "w", encoding="utf-8") as file:
        file.write("\n".join(names) + "\n")
    first, later = os.path.join(folder, "first.wasm"), os.path.join(folder, "later.wasm")
    subprocess.run(["wasm-split", *FEATURES, options.program, "--split-funcs=@" + functions,
                    "--primary-output=" + first, "--secondary-output=" + later, "--placeholdermap",
                    "--import-namespace=first", "--placeholder-namespace=later", "--export-prefix=%"], check=True)
    shutil.copyfile(first, options.first)
    shutil.copyfile(later, options.later)
    # For who reads in the browser's console that a numbered function was called too early.
    shutil.copyfile(first + ".placeholders", options.later + ".functions")
    with open(first + ".placeholders", encoding="utf-8") as file:
        return {line.strip().split(":", 1)[1] for line in file if ":" in line}


def is_inline(name, kind):
    """Of such functions with the same instructions one is kept, under any of their names: one that the first part
    calls belongs to it. Of libraries' templates on types of one file each file has its own."""
    return kind == "W" or not re.match(r"_ZNK?9datavault", name)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--first", required=True)
    parser.add_argument("--later", required=True)
    parser.add_argument("--later-objects", required=True)
    parser.add_argument("--nm", required=True)
    parser.add_argument("objects", nargs="+")
    options = parser.parse_args()
    is_later = re.compile(options.later_objects)
    objects = [path for path in options.objects if path.endswith(".o")]  # no precompiled headers
    later = [path for path in objects if is_later.search(path)]
    first = [path for path in objects if not is_later.search(path)]
    if not later:
        sys.exit("split.py: no object matches " + options.later_objects)
    here, there = defined(options.nm, first), defined(options.nm, later)
    sizes = functions_of(options.program)
    names = [name for name in sizes if name in there and name not in here]
    if not names:
        sys.exit("split.py: the program has no names: link it with --profiling-funcs")
    with tempfile.TemporaryDirectory() as folder:
        while shared := {name for name in split(options, names, folder)
                         if is_inline(name, there.get(name)) or sizes[name] < SMALL}:
            names = [name for name in names if name not in shared]


main()
