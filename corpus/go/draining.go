package main

import (
	"sync"
	"time"
)

func init() { cases["draining"] = draining }

type room struct {
	mu      sync.RWMutex
	lines   chan string
	members map[int]bool
}

// broadcast sends with the read lock held, again and again: the same goroutine at the same place, each time that one looks.
func (r *room) broadcast() {
	for {
		r.mu.RLock()
		for range 2 {
			r.lines <- "x"
		}
		r.mu.RUnlock()
	}
}

func (r *room) leave(member int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.members, member)
}

func (r *room) trickle(tick <-chan time.Time) {
	for range tick {
		<-r.lines
	}
}

func draining() {
	r := &room{lines: make(chan string), members: map[int]bool{}}
	go r.trickle(time.NewTicker(10 * time.Millisecond).C)
	go r.broadcast()
	time.Sleep(100 * time.Millisecond)
	for member := range 400 {
		go r.leave(member)
	}
}
