#!/usr/bin/env bash
# check.sh FOLDER: uses the built program as a shop would, on a machine without Python. It needs root, user namespaces or sudo.
set -euo pipefail
[ -n "${ON_SCREEN:-}" ] || ON_SCREEN=yes exec xvfb-run -a -s "-screen 0 1366x768x24" "$0" "$@"
# Mounts and processes of its own, of which this is the first; what is left of them ends with it.
if [ $$ != 1 ]; then
    apart=(unshare --mount --pid --fork --kill-child --mount-proc)
    if [ "$(id -u)" != 0 ]; then
        if "${apart[@]}" --map-root-user true 2>/dev/null; then apart+=(--map-root-user); else apart=(sudo --preserve-env env "PATH=$PATH" "HOME=$HOME" "${apart[@]}"); fi
    fi
    exec "${apart[@]}" "$0" "$@"
fi

fail() { printf 'Linux: %s\n' "$*" >&2; exit 1; }
step() { printf -- '--- %s\n' "$*"; }

ROOT=$(cd "$(dirname "$0")/../.." && pwd)
BUILT=$(realpath "${1:?where is it}")
WORK=$(mktemp -d)
FOLDER="$WORK/充值 控制台"
PROGRAM="$FOLDER/topup-desk"
trap '[ -z "${running:-}" ] || kill -KILL "$running" 2>/dev/null || true; umount -l "$FOLDER"; rm -rf "$WORK"' EXIT
mkdir "$FOLDER" "$WORK/home"
cp "$ROOT/tests/domain/batch/files/x14_errors.xlsx" "$WORK/名单.xlsx"
mount --bind "$BUILT" "$FOLDER"
mount -o remount,bind,ro "$FOLDER"

step "there is no Python any more"
# shellcheck disable=SC2086 # each folder of $PATH is a word
mapfile -t pythons < <(IFS=:; find $PATH /usr/bin /usr/local/bin -maxdepth 1 -name 'python*' 2>/dev/null)
[ ${#pythons[@]} -gt 0 ] || fail "no Python was found that could be hidden"
origin=$(python3 -c 'import sys; print(sys.base_prefix)')
own_home=$(getent passwd "$(id -u)" | cut -d: -f6) # where a program goes that is told of no home
for folder in "$ROOT" "$origin" "${HOME:-/nowhere}" "$own_home" /usr/lib/python* /usr/local/lib/python*; do
    case $folder in / | /usr | /usr/local) continue ;; esac
    [ ! -d "$folder" ] || mount -t tmpfs none "$folder"
done
mapfile -t libraries < <(find /usr/lib /usr/local/lib -name 'libpython*' -type f)
for file in "${pythons[@]}" "${libraries[@]}"; do
    [ ! -f "$file" ] || mount --bind /dev/null "$file"
done
for python in "${pythons[@]}" python3 python; do
    if "$python" -c pass 2>/dev/null; then fail "$python still runs"; fi
done

# As from an icon, with few variables.
ALONE=(env -i PATH=/usr/bin:/bin LANG=C.UTF-8 DISPLAY="$DISPLAY" XAUTHORITY="${XAUTHORITY:-}")

# checked NAME VARIABLE=…
checked() {
    local report="$WORK/自检 $1.json"
    step "self-check: $*"
    "${ALONE[@]}" "${@:2}" timeout 180 "$PROGRAM" --self-check "$report" || fail "$1: exit code $?, $(cat "$report")"
    if grep -q '"passed": false' "$report"; then cat "$report"; fail "$1"; fi
    [ "$(grep -c '"passed": true' "$report")" -ge 20 ] || { cat "$report"; fail "$1: too few checks"; }
}
checked screen HOME="$WORK/home" QT_QPA_PLATFORM=xcb
checked "no screen, no home" QT_QPA_PLATFORM=offscreen
checked "scaled, odd home" HOME=/proc/nowhere QT_QPA_PLATFORM=xcb QT_SCALE_FACTOR=1.5

step "lists: a text and a spreadsheet are read without a window"
printf '13800138000 100\n' | "${ALONE[@]}" "$PROGRAM" --read-list - | grep -q '"mobile": "13800138000", "face": 100' || fail "no text is read"
"${ALONE[@]}" "$PROGRAM" --read-list "$WORK/名单.xlsx" | grep -q '"code": "bad_amount"' || fail "no spreadsheet is read"

# practise FOLDER PROGRAM…: in practice mode, ready for work; its process is $running.
practise() {
    local log="$1/logs/topup-desk.log" before=0
    [ ! -f "$log" ] || before=$(grep -c ready "$log") || true
    "${ALONE[@]}" HOME="$WORK/home" "${@:2}" --practice >"$WORK/said" 2>&1 &
    running=$!
    for _ in $(seq 600); do
        [ ! -f "$log" ] || [ "$(grep -c ready "$log")" -le "$before" ] || return 0
        sleep 0.1
    done
    fail "it is not ready: $(cat "$WORK/said")"
}
close() {
    kill -TERM "$running"
    wait "$running" || fail "exit code $? when closed"
    running=
}

step "a second start makes way for the first"
practise "$WORK/数据 店" "$PROGRAM" --data-dir "$WORK/数据 店"
grep -q " $FOLDER/.*/libpython" "/proc/$running/maps" || fail "its Python is not its own"
if grep -E 'python|PySide6' "/proc/$running/maps" | grep -vF " $FOLDER/"; then fail "it uses files of another Python"; fi
"${ALONE[@]}" HOME="$WORK/home" timeout 60 "$PROGRAM" --practice --data-dir "$WORK/数据 店" || fail "the second start: exit code $?"
close
[ -f "$WORK/数据 店/practice/orders.db" ] || fail "there are no orders"
[ ! -e "$WORK/数据 店/practice/orders.db-wal" ] || fail "the database was not closed"

step "killed, it starts again at once"
practise "$WORK/数据 店" "$PROGRAM" --data-dir "$WORK/数据 店"
kill -KILL "$running"
wait "$running" 2>/dev/null || true
practise "$WORK/数据 店" "$PROGRAM" --data-dir "$WORK/数据 店"
close

step "a portable program keeps its data beside itself"
cp -r "$FOLDER" "$WORK/随身"
touch "$WORK/随身/portable"
practise "$WORK/随身/data" "$WORK/随身/topup-desk"
close
[ -f "$WORK/随身/data/practice/orders.db" ] || fail "there are no orders beside it"
[ -z "$(find "$WORK/home" -name 'orders.db')" ] || fail "it has written to the user's folder"
rm -r "$WORK/随身/data" "$WORK/随身/portable"
diff -r "$FOLDER" "$WORK/随身" || fail "it has changed its own folder"

step "nothing is left running"
for _ in $(seq 100); do
    pgrep -a . >"$WORK/left" || true
    [ "$(wc -l <"$WORK/left")" != 1 ] || exit 0
    sleep 0.1
done
fail "something was left running: $(cat "$WORK/left")"
