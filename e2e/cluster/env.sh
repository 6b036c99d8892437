# Shared by up, down, build, load and tool. Every path and number of the cluster stands here.
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/stuckpod/cluster     # binaries, images and state; survives down
BIN=$CACHE/bin IMAGES=$CACHE/images S=$CACHE/state RUN=/run/stuckpod
KV=1.34.4                              # k8s.io/kubernetes, as in kube/go.mod
NODE=stuckpod-node BR=stuckpod0 IP=10.77.0.1 PODNET=10.77.0.0/16 SVCNET=10.97.0.0/16 SVCIP=10.97.0.1 DOMAIN=cluster.local
APIPORT=16443 ETCDPORT=12379 KUBELETPORT=11250
CONTAINERD_ADDRESS=$RUN/containerd.sock CONTAINERD_NAMESPACE=k8s.io
export CONTAINERD_ADDRESS CONTAINERD_NAMESPACE PATH=$BIN:$PATH:/usr/sbin:/sbin
mkdir -p "$CACHE"
SNAPSHOTTER=overlayfs; [ "$(stat -f -c %T "$CACHE")" != overlayfs ] || SNAPSHOTTER=native   # overlay does not stack on overlay
export CONTAINERD_SNAPSHOTTER=$SNAPSHOTTER

fail() { echo "${0##*/}: $*" >&2; exit 1; }

# pin FILE…: the contents of sources, as one word
pin() { cat "$@" | sha256sum | cut -c1-64; }

need_go() { command -v go >/dev/null || fail "needs Go 1.26 or newer on the PATH to build the cluster and its tools"; }

# made NAME MINUTES PIN DIR COMMAND…: a program in $BIN that COMMAND, run in DIR, makes; made again when the pin is another one.
# Says how long it may take with empty caches, and every half minute that it goes on.
made() {
  local name=$1 minutes=$2 pin=$3 dir=$4 start=$SECONDS pulse status=0; shift 4
  exec 9>"$CACHE/$name.lock"; flock 9   # two at once would compile everything twice
  if [ ! -x "$BIN/$name" ] || [ "$(cat "$BIN/.$name" 2>/dev/null)" != "$pin" ]; then
    need_go
    echo "compiling $name (with empty caches about $minutes min)" >&2
    # a sleep that outlives its loop holds neither lock nor output
    (while sleep 30 >/dev/null 2>&1; do echo "… still compiling $name, $((SECONDS - start)) s" >&2; done) 8>&- 9>&- & pulse=$!
    (cd "$dir" && CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false" GOBIN=$BIN "$@" 8>&- 9>&-) >"$CACHE/go-$name.log" 2>&1 || status=$?
    kill $pulse; wait $pulse 2>/dev/null || true
    [ $status = 0 ] || { tail -5 "$CACHE/go-$name.log" >&2; fail "$name could not be compiled; see $CACHE/go-$name.log"; }
    echo "$pin" >"$BIN/.$name"; echo "compiled $name in $((SECONDS - start)) s" >&2
  fi
  exec 9>&-
}

# stamp PID: its start time, a guard against reuse of a pid; a zombie is dead
stamp() { awk '$3!="Z"{print $22}' "/proc/$1/stat" 2>/dev/null || true; }

# alive NAME: the daemon that we started under this name still runs
alive() { local p t; read -r p t 2>/dev/null <"$S/pid/$1" && [ -n "$t" ] && [ "$(stamp "$p")" = "$t" ]; }

# clear_containers: every container of our own containerd, then the network namespaces they had
clear_containers() {
  local c n t ns
  ns=$(for c in $(ctr c ls -q); do ctr c info "$c" | jq -r '.Spec.linux.namespaces[]?|select(.type=="network").path//empty'; done | sort -u)
  (for t in $(ctr t ls -q); do ctr t rm -f "$t" >/dev/null 2>&1 & done; wait)
  for c in $(ctr c ls -q); do ctr c rm "$c" >/dev/null 2>&1 || true; done
  for n in $ns; do case $n in /var/run/netns/cni-*) umount "$n" 2>/dev/null || true; rm -f "$n" ;; esac; done
}
