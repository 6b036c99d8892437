// Marks the module's root only: each Kubernetes has a file of its own, see ./pin.
module stuckpod.dev/e2e/versions/apiserver

go 1.21
