// Package main is a plugin that does nothing.
package main

// Value is there to be exported.
var Value = 1

func main() {}
