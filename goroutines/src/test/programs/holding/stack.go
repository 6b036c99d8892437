package main

import "runtime"

func runtimeStack(into []byte) int { return runtime.Stack(into, false) }
