module stuckpod.dev/e2e/cluster/mkimage

go 1.24
