"""Cuts the client's WebAssembly program in two: what the first page needs, and the rest, which is fetched behind it.

  split.py --program app.wasm --first OUT --later OUT --later-objects REGEX --nm llvm-nm OBJECT...

A function goes to the later part when only objects whose path matches the expression define it. Binaryen's wasm-split
does the cutting: calls into the later part go through the table, where web/shell/later.js stands until it has come.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile

OURS = re.compile(r"_ZN?K?9datavault")  # mangled names in the project's namespace
FEATURES = ["--enable-bulk-memory", "--enable-mutable-globals", "--enable-sign-ext"]


def defined(nm, objects):
    """The names of all functions that the objects define."""
    names = set()
    run = subprocess.run([nm, "--defined-only", "--format=just-symbols", *objects], check=True,
                         stdout=subprocess.PIPE, text=True)
    for line in run.stdout.splitlines():
        if line and not line.endswith(":"):
            names.add(line.strip())
    return names


def named_functions(program):
    """The functions of the program's name section."""
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

    names, at = [], 8
    while at < len(content):
        kind = content[at]
        size, at = number(at + 1)
        end = at + size
        if kind == 0:
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
    return names


def split(options, names, folder):
    """Cuts, and tells which of the later functions are the libraries' and wanted by the first part as well: of
    functions with the same instructions the linker keeps one, under any of their names."""
    functions = os.path.join(folder, "functions")
    with open(functions, "w", encoding="utf-8") as file:
        file.write("\n".join(names) + "\n")
    first, later = os.path.join(folder, "first.wasm"), os.path.join(folder, "later.wasm")
    subprocess.run(["wasm-split", *FEATURES, options.program, "--split-funcs=@" + functions,
                    "--primary-output=" + first, "--secondary-output=" + later, "--placeholdermap",
                    "--import-namespace=first", "--placeholder-namespace=later", "--export-prefix=%"], check=True)
    with open(first + ".placeholders", encoding="utf-8") as file:
        wanted = {line.strip().split(":", 1)[1] for line in file if ":" in line}
    shutil.copyfile(first, options.first)
    shutil.copyfile(later, options.later)
    return {name for name in wanted if not OURS.match(name)}


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
    moved = defined(options.nm, later) - defined(options.nm, first)
    names = [name for name in named_functions(options.program) if name in moved]
    if not names:
        sys.exit("split.py: the program has no names: link it with --profiling-funcs")
    with tempfile.TemporaryDirectory() as folder:
        shared = split(options, names, folder)
        while shared:
            names = [name for name in names if name not in shared]
            shared = split(options, names, folder)


main()
