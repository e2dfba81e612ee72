#!/usr/bin/env python3
# SPDX-FileCopyrightText: Sorami contributors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the compact ASTERIX tables in tables/ from the JSON of asterix-specs.

    python3 convert_specs.py DIRECTORY-OF-JSON [OUTPUT-DIRECTORY]

Run by hand by a developer when EUROCONTROL publishes an edition; the build only reads what is committed.
The input is https://github.com/zoranbosnjak/asterix-specs (BSD-3-Clause), whose facts are EUROCONTROL's. Only facts
are taken: item numbers, names, sizes, scale factors, units and the order of items (UAP). No texts.

The grammar of the output, one definition a line:

    item NUMBER[/VERSION] VARIATION    versions of an item that editions share are written once
    edition E DATE UAP...              the user application profile: items in the order of their FSPEC bits
    uap E NAME SELECTOR UAP...         for a category with several profiles: which item value chooses this one
    re E DATE NAME:VARIATION;...       Reserved Expansion field, presence octet first

    VARIATION  8r 12o 56a 48i          element: bits, then raw, table (t), octal, ASCII or ICAO six-bit text
               16q-1/256@0 NM          quantity: sign, exact scale factor, base value where there is one, unit
               8z+                     integer, signed or not
               64b 56b48               Mode S register with its address in the last octet, or of a fixed address (hex)
               {A:V;.4;B:V}            group; `.4` are four spare bits
               <A:V;|B:V;|>            extended; `|` stands where an FX bit is
               1*V  ~V                 repeated, counted by a one-octet number, or chained by FX bits
               !                       explicit: the first octet is the length
               (A:V;-;B:V)             compound with its own presence bits; `-` is an unused bit
               ?000,120/CC/TID[5,1=V;V]  depends on the values of other items; the last is the default
"""
import glob
import json
import os
import re
import sys

# EUROCONTROL codes these pressures as what is above 800 hPa; the JSON has that in its prose only.
PRESSURE_BASE = {("021", "BPS"), ("062", "BPS")}
# The JSON of category 010 has 1/16 for these; its own limits (8192 m/s in 16 bits, 31 m/s² in 8), the positions of
# recorded tracks and EUROCONTROL's document say 1/4.
QUARTERS = {("010", "VX"), ("010", "VY"), ("010", "AX"), ("010", "AY")}
UNITS = {"mb": "hPa", "ALTFL": "FL"}


def number(n):
    tag, c = n["tag"], n["contents"]
    if tag == "NumInt":
        return c, 1
    if tag == "NumPow":
        return c["base"] ** c["exponent"], 1
    assert tag == "NumDiv", tag
    (a, b), (x, y) = number(c["numerator"]), number(c["denominator"])
    return a * y, b * x


def content(c, category, name):
    tag, x = c["tag"], c["contents"]
    sign = lambda v: "-" if v["signedness"]["tag"] == "Signed" else "+"
    if tag == "ContentRaw":
        return "r"
    if tag == "ContentTable":
        return "t"
    if tag == "ContentString":
        return {"StringOctal": "o", "StringAscii": "a", "StringICAO": "i"}[x["tag"]]
    if tag == "ContentInteger":
        return "z" + sign(x)
    if tag == "ContentBds":
        return "b" + (format(x["contents"], "02x") if x["tag"] == "BdsAt" else "")
    assert tag == "ContentQuantity", tag
    a, b = (1, 4) if (category, name) in QUARTERS else number(x["lsb"])
    unit = UNITS.get(x["unit"], x["unit"])
    base = "@800" if (category, name) in PRESSURE_BASE and unit == "hPa" else ""
    return "q" + sign(x) + (f"{a}/{b}" if b != 1 else str(a)) + base + (" " + unit if unit else "")


def bits(v):
    """Size of a fixed variation; every case of a dependent one has the same."""
    if v["tag"] == "Element":
        return v["contents"]["bitSize"]
    assert v["tag"] == "Group", v["tag"]
    return sum(i["contents"] if i["tag"] == "Spare" else bits(first(i["contents"]["rule"])) for i in v["contents"])


def first(rule):
    return rule["contents"] if rule["tag"] == "ContextFree" else rule["contents"]["default"]


def dependent(rule, make):
    d = rule["contents"]
    paths = ",".join("/".join(p) for p in d["path"])
    cases = "".join(",".join(map(str, k)) + "=" + make(v) + ";" for k, v in d["cases"])
    return f"?{paths}[{cases}{make(d['default'])}]"


def variation(v, category, name):
    tag, c = v["tag"], v["contents"]
    if tag == "Element":
        make = lambda x: str(c["bitSize"]) + content(x, category, name)
        r = c["rule"]
        return make(r["contents"]) if r["tag"] == "ContextFree" else dependent(r, make)
    if tag == "Explicit":
        return "!"
    if tag == "Repetitive":
        inner = variation(c["variation"], category, name)
        if c["type"]["tag"] == "RepetitiveFx":
            return "~" + inner
        return str(c["type"]["contents"]["byteSize"]) + "*" + inner
    parts = [item(i, category) for i in c]
    if tag == "Group":
        return "{" + ";".join(parts) + "}"
    if tag == "Extended":
        return "<" + ";".join(parts).replace(";|", "|").replace("|;", "|") + ">"
    assert tag == "Compound", tag
    return "(" + ";".join("-" if p == "|" else p for p in parts) + ")"


def rule_text(r, category, name):
    if r["tag"] == "ContextFree":
        return variation(r["contents"], category, name)
    return dependent(r, lambda v: variation(v, category, name))


def item(i, category):
    if i is None:
        return "|"
    if i.get("tag") == "Spare":
        return "." + str(i["contents"])
    i = i["contents"] if i.get("tag") == "Item" else i
    return i["name"] + ":" + rule_text(i["rule"], category, i["name"])


def edition_key(path):
    return [int(x) for x in re.findall(r"(\d+)", os.path.basename(path))]


def wrap(text, width=100):
    """Long definitions go on with a backslash, so that lines stay readable."""
    out, line = [], ""
    for piece in re.split(r"(?<=[;| ])", text):
        if len(line) + len(piece) > width and line.strip():
            out.append(line)
            line = "  "
        line += piece
    return "\\\n".join(out + [line])


def convert(category, files):
    versions, lines, editions = {}, [], []
    for path in files:
        d = json.load(open(path, encoding="utf-8"))["contents"]
        e = f"{d['edition']['major']}.{d['edition']['minor']}"
        date = "{year:04}-{month:02}-{day:02}".format(**d["date"])
        if "items" in d:
            assert d["fspecByteSize"] == 1
            editions.append(f"re {e} {date} " + ";".join("-" if i is None else item(i, category) for i in d["items"]))
            continue
        names = {}
        for i in d["catalogue"]:
            text = rule_text(i["rule"], category, i["name"])
            known = versions.setdefault(i["name"], [])
            if text not in known:
                known.append(text)
            n = known.index(text)
            names[i["name"]] = i["name"] + (f"/{n + 1}" if n else "")
        entry = lambda u: {"UapItem": lambda: names[u["contents"]], "UapItemSpare": lambda: "-",
                           "UapItemRFS": lambda: "RFS"}[u["tag"]]()
        if d["uap"]["tag"] == "Uap":
            editions.append(f"edition {e} {date} " + " ".join(map(entry, d["uap"]["contents"])))
        else:
            u = d["uap"]["contents"]
            editions.append(f"edition {e} {date}")
            values = {name: value for value, name in u["selector"]["cases"]}
            for name, entries in u["cases"]:
                where = "/".join(u["selector"]["item"]) + "=" + str(values[name])
                editions.append(f"uap {e} {name} {where} " + " ".join(map(entry, entries)))
    for name in sorted(versions):
        for n, text in enumerate(versions[name]):
            lines.append(f"item {name}" + (f"/{n + 1}" if n else "") + " " + text)
    return [wrap(x) for x in lines + editions]


HEAD = """// SPDX-FileCopyrightText: Sorami contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Made by convert_specs.py, which explains the grammar; do not edit.
// Facts of EUROCONTROL's ASTERIX specifications, by way of github.com/zoranbosnjak/asterix-specs (BSD-3-Clause).
// clang-format off
"""


def main():
    source = sys.argv[1]
    out = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
    groups = {}
    for path in glob.glob(os.path.join(source, "cat*.json")):
        groups.setdefault(os.path.basename(path)[3:6], []).append(path)
    for category, files in sorted(groups.items()):
        text = "\n".join(convert(category, sorted(files, key=edition_key)))
        with open(os.path.join(out, f"Cat{category}.cpp"), "w", encoding="utf-8") as f:
            f.write(HEAD + f'#include "data/ingest/decoders/asterix/tables/Tables.h"\n\nnamespace sorami::asterix {{\n\n'
                    f'const char kTable{category}[] = R"=(\n{text}\n)=";\n\n}}  // namespace sorami::asterix\n')
    names = sorted(groups)
    with open(os.path.join(out, "Tables.h"), "w", encoding="utf-8") as f:
        f.write(HEAD + "#pragma once\n\n#include <array>\n\nnamespace sorami::asterix {\n\n"
                "/// The table of one category as text, in the grammar that convert_specs.py explains.\n"
                "struct CategoryTable {\n  int category;\n  const char* text;\n};\n\n"
                + "".join(f"extern const char kTable{n}[];\n" for n in names)
                + f"\ninline constexpr std::array<CategoryTable, {len(names)}> kTables = {{{{\n"
                + "".join(f"    {{{int(n)}, kTable{n}}},\n" for n in names)
                + "}};\n\n}  // namespace sorami::asterix\n")


if __name__ == "__main__":
    main()
