# SPDX-License-Identifier: GPL-2.0
"""compare-backlog.py EXPECTED REPORT: is each livepatch in the class that the model says?

Prints how many livepatches of each form are in which class, what differs, and
fails if anything does, if the sums don't add up, if less than 90 % of those
that need an edit can be converted, or if there is more than one question each.
"""
import collections
import json
import sys

CLASSES = ["unchanged", "converted", "review", "manual", "error"]


def asking(livepatch):
	if livepatch["class"] != "review":
		return set()
	return {d["rule"] for d in livepatch["diagnostics"] if d["level"] == "review"}


def read_expected(path):
	expected = {}
	for line in open(path):
		name, cls, rules = line.split()
		expected[name] = (cls, set() if rules == "-" else set(rules.split(",")))
	return expected


def print_forms(livepatches):
	forms = collections.defaultdict(collections.Counter)
	for livepatch in livepatches:
		form = livepatch["path"].split("livepatch_")[1].removesuffix(".c")
		forms[form][livepatch["class"]] += 1
	print("# %-10s %s" % ("", " ".join("%9s" % c for c in CLASSES)))
	for form in sorted(forms):
		print("# %-10s %s" % (form, " ".join("%9d" % forms[form][c] for c in CLASSES)))


def main():
	expected = read_expected(sys.argv[1])
	report = json.load(open(sys.argv[2]))
	livepatches, summary = report["livepatches"], report["summary"]
	wrong = 0
	print_forms(livepatches)
	for livepatch in livepatches:
		wanted = expected.pop(livepatch["path"])
		seen = (livepatch["class"], asking(livepatch))
		if seen != wanted:
			wrong += 1
			print("# %s: %s, not %s" % (livepatch["path"], seen, wanted))
	uses = [l for l in livepatches if set(l["features"]) - {"functions"}]
	done = sum(1 for l in uses if l["class"] in ("converted", "review", "unchanged"))
	questions = sum(len(l["questions"]) for l in livepatches)
	print("# %d livepatches, %d wrong, %d missing; of %d that use callbacks, shadow variables or "
	      "states %d need nobody or a review; %d questions" %
	      (len(livepatches), wrong, len(expected), len(uses), done, questions))
	return wrong or expected or sum(summary.values()) != len(livepatches) or \
		done < 0.9 * len(uses) or questions > len(livepatches)


sys.exit(1 if main() else 0)
