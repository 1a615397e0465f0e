#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0
"""klp-relocs.py MODULE.ko OBJECT SYMBOL

Make livepatch relocations, as klp-build does: those of the section
.text..OBJECT are to be written when the module OBJECT is loaded, and SYMBOL is
one of its own. See Documentation/livepatch/module-elf-format.rst.
"""
import struct
import sys

SHF_ALLOC = 0x2
SHF_RELA_LIVEPATCH = 0x00100000
SHN_LIVEPATCH = 0xff20
SHDR = struct.Struct("<IIQQQQIIQQ")
SYM = struct.Struct("<IBBHQQ")


class Module:
    def __init__(self, path):
        with open(path, "rb") as file:
            self.data = bytearray(file.read())
        self.shoff, = struct.unpack_from("<Q", self.data, 0x28)
        self.count, self.strndx = struct.unpack_from("<HH", self.data, 0x3c)

    def section(self, index):
        return list(SHDR.unpack_from(self.data, self.shoff + index * SHDR.size))

    def set_section(self, index, header):
        SHDR.pack_into(self.data, self.shoff + index * SHDR.size, *header)

    def string(self, table, offset):
        start = self.section(table)[4] + offset
        return self.data[start:self.data.index(b"\0", start)].decode()

    def add_string(self, table, string):
        """Moves the table to the end of the file, longer by a string."""
        header = self.section(table)
        start, size = header[4:6]
        content = self.data[start:start + size] + string.encode() + b"\0"
        header[4], header[5] = len(self.data), len(content)
        self.set_section(table, header)
        self.data += content
        return size

    def find(self, name):
        for index in range(self.count):
            if self.string(self.strndx, self.section(index)[0]) == name:
                return index
        sys.exit(f"klp-relocs.py: there is no section {name}")

    def mark_section(self, text, obj):
        index = self.find(f".rela{text}")
        header = self.section(index)
        header[0] = self.add_string(self.strndx, f".klp.rela.{obj}.{text}")
        header[2] |= SHF_ALLOC | SHF_RELA_LIVEPATCH
        self.set_section(index, header)

    def mark_symbol(self, name, obj):
        header = self.section(self.find(".symtab"))
        table = header[6]
        for at in range(header[4], header[4] + header[5], SYM.size):
            sym = list(SYM.unpack_from(self.data, at))
            if self.string(table, sym[0]) == name:
                sym[0] = self.add_string(table, f".klp.sym.{obj}.{name},0")
                sym[3] = SHN_LIVEPATCH
                SYM.pack_into(self.data, at, *sym)
                return
        sys.exit(f"klp-relocs.py: there is no symbol {name}")


def main(path, obj, symbol):
    module = Module(path)
    module.mark_section(f".text..{obj}", obj)
    module.mark_symbol(symbol, obj)
    with open(path, "wb") as file:
        file.write(module.data)


main(*sys.argv[1:])
