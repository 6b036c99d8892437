# Shared by up, down, build, load and tool. Every path and number of the cluster stands here.
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/stuckpod/cluster     # binaries, images and state; survives down
BIN=$CACHE/bin IMAGES=$CACHE/images S=$CACHE/state RUN=/run/stuckpod
KV=1.34.4                              # k8s.io/kubernetes, as in kube/go.mod
NODE=stuckpod-node BR=stuckpod0 IP=10.77.0.1 PODNET=10.77.0.0/16 SVCNET=10.97.0.0/16 SVCIP=10.97.0.1 DOMAIN=cluster.local
APIPORT=16443 ETCDPORT=12379 KUBELETPORT=11250
CONTAINERD_ADDRESS=$RUN/containerd.sock CONTAINERD_NAMESPACE=k8s.io
export CONTAINERD_ADDRESS CONTAINERD_NAMESPACE PATH=$BIN:$PATH

fail() { echo "${0##*/}: $*" >&2; exit 1; }

# pulse WHAT: says every half minute that a long step goes on, until it is killed
pulse() { local n=0; while sleep 1; do n=$((n + 1)); [ $((n % 30)) != 0 ] || echo "${0##*/} ${n}s  … still compiling $1" >&2; done; }

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
