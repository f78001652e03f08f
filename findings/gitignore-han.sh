#!/usr/bin/env bash
# A repository of documents keeps drafts out with patterns in Chinese: 第?稿.txt for any one draft, 草[一二三].txt for three.
#
# Guess: ? is a character and brackets hold characters, in git as in the libraries with which tools follow an ignore file.
# Seen: for git (2.39.5) both are of bytes, of which 一 has three: neither pattern matches anything, and the drafts are committed.
# pathspec 1.1.1 (Python) and ignore 7.0.5 (Node.js) match characters: tools that follow the file through them leave out what
# git has. 第*稿.txt means the same to all three.
# Fails if one of them changes. Needs git, Python and npm.
set -euo pipefail
cd "$(mktemp -d)"
python3 -m venv venv
venv/bin/pip install -q pathspec==1.1.1
npm install --silent --no-audit --no-fund ignore@7.0.5
git --version
git init -q .
printf '%s\n' '第?稿.txt' '草[一二三].txt' '定*稿.txt' > .gitignore
names=(第二稿.txt 草二.txt 定二稿.txt)
seen() {
    case $1 in
        git) if git check-ignore -q --no-index "$2"; then echo out; else echo in; fi ;;
        pathspec) venv/bin/python -c '
import sys, pathspec
lines = open(".gitignore", encoding="utf-8").read().splitlines()
print("out" if pathspec.GitIgnoreSpec.from_lines(lines).match_file(sys.argv[1]) else "in")' "$2" ;;
        ignore) node -e '
const lines = require("fs").readFileSync(".gitignore", "utf8");
console.log(require("ignore")().add(lines).ignores(process.argv[1]) ? "out" : "in")' "$2" ;;
    esac
}
for tool in git pathspec ignore; do
    told=$(for name in "${names[@]}"; do seen "$tool" "$name"; done | xargs)
    echo "$tool: ${names[*]}: $told"
    expected="out out out"
    [ "$tool" != git ] || expected="in in out"
    [ "$told" = "$expected" ] || { echo "not what was seen"; exit 1; }
done
