# shellcheck shell=bash
# Sourced by build.sh on Linux, where programs are not signed.
# shellcheck disable=SC2034 # build.sh runs it
PROGRAM=dist/topup-desk/topup-desk

unlock() { :; }
seal() { :; }
pack() { .ci/linux/pack.sh dist/topup-desk "$OUT"; }
