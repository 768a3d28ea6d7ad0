"""The functions of a WebAssembly module by name, with the bytes of each (WebAssembly 1.0, binary format)."""


def number(data, at):
    """An unsigned LEB128 number, and where it ends."""
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def text(data, at):
    length, at = number(data, at)
    return data[at:at + length].decode(), at + length


def sections(data):
    at = 8
    while at < len(data):
        size, start = number(data, at + 1)
        yield data[at], data[start:start + size]
        at = start + size


def limits(data, at):
    bounded = data[at] & 1
    _, at = number(data, at + 1)
    return number(data, at)[1] if bounded else at


def count_of_imports(data):
    functions, (count, at) = 0, number(data, 0)
    for _ in range(count):
        _, at = text(data, at)
        _, at = text(data, at)
        kind, at = data[at], at + 1
        if kind == 0:
            functions, at = functions + 1, number(data, at)[1]
        elif kind == 1:
            at = limits(data, at + 1)
        elif kind == 2:
            at = limits(data, at)
        else:
            at += 2
    return functions


def names_of(data):
    """Index of a function -> its name, of the custom section `name`."""
    title, at = text(data, 0)
    names = {}
    while title == "name" and at < len(data):
        part = data[at]
        size, at = number(data, at + 1)
        end = at + size
        if part == 1:
            count, at = number(data, at)
            for _ in range(count):
                index, at = number(data, at)
                names[index], at = text(data, at)
        at = end
    return names


def functions(data):
    """Name -> bytes."""
    imported, sizes, names = 0, [], {}
    for kind, body in sections(data):
        if kind == 0:
            names.update(names_of(body))
        elif kind == 2:
            imported = count_of_imports(body)
        elif kind == 10:
            count, at = number(body, 0)
            for _ in range(count):
                size, at = number(body, at)
                sizes.append(size)
                at += size
    return {names.get(imported + index, ""): size for index, size in enumerate(sizes)}
