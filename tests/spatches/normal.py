# SPDX-License-Identifier: GPL-2.0
#
# normal.py OLD NEW - print NEW, what became of the livepatch OLD, for comparison
#
# A line for each function and declaration, in sorted order, without comments
# and white space. So are the members of initializers with designators, and the
# entries of a table of states that OLD does not have; it is named after what is
# in it.

import re
import sys

TOKEN = re.compile(
    r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\''
    r'|^[ \t]*#(?:\\\n|[^\n])*|\w+|->|\.\.\.|[^\s\w]', re.S | re.M)


def tokens(text):
    """Without comments; those that have a space in them get another character"""
    return ['\u00b7'.join(t.split()) for t in TOKEN.findall(text)
            if not t.startswith(('/*', '//'))]


def declarations(text):
    """Lists of tokens; a function ends with its body, all else with ;"""
    depth, assigned, current = 0, False, []
    for t in tokens(text):
        if t.startswith('#') and not depth:
            yield [t]
            continue
        current.append(t)
        depth += (t in '{([') - (t in '})]')
        assigned |= t == '=' and not depth
        if not depth and (t == ';' or t == '}' and not assigned):
            yield current
            assigned, current = False, []
    if current:
        yield current


def split(body):
    """The entries of an initializer, without the last comma"""
    depth, entry = 0, []
    for t in body:
        if t == ',' and not depth:
            yield entry
            entry = []
            continue
        depth += (t in '{([') - (t in '})]')
        entry.append(t)
    if entry:
        yield entry


def initializer(t):
    """Tokens with the members of each initializer sorted"""
    out, i = [], 0
    while i < len(t):
        out.append(t[i])
        if t[i] == '{':
            end, depth = i, 0
            while True:
                depth += (t[end] == '{') - (t[end] == '}')
                if not depth:
                    break
                end += 1
            entries = [initializer(e) for e in split(t[i + 1:end])]
            if all(e[:1] == ['.'] for e in entries):
                entries.sort()
            out += ' , '.join(' '.join(e) for e in entries).split() + ['}']
            i = end
        i += 1
    return out


def is_initializer(d):
    return '=' in d and d[-1] == ';' and '{' in d and d.index('=') < d.index('{')


def tables(decls, old):
    """New tables of states: what they are called, and what they do"""
    names = {}
    for d in decls:
        m = re.search(r'struct klp_state (\w+) \[', ' '.join(d))
        if m and not re.search(r'\bklp_state\s+%s\b' % m.group(1), old):
            names[m.group(1)] = 'states:' + ':'.join(sorted(
                re.findall(r'\. (?!id|name)\w+ = (\w+)', ' '.join(d))))
    return names


def entries_sorted(d):
    """A table of states in which the order of entries does not count"""
    begin, end = d.index('=') + 2, len(d) - 2
    entries = sorted(split(d[begin:end]), key=lambda e: (len(e) <= 2, e))
    return d[:begin] + ' , '.join(' '.join(e) for e in entries).split() + d[end:]


def main(old_name, new_name):
    with open(old_name, errors='replace') as f:
        old = f.read()
    with open(new_name, errors='replace') as f:
        decls = [initializer(d) if is_initializer(d) else d
                 for d in declarations(f.read())]
    names = tables(decls, old)
    decls = [entries_sorted(d) if set(d[:4]) & set(names) else d for d in decls]
    for line in sorted(' '.join(names.get(t, t) for t in d) for d in decls):
        print(line)


main(*sys.argv[1:])
