#!/usr/bin/env python3
"""The dotted land of the world map: land.py land-110m.json OUT.h

Reads the outlines of npm's world-atlas (Natural Earth, public domain, TopoJSON) and writes the runs of dots that lie on
land as a table for src/render/land.cpp, whose constants these are: Equal Earth, centred on 11 E, 1000 wide, hexagonal
with a pitch of 6.6, 56 S to 73 N."""

import json
import math
import sys

CENTRE, SOUTH, NORTH = 11, -56, 73
PITCH = 6.6
ROW = PITCH * math.sqrt(3) / 2
A1, A2, A3, A4, M = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2  # Savric, Patterson, Jenny 2018


def y_of(t):
    return t * (A1 + A2 * t**2 + t**6 * (A3 + A4 * t**2))


def stretch(t):
    """Half the width of the world at parameter t, over that at the equator."""
    return math.cos(t) * A1 / (A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2))


SCALE = 500 / (math.pi / (M * A1))  # map units for one of the projection's
POLE = y_of(math.asin(M))
HEIGHT = 2 * POLE * SCALE


def place(x, y):
    """Longitude and latitude of a point of the map, or None beyond its rim."""
    target, t = POLE - y / SCALE, 0.0
    for _ in range(20):
        t -= (y_of(t) - target) / (A1 + 3 * A2 * t**2 + t**6 * (7 * A3 + 9 * A4 * t**2))
    longitude = (x / 500 - 1) * 180 / stretch(t)
    if abs(longitude) > 180 or abs(math.sin(t) / M) > 1:
        return None
    return (longitude + CENTRE + 180) % 360 - 180, math.degrees(math.asin(math.sin(t) / M))


def rings_of(topology):
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for index in ring:
                    points += arcs[index] if index >= 0 else arcs[~index][::-1]
                yield points


def on_land(rings, longitude, latitude):
    inside = False
    for points, west, east, south, north in rings:
        if not (west <= longitude <= east and south <= latitude <= north):
            continue
        for (x1, y1), (x2, y2) in zip(points, points[1:] + points[:1]):
            if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def runs(rings):
    """(row, first column, number): the columns of odd rows are shifted by half a pitch."""
    for row in range(int(HEIGHT / ROW) + 1):
        start = None
        for column in range(int(1000 / PITCH) + 2):
            at = place((column + 0.5 * (row % 2)) * PITCH, row * ROW)
            land = at is not None and SOUTH <= at[1] <= NORTH and on_land(rings, *at)
            if land and start is None:
                start = column
            if not land and start is not None:
                yield row, start, column - start
                start = None


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: land.py land-110m.json OUT.h")
    with open(sys.argv[1], encoding="utf-8") as file:
        rings = [(p, min(x for x, _ in p), max(x for x, _ in p), min(y for _, y in p), max(y for _, y in p))
                 for p in rings_of(json.load(file))]
    table = list(runs(rings))
    if sum(n for _, _, n in table) < 1000:
        sys.exit(f"{sys.argv[1]} gave hardly any land: is it world-atlas land-110m?")
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        file.write("// Made by scripts/land.py from Natural Earth (public domain): row, first column, number of dots.\n"
                   "#pragma once\n\nnamespace scale::render {\n\ninline constexpr unsigned char kLandRuns[][3] = {\n")
        file.writelines("    {%d, %d, %d},\n" % run for run in table)
        file.write("};\n\n}  // namespace scale::render\n")


if __name__ == "__main__":
    main()
