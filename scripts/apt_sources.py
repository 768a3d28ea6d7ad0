#!/usr/bin/env python3
"""Prints one apt line for Debian's sources of a suite, from the machine's own mirror: apt_sources.py sid.

The mirror is the first archive (not the security one) that /etc/apt names, in either of its two formats."""

import glob
import os
import sys

KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"


def one_line_mirrors(text):
    """`deb [options] uri suite components`"""
    for line in text.splitlines():
        words = line.split("#")[0].split()
        if not words or words[0] not in ("deb", "deb-src"):
            continue
        words = words[1:]
        if words and words[0].startswith("["):
            while words and not words[0].endswith("]"):
                words.pop(0)
            words = words[1:]
        if len(words) >= 3 and "main" in words[2:]:
            yield words[0], [words[1]]


def deb822_mirrors(text):
    """Stanzas of `URIs:`, `Suites:`, `Components:`"""
    for stanza in text.split("\n\n"):
        fields = {}
        for line in stanza.splitlines():
            if line.startswith("#") or ":" not in line:
                continue
            name, value = line.split(":", 1)
            fields[name.strip().lower()] = value.split()
        if "main" in fields.get("components", []) and fields.get("enabled", ["yes"]) != ["no"]:
            for uri in fields.get("uris", []):
                yield uri, fields.get("suites", [])


def debian_mirror(mirrors):
    for uri, suites in mirrors:
        if "security" not in uri and not any("security" in suite for suite in suites) and "debian" in uri:
            return uri
    return None


def configured_mirrors(root="/etc/apt"):
    for path in [f"{root}/sources.list", *sorted(glob.glob(f"{root}/sources.list.d/*"))]:
        if not os.path.isfile(path):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            text = file.read()
        if path.endswith(".sources"):
            yield from deb822_mirrors(text)
        elif path.endswith(".list"):
            yield from one_line_mirrors(text)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: apt_sources.py SUITE")
    mirror = debian_mirror(configured_mirrors())
    if not mirror:
        sys.exit("no Debian archive is named in /etc/apt")
    signed = f"[signed-by={KEYRING}] " if os.path.exists(KEYRING) else ""
    print(f"deb-src {signed}{mirror} {sys.argv[1]} main")


if __name__ == "__main__":
    main()
