module stuckpod.dev/corpus

go 1.22
