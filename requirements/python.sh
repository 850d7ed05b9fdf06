# Sourced by run and test: $python is a Python of 3.11 or newer that finds the source beside this folder.
home="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
python=""
for candidate in python3 python3.11 python3.12 python3.13 python3.14 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python="$candidate"
        break
    fi
done
if [ -z "$python" ]; then
    echo "Filiform needs Python 3.11 or newer, and there is none on PATH (Debian and Ubuntu: apt install python3 python3-venv)." >&2
    exit 1
fi
export PYTHONPATH="$home/src"
