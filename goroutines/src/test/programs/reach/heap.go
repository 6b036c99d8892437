package main

import "math/rand"

// node is what a heap consists of that is mostly small objects with pointers.
type node struct {
	left, right, up *node
	name            string
	text            []byte
}

var heap []*node

// fill makes so many MiB of objects that refer to each other across all of the heap.
func fill(mib int) {
	const bytes = 64 + 8 + 32 // of a node, of its place in the list, and of its text
	count := mib << 20 / bytes
	heap = make([]*node, count)
	for i := range heap {
		heap[i] = &node{name: "node", text: make([]byte, 1+rand.Intn(64))}
	}
	for _, n := range heap {
		n.left, n.right = heap[rand.Intn(count)], heap[rand.Intn(count)]
		n.up = heap[rand.Intn(count)]
	}
}
