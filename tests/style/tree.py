"""The files that the rules look at: a dict from path (relative to the root, with slashes) to text."""
import os
import subprocess

SOURCES = (".h", ".cpp")
CODE = SOURCES + (".js", ".mjs", ".py", ".sh", ".cmake", ".vert", ".frag", ".glsl", ".css", ".html")


def read(root):
    """Every text file that is tracked, or new and not ignored."""
    listing = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                             check=True, capture_output=True).stdout
    files = {}
    for path in sorted(set(listing.decode().split("\0"))):
        try:
            with open(os.path.join(root, path), "rb") as file:
                files[path] = file.read().decode("utf-8")
        except (FileNotFoundError, IsADirectoryError, UnicodeDecodeError):
            pass  # removed but not yet committed, the root itself, or a picture
    return files


def is_code(path):
    name = os.path.basename(path)
    return path.endswith(CODE) or name in ("CMakeLists.txt", "run")


def sources(files, *folders):
    """(path, text) of the C++ files, all of them or those below the folders."""
    for path, text in files.items():
        if path.endswith(SOURCES) and (not folders or path.startswith(folders)):
            yield path, text


def lines(text):
    """(number, line) pairs, counted from 1."""
    return enumerate(text.split("\n"), 1)


def without_comments(text, strings_too=True):
    """C++ text with comments, and unless told otherwise what stands in quotes, blanked; line breaks stay in place."""
    out, i, end = [], 0, len(text)

    def blank(piece):
        out.append("".join(c if c == "\n" else " " for c in piece))

    while i < end:
        if text.startswith("//", i):
            stop = text.find("\n", i)
            stop = end if stop < 0 else stop
            blank(text[i:stop])
        elif text.startswith("/*", i):
            stop = text.find("*/", i + 2)
            stop = end if stop < 0 else stop + 2
            blank(text[i:stop])
        elif text.startswith('R"', i) and not text[i - 1:i].isalnum():
            mark = text[i + 2:text.index("(", i)]
            stop = text.find(")" + mark + '"', i)
            stop = end if stop < 0 else stop + len(mark) + 2
            blank(text[i:stop]) if strings_too else out.append(text[i:stop])
        elif text[i] == '"' or (text[i] == "'" and not text[i - 1:i].isalnum()):
            stop = i + 1
            while stop < end and text[stop] not in (text[i], "\n"):
                stop += 2 if text[stop] == "\\" else 1
            stop = min(stop + 1, end)
            if strings_too:
                out.append(text[i])
                blank(text[i + 1:stop - 1])
                out.append(text[stop - 1])
            else:
                out.append(text[i:stop])
        else:
            stop = i + 1
            out.append(text[i])
        i = stop
    return "".join(out)
