#!/bin/sh
# stuckpod: the command line, with the Java runtime beside it.
set -eu
case $0 in */*) self=$0 ;; *) self=./$0 ;; esac
while [ -L "$self" ]; do
  to=$(readlink "$self")
  case $to in /*) self=$to ;; *) self=${self%/*}/$to ;; esac
done
home=$(cd "${self%/*}/.." && pwd)
set -- -cp "@CLASSPATH@" dev.stuckpod.cli.Stuckpod "$@"
[ ! -t 0 ] || set -- -Dstuckpod.typed=true "$@"
[ ! -t 2 ] || set -- -Dstuckpod.live="$(tput cols 2>/dev/null || echo 80)" "$@"
[ ! -t 1 ] || set -- -Dstuckpod.columns="$(tput cols 2>/dev/null || echo 80)" "$@"
exec "$home/java/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Djdk.reflect.useNativeAccessorOnly=true -XX:SharedArchiveFile="$home/lib/stuckpod.jsa" -Xlog:disable \
  -Dstuckpod.archive=true -Dstuckpod.program="${0##*/}" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow "$@"
