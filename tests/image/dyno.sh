#!/bin/sh
# Runs a command as Docker does with --read-only: a filesystem of its own that nothing can be written to but /tmp and
# /dev/shm, an ordinary user, and the command as process 1.
# usage: unshare --mount --pid --fork --kill-child sh dyno.sh ROOT USER FOLDER COMMAND...
set -e
root=$1
user=$2
folder=$3
shift 3
path=$PATH
PATH=$SYSTEM_PATH
mount --bind "$root" "$root"
mount -o remount,ro,bind "$root"
mount -t tmpfs tmpfs "$root/tmp"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/dev"
mkdir -m 1777 "$root/dev/shm"
for device in full null random urandom zero; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
exec chroot --userspec="$user" "$root" /usr/bin/env -u SYSTEM_PATH -C "$folder" "PATH=$path" "$@"
