# SPDX-License-Identifier: GPL-2.0
#
# awk -f preimage.awk -v dir=DIR PATCH - the files that a patch changes, as far as
# its hunks tell: below DIR, without the first folder of their names, with lines
# of no meaning between the hunks.

function close_file()
{
	if (name)
		close(name)
	name = ""
}

# Up to the line in front of number n
function fill(n)
{
	while (line < n - 1)
		print "between " ++line >name
}

/^--- / && !left {
	close_file()
	path = $2
	if (path != "/dev/null") {
		sub("^[^/]*/", "", path)
		name = dir "/" path
		folder = name
		sub("/[^/]*$", "", folder)
		system("mkdir -p '" folder "'")
		printf "" >name
		line = 0
	}
	next
}

/^@@ -/ && !left {
	split(substr($2, 2), range, ",")
	left = range[2] == "" ? 1 : range[2]
	if (name && left)
		fill(range[1])
	split(substr($3, 2), range, ",")
	news = range[2] == "" ? 1 : range[2]
	in_hunk = 1
	next
}

in_hunk && (left || news) {
	if (/^\+/) {
		news--
		next
	}
	if (/^\\/)
		next
	left--
	if (!/^-/)
		news--
	print substr($0, 2) >name
	line++
}

END { close_file() }
