#!/usr/bin/env bash
# check.sh OUT: uses what build.sh and setup.sh have built, as a shop would, on a new Windows (Wine) with a screen.
[ -n "${ON_SCREEN:-}" ] || ON_SCREEN=yes exec xvfb-run -a -s "-screen 0 1366x768x24" "$0" "$@"
. "$(dirname "$0")/environment.sh"
OUT=$(realpath "${1:?where is it}")

# A Chinese Windows: its language, its code page 936.
[ -f /usr/share/i18n/locales/zh_CN ] || fail "the package locales is missing"
mkdir -p "$WORK/locale"
localedef -i zh_CN -f UTF-8 "$WORK/locale/zh_CN.UTF-8"
SPOKEN=("LOCPATH=$WORK/locale" LC_ALL=zh_CN.UTF-8)
machine shop

# Windows has Microsoft YaHei UI; Wine draws Chinese with what this machine has.
FONT=$(fc-match --format '%{file}' 'Noto Sans CJK SC')
[[ $FONT == *CJK* ]] || fail "there is no Chinese font (fonts-noto-cjk)"
mkdir "$WINEPREFIX/drive_c/fonts"
cp "$FONT" "$WINEPREFIX/drive_c/windows/Fonts/"
cp "$FONT" "$WINEPREFIX/drive_c/fonts/chinese.otf" # where there is no screen Qt looks for fonts itself, and for this ending
run reg add 'HKCU\Software\Wine\Fonts\Replacements' /v 'Microsoft YaHei UI' /d 'Noto Sans CJK SC' /f >/dev/null

run "$WORK/python/python.exe" -X utf8 "$(windows_path "$HERE/check.py")" "$(windows_path "$OUT")" || fail "the check of the package failed"
[ -f "$WINEPREFIX/drive_c/checked" ] || fail "the check of the package did not come to its end"
