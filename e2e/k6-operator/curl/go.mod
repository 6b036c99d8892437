module stuckpod.dev/e2e/k6-operator/curl

go 1.25
